#include "core/projection/timeline_layout.h"

#include <algorithm>

namespace orkestr {

namespace {

TimelineStatus timeline_status(const std::string& word) {
    for (int i = 0; i <= static_cast<int>(TimelineStatus::skipped); ++i)
        if (word == to_string(static_cast<TimelineStatus>(i))) return static_cast<TimelineStatus>(i);
    return TimelineStatus::pending;
}

/// Of lanes that were left: how many are looked at before a new one is made.
constexpr int most_lanes_tried = 8;

} // namespace

TimelineLayout::TimelineLayout(const RunView& view, const TimelineProjection& projection) : view_(view), projection_(projection) {}

Timeline TimelineLayout::run() {
    out_.live = !view_.ended;
    make_nodes();
    link_children();
    adopt_unreached();
    measure();
    group_marks();
    place();
    order_lanes();
    find_critical();
    mark_critical();
    for (const auto& [from, to] : projection_.suspended_) out_.suspended.emplace_back(from, to.value_or(out_.end));
    return std::move(out_);
}

/// Where what a step has recorded stands: what ended before a fork, right before it (open ones are there already).
Instant TimelineLayout::placed(Instant time, const StepView& step) const {
    for (const auto& fork : projection_.forks_)
        if (step.ended && step.last < fork.seq) time = time + fork.shift;
    return time;
}

void TimelineLayout::make_nodes() {
    out_.begin = view_.started;
    if (!projection_.forks_.empty()) {
        out_.forked = projection_.forks_.back().at;
        if (projection_.started_) out_.begin = std::min(out_.begin, *projection_.started_);
    }
    out_.end = std::max(view_.started, view_.ended.value_or(projection_.last_));
    for (const StepView& step : view_.steps) {
        if (step.started) out_.begin = std::min(out_.begin, placed(*step.started, step));
        for (const auto& time : {step.started, step.ended})
            if (time && out_.live) out_.end = std::max(out_.end, placed(*time, step));
    }
    nodes_.resize(view_.steps.size() + 1);
    nodes_[0].begin = out_.begin;
    nodes_[0].end = nodes_[0].last = out_.end;
    nodes_[0].scope = true;
    nodes_of_steps_.reserve(view_.steps.size());
    for (std::uint32_t i = 0; i < view_.steps.size(); ++i) {
        const StepView& step = view_.steps[i];
        Node& node = nodes_[i + 1];
        node.step = i;
        node.begin = step.started || step.ended ? placed(step.started.value_or(step.ended.value_or(out_.begin)), step) : out_.begin;
        // What a run left unfinished ended with it at the latest.
        node.open = !step.ended && out_.live;
        node.end = std::max(node.begin, step.ended ? placed(*step.ended, step) : out_.end);
        nodes_of_steps_.try_emplace(step.id, i + 1);
    }
}

void TimelineLayout::link_children() {
    for (std::uint32_t number = 1; number < nodes_.size(); ++number) {
        const StepView& step = view_.steps[nodes_[number].step];
        const auto above = step.parent == step.id ? nodes_of_steps_.end() : nodes_of_steps_.find(step.parent);
        nodes_[number].parent = above == nodes_of_steps_.end() ? 0 : above->second;
        nodes_[nodes_[number].parent].children.push_back(number);
    }
    for (Node& node : nodes_) {
        std::stable_sort(node.children.begin(), node.children.end(),
                         [this](std::uint32_t a, std::uint32_t b) { return nodes_[a].begin < nodes_[b].begin; });
    }
}

/// Orders the nodes from the run down. In a record that contradicts itself steps may hold one another: those stand in the
/// run's own list.
void TimelineLayout::adopt_unreached() {
    std::vector<bool> reached(nodes_.size(), false);
    const auto descend = [&](std::uint32_t from) {
        std::vector<std::uint32_t> waiting{from};
        while (!waiting.empty()) {
            const std::uint32_t number = waiting.back();
            waiting.pop_back();
            if (reached[number]) continue;
            reached[number] = true;
            order_.push_back(number);
            const auto& children = nodes_[number].children;
            waiting.insert(waiting.end(), children.rbegin(), children.rend());
        }
    };
    descend(0);
    for (std::uint32_t number = 1; number < nodes_.size(); ++number) {
        if (reached[number]) continue;
        std::erase(nodes_[nodes_[number].parent].children, number);
        nodes_[number].parent = 0;
        nodes_[0].children.push_back(number);
        descend(number);
    }
}

bool TimelineLayout::is_scope(const StepView& step, bool has_children) const {
    // A record of another system: who holds others does something itself.
    if (view_.graph) return false;
    for (const char* kind : {"do", "for", "fork", "try", "extension"})
        if (step.kind == kind) return true;
    return has_children && step.kind != "listen";
}

bool TimelineLayout::is_fork(const Node& node) const {
    return node.step != none && !view_.graph && view_.steps[node.step].kind == "fork";
}

void TimelineLayout::measure() {
    for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
        Node& node = nodes_[*at];
        node.last = std::max(node.last, node.end);
        if (node.step != none) node.scope = is_scope(view_.steps[node.step], !node.children.empty());
        if (node.parent != none) nodes_[node.parent].last = std::max(nodes_[node.parent].last, node.last);
    }
}

