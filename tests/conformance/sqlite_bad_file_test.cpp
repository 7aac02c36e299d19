// The SQLite store in bad circumstances: each has its code and a sentence, and nothing is lost.
#include "tests/conformance/child_process.h"
#include "tests/conformance/raw_sqlite.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include "core/base/random.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <unistd.h>

namespace orkestr::test {

using Mode = SqliteStore::Mode;

class SqliteBadFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { folder_.reset(); }

    void what_is_not_there_is_not_found();
    void what_is_no_plain_file_is_refused();
    void what_is_no_database_is_refused_and_kept_data();
    void what_is_no_database_is_refused_and_kept();
    void another_programs_database_is_refused_and_kept();
    void a_newer_version_is_refused_and_kept();
    void a_damaged_file_is_told_data();
    void a_damaged_file_is_told();
    void flipped_bytes_never_crash();
    void a_missing_row_is_told_data();
    void a_missing_row_is_told();
    void a_missing_key_is_told();
    void a_folder_without_permission_can_be_read();
    void a_log_that_can_not_be_read_is_told();
    void no_permission_to_read_is_told();
    void a_full_disk_loses_nothing();
    void a_full_disk_makes_no_workspace();

private:
    std::string path(const char* name = "workspace.sqlite") const { return folder_->filePath(name).toStdString(); }
    void make_workspace();

    std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

constexpr std::uint64_t workspace_runs = 50;

std::string bytes_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.close();
    if (!file) qFatal("%s can't be written", path.c_str());
}

/// Every kind of access, one after another; the codes of what fails.
std::set<ErrorCode> use_everything(const std::string& path) {
    std::set<ErrorCode> codes;
    const auto note = [&](const auto& result) {
        if (result.ok()) return;
        codes.insert(result.error().code);
        if (result.error().message.empty()) qFatal("an error without a message");
    };
    auto store = SqliteStore::open(path, Mode::read_write);
    note(store);
    if (!store) return codes;
    note((*store)->runs({}));
    for (std::uint64_t i = 0; i < workspace_runs; ++i) note((*store)->events(run_id(i), 0, 1000));
    note((*store)->timers(Instant{1'000'000}, 1000));
    note((*store)->outbox({}));
    note((*store)->pending(100));
    note((*store)->definitions({}));
    for (std::uint64_t i = 0; i < workspace_runs; ++i) note((*store)->snapshot(run_id(i)));
    note((*store)->bus_events({}));
    note((*store)->bus_events({0, true, 100}));
    note((*store)->last_bus_event());
    note((*store)->listeners());
    note((*store)->dead_letters({}));
    for (std::uint64_t i = 0; i < workspace_runs; ++i) {
        DeadLetterQuery query;
        query.run = run_id(i);
        note((*store)->dead_letters(query));
    }
    note((*store)->schedules());
    note((*store)->workspace_key());
    note((*store)->expire_bus_events(Instant{1'000'000}, 20, 100));
    note(append_one(**store, batch_of(run_id(100), 0, 5)));
    note((*store)->post({0, "start", run_id(1), Json(), Instant{1}}));
    note((*store)->publish(bus_event(1)));
    note((*store)->add_dead_letter({}));
    note((*store)->lease("engine", "one", Instant{0}, Instant{1}));
    return codes;
}

} // namespace

void SqliteBadFileTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void SqliteBadFileTest::make_workspace() {
    const auto store = open_sqlite(path());
    VERIFY_OK(store->put_schedule({}));
    std::vector<AppendBatch> batches;
    for (std::uint64_t i = 0; i < workspace_runs; ++i) {
        AppendBatch batch = batch_of(run_id(i), 0, 5);
        batch.published = {bus_event(static_cast<std::int64_t>(i))};
        batch.listeners_set = {{run_id(i), 1, 0, 0, Json()}};
        batch.snapshot = SnapshotRow{5, {}, Json::string(std::string(2000, 's'))};
        batch.dead.emplace_back().run = run_id(i);
        batches.push_back(std::move(batch));
    }
    for (std::uint64_t i = 0; i < workspace_runs; ++i) {
        AppendBatch batch = batch_of(run_id(i), 5, 15);
        batch.events[3].value = Json::string(std::string(3000, 'v'));
        batch.events[4].value = Json::string(std::string(i == 7 ? 100'000 : 10, 'w'));
        batch.timers_set = {{run_id(i), 2, Instant{static_cast<std::int64_t>(i)}}};
        batch.outbox_added = {{run_id(i), 3, "http"}};
        batches.push_back(std::move(batch));
    }
    // Small events are at the end of the file: a cut there takes whole ones, which is always noticed.
    batches.push_back(batch_of(run_id(workspace_runs - 1), 20, 200));
    for (const auto& result : store->append(batches)) VERIFY_OK(result);
    VERIFY_OK(store->put_definition({"a", "b", "1.0.0", "h", "t", "f", Instant{1}, true}));
}

void SqliteBadFileTest::what_is_not_there_is_not_found() {
    for (const Mode mode : {Mode::read_only, Mode::read_write}) {
        const auto missing = SqliteStore::open(path("nothing"), mode);
        VERIFY_CODE(missing, ErrorCode::not_found);
        VERIFY_MENTIONS(missing, "nothing");
        VERIFY_CODE(SqliteStore::open(path("no/folder/either"), mode), ErrorCode::not_found);
    }
    QVERIFY(!std::filesystem::exists(path("nothing")));
    QVERIFY(!std::filesystem::exists(path("no")));
    VERIFY_CODE(SqliteStore::open("", Mode::read_write_create), ErrorCode::invalid_argument);
}

void SqliteBadFileTest::what_is_no_plain_file_is_refused() {
    std::filesystem::create_directory(path("folder"));
    write_bytes(path("file"), "x");
    for (const Mode mode : {Mode::read_only, Mode::read_write, Mode::read_write_create}) {
        VERIFY_CODE(SqliteStore::open(path("folder"), mode), ErrorCode::invalid_argument);
    }
    const auto inside = SqliteStore::open(path("file/workspace.sqlite"), Mode::read_write_create);
    VERIFY_CODE(inside, ErrorCode::io);
    VERIFY_MENTIONS(inside, "is a file");
}

void SqliteBadFileTest::what_is_no_database_is_refused_and_kept_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a line") << QByteArray("document: {dsl: 1.0.0}\n");
    QTest::newRow("a page of text") << QByteArray(5000, 'x');
    QTest::newRow("zeros") << QByteArray(8192, '\0');
}

void SqliteBadFileTest::what_is_no_database_is_refused_and_kept() {
    QFETCH(QByteArray, bytes);
    write_bytes(path(), bytes.toStdString());
    for (const Mode mode : {Mode::read_only, Mode::read_write, Mode::read_write_create}) {
        const auto opened = SqliteStore::open(path(), mode);
        VERIFY_CODE(opened, ErrorCode::corrupt);
        VERIFY_MENTIONS(opened, path());
    }
    QVERIFY(bytes_of_file(path()) == bytes.toStdString());
}

void SqliteBadFileTest::another_programs_database_is_refused_and_kept() {
    RawSqlite(path()).run("CREATE TABLE bookmarks (url TEXT)");
    const std::string before = bytes_of_file(path());
    for (const Mode mode : {Mode::read_only, Mode::read_write, Mode::read_write_create}) {
        const auto opened = SqliteStore::open(path(), mode);
        VERIFY_CODE(opened, ErrorCode::invalid_argument);
        VERIFY_MENTIONS(opened, "another program");
    }
    QVERIFY(bytes_of_file(path()) == before);
}

void SqliteBadFileTest::a_newer_version_is_refused_and_kept() {
    make_workspace();
    RawSqlite(path()).run("PRAGMA user_version = 99");
    const std::string before = bytes_of_file(path());
    for (const Mode mode : {Mode::read_only, Mode::read_write, Mode::read_write_create}) {
        const auto opened = SqliteStore::open(path(), mode);
        VERIFY_CODE(opened, ErrorCode::newer_version);
        VERIFY_MENTIONS(opened, "update Orkestr");
    }
    QVERIFY(bytes_of_file(path()) == before);
}

void SqliteBadFileTest::a_damaged_file_is_told_data() {
    QTest::addColumn<int>("damage");
    const char* names[] = {"header: magic",     "header: all of it", "pages in the middle", "cut in half",
                           "cut within a page", "cut to one page",   "cut to its header"};
    for (int i = 0; i < 7; ++i) QTest::newRow(names[i]) << i;
}

void SqliteBadFileTest::a_damaged_file_is_told() {
    QFETCH(int, damage);
    make_workspace();
    std::string bytes = bytes_of_file(path());
    QVERIFY(bytes.size() > 100'000);
    switch (damage) {
    case 0: bytes[3] = static_cast<char>(bytes[3] ^ 0x40); break;
    case 1: std::fill_n(bytes.begin(), 100, '\x5a'); break;
    case 2: std::fill(bytes.begin() + 8192, bytes.end(), '\xa5'); break;
    case 3: bytes.resize(bytes.size() / 2 / 4096 * 4096); break;
    case 4: bytes.resize(bytes.size() - 1000); break;
    case 5: bytes.resize(4096); break;
    case 6: bytes.resize(100); break;
    }
    write_bytes(path(), bytes);
    const auto codes = use_everything(path());
    QVERIFY(codes.contains(ErrorCode::corrupt));
    QCOMPARE(codes.size(), 1u);
}

void SqliteBadFileTest::flipped_bytes_never_crash() {
    make_workspace();
    const std::string good = bytes_of_file(path());
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        std::string bytes = good;
        // Few in the whole file, or many in one page.
        const bool one_page = random.percent(50);
        const std::uint64_t begin = one_page ? random.below(bytes.size() / 4096) * 4096 : 0;
        const std::uint64_t length = one_page ? 4096 : bytes.size();
        for (int i = 0; i < 40; ++i) {
            char& byte = bytes[begin + random.below(length)];
            byte = static_cast<char>(byte ^ (1 << random.below(8)));
        }
        for (const char* suffix : {"-wal", "-shm", "-journal"}) std::filesystem::remove(path() + suffix);
        write_bytes(path(), bytes);
        for (const ErrorCode code : use_everything(path())) {
            const std::set<ErrorCode> expected{ErrorCode::corrupt,       ErrorCode::io,
                                               ErrorCode::not_found,     ErrorCode::read_only,
                                               ErrorCode::newer_version, ErrorCode::invalid_argument,
                                               ErrorCode::internal};
            QVERIFY2(expected.contains(code), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(to_string(code))));
        }
    }
}

