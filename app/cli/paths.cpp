// orkestr paths DEFINITION
#include "app/cli/filter_option.h"
#include "app/cli/long_work.h"
#include "app/cli/source_argument.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "app/workspace/system_clock.h"
#include "app/workspace/workspace.h"
#include "core/base/duration_text.h"
#include "core/base/shortened.h"
#include "core/definition/reader.h"
#include "core/plan/plan.h"
#include "core/runtime/path_scan.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

namespace orkestr::cli {

namespace {

constexpr std::size_t paths_shown = 10;
constexpr std::size_t tasks_in_path = 40;
constexpr std::size_t edges_shown = 40;
constexpr std::size_t never_shown = 40;

unsigned long long number(std::uint64_t count) { return count; }

std::string share(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
    return text;
}

std::string human(const DurationSketch& durations, double at) { return durations.count() == 0 ? "-" : to_human(durations.percentile(at)); }

/// Columns side by side; the first is text, the others are numbers.
class NumberTable {
public:
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    void print() const {
        std::vector<std::size_t> widths;
        for (const auto& row : rows_)
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (i >= widths.size()) widths.push_back(0);
                widths[i] = std::max(widths[i], row[i].size());
            }
        for (const auto& row : rows_) {
            std::string line;
            for (std::size_t i = 0; i < row.size(); ++i) {
                const std::string space(widths[i] - row[i].size(), ' ');
                line += i == 0 ? row[i] + space : "  " + space + row[i];
            }
            std::printf("%s\n", line.c_str());
        }
    }

private:
    std::vector<std::vector<std::string>> rows_;
};

void print_tasks(const PathStatistics& statistics) {
    NumberTable table;
    table.add({"TASK", "RUNS", "STEPS", "P50", "P95", "WAITING", "FAULTS", "RETRIES", "CRITICAL"});
    std::int64_t critical = 0;
    for (const auto* task : statistics.critical()) critical += task->critical_ms;
    for (const auto* task : statistics.tasks()) {
        if (task->never()) continue;
        const std::int64_t all = task->running_ms + task->waiting_ms;
        table.add({task->task, std::to_string(task->runs), std::to_string(task->steps), human(task->durations, 0.5), human(task->durations, 0.95),
                   share(static_cast<std::uint64_t>(task->waiting_ms), static_cast<std::uint64_t>(all)), std::to_string(task->faulted), std::to_string(task->retries),
                   share(static_cast<std::uint64_t>(task->critical_ms), static_cast<std::uint64_t>(critical))});
    }
    std::printf("\n");
    table.print();
}

/// Tasks by their names, or where several have the same one, by their pointers.
class TaskNames {
public:
    explicit TaskNames(const PathStatistics& statistics) : statistics_(statistics) {
        for (const auto* task : statistics.tasks()) ++count_[task->name];
    }
    const std::string& of(const std::string& pointer) const {
        const auto* task = statistics_.task(pointer);
        return task && count_.at(task->name) == 1 ? task->name : pointer;
    }

private:
    const PathStatistics& statistics_;
    std::map<std::string, std::size_t> count_;
};

std::string path_text(const TaskNames& names, const PathFrequency& path) {
    std::string text;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < path.tasks.size(); ++i) {
        // What holds tasks of the path is told by them: the first of them comes right after it.
        if (i + 1 < path.tasks.size() && path.tasks[i + 1].starts_with(path.tasks[i] + "/")) continue;
        if (++shown > tasks_in_path) return text + " > ...";
        text += (text.empty() ? "" : " > ") + names.of(path.tasks[i]);
    }
    return text.empty() ? "(nothing)" : text;
}

void print_paths(const PathStatistics& statistics) {
    const TaskNames names(statistics);
    const std::uint64_t runs = statistics.totals().runs;
    std::printf("\nPaths\n");
    for (const auto& path : statistics.paths(paths_shown))
        std::printf("  %7s  %-9s  p50 %-10s  %s\n", share(path.runs, runs).c_str(), path.status.c_str(), human(path.durations, 0.5).c_str(), path_text(names, path).c_str());
    const std::size_t count = statistics.path_count();
    if (count > paths_shown || statistics.other_paths() > 0)
        std::printf("  and %zu more%s\n", count - std::min(count, paths_shown), statistics.other_paths() > 0 ? ", and rarer ones" : "");
}

/// The most frequent first; where the definition is known, with the cases and the like that they are for.
std::vector<WayStatistics> taken_ways(const PathStatistics& statistics, const std::optional<Graph>& graph) {
    std::vector<WayStatistics> taken;
    if (graph) taken = ways(*graph, statistics);
    std::set<std::pair<std::string, std::string>> known;
    for (const auto& way : taken) known.emplace(way.edge.from, way.edge.to);
    std::erase_if(taken, [](const WayStatistics& way) { return way.never(); });
    for (const auto& edge : statistics.edges())
        if (!known.contains({edge.from, edge.to})) taken.push_back({{edge.from, edge.to, {}}, edge.runs, edge.times, false});
    std::stable_sort(taken.begin(), taken.end(), [](const auto& x, const auto& y) { return std::tie(x.runs, x.times) > std::tie(y.runs, y.times); });
    return taken;
}

