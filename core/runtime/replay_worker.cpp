#include "core/runtime/replay_worker.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Runs at a time, and how many events they may have together: each keeps some pages of its rows.
constexpr std::size_t most_replays_held = 16;
constexpr std::uint64_t most_events_held = 4000;
constexpr std::uint32_t rows_read_at_once = 1000;

ReplayCell::Reason reason_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::nondeterminism:
    case ErrorCode::newer_version: return ReplayCell::Reason::semantics;
    case ErrorCode::corrupt:
    case ErrorCode::invalid_json: return ReplayCell::Reason::damaged;
    case ErrorCode::invalid_definition: return ReplayCell::Reason::definition;
    default: return ReplayCell::Reason::unavailable;
    }
}

ReplayCell cell_of(const ReplayFeed::Item& item, std::size_t definition) {
    ReplayCell cell;
    cell.source = item.source;
    cell.definition = definition;
    cell.run = item.run;
    cell.events = item.run.events;
    return cell;
}

void fill_in(ReplayCell& cell, const Error& error) {
    cell.outcome = error.code == ErrorCode::cancelled ? ReplayCell::Outcome::cancelled : ReplayCell::Outcome::impossible;
    if (cell.outcome == ReplayCell::Outcome::impossible && cell.reason == ReplayCell::Reason::none) cell.reason = reason_of(error.code);
    cell.message = error.message;
}

std::string events_text(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " event" : " events"); }

/// Equal as far as can be judged: how far that is.
void fill_in_unjudged(ReplayCell& cell, const Unjudged& unjudged, const std::optional<RedactedRow>& first) {
    cell.outcome = ReplayCell::Outcome::impossible;
    cell.reason = ReplayCell::Reason::redacted;
    cell.seq = unjudged.stopped != 0 ? unjudged.stopped : unjudged.first;
    cell.message = first ? redacted_text_of(*first) + " was redacted: " : std::string();
    if (unjudged.stopped != 0) cell.message += "nothing can be decided again from event " + std::to_string(unjudged.stopped) + " on";
    if (unjudged.stopped != 0 && unjudged.events > 0) cell.message += ", and before it ";
    if (unjudged.events > 0) cell.message += events_text(unjudged.events) + " can't be judged, the first is event " + std::to_string(unjudged.first);
    if (cell.compared > 0) cell.message += "; all else that was decided is equal";
}

} // namespace

void ReplayShared::note(const Error& why) {
    const std::scoped_lock lock(mutex);
    if (!error) error = why;
}

void ReplayShared::fail(const Error& why) {
    note(why);
    order.end();
    stop.request_stop();
}

void ReplayWorker::work() {
    readers_.resize(shared_.request.runs.size());
    const std::stop_callback stopped(shared_.stop.get_token(), [this] { later([this] { cancel(); }); });
    fill();
    if (!over_) loop_.exec();
}

void ReplayWorker::later(std::function<void()> what) {
    QMetaObject::invokeMethod(&context_, std::move(what), Qt::QueuedConnection);
}

void ReplayWorker::fill() {
    while (!no_more_ && held_.size() < most_replays_held && (held_.empty() || held_events_ < most_events_held)) {
        if (!shared_.order.may_begin(held_.empty())) {
            no_more_ = held_.empty();
            break;
        }
        auto item = shared_.feed.next();
        if (!item) shared_.note(item.error()); // those before it are replayed all the same
        if (!item || !*item) {
            no_more_ = true;
            break;
        }
        shared_.order.begun();
        const auto job = std::make_shared<Job>(Job{std::move(**item), 0, {}, {}});
        held_.insert(job);
        held_events_ += job->item.run.events;
        next_cell(job);
    }
    if (!no_more_ || !held_.empty() || over_) return;
    over_ = true;
    loop_.quit();
}

void ReplayWorker::next_cell(const Held& job) {
    if (!held_.contains(job)) return;
    ReplayCell cell = cell_of(job->item, job->definition);
    if (auto begun = begin(job, cell); !begun) {
        fill_in(cell, begun.error());
        close(job, std::move(cell));
    }
}

