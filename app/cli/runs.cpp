// orkestr runs
#include "app/cli/filter_option.h"
#include "app/cli/reading.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "app/workspace/location.h"
#include "app/workspace/system_clock.h"
#include "core/base/duration_text.h"
#include "core/runtime/unjudged_runs.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace orkestr::cli {

namespace {

constexpr const char* statuses[] = {"pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed"};
/// Looked at between two prints, so that what is found early is seen early.
constexpr std::uint32_t rows_of_a_part = 200'000;

JsonValue run_json(const RunRow& row) {
    return JsonValue::object({{"run", row.run.text}, {"definition", row.ns + "/" + row.name}, {"version", row.version},
                              {"status", row.status}, {"started", to_iso8601(row.started)},
                              {"ended", row.ended ? JsonValue(to_iso8601(*row.ended)) : JsonValue()},
                              {"error", row.error.empty() ? JsonValue() : JsonValue(row.error)},
                              {"parent", row.parent ? JsonValue(row.parent->text) : JsonValue()},
                              {"hash", row.definition}, {"events", row.events}});
}

void print_row(const RunRow& row) {
    const std::string took = row.ended ? to_human(*row.ended - row.started) : "";
    std::printf("%s  %-9s  %s  %12s  %s%s%s\n", row.run.text.c_str(), row.status.c_str(), to_iso8601(row.started).c_str(),
                took.c_str(), definition_text(row.ns, row.name, row.version).c_str(), row.error.empty() ? "" : "  ", row.error.c_str());
}

/// Prints rows one by one in a format.
class RunPrinter {
public:
    explicit RunPrinter(std::string format) : format_(std::move(format)) {}

    void print(const RunRow& row) {
        if (format_ == "text") print_row(row);
        else if (format_ == "jsonl") std::printf("%s\n", run_json(row).json().text().c_str());
        else std::printf("%s%s", printed_ > 0 ? ",\n" : "[", run_json(row).json().text().c_str());
        ++printed_;
    }
    /// `none` is said to people where there was nothing to print.
    void end(const char* none) {
        if (format_ == "json") std::puts(printed_ > 0 ? "]" : "[]");
        else if (format_ == "text" && printed_ == 0) std::fputs(none, stderr);
    }

private:
    std::string format_;
    std::uint64_t printed_ = 0;
};

/// Runs that the query means, newest first; at most `limit` when there is one.
Result<void> each_run(const Store& store, RunQuery query, std::optional<std::uint64_t> limit, const std::function<void(const RunRow&)>& take) {
    std::uint64_t left = limit.value_or(UINT64_MAX);
    while (left > 0) {
        query.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(left, 1000));
        const auto part = store.scan_runs(query, rows_of_a_part);
        if (!part) return part.error();
        for (const RunRow& row : part->runs) take(row);
        left -= part->runs.size();
        if (!part->next) return {};
        query.before = part->next;
        // What was found is to be seen while the search goes on.
        std::fflush(stdout);
        if (nobody_reads()) return {};
    }
    return {};
}

Result<std::uint64_t> count_runs(const Store& store, RunQuery query) {
    std::uint64_t runs = 0;
    while (true) {
        const auto part = store.group_runs(query, RunGrouping::status, rows_of_a_part);
        if (!part) return part.error();
        for (const RunGroup& group : part->groups) runs += group.runs;
        runs += part->others;
        if (!part->next) return runs;
        query.before = part->next;
    }
}

std::optional<int> read_query(const Options& options, RunQuery& query, std::optional<std::uint64_t>& limit) {
    if (options.has("limit")) {
        bool number = false;
        const long given = QString::fromStdString(options.value("limit")).toLong(&number);
        if (!number || given < 1) return options.refuse("--limit takes a number from 1");
        limit = static_cast<std::uint64_t>(given);
    }
    query.status = options.value("status");
    if (!query.status.empty() && std::find(std::begin(statuses), std::end(statuses), query.status) == std::end(statuses))
        return options.refuse("'" + query.status + "' is no status; expected one of: pending, running, waiting, suspended, cancelled, faulted, completed");
    auto filter = read_filter_option(options, FilterSubject::run);
    if (const int* wrong = std::get_if<int>(&filter)) return *wrong;
    query.filter = std::get<Filter>(std::move(filter));
    query.now = SystemClock().now();
    return std::nullopt;
}

