#include "app/cli/text.h"

#include "core/base/duration_text.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace orkestr::cli {

Result<std::string> read_text(const std::string& path) {
    constexpr std::size_t most = std::size_t{64} << 20;
    std::error_code ignored;
    if (path != "-" && std::filesystem::is_directory(path, ignored))
        return Error{ErrorCode::invalid_argument, "'" + path + "' is a directory; a file is expected", {}};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(path == "-" ? nullptr : std::fopen(path.c_str(), "rb"), [](std::FILE* file) { return std::fclose(file); });
    std::FILE* file = path == "-" ? stdin : opened.get();
    if (!file) return Error{ErrorCode::invalid_argument, "'" + path + "' can't be read: " + std::strerror(errno), {}};
    std::string text;
    char buffer[65536];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file)) {
        text.append(buffer, got);
        if (text.size() > most) return Error{ErrorCode::invalid_argument, "'" + path + "' is larger than 64 MiB", {}};
    }
    if (std::ferror(file)) return Error{ErrorCode::io, "'" + path + "' can't be read: " + std::strerror(errno), {}};
    return text;
}

Result<Json> read_json_argument(const std::string& argument) {
    std::string text = argument;
    std::string place = "the input";
    if (argument == "-" || argument.starts_with("@")) {
        const std::string path = argument == "-" ? "-" : argument.substr(1);
        auto read = read_text(path);
        if (!read) return read.error();
        text = std::move(*read);
        place = path == "-" ? "standard input" : "'" + path + "'";
    }
    auto json = Json::parse(text);
    if (!json) return Error{ErrorCode::invalid_json, place + " is " + json.error().message, {}};
    return json;
}

void print_line(const Json& json) {
    std::fwrite(json.text().data(), 1, json.text().size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

JsonValue step_json(const StepView& step) {
    const auto time = [](const std::optional<Instant>& at) { return at ? JsonValue(to_iso8601(*at)) : JsonValue(); };
    const auto data = [](const std::optional<Json>& json) { return json ? JsonValue::of(*json) : JsonValue(); };
    JsonValue out = JsonValue::object({{"step", step.key}, {"task", step.task}, {"name", step.name}, {"kind", step.kind},
                                       {"status", step.status}, {"attempt", step.attempt}, {"started", time(step.started)},
                                       {"ended", time(step.ended)}, {"input", data(step.input)}, {"output", data(step.output)}});
    out.set("error", step.error ? step.error->to_value() : JsonValue());
    if (!step.log.empty()) out.set("log", step.log);
    if (step.child) out.set("child", step.child->text);
    return out;
}

std::string steps_table(const RunView& run) {
    std::size_t widest = 4;
    std::unordered_map<StepId, int> depth;
    std::vector<std::string> names;
    for (const auto& step : run.steps) {
        const auto outer = depth.find(step.parent);
        const int level = outer == depth.end() ? 0 : outer->second + 1;
        depth[step.id] = level;
        const auto counters = step.key.find('#');
        names.push_back(std::string(static_cast<std::size_t>(2 * std::min(level, 20)), ' ') + step.name +
                        (counters == std::string::npos ? "" : " " + step.key.substr(counters)));
        widest = std::max(widest, names.back().size());
    }
    widest = std::min<std::size_t>(widest, 60);
    std::string out;
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        const auto& step = run.steps[i];
        const std::string took = step.started && step.ended ? to_human(*step.ended - *step.started) : "";
        char line[256];
        std::snprintf(line, sizeof line, "  %-*s  %-7s %-10s %12s", static_cast<int>(widest), names[i].substr(0, 100).c_str(),
                      step.kind.c_str(), step.status.c_str(), took.c_str());
        out += line;
        if (step.error) out += "  " + std::to_string(step.error->status) + " " + step.error->title + (step.error->detail.empty() ? "" : ": " + step.error->detail.substr(0, 160));
        out += "\n";
    }
    return out;
}

} // namespace orkestr::cli
