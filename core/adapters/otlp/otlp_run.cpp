#include "core/adapters/otlp/otlp_run.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>

namespace orkestr {

namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

Instant instant_of(std::int64_t nanos) { return {nanos / ns_per_ms, static_cast<std::int32_t>(nanos % ns_per_ms)}; }

class TraceBuilder {
public:
    TraceBuilder(const std::string& trace, std::vector<OtlpSpan> spans, const OtlpOrigins& origins, RecordFindings& findings)
        : trace_(trace), spans_(std::move(spans)), origins_(origins), findings_(findings) {}

    RecordedRun build() {
        index_ids();
        set_times();
        find_parents();
        break_cycles();
        sort_spans();
        make_steps();
        make_graph();
        make_events();
        describe_run();
        return std::move(run_);
    }

private:
    std::string place(std::size_t span) const {
        const OtlpSpan& one = spans_[span];
        return "span " + quoted_part(one.id.empty() ? one.name : one.id);
    }

    void index_ids() {
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            OtlpSpan& span = spans_[i];
            if (span.id.empty()) {
                findings_.add("has no id", place(i));
                names_.push_back("/no-id-" + std::to_string(i + 1));
                continue;
            }
            const bool first = by_id_.try_emplace(span.id, i).second;
            if (!first) findings_.add("stands more than once in its trace; all are shown, children below the first", place(i));
            names_.push_back("/" + span.id + (first ? "" : "~" + std::to_string(i + 1)));
        }
    }

