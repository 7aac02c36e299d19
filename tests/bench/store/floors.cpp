#include "tests/bench/store/floors.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>
#include <vector>

namespace orkestr::bench {

namespace {

void demand(bool well, const char* what) {
    if (well) return;
    std::fprintf(stderr, "floor: %s failed\n", what);
    std::exit(1);
}

void execute(sqlite3* database, const char* sql) {
    demand(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
}

double seconds_of(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

} // namespace

double wall_s() { return seconds_of(CLOCK_MONOTONIC); }
double cpu_s() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

double fdatasync_p50_ms(const std::string& folder) {
    const std::string path = folder + "/fdatasync";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    demand(file >= 0, "open");
    const std::string block(512, 'x');
    std::vector<double> times;
    for (int i = 0; i < 500; ++i) {
        const double begin = wall_s();
        demand(::write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()), "write");
        demand(::fdatasync(file) == 0, "fdatasync");
        times.push_back((wall_s() - begin) * 1000);
    }
    ::close(file);
    std::nth_element(times.begin(), times.begin() + 250, times.end());
    return times[250];
}

Rate sqlite_rows(const std::string& folder, int rows, std::size_t bytes, double seconds) {
    const std::string path = folder + "/floor-" + std::to_string(rows) + ".sqlite";
    sqlite3* database = nullptr;
    demand(sqlite3_open(path.c_str(), &database) == SQLITE_OK, "sqlite3_open");
    execute(database, "PRAGMA journal_mode = WAL");
    execute(database, "PRAGMA synchronous = FULL");
    execute(database, "CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB)");
    sqlite3_stmt* insert = nullptr;
    demand(sqlite3_prepare_v2(database, "INSERT INTO rows (bytes) VALUES (?)", -1, &insert, nullptr) == SQLITE_OK,
           "prepare");
    const std::string payload(bytes, 'x');
    std::int64_t count = 0;
    const double cpu = cpu_s();
    const double begin = wall_s();
    do {
        execute(database, "BEGIN");
        for (int i = 0; i < rows; ++i, ++count) {
            sqlite3_bind_blob(insert, 1, payload.data(), static_cast<int>(bytes), SQLITE_STATIC);
            demand(sqlite3_step(insert) == SQLITE_DONE, "insert");
            sqlite3_reset(insert);
        }
        execute(database, "COMMIT");
    } while (wall_s() - begin < seconds);
    const auto n = static_cast<double>(count);
    const Rate rate{n / (wall_s() - begin), (cpu_s() - cpu) * 1e6 / n};
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return rate;
}

} // namespace orkestr::bench
