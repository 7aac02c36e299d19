#include "core/runtime/store_source.h"

#include "core/runtime/schedule_times.h"

#include <algorithm>
#include <chrono>

namespace orkestr {

namespace {

constexpr std::size_t most_histories = 8;
/// Rows looked at in one part of a scan: about a tenth of a second where each must be judged by itself.
constexpr std::uint32_t most_looked_at = 50'000;

Result<RunPage> page_of(const Store& store, RunQuery query) {
    query.limit = std::clamp<std::uint32_t>(query.limit, 1, 10'000);
    auto scan = store.scan_runs(query, most_looked_at);
    if (!scan) return scan.error();
    return RunPage{std::move(scan->runs), scan->next.has_value(), std::move(scan->next), scan->looked_at};
}

class StoreReader final : public HistoryReader {
public:
    explicit StoreReader(OpenedReader opened) : opened_(std::move(opened)) {}

    Result<RunPage> runs(const RunQuery& query) override { return page_of(*opened_.store, query); }
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) override {
        return opened_.store->events(run, after, limit);
    }
    Result<DefinitionRow> definition(const std::string& hash) override {
        DefinitionQuery query;
        query.hash = hash;
        auto found = opened_.store->definitions(query);
        if (!found) return found.error();
        if (found->empty()) return Error{ErrorCode::not_found, "there is no definition " + hash, {}};
        return std::move(found->front());
    }
    Result<std::vector<std::string>> redacted(const RunId&, std::uint64_t) override { return std::vector<std::string>(); }

private:
    OpenedReader opened_;
};

std::function<Result<std::unique_ptr<HistoryReader>>()> open_store_reader(std::function<Result<OpenedReader>()> open) {
    return [open = std::move(open)]() -> Result<std::unique_ptr<HistoryReader>> {
        auto opened = open();
        if (!opened) return opened.error();
        return std::unique_ptr<HistoryReader>(std::make_unique<StoreReader>(std::move(*opened)));
    };
}

} // namespace

StoreSource::StoreSource(std::string title, std::function<Result<OpenedReader>()> open, std::shared_ptr<ValueThread> values)
    : title_(std::move(title)), open_(std::move(open)),
      histories_(most_histories,
                 {[this](std::function<void(bool)> work) { post([work = std::move(work)](const Stores* store) { work(store != nullptr); }); },
                  [this](const RunId& run) { return history(run); }, {}, open_store_reader(open_)},
                 std::move(values)) {}

Result<std::unique_ptr<StoreSource>> StoreSource::create(std::string title, std::function<Result<OpenedReader>()> open, std::shared_ptr<ValueThread> values) {
    std::unique_ptr<StoreSource> self(new StoreSource(std::move(title), std::move(open), std::move(values)));
    Result<void> opened;
    bool answered = false;
    self->thread_ = std::thread([&, raw = self.get()] { raw->loop(&opened, &answered); });
    {
        std::unique_lock lock(self->mutex_);
        self->wake_.wait(lock, [&] { return answered; });
    }
    if (!opened) return opened.error();
    return self;
}

StoreSource::~StoreSource() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
        changed_ = nullptr;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void StoreSource::loop(Result<void>* opened, bool* answered) {
    const auto reader = open_();
    const bool ok = reader.ok();
    {
        const std::scoped_lock lock(mutex_);
        if (!ok) *opened = reader.error();
        *answered = true;
    }
    wake_.notify_all();
    if (!ok) return;
    seen_version_ = reader->version();
    store_ = reader->store.get();
    for (bool ending = false; !ending;) {
        std::deque<std::function<void(const Stores*)>> jobs;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, std::chrono::milliseconds(100), [this] { return ending_ || !jobs_.empty(); });
            jobs.swap(jobs_);
            ending = ending_;
        }
        for (const auto& job : jobs) job(ending ? nullptr : reader->store.get());
        if (!ending) look_for_changes(*reader);
    }
    histories_.clear();
}

