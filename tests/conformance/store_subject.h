// A store under test, by the name of its adapter, in a folder of its own; and rows as text, so that a failed comparison
// shows them.
#pragma once

#include "core/adapters/sqlite/sqlite_store.h"
#include "core/ports/store.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

// Each evaluates what it is given once.
#define VERIFY_OK(expression)                                                                                         \
    do {                                                                                                              \
        const auto& result_ = (expression);                                                                           \
        QVERIFY2(result_.ok(), result_.ok() ? "" : result_.error().message.c_str());                                  \
    } while (false)
#define VERIFY_CODE(expression, wanted)                                                                               \
    do {                                                                                                              \
        const auto& result_ = (expression);                                                                           \
        QVERIFY2(!result_.ok(), "it went well");                                                                      \
        QVERIFY2(result_.error().code == (wanted),                                                                    \
                 (std::string(orkestr::to_string(result_.error().code)) + ": " + result_.error().message).c_str());   \
    } while (false)
#define VERIFY_MENTIONS(result, words)                                                                                \
    QVERIFY2((result).error().message.find(words) != std::string::npos, (result).error().message.c_str())

namespace orkestr::test {

class StoreSubject {
public:
    /// "memory" or "sqlite".
    explicit StoreSubject(const QString& adapter);

    Stores& store() { return *store_; }
    Inbox& inbox() { return *store_; }
    bool durable() const { return durable_; }
    /// Closes and opens again; what memory forgets is the reason to ask durable() first.
    void reopen();
    std::string path() const;

private:
    QTemporaryDir folder_;
    bool durable_ = false;
    std::unique_ptr<Stores> store_;
};

/// Adds the rows "memory" and "sqlite" with the column "adapter", for initTestCase_data().
void add_store_adapters();

/// Opens a SQLite store or ends the test.
std::unique_ptr<SqliteStore> open_sqlite(const std::string& path,
                                         SqliteStore::Mode mode = SqliteStore::Mode::read_write_create);

RunId run_id(std::uint64_t number);
EventRow event_row(std::uint64_t seq, std::string type, std::string_view data = "{}",
                   std::optional<std::string> value = {});
/// A batch of `count` events after `expected`, with a row that fits.
AppendBatch batch_of(const RunId& run, std::uint64_t expected, std::uint64_t count, std::string status = "running");
/// An event for everybody (`to` empty) or one run, whose `at` and JSON tell the number; it expires at `expires`.
BusEvent bus_event(std::int64_t number, Instant expires = Instant{1'000'000}, const RunId& to = {});
/// The result of appending just this one.
Result<void> append_one(Store& store, const AppendBatch& batch);

QString text_of(const EventRow& row);
QString text_of(const RunRow& row);
QString text_of(const RunGroup& group);
QString text_of(const TimerRow& row);
QString text_of(const OutboxRow& row);
QString text_of(const InboxRow& row);
QString text_of(const DefinitionRow& row);
QString text_of(const Lease& lease);
QString text_of(const SnapshotRow& row);
QString text_of(const BusEvent& event);
QString text_of(const ListenerRow& row);
QString text_of(const DeadLetter& letter);
QString text_of(const ScheduleRow& row);
QString text_of(std::int64_t number);

template <class Row>
QString text_of(const std::optional<Row>& row) {
    return row ? text_of(*row) : QStringLiteral("nothing");
}

template <class Row>
QString text_of(const std::vector<Row>& rows) {
    QString text;
    for (const Row& row : rows) text += text_of(row) + '\n';
    return text;
}

template <class T>
QString text_of(const Result<T>& result) {
    if (!result) return QStringLiteral("error ") + to_string(result.error().code);
    return text_of(*result);
}

} // namespace orkestr::test
