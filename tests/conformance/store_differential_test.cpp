// The memory store and SQLite under the same random operations: the same answers, always.
#include "core/adapters/memory/memory_store.h"
#include "core/base/random.h"

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

/// Draws operations; what it knows of the runs makes most of them go well and some of them go wrong.
class Operations {
public:
    explicit Operations(std::uint64_t seed) : random_(seed) {}

    /// One operation on both, and both answers.
    std::pair<QString, QString> next(MemoryStore& memory, SqliteStore& sqlite);

private:
    template <class Act>
    std::pair<QString, QString> both(MemoryStore& memory, SqliteStore& sqlite, const Act& act) {
        return {act(memory), act(sqlite)};
    }
    RunId some_run() { return run_id(random_.below(30)); }
    std::string pick(std::initializer_list<const char*> words) {
        return *(words.begin() + random_.below(words.size()));
    }
    std::vector<AppendBatch> batches(const MemoryStore& memory);
    AppendBatch batch(const MemoryStore& memory);
    RunQuery run_query();
    DefinitionRow definition();

    Random random_;
    std::int64_t posted_ = 0;
};

QString text_of_results(const std::vector<Result<void>>& results) {
    QString text;
    for (const auto& result : results)
        text += result ? QStringLiteral("ok; ") : QString::fromStdString(result.error().message) + "; ";
    return text;
}

QString text_of_void(const Result<void>& result) {
    return result ? QStringLiteral("ok") : QString::fromStdString(result.error().message);
}

