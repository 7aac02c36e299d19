// A copy of a workspace's file: whole, of one moment, and never in place of something.
#include "core/adapters/sqlite/sqlite_backup.h"

#include "tests/conformance/child_process.h"
#include "tests/conformance/raw_sqlite.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace orkestr::test {

using Mode = SqliteStore::Mode;

class SqliteBackupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { folder_.reset(); }

    void a_copy_is_a_workspace();
    void it_is_of_one_moment_while_others_write();
    void it_is_for_its_owner_only();
    void what_is_in_a_log_is_copied_too();
    void it_overwrites_nothing();
    void what_is_missing_is_told();
    void what_is_no_workspace_is_not_copied();
    void no_permission_is_told();
    void a_full_disk_leaves_nothing();

private:
    std::string path(const std::string& name = "workspace.sqlite") const {
        return folder_->filePath(QString::fromStdString(name)).toStdString();
    }
    /// The names in the folder `copies`.
    std::set<std::string> copies() const;

    std::unique_ptr<QTemporaryDir> folder_;
};

void SqliteBackupTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
    std::filesystem::create_directory(path("copies"));
}

std::set<std::string> SqliteBackupTest::copies() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path("copies"))) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

void SqliteBackupTest::a_copy_is_a_workspace() {
    const auto store = open_sqlite(path());
    AppendBatch batch = batch_of(run_id(1), 0, 30, "waiting");
    batch.events[4].value = Json::string(std::string(200'000, 'v'));
    batch.timers_set = {{run_id(1), 4, Instant{77}}};
    batch.published = {bus_event(1)};
    VERIFY_OK(append_one(*store, batch));
    VERIFY_OK(backup_sqlite(path(), path("copies/copy.sqlite")));
    QCOMPARE(copies(), std::set<std::string>{"copy.sqlite"});

    const auto copy = open_sqlite(path("copies/copy.sqlite"));
    QCOMPARE(text_of(copy->events(run_id(1), 0, 100)), text_of(batch.events));
    QCOMPARE(text_of(copy->timers(Instant{100}, 10)), text_of(batch.timers_set));
    QCOMPARE(text_of(copy->bus_events({})), text_of(store->bus_events({})));
    QVERIFY(*copy->workspace_key() == *store->workspace_key());
    QVERIFY(*copy->workspace_id() == *store->workspace_id());
    VERIFY_OK(append_one(*copy, batch_of(run_id(1), 30, 1)));
    QCOMPARE(copy->publish(bus_event(2)).value(), 2);
    QCOMPARE(store->events(run_id(1), 0, 100)->size(), 30u);
}

void SqliteBackupTest::it_is_of_one_moment_while_others_write() {
    constexpr std::uint64_t runs = 4;
    constexpr int wanted = 8;
    auto store = open_sqlite(path());
    for (std::uint64_t i = 0; i < runs; ++i) VERIFY_OK(append_one(*store, batch_of(run_id(i), 0, 200)));
    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> appended = 0;
    std::string complaint;
    std::thread writer([&] {
        for (std::uint64_t at = 200; !stop; at += 3) {
            std::vector<AppendBatch> batches;
            for (std::uint64_t i = 0; i < runs; ++i) {
                batches.push_back(batch_of(run_id(i), at, 3));
                batches.back().published = {bus_event(1)};
            }
            for (const auto& result : store->append(batches)) {
                if (!result) complaint = result.error().message;
            }
            ++appended;
        }
    });
    std::vector<std::string> made_copies;
    QString said;
    for (int i = 0; i < wanted; ++i) {
        // So that each is of another moment.
        for (const std::uint64_t seen = appended; appended == seen;) std::this_thread::yield();
        made_copies.push_back(path("copies/" + std::to_string(i)));
        const auto made = backup_sqlite(path(), made_copies.back());
        if (!made) said += QString::fromStdString(made.error().message);
    }
    stop = true;
    writer.join();
    QCOMPARE(QString::fromStdString(complaint) + said, QString());

    std::uint64_t last = 0;
    for (const std::string& name : made_copies) {
        QCOMPARE(RawSqlite(name).text("PRAGMA integrity_check"), "ok");
        const auto copy = open_sqlite(name, Mode::read_only);
        const auto rows = copy->runs({});
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), runs);
        for (const RunRow& row : *rows) {
            // Their histories grow in the same transactions.
            QCOMPARE(row.events, rows->front().events);
            const auto events = copy->events(row.run, 0, 1'000'000);
            VERIFY_OK(events);
            QCOMPARE(events->size(), row.events);
            QCOMPARE(text_of(*events), text_of(store->events(row.run, 0, static_cast<std::uint32_t>(row.events))));
        }
        QVERIFY(rows->front().events > last);
        last = rows->front().events;
        QCOMPARE(copy->last_bus_event().value(), static_cast<std::int64_t>((last - 200) / 3 * runs));
    }
}

void SqliteBackupTest::it_is_for_its_owner_only() {
    const auto store = open_sqlite(path());
    const mode_t mask = umask(0);
    const auto made = backup_sqlite(path(), path("copies/copy.sqlite"));
    umask(mask);
    VERIFY_OK(made);
    struct stat found {};
    QCOMPARE(stat(path("copies/copy.sqlite").c_str(), &found), 0);
    QCOMPARE(found.st_mode & 0777, 0600u);
}

