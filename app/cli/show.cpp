// orkestr show RUN
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "core/base/duration_text.h"
#include "core/history/codec.h"
#include "core/projection/run_view.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

JsonValue view_json(const RunView& view) {
    JsonArray steps;
    for (const auto& step : view.steps) steps.push_back(step_json(step));
    JsonValue out = JsonValue::object(
        {{"run", view.run.text}, {"definition", view.ns + "/" + view.name}, {"version", view.version}, {"hash", view.definition},
         {"status", view.status}, {"started", to_iso8601(view.started)}, {"ended", view.ended ? JsonValue(to_iso8601(*view.ended)) : JsonValue()},
         {"input", JsonValue::of(view.input)}, {"output", view.output ? JsonValue::of(*view.output) : JsonValue()},
         {"error", view.error ? view.error->to_value() : JsonValue()}, {"event_count", view.events}});
    if (view.parent) out.set("parent", view.parent->run.text);
    if (!view.reason.empty()) out.set("reason", view.reason);
    out.set("steps", std::move(steps));
    return out;
}

void print_text(const RunView& view) {
    std::printf("Run         %s\nDefinition  %s/%s:%s (%s)\nStatus      %s\nStarted     %s\n", view.run.text.c_str(), view.ns.c_str(),
                view.name.c_str(), view.version.c_str(), view.definition.substr(0, 12).c_str(), view.status.c_str(), to_iso8601(view.started).c_str());
    if (view.ended) std::printf("Ended       %s (%s)\n", to_iso8601(*view.ended).c_str(), to_human(*view.ended - view.started).c_str());
    if (view.parent) std::printf("Parent      %s\n", view.parent->run.text.c_str());
    std::printf("Events      %llu\nInput       %s\n", static_cast<unsigned long long>(view.events), view.input.text().c_str());
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
    auto recorded = read_run(**store, options.positional().front());
    if (!recorded) return report(recorded.error());
    PlanCache plans;
    auto plan = plans.get(recorded->row.definition, **store);
    RunProjection projection(plan ? *plan : nullptr);
    Decoder decoder;
    JsonArray events;
    const bool json = options.format() == "json";
    for (const auto& row : recorded->events) {
        auto event = decoder.decode(row);
        if (!event) return report(event.error());
        const EventView view = projection.add(*event);
        if (!options.has("events")) continue;
        if (json) events.push_back(JsonValue::of(view.json()));
        else std::printf("%6llu  %s  %-20s %-32s %s\n", static_cast<unsigned long long>(view.seq), to_iso8601(view.at).c_str(),
                         view.type.c_str(), view.step.c_str(), view.data.text().substr(0, 400).c_str());
    }
    if (json) {
        JsonValue out = view_json(projection.view());
        if (options.has("events")) out.set("events", std::move(events));
        print_line(out.json());
    } else if (!options.has("events")) {
        print_text(projection.view());
    }
    return ExitCode::completed;
}

} // namespace orkestr::cli
