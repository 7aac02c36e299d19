// orkestr publish FILE...
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "app/workspace/engine_control.h"

#include <QEventLoop>
#include <cstdio>
#include <limits>

namespace orkestr::cli {

int publish(const QStringList& arguments) {
    Options options("publish", "FILE... [--workspace DIR] [--format text|json]",
                    "Puts definitions into a workspace, where other workflows can run them.\n"
                    "A published version never changes: the same version with other content is refused.",
                    {"orkestr publish order.yaml", "orkestr publish --workspace ./ws workflows/*.yaml"});
    options.add_workspace();
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, std::numeric_limits<int>::max())) return *done;

    EngineControl control({options.workspace(), false, {}});
    int worst = ExitCode::completed;
    JsonArray published;
    for (const auto& file : options.positional()) {
        auto text = read_text(file);
        if (!text) {
            worst = std::max(worst, report(text.error()));
            continue;
        }
        QEventLoop loop;
        control.publish(std::move(*text), file, [&](Result<std::string> hash) {
            if (!hash) {
                if (hash.error().code == ErrorCode::invalid_definition) std::fprintf(stderr, "%s\n", hash.error().message.c_str());
                worst = std::max(worst, hash.error().code == ErrorCode::invalid_definition ? int(ExitCode::invalid) : report(hash.error()));
            } else if (options.format() == "json") {
                published.push_back(JsonValue::object({{"file", file}, {"hash", *hash}}));
            } else {
                std::printf("%s: published as %s\n", file.c_str(), hash->substr(0, 12).c_str());
            }
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        });
        loop.exec();
    }
    if (options.format() == "json") print_line(JsonValue(std::move(published)).json());
    return worst;
}

} // namespace orkestr::cli