    /// A span without a start begins with its parent's or at its end, which is all that is known.
    void set_times() {
        std::optional<std::int64_t> least;
        for (const OtlpSpan& span : spans_)
            for (const auto& time : {span.start, span.end})
                if (time && (!least || *time < *least)) least = time;
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            OtlpSpan& span = spans_[i];
            if (!span.start) {
                findings_.add("has no start that can be read", place(i));
                span.start = span.end ? span.end : least ? least : std::optional<std::int64_t>(0);
            }
            if (span.end && *span.end < *span.start) {
                findings_.add("ends before it starts; it is shown without a length", place(i));
                span.end = span.start;
            }
            for (OtlpEvent& event : span.events) {
                if (event.nanos) continue;
                findings_.add("has an event without a time; its start is shown", place(i));
                event.nanos = span.start;
            }
        }
    }

    void find_parents() {
        parent_.assign(spans_.size(), nobody);
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (spans_[i].parent.empty()) continue;
            const auto found = by_id_.find(spans_[i].parent);
            if (found == by_id_.end())
                findings_.add("has a parent that is not in the file; it is shown at the top", place(i));
            else
                parent_[i] = found->second;
        }
    }

    /// Depths from the top down; a span whose parents lead back to itself is put at the top.
    void break_cycles() {
        enum : char { unknown, in_progress, known };
        std::vector<char> state(spans_.size(), unknown);
        depth_.assign(spans_.size(), 0);
        std::vector<std::size_t> path;
        for (std::size_t start = 0; start < spans_.size(); ++start) {
            path.clear();
            std::size_t at = start;
            while (at != nobody && state[at] == unknown) {
                state[at] = in_progress;
                path.push_back(at);
                at = parent_[at];
            }
            if (at != nobody && state[at] == in_progress) {
                findings_.add("is below itself; it is shown at the top", place(path.back()));
                parent_[path.back()] = nobody;
                at = nobody;
            }
            std::size_t depth = at == nobody ? 0 : depth_[at] + 1;
            for (auto it = path.rbegin(); it != path.rend(); ++it) {
                depth_[*it] = depth++;
                state[*it] = known;
            }
        }
    }

    void sort_spans() {
        order_.resize(spans_.size());
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::stable_sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
            return std::pair(*spans_[a].start, depth_[a]) < std::pair(*spans_[b].start, depth_[b]);
        });
        number_.resize(spans_.size());
        for (std::size_t i = 0; i < order_.size(); ++i) number_[order_[i]] = i;
    }

    void make_steps() {
        for (const std::size_t number : order_) {
            const OtlpSpan& span = spans_[number];
            StepView step;
            step.id = static_cast<StepId>(view_.steps.size() + 1);
            step.parent = parent_[number] == nobody ? 0 : static_cast<StepId>(number_[parent_[number]] + 1);
            step.task = names_[number];
            step.key = step.task;
            step.name = span.name.empty() ? "span" : span.name;
            step.kind = span.kind;
            step.status = span.failed ? "faulted" : span.end ? "completed" : "running";
            step.started = instant_of(*span.start);
            if (span.end) step.ended = instant_of(*span.end);
            if (span.failed) step.error = problem_of(span);
            set_node(step);
            view_.steps.push_back(std::move(step));
        }
    }

    static Problem problem_of(const OtlpSpan& span) {
        Problem problem = Problem::standard(StandardError::runtime, span.message);
        for (const OtlpEvent& event : span.events) {
            if (event.name != "exception") continue;
            const JsonValue data = JsonValue::of(event.data);
            const JsonValue* attributes = data.find("attributes");
            if (!attributes) continue;
            problem.title = attributes->string_at("exception.type", problem.title);
            if (problem.detail.empty()) problem.detail = attributes->string_at("exception.message");
        }
        return problem;
    }

    void set_node(const StepView& step) {
        NodeView& node = view_.nodes[step.task];
        node.status = step.status;
        node.steps = 1;
        node.attempts = 1;
        node.faulted = step.status == "faulted" ? 1 : 0;
        node.started = step.started;
        node.ended = step.ended;
        if (step.ended) node.busy_ms = (*step.ended - *step.started).ms;
    }

    void make_graph() {
        auto graph = std::make_shared<RunGraph>();
        for (const StepView& step : view_.steps) graph->nodes.push_back({step.task, step.name, step.kind});
        for (const std::size_t number : order_) {
            const auto to = static_cast<std::uint32_t>(number_[number]);
            if (parent_[number] != nobody) graph->edges.push_back({static_cast<std::uint32_t>(number_[parent_[number]]), to});
            for (const OtlpLink& link : spans_[number].links) {
                const auto found = link.trace == trace_ ? by_id_.find(link.span) : by_id_.end();
                if (found != by_id_.end() && found->second != parent_[number])
                    graph->edges.push_back({static_cast<std::uint32_t>(number_[found->second]), to});
            }
        }
        view_.graph = std::move(graph);
    }

    struct Moment {
        std::int64_t nanos = 0;
        int rank = 0; ///< at the same time: starts, events, ends
        std::size_t step = 0;
        std::size_t event = 0;
        auto order() const { return std::tuple(nanos, rank, rank == 2 ? nobody - step : step, event); }
    };

    void make_events() {
        std::vector<Moment> moments;
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const OtlpSpan& span = spans_[order_[i]];
            moments.push_back({*span.start, 0, i, 0});
            for (std::size_t e = 0; e < span.events.size(); ++e) moments.push_back({*span.events[e].nanos, 1, i, e});
            if (span.end) moments.push_back({*span.end, 2, i, 0});
        }
        std::sort(moments.begin(), moments.end(), [](const Moment& a, const Moment& b) { return a.order() < b.order(); });
        run_.events.reserve(moments.size());
        for (const Moment& moment : moments) {
            OtlpSpan& span = spans_[order_[moment.step]];
            RecordedEvent event;
            event.at = instant_of(moment.nanos);
            event.step = static_cast<StepId>(moment.step + 1);
            event.attempt = 1;
            event.type = moment.rank == 0 ? "span.started" : moment.rank == 2 ? (view_.steps[moment.step].status == "faulted" ? "span.failed" : "span.ended") : event_type(span.events[moment.event]);
            event.data = moment.rank == 0   ? span.data
                         : moment.rank == 1 ? span.events[moment.event].data
                                            : JsonValue::object({{"duration_ns", *span.end - *span.start}}).json();
            run_.events.push_back(std::move(event));
            StepView& step = view_.steps[moment.step];
            step.last = run_.events.size();
            if (step.first == 0) step.first = step.last;
        }
    }

    static std::string event_type(const OtlpEvent& event) { return event.name.empty() ? "span.event" : event.name; }

    static std::string text_in(const std::vector<JsonValue>& list, std::uint32_t number, const char* attribute) {
        const JsonValue* attributes = number < list.size() ? list[number].find("attributes") : nullptr;
        return attributes ? attributes->string_at(attribute) : std::string();
    }

    JsonValue input() const {
        std::set<std::uint32_t> resources;
        std::set<std::uint32_t> scopes;
        for (const OtlpSpan& span : spans_) {
            resources.insert(span.resource);
            scopes.insert(span.scope);
        }
        const auto listed = [](const std::set<std::uint32_t>& numbers, const std::vector<JsonValue>& all) {
            JsonArray list;
            for (const std::uint32_t number : numbers)
                if (number < all.size() && !all[number].is_null()) list.push_back(all[number]);
            return list;
        };
        return JsonValue::object({{"resources", listed(resources, origins_.resources)},
                                  {"scopes", listed(scopes, origins_.scopes)},
                                  {"traceId", trace_}});
    }

    void describe_run() {
        const std::size_t first = *std::min_element(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
            return std::pair(depth_[a], number_[a]) < std::pair(depth_[b], number_[b]);
        });
        const OtlpSpan& root = spans_[first];
        const std::string service = text_in(origins_.resources, root.resource, "service.name");
        view_.ns = service.empty() ? "otlp" : service;
        view_.version = text_in(origins_.resources, root.resource, "service.version");
        view_.name = root.name.empty() ? "trace" : root.name;
        view_.started = instant_of(*spans_[order_.front()].start);
        view_.status = "completed";
        Instant last = view_.started;
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            const StepView& step = view_.steps[number_[i]];
            last = std::max(last, step.ended.value_or(*step.started));
            if (step.status == "running") view_.status = "running";
        }
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (parent_[i] != nobody || !spans_[i].failed || view_.status == "running") continue;
            view_.status = "faulted";
            if (!view_.error) view_.error = view_.steps[number_[i]].error;
        }
        if (view_.status != "running") view_.ended = last;
        view_.input = input().json();
        run_.foreign_id = trace_.empty() ? "(no trace id)" : trace_;
        view_.run = foreign_run_id("otlp", run_.foreign_id, view_.started);
        view_.cause = "trace";
        view_.started_by = "trace " + run_.foreign_id;
        view_.events = run_.events.size();
        const std::string error = view_.error ? (view_.error->detail.empty() ? view_.error->title : view_.error->detail) : "";
        run_.row = {view_.run, view_.ns, view_.name, view_.version, view_.definition, view_.status, view_.started, view_.ended,
                    quoted_part(error), std::nullopt, view_.events};
        run_.view = std::make_shared<const RunView>(std::move(view_));
    }

    const std::string& trace_;
    std::vector<OtlpSpan> spans_;
    const OtlpOrigins& origins_;
    RecordFindings& findings_;
    std::unordered_map<std::string, std::size_t> by_id_;
    std::vector<std::string> names_; ///< ids of nodes
    std::vector<std::size_t> parent_;
    std::vector<std::size_t> depth_;
    std::vector<std::size_t> order_;  ///< spans as they began
    std::vector<std::size_t> number_; ///< by span: its place in that order
    RecordedRun run_;
    RunView view_;
};

} // namespace

RecordedRun otlp_run(const std::string& trace, std::vector<OtlpSpan> spans, const OtlpOrigins& origins, RecordFindings& findings) {
    return TraceBuilder(trace, std::move(spans), origins, findings).build();
}

StepDetail otlp_step_detail(const RecordedRun& run, const StepView& step) {
    StepDetail detail;
    detail.step = step;
    detail.events = events_of_step(run, step);
    AttemptView attempt;
    attempt.status = step.status;
    attempt.started = step.started;
    attempt.ended = step.ended;
    attempt.error = step.error;
    for (const std::uint64_t seq : detail.events) {
        const RecordedEvent& event = run.events[seq - 1];
        const JsonValue data = JsonValue::of(event.data);
        const JsonValue* attributes = data.find("attributes");
        if (!attributes) continue;
        if (event.type == "span.started" && !detail.step.input) detail.step.input = attributes->json();
        const std::string stack = attributes->string_at("exception.stacktrace");
        if (!stack.empty()) attempt.log += (attempt.log.empty() ? "" : "\n\n") + stack;
    }
    detail.step.log = attempt.log;
    detail.attempts.push_back(std::move(attempt));
    return detail;
}

} // namespace orkestr
