#include "core/runtime/log_source.h"

#include "core/base/sha256.h"
#include "core/history/case_file.h"

#include <algorithm>
#include <chrono>

namespace orkestr {

namespace {

constexpr std::size_t most_log_histories = 4;
/// Longer runs wait until it is known where each of their events stands.
constexpr std::uint64_t most_events_unindexed = 20'000;

} // namespace

LogSource::LogSource(std::string title, OpenedLog log, Index quick, std::shared_ptr<ValueThread> values)
    : title_(std::move(title)), log_(std::move(log)), index_(std::make_shared<LogIndexSlot>(std::move(quick))), runs_(index_),
      histories_(most_log_histories,
                 {[this](std::function<void(bool)> work) { post(std::move(work)); }, [this](const RunId& run) { return history(run); },
                  [this](const RunId& run) { return is_read(run); }, [index = index_] { return Result<std::unique_ptr<HistoryReader>>(make_log_reader(index)); }},
                 std::move(values)) {
    state_.kind = log_.kind;
    state_.damage = log_.note;
    state_.size_bytes = log_.bytes->size_bytes();
    if (const auto opened = index(); const auto& footer = opened->footer()) {
        state_.signer = to_hex(std::string_view(reinterpret_cast<const char*>(footer->key.data()), footer->key.size()));
        state_.redacted = footer->counts.redacted;
    }
}

Result<std::unique_ptr<LogSource>> LogSource::create(std::string title, OpenedLog log, std::shared_ptr<ValueThread> values) {
    auto quick = AuditLogIndex::open_quickly(log.bytes);
    if (!quick) return quick.error();
    std::unique_ptr<LogSource> self(new LogSource(std::move(title), std::move(log), std::make_shared<const AuditLogIndex>(std::move(*quick)), std::move(values)));
    self->thread_ = std::thread([raw = self.get()] { raw->loop(); });
    self->checker_ = std::jthread([raw = self.get()](std::stop_token stop) { raw->check(std::move(stop)); });
    return self;
}

LogSource::~LogSource() {
    checker_.request_stop();
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
        changed_ = nullptr;
    }
    wake_.notify_all();
    if (checker_.joinable()) checker_.join();
    if (thread_.joinable()) thread_.join();
}

void LogSource::loop() {
    for (bool ending = false; !ending;) {
        std::deque<std::function<void(bool)>> jobs;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
            jobs.swap(jobs_);
            ending = ending_;
        }
        for (const auto& job : jobs) job(!ending);
    }
    histories_.clear();
}

/// Reads all of the log, then checks it.
void LogSource::check(std::stop_token stop) {
    // All of it is read when its index is there to be asked, not before.
    auto built = AuditLogIndex::build(
        log_.bytes, [this](std::uint64_t done, std::uint64_t all) { read_bytes_ = done < all ? done : all - std::min<std::uint64_t>(all, 1); }, stop);
    if (stop.stop_requested()) return;
    if (!built) {
        const std::scoped_lock lock(mutex_);
        state_.damage = built.error().message;
        state_.proof = SourceState::Proof::broken;
        read_bytes_ = state_.size_bytes;
    } else {
        settle(std::make_shared<const AuditLogIndex>(std::move(*built)));
    }
    tell();
    if (!built) return;
    const auto verdict = verify_audit_log(*log_.bytes, {}, [this](std::uint64_t done, std::uint64_t) { checked_bytes_ = done; }, stop);
    if (stop.stop_requested()) return;
    {
        const std::scoped_lock lock(mutex_);
        if (!verdict) {
            state_.proof = SourceState::Proof::broken;
            state_.finding = verdict.error().message;
        } else {
            state_.redacted = verdict->counts.redacted;
            if (!log_.finding.empty()) state_.finding = log_.finding;
            else if (verdict->finding) state_.finding = verdict->finding->sentence();
            else if (log_.whole && *log_.whole != verdict->whole_sha256) state_.finding = other_log_finding(*log_.whole, verdict->whole_sha256).sentence();
            state_.proof = state_.finding.empty() ? SourceState::Proof::intact : SourceState::Proof::broken;
        }
    }
    checked_bytes_ = log_.bytes->size_bytes();
    tell();
}

void LogSource::settle(Index index) {
    const std::scoped_lock lock(mutex_);
    state_.damage = log_.note.empty() || index->damage().empty() ? log_.note + index->damage() : log_.note + "; " + index->damage();
    state_.proof = SourceState::Proof::checking;
    read_bytes_ = state_.size_bytes;
    index_->set(std::move(index));
}

