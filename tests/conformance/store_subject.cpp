#include "tests/conformance/store_subject.h"

#include "core/adapters/memory/memory_store.h"
#include "core/base/random.h"

#include <QTest>

namespace orkestr::test {

namespace {

QString quoted(const std::string& text) {
    if (text.size() <= 200) return '"' + QString::fromStdString(text) + '"';
    return QStringLiteral("%1 bytes %2").arg(text.size()).arg(QString::fromStdString(to_hex(sha256(text))));
}

} // namespace

std::unique_ptr<SqliteStore> open_sqlite(const std::string& path, SqliteStore::Mode mode) {
    auto opened = SqliteStore::open(path, mode);
    if (!opened) qFatal("%s: %s", path.c_str(), opened.error().message.c_str());
    return std::move(*opened);
}

StoreSubject::StoreSubject(const QString& adapter) : durable_(adapter == "sqlite") { reopen(); }

std::string StoreSubject::path() const { return folder_.filePath(SqliteStore::file_name).toStdString(); }

void StoreSubject::reopen() {
    store_.reset();
    if (durable_) {
        store_ = open_sqlite(path());
    } else {
        store_ = std::make_unique<MemoryStore>();
    }
}

void add_store_adapters() {
    QTest::addColumn<QString>("adapter");
    QTest::newRow("memory") << "memory";
    QTest::newRow("sqlite") << "sqlite";
}

RunId run_id(std::uint64_t number) {
    Random random(number);
    std::string entropy;
    for (int i = 0; i < 10; ++i) entropy += static_cast<char>(random.below(256));
    return RunId{make_ulid(Instant{1'700'000'000'000 + static_cast<std::int64_t>(number)}, entropy)};
}

EventRow event_row(std::uint64_t seq, std::string type, std::string_view data, std::optional<std::string> value) {
    EventRow row;
    row.seq = seq;
    row.type = std::move(type);
    row.at = Instant{1'700'000'000'000 + static_cast<std::int64_t>(seq)};
    row.data = Json::trusted(std::string(data));
    if (value) row.value = Json::trusted(std::move(*value));
    row.hash = sha256(row.type + std::to_string(seq));
    return row;
}

AppendBatch batch_of(const RunId& run, std::uint64_t expected, std::uint64_t count, std::string status) {
    AppendBatch batch;
    batch.run = run;
    batch.expected = expected;
    for (std::uint64_t i = 1; i <= count; ++i) batch.events.push_back(event_row(expected + i, "task.completed"));
    batch.row.run = run;
    batch.row.ns = "samples";
    batch.row.name = "greet";
    batch.row.version = "1.0.0";
    batch.row.definition = "aa";
    batch.row.status = std::move(status);
    batch.row.started = Instant{1'700'000'000'000};
    batch.row.events = expected + count;
    return batch;
}

BusEvent bus_event(std::int64_t number, Instant expires, const RunId& to) {
    BusEvent event;
    event.at = Instant{1'700'000'000'000 + number};
    event.expires = expires;
    event.to = to;
    event.event = Json::trusted(R"({"data":)" + std::to_string(number) + R"(,"type":"a.b"})");
    return event;
}

Result<void> append_one(Store& store, const AppendBatch& batch) {
    const auto results = store.append({batch});
    if (results.size() != 1) return {ErrorCode::internal, "not one result for one batch"};
    return results.front();
}

QString text_of(const EventRow& row) {
    return QStringLiteral("%1 %2 at %3 data %4 value %5 hash %6")
        .arg(row.seq)
        .arg(QString::fromStdString(row.type))
        .arg(row.at.ms)
        .arg(quoted(row.data.text()), row.value ? quoted(row.value->text()) : QStringLiteral("none"),
             QString::fromStdString(to_hex(row.hash)));
}

QString text_of(const RunRow& row) {
    return QStringLiteral("%1 %2 events %3 started %4 ended %5 parent %6")
        .arg(QString::fromStdString(row.run.text), quoted(row.ns) + quoted(row.name) + quoted(row.version) +
                                                       quoted(row.definition) + quoted(row.status) + quoted(row.error))
        .arg(row.events)
        .arg(row.started.ms)
        .arg(row.ended ? QString::number(row.ended->ms) : QStringLiteral("no"),
             row.parent ? QString::fromStdString(row.parent->text) : QStringLiteral("no"));
}

QString text_of(const RunGroup& group) { return QStringLiteral("%1: %2").arg(quoted(group.key)).arg(group.runs); }

QString text_of(const TimerRow& row) {
    return QStringLiteral("%1 timer %2 due %3")
        .arg(QString::fromStdString(row.run.text))
        .arg(row.timer)
        .arg(row.due.ms);
}

QString text_of(const OutboxRow& row) {
    return QStringLiteral("%1 seq %2 kind %3 lost %4")
        .arg(QString::fromStdString(row.run.text))
        .arg(row.seq)
        .arg(quoted(row.kind))
        .arg(row.lost);
}

QString text_of(const InboxRow& row) {
    return QStringLiteral("%1 kind %2 run %3 body %4 at %5")
        .arg(row.id)
        .arg(quoted(row.kind), QString::fromStdString(row.run.text), quoted(row.body.text()))
        .arg(row.at.ms);
}

QString text_of(const DefinitionRow& row) {
    return QStringLiteral("%1 published %2 listed %3 resources %4 tags %5")
        .arg(quoted(row.ns) + quoted(row.name) + quoted(row.version) + quoted(row.hash) + quoted(row.text) +
             quoted(row.file_name))
        .arg(row.published.ms)
        .arg(row.listed)
        .arg(quoted(row.resources.text()), row.tags ? quoted(row.tags->text()) : QStringLiteral("unknown"));
}

QString text_of(const SnapshotRow& row) {
    return QStringLiteral("at %1 head %2 state %3")
        .arg(row.seq)
        .arg(QString::fromStdString(to_hex(row.head)), quoted(row.state.text()));
}

QString text_of(const BusEvent& event) {
    return QStringLiteral("%1 at %2 expires %3 to %4 claimed %5")
        .arg(event.id)
        .arg(event.at.ms)
        .arg(event.expires.ms)
        .arg(quoted(event.to.text) + quoted(event.by) + quoted(event.reason) + quoted(event.event.text()))
        .arg(event.claimed);
}

QString text_of(const ListenerRow& row) {
    return QStringLiteral("%1 step %2 since %3 position %4 types %5")
        .arg(QString::fromStdString(row.run.text))
        .arg(row.step)
        .arg(row.since)
        .arg(row.position)
        .arg(quoted(row.types.text()));
}

QString text_of(const DeadLetter& letter) {
    return QStringLiteral("%1 at %2 decided %3 %4")
        .arg(letter.id)
        .arg(letter.at.ms)
        .arg(letter.decided ? QString::number(letter.decided->ms) : QStringLiteral("no"),
             quoted(letter.kind) + quoted(letter.run.text) + quoted(letter.title) + quoted(letter.body.text()) +
                 quoted(letter.state) + quoted(letter.by) + quoted(letter.reason) + quoted(letter.retried_as.text));
}

QString text_of(const ScheduleRow& row) {
    return QStringLiteral("%1 active %2 next %3 last %4 revision %5")
        .arg(quoted(row.ns) + quoted(row.name) + quoted(row.version) + quoted(row.definition) +
             quoted(row.last_run.text) + quoted(row.by) + quoted(row.reason) + quoted(row.state.text()))
        .arg(row.active)
        .arg(row.next ? QString::number(row.next->ms) : QStringLiteral("no"),
             row.last ? QString::number(row.last->ms) : QStringLiteral("no"))
        .arg(row.revision);
}

QString text_of(std::int64_t number) { return QString::number(number); }

QString text_of(const Lease& lease) {
    return QStringLiteral("%1 of %2 until %3 token %4")
        .arg(quoted(lease.name), quoted(lease.owner))
        .arg(lease.until.ms)
        .arg(lease.token);
}

} // namespace orkestr::test
