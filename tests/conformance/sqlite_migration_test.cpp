// A workspace of an earlier version is brought up to date with all that is in it.
#include "core/adapters/sqlite/sqlite_backup.h"

#include "tests/conformance/child_process.h"
#include "tests/conformance/raw_sqlite.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace orkestr::test {

using Mode = SqliteStore::Mode;

class SqliteMigrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { folder_.reset(); }

    void nothing_is_lost();
    void histories_stay_byte_for_byte_and_go_on();
    void what_finds_and_counts_runs_is_made();
    void the_tables_are_those_of_a_new_workspace();
    void looking_changes_nothing_and_says_what_to_do();
    void a_copy_is_of_the_same_version();
    void many_programs_may_do_it_at_once();
    void what_fails_leaves_it_as_it_was();

private:
    std::string path(const char* name = "workspace.sqlite") const { return folder_->filePath(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

const Instant end_of_time{9'000'000'000'000};

void make_version_1(const std::string& path) {
    const std::string name = source_dir() + "/tests/conformance/data/tables_version_1.sql";
    std::ifstream file(name);
    std::stringstream sql;
    sql << file.rdbuf();
    if (sql.str().empty()) qFatal("%s can't be read", name.c_str());
    RawSqlite(path).run(sql.str());
}

/// Tables and indexes with their columns.
QString tables_of(const std::string& path) {
    RawSqlite raw(path);
    return QString::fromStdString(raw.text(
        "SELECT group_concat(line, char(10)) FROM (SELECT m.type || ' ' || m.name || ' ' || coalesce((SELECT"
        " group_concat(name || ' ' || type || ' ' || \"notnull\" || ' ' || coalesce(dflt_value, '-') || ' ' || pk,"
        " ', ')"
        " FROM pragma_table_info(m.name)), '') || coalesce((SELECT group_concat(coalesce(name, '-'), ', ')"
        " FROM pragma_index_info(m.name)), '') AS line FROM sqlite_schema AS m ORDER BY 1)"));
}

} // namespace

void SqliteMigrationTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
    make_version_1(path());
}

void SqliteMigrationTest::nothing_is_lost() {
    RawSqlite before(path());
    QCOMPARE(before.integer("PRAGMA user_version"), 1);
    const auto store = open_sqlite(path());
    QCOMPARE(before.integer("PRAGMA user_version"), 3);

    const auto runs = store->runs({});
    VERIFY_OK(runs);
    QCOMPARE(runs->size(), 3u);
    std::string statuses;
    for (const RunRow& run : *runs) statuses += run.name + ' ' + run.status + ' ' + std::to_string(run.events) + "; ";
    QCOMPARE(statuses, "asks running 4; wait waiting 6; fails faulted 7; ");
    const RunId asks = runs->at(0).run;
    const RunId waits = runs->at(1).run;

    QCOMPARE(text_of(store->outbox({})), text_of(std::vector{OutboxRow{asks, 4, "http", 0}}));
    const auto timers = store->timers(end_of_time, 10);
    QCOMPARE(timers->size(), 1u);
    QCOMPARE(timers->front().run.text, waits.text);
    QCOMPARE(timers->front().timer, 6u);
    const InboxRow wish{1, "cancel", waits, Json::trusted(R"({"by":"Ada"})"), Instant{1795249625420}};
    QCOMPARE(text_of(store->pending(10)), text_of(std::vector{wish}));
    QCOMPARE(store->lease("engine", "two", end_of_time, end_of_time)->token, 4u);

    const auto definitions = store->definitions({});
    QCOMPARE(definitions->size(), 3u);
    for (const DefinitionRow& row : *definitions) {
        QVERIFY(row.resources.is_null());
        QVERIFY(row.text.find("name: " + row.name) != std::string::npos);
        QCOMPARE(row.listed, row.name != "wait");
    }
}

