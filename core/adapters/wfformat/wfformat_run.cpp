#include "core/adapters/wfformat/wfformat_run.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace orkestr {

namespace {

/// A file that so many tasks write and read joins no more of them: a hostile one would join all with all.
constexpr std::size_t most_edges_by_files = 2'000'000;

/// What tells a task from others where there is little room: of `PIPELINE.PART.ALIGN` the last word.
std::string short_label(const std::string& name) {
    const std::size_t at = name.find_last_of(".:/");
    const bool is_word = at != std::string::npos && name.size() - at > 3 && name.find_first_not_of("0123456789_-", at + 1) != std::string::npos;
    return is_word ? name.substr(at + 1) : name;
}

class WfRun {
public:
    WfRun(WfDocument document, RecordFindings& findings) : document_(std::move(document)), tasks_(document_.tasks), findings_(findings) {}

    RecordedRun build(std::string& note) {
        for (std::size_t i = 0; i < tasks_.size(); ++i) {
            by_name_.try_emplace(tasks_[i].id, i);
            if (!tasks_[i].is_specified) findings_.add("is executed but not specified", place(i));
        }
        for (std::size_t i = 0; i < tasks_.size(); ++i) by_name_.try_emplace(tasks_[i].name, i); // some name parents by names
        find_edges();
        find_order();
        set_times();
        sort_tasks();
        make_steps();
        make_events();
        describe_run();
        if (computed_ > 0)
            note = "The file does not say when " + (computed_ == tasks_.size() ? std::string("its tasks") : std::to_string(computed_) + " of its tasks") +
                   " started: each is shown as early as what it depends on allows.";
        return std::move(run_);
    }

private:
    using Edge = std::pair<std::uint32_t, std::uint32_t>;

    std::string place(std::size_t task) const { return "task " + quoted_part(tasks_[task].id); }

    void join(const std::string& name, std::size_t task, bool is_parent) {
        const auto found = by_name_.find(name);
        if (found == by_name_.end())
            return findings_.add(is_parent ? "names a parent that is not there" : "names a child that is not there", place(task));
        const auto other = static_cast<std::uint32_t>(found->second);
        const auto self = static_cast<std::uint32_t>(task);
        edges_.push_back(is_parent ? Edge(other, self) : Edge(self, other));
    }

    void find_edges() {
        bool named = false;
        for (std::size_t i = 0; i < tasks_.size(); ++i) {
            named = named || !tasks_[i].parents.empty() || !tasks_[i].children.empty();
            for (const std::string& parent : tasks_[i].parents) join(parent, i, true);
            for (const std::string& child : tasks_[i].children) join(child, i, false);
        }
        if (!named) find_edges_by_files();
        std::sort(edges_.begin(), edges_.end());
        edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
        const auto loops = std::erase_if(edges_, [](const Edge& edge) { return edge.first == edge.second; });
        if (loops > 0) findings_.add("A task depends on itself (" + std::to_string(loops) + " in all); that is left out.");
    }

    void find_edges_by_files() {
        std::unordered_map<std::string, std::vector<std::uint32_t>> writers;
        for (std::size_t i = 0; i < tasks_.size(); ++i)
            for (const std::string& file : tasks_[i].writes) writers[file].push_back(static_cast<std::uint32_t>(i));
        for (std::size_t i = 0; i < tasks_.size(); ++i) {
            for (const std::string& file : tasks_[i].reads) {
                const auto found = writers.find(file);
                if (found == writers.end()) continue;
                for (const std::uint32_t writer : found->second) {
                    // Who changes a file in place does not depend on itself.
                    if (writer != i) edges_.emplace_back(writer, static_cast<std::uint32_t>(i));
                    if (edges_.size() < most_edges_by_files) continue;
                    return findings_.add("More than 2,000,000 dependencies follow from the files; the rest is left out.");
                }
            }
        }
    }

    /// Parents before children (Kahn's way); what is in a cycle comes last, in the order of the file.
    void find_order() {
        std::vector<std::uint32_t> first(tasks_.size() + 1, 0);
        std::vector<std::uint32_t> waits_for(tasks_.size(), 0);
        for (const Edge& edge : edges_) {
            ++first[edge.first + 1];
            ++waits_for[edge.second];
        }
        std::partial_sum(first.begin(), first.end(), first.begin());
        for (std::uint32_t i = 0; i < tasks_.size(); ++i)
            if (waits_for[i] == 0) order_.push_back(i);
        for (std::size_t at = 0; at < order_.size(); ++at)
            for (std::uint32_t e = first[order_[at]]; e < first[order_[at] + 1]; ++e) // edges are sorted by their start
                if (--waits_for[edges_[e].second] == 0) order_.push_back(edges_[e].second);
        if (order_.size() == tasks_.size()) return;
        findings_.add(std::to_string(tasks_.size() - order_.size()) + " tasks depend on each other in a circle or wait for such.");
        for (std::uint32_t i = 0; i < tasks_.size(); ++i)
            if (waits_for[i] > 0) order_.push_back(i);
    }

