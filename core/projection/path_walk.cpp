#include "core/projection/path_walk.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace orkestr {

namespace {

bool is_open(const StepView& step) { return !step.ended; }

/// What tells the repetitions of a list from each other: the counters of a key, but for the step's own backward jumps.
std::string repetition_of(const StepView& step) {
    const auto sign = step.key.rfind('#');
    if (sign == std::string::npos) return {};
    std::string counters = step.key.substr(sign + 1);
    const auto last = counters.rfind('.');
    const std::size_t own = last == std::string::npos ? 0 : last + 1;
    if (own < counters.size() && counters[own] == '~') counters.resize(last == std::string::npos ? 0 : last);
    return counters;
}

std::string without_counters(const std::string& key) { return key.substr(0, key.find('#')); }

} // namespace

PathWalk::PathWalk(PathStatistics& all, const RunView& run, const Timeline& timeline, const PathMarks& marks)
    : all_(all), run_(run), timeline_(timeline), marks_(marks) {}

void PathWalk::walk() {
    link();
    count_run();
    for (std::uint32_t i = 0; i < run_.steps.size(); ++i) count_step(i);
    count_critical();
    if (run_.graph) {
        follow_graph();
    } else {
        count_lists(none);
        for (std::uint32_t i = 0; i < run_.steps.size(); ++i) count_lists(i);
    }
    add_path();
}

void PathWalk::link() {
    std::unordered_map<StepId, std::uint32_t> known;
    children_.resize(run_.steps.size());
    for (std::uint32_t i = 0; i < run_.steps.size(); ++i) {
        const StepView& step = run_.steps[i];
        // A step that holds others began before them.
        const auto at = known.find(step.parent);
        parents_.push_back(at == known.end() ? none : at->second);
        (at == known.end() ? first_ : children_[at->second]).push_back(i);
        known.emplace(step.id, i);
        tasks_.push_back(all_.find(step.task, step.name, step.kind));
    }
}

void PathWalk::count_run() {
    PathTotals& totals = all_.totals_;
    ++totals.runs;
    totals.events += run_.events;
    ++totals.by_status[run_.status];
    totals.first = totals.first ? std::min(*totals.first, run_.started) : run_.started;
    totals.last = totals.last ? std::max(*totals.last, run_.started) : run_.started;
    if (!run_.ended) return;
    totals.durations.add(*run_.ended - run_.started);
    totals.running_ms += marks_.known_ ? marks_.running_ms_ : (*run_.ended - run_.started).ms;
    totals.waiting_ms += marks_.waiting_ms_;
    totals.suspended_ms += marks_.suspended_ms_;
}

void PathWalk::count_step(std::uint32_t index) {
    const StepView& step = run_.steps[index];
    PathStatistics::Task* entry = task_of(index);
    if (!entry) return;
    TaskPathStatistics& task = entry->all;
    if (step.status == "skipped") {
        task.skipped += marks_.is_inherited(step) ? 0 : 1;
        return;
    }
    if (std::exchange(entry->last_run, all_.run_number_) != all_.run_number_) ++task.runs;
    if (marks_.is_inherited(step)) return;
    ++task.steps;
    if (is_open(step)) ++task.open;
    else if (step.status == "completed") ++task.completed;
    else if (step.status == "faulted") count_fault(index, task);
    else ++task.cancelled;
    if (!is_open(step) && (step.status == "completed" || step.status == "faulted")) count_time(step, task);
    if (marks_.known_) task.retries += marks_.retries(step.id);
    else if (step.attempt > 1) task.retries += step.attempt - 1;
    if (const auto at = marks_.catches_.find(step.id); at != marks_.catches_.end()) task.caught += at->second.all - at->second.inherited;
    if (step.kind != "switch" || step.status != "completed") return;
    const std::string chosen = step.chosen.empty() ? "default" : step.chosen;
    if (task.chosen.contains(chosen) || task.chosen.size() < PathStatistics::most_cases) ++task.chosen[chosen];
    else ++all_.left_out_;
}

