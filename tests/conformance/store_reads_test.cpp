// What a store answers, the same for every adapter: pages, filters, orders, and bytes as they were given.
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreReadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { add_store_adapters(); }
    void init();
    void cleanup() { subject_.reset(); }

    void events_come_in_pages();
    void events_of_a_missing_run_are_not_found();
    void runs_come_newest_first_by_keyset();
    void runs_are_filtered_data();
    void runs_are_filtered();
    void a_page_of_runs_has_bounds();
    void a_run_moves_between_filters();
    void timers_come_in_the_order_of_their_time();
    void commands_come_by_run_and_sequence();
    void the_inbox_keeps_its_order_and_never_reuses_an_id();
    void the_inbox_limits_and_drops();
    void texts_come_back_byte_for_byte_data();
    void texts_come_back_byte_for_byte();
    void a_payload_of_16_mib_comes_back();
    void payloads_around_the_bound_come_back_data();
    void payloads_around_the_bound_come_back();
    void no_payload_and_null_are_two_things();

private:
    Store& store() { return subject_->store(); }
    Inbox& inbox() { return subject_->inbox(); }
    void fill_runs();

    std::unique_ptr<StoreSubject> subject_;
};

void StoreReadsTest::init() {
    QFETCH_GLOBAL(QString, adapter);
    subject_ = std::make_unique<StoreSubject>(adapter);
}

