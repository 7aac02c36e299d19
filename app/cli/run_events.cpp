#include "app/cli/run_events.h"

#include "app/cli/filter_option.h"
#include "app/cli/source_reading.h"
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

} // namespace

int run_events(const Options& options) {
    auto filter = read_filter_option(options, FilterSubject::event);
    if (const int* wrong = std::get_if<int>(&filter)) return *wrong;
    const Instant now = SystemClock().now();
    EventPrinter printer(options.format());
    std::uint64_t count = 0;
    for (const std::string& argument : options.positional()) {
        const auto source = open_argument(argument, options.workspace());
        if (!source) return report(source.error());
        const auto runs = runs_of(*source);
        if (!runs) return report(runs.error());
        for (const RunId& run : *runs) {
            const EventQuery query{.run = run, .filter = std::get<Filter>(filter), .now = now};
            if (options.has("count")) {
                const auto found = count_events(*source, query);
                if (!found) return report(found.error());
                count += *found;
            } else if (const auto read = each_event(*source, query, [&](const EventView& event) { printer.print(run, event); }); !read) {
                return report(read.error());
            }
        }
    }
    if (options.has("count")) std::printf("%llu\n", static_cast<unsigned long long>(count));
    else printer.end();
    return ExitCode::completed;
}

} // namespace orkestr::cli