void SqliteMigrationTest::histories_stay_byte_for_byte_and_go_on() {
    const char* const bytes =
        "SELECT group_concat(key || type || at || data || coalesce(value, '-') || hex(hash)) FROM events";
    const std::string before = RawSqlite(path()).text(bytes);
    const std::string key = RawSqlite(path()).text("SELECT hex(value) FROM meta WHERE name = 'workspace_key'");
    const auto store = open_sqlite(path());
    QVERIFY(!before.empty());
    QVERIFY(RawSqlite(path()).text(bytes) == before);
    QVERIFY(QByteArray::fromStdString(*store->workspace_key()).toHex().toUpper() == key.c_str());
    const auto runs = store->runs({});
    VERIFY_OK(runs);
    for (const RunRow& run : *runs) {
        const auto events = store->events(run.run, 0, 1000);
        VERIFY_OK(events);
        QCOMPARE(events->size(), run.events);
        QCOMPARE(events->front().type, "run.started");
    }
    const RunRow& row = runs->at(0);
    AppendBatch batch = batch_of(row.run, row.events, 2, "waiting");
    batch.outbox_added = {{row.run, 5, "http"}};
    batch.published = {bus_event(1)};
    batch.listeners_set = {{row.run, 1, 0, 0, Json()}};
    batch.snapshot = SnapshotRow{6, {}, Json()};
    VERIFY_OK(append_one(*store, batch));
    VERIFY_OK(store->count_lost({{row.run, 4, "http"}}));
    QCOMPARE(text_of(store->outbox({})),
             text_of(std::vector{OutboxRow{row.run, 4, "http", 1}, OutboxRow{row.run, 5, "http", 0}}));
    QCOMPARE(store->last_bus_event().value(), 1);
}

void SqliteMigrationTest::what_finds_and_counts_runs_is_made() {
    // One that waited for long before it started.
    RawSqlite(path()).run("UPDATE runs SET started = started + 86400000 WHERE status = 'faulted'");
    const auto store = open_sqlite(path());
    const auto groups = store->group_runs({}, RunGrouping::status, 1000);
    VERIFY_OK(groups);
    QCOMPARE(text_of(groups->groups), text_of(std::vector<RunGroup>{{"faulted", 1}, {"running", 1}, {"waiting", 1}}));
    const auto runs = store->runs({});
    VERIFY_OK(runs);
    for (const RunRow& run : *runs) {
        RunQuery query;
        query.filter = read_filter("started == " + to_iso8601(run.started) + " and status == " + run.status, FilterSubject::run).value();
        QCOMPARE(text_of(store->runs(query)), text_of(std::vector{run}));
    }
}

void SqliteMigrationTest::the_tables_are_those_of_a_new_workspace() {
    (void)open_sqlite(path());
    (void)open_sqlite(path("new.sqlite"));
    QVERIFY(!tables_of(path()).isEmpty());
    QCOMPARE(tables_of(path()), tables_of(path("new.sqlite")));
}

void SqliteMigrationTest::looking_changes_nothing_and_says_what_to_do() {
    const auto reader = SqliteStore::open(path(), Mode::read_only);
    VERIFY_CODE(reader, ErrorCode::read_only);
    VERIFY_MENTIONS(reader, "older Orkestr");
    QCOMPARE(RawSqlite(path()).integer("PRAGMA user_version"), 1);
    (void)open_sqlite(path());
    QCOMPARE(open_sqlite(path(), Mode::read_only)->runs({})->size(), 3u);
}

void SqliteMigrationTest::a_copy_is_of_the_same_version() {
    VERIFY_OK(backup_sqlite(path(), path("copy.sqlite")));
    QCOMPARE(RawSqlite(path("copy.sqlite")).integer("PRAGMA user_version"), 1);
    QCOMPARE(open_sqlite(path("copy.sqlite"))->runs({})->size(), 3u);
    QCOMPARE(RawSqlite(path()).integer("PRAGMA user_version"), 1);
}

void SqliteMigrationTest::many_programs_may_do_it_at_once() {
    int gate[2];
    QCOMPARE(pipe(gate), 0);
    std::vector<Child> children;
    for (std::uint64_t i = 0; i < 6; ++i) {
        children.push_back(start_child([&](int output) {
            char go = 0;
            close(gate[1]);
            // Until the parent closes its end: all begin together.
            (void)!read(gate[0], &go, 1);
            const auto store = SqliteStore::open(path(), Mode::read_write);
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
    QCOMPARE(open_sqlite(path())->runs({})->size(), 9u);
}

void SqliteMigrationTest::what_fails_leaves_it_as_it_was() {
    // A table in the way of the last one that is made.
    RawSqlite(path()).run("CREATE TABLE schedules (x)");
    const QString before = tables_of(path());
    VERIFY_CODE(SqliteStore::open(path(), Mode::read_write), ErrorCode::io);
    QCOMPARE(tables_of(path()), before);
    RawSqlite raw(path());
    QCOMPARE(raw.integer("PRAGMA user_version"), 1);
    raw.run("DROP TABLE schedules");
    QCOMPARE(open_sqlite(path())->runs({})->size(), 3u);
}

ORKESTR_TEST(SqliteMigrationTest)

} // namespace orkestr::test

#include "sqlite_migration_test.moc"