void StoreReadsTest::events_come_in_pages() {
    const AppendBatch batch = batch_of(run_id(1), 0, 10);
    // A neighbour on either side: pages must not run over into it.
    for (const auto& result : store().append({batch_of(run_id(0), 0, 4), batch, batch_of(run_id(2), 0, 4)}))
        VERIFY_OK(result);
    const auto page = [&](std::uint64_t after, std::uint32_t limit) {
        return text_of(store().events(run_id(1), after, limit));
    };
    const auto rows = [&](std::size_t begin, std::size_t end) {
        return text_of(std::vector<EventRow>(batch.events.begin() + static_cast<std::ptrdiff_t>(begin),
                                             batch.events.begin() + static_cast<std::ptrdiff_t>(end)));
    };
    QCOMPARE(page(0, 4), rows(0, 4));
    QCOMPARE(page(4, 4), rows(4, 8));
    QCOMPARE(page(8, 4), rows(8, 10));
    QCOMPARE(page(10, 4), QString());
    QCOMPARE(page(1'000'000'000'000, 4), QString());
    QCOMPARE(page(0, 0), QString());
    QCOMPARE(page(0, 4'294'967'295), rows(0, 10));
}

void StoreReadsTest::events_of_a_missing_run_are_not_found() {
    const auto events = store().events(run_id(1), 0, 10);
    VERIFY_CODE(events, ErrorCode::not_found);
    VERIFY_MENTIONS(events, run_id(1).text);
    VERIFY_CODE(store().events(RunId{}, 0, 10), ErrorCode::not_found);
}

/// 40 runs: every third ended, statuses and definitions in turn, appended in an order that is not that of their ids.
void StoreReadsTest::fill_runs() {
    std::vector<AppendBatch> batches;
    for (std::uint64_t i = 0; i < 40; ++i) {
        const std::uint64_t number = (i * 7) % 40;
        AppendBatch batch = batch_of(run_id(number), 0, 1,
                                     number % 3 == 0 ? "completed"
                                     : number % 2    ? "running"
                                                     : "waiting");
        if (number % 3 == 0) batch.row.ended = Instant{1'700'000'001'000};
        batch.row.definition = number % 5 == 0 ? "bb" : "aa";
        batches.push_back(std::move(batch));
    }
    for (const auto& result : store().append(batches)) VERIFY_OK(result);
}

void StoreReadsTest::runs_come_newest_first_by_keyset() {
    fill_runs();
    RunQuery query;
    query.limit = 7;
    std::vector<RunId> seen;
    for (int page = 0; page < 7; ++page) {
        const auto runs = store().runs(query);
        VERIFY_OK(runs);
        for (const RunRow& row : *runs) seen.push_back(row.run);
        if (runs->size() < query.limit) break;
        query.before = runs->back().run;
    }
    QCOMPARE(seen.size(), 40u);
    for (std::uint64_t i = 0; i < 40; ++i) QCOMPARE(seen[i].text, run_id(39 - i).text);
}

void StoreReadsTest::runs_are_filtered_data() {
    QTest::addColumn<QString>("open");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("definition");
    QTest::addColumn<int>("run");
    QTest::addColumn<int>("before");
    QTest::newRow("open") << "yes" << "" << "" << -1 << -1;
    QTest::newRow("ended") << "no" << "" << "" << -1 << -1;
    QTest::newRow("status") << "" << "waiting" << "" << -1 << -1;
    QTest::newRow("definition") << "" << "" << "bb" << -1 << -1;
    QTest::newRow("open and status") << "yes" << "running" << "" << -1 << -1;
    QTest::newRow("status and definition") << "" << "completed" << "bb" << -1 << -1;
    QTest::newRow("all and before") << "yes" << "running" << "aa" << -1 << 20;
    QTest::newRow("before") << "" << "" << "" << -1 << 20;
    QTest::newRow("one run") << "" << "" << "" << 12 << -1;
    QTest::newRow("one run, other status") << "" << "running" << "" << 12 << -1;
    QTest::newRow("one run, before it") << "" << "" << "" << 12 << 12;
    QTest::newRow("no such run") << "" << "" << "" << 4711 << -1;
    QTest::newRow("no such status") << "" << "faulted" << "" << -1 << -1;
    QTest::newRow("no such definition") << "" << "" << "cc" << -1 << -1;
}

void StoreReadsTest::runs_are_filtered() {
    QFETCH(QString, open);
    QFETCH(QString, status);
    QFETCH(QString, definition);
    QFETCH(int, run);
    QFETCH(int, before);
    fill_runs();
    RunQuery query;
    if (!open.isEmpty()) query.open = open == "yes";
    query.status = status.toStdString();
    query.definition = definition.toStdString();
    if (run >= 0) query.run = run_id(static_cast<std::uint64_t>(run));
    if (before >= 0) query.before = run_id(static_cast<std::uint64_t>(before));

    // The question asked of all rows, one by one.
    const auto all = store().runs({});
    VERIFY_OK(all);
    QCOMPARE(all->size(), 40u);
    std::vector<RunRow> wanted;
    for (const RunRow& row : *all) {
        if (query.run && row.run != *query.run) continue;
        if (query.open && row.open() != *query.open) continue;
        if (!query.status.empty() && row.status != query.status) continue;
        if (!query.definition.empty() && row.definition != query.definition) continue;
        if (query.before && row.run.text >= query.before->text) continue;
        wanted.push_back(row);
    }
    QCOMPARE(text_of(store().runs(query)), text_of(wanted));
    query.limit = 2;
    if (wanted.size() > 2) wanted.resize(2);
    QCOMPARE(text_of(store().runs(query)), text_of(wanted));
}

void StoreReadsTest::a_page_of_runs_has_bounds() {
    RunQuery query;
    query.limit = 0;
    VERIFY_CODE(store().runs(query), ErrorCode::invalid_argument);
    query.limit = 10'001;
    VERIFY_CODE(store().runs(query), ErrorCode::invalid_argument);
    query.limit = 10'000;
    VERIFY_OK(store().runs(query));
}

void StoreReadsTest::a_run_moves_between_filters() {
    VERIFY_OK(append_one(store(), batch_of(run_id(1), 0, 1, "running")));
    AppendBatch last = batch_of(run_id(1), 1, 1, "faulted");
    last.row.ended = Instant{5};
    last.row.error = "Not Found";
    VERIFY_OK(append_one(store(), last));
    RunQuery query;
    query.open = true;
    QCOMPARE(store().runs(query)->size(), 0u);
    query.open = false;
    QCOMPARE(store().runs(query)->size(), 1u);
    query = {};
    query.status = "running";
    QCOMPARE(store().runs(query)->size(), 0u);
    query.status = "faulted";
    QCOMPARE(text_of(store().runs(query)), text_of(std::vector{last.row}));
}

void StoreReadsTest::timers_come_in_the_order_of_their_time() {
    // The run with the greater id is appended first: the order must not be that of appending.
    AppendBatch second = batch_of(run_id(2), 0, 3);
    second.timers_set = {{run_id(2), 1, Instant{300}}, {run_id(2), 3, Instant{100}}, {run_id(2), 2, Instant{100}}};
    AppendBatch first = batch_of(run_id(1), 0, 3);
    first.timers_set = {{run_id(1), 1, Instant{300}}, {run_id(1), 2, Instant{100}}, {run_id(1), 3, Instant{-5}}};
    for (const auto& result : store().append({second, first})) VERIFY_OK(result);
    const std::vector<TimerRow> order{{run_id(1), 3, Instant{-5}},  {run_id(1), 2, Instant{100}},
                                      {run_id(2), 2, Instant{100}}, {run_id(2), 3, Instant{100}},
                                      {run_id(1), 1, Instant{300}}, {run_id(2), 1, Instant{300}}};
    const auto until = [&](std::int64_t ms, std::uint32_t limit) {
        return text_of(store().timers(Instant{ms}, limit));
    };
    const auto first_rows = [&](std::ptrdiff_t count) {
        return text_of(std::vector<TimerRow>(order.begin(), order.begin() + count));
    };
    QCOMPARE(until(300, 100), first_rows(6));
    QCOMPARE(until(299, 100), first_rows(4));
    QCOMPARE(until(100, 100), first_rows(4));
    QCOMPARE(until(99, 100), first_rows(1));
    QCOMPARE(until(-6, 100), first_rows(0));
    QCOMPARE(until(300, 3), first_rows(3));
    QCOMPARE(until(300, 0), first_rows(0));
}

void StoreReadsTest::commands_come_by_run_and_sequence() {
    AppendBatch second = batch_of(run_id(2), 0, 3);
    second.outbox_added = {{run_id(2), 3, "shell"}, {run_id(2), 1, "http"}};
    AppendBatch first = batch_of(run_id(1), 0, 3);
    first.outbox_added = {{run_id(1), 2, "child"}};
    for (const auto& result : store().append({second, first})) VERIFY_OK(result);
    const std::vector<OutboxRow> order{{run_id(1), 2, "child"}, {run_id(2), 1, "http"}, {run_id(2), 3, "shell"}};
    QCOMPARE(text_of(store().outbox({})), text_of(order));
    QCOMPARE(text_of(store().outbox(run_id(2))), text_of(std::vector<OutboxRow>{order[1], order[2]}));
    QCOMPARE(text_of(store().outbox(run_id(3))), QString());
    AppendBatch done = batch_of(run_id(2), 3, 1);
    done.outbox_done = {1};
    VERIFY_OK(append_one(store(), done));
    QCOMPARE(text_of(store().outbox({})), text_of(std::vector<OutboxRow>{order[0], order[2]}));
}

void StoreReadsTest::the_inbox_keeps_its_order_and_never_reuses_an_id() {
    std::vector<InboxRow> rows;
    for (int i = 0; i < 3; ++i) {
        InboxRow row{99, i == 1 ? "cancel" : "start", run_id(static_cast<std::uint64_t>(i)),
                     Json::trusted(R"({"n":)" + std::to_string(i) + "}"), Instant{1000 - i}};
        const auto id = inbox().post(row);
        VERIFY_OK(id);
        row.id = *id;
        QVERIFY(rows.empty() || row.id > rows.back().id);
        rows.push_back(row);
    }
    QCOMPARE(text_of(inbox().pending(10)), text_of(rows));
    AppendBatch batch = batch_of(run_id(0), 0, 1);
    batch.inbox_taken = {rows[0].id, rows[2].id};
    VERIFY_OK(append_one(store(), batch));
    QCOMPARE(text_of(inbox().pending(10)), text_of(std::vector<InboxRow>{rows[1]}));
    VERIFY_OK(inbox().drop(rows[1].id));
    if (subject_->durable()) subject_->reopen();
    const auto next = inbox().post(rows[0]);
    VERIFY_OK(next);
    QVERIFY(*next > rows[2].id);
}

void StoreReadsTest::the_inbox_limits_and_drops() {
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(*inbox().post({0, "start", run_id(1), Json(), Instant{1}}));
    QCOMPARE(inbox().pending(0)->size(), 0u);
    const auto two = inbox().pending(2);
    VERIFY_OK(two);
    QCOMPARE(two->size(), 2u);
    QCOMPARE((*two)[1].id, ids[1]);
    VERIFY_OK(inbox().drop(ids[0]));
    VERIFY_OK(inbox().drop(ids[0]));
    VERIFY_OK(inbox().drop(4711));
    QCOMPARE((*inbox().pending(2))[0].id, ids[1]);
    QCOMPARE(inbox().pending(9)->size(), 4u);
}

void StoreReadsTest::texts_come_back_byte_for_byte_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("quotes") << QByteArray(R"(it's "quoted" \ ; -- DROP TABLE runs)");
    QTest::newRow("accents") << QByteArray("Olá, ação; Grüße; 注文; שלום");
    QTest::newRow("beyond the basic plane") << QByteArray("🦀𝔘🇧🇷");
    QTest::newRow("combining, not normalised") << QByteArray("e\xCC\x81 \xC3\xA9");
    QTest::newRow("a NUL byte") << QByteArray("before\0after", 12);
    QTest::newRow("no UTF-8 at all") << QByteArray("\xff\xfe\x80 caf\xe9");
    QTest::newRow("looks like a number") << QByteArray("007");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFtext");
}

void StoreReadsTest::texts_come_back_byte_for_byte() {
    QFETCH(QByteArray, text);
    const std::string given = text.toStdString();
    // In a payload the same text is JSON, where a NUL is \u0000.
    const std::string json = Json::string(given).text();
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.events[0] = event_row(1, "task." + given, R"({"t":)" + json + "}", json);
    batch.row.ns = batch.row.name = batch.row.version = batch.row.error = given;
    batch.outbox_added = {{run_id(1), 1, given}};
    VERIFY_OK(append_one(store(), batch));
    const InboxRow letter{1, given, RunId{given}, Json::trusted(json), Instant{3}};
    VERIFY_OK(inbox().post(letter));
    const DefinitionRow definition{given, given, given, "hash", given, given, Instant{4}, true};
    VERIFY_OK(store().put_definition(definition));
    VERIFY_OK(store().lease(given, given, Instant{1}, Instant{2}));
    if (subject_->durable()) subject_->reopen();

    const auto events = store().events(run_id(1), 0, 9);
    VERIFY_OK(events);
    QVERIFY((*events)[0].type == batch.events[0].type);
    QVERIFY((*events)[0].data == batch.events[0].data);
    QVERIFY(*(*events)[0].value == *batch.events[0].value);
    const auto runs = store().runs({});
    VERIFY_OK(runs);
    QVERIFY((*runs)[0].ns == given && (*runs)[0].name == given && (*runs)[0].version == given &&
            (*runs)[0].error == given);
    QVERIFY(store().outbox({})->front().kind == given);
    const auto letters = inbox().pending(1);
    VERIFY_OK(letters);
    QVERIFY((*letters)[0].kind == given && (*letters)[0].run.text == given && (*letters)[0].body == letter.body);
    DefinitionQuery query;
    query.hash = "hash";
    const auto definitions = store().definitions(query);
    VERIFY_OK(definitions);
    QVERIFY((*definitions)[0].name == given && (*definitions)[0].text == given && (*definitions)[0].file_name == given);
    VERIFY_CODE(store().lease(given, given + "x", Instant{1}, Instant{2}), ErrorCode::conflict);
}

void StoreReadsTest::a_payload_of_16_mib_comes_back() {
    std::string text(16 * 1024 * 1024, 'x');
    for (std::size_t i = 0; i < text.size(); i += 997) text[i] = static_cast<char>('a' + i % 26);
    AppendBatch batch = batch_of(run_id(1), 0, 3);
    batch.events[1] = event_row(2, "task.completed", "{}", Json::string(text).text());
    // In data too, where nothing is stored apart.
    batch.events[2].data = Json::trusted(R"({"d":)" + Json::string(text.substr(0, 1'000'000)).text() + "}");
    VERIFY_OK(append_one(store(), batch));
    if (subject_->durable()) subject_->reopen();
    QCOMPARE(text_of(store().events(run_id(1), 0, 9)), text_of(batch.events));
}

void StoreReadsTest::payloads_around_the_bound_come_back_data() {
    QTest::addColumn<int>("bytes");
    for (const int bytes : {2, 4096, 65535, 65536, 65537, 70000}) QTest::addRow("%d", bytes) << bytes;
}

void StoreReadsTest::payloads_around_the_bound_come_back() {
    QFETCH(int, bytes);
    const std::string value = '"' + std::string(static_cast<std::size_t>(bytes) - 2, 'y') + '"';
    AppendBatch batch = batch_of(run_id(1), 0, 2);
    batch.events[0] = event_row(1, "run.started", "{}", value);
    batch.events[1] = event_row(2, "task.completed", "{}", value);
    VERIFY_OK(append_one(store(), batch));
    QCOMPARE(text_of(store().events(run_id(1), 0, 9)), text_of(batch.events));
}

void StoreReadsTest::no_payload_and_null_are_two_things() {
    AppendBatch batch = batch_of(run_id(1), 0, 2);
    batch.events[0].value = Json();
    batch.events[1].value.reset();
    VERIFY_OK(append_one(store(), batch));
    const auto events = store().events(run_id(1), 0, 9);
    VERIFY_OK(events);
    QVERIFY((*events)[0].value && (*events)[0].value->is_null());
    QVERIFY(!(*events)[1].value);
}

ORKESTR_TEST(StoreReadsTest)

} // namespace orkestr::test

#include "store_reads_test.moc"