/// Errors: why there is no replay; `cell` has the reason where the error does not say it.
Result<void> ReplayWorker::begin(const Held& job, ReplayCell& cell) {
    if (shared_.stop.stop_requested()) return Error{ErrorCode::cancelled, "the replay was stopped", {}};
    const ReplayedRuns& source = shared_.request.runs[job->item.source];
    const auto changed = shared_.plans.changed(job->definition);
    if (!changed) return changed.error();
    const RunRow& run = job->item.run;
    if (*changed && source.runs.empty() && ((*changed)->ns != run.ns || (*changed)->name != run.name)) {
        cell.reason = ReplayCell::Reason::another_workflow;
        return Error{ErrorCode::conflict, "the definition is of " + (*changed)->ns + "/" + (*changed)->name + ", the run of " + run.ns + "/" + run.name, {}};
    }
    const auto reader = reader_of(job->item.source);
    if (!reader) return reader.error();
    auto by = shared_.plans.of(job->definition, run.definition, **reader);
    if (!by) {
        cell.reason = ReplayCell::Reason::definition;
        return by.error();
    }
    job->redacted.reset();
    replay_run(
        by->plan, [this, job, reader = *reader](std::uint64_t after) { return read(*job, *reader, after); }, evaluator_,
        [this, job](const Result<ReplayReport>& report) { finish(job, report); }, by->alignment,
        [job](std::uint64_t seq) {
            const auto at = job->taken_out.find(seq);
            return at == job->taken_out.end() ? std::vector<std::string>() : at->second;
        });
    return {};
}

Result<std::vector<EventRow>> ReplayWorker::read(Job& job, HistoryReader& reader, std::uint64_t after) {
    if (shared_.stop.stop_requested()) return Error{ErrorCode::cancelled, "the replay was stopped", {}};
    auto rows = reader.events(job.item.run.run, after, rows_read_at_once);
    if (!rows) return rows;
    auto redacted = all_redacted_rows(reader, job.item.run.run, *rows);
    if (!redacted) return redacted.error();
    job.taken_out.clear();
    for (RedactedRow& row : *redacted) {
        if (!job.redacted) job.redacted = row;
        job.taken_out[row.seq] = std::move(row.pointers);
    }
    shared_.order.add_events(rows->size(), shared_.feed.total());
    return rows;
}

void ReplayWorker::finish(const Held& job, const Result<ReplayReport>& report) {
    if (!held_.contains(job)) return;
    ReplayCell cell = cell_of(job->item, job->definition);
    if (report) {
        cell.events = std::max(cell.events, report->events);
        cell.compared = report->compared;
        cell.unjudged = report->unjudged.events;
        cell.stopped = report->unjudged.stopped;
        cell.unjudged_steps = report->unjudged_steps;
    }
    if (!report || report->stopped) {
        fill_in(cell, report ? *report->stopped : report.error());
        return close(job, std::move(cell));
    }
    if (const auto& divergence = report->divergence) {
        cell.outcome = ReplayCell::Outcome::diverges;
        cell.seq = divergence->seq;
        cell.expected = divergence->expected;
        cell.actual = divergence->actual;
        cell.step = report->step;
        cell.task = task_of_key(report->step);
        cell.message = divergence->message;
        const ReplayedRuns& source = shared_.request.runs[job->item.source];
        if (source.breaks_off && divergence->expected.empty()) {
            cell.outcome = ReplayCell::Outcome::impossible;
            cell.reason = ReplayCell::Reason::damaged;
            cell.message = "the record breaks off at event " + std::to_string(divergence->seq - 1) + "; all before it is equal";
            if (cell.unjudged > 0) cell.message += " as far as can be judged: " + events_text(cell.unjudged) + " can't be, for something was redacted";
        }
    } else if (cell.unjudged > 0 || cell.stopped != 0) {
        fill_in_unjudged(cell, report->unjudged, job->redacted);
    }
    close(job, std::move(cell));
}

void ReplayWorker::close(const Held& job, ReplayCell cell) {
    job->cells.push_back(std::move(cell));
    if (++job->definition < shared_.plans.count()) return later([this, job] { next_cell(job); });
    held_.erase(job);
    held_events_ -= job->item.run.events;
    shared_.order.put(job->item.number, std::move(job->cells), shared_.feed.total());
    later([this] { fill(); });
}

void ReplayWorker::cancel() {
    evaluator_.abandon();
    no_more_ = true;
    for (const Held& job : std::exchange(held_, {})) {
        while (job->cells.size() < shared_.plans.count()) {
            ReplayCell cell = cell_of(job->item, job->cells.size());
            fill_in(cell, {ErrorCode::cancelled, "the replay was stopped", {}});
            job->cells.push_back(std::move(cell));
        }
        shared_.order.put(job->item.number, std::move(job->cells), shared_.feed.total());
    }
    held_events_ = 0;
    fill();
}

Result<HistoryReader*> ReplayWorker::reader_of(std::size_t source) {
    auto& reader = readers_[source];
    if (!reader) {
        auto opened = shared_.request.runs[source].open();
        if (!opened) return opened.error();
        reader = std::move(*opened);
    }
    return reader.get();
}

} // namespace orkestr
