#include "app/cli/run_events.h"

#include "app/cli/filter_option.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "app/workspace/system_clock.h"
#include "core/base/json_value.h"
#include "core/base/shortened.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

class EventPrinter {
public:
    explicit EventPrinter(std::string format) : format_(std::move(format)) {}

    void print(const RunId& run, const EventView& event) {
        if (format_ == "text") {
            if (run != run_) std::printf("%s%s\n", printed_ > 0 ? "\n" : "", run.text.c_str());
            std::printf("%6llu  %s  %-20s %-32s %s\n", static_cast<unsigned long long>(event.seq), to_iso8601(event.at).c_str(), event.type.c_str(),
                        event.step.c_str(), shortened(event.data.text(), 400).c_str());
        } else {
            JsonValue out = JsonValue::of(event.json());
            out.set("run", run.text);
            const char* before = format_ == "jsonl" ? "" : printed_ > 0 ? ",\n" : "[";
            std::printf("%s%s%s", before, out.json().text().c_str(), format_ == "jsonl" ? "\n" : "");
        }
        run_ = run;
        ++printed_;
    }
    void end() const {
        if (format_ == "json") std::puts(printed_ > 0 ? "]" : "[]");
    }

private:
    std::string format_;
    RunId run_;
    std::uint64_t printed_ = 0;
};

/// Runs of a source, oldest first where there are several: events are read in the order in which they happened.
Result<std::vector<RunId>> runs_of(const NamedSource& source) {
    if (source.run) return std::vector<RunId>{*source.run};
    std::vector<RunId> runs;
    const auto listed = each_row(source, {}, [&runs](const RunRow& row) {
        runs.push_back(row.run);
        return true;
    });
    if (!listed) return listed.error();
    return std::vector<RunId>(runs.rbegin(), runs.rend());
}

Result<void> add_count(const NamedSource& source, const EventQuery& query, std::uint64_t& count) {
    const auto found = count_events(source, query);
    if (!found) return found.error();
    count += *found;
    return {};
}

} // namespace

int run_events(const Options& options) {
    auto filter = read_filter_option(options, FilterSubject::event);
    if (const int* wrong = std::get_if<int>(&filter)) return *wrong;
    const Instant now = SystemClock().now();
    EventPrinter printer(options.format());
    std::uint64_t count = 0;
    const int exit_code = with_each_argument(options, [&](const std::string& argument) -> Result<void> {
        const auto source = open_argument(argument, options.workspace());
        if (!source) return source.error();
        const auto runs = runs_of(*source);
        if (!runs) return runs.error();
        // What can't be read of one run keeps nobody from the others.
        Result<void> all;
        for (const RunId& run : *runs) {
            if (nobody_reads()) break;
            const EventQuery query{.run = run, .filter = std::get<Filter>(filter), .now = now};
            auto read = options.has("count") ? add_count(*source, query, count) : each_event(*source, query, [&](const EventView& event) { printer.print(run, event); });
            if (all && !read) all = std::move(read);
        }
        return all;
    });
    if (!options.has("count")) printer.end();
    else if (exit_code == ExitCode::completed) std::printf("%llu\n", static_cast<unsigned long long>(count));
    return exit_code;
}

} // namespace orkestr::cli
