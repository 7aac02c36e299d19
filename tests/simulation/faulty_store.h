// A store that passes everything on, but for commits that are refused or whose answer is lost.
#pragma once

#include "core/base/random.h"
#include "tests/support/forwarding_store.h"

namespace orkestr::test {

struct StoreFaults {
    unsigned conflict_percent = 0; ///< of commits: one batch of it is refused
    unsigned io_percent = 0;       ///< of commits: all of it fails, done or not
};

class FaultyStore : public ForwardingStore {
public:
    FaultyStore(Stores& store, Random& random, StoreFaults faults) : ForwardingStore(store), store_(store), random_(random), faults_(faults) {}

    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override;

    void end_faults() { faults_ = {}; }

    bool refused = false; ///< a batch was refused since this was last cleared

private:
    Stores& store_;
    Random& random_;
    StoreFaults faults_;
};

} // namespace orkestr::test
