// A workspace is open only with its write-ahead log: without it, what SQLite has committed may be undone by a journal that a
// power failure brings back.
#include "core/adapters/sqlite/sqlite_store.h"
#include "tests/crash/disk_vfs.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>
#include <sqlite3.h>

namespace orkestr::test {

namespace {

std::string journal_mode(const std::string& uri) {
    sqlite3* database = nullptr;
    std::string mode;
    if (sqlite3_open_v2(uri.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, nullptr) == SQLITE_OK) {
        const auto take = [](void* to, int, char** values, char**) {
            *static_cast<std::string*>(to) = values[0];
            return 0;
        };
        (void)sqlite3_exec(database, "PRAGMA journal_mode", take, &mode, nullptr);
    }
    sqlite3_close(database);
    return mode;
}

} // namespace

class WorkspaceLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_failed_change_to_it_is_a_failed_opening() {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString() + "/" + SqliteStore::file_name;
        int failed = 0;
        int opened = 0;
        for (std::uint64_t at = 1; at <= 80; ++at) {
            VolatileDisk disk(at);
            DiskVfs vfs(disk);
            DiskFaults faults;
            faults.write_fails_at = at;
            disk.plan(faults);
            const auto store = SqliteStore::open(vfs.uri(path), SqliteStore::Mode::read_write_create);
            store ? ++opened : ++failed;
            if (store) QCOMPARE(journal_mode(vfs.uri(path)), std::string("wal"));
        }
        QVERIFY(failed > 10);
        QVERIFY(opened > 10);
    }
};

ORKESTR_TEST(WorkspaceLogTest)

} // namespace orkestr::test

#include "workspace_log_test.moc"