/// Of a log that something was taken out of: how many runs the filter could not judge for that.
Result<std::uint64_t> unjudged_runs(const NamedSource& source, RunQuery query) {
    if (query.filter.is_empty()) return std::uint64_t{0};
    const auto state = wait_for<SourceState>([&](auto done) { source.source->state({}, std::move(done)); });
    if (!state) return state.error();
    if (state->redacted == 0) return std::uint64_t{0};
    auto reader = source.source->open_reader();
    if (!reader) return reader.error();
    query.run = source.run;
    return count_unjudged(**reader, std::move(query));
}

/// What the positional arguments name.
int list_named(const Options& options, const RunQuery& query, std::optional<std::uint64_t> limit) {
    std::uint64_t left = limit.value_or(UINT64_MAX);
    std::uint64_t found = 0;
    std::uint64_t unjudged = 0;
    RunPrinter printer(options.format());
    const int exit_code = with_each_argument(options, [&](const std::string& argument) -> Result<void> {
        if (left == 0) return {};
        const auto source = open_argument(argument, options.workspace());
        if (!source) return source.error();
        const auto listed = each_row(*source, query, [&](const RunRow& row) {
            ++found;
            if (!options.has("count")) printer.print(row);
            return --left > 0;
        });
        if (!listed || nobody_reads()) return listed;
        const auto more = unjudged_runs(*source, query);
        if (!more) return more.error();
        unjudged += *more;
        return {};
    });
    if (!options.has("count")) printer.end(exit_code == ExitCode::completed ? "No runs.\n" : "");
    else if (exit_code == ExitCode::completed) std::printf("%llu\n", static_cast<unsigned long long>(found));
    say_unjudged(unjudged);
    return exit_code;
}

} // namespace

int runs(const QStringList& arguments) {
    Options options("runs", "[SOURCE|RUN...] [--filter FILTER] [--status STATUS] [--limit N] [--count] [--workspace DIR] [--format text|json|jsonl]",
                    "Lists the runs of a workspace, newest first; or those of each SOURCE (a workspace's folder, an audit log, another\n"
                    "system's record; FILE#RUN is one run in it), or each RUN of the workspace. Where a filter looks at what was redacted in a\n"
                    "log, no comparison holds; of how many runs that may be wrong is told.",
                    {"orkestr runs", "orkestr runs --filter 'status == faulted and started in last 2h'",
                     "orkestr runs --filter 'definition ~ \"order.*\" and input.customer.id == 42' --count",
                     "orkestr runs audit.orklog --filter 'status == faulted' --count", "orkestr runs --format jsonl | jq -r .run"});
    options.add_workspace();
    options.add_format({"text", "json", "jsonl"});
    options.add("filter", "FILTER", "Only runs that this holds of: == != < > ~ (a regular expression), in (a, b), contains, and, or, not; of run, status, definition, name, "
                "namespace, version, hash, started, ended, duration, error, parent, events, open, input.*, output.*, tag.*");
    options.add("status", "STATUS", "Only runs of this status: pending, running, waiting, suspended, cancelled, faulted, completed");
    options.add("limit", "N", "At most so many. Default: all");
    options.add("count", nullptr, "Only print how many there are");
    if (const auto done = options.parse(arguments, 0, 1'000'000)) return *done;
    RunQuery query;
    std::optional<std::uint64_t> limit;
    if (const auto wrong = read_query(options, query, limit)) return *wrong;
    const bool count = options.has("count");
    if (!options.positional().empty()) return list_named(options, query, limit);
    auto store = open_for_reading(options.workspace());
    if (!store) {
        // The default workspace is made by the first run: until then it is just empty.
        if (store.error().code != ErrorCode::not_found || options.has("workspace")) return report(store.error());
        if (count) std::puts("0");
        else if (options.format() == "json") std::puts("[]");
        else if (options.format() == "text") std::fputs("No runs yet. Start one with 'orkestr run FILE'.\n", stderr);
        return ExitCode::completed;
    }
    if (count) {
        const auto runs = count_runs(**store, query);
        if (!runs) return report(runs.error());
        std::printf("%llu\n", static_cast<unsigned long long>(std::min(*runs, limit.value_or(*runs))));
        return ExitCode::completed;
    }
    RunPrinter printer(options.format());
    const auto listed = each_run(**store, query, limit, [&](const RunRow& row) { printer.print(row); });
    printer.end(!listed ? "" : query.filter.is_empty() && query.status.empty() ? "No runs. Start one with 'orkestr run FILE'.\n" : "No runs.\n");
    return listed ? int(ExitCode::completed) : report(listed.error());
}

} // namespace orkestr::cli
