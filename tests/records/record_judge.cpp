#include "tests/records/record_judge.h"

#include <set>

namespace orkestr::test {

namespace {

std::string wrong_in_run(const Records& records, const RecordedRun& run) {
    const RunView& view = *run.view;
    if (!is_run_id(view.run.text)) return "the id is no ULID: " + view.run.text;
    if (run.row.run != view.run || run.row.status != view.status || run.row.events != run.events.size()) return "row and view differ";
    if (view.events != run.events.size()) return "another number of events";
    if (view.ended.has_value() == (view.status == "running" || view.status == "pending")) return "ended and " + view.status;
    std::set<std::string> nodes;
    for (const RunGraphNode& node : view.graph->nodes) nodes.insert(node.id);
    if (nodes.size() != view.graph->nodes.size()) return "two nodes share an id";
    for (const RunGraphEdge& edge : view.graph->edges)
        if (edge.from >= view.graph->nodes.size() || edge.to >= view.graph->nodes.size()) return "an edge leads nowhere";
    for (std::size_t i = 0; i < view.steps.size(); ++i) {
        const StepView& step = view.steps[i];
        if (step.id != i + 1) return "steps are not numbered in order";
        if (!nodes.contains(step.task)) return "a step has no node: " + step.task;
        if (step.parent > view.steps.size() || step.parent == step.id) return "a parent that is not there";
        if (step.first == 0 || step.last < step.first || step.last > run.events.size()) return "a step's events are not there: " + step.task;
        if (i < 300 && records.detail(run, step).events.empty()) return "a step without events: " + step.task;
    }
    for (const RecordedEvent& event : run.events) {
        if (event.step > view.steps.size()) return "an event of a step that is not there";
        if (event.type.empty()) return "an event without a type";
        if (!Json::parse(event.data.text()).ok()) return "data is no JSON: " + event.data.text();
    }
    return {};
}

} // namespace

std::string wrong_in(const Records& records) {
    if (records.runs.empty()) return "there is no run";
    if (!records.detail) return "steps have no details";
    for (const RecordedRun& run : records.runs)
        if (std::string wrong = wrong_in_run(records, run); !wrong.empty()) return wrong;
    return {};
}

} // namespace orkestr::test
