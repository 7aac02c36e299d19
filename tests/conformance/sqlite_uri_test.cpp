// A workspace named by an SQLite URI: its file, its file system; and, by one that counts, what answers cost in a big
// workspace.
#include "core/adapters/sqlite/sqlite_backup.h"
#include "core/adapters/sqlite/sqlite_path.h"

#include "tests/conformance/counting_vfs.h"
#include "tests/conformance/raw_sqlite.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

#include <filesystem>

namespace orkestr::test {

using Mode = SqliteStore::Mode;

class SqliteUriTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { folder_.reset(); }

    void the_path_within_a_uri_data();
    void the_path_within_a_uri();
    void a_uri_opens_its_file();
    void its_file_system_is_used();
    void an_unknown_file_system_is_told();
    void what_is_wrong_with_its_file_is_told();
    void a_path_is_never_a_uri();

    void a_page_deep_in_a_history_costs_as_little_as_the_first();
    void finding_a_few_of_many_events_costs_little();
    void a_runs_dead_letters_cost_little();

private:
    std::string path(const char* name = "workspace.sqlite") const { return folder_->filePath(name).toStdString(); }
    std::string counted() const { return "file:" + path() + "?vfs=" + counting_vfs(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

void SqliteUriTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void SqliteUriTest::the_path_within_a_uri_data() {
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("uri");
    QTest::newRow("path") << "/a/b.sqlite" << "/a/b.sqlite" << false;
    QTest::newRow("path with a question mark") << "/a/b?vfs=x%41#y" << "/a/b?vfs=x%41#y" << false;
    QTest::newRow("relative path") << "./file:b" << "./file:b" << false;
    QTest::newRow("other scheme") << "files:/b" << "files:/b" << false;
    QTest::newRow("one slash") << "file:/a/b" << "/a/b" << true;
    QTest::newRow("query") << "file:/a/b?vfs=x&mode=ro" << "/a/b" << true;
    QTest::newRow("fragment") << "file:/a/b#c?d" << "/a/b" << true;
    QTest::newRow("three slashes") << "file:///a/b?vfs=x" << "/a/b" << true;
    QTest::newRow("localhost") << "file://localhost/a/b" << "/a/b" << true;
    QTest::newRow("authority only") << "file://a" << "" << true;
    QTest::newRow("relative") << "file:a/b" << "a/b" << true;
    QTest::newRow("percent") << "file:/a%20b%3f%23%c3%84" << QStringLiteral("/a b?#\u00c4") << true;
    QTest::newRow("no hex digits") << "file:/a%zz%4" << "/a%zz%4" << true;
}

void SqliteUriTest::the_path_within_a_uri() {
    QFETCH(QString, given);
    QFETCH(QString, file);
    QFETCH(bool, uri);
    const SqlitePath path = sqlite_path(given.toStdString());
    QCOMPARE(QString::fromStdString(path.file), file);
    QCOMPARE(path.uri, uri);
    if (!uri) QCOMPARE(QString::fromStdString(path.name), given);
}

void SqliteUriTest::a_uri_opens_its_file() {
    const std::string file = path("new/with space?.sqlite");
    const std::string uri = "file:" + path("new") + "/with%20space%3f.sqlite";
    VERIFY_OK(append_one(*open_sqlite(uri), batch_of(run_id(1), 0, 2)));
    QVERIFY(std::filesystem::exists(file));
    QCOMPARE(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
    QCOMPARE(open_sqlite(file, Mode::read_only)->runs({})->size(), 1u);
    QCOMPARE(open_sqlite(uri, Mode::read_only)->runs({})->size(), 1u);
    VERIFY_OK(backup_sqlite(uri, path("copy")));
    QCOMPARE(open_sqlite(path("copy"), Mode::read_only)->runs({})->size(), 1u);
}

void SqliteUriTest::its_file_system_is_used() {
    VERIFY_OK(append_one(*open_sqlite(path()), batch_of(run_id(1), 0, 2)));
    (void)take_read_count();
    QCOMPARE(open_sqlite(path())->runs({})->size(), 1u);
    QCOMPARE(take_read_count(), 0u);
    QCOMPARE(open_sqlite(counted(), Mode::read_only)->runs({})->size(), 1u);
    QVERIFY(take_read_count() > 0);
    VERIFY_OK(append_one(*open_sqlite(counted()), batch_of(run_id(1), 2, 2)));
    QVERIFY(take_read_count() > 0);
}

void SqliteUriTest::an_unknown_file_system_is_told() {
    const auto opened = SqliteStore::open("file:" + path() + "?vfs=nowhere", Mode::read_write_create);
    VERIFY_CODE(opened, ErrorCode::io);
    VERIFY_MENTIONS(opened, "nowhere");
}

void SqliteUriTest::what_is_wrong_with_its_file_is_told() {
    const auto missing = SqliteStore::open("file:" + path("missing") + "?vfs=unix", Mode::read_write);
    VERIFY_CODE(missing, ErrorCode::not_found);
    VERIFY_MENTIONS(missing, "no workspace at " + path("missing"));
    const std::string no_file = "file:" + folder_->path().toStdString();
    VERIFY_CODE(SqliteStore::open(no_file, Mode::read_only), ErrorCode::invalid_argument);
    VERIFY_CODE(SqliteStore::open("file:?vfs=unix", Mode::read_write_create), ErrorCode::invalid_argument);
}

void SqliteUriTest::a_path_is_never_a_uri() {
    for (const char* name : {"a?mode=memory", "a%41", "a#b", "file:x"}) {
        VERIFY_OK(append_one(*open_sqlite(path(name)), batch_of(run_id(1), 0, 2)));
        QVERIFY2(std::filesystem::exists(path(name)), name);
        QCOMPARE(open_sqlite(path(name), Mode::read_only)->runs({})->size(), 1u);
    }
}

void SqliteUriTest::a_page_deep_in_a_history_costs_as_little_as_the_first() {
    constexpr std::uint64_t events = 60'000;
    {
        auto store = SqliteStore::open(path(), Mode::read_write_create, SqliteStore::Durability::normal);
        VERIFY_OK(store);
        // A neighbour on either side, and one that is longer.
        for (const auto& result : (*store)->append({batch_of(run_id(0), 0, 500), batch_of(run_id(1), 0, events),
                                                    batch_of(run_id(2), 0, 500)}))
            VERIFY_OK(result);
    }
    const auto cost = [&](std::uint64_t after) -> std::uint64_t {
        const auto store = open_sqlite(counted(), Mode::read_only);
        (void)take_read_count();
        const auto page = store->events(run_id(1), after, 100);
        if (!page || page->size() != 100 || page->front().seq != after + 1) return 0;
        return take_read_count();
    };
    const std::uint64_t first = cost(0);
    QVERIFY(first > 0);
    for (const std::uint64_t after : {events / 2, events - 100}) {
        const std::uint64_t deep = cost(after);
        QVERIFY2(deep > 0 && deep <= first + 4, qPrintable(QStringLiteral("%1 and %2").arg(deep).arg(first)));
    }
}

void SqliteUriTest::finding_a_few_of_many_events_costs_little() {
    (void)open_sqlite(path());
    RawSqlite(path()).run(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO bus_events"
        " (at, expires, target, sender, reason, claimed, event) SELECT i, 1000000 + i, '', '', '', i <= 10000,"
        " json_object('data', hex(zeroblob(100))) FROM n");
    const auto cost = [&](const auto& ask) -> std::uint64_t {
        const auto store = open_sqlite(counted());
        (void)take_read_count();
        return ask(*store) ? take_read_count() : 0;
    };
    constexpr std::uint64_t little = 30;
    const auto is_little = [](std::uint64_t reads) { return reads > 0 && reads <= little; };
    // The claimed ones come first and are many.
    QVERIFY(is_little(cost([](SqliteStore& store) {
        const auto found = store.bus_events({0, true, 10});
        return found && found->size() == 10 && found->front().id == 10'001;
    })));
    QVERIFY(is_little(cost([](SqliteStore& store) {
        const auto found = store.bus_events({19'990, false, 10});
        return found && found->size() == 10;
    })));
    QVERIFY(is_little(cost([](SqliteStore& store) { return store.last_bus_event().value() == 20'000; })));
    // Removing some reads those, their neighbours in the indexes, and no others.
    QVERIFY(is_little(cost([](SqliteStore& store) { return store.expire_bus_events(Instant{0}, 20'000, 10).ok(); })));
    RawSqlite(path()).run("DELETE FROM bus_events WHERE claimed = 1");
    QVERIFY(is_little(cost([](SqliteStore& store) {
        return store.expire_bus_events(Instant{1'000'000 + 10'000}, 20'000, 10).ok();
    })));
    QVERIFY(is_little(cost([](SqliteStore& store) {
        return store.expire_bus_events(Instant{1'000'000 + 10'010}, 20'000, 10).ok();
    })));
    QCOMPARE(RawSqlite(path()).integer("SELECT count(*) FROM bus_events"), 9'990);
}

void SqliteUriTest::a_runs_dead_letters_cost_little() {
    (void)open_sqlite(path());
    RawSqlite(path()).run(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO dead_letters"
        " (at, kind, run, title, state, decided_by, reason, decided, retried_as, body) SELECT i, 'run', 'R' || i, '',"
        " iif(i = 17, 'open', 'retried'), '', '', NULL, '', 'null' FROM n");
    const auto cost = [&](const DeadLetterQuery& query) -> std::uint64_t {
        const auto store = open_sqlite(counted(), Mode::read_only);
        (void)take_read_count();
        const auto found = store->dead_letters(query);
        return found && found->size() == 1 ? take_read_count() : 1'000'000;
    };
    QVERIFY(cost({}) < 30);
    DeadLetterQuery of_run;
    of_run.run = RunId{"R9000"};
    of_run.state = "retried";
    QVERIFY(cost(of_run) < 30);
    DeadLetterQuery one;
    one.id = 9000;
    one.state.clear();
    QVERIFY(cost(one) < 30);
}

ORKESTR_TEST(SqliteUriTest)

} // namespace orkestr::test

#include "sqlite_uri_test.moc"
