#include "tests/simulation/faulty_store.h"

namespace orkestr::test {

std::vector<Result<void>> FaultyStore::append(const std::vector<AppendBatch>& batches) {
    if (random_.percent(faults_.io_percent)) {
        // The disk may have taken all of it before it failed.
        if (random_.percent(50)) (void)store_.append(batches);
        return std::vector<Result<void>>(batches.size(), Result<void>(ErrorCode::io, "the disk is gone"));
    }
    const std::size_t chosen = batches.empty() ? 0 : random_.below(batches.size());
    // Nobody else starts a run of the same id.
    if (!batches.empty() && batches[chosen].expected > 0 && random_.percent(faults_.conflict_percent)) {
        std::vector<AppendBatch> others = batches;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(chosen));
        auto results = store_.append(others);
        results.insert(results.begin() + static_cast<std::ptrdiff_t>(chosen), Result<void>(ErrorCode::conflict, "another writer was first"));
        refused = true;
        return results;
    }
    return store_.append(batches);
}

} // namespace orkestr::test