void print_edges(const PathStatistics& statistics, const std::optional<Graph>& graph) {
    std::printf("\nEdges (runs, times)\n");
    const auto taken = taken_ways(statistics, graph);
    for (std::size_t i = 0; i < std::min(taken.size(), edges_shown); ++i) {
        const WayStatistics& way = taken[i];
        // Which runs were those of one case is not counted where others lead to the same task.
        const std::string runs = way.shared ? "-" : std::to_string(way.runs);
        std::printf("  %7s  %7llu  %s -> %s%s\n", runs.c_str(), number(way.times), way.edge.from.c_str(), way.edge.to.c_str(),
                    way.edge.label.empty() ? "" : (" (" + way.edge.label + ")").c_str());
    }
    if (taken.size() > edges_shown) std::printf("  and %zu more; --format json tells them all\n", taken.size() - edges_shown);
}

void print_never(const PathStatistics& statistics, const std::optional<Graph>& graph) {
    std::vector<std::string> lines;
    for (const auto* task : statistics.tasks())
        if (task->never()) lines.push_back(task->task + (task->skipped > 0 ? " (skipped " + (task->skipped == 1 ? "once" : std::to_string(task->skipped) + " times") + ")" : ""));
    if (graph)
        for (const auto& edge : never_taken(*graph, statistics)) lines.push_back(edge.from + " -> " + edge.to + (edge.label.empty() ? "" : " (" + edge.label + ")"));
    if (lines.empty()) return;
    std::printf("\nNever taken\n");
    for (std::size_t i = 0; i < std::min(lines.size(), never_shown); ++i) std::printf("  %s\n", lines[i].c_str());
    if (lines.size() > never_shown) std::printf("  and %zu more\n", lines.size() - never_shown);
}

void print_failures(const PathStatistics& statistics) {
    const auto spots = statistics.hot_spots();
    if (spots.empty()) return;
    std::printf("\nFailures\n");
    for (const auto* task : spots) {
        std::vector<std::pair<std::uint64_t, std::string>> errors;
        for (const auto& [type, count] : task->errors) errors.emplace_back(count, type);
        std::sort(errors.rbegin(), errors.rend());
        std::printf("  %7llu  %s\n", number(task->failed_here), task->task.c_str());
        for (std::size_t i = 0; i < std::min<std::size_t>(errors.size(), 3); ++i)
            std::printf("           %llu of %s\n", number(errors[i].first), errors[i].second.empty() ? "an error without a type" : shortened(errors[i].second, 120).c_str());
    }
}

void print_text(const PathScan& scan, const std::string& name) {
    const PathTotals& totals = scan.statistics.totals();
    std::printf("%s  %s, %s\n", name.c_str(), counted(totals.runs, "run").c_str(), counted(totals.events, "event").c_str());
    if (totals.runs == 0) return;
    std::string statuses;
    for (const auto& [status, count] : totals.by_status) statuses += (statuses.empty() ? "" : ", ") + std::to_string(count) + " " + status;
    std::printf("%s\n", statuses.c_str());
    if (totals.durations.count() > 0) {
        const auto all = static_cast<std::uint64_t>(totals.running_ms + totals.waiting_ms + totals.suspended_ms);
        std::printf("p50 %s, p95 %s, the longest %s; %s of the time waiting\n", human(totals.durations, 0.5).c_str(), human(totals.durations, 0.95).c_str(),
                    to_human(totals.durations.most()).c_str(), share(static_cast<std::uint64_t>(totals.waiting_ms), all).c_str());
    }
    print_tasks(scan.statistics);
    print_paths(scan.statistics);
    print_edges(scan.statistics, scan.graph);
    print_never(scan.statistics, scan.graph);
    print_failures(scan.statistics);
}

/// A workspace's folder, or any file that can be read as one.
Result<NamedSource> open_whole(const std::string& workspace) {
    if (read_source_argument(workspace).kind != SourceArgument::Kind::run) return open_argument(workspace, workspace);
    auto source = open_source(workspace);
    if (!source) return source.error();
    return NamedSource{workspace, std::move(*source), std::nullopt};
}

