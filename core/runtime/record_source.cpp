#include "core/runtime/record_source.h"

#include "core/ports/filter_records.h"
#include "core/ports/run_groups.h"

#include <algorithm>
#include <chrono>

namespace orkestr {

namespace {

constexpr std::uint32_t most_events_of_a_page = 10'000;
constexpr std::size_t most_numbers_of_a_page = 1'000'000;
constexpr std::uint32_t most_runs_of_a_page = 10'000;

/// A part of a scan takes about a tenth of a second: then others have their turn.
class RecordPartClock {
public:
    bool is_over() {
        if (++asked_ % 256 != 0) return false;
        return std::chrono::steady_clock::now() - begin_ > std::chrono::milliseconds(100);
    }

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::uint64_t asked_ = 0;
};

EventView view_of(const RecordedRun& run, std::uint64_t seq) {
    const RecordedEvent& event = run.events[seq - 1];
    EventView view;
    view.seq = seq;
    view.type = event.type;
    view.at = event.at;
    view.data = event.data;
    if (event.step == 0 || event.step > run.view->steps.size()) return view;
    const StepView& step = run.view->steps[event.step - 1];
    view.task = step.task;
    view.step = step.key;
    view.attempt = event.attempt;
    return view;
}

std::optional<Json> payload_of(const RecordedRun& run, std::size_t field) {
    if (field == run_field::input) return run.view->input;
    if (field == run_field::output) return run.view->output;
    if (field == run_field::tag) return JsonValue::object({{"id", run.foreign_id}}).json();
    return std::nullopt;
}

/// Of what had not ended when it was recorded: the last time that its record tells of.
Instant last_time_of(const RecordedRun& run) {
    Instant last = run.row.started;
    for (const RecordedEvent& event : run.events) last = std::max(last, event.at);
    return last;
}

} // namespace

RecordSource::RecordSource(std::string title, SourceState::Kind kind, std::uint64_t size_bytes, Load load)
    : title_(std::move(title)), kind_(kind), size_bytes_(size_bytes), records_(ErrorCode::unavailable, "it is being read") {
    loader_ = std::thread([this, load = std::move(load)] { this->load(load); });
    thread_ = std::thread([this] { loop(); });
}

RecordSource::~RecordSource() {
    stop_loading_.request_stop();
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
        changed_ = nullptr;
    }
    wake_.notify_all();
    loader_.join();
    thread_.join();
}

void RecordSource::load(const Load& load) {
    records_ = load({stop_loading_.get_token(), [this](std::uint64_t bytes) { read_bytes_ = std::min(bytes, size_bytes_); }});
    if (records_) {
        for (RecordedRun& run : records_->runs) {
            if (!run.row.ended) run.row.last_known = last_time_of(run);
            newest_first_.push_back(&run);
            by_id_.try_emplace(run.row.run.text, &run);
            by_id_.try_emplace(run.foreign_id, &run);
        }
        std::sort(newest_first_.begin(), newest_first_.end(), [](const auto* a, const auto* b) { return a->row.run > b->row.run; });
    }
    {
        const std::scoped_lock lock(mutex_);
        read_bytes_ = size_bytes_;
        loaded_ = true;
    }
    wake_.notify_all();
}

void RecordSource::loop() {
    bool told = false;
    for (bool ending = false; !ending;) {
        for (Job& job : ready_jobs(ending)) {
            const Error gone{ErrorCode::cancelled, "the source was closed", {}};
            const Error stopped{ErrorCode::cancelled, "the request was stopped", {}};
            // What was not loaded yet is looked at by nobody: such a job is here because it was stopped or all is over.
            if (ending || job.stop.stop_requested())
                job.run(ending ? &gone : &stopped);
            else
                job.run(job.needs_records && !records_ ? &records_.error() : nullptr);
        }
        std::function<void()> changed;
        {
            const std::scoped_lock lock(mutex_);
            if (!loaded_ || told || ending_ || !changed_) continue;
            changed = changed_;
        }
        told = true;
        changed();
    }
}

