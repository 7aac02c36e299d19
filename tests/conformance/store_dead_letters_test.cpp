// Dead letters, the same for every adapter.
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreDeadLettersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { add_store_adapters(); }
    void init();
    void cleanup() { subject_.reset(); }

    void a_letter_comes_back_as_it_was_given();
    void they_come_newest_first_in_pages();
    void they_are_narrowed_by_each_member();
    void a_page_of_letters_has_bounds();
    void one_is_decided_once();
    void what_is_no_decision_is_refused();
    void a_run_leaves_them_with_its_history();
    void a_failed_batch_leaves_none();

private:
    Stores& store() { return subject_->store(); }
    void reopen() {
        if (subject_->durable()) subject_->reopen();
    }
    std::vector<std::int64_t> ids(const DeadLetterQuery& query);

    std::unique_ptr<StoreSubject> subject_;
};

namespace {

using Ids = std::vector<std::int64_t>;

DeadLetter dead_letter(const RunId& run, std::string kind = "run") {
    DeadLetter letter;
    letter.at = Instant{1'700'000'000'123};
    letter.kind = std::move(kind);
    letter.run = run;
    letter.title = "Not Found \xe2\x80\x94 nirgends";
    letter.body = Json::trusted(R"({"error":{"status":404},"step":"/do/0/a"})");
    return letter;
}

DeadLetter decision(std::int64_t id, std::string state) {
    DeadLetter letter;
    letter.id = id;
    letter.state = std::move(state);
    letter.by = "Ada";
    letter.reason = "the service is back";
    letter.decided = Instant{1'700'000'000'999};
    letter.retried_as = run_id(55);
    return letter;
}

} // namespace

void StoreDeadLettersTest::init() {
    QFETCH_GLOBAL(QString, adapter);
    subject_ = std::make_unique<StoreSubject>(adapter);
}

std::vector<std::int64_t> StoreDeadLettersTest::ids(const DeadLetterQuery& query) {
    const auto letters = store().dead_letters(query);
    if (!letters) return {-1};
    Ids found;
    for (const DeadLetter& letter : *letters) found.push_back(letter.id);
    return found;
}

void StoreDeadLettersTest::a_letter_comes_back_as_it_was_given() {
    DeadLetter letter = dead_letter(run_id(1), "event");
    letter.id = 99;
    const auto id = store().add_dead_letter(letter);
    VERIFY_OK(id);
    QCOMPARE(*id, 1);
    letter.id = *id;
    reopen();
    QCOMPARE(text_of(store().dead_letters({})), text_of(std::vector{letter}));
}

void StoreDeadLettersTest::they_come_newest_first_in_pages() {
    for (std::uint64_t i = 1; i <= 5; ++i) VERIFY_OK(store().add_dead_letter(dead_letter(run_id(i))));
    reopen();
    DeadLetterQuery query;
    query.limit = 2;
    QCOMPARE(ids(query), (Ids{5, 4}));
    query.before = 4;
    QCOMPARE(ids(query), (Ids{3, 2}));
    query.before = 2;
    QCOMPARE(ids(query), Ids{1});
    query.before = 1;
    QCOMPARE(ids(query), Ids{});
}

void StoreDeadLettersTest::they_are_narrowed_by_each_member() {
    for (std::uint64_t i = 1; i <= 6; ++i) VERIFY_OK(store().add_dead_letter(dead_letter(run_id(i % 2))));
    VERIFY_OK(store().decide_dead_letter(decision(3, "discarded")));
    VERIFY_OK(store().decide_dead_letter(decision(4, "retried")));
    reopen();
    DeadLetterQuery query;
    QCOMPARE(ids(query), (Ids{6, 5, 2, 1}));
    query.run = run_id(1);
    QCOMPARE(ids(query), (Ids{5, 1}));
    query.state.clear();
    QCOMPARE(ids(query), (Ids{5, 3, 1}));
    query.state = "discarded";
    QCOMPARE(ids(query), Ids{3});
    query.id = 4;
    QCOMPARE(ids(query), Ids{});
    query.run.reset();
    QCOMPARE(ids(query), Ids{});
    query.state.clear();
    QCOMPARE(ids(query), Ids{4});
    query.before = 4;
    QCOMPARE(ids(query), Ids{});
    query.id.reset();
    query.state = "retried";
    QCOMPARE(ids(query), Ids{});
    query.before = 5;
    QCOMPARE(ids(query), Ids{4});
}

void StoreDeadLettersTest::a_page_of_letters_has_bounds() {
    DeadLetterQuery query;
    query.limit = 0;
    VERIFY_CODE(store().dead_letters(query), ErrorCode::invalid_argument);
    query.limit = 10'001;
    VERIFY_CODE(store().dead_letters(query), ErrorCode::invalid_argument);
    query.limit = 10'000;
    VERIFY_OK(store().dead_letters(query));
}

void StoreDeadLettersTest::one_is_decided_once() {
    DeadLetter letter = dead_letter(run_id(1));
    VERIFY_OK(store().add_dead_letter(letter));
    const DeadLetter decided = decision(1, "retried");
    VERIFY_OK(store().decide_dead_letter(decided));
    const auto again = store().decide_dead_letter(decision(1, "discarded"));
    VERIFY_CODE(again, ErrorCode::conflict);
    VERIFY_MENTIONS(again, "retried before");
    VERIFY_CODE(store().decide_dead_letter(decision(2, "discarded")), ErrorCode::not_found);
    reopen();
    letter.id = 1;
    letter.state = decided.state;
    letter.by = decided.by;
    letter.reason = decided.reason;
    letter.decided = decided.decided;
    letter.retried_as = decided.retried_as;
    DeadLetterQuery query;
    query.state.clear();
    QCOMPARE(text_of(store().dead_letters(query)), text_of(std::vector{letter}));
}

void StoreDeadLettersTest::what_is_no_decision_is_refused() {
    VERIFY_OK(store().add_dead_letter(dead_letter(run_id(1))));
    VERIFY_CODE(store().decide_dead_letter(decision(1, "open")), ErrorCode::invalid_argument);
    VERIFY_CODE(store().decide_dead_letter(decision(1, "")), ErrorCode::invalid_argument);
    QCOMPARE(ids({}), Ids{1});
}

void StoreDeadLettersTest::a_run_leaves_them_with_its_history() {
    VERIFY_OK(store().add_dead_letter(dead_letter(run_id(9))));
    AppendBatch batch = batch_of(run_id(1), 0, 1, "faulted");
    batch.row.ended = Instant{7};
    batch.dead = {dead_letter(run_id(1)), dead_letter(run_id(1), "activity")};
    VERIFY_OK(append_one(store(), batch));
    reopen();
    batch.dead[0].id = 2;
    batch.dead[1].id = 3;
    DeadLetterQuery query;
    query.run = run_id(1);
    QCOMPARE(text_of(store().dead_letters(query)), text_of(std::vector{batch.dead[1], batch.dead[0]}));
}

void StoreDeadLettersTest::a_failed_batch_leaves_none() {
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.dead = {dead_letter(run_id(1))};
    batch.inbox_taken = {12345};
    VERIFY_CODE(append_one(store(), batch), ErrorCode::conflict);
    QCOMPARE(ids({}), Ids{});
}

ORKESTR_TEST(StoreDeadLettersTest)

} // namespace orkestr::test

#include "store_dead_letters_test.moc"
