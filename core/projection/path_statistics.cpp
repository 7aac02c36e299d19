#include "core/projection/path_statistics.h"

#include "core/projection/path_walk.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace orkestr {

PathStatistics::PathStatistics(const Plan* plan) {
    if (!plan) return;
    for (const PlannedTask& planned : plan->tasks) {
        Task* task = find(planned.pointer, planned.name, planned.kind);
        if (!task) return;
        task->order = planned_++;
        const auto* listen = std::get_if<ListenSpec>(&planned.spec);
        task->holds = planned.kind == "do" || planned.kind == "for" || planned.kind == "fork" || planned.kind == "try" ||
                      (listen && listen->each && listen->each->first != no_task);
        if (const auto* tries = std::get_if<TrySpec>(&planned.spec)) {
            task->catch_tasks = tries->handler != no_task;
            task->catch_leaves = tries->then.has_value();
        }
    }
}

void PathStatistics::add(const RunView& run, const Timeline& timeline, const PathMarks& marks) {
    ++run_number_;
    PathWalk(*this, run, timeline, marks).walk();
}

PathStatistics::Task* PathStatistics::find(const std::string& pointer, const std::string& name, const std::string& kind) {
    if (const auto at = tasks_.find(pointer); at != tasks_.end()) return &at->second;
    if (tasks_.size() >= most_tasks) {
        ++left_out_;
        return nullptr;
    }
    Task& task = tasks_[pointer];
    task.all.task = pointer;
    task.all.name = name;
    task.all.kind = kind;
    task.order = most_tasks;
    return &task;
}

void PathStatistics::go(const std::string& from, const std::string& to) {
    auto at = edges_.find({from, to});
    if (at == edges_.end()) {
        if (edges_.size() >= most_edges) {
            ++left_out_;
            return;
        }
        at = edges_.emplace(std::pair(from, to), Edge{}).first;
    }
    ++at->second.times;
    if (std::exchange(at->second.last_run, run_number_) != run_number_) ++at->second.runs;
}

void PathStatistics::add_path(PathKey key, PathFrequency path) {
    PathFrequency& known = paths_[key];
    known.runs += path.runs;
    known.example = std::max(known.example, path.example);
    known.durations.merge(path.durations);
    if (paths_.size() > 2 * most_paths) drop_rare_paths();
}

void PathStatistics::drop_rare_paths() {
    std::vector<std::uint64_t> counts;
    for (const auto& [key, path] : paths_) counts.push_back(path.runs);
    std::nth_element(counts.begin(), counts.begin() + most_paths, counts.end(), std::greater<>());
    const std::uint64_t least = counts[most_paths];
    // Of those as frequent as the rarest that stay, as many as there is room for.
    std::size_t room = most_paths;
    for (const auto& [key, path] : paths_) room -= path.runs > least ? 1 : 0;
    std::erase_if(paths_, [&](const auto& one) {
        if (one.second.runs > least) return false;
        if (one.second.runs == least && room > 0) return --room, false;
        other_paths_ += one.second.runs;
        return true;
    });
}

void PathStatistics::merge(const PathStatistics& other) {
    for (const auto& [pointer, from] : other.tasks_) {
        Task* into = find(pointer, from.all.name, from.all.kind);
        if (!into) continue;
        into->order = std::min(into->order, from.order);
        into->holds = into->holds || from.holds;
        into->catch_tasks = into->catch_tasks || from.catch_tasks;
        into->catch_leaves = into->catch_leaves || from.catch_leaves;
        TaskPathStatistics& task = into->all;
        for (const auto member : {&TaskPathStatistics::runs, &TaskPathStatistics::steps, &TaskPathStatistics::completed, &TaskPathStatistics::faulted,
                                  &TaskPathStatistics::failed_here, &TaskPathStatistics::cancelled, &TaskPathStatistics::skipped, &TaskPathStatistics::open,
                                  &TaskPathStatistics::retries, &TaskPathStatistics::caught, &TaskPathStatistics::critical_runs, &TaskPathStatistics::other_errors})
            task.*member += from.all.*member;
        for (const auto member : {&TaskPathStatistics::running_ms, &TaskPathStatistics::waiting_ms, &TaskPathStatistics::critical_ms}) task.*member += from.all.*member;
        task.durations.merge(from.all.durations);
        for (const auto& [type, count] : from.all.errors) {
            if (task.errors.contains(type) || task.errors.size() < most_errors) task.errors[type] += count;
            else task.other_errors += count;
        }
        for (const auto& [chosen, count] : from.all.chosen) task.chosen[chosen] += count;
    }
    for (const auto& [ends, from] : other.edges_) {
        if (edges_.size() >= most_edges && !edges_.contains(ends)) {
            ++left_out_;
            continue;
        }
        edges_[ends].runs += from.runs;
        edges_[ends].times += from.times;
    }
    for (const auto& [key, path] : other.paths_) add_path(key, path);
    other_paths_ += other.other_paths_;
    left_out_ += other.left_out_;
    planned_ = std::max(planned_, other.planned_);
    totals_.runs += other.totals_.runs;
    totals_.events += other.totals_.events;
    for (const auto& [status, count] : other.totals_.by_status) totals_.by_status[status] += count;
    totals_.durations.merge(other.totals_.durations);
    totals_.running_ms += other.totals_.running_ms;
    totals_.waiting_ms += other.totals_.waiting_ms;
    totals_.suspended_ms += other.totals_.suspended_ms;
    if (other.totals_.first) totals_.first = totals_.first ? std::min(*totals_.first, *other.totals_.first) : *other.totals_.first;
    if (other.totals_.last) totals_.last = totals_.last ? std::max(*totals_.last, *other.totals_.last) : *other.totals_.last;
}

