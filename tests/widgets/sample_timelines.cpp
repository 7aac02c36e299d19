#include "tests/widgets/sample_timelines.h"

namespace orkestr::test {

StepView timeline_step(StepId id, StepId parent, const std::string& name, const std::string& kind, const std::string& status, std::int64_t begin, std::int64_t end,
                       std::uint32_t attempt) {
    StepView step;
    step.id = id;
    step.parent = parent;
    step.name = step.task = step.key = name;
    step.kind = kind;
    step.status = status;
    step.attempt = attempt;
    step.started = Instant{begin};
    if (end >= 0) step.ended = Instant{end};
    return step;
}

namespace {

RunView ended_run(const std::string& name, std::int64_t end) {
    RunView view;
    view.name = name;
    view.status = "completed";
    view.ended = Instant{end};
    return view;
}

void tell(TimelineProjection& projection, const char* type, const std::string& step, std::int64_t at, int attempt) {
    EventView event;
    event.type = type;
    event.step = step;
    event.at = Instant{at};
    event.data = Json::trusted("{\"attempt\":" + std::to_string(attempt) + "}");
    projection.add(event);
}

} // namespace

std::shared_ptr<const Timeline> order_timeline() {
    RunView view = ended_run("order-fulfilment", 9600);
    view.steps = {timeline_step(1, 0, "validate", "call", "completed", 0, 420),
                  timeline_step(2, 0, "charge", "try", "completed", 420, 5200),
                  timeline_step(3, 2, "chargeCard", "call", "faulted", 420, 1300, 1),
                  timeline_step(4, 2, "chargeCard", "call", "faulted", 2300, 3000, 2),
                  timeline_step(5, 2, "chargeCard", "call", "completed", 4400, 5200, 3),
                  timeline_step(6, 0, "fulfil", "fork", "completed", 5200, 9200),
                  timeline_step(7, 6, "ship", "do", "completed", 5200, 9200),
                  timeline_step(8, 7, "pack", "call", "completed", 5200, 6900),
                  timeline_step(9, 7, "courier", "wait", "completed", 6900, 8800),
                  timeline_step(10, 7, "label", "set", "completed", 8800, 9200),
                  timeline_step(11, 6, "invoice", "call", "completed", 5200, 6100),
                  timeline_step(12, 6, "notify", "do", "cancelled", 5200, 9200),
                  timeline_step(13, 12, "sms", "call", "cancelled", 5200, 9200),
                  timeline_step(14, 0, "gift", "call", "skipped", 9200, 9200),
                  timeline_step(15, 0, "done", "set", "completed", 9200, 9600)};
    TimelineProjection projection;
    tell(projection, "attempt.started", "charge", 420, 1);
    tell(projection, "retry.scheduled", "charge", 1300, 2);
    tell(projection, "attempt.started", "charge", 2300, 2);
    tell(projection, "retry.scheduled", "charge", 3000, 3);
    tell(projection, "attempt.started", "charge", 4400, 3);
    return std::make_shared<const Timeline>(projection.timeline(view));
}

std::shared_ptr<const Timeline> single_timeline(const std::string& status, const std::string& kind, std::uint32_t attempt) {
    RunView view = ended_run("single", 1000);
    view.steps = {timeline_step(1, 0, "s", kind, status, 0, 1000, attempt)};
    return std::make_shared<const Timeline>(TimelineProjection().timeline(view));
}

std::shared_ptr<const Timeline> crowded_timeline(int steps) {
    RunView view = ended_run("crowded", 0);
    std::int64_t at = 0;
    for (int i = 0; i < steps; ++i) {
        const std::int64_t length = i % 3 == 0 ? 0 : i * 37 % 91;
        view.steps.push_back(timeline_step(static_cast<StepId>(i + 1), 0, "step", "call", "completed", at, at + length));
        at += length + (i % 5 == 0 ? 10 : 0);
    }
    view.ended = Instant{at};
    return std::make_shared<const Timeline>(TimelineProjection().timeline(view));
}

RunView wide_run(int branches, int steps) {
    static constexpr const char* statuses[] = {"completed", "completed", "completed", "faulted", "cancelled", "completed"};
    RunView view = ended_run("crawl", 0);
    view.steps.push_back(timeline_step(1, 0, "all", "fork", "completed", 0, 0));
    StepId id = 2;
    std::int64_t last = 1;
    for (int branch = 0; branch < branches; ++branch) {
        const StepId holder = id++;
        const std::size_t place = view.steps.size();
        view.steps.push_back(timeline_step(holder, 1, "branch " + std::to_string(branch), "do", "completed", 0, 0));
        std::int64_t at = branch * 13 % 700;
        for (int i = 0; i < steps; ++i) {
            const std::int64_t length = 100 + (branch * 31 + i * 977) % 8000;
            const bool wait = i % 5 == 4;
            view.steps.push_back(timeline_step(id++, holder, wait ? "politeness" : "fetch page", wait ? "wait" : "call", statuses[(branch + i) % 6], at, at + length,
                                               static_cast<std::uint32_t>(1 + (branch + i) % 11 / 10)));
            at += length + i % 3 * 40;
        }
        view.steps[place].ended = Instant{at};
        last = std::max(last, at);
    }
    view.steps[0].ended = view.ended = Instant{last};
    return view;
}

std::shared_ptr<const Timeline> wide_timeline(int branches, int steps) {
    return std::make_shared<const Timeline>(TimelineProjection().timeline(wide_run(branches, steps)));
}

} // namespace orkestr::test
