// The disk itself, before anything is proven with it: SQLite keeps its word on it, and only where it syncs.
#include "tests/crash/disk_vfs.h"
#include "tests/support/test.h"

#include <QTest>
#include <functional>
#include <set>
#include <sqlite3.h>

namespace orkestr::test {

namespace {

/// What a database must hold: by id.
using Rows = std::map<std::int64_t, std::string>;

class Database {
public:
    Database(const DiskVfs& vfs, const std::string& settings) {
        open_ = sqlite3_open_v2(vfs.uri("/test.sqlite").c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, nullptr) == SQLITE_OK &&
                run(settings);
    }
    ~Database() { sqlite3_close(database_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    bool open() const { return open_; }
    bool run(const std::string& sql) { return sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; }
    std::string complaint() const { return sqlite3_errmsg(database_); }

    /// Nothing when reading failed.
    std::optional<std::vector<std::pair<std::int64_t, std::string>>> rows(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return std::nullopt;
        std::vector<std::pair<std::int64_t, std::string>> found;
        int step = SQLITE_ROW;
        while ((step = sqlite3_step(statement)) == SQLITE_ROW)
            found.emplace_back(sqlite3_column_int64(statement, 0), reinterpret_cast<const char*>(sqlite3_column_text(statement, 1)));
        sqlite3_finalize(statement);
        if (step != SQLITE_DONE) return std::nullopt;
        return found;
    }

private:
    sqlite3* database_ = nullptr;
    bool open_ = false;
};

struct Life {
    std::string settings;
    unsigned crash_percent = 100; ///< of sessions, else they end in order or are killed
    std::function<DiskFaults(Random&, std::uint64_t operations)> faults;
};

/// Transactions over several sessions, each ended by a power failure or otherwise. What is wrong, or empty.
class Trial {
public:
    Trial(std::uint64_t seed, const Life& life) : random_(seed), life_(life), disk_(seed ^ 0xd15c), vfs_(disk_) {}

    std::string live(int sessions) {
        for (int i = 0; i < sessions; ++i) {
            disk_.plan(life_.faults(random_, disk_.operations()));
            {
                Database database(vfs_, life_.settings);
                if (database.open()) work(database);
                if (!disk_.down() && random_.percent(life_.crash_percent)) disk_.power_off();
            }
            if (disk_.down()) disk_.start();
            else disk_.end_processes();
            disk_.plan({});
            if (const auto wrong = look(); !wrong.empty()) return "session " + std::to_string(i) + ": " + wrong;
        }
        return {};
    }
    std::uint64_t transactions() const { return transactions_; }
    std::uint64_t lost() const { return lost_; }

private:
    void work(Database& database) {
        if (!database.run("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, text TEXT)")) return;
        const std::uint64_t count = 1 + random_.below(20);
        for (std::uint64_t i = 0; i < count; ++i) {
            Rows next = acknowledged_;
            std::string sql = "BEGIN IMMEDIATE;";
            for (std::uint64_t j = random_.below(6) + 1; j > 0; --j) {
                const auto id = static_cast<std::int64_t>(random_.below(40));
                const std::string text(1 + random_.below(random_.percent(10) ? 9000 : 200), static_cast<char>('a' + random_.below(26)));
                if (random_.percent(20)) {
                    next.erase(id);
                    sql += "DELETE FROM t WHERE id = " + std::to_string(id) + ";";
                } else {
                    next[id] = text;
                    sql += "INSERT OR REPLACE INTO t VALUES (" + std::to_string(id) + ", '" + text + "');";
                }
            }
            attempted_ = next;
            if (!database.run(sql + "COMMIT")) return;
            acknowledged_ = std::move(next);
            ++transactions_;
        }
        attempted_ = acknowledged_;
    }

    /// After a restart: what was acknowledged, or with it the transaction that was under way.
    std::string look() {
        Database database(vfs_, life_.settings);
        if (!database.open()) return "it can't be opened: " + database.complaint();
        const auto integrity = database.rows("SELECT 0, integrity_check FROM pragma_integrity_check");
        if (!integrity || integrity->size() != 1 || integrity->front().second != "ok") return "SQLite finds it damaged";
        if (!database.run("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, text TEXT)")) return "no table: " + database.complaint();
        const auto rows = database.rows("SELECT id, text FROM t");
        if (!rows) return "it can't be read: " + database.complaint();
        const Rows found(rows->begin(), rows->end());
        const bool as_promised = found == acknowledged_ || found == attempted_;
        if (!as_promised) ++lost_;
        acknowledged_ = attempted_ = found;
        return as_promised ? std::string() : "what was acknowledged is not there";
    }

    Random random_;
    const Life& life_;
    VolatileDisk disk_;
    DiskVfs vfs_;
    Rows acknowledged_;
    Rows attempted_;
    std::uint64_t transactions_ = 0;
    std::uint64_t lost_ = 0;
};

DiskFaults crash_soon(Random& random, std::uint64_t operations) {
    DiskFaults faults;
    faults.crash_at = operations + 1 + random.below(150);
    faults.crash_after = random.percent(50);
    return faults;
}

const std::string write_ahead = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 12; PRAGMA temp_store = MEMORY";

} // namespace

class DiskVfsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_was_synced_survives();
    void what_was_not_may_be_torn();
    void a_failed_sync_loses();
    void a_full_disk_overwrites_but_does_not_grow();
    void acknowledged_transactions_survive_data();
    void acknowledged_transactions_survive();
    void without_syncs_they_do_not();
};

void DiskVfsTest::what_was_synced_survives() {
    VolatileDisk disk(1);
    const auto file = disk.create("a");
    QVERIFY(disk.write(*file, 0, std::string(1000, 'x')) == DiskAnswer::ok);
    QVERIFY(disk.sync(file) == DiskAnswer::ok);
    disk.power_off();
    QVERIFY(disk.write(*file, 0, "y") == DiskAnswer::failed);
    disk.start();
    QVERIFY(disk.find("a"));
    QCOMPARE(disk.find("a")->cache, std::string(1000, 'x'));
}

void DiskVfsTest::what_was_not_may_be_torn() {
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        VolatileDisk disk(seed);
        const auto file = disk.create("a");
        (void)disk.write(*file, 0, std::string(2048, 'x'));
        (void)disk.sync(file);
        (void)disk.write(*file, 100, std::string(1400, 'y'));
        QCOMPARE(disk.find("a")->cache.substr(100, 1400), std::string(1400, 'y'));
        disk.power_off();
        disk.start();
        const std::string& now = disk.find("a")->cache;
        // No byte outside of the write's range changes.
        QCOMPARE(now.substr(0, 100), std::string(100, 'x'));
        QCOMPARE(now.substr(1500), std::string(548, 'x'));
        seen.insert(std::string{now[511], now[512], now[1023], now[1024]});
        const auto first = now.find('y');
        if (first != std::string::npos && now[100] == 'y' && now[511] != 'y') seen.insert("torn");
    }
    for (const char* one : {"xxxx", "yyyy", "yxxx", "xxxy", "xyyx", "yxxy", "torn"}) QVERIFY2(seen.contains(one), one);
}

void DiskVfsTest::a_failed_sync_loses() {
    for (const bool visible : {false, true}) {
        VolatileDisk disk(7);
        const auto file = disk.create("a");
        (void)disk.write(*file, 0, "old");
        (void)disk.sync(file);
        DiskFaults faults;
        faults.sync_fails_at = disk.operations();
        faults.lost_stays_visible = visible;
        disk.plan(faults);
        (void)disk.write(*file, 0, "new");
        QVERIFY(disk.sync(file) == DiskAnswer::failed);
        QCOMPARE(file->cache, std::string(visible ? "new" : "old"));
        // The next one succeeds and saves nothing of it.
        QVERIFY(disk.sync(file) == DiskAnswer::ok);
        disk.power_off();
        disk.start();
        QCOMPARE(disk.find("a")->cache, std::string("old"));
    }
}

void DiskVfsTest::a_full_disk_overwrites_but_does_not_grow() {
    VolatileDisk disk(7);
    const auto file = disk.create("a");
    (void)disk.write(*file, 0, "0123456789");
    DiskFaults faults;
    faults.full_from = 1;
    disk.plan(faults);
    QVERIFY(disk.write(*file, 3, "abc") == DiskAnswer::ok);
    QVERIFY(disk.write(*file, 8, "abc") == DiskAnswer::full);
    QCOMPARE(VolatileDisk::size_bytes(*file), std::uint64_t{10});
    disk.plan({});
    QVERIFY(disk.write(*file, 8, "abc") == DiskAnswer::ok);
    QCOMPARE(VolatileDisk::size_bytes(*file), std::uint64_t{11});
}

void DiskVfsTest::acknowledged_transactions_survive_data() {
    QTest::addColumn<Life>("life");
    const std::string rollback = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY";
    QTest::newRow("write-ahead log") << Life{write_ahead, 100, crash_soon};
    QTest::newRow("rollback journal") << Life{rollback, 100, crash_soon};
    QTest::newRow("killed, closed or crashed") << Life{write_ahead, 30, [](Random& random, std::uint64_t operations) {
        return random.percent(50) ? crash_soon(random, operations) : DiskFaults{};
    }};
    QTest::newRow("a sync fails") << Life{write_ahead, 50, [](Random& random, std::uint64_t operations) {
        DiskFaults faults;
        faults.sync_fails_at = operations + 1 + random.below(100);
        faults.sync_keeps_failing = random.percent(50);
        return faults;
    }};
    QTest::newRow("the disk is full, a write fails") << Life{write_ahead, 50, [](Random& random, std::uint64_t operations) {
        DiskFaults faults;
        if (random.percent(50)) faults.full_from = operations + 1 + random.below(100);
        else faults.write_fails_at = operations + 1 + random.below(100);
        return faults;
    }};
}

void DiskVfsTest::acknowledged_transactions_survive() {
    QFETCH(Life, life);
    std::uint64_t transactions = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Trial trial(seed, life);
        const std::string wrong = trial.live(5);
        QVERIFY2(wrong.empty(), ("seed " + std::to_string(seed) + ": " + wrong).c_str());
        transactions += trial.transactions();
    }
    QVERIFY(transactions > 500);
}

/// The disk is as bad as it says: programs that don't sync lose on it.
void DiskVfsTest::without_syncs_they_do_not() {
    const Life careless{"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 12; PRAGMA temp_store = MEMORY", 100, crash_soon};
    const Life reckless{"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 12; PRAGMA temp_store = MEMORY", 100, crash_soon};
    int lost = 0;
    int damaged = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Trial trial(seed, careless);
        const std::string wrong = trial.live(5);
        QVERIFY2(wrong.empty() || trial.lost() > 0, wrong.c_str());
        lost += trial.lost() > 0;
        Trial worse(seed, reckless);
        damaged += !worse.live(5).empty() && worse.lost() == 0;
    }
    QVERIFY(lost > 10);
    QVERIFY(damaged > 0);
}

ORKESTR_TEST(DiskVfsTest)

} // namespace orkestr::test

#include "disk_vfs_test.moc"
