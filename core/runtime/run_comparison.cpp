#include "core/runtime/run_comparison.h"

#include "core/history/snapshot.h"
#include "core/runtime/plan_cache.h"
#include "core/runtime/redacted_rows.h"

#include <algorithm>
#include <future>
#include <list>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>

namespace orkestr {

namespace {

constexpr std::uint32_t events_at_once = 1000;
/// Of each run so much of its payloads is kept from the first reading, so that most need no second one.
constexpr std::size_t most_kept_bytes = 48 << 20;
constexpr std::size_t most_kept_payload = 16 << 10;
/// What is read with an event that is looked for, when the one before it was near.
constexpr std::uint32_t events_ahead = 64;

Error stopped_comparison() { return Error{ErrorCode::cancelled, "the comparison was stopped", {}}; }

/// Payloads of a run by the events that hold them, in about ascending order.
class HeldPayloads {
public:
    HeldPayloads(std::unique_ptr<HistoryReader> reader, RunId run) : reader_(std::move(reader)), run_(std::move(run)) {}

    Result<Json> at(std::uint64_t seq) {
        for (auto page = pages_.begin(); page != pages_.end(); ++page) {
            if (page->empty() || seq < page->front().seq || seq > page->back().seq) continue;
            const EventRow& row = (*page)[seq - page->front().seq];
            return row.seq == seq ? held_by(row) : missing(seq);
        }
        const bool near = !pages_.empty() && !pages_.front().empty() && seq > pages_.front().back().seq && seq <= pages_.front().back().seq + events_ahead;
        auto rows = reader_->events(run_, seq - 1, near ? events_ahead : 1);
        if (!rows) return rows.error();
        if (rows->empty() || rows->front().seq != seq) return missing(seq);
        pages_.push_front(std::move(*rows));
        if (pages_.size() > most_pages) pages_.pop_back();
        return held_by(pages_.front().front());
    }

private:
    static constexpr std::size_t most_pages = 3;
    Error missing(std::uint64_t seq) const { return Error{ErrorCode::corrupt, "event " + std::to_string(seq) + " of " + run_.text + " is missing", {}}; }

    std::unique_ptr<HistoryReader> reader_;
    RunId run_;
    std::list<std::vector<EventRow>> pages_; ///< the latest first
};

/// Asks a source and waits.
template <class Answer>
Result<Answer> ask(const std::function<void(std::function<void(Result<Answer>)>)>& request) {
    auto promise = std::make_shared<std::promise<Result<Answer>>>();
    auto answer = promise->get_future();
    request([promise](Result<Answer> result) { promise->set_value(std::move(result)); });
    return answer.get();
}

class ComparisonCount {
public:
    explicit ComparisonCount(const std::function<void(const ComparisonProgress&)>& tell) : tell_(tell) {}
    void expect(std::uint64_t events) { change([&] { progress_.of += events; }); }
    void read(std::uint64_t events) { change([&] { progress_.events += events; }); }

private:
    template <class Change>
    void change(const Change& change) {
        const std::scoped_lock lock(mutex_);
        change();
        if (tell_) tell_(progress_);
    }
    std::mutex mutex_;
    const std::function<void(const ComparisonProgress&)>& tell_;
    ComparisonProgress progress_;
};

/// One of the two.
class ComparedSide {
public:
    /// `same_run`: the other side has the run of this id too.
    ComparedSide(const ComparedRun& run, bool same_run, std::stop_token stop, ComparisonCount& count)
        : run_(run), same_run_(same_run), stop_(std::move(stop)), count_(count) {}

    Result<void> read() {
        auto reader = run_.source->open_reader();
        if (!reader && reader.error().code != ErrorCode::unsupported) return reader.error();
        return reader ? read_history(**reader) : read_record();
    }
    /// On another thread than read(), whose reader it can't use.
    Result<Json> payload(std::uint64_t holder) {
        const auto kept = std::lower_bound(kept_.begin(), kept_.end(), holder, [](const auto& one, std::uint64_t seq) { return one.first < seq; });
        if (kept != kept_.end() && kept->first == holder) return kept->second;
        if (is_history_ && !held_) {
            auto reader = run_.source->open_reader();
            if (!reader) return reader.error();
            held_.emplace(std::move(*reader), run_.run);
        }
        if (is_history_) return held_->at(holder);
        if (holder == 0 || holder > payloads_.size()) return Error{ErrorCode::corrupt, "a payload of " + run_.run.text + " is missing", {}};
        return payloads_[holder - 1];
    }
    /// Of its definition, else those that it has steps of.
    std::vector<AlignedTask> tasks() const {
        std::vector<AlignedTask> all;
        if (plan_) {
            for (const PlannedTask& task : plan_->tasks) all.push_back({task.pointer, task.kind});
            return all;
        }
        std::set<std::uint32_t> seen;
        for (const TraceStep& step : trace.steps)
            if (step.task != 0 && seen.insert(step.task).second) all.push_back({trace.texts[step.task], trace.texts[step.kind]});
        return all;
    }

