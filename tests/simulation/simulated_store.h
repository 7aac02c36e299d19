// The way to a store that outlives crashes: jobs wait, commits are refused or their answer is lost, a crash drops what
// was not done yet.
#pragma once

#include "core/adapters/memory/memory_store.h"
#include "core/base/random.h"
#include "core/runtime/store_access.h"

#include <deque>

namespace orkestr::test {

struct StoreFaults {
    unsigned conflict_percent = 0; ///< of commits: one batch of it is refused
    unsigned io_percent = 0;       ///< of commits: all of it fails, done or not
};

/// A store that passes everything on, but for commits that fail.
class FaultyStore : public Store, public Inbox {
public:
    FaultyStore(MemoryStore& store, Random& random, StoreFaults faults) : store_(store), random_(random), faults_(faults) {}

    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override;
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override { return store_.events(run, after, limit); }
    Result<std::vector<RunRow>> runs(const RunQuery& query) const override { return store_.runs(query); }
    Result<std::vector<TimerRow>> timers(Instant until, std::uint32_t limit) const override { return store_.timers(until, limit); }
    Result<std::vector<OutboxRow>> outbox(const std::optional<RunId>& run) const override { return store_.outbox(run); }
    Result<void> put_definition(const DefinitionRow& definition) override { return store_.put_definition(definition); }
    Result<std::vector<DefinitionRow>> definitions(const DefinitionQuery& query) const override { return store_.definitions(query); }
    Result<Lease> lease(const std::string& name, const std::string& owner, Instant now, Instant until) override { return store_.lease(name, owner, now, until); }
    Result<std::int64_t> post(const InboxRow& row) override { return store_.post(row); }
    Result<std::vector<InboxRow>> pending(std::uint32_t limit) const override { return store_.pending(limit); }
    Result<void> drop(std::int64_t id) override { return store_.drop(id); }

    void end_faults() { faults_ = {}; }

    bool refused = false; ///< a batch was refused since this was last cleared

private:
    MemoryStore& store_;
    Random& random_;
    StoreFaults faults_;
};

class SimulatedStore : public StoreAccess {
public:
    explicit SimulatedStore(FaultyStore& store) : store_(store) {}

    void run(std::function<void(Store&, Inbox&)> job, std::function<void()> then) override { jobs_.push_back({std::move(job), std::move(then)}); }

    bool has_work() const { return !jobs_.empty(); }
    bool has_answers() const { return !answers_.empty(); }
    /// Does the next job; its answer waits.
    void work();
    void answer();

private:
    struct Job {
        std::function<void(Store&, Inbox&)> work;
        std::function<void()> then;
    };
    FaultyStore& store_;
    std::deque<Job> jobs_;
    std::deque<std::function<void()>> answers_;
};

} // namespace orkestr::test
