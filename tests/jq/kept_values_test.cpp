// What workers keep of the values they were sent: little, and at nobody's expense.
#include "core/adapters/jq/parsed_size.h"
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

JqEvaluatorOptions small_workers(int max_workers = 6) {
    JqEvaluatorOptions options;
    options.memory_bytes = 256 * mebibyte;
    options.max_workers = max_workers;
    options.evaluation_time_ms = 60'000;
    return options;
}

/// Small objects: their text is short, and what libjq makes of it is not.
std::string objects(int count, int first = 0) {
    std::string text = "[";
    for (int i = 0; i < count; ++i) text += (i ? "," : "") + std::string("{\"i\":") + std::to_string(first + i) + "}";
    return text + "]";
}

std::size_t size_of(const std::string& text) { return parsed_size_bytes(text, 1u << 30); }

} // namespace

class KeptValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_parsed_size_is_that_of_the_heap_data();
    void a_parsed_size_is_that_of_the_heap();
    void a_parsed_size_is_not_counted_to_its_end();
    void many_values_of_many_objects();
    void one_value_that_is_too_much_to_keep();
    void a_value_that_comes_twice_at_once();
    void who_finds_the_memory_full_is_asked_again_data();
    void who_finds_the_memory_full_is_asked_again();
    void who_needs_too_much_alone_is_to_blame();
};

void KeptValuesTest::a_parsed_size_is_that_of_the_heap_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("bytes");
    const auto row = [](const char* text, int bytes) { QTest::newRow(text) << text << bytes; };
    row("null", 0);
    row("12.5", 0);
    row("\"\"", 32);
    row("\"0123456\"", 32);
    row("\"01234567\"", 48);
    row("\"a\\\\\"", 32);
    row("\"a\\\"b,c\"", 32);
    row("[]", 288);
    row("[1,2,3]", 288);
    row("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", 432); // room for 25
    row("{}", 400);
    row("{\"a\":[],\"b\":\"x\"}", 400 + 288 + 3 * 32);
    row("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1}", 784 + 9 * 32);
}

void KeptValuesTest::a_parsed_size_is_that_of_the_heap() {
    QFETCH(QString, text);
    QFETCH(int, bytes);
    QCOMPARE(size_of(text.toStdString()), static_cast<std::size_t>(bytes));
}

void KeptValuesTest::a_parsed_size_is_not_counted_to_its_end() {
    const std::string text = objects(100'000);
    QVERIFY(size_of(text) > 40 * mebibyte);
    const std::size_t enough = parsed_size_bytes(text, mebibyte);
    QVERIFY(enough > mebibyte && enough < mebibyte + 1000);
}

void KeptValuesTest::many_values_of_many_objects() {
    EvaluationDesk desk(small_workers());
    const auto program = program_of({{"length", "", {}}});
    desk.compile(program);
    const int first = desk.evaluator().worker_pids().front();
    // Each takes more than 1 MB; all together take more than a worker has.
    for (int i = 0; i < 300; ++i) QCOMPARE(desk.evaluate_requests({request_of(program, 0, objects(3000, i))}).front(), "3000");
    // It has not ended; others may have begun on a busy machine.
    QCOMPARE(desk.evaluator().worker_pids().front(), first);
}

void KeptValuesTest::one_value_that_is_too_much_to_keep() {
    EvaluationDesk desk(small_workers());
    const auto program = program_of({{". as $all | $all[99999].i", "", {}}});
    const auto request = request_of(program, 0, objects(100'000));
    const std::vector<std::string> expected(20, "99999");
    QCOMPARE(desk.evaluate_requests(std::vector(20, request)), expected);
}

void KeptValuesTest::a_value_that_comes_twice_at_once() {
    EvaluationDesk desk(small_workers());
    const auto program = program_of({{"[(. == $a), (. == $b), ($c == $d), ($a[0].i), ($c[0].i)]", "", {{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}}}});
    for (const int count : {1, 1000, 100'000}) {
        EvaluationRequest request = request_of(program, 0, objects(count));
        const Json other = json(objects(count, 5));
        request.variables = {request.input, request.input, other, other};
        QCOMPARE(desk.evaluate_requests({request, request}), (std::vector<std::string>(2, "[true,true,true,0,5]")));
    }
}

void KeptValuesTest::who_finds_the_memory_full_is_asked_again_data() {
    QTest::addColumn<int>("max_workers");
    QTest::newRow("one worker") << 1;
    QTest::newRow("six workers") << 6;
}

void KeptValuesTest::who_finds_the_memory_full_is_asked_again() {
    QFETCH(int, max_workers);
    EvaluationDesk desk(small_workers(max_workers));
    // A definition belongs to its program: a worker remembers it for as long as it knows the program.
    const auto holder = program_of({{"$workflow.definition | length", "", {{"workflow", ""}}}});
    holder->expressions[0].workflow_definition = 0;
    holder->definitions = {json(objects(320'000))};
    EvaluationRequest request = request_of(holder, 0);
    request.variables = {json("{}")};
    QCOMPARE(desk.evaluate_requests({request}).front(), "320000");
    const int first = desk.evaluator().worker_pids().front();
    const auto greedy = program_of({{"[range(4e6)] | length", "", {}}, {". + 1", "", {}}});
    QCOMPARE(desk.evaluate_requests({request_of(greedy, 1, "1"), request_of(greedy, 0), request_of(greedy, 1, "2")}),
             (std::vector<std::string>{"2", "4000000", "3"}));
    QVERIFY(desk.evaluator().worker_pids().front() != first);
}

void KeptValuesTest::who_needs_too_much_alone_is_to_blame() {
    for (const int max_workers : {1, 6}) {
        EvaluationDesk desk(small_workers(max_workers));
        const auto program = program_of({{". + 1", "", {}}, {"reduce range(1e9) as $i (\"x\"; . + .)", "", {}}});
        const std::string message = "stopped: the expression needs more than 256 MB of memory";
        QCOMPARE(desk.evaluate_requests({request_of(program, 0, "1"), request_of(program, 1), request_of(program, 0, "2"), request_of(program, 1)}),
                 (std::vector<std::string>{"2", message, "3", message}));
        QCOMPARE(desk.evaluate_requests({request_of(program, 0, "5")}).front(), "6");
    }
}

ORKESTR_TEST(KeptValuesTest)

} // namespace orkestr::test

#include "kept_values_test.moc"
