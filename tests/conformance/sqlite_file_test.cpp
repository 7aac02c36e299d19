// The SQLite store and its file: how it is made, who may see it, several instances at once, deaths.
#include "tests/conformance/child_process.h"
#include "tests/conformance/raw_sqlite.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace orkestr::test {

using Mode = SqliteStore::Mode;

class SqliteFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { folder_.reset(); }

    void the_file_is_for_its_owner_only();
    void a_workspace_has_its_own_key_and_id();
    void reopening_finds_everything();
    void an_empty_file_becomes_a_workspace();
    void a_big_value_of_two_runs_stands_once();
    void a_reader_sees_what_a_writer_commits();
    void a_reader_can_not_write();
    void two_writers_take_turns();
    void a_writer_that_never_ends_is_told();
    void an_instance_may_change_its_thread();
    void lesser_durability_can_be_had();
    void many_programs_may_make_it_at_once();
    void a_killed_writer_loses_nothing_acknowledged();

private:
    std::string path(const char* name = "workspace.sqlite") const { return folder_->filePath(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

mode_t permissions(const std::string& path) {
    struct stat found {};
    return stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
}

} // namespace

void SqliteFileTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void SqliteFileTest::the_file_is_for_its_owner_only() {
    const std::string file = path("new/deep/workspace.sqlite");
    const mode_t mask = umask(0);
    const auto store = open_sqlite(file);
    umask(mask);
    VERIFY_OK(append_one(*store, batch_of(run_id(1), 0, 1)));
    QCOMPARE(permissions(path("new")), 0700u);
    QCOMPARE(permissions(path("new/deep")), 0700u);
    QCOMPARE(permissions(file), 0600u);
    QCOMPARE(permissions(file + "-wal"), 0600u);
    QCOMPARE(permissions(file + "-shm"), 0600u);
}

void SqliteFileTest::a_workspace_has_its_own_key_and_id() {
    const auto one = open_sqlite(path("one"));
    const auto two = open_sqlite(path("two"));
    const auto key = one->workspace_key();
    const auto id = one->workspace_id();
    VERIFY_OK(key);
    VERIFY_OK(id);
    QCOMPARE(key->size(), 32u);
    QCOMPARE(id->size(), 36u);
    QVERIFY(*key != *two->workspace_key());
    QVERIFY(*id != *two->workspace_id());
    const auto again = open_sqlite(path("one"), Mode::read_only);
    QVERIFY(*again->workspace_key() == *key);
    QVERIFY(*again->workspace_id() == *id);
}

void SqliteFileTest::reopening_finds_everything() {
    AppendBatch batch = batch_of(run_id(1), 0, 40, "waiting");
    batch.timers_set = {{run_id(1), 4, Instant{77}}};
    batch.outbox_added = {{run_id(1), 5, "http"}};
    {
        const auto store = open_sqlite(path());
        VERIFY_OK(append_one(*store, batch));
        VERIFY_OK(store->post({0, "cancel", run_id(1), Json(), Instant{1}}));
        VERIFY_OK(store->lease("engine", "one", Instant{0}, Instant{100}));
    }
    // Closed well: one file holds it all.
    QVERIFY(!std::filesystem::exists(path() + "-wal"));
    for (const Mode mode : {Mode::read_only, Mode::read_write, Mode::read_write_create}) {
        const auto store = open_sqlite(path(), mode);
        QCOMPARE(text_of(store->events(run_id(1), 0, 100)), text_of(batch.events));
        QCOMPARE(text_of(store->runs({})), text_of(std::vector{batch.row}));
        QCOMPARE(text_of(store->timers(Instant{100}, 10)), text_of(batch.timers_set));
        QCOMPARE(text_of(store->outbox({})), text_of(batch.outbox_added));
        QCOMPARE(store->pending(10)->size(), 1u);
    }
}

void SqliteFileTest::an_empty_file_becomes_a_workspace() {
    // What is left when a program dies between making the file and its tables.
    std::ofstream(path()).close();
    VERIFY_CODE(SqliteStore::open(path(), Mode::read_only), ErrorCode::not_found);
    const auto store = open_sqlite(path());
    VERIFY_OK(append_one(*store, batch_of(run_id(1), 0, 1)));
}

void SqliteFileTest::a_big_value_of_two_runs_stands_once() {
    const std::string value = '"' + std::string(1'000'000, 'x') + '"';
    std::vector<AppendBatch> batches;
    for (std::uint64_t i = 1; i <= 20; ++i) {
        AppendBatch batch = batch_of(run_id(i), 0, 2);
        batch.events[0] = event_row(1, "run.started", "{}", value);
        batch.events[1] = event_row(2, "task.completed", "{}", value);
        batches.push_back(std::move(batch));
    }
    {
        const auto store = open_sqlite(path());
        for (const auto& result : store->append(batches)) VERIFY_OK(result);
        QCOMPARE(text_of(store->events(run_id(7), 0, 9)), text_of(batches[6].events));
    }
    QCOMPARE(RawSqlite(path()).integer("SELECT count(*) FROM blobs"), 1);
    QVERIFY(std::filesystem::file_size(path()) < 1'500'000);
}

void SqliteFileTest::a_reader_sees_what_a_writer_commits() {
    const auto writer = open_sqlite(path());
    const auto reader = open_sqlite(path(), Mode::read_only);
    const auto before = reader->data_version();
    VERIFY_OK(before);
    QCOMPARE(*reader->data_version(), *before);
    QCOMPARE(reader->runs({})->size(), 0u);
    VERIFY_OK(append_one(*writer, batch_of(run_id(1), 0, 3)));
    QVERIFY(*reader->data_version() != *before);
    QCOMPARE(reader->events(run_id(1), 0, 9)->size(), 3u);
    // A reading that stopped early must not hold the reader in the past.
    QCOMPARE(reader->events(run_id(1), 0, 1)->size(), 1u);
    VERIFY_OK(append_one(*writer, batch_of(run_id(1), 3, 3)));
    QCOMPARE(reader->events(run_id(1), 0, 9)->size(), 6u);
    const auto after = reader->data_version();
    QCOMPARE(*reader->data_version(), *after);
}

void SqliteFileTest::a_reader_can_not_write() {
    const auto writer = open_sqlite(path());
    const auto reader = open_sqlite(path(), Mode::read_only);
    const auto results = reader->append({batch_of(run_id(1), 0, 1), batch_of(run_id(2), 0, 1)});
    QCOMPARE(results.size(), 2u);
    VERIFY_CODE(results[0], ErrorCode::read_only);
    VERIFY_CODE(results[1], ErrorCode::read_only);
    VERIFY_CODE(reader->post({0, "start", run_id(1), Json(), Instant{1}}), ErrorCode::read_only);
    VERIFY_CODE(reader->drop(1), ErrorCode::read_only);
    VERIFY_CODE(reader->put_definition({"a", "b", "1.0.0", "h", "t", "f", Instant{1}, true}), ErrorCode::read_only);
    VERIFY_CODE(reader->lease("a", "b", Instant{1}, Instant{2}), ErrorCode::read_only);
    QCOMPARE(writer->runs({})->size(), 0u);
    VERIFY_OK(append_one(*writer, batch_of(run_id(1), 0, 1)));
}

void SqliteFileTest::two_writers_take_turns() {
    const auto one = open_sqlite(path());
    const auto two = open_sqlite(path());
    VERIFY_OK(append_one(*one, batch_of(run_id(1), 0, 2)));
    VERIFY_OK(append_one(*two, batch_of(run_id(1), 2, 2)));
    const auto late = append_one(*one, batch_of(run_id(1), 2, 1));
    VERIFY_CODE(late, ErrorCode::conflict);
    VERIFY_MENTIONS(late, "event 4, not 2");
    VERIFY_OK(append_one(*one, batch_of(run_id(1), 4, 1)));
    QCOMPARE(two->events(run_id(1), 0, 99)->size(), 5u);

    const auto id = two->post({0, "start", run_id(2), Json(), Instant{1}});
    VERIFY_OK(id);
    AppendBatch taking = batch_of(run_id(2), 0, 1);
    taking.inbox_taken = {*id};
    VERIFY_OK(append_one(*one, taking));
    QCOMPARE(two->pending(9)->size(), 0u);
    VERIFY_OK(one->lease("engine", "one", Instant{0}, Instant{10}));
    VERIFY_CODE(two->lease("engine", "two", Instant{0}, Instant{10}), ErrorCode::conflict);
}

void SqliteFileTest::a_writer_that_never_ends_is_told() {
    const auto store = open_sqlite(path());
    RawSqlite other(path());
    other.run("BEGIN IMMEDIATE");
    const auto result = append_one(*store, batch_of(run_id(1), 0, 1));
    VERIFY_CODE(result, ErrorCode::locked);
    VERIFY_MENTIONS(result, "another program");
    QCOMPARE(store->runs({})->size(), 0u);
    other.run("COMMIT");
    VERIFY_OK(append_one(*store, batch_of(run_id(1), 0, 1)));
}

void SqliteFileTest::an_instance_may_change_its_thread() {
    auto store = open_sqlite(path());
    VERIFY_OK(append_one(*store, batch_of(run_id(1), 0, 1)));
    Result<void> there;
    std::thread([&] { there = append_one(*store, batch_of(run_id(1), 1, 1)); }).join();
    VERIFY_OK(there);
    QCOMPARE(store->events(run_id(1), 0, 9)->size(), 2u);
    std::thread([&] { store.reset(); }).join();
    QCOMPARE(open_sqlite(path())->events(run_id(1), 0, 9)->size(), 2u);
}

void SqliteFileTest::lesser_durability_can_be_had() {
    auto store = SqliteStore::open(path(), Mode::read_write_create, SqliteStore::Durability::normal);
    VERIFY_OK(store);
    VERIFY_OK(append_one(**store, batch_of(run_id(1), 0, 1)));
}

void SqliteFileTest::many_programs_may_make_it_at_once() {
    constexpr std::uint64_t programs = 8;
    int gate[2];
    QCOMPARE(pipe(gate), 0);
    std::vector<Child> children;
    for (std::uint64_t i = 0; i < programs; ++i) {
        children.push_back(start_child([&](int output) {
            char go = 0;
            close(gate[1]);
            // Until the parent closes its end: all begin together.
            (void)!read(gate[0], &go, 1);
            const auto store = SqliteStore::open(path(), Mode::read_write_create);
            const auto appended = store ? append_one(**store, batch_of(run_id(i), 0, 2)) : Result<void>(store.error());
            const std::string said = appended ? std::string() : appended.error().message;
            (void)!write(output, said.data(), said.size());
        }));
    }
    close(gate[0]);
    close(gate[1]);
    QString complaints;
    for (Child& child : children) {
        char buffer[1024];
        const ssize_t size = read(child.output, buffer, sizeof buffer);
        if (size > 0) complaints += QString::fromUtf8(buffer, size) + '\n';
        kill_child(child);
    }
    QCOMPARE(complaints, QString());
    QCOMPARE(open_sqlite(path())->runs({})->size(), programs);
}

void SqliteFileTest::a_killed_writer_loses_nothing_acknowledged() {
    constexpr std::size_t rounds = 25;
    Child child = start_child([&](int output) {
        auto store = SqliteStore::open(path(), Mode::read_write_create);
        for (std::uint64_t at = 0; store; ++at) {
            if (!append_one(**store, batch_of(run_id(1), at * 3, 3))) _exit(1);
            if (write(output, "x", 1) != 1) _exit(1);
        }
    });
    QVERIFY(child.pid > 0);
    std::size_t acknowledged = 0;
    char buffer[64];
    while (acknowledged < rounds) {
        const ssize_t size = read(child.output, buffer, sizeof buffer);
        if (size <= 0) break;
        acknowledged += static_cast<std::size_t>(size);
    }
    kill_child(child);
    QVERIFY(acknowledged >= rounds);
    // To look, nobody has to mend the file first.
    const auto reader = open_sqlite(path(), Mode::read_only);
    const auto events = reader->events(run_id(1), 0, 1'000'000);
    VERIFY_OK(events);
    QVERIFY(events->size() >= acknowledged * 3);
    QCOMPARE(events->size() % 3, 0u);
    const auto writer = open_sqlite(path());
    VERIFY_OK(append_one(*writer, batch_of(run_id(1), events->size(), 1)));
}

ORKESTR_TEST(SqliteFileTest)

} // namespace orkestr::test

#include "sqlite_file_test.moc"