void TimelineLayout::group_marks() {
    std::unordered_map<std::string_view, StepId> by_key;
    const bool keyed = std::any_of(projection_.marks_.begin(), projection_.marks_.end(), [](const Mark& mark) { return mark.key != 0; });
    if (keyed)
        for (const StepView& step : view_.steps) by_key.try_emplace(step.key, step.id);
    for (Mark mark : projection_.marks_) {
        if (mark.key != 0) {
            const auto step = by_key.find(projection_.keys_[mark.key]);
            if (step == by_key.end()) continue;
            mark.step = step->second;
        }
        marks_.push_back(mark);
    }
    std::stable_sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.step < b.step; });
    for (std::uint32_t i = 0; i < marks_.size(); ++i) {
        auto& [first, count] = marks_of_steps_.try_emplace(marks_[i].step, i, 0).first->second;
        ++count;
    }
}

std::uint32_t TimelineLayout::name_number(const std::string& name) {
    const auto [at, fresh] = names_.try_emplace(name, static_cast<std::uint32_t>(out_.names.size()));
    if (fresh) out_.names.push_back(name);
    return at->second;
}

std::uint32_t TimelineLayout::new_lane(std::uint32_t below, std::uint32_t name, bool is_beside) {
    const auto lane = static_cast<std::uint32_t>(out_.lanes.size());
    const std::uint32_t depth = below == none ? 0 : out_.lanes[below].depth + 1;
    out_.lanes.push_back({name, depth, 0, 0, 0});
    above_.push_back(below);
    beside_.push_back(is_beside);
    return lane;
}

std::uint32_t TimelineLayout::take_lane(std::uint32_t below, std::uint32_t key, const Node& node, std::uint32_t name) {
    Pool& pool = pools_[{below, key}];
    while (!pool.busy.empty() && pool.busy.top().first <= node.begin) {
        pool.free.insert(pool.busy.top().second);
        pool.busy.pop();
    }
    // Mostly the first will do. Where a later step asked before, some may be free only after this one's time.
    std::uint32_t taken = none;
    int tried = 0;
    for (auto at = pool.free.begin(); at != pool.free.end() && taken == none && tried < most_lanes_tried; ++at, ++tried)
        if (pool.lanes[*at].free <= node.begin) taken = *at;
    if (taken == none) {
        taken = static_cast<std::uint32_t>(pool.lanes.size());
        pool.lanes.push_back({new_lane(below, name, key == beside), {}});
    } else {
        pool.free.erase(taken);
    }
    pool.lanes[taken].free = node.last;
    pool.busy.emplace(node.last, taken);
    return pool.lanes[taken].number;
}

std::uint32_t TimelineLayout::name_of(const Node& node) {
    if (node.step == none) return name_number(view_.name);
    const StepView& step = view_.steps[node.step];
    return name_number(step.name.empty() ? step.task : step.name);
}

void TimelineLayout::place() {
    nodes_[0].lane = new_lane(none, name_of(nodes_[0]), false);
    for (const std::uint32_t number : order_) place_children(number);
    add_bars();
}

void TimelineLayout::place_children(std::uint32_t parent) {
    const bool fork = is_fork(nodes_[parent]);
    const bool scope = nodes_[parent].scope;
    const std::uint32_t lane = nodes_[parent].lane;
    Instant busy_until = nodes_[parent].begin;
    for (const std::uint32_t number : nodes_[parent].children) {
        Node& node = nodes_[number];
        const std::uint32_t name = name_of(node);
        if (fork) {
            node.lane = take_lane(lane, name, node, name);
        } else if (!scope) {
            node.lane = take_lane(lane, inside, node, name);
        } else if (busy_until <= node.begin) {
            node.lane = lane;
            busy_until = node.last;
        } else {
            node.lane = take_lane(lane, beside, node, name);
        }
        if (parent != 0 && node.lane == lane && nodes_[parent].level < 255) node.level = static_cast<std::uint8_t>(nodes_[parent].level + 1);
    }
}

