// How the engine reaches the store without waiting for it.
#pragma once

#include "core/ports/store.h"

#include <functional>

namespace orkestr {

class StoreAccess {
public:
    virtual ~StoreAccess() = default;
    /// Runs `job` on the thread that owns the stores, then `then` on the engine's thread. Jobs run in the order given,
    /// one at a time, and so do their `then`s; never within the call.
    virtual void run(std::function<void(Stores&)> job, std::function<void()> then) = 0;
};

} // namespace orkestr