void PathWalk::count_time(const StepView& step, TaskPathStatistics& task) {
    if (!step.started) return;
    const Duration lasted{std::max<std::int64_t>((*step.ended - *step.started).ms, 0)};
    std::int64_t waited = 0;
    if (const auto at = marks_.waited_ms_.find(step.id); at != marks_.waited_ms_.end()) waited = std::min(at->second, lasted.ms);
    else if (!marks_.known_ && (step.kind == "wait" || step.kind == "listen")) waited = lasted.ms;
    task.durations.add(lasted);
    task.waiting_ms += waited;
    task.running_ms += lasted.ms - waited;
}

void PathWalk::count_fault(std::uint32_t index, TaskPathStatistics& task) {
    const StepView& step = run_.steps[index];
    ++task.faulted;
    const bool passed_on = std::any_of(children_[index].begin(), children_[index].end(), [&](std::uint32_t child) {
        return run_.steps[child].status == "faulted" && run_.steps[child].error == step.error;
    });
    if (!passed_on) ++task.failed_here;
    const std::string type = step.error ? step.error->type : std::string();
    if (task.errors.contains(type) || task.errors.size() < PathStatistics::most_errors) ++task.errors[type];
    else ++task.other_errors;
}

void PathWalk::count_critical() {
    std::unordered_map<StepId, std::uint32_t> known;
    for (std::uint32_t i = 0; i < run_.steps.size(); ++i) known.emplace(run_.steps[i].id, i);
    for (const TimelineSpan& span : timeline_.critical) {
        const auto at = known.find(span.step);
        PathStatistics::Task* entry = at == known.end() ? nullptr : task_of(at->second);
        if (!entry || marks_.is_inherited(run_.steps[at->second])) continue;
        const Instant begin = marks_.forked_ != 0 ? std::max(span.begin, run_.started) : span.begin;
        if (begin > span.end) continue;
        entry->all.critical_ms += std::max<std::int64_t>((span.end - begin).ms, 0);
        if (std::exchange(entry->last_critical, all_.run_number_) != all_.run_number_) ++entry->all.critical_runs;
    }
}

/// The lists that a step holds (none: the run), one for each repetition; of a fork one for each branch.
void PathWalk::count_lists(std::uint32_t holder) {
    // What an extension holds stands in the place of one task, which the extension itself goes for.
    if (is_extension(holder)) return;
    const auto& steps = holder == none ? first_ : children_[holder];
    const std::string id = holder == none ? std::string() : id_of(holder);
    const bool is_fork = holder != none && run_.steps[holder].kind == "fork";
    if (holder != none) go_into_catch(holder);
    std::vector<std::vector<std::uint32_t>> lists;
    std::map<std::pair<bool, std::string>, std::size_t> numbers;
    const std::string handler = id + "/catch/";
    for (const std::uint32_t step : steps) {
        const bool handles = holder != none && run_.steps[holder].kind == "try" && id_of(step).starts_with(handler);
        const auto [at, fresh] = numbers.try_emplace({handles, repetition_of(run_.steps[step])}, lists.size());
        if (fresh || is_fork) {
            at->second = lists.size();
            lists.emplace_back();
        }
        lists[at->second].push_back(step);
    }
    for (const auto& list : lists) {
        const bool handles = id_of(list.front()).starts_with(handler);
        const std::string place = handles ? id + "/catch" : id;
        follow(list, holder == none ? "/start" : place + "/entry", holder == none ? "/end" : place + "/exit");
    }
}

void PathWalk::follow(const std::vector<std::uint32_t>& list, const std::string& entry, const std::string& exit) {
    all_.go(entry, way_in(list.front()));
    for (std::size_t i = 1; i < list.size(); ++i) leave(list[i - 1], way_in(list[i]));
    const StepView& last = run_.steps[list.back()];
    const bool done = last.status == "completed" || last.status == "skipped";
    if (!done || (marks_.known_ && !marks_.left_list_.contains(last.id))) return;
    leave(list.back(), marks_.ended_run_.contains(last.id) ? "/end" : exit);
}