    /// What was taken out of an event that has the same hash in the other is the same there.
    void prove_by(const ComparedSide& other) {
        for (auto& [seq, taken] : trace.taken_out) taken.same = seq <= std::min(hashes_.size(), other.hashes_.size()) && hashes_[seq - 1] == other.hashes_[seq - 1];
    }

    RunTrace trace;
    ComparedRunHead head;

private:
    Result<void> read_history(HistoryReader& reader) {
        is_history_ = true;
        const auto row = reader.run(run_.run);
        if (!row) return row.error();
        head = {row->run, row->ns + "/" + row->name + ":" + row->version, row->definition, row->status, row->events};
        count_.expect(row->events);
        PlanCache plans;
        // Without it keys tell the tasks.
        if (auto plan = plans.get(row->definition, [&] { return reader.definition(row->definition); })) plan_ = *plan;
        RunTraceFold fold(plan_);
        std::unordered_map<std::uint64_t, TakenOut> taken_out;
        fold.expect(row->events);
        for (std::uint64_t after = 0;;) {
            if (stop_.stop_requested()) return stopped_comparison();
            auto rows = reader.events(run_.run, after, events_at_once);
            if (!rows) return rows.error();
            if (rows->empty()) break;
            after = rows->back().seq;
            auto redacted = redacted_rows(reader, run_.run, *rows, events_at_once);
            if (!redacted) return redacted.error();
            for (RedactedRow& one : *redacted) taken_out.emplace(one.seq, TakenOut{std::move(one.pointers)});
            for (EventRow& one : *rows) {
                if (same_run_) hashes_.push_back(one.hash);
                if (one.value) keep(one.seq, *one.value);
                if (auto added = fold.add(std::move(one)); !added) return added;
            }
            count_.read(rows->size());
        }
        trace = fold.take();
        trace.taken_out = std::move(taken_out);
        head.events = trace.events;
        return {};
    }

    void keep(std::uint64_t seq, const Json& payload) {
        const std::size_t bytes = payload.size_bytes() + 128;
        if (bytes > most_kept_payload || kept_bytes_ + bytes > most_kept_bytes) return;
        kept_bytes_ += bytes;
        kept_.emplace_back(seq, payload);
    }

    Result<void> read_record() {
        using View = std::shared_ptr<const RunView>;
        const auto outline = ask<View>([&](auto done) { run_.source->run(run_.run, stop_, std::move(done)); });
        if (!outline) return outline.error();
        RunView view = **outline;
        count_.expect(view.steps.size());
        for (StepView& step : view.steps) {
            if (stop_.stop_requested()) return stopped_comparison();
            using Detail = std::shared_ptr<const StepDetail>;
            const auto detail = ask<Detail>([&](auto done) { run_.source->step(view.run, step.id, stop_, std::move(done)); });
            if (!detail) return detail.error();
            step = (*detail)->step;
            count_.read(1);
        }
        trace = trace_of(view, payloads_);
        head = {view.run, trace.label, view.definition, view.status, view.events};
        return {};
    }

    const ComparedRun& run_;
    bool same_run_ = false;
    std::vector<Digest> hashes_; ///< of the events, where they say something about the other side's
    std::stop_token stop_;
    ComparisonCount& count_;
    bool is_history_ = false;
    std::vector<std::pair<std::uint64_t, Json>> kept_; ///< by the events that hold them, ascending
    std::size_t kept_bytes_ = 0;
    std::optional<HeldPayloads> held_;
    std::shared_ptr<const Plan> plan_;
    std::vector<Json> payloads_;
};

} // namespace

Result<RunComparison> compare_runs(const ComparedRun& a, const ComparedRun& b, const RunDiffOptions& options, std::stop_token stop,
                                   const std::function<void(const ComparisonProgress&)>& progress) {
    ComparisonCount count(progress);
    ComparedSide side_a(a, a.run == b.run, stop, count), side_b(b, a.run == b.run, stop, count);
    Result<void> read_b;
    std::thread other([&] { read_b = side_b.read(); });
    const Result<void> read_a = side_a.read();
    other.join();
    if (!read_a) return read_a.error();
    if (!read_b) return read_b.error();
    side_a.prove_by(side_b);
    side_b.prove_by(side_a);
    const bool same_definition = !side_a.head.definition.empty() && side_a.head.definition == side_b.head.definition;
    const TaskAlignment tasks = same_definition ? TaskAlignment() : TaskAlignment(side_a.tasks(), side_b.tasks());
    auto diff = compare_runs(
        side_a.trace, side_b.trace, tasks, [&](std::uint64_t holder) { return side_a.payload(holder); },
        [&](std::uint64_t holder) { return side_b.payload(holder); }, options, stop);
    if (!diff) return diff.error();
    return RunComparison{side_a.head, side_b.head, std::move(*diff)};
}

} // namespace orkestr