std::vector<TimelineProjection::Mark> TimelineLayout::marks_of(StepId step) const {
    const auto found = marks_of_steps_.find(step);
    if (found == marks_of_steps_.end()) return {};
    const auto first = marks_.begin() + found->second.first;
    return {first, first + found->second.second};
}

void TimelineLayout::add_bars() {
    const std::vector<std::uint32_t> order = order_;
    for (const std::uint32_t number : order) {
        const Node& node = nodes_[number];
        if (node.step == none) continue;
        const StepView& step = view_.steps[node.step];
        TimelineBar bar;
        bar.step = step.id;
        bar.lane = node.lane;
        bar.name = name_of(node);
        bar.attempt = step.attempt;
        bar.status = timeline_status(step.status);
        bar.open = node.open;
        bar.begin = node.begin;
        bar.end = node.end;
        bar.kind = node.scope ? Kind::scope : step.kind == "wait" || step.kind == "listen" ? Kind::wait : Kind::run;
        bar.level = node.scope ? node.level : 0;
        if (bar.open && bar.kind == Kind::wait && step.waits_until) bar.due_ms = step.waits_until->ms;
        const std::vector<Mark> marks = marks_of(step.id);
        const bool tried = std::any_of(marks.begin(), marks.end(), [](const Mark& mark) { return mark.kind == Mark::Kind::attempt; });
        if (tried) add_attempts(number, bar, marks);
        else if (bar.kind == Kind::run) add_work(bar, marks);
        else out_.bars.push_back(bar);
    }
}

/// A step that somebody had to begin with first.
void TimelineLayout::add_work(TimelineBar bar, const std::vector<Mark>& marks) {
    std::optional<Instant> queued;
    std::optional<Instant> begun;
    for (const Mark& mark : marks) {
        if (mark.kind == Mark::Kind::queued && !queued) queued = mark.at;
        if (mark.kind != Mark::Kind::begun) continue;
        begun = mark.at;
        bar.attempt = std::max(bar.attempt, mark.attempt);
    }
    if (queued && *queued >= bar.begin && *queued <= bar.end && (begun || bar.open)) {
        TimelineBar waits = bar;
        waits.kind = Kind::queued;
        waits.status = TimelineStatus::pending;
        waits.begin = *queued;
        waits.end = begun ? std::clamp(*begun, *queued, bar.end) : bar.end;
        waits.open = bar.open && !begun;
        out_.bars.push_back(waits);
        if (!begun) return;
        bar.begin = waits.end;
    }
    out_.bars.push_back(bar);
}

void TimelineLayout::add_attempts(std::uint32_t number, const TimelineBar& of_step, const std::vector<Mark>& marks) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const Mark& mark = marks[i];
        TimelineBar bar = of_step;
        const bool last = i + 1 == marks.size();
        bar.attempt = mark.attempt;
        bar.begin = std::max(of_step.begin, mark.at);
        bar.end = std::max(bar.begin, last ? of_step.end : std::min(marks[i + 1].at, of_step.end));
        bar.open = of_step.open && last;
        if (mark.kind == Mark::Kind::attempt) {
            bar.kind = Kind::attempt;
            if (!last) bar.status = TimelineStatus::faulted;
        } else if (mark.kind == Mark::Kind::retry) {
            bar.kind = Kind::retry_wait;
            bar.status = TimelineStatus::waiting;
            bar.level = 0;
            if (bar.open && mark.due) bar.due_ms = mark.due->ms;
            Node wait;
            wait.step = nodes_[number].step;
            wait.parent = number;
            wait.lane = bar.lane;
            wait.begin = bar.begin;
            wait.end = wait.last = bar.end;
            wait.retry_wait = true;
            nodes_[number].children.push_back(static_cast<std::uint32_t>(nodes_.size()));
            nodes_.push_back(std::move(wait));
        } else {
            continue;
        }
        out_.bars.push_back(bar);
    }
}

