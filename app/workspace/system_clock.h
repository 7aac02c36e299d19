// The machine's wall clock.
#pragma once

#include "core/ports/clock.h"

#include <chrono>

namespace orkestr {

class SystemClock : public Clock {
public:
    Instant now() const override {
        using namespace std::chrono;
        return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
    }
};

} // namespace orkestr
