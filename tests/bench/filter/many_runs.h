// A workspace with many runs, made by SQL at once: by the engine it would take hours.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>

struct sqlite3;

namespace orkestr::bench {

/// The time of the newest run.
inline constexpr Instant newest_run{1'795'262'400'000};

/// Runs of 400 days and 40 definitions: of a hundred 95 completed, 3 faulted, 1 cancelled, 1 with a parent, and the newest
/// 500 still running. The newest 100,000 have an input.
void make_many_runs(const std::string& path, std::int64_t runs);

/// Bare SQL on the same file: the seconds it takes, and the rows it gives.
struct BareQuery {
    double seconds = 0;
    std::int64_t rows = 0;
};
BareQuery bare_query(const std::string& path, const char* sql);

double now_s();
[[noreturn]] void give_up(const std::string& why);

} // namespace orkestr::bench
