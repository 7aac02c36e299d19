// The one way into a workspace's file for what runs do; see Store::append.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/store.h"

namespace orkestr {

/// Values larger than this stand in the table of blobs, once for all who refer to them.
inline constexpr std::size_t sqlite_inline_value_bytes = 64 * 1024;
/// events.key = number of the run << this, plus the event's sequence number.
inline constexpr int sqlite_seq_bits = 24;

std::vector<Result<void>> append_to_sqlite(SqliteConnection& connection, const std::vector<AppendBatch>& batches);
/// See Store::count_lost.
Result<void> count_sqlite_lost(SqliteConnection& connection, const std::vector<OutboxRow>& rows);

} // namespace orkestr
