// orkestr validate FILE...
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "app/workspace/engine_control.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <cstdio>
#include <limits>

namespace orkestr::cli {

int validate(const QStringList& arguments) {
    Options options("validate", "FILE... [--format text|json]",
                    "Checks definitions: structure, names, targets, expressions. Opens no socket.\n"
                    "Exits with 0 when all are valid (there may be warnings), else with 2.",
                    {"orkestr validate order.yaml", "orkestr validate --format json workflows/*.yaml"});
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, std::numeric_limits<int>::max())) return *done;

    EngineControl control({.ephemeral = true, .offline = true});
    bool ok = true;
    JsonArray all;
    for (const auto& file : options.positional()) {
        auto text = read_text(file);
        if (!text) {
            ok = false;
            report(text.error());
            Diagnostic unreadable;
            unreadable.code = "unreadable";
            unreadable.message = text.error().message;
            all.push_back(to_value(unreadable, file));
            continue;
        }
        QEventLoop loop;
        std::optional<Error> failure;
        control.check(std::move(*text), file, [&](Result<CheckedDefinition> checked) {
            if (!checked) {
                failure = checked.error();
            } else {
                const bool good = checked->ok() || (checked->unresolved && !has_errors(checked->diagnostics));
                ok = ok && good;
                for (const auto& diagnostic : checked->diagnostics) {
                    if (options.format() == "json") all.push_back(to_value(diagnostic, file));
                    else std::fprintf(stderr, "%s\n", to_text(diagnostic, file).c_str());
                }
                if (good && options.format() == "text") std::printf("%s: valid\n", file.c_str());
            }
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        });
        loop.exec();
        if (failure) return report(*failure);
    }
    if (options.format() == "json") print_line(JsonValue::object({{"valid", ok}, {"diagnostics", std::move(all)}}).json());
    return ok ? ExitCode::completed : ExitCode::invalid;
}

} // namespace orkestr::cli
