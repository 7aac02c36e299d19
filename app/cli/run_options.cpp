#include "app/cli/run_options.h"

#include "core/base/duration_text.h"

#include <QCoreApplication>
#include <cstdlib>

namespace orkestr::cli {

void add_run_options(Options& options) {
    options.add_workspace();
    options.add_format({"text", "json", "events"});
    options.add("secret", "NAME=ENVVAR", "A secret's value from an environment variable");
    options.add("timeout", "DURATION", "Cancel the run after this time: 250ms, 20s, 1h30m or ISO 8601");
    options.add("detach", nullptr, "Don't wait: print the new run's id and leave it to the engine");
}

Result<std::map<std::string, std::string>> read_secrets(const Options& options) {
    std::map<std::string, std::string> secrets;
    for (const auto& one : options.values("secret")) {
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

Result<std::optional<Duration>> read_duration(const Options& options, const char* name) {
    if (!options.has(name)) return std::optional<Duration>();
    const auto duration = parse_duration(options.value(name));
    const std::string option = std::string("--") + name;
    if (!duration) return Error{ErrorCode::invalid_argument, option + ": " + duration.error().message, {}};
    if (duration->ms <= 0) return Error{ErrorCode::invalid_argument, option + ": more than nothing is expected", {}};
    return std::optional<Duration>(*duration);
}

std::optional<int> read_run_options(const Options& options, RunSettings& settings) {
    settings.format = options.format();
    settings.engine.directory = options.workspace();
    const auto timeout = read_duration(options, "timeout");
    if (!timeout) return options.refuse(timeout.error().message);
    settings.timeout = *timeout;
    settings.engine.only_record = options.has("detach");
    if (options.has("detach") && settings.timeout) return options.refuse("--timeout needs somebody who waits: not with --detach");
    auto secrets = read_secrets(options);
    if (!secrets) return options.refuse(secrets.error().message);
    settings.engine.secret_variables = std::move(*secrets);
    return std::nullopt;
}

int drive(RunSettings settings) {
    RunSession session(std::move(settings));
    session.begin();
    return QCoreApplication::exec();
}

} // namespace orkestr::cli
