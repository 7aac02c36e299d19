// SQLite's usual file system under another name, which counts what is read: how much of a file an answer costs.
#pragma once

#include <cstdint>
#include <string>

namespace orkestr::test {

/// The name to open with: `file:/path?vfs=counting`. Registered at the first call, for good.
std::string counting_vfs();
/// Readings from files of that file system since the last call, of all threads.
std::uint64_t take_read_count();

} // namespace orkestr::test