/// What a definition's file means: the definition of the same text, else what has its name and version.
Result<MeantDefinition> definition_in_file(RunSource& source, const std::string& file) {
    const auto text = read_text(file);
    if (!text) return text.error();
    const auto read = read_definition(*text, file);
    if (!read.definition) return Error{ErrorCode::invalid_definition, file + " is no valid definition; 'orkestr validate' says why", {}};
    const auto plan = compile_plan(*read.definition);
    if (plan)
        if (auto same = find_definition(source, (*plan)->definition_hash)) return same;
    const auto& document = read.definition->document;
    auto named = find_definition(source, document.ns + "/" + document.name + ":" + document.version);
    if (named && plan) std::fprintf(stderr, "orkestr: no run is of the text in %s; these are of another one with the same name and version\n", file.c_str());
    return named;
}

void tell_versions(const MeantDefinition& meant) {
    if (meant.others.empty()) return;
    std::string others;
    for (std::size_t i = 0; i < std::min<std::size_t>(meant.others.size(), 10); ++i) others += (i == 0 ? "" : ", ") + meant.others[i];
    std::fprintf(stderr, "orkestr: runs of %s; there are other versions too: %s%s\n", meant.row.version.c_str(), others.c_str(), meant.others.size() > 10 ? ", ..." : "");
}

JsonValue scan_json(const PathScan& scan, const std::string& name) {
    JsonValue out = json_of(scan.statistics, scan.graph ? &*scan.graph : nullptr);
    out.set("definition", name);
    out.set("hash", scan.definition.hash.empty() ? JsonValue() : JsonValue(scan.definition.hash));
    if (scan.unreadable > 0) out.set("unreadable", scan.unreadable);
    if (scan.more) out.set("more", true);
    return out;
}

} // namespace

int paths(const QStringList& arguments) {
    Options options("paths", "DEFINITION [--workspace DIR|SOURCE] [--filter F] [--limit N] [--format text|json]",
                    "Tells which ways the runs of a definition took, how often and how long: each task's percentiles, its faults and\n"
                    "retries, its share of the critical path, the most frequent paths, and what was never taken.\n"
                    "DEFINITION is NS/NAME[:VERSION], NAME, a content hash, or a definition's file; without a version it is the latest.\n"
                    "Percentiles are by nearest rank: exact for 1,000 durations, within 1 % beyond.\n"
                    "RUNS are those in which the task began, STEPS how often it did; what was skipped is in neither. Of a fork the runs and\n"
                    "paths are of its whole way; steps, times and faults that it took over are counted in the run that it was made from.",
                    {"orkestr paths shop/order", "orkestr paths shop/order:1.2.0 --filter 'started in last 7d and status == faulted'",
                     "orkestr paths order.yaml --workspace orders.orklog --format json | jq '.tasks[] | {task, p95: .duration_ms.p95}'"});
    options.add("workspace", "DIR", "The workspace, or a file with runs. Default: $XDG_DATA_HOME/orkestr/default");
    options.add("filter", "F", "Only runs that the filter holds for");
    options.add("limit", "N", "At most so many runs, the newest", "1000000");
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    PathScanRequest request;
    request.now = SystemClock().now();
    auto filter = read_filter_option(options, FilterSubject::run);
    if (const int* wrong = std::get_if<int>(&filter)) return *wrong;
    request.filter = std::get<Filter>(std::move(filter));
    bool understood = false;
    request.most_runs = QString::fromStdString(options.value("limit")).toULongLong(&understood);
    if (!understood || request.most_runs == 0) return options.refuse("--limit takes a number of 1 or more, not '" + options.value("limit") + "'");
    const auto source = open_whole(options.workspace());
    if (!source) return report(source.error());
    std::string name = options.positional().front();
    const auto reader = source->source->open_reader();
    if (!reader && reader.error().code != ErrorCode::unsupported) return report(reader.error());
    if (reader) {
        std::error_code failed;
        const bool is_file = std::filesystem::is_regular_file(name, failed);
        const auto meant = is_file ? definition_in_file(*source->source, name) : find_definition(*source->source, name);
        if (!meant) return refused(meant.error());
        tell_versions(*meant);
        request.definition = meant->row.hash;
        name = meant->row.ns + "/" + meant->row.name + ":" + meant->row.version;
    } else {
        request.name = name;
    }
    const auto scan = do_long_work<PathScan>([&](std::stop_token stop) {
        ProgressLine line("Reading");
        return scan_paths(*source->source, request, stop, [&](const PathScanProgress& at) { line.show(at.runs, at.found_all ? at.found : 0, "runs"); });
    });
    if (!scan) return refused(scan.error());
    if (scan->unreadable > 0)
        std::fprintf(stderr, "orkestr: %s could not be read to the end; the first is %s\n", counted(scan->unreadable, "run").c_str(), scan->damage.c_str());
    if (scan->more) std::fprintf(stderr, "orkestr: there are more runs; these are the newest %llu\n", number(request.most_runs));
    if (options.format() == "json") print_line(scan_json(*scan, name).json());
    else print_text(*scan, name);
    return ExitCode::completed;
}

} // namespace orkestr::cli
