// The wall clock, so that tests and simulations have their own.
#pragma once

#include "core/base/time.h"

namespace orkestr {

class Clock {
public:
    virtual ~Clock() = default;
    /// Any thread.
    virtual Instant now() const = 0;
};

} // namespace orkestr
