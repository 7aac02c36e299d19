#include "core/runtime/store_source.h"

#include "core/history/codec.h"
#include "core/runtime/schedule_times.h"

#include <algorithm>
#include <chrono>

namespace orkestr {

namespace {

constexpr std::size_t max_folded_runs = 8;
constexpr std::uint32_t read_page = 2000;

Error gone() { return {ErrorCode::cancelled, "the source was closed", {}}; }
Error stopped() { return {ErrorCode::cancelled, "the request was stopped", {}}; }

} // namespace

/// What was folded of a run so far.
class StoreSource::Folded {
public:
    Folded(RunId id, std::shared_ptr<const Plan> plan) : run(std::move(id)), projection(std::move(plan)) {}

    /// Reads and folds what is new.
    Result<void> catch_up(const Store& store) {
        for (;;) {
            auto rows = store.events(run, seq, read_page);
            if (!rows) return rows.error();
            for (const auto& row : *rows) {
                auto event = decoder.decode(row);
                if (!event) return event.error();
                events.push_back(projection.add(*event));
                seq = row.seq;
                snapshot.reset();
            }
            if (rows->size() < read_page) return {};
        }
    }

    RunId run;
    RunProjection projection;
    Decoder decoder;
    std::vector<EventView> events;
    std::uint64_t seq = 0;
    std::shared_ptr<const RunView> snapshot;
};

StoreSource::StoreSource(std::string title) : title_(std::move(title)) {}

Result<std::unique_ptr<StoreSource>> StoreSource::create(std::string title, std::function<Result<OpenedReader>()> open) {
    std::unique_ptr<StoreSource> self(new StoreSource(std::move(title)));
    Result<void> opened;
    bool answered = false;
    self->thread_ = std::thread([&, raw = self.get(), open = std::move(open)] { raw->loop(open, &opened, &answered); });
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

void StoreSource::loop(std::function<Result<OpenedReader>()> open, Result<void>* opened, bool* answered) {
    const auto reader = open();
    const bool ok = reader.ok();
    {
        const std::scoped_lock lock(mutex_);
        if (!ok) *opened = reader.error();
        *answered = true;
    }
    wake_.notify_all();
    if (!ok) return;
    seen_version_ = reader->version();
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
    folded_.clear();
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
        if (!store) return done(gone());
        if (stop.stop_requested()) return done(stopped());
        const std::uint32_t wanted = std::clamp<std::uint32_t>(query.limit, 1, 9999);
        query.limit = wanted + 1;
        auto rows = store->runs(query);
        if (!rows) return done(rows.error());
        RunPage page{std::move(*rows), false};
        page.more = page.runs.size() > wanted;
        if (page.more) page.runs.pop_back();
        done(std::move(page));
    });
}

Result<StoreSource::Folded*> StoreSource::folded(const Store& store, const RunId& run) {
    auto at = std::find_if(folded_.begin(), folded_.end(), [&](const auto& one) { return one->run == run; });
    if (at == folded_.end()) {
        RunQuery query;
        query.run = run;
        auto rows = store.runs(query);
        if (!rows) return rows.error();
        if (rows->empty()) return Error{ErrorCode::not_found, "there is no run " + run.text, {}};
        // Without its definition a run can still be read; its tasks have no names then.
        auto plan = plans_.get(rows->front().definition, store);
        folded_.push_front(std::make_unique<Folded>(run, plan ? *plan : nullptr));
        if (folded_.size() > max_folded_runs) folded_.pop_back();
    } else {
        folded_.splice(folded_.begin(), folded_, at);
    }
    if (auto caught_up = folded_.front()->catch_up(store); !caught_up) {
        folded_.pop_front();
        return caught_up.error();
    }
    return folded_.front().get();
}

void StoreSource::run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) {
    post([this, run = std::move(run), stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(gone());
        if (stop.stop_requested()) return done(stopped());
        auto found = folded(*store, run);
        if (!found) return done(found.error());
        Folded& one = **found;
        if (!one.snapshot) one.snapshot = std::make_shared<const RunView>(one.projection.view());
        done(one.snapshot);
    });
}

void StoreSource::events(RunId run, std::uint64_t after, std::uint32_t limit, std::stop_token stop,
                         std::function<void(Result<EventPage>)> done) {
    post([this, run = std::move(run), after, limit, stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(gone());
        if (stop.stop_requested()) return done(stopped());
        auto found = folded(*store, run);
        if (!found) return done(found.error());
        const auto& events = (*found)->events;
        const std::size_t first = std::min<std::size_t>(after, events.size());
        const std::size_t last = std::min<std::size_t>(first + std::min<std::uint32_t>(limit, 10'000), events.size());
        EventPage page;
        page.events.assign(events.begin() + static_cast<std::ptrdiff_t>(first), events.begin() + static_cast<std::ptrdiff_t>(last));
        page.total = events.size();
        done(std::move(page));
    });
}

void StoreSource::definitions(DefinitionQuery query, std::stop_token stop,
                              std::function<void(Result<std::vector<DefinitionRow>>)> done) {
    post([query = std::move(query), stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(gone());
        if (stop.stop_requested()) return done(stopped());
        done(store->definitions(query));
    });
}

void StoreSource::overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) {
    post([this, stop, done = std::move(done)](const Stores* store) {
        if (!store) return done(gone());
        if (stop.stop_requested()) return done(stopped());
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

void StoreSource::watch(std::function<void()> changed) {
    const std::scoped_lock lock(mutex_);
    changed_ = std::move(changed);
}

} // namespace orkestr
