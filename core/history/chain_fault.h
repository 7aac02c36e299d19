// What was done to a history that a workspace keeps, where its chain of hashes breaks: told from the rows behind the break, in
// the words of the audit log's verifier.
//
// A row keeps no number of its own but its place, so that one that was moved does not say where it stood. Its hash does: it
// fits behind one event only, under one number only.
#pragma once

#include "core/history/audit_log_verifier.h"
#include "core/history/event_row.h"

#include <functional>
#include <string>
#include <vector>

namespace orkestr {

struct ChainPlace {
    RunId run;
    std::string workspace_key;
    std::uint64_t seq = 1; ///< the first event that does not fit
    Digest head{};         ///< of the one before it
    Digest key{};          ///< of the run; not looked at where seq is 1
    std::uint64_t events = 0; ///< that there should be
    bool ended = false;    ///< the run, with the event before
};

/// A run's rows after a number, in order, at most `limit`; numbered by their places. What it can't read ends them.
using ChainRows = std::function<Result<std::vector<EventRow>>(std::uint64_t after, std::uint32_t limit)>;

/// Of the run whose first event this is, whatever was done to it.
Digest run_key_of(std::string_view workspace_key, const RunId& run, const EventRow& first);

/// Edited, deleted, inserted or reordered. Reads the rows behind the place, twice at the most.
AuditFault chain_fault(const ChainPlace& place, const ChainRows& rows);

} // namespace orkestr