/// From a step to where the flow went then.
void PathWalk::leave(std::uint32_t step, const std::string& to) {
    const PathStatistics::Task* task = task_of(step);
    const auto caught = marks_.catches_.find(run_.steps[step].id);
    if (task && caught != marks_.catches_.end() && caught->second.last && run_.steps[step].status == "completed") {
        const std::string handler = id_of(step) + (task->catch_tasks ? "/catch/exit" : "/catch");
        if (task->catch_leaves) return all_.go(handler, to);
        all_.go(handler, id_of(step) + "/exit");
    }
    all_.go(way_out(step), to);
}

void PathWalk::go_into_catch(std::uint32_t step) {
    const PathStatistics::Task* task = task_of(step);
    const auto caught = marks_.catches_.find(run_.steps[step].id);
    if (!task || caught == marks_.catches_.end()) return;
    for (std::uint32_t i = 0; i < caught->second.all; ++i) all_.go(id_of(step) + "/entry", id_of(step) + (task->catch_tasks ? "/catch/entry" : "/catch"));
}

void PathWalk::follow_graph() {
    std::unordered_map<std::string_view, std::uint64_t> steps;
    for (const StepView& step : run_.steps) ++steps[step.task.str()];
    const RunGraph& graph = *run_.graph;
    for (const RunGraphEdge& edge : graph.edges) {
        if (edge.from >= graph.nodes.size() || edge.to >= graph.nodes.size()) continue;
        const std::string &from = graph.nodes[edge.from].id, &to = graph.nodes[edge.to].id;
        if (steps.contains(from) && steps.contains(to)) all_.go(from, to);
    }
}

void PathWalk::add_path() {
    std::vector<std::string> tasks;
    std::unordered_set<const PathStatistics::Task*> seen;
    std::vector<std::uint32_t> left;
    const auto put = [&](std::vector<std::uint32_t> steps, bool is_fork) {
        if (is_fork)
            std::stable_sort(steps.begin(), steps.end(), [&](std::uint32_t x, std::uint32_t y) {
                const auto *one = task_of(x), *other = task_of(y);
                return one && other && one->order < other->order;
            });
        left.insert(left.end(), steps.rbegin(), steps.rend());
    };
    for (put(first_, false); !left.empty() && tasks.size() < PathStatistics::most_path_tasks;) {
        const std::uint32_t step = left.back();
        left.pop_back();
        const StepView& view = run_.steps[step];
        if (view.status == "skipped") continue;
        const PathStatistics::Task* task = task_of(step);
        if (task && !is_extension(step) && seen.insert(task).second) tasks.push_back(view.task);
        put(children_[step], view.kind == "fork");
    }
    PathFrequency path;
    path.runs = 1;
    path.example = run_.run;
    if (run_.ended) path.durations.add(*run_.ended - run_.started);
    all_.add_path({std::move(tasks), run_.status}, std::move(path));
}

/// Its place in the graph: an extension stands where what it extends is.
std::string PathWalk::id_of(std::uint32_t step) const {
    if (!is_extension(step)) return run_.steps[step].task;
    // `CALLER>EXTENDED>EXTENSION`
    const std::string key = without_counters(run_.steps[step].key);
    const auto end = key.rfind('>');
    if (end == std::string::npos) return run_.steps[step].task;
    const auto before = end == 0 ? std::string::npos : key.rfind('>', end - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return key.substr(begin, end - begin);
}

bool PathWalk::holds(std::uint32_t step) const {
    const StepView& view = run_.steps[step];
    if (is_extension(step)) {
        // As the task that it extends.
        const auto at = all_.tasks_.find(id_of(step));
        return at != all_.tasks_.end() && at->second.holds;
    }
    return (tasks_[step] && tasks_[step]->holds) || view.kind == "do" || view.kind == "for" || view.kind == "fork" || view.kind == "try";
}

std::string PathWalk::way_in(std::uint32_t step) const { return id_of(step) + (holds(step) ? "/entry" : ""); }
std::string PathWalk::way_out(std::uint32_t step) const { return id_of(step) + (holds(step) ? "/exit" : ""); }

} // namespace orkestr