    void set_times() {
        begin_ = document_.executed.value_or(Instant{0});
        if (!document_.executed) {
            std::optional<Instant> least;
            for (const WfTask& task : tasks_)
                if (task.executed && (!least || *task.executed < *least)) least = task.executed;
            const JsonValue* created = document_.header.find("createdAt");
            const auto made = created ? foreign_instant(*created) : std::nullopt;
            if (document_.has_execution && !least) findings_.add(made ? "When it was executed can't be read; times are counted from createdAt."
                                                                      : "When it was executed can't be read; times are counted from 1970.");
            begin_ = least ? *least : made.value_or(Instant{0});
        }
        std::vector<Instant> ready(tasks_.size(), begin_);
        ends_.assign(tasks_.size(), begin_);
        starts_.assign(tasks_.size(), begin_);
        std::vector<std::uint32_t> first(tasks_.size() + 1, 0);
        for (const Edge& edge : edges_) ++first[edge.first + 1];
        std::partial_sum(first.begin(), first.end(), first.begin());
        constexpr std::int64_t latest_ms = 253'402'300'799'999;
        for (const std::uint32_t i : order_) {
            const WfTask& task = tasks_[i];
            starts_[i] = task.executed.value_or(ready[i]);
            if (task.is_executed && !task.executed) ++computed_;
            ends_[i] = std::min(Instant{latest_ms}, starts_[i] + task.runtime.value_or(Duration{}));
            for (std::uint32_t e = first[i]; e < first[i + 1]; ++e) ready[edges_[e].second] = std::max(ready[edges_[e].second], ends_[i]);
        }
    }

    void sort_tasks() {
        std::vector<std::uint32_t> rank(tasks_.size());
        for (std::uint32_t i = 0; i < order_.size(); ++i) rank[order_[i]] = i;
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::pair(starts_[a], rank[a]) < std::pair(starts_[b], rank[b]);
        });
        number_.resize(tasks_.size());
        for (std::uint32_t i = 0; i < order_.size(); ++i) number_[order_[i]] = i;
    }

    void make_steps() {
        auto graph = std::make_shared<RunGraph>();
        for (const std::uint32_t i : order_) {
            const WfTask& task = tasks_[i];
            StepView step;
            step.id = static_cast<StepId>(view_.steps.size() + 1);
            step.task = "/" + task.id;
            step.key = step.task;
            step.name = task.name.empty() ? task.id : task.name;
            step.kind = "run";
            step.status = task.is_executed ? "completed" : "pending";
            if (task.is_executed) {
                step.started = starts_[i];
                step.ended = ends_[i];
            }
            NodeView& node = view_.nodes[step.task];
            node.status = step.status;
            node.steps = task.is_executed ? 1 : 0;
            node.attempts = 1;
            node.started = step.started;
            node.ended = step.ended;
            if (task.is_executed) node.busy_ms = (ends_[i] - starts_[i]).ms;
            graph->nodes.push_back({step.task, short_label(step.name), step.kind});
            view_.steps.push_back(std::move(step));
        }
        for (const Edge& edge : edges_) graph->edges.push_back({number_[edge.first], number_[edge.second]});
        view_.graph = std::move(graph);
    }

    struct WfMoment {
        Instant at;
        bool ends = false;
        std::uint32_t step = 0;
    };

    void make_events() {
        std::vector<WfMoment> moments;
        for (std::uint32_t i = 0; i < order_.size(); ++i) {
            moments.push_back({starts_[order_[i]], false, i});
            if (tasks_[order_[i]].is_executed) moments.push_back({ends_[order_[i]], true, i});
        }
        std::stable_sort(moments.begin(), moments.end(), [](const WfMoment& a, const WfMoment& b) { return a.at < b.at; });
        for (const WfMoment& moment : moments) {
            const WfTask& task = tasks_[order_[moment.step]];
            RecordedEvent event;
            event.type = moment.ends ? "task.completed" : task.is_executed ? "task.started" : "task.recorded";
            event.at = moment.at;
            event.step = moment.step + 1;
            event.attempt = 1;
            event.data = moment.ends ? end_data(task) : task_data(task);
            run_.events.push_back(std::move(event));
            StepView& step = view_.steps[moment.step];
            step.last = run_.events.size();
            if (step.first == 0) step.first = step.last;
        }
    }

    /// Both texts are canonical and so is this.
    static Json task_data(const WfTask& task) {
        std::string text = "{";
        if (task.is_executed) text += "\"execution\":" + task.execution.text();
        if (task.is_executed && task.is_specified) text += ',';
        if (task.is_specified) text += "\"specification\":" + task.specification.text();
        return Json::trusted(text + "}");
    }

    static Json end_data(const WfTask& task) {
        JsonValue data = JsonValue(JsonObject{});
        if (task.runtime) data.set("runtimeInSeconds", task.runtime->fractional_ms() / 1000);
        if (!task.executed) data.set("timeWorkedOut", true);
        return data.json();
    }

    void describe_run() {
        const JsonValue& header = document_.header;
        const JsonValue* system = header.find("runtimeSystem");
        if (!system) system = header.find("wms"); // before 1.4
        view_.ns = system ? system->string_at("name", "wfformat") : "wfformat";
        if (view_.ns.empty()) view_.ns = "wfformat";
        view_.name = header.string_at("name", "workflow");
        view_.started = begin_;
        view_.status = document_.has_execution ? "completed" : "pending";
        if (document_.has_execution) {
            Instant last = begin_;
            for (const Instant end : ends_) last = std::max(last, end);
            view_.ended = document_.makespan ? begin_ + *document_.makespan : last;
            const auto open = std::count_if(tasks_.begin(), tasks_.end(), [](const WfTask& task) { return !task.is_executed; });
            if (open > 0) findings_.add(std::to_string(open) + " tasks have no execution.");
        }
        view_.input = header.json();
        run_.foreign_id = view_.name + "@" + to_iso8601(begin_);
        view_.run = foreign_run_id("wfformat", run_.foreign_id, begin_);
        view_.cause = "record";
        const JsonValue* author = header.find("author");
        const std::string by = author ? author->string_at("name") : std::string();
        view_.started_by = by.empty() ? run_.foreign_id : by + " (" + run_.foreign_id + ")";
        view_.events = run_.events.size();
        run_.row = {view_.run, view_.ns, view_.name, view_.version, view_.definition, view_.status, view_.started, view_.ended,
                    {}, std::nullopt, view_.events};
        run_.view = std::make_shared<const RunView>(std::move(view_));
    }

    WfDocument document_;
    std::vector<WfTask>& tasks_;
    RecordFindings& findings_;
    std::unordered_map<std::string, std::size_t> by_name_;
    std::vector<Edge> edges_; ///< sorted
    std::vector<std::uint32_t> order_;
    std::vector<std::uint32_t> number_; ///< by task: its place in the order
    Instant begin_;
    std::vector<Instant> starts_;
    std::vector<Instant> ends_;
    std::size_t computed_ = 0;
    RecordedRun run_;
    RunView view_;
};