/// Waits for jobs that can be answered: those that need no record, were stopped, or all when it is loaded or going away.
std::deque<RecordSource::Job> RecordSource::ready_jobs(bool& ending) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::milliseconds(100), [this] {
        return ending_ || (loaded_ && !jobs_.empty()) || std::any_of(jobs_.begin(), jobs_.end(), [](const Job& job) { return !job.needs_records; });
    });
    ending = ending_;
    std::deque<Job> ready;
    std::deque<Job> waiting;
    for (Job& job : jobs_)
        (loaded_ || ending_ || !job.needs_records || job.stop.stop_requested() ? ready : waiting).push_back(std::move(job));
    jobs_ = std::move(waiting);
    return ready;
}

void RecordSource::post(Job job) {
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_all();
}

template <class Answer>
void RecordSource::answer(std::stop_token stop, std::function<void(Result<Answer>)> done, std::function<Result<Answer>()> make) {
    post({std::move(stop), true, [done = std::move(done), make = std::move(make)](const Error* why_not) {
              if (why_not) return done(*why_not);
              done(make());
          }});
}

const RecordedRun* RecordSource::find(const RunId& run) const {
    const auto found = by_id_.find(run.text);
    return found == by_id_.end() ? nullptr : found->second;
}

bool RecordSource::is_wanted(const RecordedRun& run, const RunQuery& query) const {
    const RunRow& row = run.row;
    if (query.run && row.run != *query.run && run.foreign_id != query.run->text) return false;
    if (query.open && row.open() != *query.open) return false;
    if (!query.status.empty() && row.status != query.status) return false;
    if (!query.definition.empty() && row.definition != query.definition) return false;
    if (query.filter.is_empty()) return true;
    return query.filter.matches(RunRecord(row, [&run](std::size_t field) { return payload_of(run, field); }), query.now);
}

/// Hands the runs that are wanted to `take`, newest first, until it returns false or the part is over: where to go on, and
/// how many were looked at.
template <class Take>
std::pair<std::optional<RunId>, std::uint64_t> RecordSource::scan(const RunQuery& query, const Take& take) const {
    RecordPartClock clock;
    auto at = newest_first_.begin();
    if (query.before)
        at = std::partition_point(at, newest_first_.end(), [&query](const RecordedRun* run) { return run->row.run >= *query.before; });
    std::uint64_t looked_at = 0;
    while (at != newest_first_.end()) {
        const RecordedRun& run = **at++;
        ++looked_at;
        const bool go_on = !is_wanted(run, query) || take(run);
        if ((!go_on || clock.is_over()) && at != newest_first_.end()) return {run.row.run, looked_at};
        if (!go_on) break;
    }
    return {std::nullopt, looked_at};
}

Result<RunPage> RecordSource::page_of(RunQuery query) const {
    const std::size_t most = std::clamp<std::uint32_t>(query.limit, 1, most_runs_of_a_page);
    RunPage page;
    const auto [next, looked_at] = scan(query, [&](const RecordedRun& run) {
        page.runs.push_back(run.row);
        return page.runs.size() < most;
    });
    page.more = next.has_value();
    page.next = next;
    page.looked_at = looked_at;
    return page;
}

void RecordSource::runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) {
    answer<RunPage>(std::move(stop), std::move(done), [this, query = std::move(query)] { return page_of(query); });
}

void RecordSource::groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) {
    answer<RunGroups>(std::move(stop), std::move(done), [this, query = std::move(query), grouping]() -> Result<RunGroups> {
        std::map<std::string, std::uint64_t> counts;
        const auto [next, looked_at] = scan(query, [&](const RecordedRun& run) {
            ++counts[run_group_key(run.row, grouping)];
            return true;
        });
        RunGroupScan ranked = ranked_run_groups(counts);
        return RunGroups{std::move(ranked.groups), ranked.others, next, looked_at};
    });
}

