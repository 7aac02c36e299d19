// The memory store and SQLite under the same random operations: the same answers, always, until each operation and each
// error has happened.
#include "core/adapters/memory/memory_store.h"

#include "tests/conformance/store_operations.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreDifferentialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_same_operations_give_the_same_answers_data();
    void the_same_operations_give_the_same_answers();
};

namespace {

constexpr int fewest_operations = 2000;
constexpr int most_operations = 20'000;

/// All that can be read of a store.
QString text_of_store(const Stores& store) {
    RunQuery everything;
    DeadLetterQuery letters;
    letters.state.clear();
    letters.limit = 10'000;
    QString text = text_of(store.timers(Instant{10'000}, 10'000)) + text_of(store.outbox({})) +
                   text_of(store.definitions({})) + text_of(store.pending(10'000)) +
                   text_of(store.bus_events({0, false, 10'000})) + text_of(store.listeners()) +
                   text_of(store.dead_letters(letters)) + text_of(store.schedules());
    const auto runs = store.runs(everything);
    for (const RunRow& run : *runs) {
        text += text_of(run) + '\n' + text_of(store.events(run.run, 0, 100'000)) + text_of(store.snapshot(run.run));
    }
    return text;
}

QString lines_of(const std::set<std::string>& texts) {
    QString lines;
    for (const std::string& text : texts) lines += '\n' + QString::fromStdString(text);
    return lines;
}

} // namespace

void StoreDifferentialTest::the_same_operations_give_the_same_answers_data() {
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {1u, 2u, 3u, 4u}) QTest::addRow("seed %llu", seed) << seed;
}

void StoreDifferentialTest::the_same_operations_give_the_same_answers() {
    QFETCH(quint64, seed);
    const QTemporaryDir folder;
    const std::string path = folder.filePath("workspace.sqlite").toStdString();
    MemoryStore memory;
    // What is compared is answers, so a lost power supply is no matter here.
    const auto open = [&] {
        return SqliteStore::open(path, SqliteStore::Mode::read_write_create, SqliteStore::Durability::normal);
    };
    auto opened = open();
    VERIFY_OK(opened);
    std::unique_ptr<SqliteStore> sqlite = std::move(*opened);
    StoreOperations operations(seed);
    std::set<std::string> missing = store_outcomes();
    std::set<std::string> unknown;
    int count = 0;
    for (; count < fewest_operations || (!missing.empty() && count < most_operations); ++count) {
        const Operation operation = operations.next(memory);
        const Answer expected = operation.act(memory);
        const QString actual = operation.act(*sqlite).text;
        if (actual != expected.text)
            qWarning("operation %d of seed %llu: %s", count, static_cast<unsigned long long>(seed),
                     operation.name.c_str());
        QCOMPARE(actual, expected.text);
        for (const std::string& outcome : expected.outcomes) {
            missing.erase(outcome);
            if (!store_outcomes().contains(outcome)) unknown.insert(outcome);
        }
        if (count % 500 == 499) {
            sqlite.reset();
            opened = open();
            VERIFY_OK(opened);
            sqlite = std::move(*opened);
        }
    }
    QCOMPARE(lines_of(missing), QString());
    // A new error is to be drawn, and so is to be named there.
    QCOMPARE(lines_of(unknown), QString());
    QCOMPARE(text_of_store(*sqlite), text_of_store(memory));
}

ORKESTR_TEST(StoreDifferentialTest)

} // namespace orkestr::test

#include "store_differential_test.moc"