void StoreSource::look_for_changes(const OpenedReader& reader) {
    std::function<void()> changed;
    {
        const std::scoped_lock lock(mutex_);
        changed = changed_;
    }
    if (!changed) return;
    const std::uint64_t version = reader.version();
    if (version == seen_version_) return;
    seen_version_ = version;
    changed();
}

void StoreSource::post(std::function<void(const Stores*)> job) {
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_all();
}

void StoreSource::runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) {
    post([query = std::move(query), stop, done = std::move(done)](const Stores* store) mutable {
        if (!store) return done(source_closed());
        if (stop.stop_requested()) return done(request_stopped());
        done(page_of(*store, std::move(query)));
    });
}

void StoreSource::groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) {
    post([query = std::move(query), grouping, stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(source_closed());
        if (stop.stop_requested()) return done(request_stopped());
        auto scan = store->group_runs(query, grouping, most_looked_at);
        if (!scan) return done(scan.error());
        done(RunGroups{std::move(scan->groups), scan->others, std::move(scan->next), scan->looked_at});
    });
}

Result<std::unique_ptr<HistoryView>> StoreSource::history(const RunId& run) {
    RunQuery query;
    query.run = run;
    const auto rows = store_->runs(query);
    if (!rows) return rows.error();
    if (rows->empty()) return Error{ErrorCode::not_found, "there is no run " + run.text, {}};
    // Without its definition a run can still be read; its tasks have no names then.
    const auto plan = plans_.get(rows->front().definition, *store_);
    return std::make_unique<HistoryView>(run, plan ? *plan : nullptr,
                                         [store = store_, run](std::uint64_t after, std::uint32_t limit) { return store->events(run, after, limit); });
}

void StoreSource::run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) {
    histories_.run(std::move(run), std::move(stop), std::move(done));
}

void StoreSource::step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) {
    histories_.step(std::move(run), step, std::move(stop), std::move(done));
}

void StoreSource::values(RunId run, StepId step, std::stop_token stop, std::function<void(Result<StepValues>)> done) {
    histories_.values(std::move(run), step, std::move(stop), std::move(done));
}

void StoreSource::events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) {
    histories_.events(std::move(query), std::move(stop), std::move(done));
}

void StoreSource::definitions(DefinitionQuery query, std::stop_token stop,
                              std::function<void(Result<std::vector<DefinitionRow>>)> done) {
    post([query = std::move(query), stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(source_closed());
        if (stop.stop_requested()) return done(request_stopped());
        done(store->definitions(query));
    });
}

void StoreSource::overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) {
    post([this, stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(source_closed());
        if (stop.stop_requested()) return done(request_stopped());
        done(overview_of(*store));
    });
}

Result<WorkspaceOverview> StoreSource::overview_of(const Stores& store) {
    constexpr std::size_t most = 200;
    WorkspaceOverview found;
    const auto schedules = store.schedules();
    if (!schedules) return schedules.error();
    for (const ScheduleRow& row : *schedules) {
        const auto plan = plans_.get(row.definition, store);
        found.schedules.push_back(schedule_view(row, plan ? plan->get() : nullptr));
    }
    DeadLetterQuery letters;
    letters.limit = most + 1;
    auto dead = store.dead_letters(letters);
    if (!dead) return dead.error();
    BusQuery kept;
    kept.unclaimed_only = true;
    kept.limit = most + 1;
    auto events = store.bus_events(kept);
    if (!events) return events.error();
    found.dead = std::move(*dead);
    found.kept = std::move(*events);
    found.more_dead = found.dead.size() > most;
    found.more_kept = found.kept.size() > most;
    if (found.more_dead) found.dead.pop_back();
    if (found.more_kept) found.kept.pop_back();
    return found;
}

void StoreSource::state(std::stop_token stop, std::function<void(Result<SourceState>)> done) {
    post([stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(source_closed());
        if (stop.stop_requested()) return done(request_stopped());
        done(SourceState{});
    });
}

Result<std::unique_ptr<HistoryReader>> StoreSource::open_reader() const { return open_store_reader(open_)(); }

void StoreSource::watch(std::function<void()> changed) {
    const std::scoped_lock lock(mutex_);
    changed_ = std::move(changed);
}

} // namespace orkestr