std::vector<const TaskPathStatistics*> PathStatistics::tasks() const {
    std::vector<const Task*> sorted;
    for (const auto& [pointer, task] : tasks_) sorted.push_back(&task);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Task* x, const Task* y) { return x->order < y->order; });
    std::vector<const TaskPathStatistics*> all;
    for (const Task* task : sorted) all.push_back(&task->all);
    return all;
}

const TaskPathStatistics* PathStatistics::task(const std::string& pointer) const {
    const auto at = tasks_.find(pointer);
    return at == tasks_.end() ? nullptr : &at->second.all;
}

std::vector<EdgeStatistics> PathStatistics::edges() const {
    std::vector<EdgeStatistics> all;
    for (const auto& [ends, edge] : edges_) all.push_back({ends.first, ends.second, edge.runs, edge.times});
    std::stable_sort(all.begin(), all.end(), [](const EdgeStatistics& x, const EdgeStatistics& y) { return std::tie(x.runs, x.times) > std::tie(y.runs, y.times); });
    return all;
}

EdgeStatistics PathStatistics::edge(const std::string& from, const std::string& to) const {
    const auto at = edges_.find({from, to});
    return at == edges_.end() ? EdgeStatistics{from, to, 0, 0} : EdgeStatistics{from, to, at->second.runs, at->second.times};
}

std::vector<PathFrequency> PathStatistics::paths(std::size_t most) const {
    std::vector<std::pair<const PathKey*, const PathFrequency*>> sorted;
    for (const auto& [key, path] : paths_) sorted.emplace_back(&key, &path);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& x, const auto& y) { return x.second->runs > y.second->runs; });
    std::vector<PathFrequency> all;
    for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
        all.push_back(*sorted[i].second);
        all.back().tasks = sorted[i].first->first;
        all.back().status = sorted[i].first->second;
    }
    return all;
}

std::vector<const TaskPathStatistics*> PathStatistics::critical() const {
    std::vector<const TaskPathStatistics*> all = tasks();
    std::erase_if(all, [](const TaskPathStatistics* task) { return task->critical_runs == 0; });
    std::stable_sort(all.begin(), all.end(), [](const auto* x, const auto* y) { return x->critical_ms > y->critical_ms; });
    return all;
}

std::vector<const TaskPathStatistics*> PathStatistics::hot_spots() const {
    std::vector<const TaskPathStatistics*> all = tasks();
    std::erase_if(all, [](const TaskPathStatistics* task) { return task->failed_here == 0; });
    std::stable_sort(all.begin(), all.end(), [](const auto* x, const auto* y) { return x->failed_here > y->failed_here; });
    return all;
}

std::vector<WayStatistics> ways(const Graph& graph, const PathStatistics& statistics) {
    std::map<std::pair<std::string_view, std::string_view>, std::vector<const GraphEdge*>> between;
    for (const GraphEdge& edge : graph.edges) between[{edge.from, edge.to}].push_back(&edge);
    std::vector<WayStatistics> all;
    all.reserve(graph.edges.size());
    for (const GraphEdge& edge : graph.edges) {
        const EdgeStatistics taken = statistics.edge(edge.from, edge.to);
        WayStatistics& way = all.emplace_back(WayStatistics{edge, taken.runs, taken.times, false});
        const auto& sharing = between.at({edge.from, edge.to});
        const TaskPathStatistics* from = sharing.size() > 1 ? statistics.task(edge.from) : nullptr;
        if (!from || from->kind != "switch") continue;
        const auto times = [from](const GraphEdge* one) {
            const auto chosen = from->chosen.find(one->label);
            return chosen == from->chosen.end() ? 0 : chosen->second;
        };
        const auto taken_cases = std::count_if(sharing.begin(), sharing.end(), [&](const GraphEdge* one) { return times(one) > 0; });
        if (taken_cases > 0) way.times = times(&edge);
        if (way.times == 0) way.runs = 0;
        way.shared = taken_cases != 1 && way.times > 0;
    }
    return all;
}

