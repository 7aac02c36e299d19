// orkestr show RUN
#include "app/cli/filter_option.h"
#include "app/cli/listing.h"
#include "app/cli/reading.h"
#include "app/cli/source_argument.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "app/workspace/system_clock.h"
#include "core/base/duration_text.h"
#include "core/base/shortened.h"
#include "core/history/codec.h"
#include "core/ports/filter_records.h"
#include "core/projection/run_view.h"

#include <cstdio>
#include <functional>
#include <optional>
#include <utility>

namespace orkestr::cli {

namespace {

/// What a run waits for, a step a time.
struct Waiting {
    const StepView* step;
    std::string events; ///< the types it listens for; empty: for the time alone
};

std::vector<Waiting> waiting_of(const RunView& view, const Plan* plan) {
    std::vector<Waiting> found;
    for (const auto& step : view.steps) {
        if (step.ended || (!step.listens && !step.waits_until)) continue;
        Waiting waiting{&step, {}};
        const TaskIndex task = plan && step.listens ? plan->find(step.task) : no_task;
        const auto* spec = task == no_task ? nullptr : std::get_if<ListenSpec>(&plan->task(task).spec);
        if (step.listens) waiting.events = spec ? awaited(spec->to) : "events";
        found.push_back(std::move(waiting));
    }
    return found;
}

/// All but the steps.
JsonValue view_json(const RunView& view, const Plan* plan) {
    JsonValue out = JsonValue::object(
        {{"run", view.run.text}, {"definition", view.ns + "/" + view.name}, {"version", view.version}, {"hash", view.definition},
         {"status", view.status}, {"started", to_iso8601(view.started)}, {"ended", view.ended ? JsonValue(to_iso8601(*view.ended)) : JsonValue()},
         {"input", JsonValue::of(view.input)}, {"output", view.output ? JsonValue::of(*view.output) : JsonValue()},
         {"error", view.error ? view.error->to_value() : JsonValue()}, {"event_count", view.events}});
    if (!view.damage.empty()) out.set("damage", view.damage);
    if (view.parent) out.set("parent", view.parent->run.text);
    if (!view.cause.empty()) out.set("cause", view.cause);
    if (!view.started_by.empty()) out.set("started_by", view.started_by);
    if (!view.by.empty()) out.set("by", view.by);
    if (!view.reason.empty()) out.set("reason", view.reason);
    if (view.origin) {
        const bool fork = view.origin->kind == RunOrigin::Kind::fork;
        JsonValue origin = JsonValue::object({{"kind", fork ? "fork" : "rerun"}, {"run", view.origin->run.text}});
        if (fork) origin.set("step", view.origin->step);
        if (fork) origin.set("seq", view.origin->seq);
        out.set("origin", std::move(origin));
    }
    JsonArray waiting;
    for (const auto& one : waiting_of(view, plan)) {
        JsonValue step = JsonValue::object({{"step", one.step->key}, {"until", time_or_null(one.step->waits_until)}});
        if (one.step->listens) step.set("events", one.events);
        if (one.step->listens) step.set("received", static_cast<std::int64_t>(one.step->events_received));
        waiting.push_back(std::move(step));
    }
    out.set("waiting", std::move(waiting));
    return out;
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

/// One object, a piece at a time: all of a long run at once would take many times its size. The events are printed while
/// they are read, so they come first.
class JsonPrinter {
public:
    explicit JsonPrinter(bool with_events) : with_events_(with_events) {
        if (with_events_) print("{\"events\":[");
    }

    void add(const EventView& event) {
        if (!with_events_) return;
        print(std::exchange(some_, true) ? "," : "");
        print(event.json().text());
    }
    void finish(const RunView& view, const Plan* plan, const std::function<bool(const StepView&)>& takes) {
        print(with_events_ ? "]," : "{");
        // Without its opening and closing braces.
        const std::string head = view_json(view, plan).json().text();
        print(head.substr(1, head.size() - 2));
        print(",\"steps\":[");
        some_ = false;
        for (const auto& step : view.steps) {
            if (!takes(step)) continue;
            print(std::exchange(some_, true) ? "," : "");
            print(step_json(step).json().text());
        }
        print("]}\n");
    }

private:
    bool with_events_;
    bool some_ = false;
};

void print_event(const EventView& event) {
    std::printf("%6llu  %s  %-20s %-32s %s\n", static_cast<unsigned long long>(event.seq), to_iso8601(event.at).c_str(), event.type.c_str(),
                event.step.c_str(), shortened(event.data.text(), 400).c_str());
}

/// What `show` is asked for.
struct Shown {
    Filter filter; ///< of events where those are shown, else of steps
    Instant now;
    bool events = false;
    std::string format;
    std::uint64_t count = 0; ///< events or steps that the filter holds for
    std::uint64_t runs = 0;

    bool takes(const StepView& step) const { return events || filter.matches(StepRecord(step), now); }
    bool takes(const EventView& event) const { return filter.matches(EventRecord(event), now); }
    void add(const RunView& view) {
        for (const StepView& step : view.steps) count += !events && takes(step) ? 1 : 0;
    }
};

void print_text(const RunView& view, const Plan* plan, const Shown& shown) {
    // Records of other systems have no hashes.
    const std::string hash = view.definition.empty() ? "" : " (" + view.definition.substr(0, 12) + ")";
    std::printf("Run         %s\nDefinition  %s%s\nStatus      %s\nStarted     %s\n", view.run.text.c_str(), definition_text(view.ns, view.name, view.version).c_str(),
                hash.c_str(), view.status.c_str(), to_iso8601(view.started).c_str());
    if (!view.damage.empty()) std::printf("Damaged     %s\n", view.damage.c_str());
    if (view.ended) std::printf("Ended       %s (%s)\n", to_iso8601(*view.ended).c_str(), to_human(*view.ended - view.started).c_str());
    if (!view.started_by.empty()) std::printf("Started by  %s\n", view.started_by.c_str());
    if (view.parent) std::printf("Parent      %s\n", view.parent->run.text.c_str());
    if (view.origin && view.origin->kind == RunOrigin::Kind::rerun) std::printf("Rerun of    %s\n", view.origin->run.text.c_str());
    if (view.origin && view.origin->kind == RunOrigin::Kind::fork)
        std::printf("Fork of     %s from %s; its first %llu events come from there\n", view.origin->run.text.c_str(), view.origin->step.c_str(),
                    static_cast<unsigned long long>(view.origin->seq));
    std::printf("Events      %llu\nInput       %s\n", static_cast<unsigned long long>(view.events), view.input.text().c_str());
    if (!view.by.empty()) std::printf("By          %s\n", view.by.c_str());
    if (!view.reason.empty()) std::printf("Reason      %s\n", view.reason.c_str());
    for (const auto& one : waiting_of(view, plan)) {
        std::printf("Waiting     %s", one.step->name.c_str());
        if (one.step->listens) std::printf(" for %s (%u received)", one.events.c_str(), one.step->events_received);
        if (one.step->waits_until) std::printf(" until %s", to_iso8601(*one.step->waits_until).c_str());
        std::printf("\n");
    }
    if (view.output) std::printf("Output      %s\n", view.output->text().c_str());
    if (view.error) std::printf("Error       %s\n", view.error->to_json().text().c_str());
    RunView chosen;
    if (!shown.filter.is_empty()) {
        chosen.started = view.started;
        for (const StepView& step : view.steps)
            if (shown.takes(step)) chosen.steps.push_back(step);
    }
    std::printf("\nSteps\n%s", steps_table(shown.filter.is_empty() ? view : chosen).c_str());
}

/// Before what follows another run.
void separate(Shown& shown) {
    if (shown.runs++ == 0) return;
    if (shown.format == "text") std::printf("\n");
    if (shown.format == "json") std::printf(",\n");
}

/// A run of the workspace, its events read as they stand there. What can't be read of it is said; what stands before is shown.
Result<void> show_own(const SqliteStore& store, const RunRow& row, Shown& shown, bool count) {
    PlanCache plans;
    auto plan = plans.get(row.definition, store);
    const Plan* known = plan ? plan->get() : nullptr;
    RunProjection projection(plan ? *plan : nullptr);
    Decoder decoder;
    std::optional<JsonPrinter> json;
    bool begun = false;
    const auto read = read_events(store, row.run, 0, [&](const std::vector<EventRow>& page) -> Result<void> {
        for (const auto& one : page) {
            auto event = decoder.decode(one);
            const bool unknown = !event && event.error().code == ErrorCode::newer_version && one.seq > 1;
            if (!event && !unknown) return event.error();
            if (!std::exchange(begun, true) && !count) separate(shown);
            if (!json && !count && shown.format != "text") json.emplace(shown.events);
            if (unknown) projection.pass(one);
            const EventView view = unknown ? raw_event_view(one, nullptr) : projection.add(*event);
            if (!shown.events || !shown.takes(view)) continue;
            ++shown.count;
            if (json) json->add(view);
            else if (!count) print_event(view);
        }
        return {};
    });
    if (!begun && read) return Error{ErrorCode::corrupt, "run " + row.run.text + " has no events", {}};
    if (!begun) return read;
    RunView view = projection.view();
    if (!read) view.damage += (view.damage.empty() ? "" : "; ") + read.error().message;
    shown.add(view);
    if (json) json->finish(view, known, [&shown](const StepView& step) { return shown.takes(step); });
    else if (!shown.events && !count) print_text(view, known, shown);
    return read;
}

/// A run of any other source: its outline, and its steps one by one.
Result<void> show_from(const NamedSource& source, const RunId& run, Shown& shown, bool count) {
    const auto outline = run_of(source, run);
    if (!outline) return outline.error();
    RunView view = **outline;
    // What a filter asks of payloads, and what JSON shows of them, is read step by step.
    for (StepView& step : view.steps) {
        const auto detail = step_of(source, run, step.id);
        if (!detail) return detail.error();
        step = (*detail)->step;
    }
    shown.add(view);
    if (!count) separate(shown);
    if (count && !shown.events) return {};
    if (shown.format == "text" && !shown.events) {
        print_text(view, nullptr, shown);
        return {};
    }
    std::optional<JsonPrinter> json;
    if (!count && shown.format != "text") json.emplace(shown.events);
    Result<void> read;
    if (shown.events)
        read = each_event(source, {.run = run, .filter = shown.filter, .now = shown.now}, [&](const EventView& event) {
            ++shown.count;
            if (json) json->add(event);
            else if (!count) print_event(event);
        });
    if (json) json->finish(view, nullptr, [&shown](const StepView& step) { return shown.takes(step); });
    return read;
}

bool names_one_run(const std::string& argument) {
    const SourceArgument named = read_source_argument(argument);
    return named.kind == SourceArgument::Kind::run || !named.run.empty();
}

Result<void> show_argument(const std::string& argument, const std::string& workspace, Shown& shown, bool count) {
    if (is_run_id(argument) && read_source_argument(argument).kind == SourceArgument::Kind::run) {
        auto store = open_for_reading(workspace);
        if (!store) return store.error();
        const auto row = find_run(**store, argument);
        if (!row) return row.error();
        return show_own(**store, *row, shown, count);
    }
    const auto source = open_argument(argument, workspace);
    if (!source) return source.error();
    std::vector<RunId> runs;
    const auto listed = each_row(*source, {}, [&runs](const RunRow& row) {
        runs.push_back(row.run);
        return true;
    });
    if (!listed) return listed;
    // What can't be read of one run keeps nobody from the others.
    Result<void> all;
    for (const RunId& run : runs) {
        if (nobody_reads()) break;
        auto done = show_from(*source, run, shown, count);
        if (all && !done) all = std::move(done);
    }
    return all;
}

} // namespace

int show(const QStringList& arguments) {
    Options options("show", "SOURCE|RUN... [--events] [--filter FILTER] [--count] [--workspace DIR] [--format text|json|jsonl]",
                    "Shows runs: their steps, or their events. A RUN is one of the workspace; a SOURCE is a workspace's folder, an audit\n"
                    "log or another system's record, and FILE#RUN one run in it.",
                    {"orkestr show 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr show RUN --events", "orkestr show RUN --format json | jq .output",
                     "orkestr show audit.orklog --filter 'status == faulted'"});
    options.add_workspace();
    options.add_format({"text", "json", "jsonl"});
    options.add("events", nullptr, "Show the history");
    options.add("filter", "FILTER", "Only steps, or with --events only events, that this holds of; core/filter/LANGUAGE.md says what can be written");
    options.add("count", nullptr, "Only print how many steps, or with --events how many events, there are");
    if (const auto done = options.parse(arguments, 1, 1'000'000)) return *done;
    auto filter = read_filter_option(options, options.has("events") ? FilterSubject::event : FilterSubject::step);
    if (const int* wrong = std::get_if<int>(&filter)) return *wrong;
    Shown shown{std::get<Filter>(std::move(filter)), SystemClock().now(), options.has("events"), options.format()};
    const bool count = options.has("count");
    const auto named = options.positional();
    // One RUN is one object; more of them, or what may hold more, an array.
    const bool array = shown.format == "json" && !count && (named.size() > 1 || !names_one_run(named.front()));
    if (array) std::printf("[");
    const int exit_code = with_each_argument(options, [&](const std::string& argument) { return show_argument(argument, options.workspace(), shown, count); });
    if (count && exit_code == ExitCode::completed) std::printf("%llu\n", static_cast<unsigned long long>(shown.count));
    if (array) std::printf("]\n");
    return exit_code;
}

} // namespace orkestr::cli