AppendBatch Operations::batch(const MemoryStore& memory) {
    const RunId run = some_run();
    RunQuery query;
    query.run = run;
    const auto rows = memory.runs(query);
    std::uint64_t last = rows->empty() ? 0 : rows->front().events;
    if (random_.percent(10)) last = random_.below(last + 3);
    AppendBatch made =
        batch_of(run, last, random_.below(5), pick({"running", "waiting", "completed", "faulted", "suspended"}));
    for (EventRow& event : made.events) {
        event.type = pick({"task.started", "task.completed", "timer.set", "activity.scheduled"});
        if (random_.percent(50))
            event.value = Json::string(std::string(random_.below(random_.percent(2) ? 90'000 : 300), 'x'));
        const TimerRow timer{run, random_.below(10), Instant{static_cast<std::int64_t>(random_.below(500))}};
        if (random_.percent(30)) made.timers_set.push_back(timer);
        if (random_.percent(30)) made.timers_cleared.push_back(random_.below(10));
        if (random_.percent(30))
            made.outbox_added.push_back({run, random_.below(10), pick({"http", "shell", "child"})});
        if (random_.percent(30)) made.outbox_done.push_back(random_.below(10));
    }
    if (made.row.status == "completed" || made.row.status == "faulted")
        made.row.ended = Instant{static_cast<std::int64_t>(random_.below(9999))};
    made.row.definition = pick({"aa", "bb", "cc"});
    made.row.error = pick({"", "Not Found"});
    if (random_.percent(20)) made.row.parent = some_run();
    if (posted_ > 0 && random_.percent(20))
        made.inbox_taken.push_back(posted_ - static_cast<std::int64_t>(random_.below(5)));
    if (random_.percent(3)) ++made.row.events;
    return made;
}

std::vector<AppendBatch> Operations::batches(const MemoryStore& memory) {
    std::vector<AppendBatch> made;
    for (std::uint64_t count = random_.below(6); made.size() < count;) made.push_back(batch(memory));
    return made;
}

RunQuery Operations::run_query() {
    RunQuery query;
    if (random_.percent(10)) query.run = some_run();
    if (random_.percent(40)) query.open = random_.percent(50);
    if (random_.percent(30)) query.status = pick({"running", "waiting", "completed", "cancelled"});
    if (random_.percent(30)) query.definition = pick({"aa", "bb", "dd"});
    if (random_.percent(30)) query.before = some_run();
    query.limit = static_cast<std::uint32_t>(random_.below(40));
    return query;
}

DefinitionRow Operations::definition() {
    const std::string hash = pick({"h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "h9"});
    // A hash mostly keeps its name and version.
    const std::size_t number = random_.percent(90) ? static_cast<std::size_t>(hash[1] - '0') : random_.below(9);
    return {"ns",
            "n" + std::to_string(number % 3),
            std::to_string(number % 2) + ".0.0",
            hash,
            "text " + std::to_string(random_.below(9)),
            "file",
            Instant{static_cast<std::int64_t>(random_.below(99))},
            random_.percent(40)};
}

std::pair<QString, QString> Operations::next(MemoryStore& memory, SqliteStore& sqlite) {
    const std::uint64_t kind = random_.below(100);
    if (kind < 40) {
        const auto made = batches(memory);
        return both(memory, sqlite, [&](auto& store) { return text_of_results(store.append(made)); });
    }
    if (kind < 50) {
        const RunId run = some_run();
        const std::uint64_t after = random_.below(20);
        const auto limit = static_cast<std::uint32_t>(random_.below(20));
        return both(memory, sqlite, [&](auto& store) { return text_of(store.events(run, after, limit)); });
    }
    if (kind < 60) {
        const RunQuery query = run_query();
        return both(memory, sqlite, [&](auto& store) { return text_of(store.runs(query)); });
    }
    if (kind < 65) {
        const Instant until{static_cast<std::int64_t>(random_.below(600))};
        const auto limit = static_cast<std::uint32_t>(random_.below(30));
        return both(memory, sqlite, [&](auto& store) { return text_of(store.timers(until, limit)); });
    }
    if (kind < 70) {
        const std::optional<RunId> run = random_.percent(50) ? std::optional(some_run()) : std::nullopt;
        return both(memory, sqlite, [&](auto& store) { return text_of(store.outbox(run)); });
    }
    if (kind < 78) {
        const DefinitionRow row = definition();
        return both(memory, sqlite, [&](auto& store) { return text_of_void(store.put_definition(row)); });
    }
    if (kind < 84) {
        DefinitionQuery query;
        if (random_.percent(40)) query.hash = pick({"h1", "h5", "h9", "none"});
        if (random_.percent(40)) query.ns = pick({"ns", "none"});
        if (random_.percent(40)) query.name = pick({"n0", "n1", "n2"});
        if (random_.percent(40)) query.version = pick({"0.0.0", "1.0.0"});
        query.listed_only = random_.percent(50);
        return both(memory, sqlite, [&](auto& store) { return text_of(store.definitions(query)); });
    }
    if (kind < 89) {
        const std::string name = pick({"a", "b"});
        const std::string owner = pick({"one", "two"});
        const Instant now{static_cast<std::int64_t>(random_.below(1000))};
        const Instant until{now.ms + static_cast<std::int64_t>(random_.below(300))};
        return both(memory, sqlite, [&](auto& store) { return text_of(store.lease(name, owner, now, until)); });
    }
    if (kind < 94) {
        const InboxRow row{0, pick({"start", "cancel"}), some_run(),
                           Json::integer(static_cast<std::int64_t>(random_.below(9))), Instant{5}};
        ++posted_;
        return both(memory, sqlite, [&](auto& store) { return QString::number(store.post(row).value()); });
    }
    if (kind < 96) {
        const std::int64_t id = posted_ - static_cast<std::int64_t>(random_.below(5));
        return both(memory, sqlite, [&](auto& store) { return text_of_void(store.drop(id)); });
    }
    const auto limit = static_cast<std::uint32_t>(random_.below(20));
    return both(memory, sqlite, [&](auto& store) { return text_of(store.pending(limit)); });
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
    Operations operations(seed);
    for (int i = 0; i < 2000; ++i) {
        const auto [expected, actual] = operations.next(memory, *sqlite);
        if (actual != expected) qWarning("operation %d of seed %llu", i, static_cast<unsigned long long>(seed));
        QCOMPARE(actual, expected);
        if (i % 500 == 499) {
            sqlite.reset();
            opened = open();
            VERIFY_OK(opened);
            sqlite = std::move(*opened);
        }
    }
    RunQuery everything;
    const auto runs = memory.runs(everything);
    QVERIFY(runs->size() > 20);
    QCOMPARE(text_of(sqlite->runs(everything)), text_of(runs));
    for (const RunRow& run : *runs)
        QCOMPARE(text_of(sqlite->events(run.run, 0, 10'000)), text_of(memory.events(run.run, 0, 10'000)));
}

ORKESTR_TEST(StoreDifferentialTest)

} // namespace orkestr::test

#include "store_differential_test.moc"