std::vector<GraphEdge> never_taken(const Graph& graph, const PathStatistics& statistics) {
    std::vector<GraphEdge> never;
    for (const WayStatistics& way : ways(graph, statistics))
        if (way.never()) never.push_back(way.edge);
    return never;
}

namespace {

JsonValue durations_json(const DurationSketch& durations) {
    if (durations.count() == 0) return {};
    return JsonValue::object({{"count", durations.count()}, {"p50", durations.percentile(0.5).ms}, {"p95", durations.percentile(0.95).ms},
                              {"least", durations.least().ms}, {"most", durations.most().ms},
                              {"mean", static_cast<double>(durations.sum().ms) / static_cast<double>(durations.count())}, {"exact", durations.is_exact()}});
}

JsonValue counts_json(const std::map<std::string, std::uint64_t>& counts) {
    JsonValue out = JsonValue(JsonObject{});
    for (const auto& [name, count] : counts) out.set(name, count);
    return out;
}

JsonValue task_json(const TaskPathStatistics& task) {
    JsonValue out = JsonValue::object(
        {{"task", task.task}, {"name", task.name}, {"kind", task.kind}, {"runs", task.runs}, {"steps", task.steps}, {"completed", task.completed},
         {"faulted", task.faulted}, {"failed_here", task.failed_here}, {"cancelled", task.cancelled}, {"skipped", task.skipped}, {"open", task.open},
         {"retries", task.retries}, {"caught", task.caught}, {"duration_ms", durations_json(task.durations)}, {"running_ms", task.running_ms},
         {"waiting_ms", task.waiting_ms}, {"errors", counts_json(task.errors)}});
    if (task.other_errors > 0) out.set("other_errors", task.other_errors);
    if (!task.chosen.empty()) out.set("chosen", counts_json(task.chosen));
    return out;
}

JsonValue path_json(const PathFrequency& path) {
    JsonArray tasks;
    for (const auto& task : path.tasks) tasks.emplace_back(task);
    return JsonValue::object({{"tasks", std::move(tasks)}, {"status", path.status}, {"runs", path.runs}, {"example", path.example.text}, {"duration_ms", durations_json(path.durations)}});
}

/// What the edges between two nodes are called.
std::map<std::pair<std::string, std::string>, std::string> labels_of(const Graph& graph) {
    std::map<std::pair<std::string, std::string>, std::string> labels;
    for (const GraphEdge& edge : graph.edges) {
        std::string& label = labels[{edge.from, edge.to}];
        if (!edge.label.empty()) label += (label.empty() ? "" : ", ") + edge.label;
    }
    return labels;
}

JsonArray edges_json(const PathStatistics& statistics, const Graph* graph) {
    const auto labels = graph ? labels_of(*graph) : std::map<std::pair<std::string, std::string>, std::string>();
    JsonArray edges;
    for (const auto& edge : statistics.edges()) {
        JsonValue& out = edges.emplace_back(JsonValue::object({{"from", edge.from}, {"to", edge.to}, {"runs", edge.runs}, {"times", edge.times}}));
        if (const auto label = labels.find({edge.from, edge.to}); label != labels.end()) out.set("label", label->second);
    }
    return edges;
}

} // namespace

JsonValue json_of(const PathStatistics& statistics, const Graph* graph, std::size_t most_paths) {
    const PathTotals& totals = statistics.totals();
    JsonArray tasks, paths, critical, never_tasks, never_edges;
    for (const auto* task : statistics.tasks()) tasks.push_back(task_json(*task));
    for (const auto& path : statistics.paths(most_paths)) paths.push_back(path_json(path));
    for (const auto* task : statistics.critical()) critical.push_back(JsonValue::object({{"task", task->task}, {"runs", task->critical_runs}, {"total_ms", task->critical_ms}}));
    for (const auto* task : statistics.tasks())
        if (task->never()) never_tasks.emplace_back(task->task);
    if (graph)
        for (const auto& edge : never_taken(*graph, statistics)) never_edges.push_back(JsonValue::object({{"from", edge.from}, {"to", edge.to}, {"label", edge.label}}));
    return JsonValue::object({{"runs", totals.runs}, {"events", totals.events}, {"by_status", counts_json(totals.by_status)}, {"duration_ms", durations_json(totals.durations)},
                              {"running_ms", totals.running_ms}, {"waiting_ms", totals.waiting_ms}, {"suspended_ms", totals.suspended_ms}, {"tasks", std::move(tasks)},
                              {"edges", edges_json(statistics, graph)}, {"paths", std::move(paths)}, {"other_paths", statistics.other_paths()}, {"critical", std::move(critical)},
                              {"never", JsonValue::object({{"tasks", std::move(never_tasks)}, {"edges", std::move(never_edges)}})}});
}

} // namespace orkestr