void RecordSource::run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) {
    using View = std::shared_ptr<const RunView>;
    answer<View>(std::move(stop), std::move(done), [this, run = std::move(run)]() -> Result<View> {
        const RecordedRun* found = find(run);
        if (!found) return Error{ErrorCode::not_found, "there is no run " + run.text, {}};
        return found->view;
    });
}

void RecordSource::step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) {
    using Detail = std::shared_ptr<const StepDetail>;
    answer<Detail>(std::move(stop), std::move(done), [this, run = std::move(run), step]() -> Result<Detail> {
        const RecordedRun* found = find(run);
        if (!found) return Error{ErrorCode::not_found, "there is no run " + run.text, {}};
        if (step == 0 || step > found->view->steps.size())
            return Error{ErrorCode::not_found, "run " + run.text + " has no step " + std::to_string(step), {}};
        return std::make_shared<const StepDetail>(records_->detail(*found, found->view->steps[step - 1]));
    });
}

void RecordSource::events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) {
    answer<EventPage>(std::move(stop), std::move(done), [this, query = std::move(query)]() -> Result<EventPage> {
        const RecordedRun* found = find(query.run);
        if (!found) return Error{ErrorCode::not_found, "there is no run " + query.run.text, {}};
        return events_of(*found, query);
    });
}

Result<EventPage> RecordSource::events_of(const RecordedRun& run, const EventQuery& query) const {
    EventPage page;
    page.total = run.events.size();
    if (!query.seqs.empty() && !query.numbers_only) {
        for (const std::uint64_t seq : query.seqs)
            if (seq >= 1 && seq <= page.total && page.events.size() < most_events_of_a_page) page.events.push_back(view_of(run, seq));
        return page;
    }
    RecordPartClock clock;
    const std::size_t most = query.numbers_only ? most_numbers_of_a_page : std::clamp<std::uint32_t>(query.limit, 1, most_events_of_a_page);
    std::uint64_t at = std::min(query.after, page.total);
    while (at < page.total && page.events.size() + page.seqs.size() < most) {
        ++at;
        if (query.numbers_only && query.filter.is_empty()) {
            page.seqs.push_back(at);
            continue;
        }
        EventView view = view_of(run, at);
        if (query.filter.matches(EventRecord(view), query.now)) {
            if (query.numbers_only) page.seqs.push_back(at);
            else page.events.push_back(std::move(view));
        }
        if (!query.filter.is_empty() && clock.is_over()) break;
    }
    page.next = at < page.total ? at : 0;
    return page;
}

void RecordSource::definitions(DefinitionQuery, std::stop_token stop, std::function<void(Result<std::vector<DefinitionRow>>)> done) {
    answer<std::vector<DefinitionRow>>(std::move(stop), std::move(done), [] { return Result<std::vector<DefinitionRow>>(std::vector<DefinitionRow>{}); });
}

void RecordSource::overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) {
    answer<WorkspaceOverview>(std::move(stop), std::move(done), [] { return Result<WorkspaceOverview>(WorkspaceOverview{}); });
}

SourceState RecordSource::current_state() const {
    SourceState state;
    state.kind = kind_;
    state.size_bytes = size_bytes_;
    state.read_bytes = read_bytes_;
    return state;
}

void RecordSource::state(std::stop_token stop, std::function<void(Result<SourceState>)> done) {
    post({std::move(stop), false, [this, done = std::move(done)](const Error* why_not) {
              if (why_not) return done(*why_not);
              bool loaded = false;
              {
                  const std::scoped_lock lock(mutex_);
                  loaded = loaded_;
              }
              SourceState state = current_state();
              if (loaded && !records_) return done(records_.error());
              if (loaded) {
                  state.damage = records_->damage;
                  state.finding = records_->note;
              }
              done(std::move(state));
          }});
}

void RecordSource::watch(std::function<void()> changed) {
    const std::scoped_lock lock(mutex_);
    changed_ = std::move(changed);
}

} // namespace orkestr