/// Lanes come after the one that they are below, in the order in which they were first needed.
void TimelineLayout::order_lanes() {
    const auto count = static_cast<std::uint32_t>(out_.lanes.size());
    std::vector<std::vector<std::uint32_t>> below(count);
    // First what is in the steps of a lane, then what goes on beside them.
    for (const bool beside_others : {false, true})
        for (std::uint32_t lane = 1; lane < count; ++lane)
            if (beside_[lane] == beside_others) below[above_[lane]].push_back(lane);
    std::vector<std::uint32_t> places(count);
    std::vector<TimelineLane> lanes;
    lanes.reserve(count);
    std::vector<std::uint32_t> waiting{0};
    while (!waiting.empty()) {
        const std::uint32_t lane = waiting.back();
        waiting.pop_back();
        places[lane] = static_cast<std::uint32_t>(lanes.size());
        lanes.push_back(out_.lanes[lane]);
        waiting.insert(waiting.end(), below[lane].rbegin(), below[lane].rend());
    }
    out_.lanes = std::move(lanes);
    for (Node& node : nodes_) node.lane = places[node.lane];
    for (TimelineBar& bar : out_.bars) bar.lane = places[bar.lane];
    std::stable_sort(out_.bars.begin(), out_.bars.end(), [](const TimelineBar& a, const TimelineBar& b) {
        if (a.lane != b.lane) return a.lane < b.lane;
        if (a.is_holder() != b.is_holder()) return a.is_holder();
        if (a.level != b.level) return a.level < b.level;
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    for (std::uint32_t i = 0; i < out_.bars.size(); ++i) {
        TimelineLane& lane = out_.lanes[out_.bars[i].lane];
        if (lane.count++ == 0) lane.first = i;
        if (out_.bars[i].is_holder()) ++lane.holders;
    }
}

void TimelineLayout::add_span(const Node& node, Instant begin, Instant end) {
    out_.critical.push_back({view_.steps[node.step].id, node.lane, begin, end});
}

/// From the end backwards: in a step, what ended last before; what is left of the step's time is its own.
void TimelineLayout::find_critical() {
    struct Frame {
        std::uint32_t node = 0;
        Instant until;
        std::vector<std::uint32_t> by_end; ///< children not looked at yet, the last to end at the back
    };
    const auto enter = [this](std::uint32_t number, Instant until) {
        Frame frame{number, until, nodes_[number].children};
        std::sort(frame.by_end.begin(), frame.by_end.end(), [this](std::uint32_t a, std::uint32_t b) {
            if (nodes_[a].end != nodes_[b].end) return nodes_[a].end < nodes_[b].end;
            // What was cancelled with the others was waited for by nobody.
            const bool a_counts = view_.steps[nodes_[a].step].status != "cancelled";
            const bool b_counts = view_.steps[nodes_[b].step].status != "cancelled";
            if (a_counts != b_counts) return b_counts;
            return nodes_[a].begin != nodes_[b].begin ? nodes_[a].begin < nodes_[b].begin : a < b;
        });
        return frame;
    };
    std::vector<Frame> frames;
    frames.push_back(enter(0, out_.end));
    while (!frames.empty()) {
        Frame& frame = frames.back();
        const Node& node = nodes_[frame.node];
        std::uint32_t next = none;
        while (!frame.by_end.empty() && next == none) {
            const std::uint32_t child = frame.by_end.back();
            frame.by_end.pop_back();
            const bool skipped = view_.steps[nodes_[child].step].status == "skipped";
            if (!skipped && nodes_[child].end <= frame.until && nodes_[child].begin >= node.begin) next = child;
        }
        const Instant from = next == none ? node.begin : nodes_[next].end;
        const bool childless = nodes_[frame.node].children.empty();
        if (!node.scope && (from < frame.until || (childless && next == none))) add_span(node, from, frame.until);
        if (next == none) {
            frames.pop_back();
            continue;
        }
        frame.until = nodes_[next].begin;
        // A fork waited for one of its branches; none came before another.
        if (is_fork(node)) frame.by_end.clear();
        frames.push_back(enter(next, nodes_[next].end));
    }
    std::reverse(out_.critical.begin(), out_.critical.end());
}

void TimelineLayout::mark_critical() {
    std::vector<std::pair<StepId, std::uint32_t>> bars;
    bars.reserve(out_.bars.size());
    for (std::uint32_t i = 0; i < out_.bars.size(); ++i)
        if (!out_.bars[i].is_holder()) bars.emplace_back(out_.bars[i].step, i);
    std::sort(bars.begin(), bars.end());
    for (const TimelineSpan& span : out_.critical) {
        auto at = std::lower_bound(bars.begin(), bars.end(), std::pair<StepId, std::uint32_t>(span.step, 0));
        for (; at != bars.end() && at->first == span.step; ++at) {
            TimelineBar& bar = out_.bars[at->second];
            const bool touches = bar.begin < span.end && bar.end > span.begin;
            const bool within = bar.begin >= span.begin && bar.end <= span.end;
            if (touches || within) bar.critical = true;
        }
    }
}

} // namespace orkestr
