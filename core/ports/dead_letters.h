// What could not be done and waits for somebody to decide: kept with everything needed to try again. Threads and
// durability as in store.h.
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orkestr {

struct DeadLetter {
    std::int64_t id = 0; ///< given by the store, ascending, never given twice
    Instant at;
    std::string kind;    ///< run (it faulted), event (it could not be delivered), activity (its worker is gone for good)
    RunId run;           ///< the run it is about; of an event the one it was for
    std::string title;   ///< one line for people
    /// run: {"step": KEY or absent, "error": problem details}
    /// event: {"event": CloudEvent, "by", "reason"}
    /// activity: {"step": KEY, "scheduled": sequence number, "kind", "error": problem details}
    Json body;
    std::string state = "open"; ///< open, retried, discarded
    std::string by;             ///< who decided, and why
    std::string reason;
    std::optional<Instant> decided;
    RunId retried_as; ///< the run that took its place; empty when none did
};

struct DeadLetterQuery {
    std::optional<std::int64_t> id;   ///< just this one
    std::optional<RunId> run;         ///< just this run's
    std::string state = "open";       ///< empty: any
    std::int64_t before = 0;          ///< keyset page: ids below this; 0: from the newest on
    std::uint32_t limit = 200;        ///< 1 to 10,000
};

class DeadLetters {
public:
    virtual ~DeadLetters() = default;

    virtual Result<std::int64_t> add_dead_letter(const DeadLetter& letter) = 0;
    /// Newest first.
    virtual Result<std::vector<DeadLetter>> dead_letters(const DeadLetterQuery& query) const = 0;
    /// Takes over state, by, reason, decided and retried_as of an open one. Errors: not_found; conflict when somebody has
    /// decided before.
    virtual Result<void> decide_dead_letter(const DeadLetter& letter) = 0;
};

} // namespace orkestr
