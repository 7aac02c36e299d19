#include "app/cli/text.h"

#include "core/base/duration_text.h"
#include "core/base/shortened.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <unordered_map>
#include <unordered_set>

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

Result<std::string> read_text_argument(const std::string& argument) {
    if (argument == "-" || argument.starts_with("@")) return read_text(argument == "-" ? "-" : argument.substr(1));
    return argument;
}

Result<Json> read_json_argument(const std::string& argument, const char* what) {
    const auto text = read_text_argument(argument);
    if (!text) return text.error();
    const std::string place = argument == "-" ? "standard input" : argument.starts_with("@") ? "'" + argument.substr(1) + "'" : what;
    auto json = Json::parse(*text);
    if (!json) return Error{ErrorCode::invalid_json, place + " is " + json.error().message, {}};
    return json;
}

std::string counted(std::uint64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many.empty() ? one + "s" : many);
}

void print_line(const Json& json) {
    std::fwrite(json.text().data(), 1, json.text().size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

bool nobody_reads() { return std::ferror(stdout) != 0; }

std::string definition_text(const std::string& ns, const std::string& name, const std::string& version) {
    return (ns.empty() ? "" : ns + "/") + name + (version.empty() ? "" : ":" + version);
}

JsonValue step_json(const StepView& step) {
    const auto time = [](const std::optional<Instant>& at) { return at ? JsonValue(to_iso8601(*at)) : JsonValue(); };
    const auto data = [](const std::optional<Json>& json) { return json ? JsonValue::of(*json) : JsonValue(); };
    JsonValue out = JsonValue::object({{"step", step.key}, {"task", step.task.str()}, {"name", step.name.str()}, {"kind", step.kind.str()},
                                       {"status", step.status.str()}, {"attempt", step.attempt}, {"started", time(step.started)},
                                       {"ended", time(step.ended)}, {"input", data(step.input)}, {"output", data(step.output)}});
    out.set("error", step.error ? step.error->to_value() : JsonValue());
    if (!step.log.empty()) out.set("log", step.log.str());
    if (step.child) out.set("child", step.child->text);
    return out;
}

namespace {

struct Line {
    const StepView* step;
    int depth;
};

/// Every step after the one that it is part of; those of one level in the order they began.
std::vector<Line> outline(const RunView& run) {
    std::unordered_map<StepId, std::vector<const StepView*>> inner;
    std::unordered_set<StepId> known;
    for (const auto& step : run.steps) known.insert(step.id);
    for (const auto& step : run.steps) inner[known.contains(step.parent) ? step.parent : 0].push_back(&step);
    std::vector<Line> lines;
    std::vector<Line> left;
    const auto put = [&](StepId outer, int depth) {
        const auto& steps = inner[outer];
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) left.push_back({*step, depth});
    };
    for (put(0, 0); !left.empty();) {
        const Line line = left.back();
        left.pop_back();
        lines.push_back(line);
        if (line.step->id != 0) put(line.step->id, line.depth + 1);
    }
    return lines;
}

std::string name_in_table(const Line& line) {
    const auto& key = line.step->key;
    const auto counters = key.find('#');
    return std::string(static_cast<std::size_t>(2 * std::min(line.depth, 20)), ' ') + line.step->name +
           (counters == std::string::npos ? "" : " " + key.substr(counters));
}

/// Columns that a text takes in a terminal, roughly: one for each character.
std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t taken = columns(text);
    if (taken < width) text.append(width - taken, ' ');
    return text;
}

} // namespace

std::string steps_table(const RunView& run) {
    const auto lines = outline(run);
    std::size_t widest = 4;
    for (const auto& line : lines) widest = std::max(widest, columns(name_in_table(line)));
    widest = std::min<std::size_t>(widest, 60);
    std::string out;
    for (const auto& line : lines) {
        const StepView& step = *line.step;
        const std::string took = step.started && step.ended ? to_human(*step.ended - *step.started) : "";
        out += "  " + padded(shortened(name_in_table(line), 99), widest) + "  " + padded(step.kind, 7) + " " + padded(step.status, 10) + " " +
               std::string(took.size() < 12 ? 12 - took.size() : 0, ' ') + took;
        if (step.child) out += "  run " + step.child->text;
        if (step.error) out += "  " + std::to_string(step.error->status) + " " + step.error->title;
        if (step.error && !step.error->detail.empty()) out += ": " + shortened(step.error->detail, 160);
        out += "\n";
    }
    return out;
}

} // namespace orkestr::cli
