// What outlives the engines of a simulated world: its stores, and what can happen to them.
#pragma once

#include "core/adapters/memory/memory_store.h"
#include "core/base/random.h"
#include "tests/simulation/faulty_store.h"

#include <cstdint>
#include <string>

namespace orkestr::test {

class SimulatedWorkspace {
public:
    virtual ~SimulatedWorkspace() = default;

    /// Until the next close().
    virtual Stores& stores() = 0;
    /// After close(): what is wrong, or empty.
    virtual std::string open() { return {}; }
    /// The engine's process has ended, in order or not.
    virtual void close(bool in_order) { (void)in_order; }
    /// The machine has lost its power: nothing succeeds until it is closed and opened.
    virtual bool down() const { return false; }
    /// Crashes while it was opened or closed in order.
    virtual int crashes() const { return 0; }
    /// Nothing goes wrong any more.
    virtual void end_faults() = 0;
    /// A batch was refused since this was last asked.
    virtual bool was_refused() = 0;
    /// Another program uses the workspace for a moment.
    virtual void visit() {}
};

class MemoryWorkspace : public SimulatedWorkspace {
public:
    MemoryWorkspace(std::uint64_t seed, StoreFaults faults) : random_(seed ^ 0x3e3041), faulty_(memory_, random_, faults) {}

    Stores& stores() override { return faulty_; }
    void end_faults() override { faulty_.end_faults(); }
    bool was_refused() override { return std::exchange(faulty_.refused, false); }

private:
    Random random_;
    MemoryStore memory_;
    FaultyStore faulty_;
};

} // namespace orkestr::test
