// Runs found and counted by filters: SQLite, the memory store and an oracle of their own give the same answers for
// random filters over random runs, whole and in parts.
#include "core/adapters/memory/memory_store.h"
#include "core/ports/run_groups.h"

#include "tests/conformance/random_filters.h"
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>

namespace orkestr::test {

class StoreFilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void random_filters_give_the_same_answers_data();
    void random_filters_give_the_same_answers();
    void a_filter_of_steps_is_refused();
    void counts_follow_the_runs();
};

namespace {

constexpr Instant now{1'795'000'000'000};

std::string ids_of(const std::vector<RunRow>& rows) {
    std::string text;
    for (const RunRow& row : rows) text += row.run.text + '\n';
    return text;
}

/// All that the parts of a scan give.
std::string scanned(const Store& store, RunQuery query, std::uint32_t most) {
    std::string text;
    for (int part = 0; part < 10'000; ++part) {
        const auto scan = store.scan_runs(query, most);
        if (!scan) return scan.error().message;
        if (scan->runs.size() > query.limit) return "more than asked for";
        text += ids_of(scan->runs);
        if (!scan->next) return text;
        if (query.before && !(*scan->next < *query.before)) return "it does not go on";
        query.before = scan->next;
    }
    return "it never ends";
}

std::string text_of_counts(const std::map<std::string, std::uint64_t>& counts) {
    std::string text;
    for (const auto& [key, runs] : counts) text += key + ' ' + std::to_string(runs) + '\n';
    return text;
}

std::string counted(const Store& store, RunQuery query, RunGrouping grouping, std::uint32_t most) {
    std::map<std::string, std::uint64_t> counts;
    while (true) {
        const auto scan = store.group_runs(query, grouping, most);
        if (!scan) return scan.error().message;
        for (const RunGroup& group : scan->groups) counts[group.key] += group.runs;
        if (!scan->next) return text_of_counts(counts);
        query.before = scan->next;
    }
}

} // namespace

void StoreFilterTest::random_filters_give_the_same_answers_data() {
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {1u, 2u, 3u}) QTest::addRow("seed %llu", seed) << seed;
}

void StoreFilterTest::random_filters_give_the_same_answers() {
    QFETCH(quint64, seed);
    const QTemporaryDir folder;
    MemoryStore memory;
    auto opened = SqliteStore::open(folder.filePath("workspace.sqlite").toStdString(), SqliteStore::Mode::read_write_create,
                                    SqliteStore::Durability::normal);
    VERIFY_OK(opened);
    SqliteStore& sqlite = **opened;
    RandomFilters random(seed, now);
    for (Store* store : {static_cast<Store*>(&memory), static_cast<Store*>(&sqlite)}) {
        for (const DefinitionRow& row : random.definitions()) VERIFY_OK(store->put_definition(row));
    }
    std::vector<SampleRun> samples;
    for (std::uint64_t i = 0; i < 150; ++i) {
        samples.push_back(random.run(i));
        VERIFY_OK(append_one(memory, samples.back().batch));
        VERIFY_OK(append_one(sqlite, samples.back().batch));
    }
    std::sort(samples.begin(), samples.end(), [](const SampleRun& a, const SampleRun& b) { return b.batch.run < a.batch.run; });
    std::size_t some = 0;
    for (int i = 0; i < 60; ++i) {
        const RandomFilter filter = random.filter(3);
        auto read = read_filter(filter.text, FilterSubject::run);
        if (!read) qWarning("%s: %s", filter.text.c_str(), read.error().message.c_str());
        VERIFY_OK(read);
        std::string expected;
        std::map<std::string, std::uint64_t> groups;
        for (const SampleRun& sample : samples) {
            if (!filter.holds(sample)) continue;
            expected += sample.batch.run.text + '\n';
            ++groups[run_group_key(sample.batch.row, static_cast<RunGrouping>(i % 4))];
        }
        if (!groups.empty()) ++some;
        RunQuery query;
        query.filter = *read;
        query.now = now;
        query.limit = 10'000;
        for (const Store* store : {static_cast<const Store*>(&memory), static_cast<const Store*>(&sqlite)}) {
            const auto runs = store->runs(query);
            VERIFY_OK(runs);
            if (ids_of(*runs) != expected) qWarning("%s: %s", store == &memory ? "memory" : "sqlite", filter.text.c_str());
            QCOMPARE(ids_of(*runs), expected);
            // In parts of many sizes, the smallest of which are slow.
            const auto most = static_cast<std::uint32_t>(i % 10 == 0 ? 1 + i % 7 : 20 + i % 90);
            RunQuery pages = query;
            pages.limit = 1 + static_cast<std::uint32_t>(i % 23);
            QCOMPARE(scanned(*store, pages, most), expected);
            QCOMPARE(counted(*store, query, static_cast<RunGrouping>(i % 4), most), text_of_counts(groups));
        }
    }
    // Filters that hold for nothing would prove little.
    QVERIFY(some > 30);
}

void StoreFilterTest::a_filter_of_steps_is_refused() {
    MemoryStore memory;
    StoreSubject sqlite("sqlite");
    RunQuery query;
    query.filter = *read_filter("kind == call", FilterSubject::step);
    for (const Store* store : {static_cast<const Store*>(&memory), static_cast<const Store*>(&sqlite.store())}) {
        VERIFY_CODE(store->runs(query), ErrorCode::invalid_argument);
        VERIFY_CODE(store->scan_runs(query, 10), ErrorCode::invalid_argument);
        VERIFY_CODE(store->group_runs(query, RunGrouping::status, 10), ErrorCode::invalid_argument);
        VERIFY_CODE(store->scan_runs({}, 0), ErrorCode::invalid_argument);
    }
}

/// The counts of kinds change with the runs, and not with what fails.
void StoreFilterTest::counts_follow_the_runs() {
    for (const char* adapter : {"memory", "sqlite"}) {
        StoreSubject subject(adapter);
        Store& store = subject.store();
        const auto counts = [&] { return counted(store, {}, RunGrouping::status, 1000); };
        VERIFY_OK(append_one(store, batch_of(run_id(1), 0, 1, "running")));
        VERIFY_OK(append_one(store, batch_of(run_id(2), 0, 1, "running")));
        QCOMPARE(counts(), "running 2\n");
        VERIFY_OK(append_one(store, batch_of(run_id(1), 1, 1, "running")));
        AppendBatch ended = batch_of(run_id(2), 1, 1, "completed");
        ended.row.ended = Instant{1'700'000'000'500};
        VERIFY_OK(append_one(store, ended));
        QCOMPARE(counts(), "completed 1\nrunning 1\n");
        AppendBatch wrong = batch_of(run_id(1), 2, 1, "faulted");
        wrong.inbox_taken = {4711};
        VERIFY_CODE(append_one(store, wrong), ErrorCode::conflict);
        AppendBatch new_and_wrong = batch_of(run_id(3), 0, 1, "faulted");
        new_and_wrong.inbox_taken = {4711};
        VERIFY_CODE(append_one(store, new_and_wrong), ErrorCode::conflict);
        QCOMPARE(counts(), "completed 1\nrunning 1\n");
        RunQuery query;
        query.open = true;
        QCOMPARE(counted(store, query, RunGrouping::version, 1000), "samples/greet:1.0.0 1\n");
    }
}

ORKESTR_TEST(StoreFilterTest)

} // namespace orkestr::test

#include "store_filter_test.moc"