void SqliteBadFileTest::a_missing_row_is_told_data() {
    QTest::addColumn<QString>("sql");
    QTest::newRow("an event in the middle")
        << "DELETE FROM events WHERE key = (SELECT no FROM runs ORDER BY run LIMIT 1 OFFSET 7) * 16777216 + 5";
    QTest::newRow("the first event")
        << "DELETE FROM events WHERE key = (SELECT no FROM runs ORDER BY run LIMIT 1 OFFSET 7) * 16777216 + 1";
    QTest::newRow("the last event")
        << "DELETE FROM events WHERE key = (SELECT no FROM runs ORDER BY run LIMIT 1 OFFSET 7) * 16777216 + 20";
    QTest::newRow("a stored value") << "DELETE FROM blobs";
    QTest::newRow("part of a hash") << "UPDATE events SET hash = x'00'";
}

void SqliteBadFileTest::a_missing_row_is_told() {
    QFETCH(QString, sql);
    make_workspace();
    RawSqlite(path()).run(sql.toStdString());
    const auto store = open_sqlite(path());
    const auto events = store->events(run_id(7), 0, 1000);
    VERIFY_CODE(events, ErrorCode::corrupt);
    VERIFY_MENTIONS(events, "backup");
}

void SqliteBadFileTest::a_missing_key_is_told() {
    make_workspace();
    RawSqlite(path()).run("DELETE FROM meta");
    VERIFY_CODE(open_sqlite(path())->workspace_key(), ErrorCode::corrupt);
}

void SqliteBadFileTest::a_folder_without_permission_can_be_read() {
    make_workspace();
    std::filesystem::permissions(path(), std::filesystem::perms(0444));
    std::filesystem::permissions(folder_->path().toStdString(), std::filesystem::perms(0555));
    const std::string said = in_child([&]() -> std::string {
        if (!drop_root()) return "root can't be dropped";
        const auto reader = SqliteStore::open(path(), Mode::read_only);
        if (!reader) return reader.error().message;
        const auto runs = (*reader)->runs({});
        if (!runs || runs->size() != workspace_runs) return "the runs are not there";
        const auto version = (*reader)->data_version();
        if (!version) return version.error().message;
        for (const Mode mode : {Mode::read_write, Mode::read_write_create}) {
            const auto writer = SqliteStore::open(path(), mode);
            if (writer || writer.error().code != ErrorCode::read_only) return "writing was not refused as it should be";
        }
        return {};
    });
    std::filesystem::permissions(folder_->path().toStdString(), std::filesystem::perms(0700));
    QCOMPARE(QString::fromStdString(said), QString());
}

