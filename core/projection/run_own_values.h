// Texts and numbers that two runs never have alike, told to be alike (run_diff.h says which).
#pragma once

#include "core/base/json_value.h"
#include "core/projection/run_trace.h"

namespace orkestr {

class OwnValues {
public:
    OwnValues(const RunOwnValues& a, const RunOwnValues& b) : a_(a), b_(b) {}

    /// Both say the same, but for what is each run's own.
    bool alike(const JsonValue& a, const JsonValue& b) const;

private:
    bool alike_texts(const std::string& a, const std::string& b) const;

    const RunOwnValues& a_;
    const RunOwnValues& b_;
};

} // namespace orkestr
