// orkestr run FILE
#include "app/cli/options.h"
#include "app/cli/run_session.h"
#include "app/cli/text.h"
#include "core/base/duration_text.h"

#include <QCoreApplication>
#include <cstdlib>

namespace orkestr::cli {

namespace {

/// `NAME=ENVVAR` pairs; the variable must be set now, since a run that finds out later is half done.
Result<std::map<std::string, std::string>> read_secrets(const std::vector<std::string>& given) {
    std::map<std::string, std::string> secrets;
    for (const auto& one : given) {
        const auto equals = one.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == one.size())
            return Error{ErrorCode::invalid_argument, "--secret takes NAME=ENVVAR", {}};
        const std::string variable = one.substr(equals + 1);
        if (!std::getenv(variable.c_str()))
            return Error{ErrorCode::invalid_argument, "--secret " + one.substr(0, equals) + ": the environment variable " + variable + " is not set", {}};
        secrets[one.substr(0, equals)] = variable;
    }
    return secrets;
}

} // namespace

int run(const QStringList& arguments) {
    Options options("run",
                    "FILE [--input JSON|@FILE|-] [--workspace DIR|--ephemeral] [--secret NAME=ENVVAR]...\n"
                    "                   [--timeout DURATION] [--format text|json|events]",
                    "Starts one run of a definition and waits for its end. Every result from outside is recorded in the\n"
                    "workspace before anything is built on it. Exits with 0 completed, 1 faulted, 2 invalid, 3 cancelled or timed out, 4 store or I/O.",
                    {"orkestr run order.yaml --input '{\"id\": 42}'", "orkestr run order.yaml --input @order.json --format json",
                     "orkestr run hello.yaml --ephemeral --format events", "orkestr run deploy.yaml --secret token=DEPLOY_TOKEN --timeout 10m"});
    options.add_workspace();
    options.add_format({"text", "json", "events"});
    options.add("input", "JSON|@FILE|-", "The input: JSON, a file's, or standard input's", "{}");
    options.add("ephemeral", nullptr, "Keep nothing: the history lives in memory");
    options.add("secret", "NAME=ENVVAR", "A secret's value from an environment variable");
    options.add("timeout", "DURATION", "Cancel the run after this time: 250ms, 20s, 1h30m or ISO 8601");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    if (options.has("ephemeral") && options.has("workspace")) return options.refuse("--ephemeral and --workspace exclude each other");

    RunSettings settings;
    settings.file = options.positional().front();
    settings.format = options.format();
    settings.engine = {options.workspace(), options.has("ephemeral"), {}};
    if (options.has("timeout")) {
        const auto timeout = parse_duration(options.value("timeout"));
        if (!timeout) return options.refuse("--timeout: " + timeout.error().message);
        if (timeout->ms <= 0) return options.refuse("--timeout: a run needs some time");
        settings.timeout = *timeout;
    }
    auto secrets = read_secrets(options.values("secret"));
    if (!secrets) return options.refuse(secrets.error().message);
    settings.engine.secret_variables = std::move(*secrets);
    auto text = read_text(settings.file);
    if (!text) return report(text.error());
    settings.text = std::move(*text);
    auto input = read_json_argument(options.value("input"));
    if (!input) return report(input.error());
    settings.input = std::move(*input);

    RunSession session(std::move(settings));
    session.begin();
    return QCoreApplication::exec();
}

} // namespace orkestr::cli
