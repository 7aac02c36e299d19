// Compares payloads of two runs: each pair of contents once, however many steps carry it.
#pragma once

#include "core/projection/json_changes.h"
#include "core/projection/run_diff.h"
#include "core/projection/run_own_values.h"

#include <memory>

namespace orkestr {

/// A JSON text of at most most_change_bytes, or a JSON text of its beginning with its size.
std::string shown_json(const JsonValue& value);

struct PayloadChange {
    std::string path; ///< below the payload
    std::optional<std::string> a;
    std::optional<std::string> b;
};

struct PayloadChanges {
    std::vector<PayloadChange> changes; ///< none: they are alike
    std::uint64_t more = 0;
    std::uint64_t redacted = 0;
    bool unread = false;
};

class PayloadComparison {
public:
    PayloadComparison(const RunTrace& a, const RunTrace& b, const TaskAlignment& tasks, const TracePayload& payload_a, const TracePayload& payload_b,
                      const RunDiffLimits& limits)
        : a_(a), b_(b), own_(a.own, b.own), tasks_(tasks), payload_a_(payload_a), payload_b_(payload_b), limits_(limits) {}

    /// Null for the side that has none; not both. Errors: what the payloads say.
    Result<std::shared_ptr<const PayloadChanges>> compare(const TraceItem* a, const TraceItem* b);

private:
    struct Read {
        JsonValue value;
        bool whole = true; ///< else the value says how large it is
    };
    Result<Read> read(const TracePayload& payload, const TraceItem* item);
    Result<PayloadChanges> look(const TraceItem* a, const TraceItem* b);
    bool alike(StepAspect aspect, const JsonValue& a, const JsonValue& b, const std::string& path) const;

    const RunTrace& a_;
    const RunTrace& b_;
    OwnValues own_;
    const TaskAlignment& tasks_;
    const TracePayload& payload_a_;
    const TracePayload& payload_b_;
    const RunDiffLimits& limits_;
    std::uint64_t read_bytes_ = 0;
    std::unordered_map<std::string, std::shared_ptr<const PayloadChanges>> known_; ///< by both contents and the aspect
};

} // namespace orkestr