void SqliteBackupTest::what_is_in_a_log_is_copied_too() {
    // As a killed program leaves it.
    Child child = start_child([&](int output) {
        auto store = SqliteStore::open(path(), Mode::read_write_create);
        if (store && append_one(**store, batch_of(run_id(1), 0, 3))) (void)!write(output, "x", 1);
        pause();
    });
    char done = 0;
    QCOMPARE(read(child.output, &done, 1), 1);
    kill_child(child);
    QVERIFY(std::filesystem::file_size(path() + "-wal") > 0);
    VERIFY_OK(backup_sqlite(path(), path("copies/copy.sqlite")));
    QCOMPARE(open_sqlite(path("copies/copy.sqlite"), Mode::read_only)->events(run_id(1), 0, 9)->size(), 3u);
}

void SqliteBackupTest::it_overwrites_nothing() {
    (void)open_sqlite(path());
    std::ofstream(path("copies/there")) << "precious";
    std::filesystem::create_symlink(path("nowhere"), path("copies/link"));
    std::filesystem::create_directory(path("copies/folder"));
    const auto before = copies();
    for (const std::string& name : before) {
        const auto made = backup_sqlite(path(), path("copies/" + name));
        VERIFY_CODE(made, ErrorCode::already_exists);
        VERIFY_MENTIONS(made, name);
    }
    VERIFY_CODE(backup_sqlite(path(), path()), ErrorCode::already_exists);
    QCOMPARE(copies(), before);
    QCOMPARE(std::filesystem::file_size(path("copies/there")), 8u);
    QVERIFY(!std::filesystem::exists(path("nowhere")));
}

void SqliteBackupTest::what_is_missing_is_told() {
    const auto no_workspace = backup_sqlite(path(), path("copies/copy"));
    VERIFY_CODE(no_workspace, ErrorCode::not_found);
    VERIFY_MENTIONS(no_workspace, "no workspace at");
    (void)open_sqlite(path());
    for (const char* to : {"missing/copy", "workspace.sqlite/copy"}) {
        const auto no_folder = backup_sqlite(path(), path(to));
        VERIFY_CODE(no_folder, ErrorCode::not_found);
        VERIFY_MENTIONS(no_folder, "no folder for it");
    }
    VERIFY_CODE(backup_sqlite(path(), ""), ErrorCode::invalid_argument);
    QCOMPARE(copies(), std::set<std::string>{});
}

void SqliteBackupTest::what_is_no_workspace_is_not_copied() {
    std::ofstream(path("text")) << std::string(5000, 'x');
    VERIFY_CODE(backup_sqlite(path("text"), path("copies/copy")), ErrorCode::corrupt);
    std::ofstream(path("empty")).close();
    VERIFY_CODE(backup_sqlite(path("empty"), path("copies/copy")), ErrorCode::not_found);
    RawSqlite(path("other")).run("CREATE TABLE bookmarks (url TEXT)");
    VERIFY_CODE(backup_sqlite(path("other"), path("copies/copy")), ErrorCode::invalid_argument);
    (void)open_sqlite(path("newer"));
    RawSqlite(path("newer")).run("PRAGMA user_version = 99");
    VERIFY_CODE(backup_sqlite(path("newer"), path("copies/copy")), ErrorCode::newer_version);
    QCOMPARE(copies(), std::set<std::string>{});
}

void SqliteBackupTest::no_permission_is_told() {
    (void)open_sqlite(path());
    std::filesystem::permissions(path(), std::filesystem::perms(0444));
    std::filesystem::permissions(path("copies"), std::filesystem::perms(0555));
    std::filesystem::permissions(folder_->path().toStdString(), std::filesystem::perms(0755));
    const std::string said = in_child([&]() -> std::string {
        if (!drop_root()) return "root can't be dropped";
        const auto made = backup_sqlite(path(), path("copies/copy"));
        if (made || made.error().code != ErrorCode::io) return "not told that nothing can be made there";
        return made.error().message.find("no permission") == std::string::npos ? made.error().message : "";
    });
    std::filesystem::permissions(path("copies"), std::filesystem::perms(0700));
    QCOMPARE(QString::fromStdString(said), QString());
    QCOMPARE(copies(), std::set<std::string>{});
}

void SqliteBackupTest::a_full_disk_leaves_nothing() {
    for (std::uint64_t i = 0; i < 20; ++i) {
        AppendBatch batch = batch_of(run_id(i), 0, 1);
        batch.events[0].value = Json::string(std::string(60'000, 'v'));
        VERIFY_OK(append_one(*open_sqlite(path()), batch));
    }
    const std::string said = in_child([&]() -> std::string {
        if (!mount_small_disk(path("copies"), 512 * 1024)) return "skip";
        const auto made = backup_sqlite(path(), path("copies/copy"));
        if (made) return "it went well";
        if (made.error().code != ErrorCode::disk_full) return made.error().message;
        if (made.error().message.find("copies/copy") == std::string::npos) return made.error().message;
        return copies().empty() ? "" : "something is left of it";
    });
    if (said == "skip") QSKIP("no user namespaces here, so no small disk");
    QCOMPARE(QString::fromStdString(said), QString());
    VERIFY_OK(backup_sqlite(path(), path("copies/copy")));
}

ORKESTR_TEST(SqliteBackupTest)

} // namespace orkestr::test

#include "sqlite_backup_test.moc"