/// Those files of a list that the header tells more about, with that.
JsonValue files_with_sizes(const JsonValue* ids, const JsonValue& header) {
    if (!ids || !ids->is_array()) return nullptr;
    std::unordered_map<std::string, const JsonValue*> known;
    if (const JsonValue* files = header.find("files"); files && files->is_array())
        for (const JsonValue& file : *files->as_array()) known.try_emplace(file.string_at("id"), &file);
    JsonArray out;
    for (const JsonValue& id : *ids->as_array()) {
        const auto found = id.is_string() ? known.find(*id.as_string()) : known.end();
        out.push_back(found == known.end() ? id : *found->second);
    }
    return out;
}

/// `files` of one list, as older versions have it, that are read or written.
JsonValue linked_files(const JsonValue& task, std::string_view link) {
    const JsonValue* files = task.find("files");
    if (!files || !files->is_array()) return nullptr;
    JsonArray out;
    for (const JsonValue& file : *files->as_array())
        if (file.string_at("link") == link) out.push_back(file);
    return out;
}

} // namespace

RecordedRun wf_run(WfDocument document, RecordFindings& findings, std::string& note) { return WfRun(std::move(document), findings).build(note); }

StepDetail wf_step_detail(const RecordedRun& run, const StepView& step) {
    StepDetail detail;
    detail.step = step;
    detail.events = events_of_step(run, step);
    if (detail.events.empty()) return detail;
    const JsonValue header = JsonValue::of(run.view->input);
    const JsonValue data = JsonValue::of(run.events[detail.events.front() - 1].data);
    if (const JsonValue* specification = data.find("specification")) {
        JsonValue reads = files_with_sizes(specification->find("inputFiles"), header);
        JsonValue writes = files_with_sizes(specification->find("outputFiles"), header);
        if (reads.is_null()) reads = linked_files(*specification, "input");
        if (writes.is_null()) writes = linked_files(*specification, "output");
        if (!reads.is_null()) detail.step.input = JsonValue::object({{"files", std::move(reads)}}).json();
        if (!writes.is_null()) detail.step.output = JsonValue::object({{"files", std::move(writes)}}).json();
    }
    const JsonValue* execution = data.find("execution");
    if (!execution) return detail;
    AttemptView attempt;
    attempt.status = step.status;
    attempt.started = step.started;
    attempt.ended = step.ended;
    attempt.request = execution->json();
    detail.step.request = attempt.request;
    detail.attempts.push_back(std::move(attempt));
    return detail;
}

} // namespace orkestr