void SqliteBadFileTest::a_log_that_can_not_be_read_is_told() {
    make_workspace();
    {
        // As a killed program leaves it: with a log, and copied without the log's index.
        const auto store = open_sqlite(path());
        VERIFY_OK(append_one(*store, batch_of(run_id(200), 0, 1)));
        std::filesystem::create_directory(path("copy"));
        std::filesystem::copy_file(path(), path("copy/workspace.sqlite"));
        std::filesystem::copy_file(path() + "-wal", path("copy/workspace.sqlite-wal"));
    }
    for (const char* name : {"copy/workspace.sqlite", "copy/workspace.sqlite-wal"}) {
        std::filesystem::permissions(path(name), std::filesystem::perms(0444));
    }
    std::filesystem::permissions(path("copy"), std::filesystem::perms(0555));
    std::filesystem::permissions(folder_->path().toStdString(), std::filesystem::perms(0755));
    const std::string said = in_child([&]() -> std::string {
        if (!drop_root()) return "root can't be dropped";
        const auto reader = SqliteStore::open(path("copy/workspace.sqlite"), Mode::read_only);
        if (reader) return "it opened";
        return reader.error().code == ErrorCode::read_only ? "" : reader.error().message;
    });
    std::filesystem::permissions(path("copy"), std::filesystem::perms(0700));
    QCOMPARE(QString::fromStdString(said), QString());
    const auto reader = open_sqlite(path("copy/workspace.sqlite"), Mode::read_only);
    QCOMPARE(reader->events(run_id(200), 0, 9)->size(), 1u);
}

void SqliteBadFileTest::no_permission_to_read_is_told() {
    make_workspace();
    std::filesystem::permissions(path(), std::filesystem::perms(0000));
    std::filesystem::permissions(folder_->path().toStdString(), std::filesystem::perms(0555));
    const std::string said = in_child([&]() -> std::string {
        if (!drop_root()) return "root can't be dropped";
        for (const Mode mode : {Mode::read_only, Mode::read_write, Mode::read_write_create}) {
            const auto opened = SqliteStore::open(path(), mode);
            if (opened || opened.error().code != ErrorCode::io) return "not told that it can't be read";
        }
        for (const char* name : {"other", "new/other"}) {
            const auto created = SqliteStore::open(path(name), Mode::read_write_create);
            if (created || created.error().code != ErrorCode::io) return "not told that it can't be made";
            if (created.error().message.find("no permission") == std::string::npos) return created.error().message;
        }
        return {};
    });
    std::filesystem::permissions(folder_->path().toStdString(), std::filesystem::perms(0700));
    QCOMPARE(QString::fromStdString(said), QString());
}

void SqliteBadFileTest::a_full_disk_loses_nothing() {
    const std::string said = in_child([&]() -> std::string {
        if (!mount_small_disk(folder_->path().toStdString(), 2 * 1024 * 1024)) return "skip";
        auto store = SqliteStore::open(path(), Mode::read_write_create);
        if (!store) return store.error().message;
        write_bytes(path("ballast"), std::string(600'000, 'b'));
        std::uint64_t appended = 0;
        Result<void> last;
        while (appended < 10'000) {
            AppendBatch batch = batch_of(run_id(appended), 0, 20);
            for (EventRow& event : batch.events) event.value = Json::string(std::string(1000, 'v'));
            const auto results = (*store)->append({batch, batch_of(run_id(100'000 + appended), 0, 1)});
            last = results[0];
            if (!last) {
                if (results[1] || results[1].error().code != last.error().code) return "the results differ";
                break;
            }
            ++appended;
        }
        if (last || last.error().code != ErrorCode::disk_full) return last ? "never full" : last.error().message;
        const auto count = [&]() -> std::size_t {
            RunQuery query;
            query.limit = 10'000;
            const auto runs = (*store)->runs(query);
            return runs ? runs->size() : 0;
        };
        if (appended == 0 || count() != appended * 2) return "what was appended before is not there";
        std::filesystem::remove(path("ballast"));
        if (!append_one(**store, batch_of(run_id(50'000), 0, 2))) return "it does not go on when there is space again";
        store->reset();
        store = SqliteStore::open(path(), Mode::read_only);
        if (!store) return store.error().message;
        return count() == appended * 2 + 1 ? "" : "what was appended is not there after opening again";
    });
    if (said == "skip") QSKIP("no user namespaces here, so no small disk");
    QCOMPARE(QString::fromStdString(said), QString());
}

void SqliteBadFileTest::a_full_disk_makes_no_workspace() {
    const std::string said = in_child([&]() -> std::string {
        if (!mount_small_disk(folder_->path().toStdString(), 64 * 1024)) return "skip";
        std::ofstream ballast(path("ballast"), std::ios::binary);
        while (ballast.write(std::string(4096, 'b').data(), 4096).flush()) {}
        ballast.close();
        const auto store = SqliteStore::open(path(), Mode::read_write_create);
        if (store) return "it opened";
        return store.error().code == ErrorCode::disk_full ? "" : store.error().message;
    });
    if (said == "skip") QSKIP("no user namespaces here, so no small disk");
    QCOMPARE(QString::fromStdString(said), QString());
}

ORKESTR_TEST(SqliteBadFileTest)

} // namespace orkestr::test

#include "sqlite_bad_file_test.moc"
