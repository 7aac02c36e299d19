// orkestr show RUN
#include "app/cli/listing.h"
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "core/base/duration_text.h"
#include "core/base/shortened.h"
#include "core/history/codec.h"
#include "core/projection/run_view.h"

#include <cstdio>
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
    if (view.parent) out.set("parent", view.parent->run.text);
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
    void finish(const RunView& view, const Plan* plan) {
        print(with_events_ ? "]," : "{");
        // Without its opening and closing braces.
        const std::string head = view_json(view, plan).json().text();
        print(head.substr(1, head.size() - 2));
        print(",\"steps\":[");
        some_ = false;
        for (const auto& step : view.steps) {
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

void print_text(const RunView& view, const Plan* plan) {
    std::printf("Run         %s\nDefinition  %s/%s:%s (%s)\nStatus      %s\nStarted     %s\n", view.run.text.c_str(), view.ns.c_str(),
                view.name.c_str(), view.version.c_str(), view.definition.substr(0, 12).c_str(), view.status.c_str(), to_iso8601(view.started).c_str());
    if (view.ended) std::printf("Ended       %s (%s)\n", to_iso8601(*view.ended).c_str(), to_human(*view.ended - view.started).c_str());
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
    std::printf("\nSteps\n%s", steps_table(view).c_str());
}

} // namespace

int show(const QStringList& arguments) {
    Options options("show", "RUN [--events] [--workspace DIR] [--format text|json]", "Shows one run: its steps, or its events.",
                    {"orkestr show 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr show RUN --events", "orkestr show RUN --format json | jq .output"});
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("events", nullptr, "Show the history");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const auto row = find_run(**store, options.positional().front());
    if (!row) return report(row.error());
    PlanCache plans;
    auto plan = plans.get(row->definition, **store);
    const Plan* known = plan ? plan->get() : nullptr;
    RunProjection projection(plan ? *plan : nullptr);
    Decoder decoder;
    const bool events = options.has("events");
    std::optional<JsonPrinter> json;
    const auto read = read_events(**store, row->run, 0, [&](const std::vector<EventRow>& page) -> Result<void> {
        if (!json && options.format() == "json") json.emplace(events);
        for (const auto& one : page) {
            auto event = decoder.decode(one);
            if (!event) return event.error();
            const EventView view = projection.add(*event);
            if (json) json->add(view);
            else if (events) print_event(view);
        }
        return {};
    });
    if (!read) return report(read.error());
    if (json) json->finish(projection.view(), known);
    else if (!events) print_text(projection.view(), known);
    return ExitCode::completed;
}

} // namespace orkestr::cli
