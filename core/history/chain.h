// The hash chain of a history. Changing, dropping, inserting or moving an event shows.
//
//   salt(seq)       = HMAC-SHA-256(run key, seq)                       seq and at: 8 bytes, big-endian
//   commitment(seq) = SHA-256(salt || data || 0x0A || value)           value: nothing where there is none
//   hash(0)         = SHA-256("orkestr history 1\n" || run id)
//   hash(seq)       = SHA-256(hash(seq-1) || seq || type || 0x00 || at || commitment)
//
// The salt lets a payload be taken out later while its commitment stays: nobody can guess a short payload from the
// commitment without the run key, which is HMAC-SHA-256(workspace key, nonce of the run || run id). A fork has its origin's
// nonce, and with it what is drawn; but a key of its own.
#pragma once

#include "core/base/ids.h"
#include "core/history/event_row.h"

#include <string>
#include <vector>

namespace orkestr {

Digest run_key(std::string_view workspace_key, const RunId& run, std::string_view nonce);
Digest salt_of(const Digest& key, std::uint64_t seq);
Digest commitment_of(const Digest& salt, const EventRow& row);
Digest chain_start(const RunId& run);
Digest chain_next(const Digest& previous, const EventRow& row, const Digest& commitment);

/// Sets the hashes of rows that follow `head`, which becomes the last one's.
void seal(std::vector<EventRow>& rows, const Digest& key, Digest& head);

/// The first row whose place, number or hash is wrong.
struct ChainBreak {
    std::uint64_t seq = 0;
    std::string message;
};
/// Checks rows that follow `head` (sequence number `after`); nothing when all is right, and then `head` is the last hash.
std::optional<ChainBreak> verify_chain(const std::vector<EventRow>& rows, const Digest& key, std::uint64_t after, Digest& head);

} // namespace orkestr