void LogSource::tell() {
    const std::scoped_lock lock(mutex_);
    if (changed_) changed_();
    wake_.notify_all();
}

void LogSource::post(std::function<void(bool)> job) {
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_all();
}

template <class Answer>
void LogSource::answer(std::stop_token stop, std::function<Result<Answer>()> make, std::function<void(Result<Answer>)> done) {
    post([stop = std::move(stop), make = std::move(make), done = std::move(done)](bool open) {
        if (!open) return done(source_closed());
        if (stop.stop_requested()) return done(request_stopped());
        done(make());
    });
}

void LogSource::runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) {
    query.limit = std::clamp<std::uint32_t>(query.limit, 1, 10'000);
    answer<RunPage>(std::move(stop), [this, query = std::move(query)] { return runs_.page(query); }, std::move(done));
}

void LogSource::groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) {
    answer<RunGroups>(std::move(stop), [this, query = std::move(query), grouping] { return runs_.groups(query, grouping); }, std::move(done));
}

Result<std::shared_ptr<const Plan>> LogSource::plan_of(const std::string& definition) {
    return plans_.get(definition, [&] { return runs_.definition(definition); });
}

Result<std::unique_ptr<HistoryView>> LogSource::history(const RunId& run) {
    const auto row = runs_.row(run);
    if (!row) return row.error();
    // Without its definition a run can still be read; its tasks have no names then.
    const auto plan = plan_of(row->definition);
    return std::make_unique<HistoryView>(run, plan ? *plan : nullptr,
                                         [this, run](std::uint64_t after, std::uint32_t limit) { return index()->rows(run, after, limit); });
}

bool LogSource::is_read(const RunId& run) const {
    const auto log = index();
    const auto place = log->find(run);
    if (!place || log->complete() || log->place_at(*place).events <= most_events_unindexed || read_bytes_ >= log->size_bytes()) return true;
    // The scan is under way on the other thread: not to be waited for in a tight circle.
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return false;
}

void LogSource::run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) {
    histories_.run(std::move(run), std::move(stop), std::move(done));
}

void LogSource::step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) {
    histories_.step(std::move(run), step, std::move(stop), std::move(done));
}

void LogSource::values(RunId run, StepId step, std::stop_token stop, std::function<void(Result<StepValues>)> done) {
    histories_.values(std::move(run), step, std::move(stop), std::move(done));
}

void LogSource::events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) {
    histories_.events(std::move(query), std::move(stop), std::move(done));
}

void LogSource::definitions(DefinitionQuery query, std::stop_token stop, std::function<void(Result<std::vector<DefinitionRow>>)> done) {
    using Rows = std::vector<DefinitionRow>;
    answer<Rows>(
        std::move(stop),
        [this, query = std::move(query)]() -> Result<Rows> {
            Rows rows;
            const auto log = index(); // another one may take its place meanwhile
            for (const auto& listed : log->definitions()) {
                if (!query.hash.empty() && listed.hash != query.hash) continue;
                if (!query.name.empty() && (listed.ns != query.ns || listed.name != query.name)) continue;
                if (!query.version.empty() && listed.version != query.version) continue;
                auto found = runs_.definition(listed.hash);
                if (!found) return found.error();
                rows.push_back(std::move(*found));
            }
            return rows;
        },
        std::move(done));
}
void LogSource::overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) {
    answer<WorkspaceOverview>(std::move(stop), [] { return Result<WorkspaceOverview>(WorkspaceOverview{}); }, std::move(done));
}

void LogSource::state(std::stop_token stop, std::function<void(Result<SourceState>)> done) {
    answer<SourceState>(
        std::move(stop),
        [this]() -> Result<SourceState> {
            const std::scoped_lock lock(mutex_);
            SourceState now = state_;
            now.read_bytes = read_bytes_;
            now.checked_bytes = checked_bytes_;
            if (now.damage.empty()) now.damage = index()->damage();
            return now;
        },
        std::move(done));
}

Result<std::unique_ptr<HistoryReader>> LogSource::open_reader() const { return make_log_reader(index_); }

void LogSource::watch(std::function<void()> changed) {
    const std::scoped_lock lock(mutex_);
    changed_ = std::move(changed);
}

} // namespace orkestr
