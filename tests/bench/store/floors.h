// What the disk and bare SQLite give on the same file system: the floors beside the store's figures.
#pragma once

#include <cstddef>
#include <string>

namespace orkestr::bench {

/// Seconds of wall clock since an arbitrary point, and of processor time of this process.
double wall_s();
double cpu_s();

struct Rate {
    double per_s = 0;
    double cpu_us = 0; ///< for each of what is counted
};

/// Median of appending 512 bytes and fdatasync, in milliseconds.
double fdatasync_p50_ms(const std::string& folder);

/// Rows a second, `rows` of `bytes` in each transaction, WAL, synchronous=FULL, one prepared statement of SQLite's C
/// API.
Rate sqlite_rows(const std::string& folder, int rows, std::size_t bytes, double seconds);

} // namespace orkestr::bench
