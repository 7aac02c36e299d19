// `orkestr at`: a run as it was after an event, and which event changed a value, of a workspace and of a log alike.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class AtTest : public QObject, Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void a_moment_of_the_workspace_and_of_a_log();
    void a_path_prints_what_is_there();
    void the_last_change_is_found();
    void all_changes_are_listed();
    void a_redacted_log_says_what_it_does_not_know();
    void what_can_not_be_is_said();
    void a_damaged_log_is_told_up_to_there();

private:
    Ran at(const QStringList& arguments) const { return orkestr(QStringList{"at"} + arguments); }
    QString run_;
    QString log_;
    QString in_log_;
    QStringList own_; ///< the run in its workspace
};

void AtTest::initTestCase() {
    renew();
    const QString definition = file("order.yaml", header("order") + R"(do:
  - take: {set: {order: {total: 10, card: '4711'}}, export: {as: '${ {order: .order} }'}}
  - each:
      for: {each: item, at: n, in: '${ [3, 4] }'}
      do:
        - add: {set: {sum: '${ $item + 1 }'}, export: {as: '${ {order: {total: $item, card: $context.order.card}} }'}}
  - last: {set: {done: true}}
)");
    const Ran ran = run(definition);
    run_ = QString::fromStdString(ran.json().string_at("run"));
    QVERIFY2(!run_.isEmpty(), ran.err.c_str());
    log_ = path("one.orklog");
    QCOMPARE(orkestr({"export", run_, "--workspace", workspace(), "-o", log_}).exit_code, 0);
    in_log_ = log_ + "#" + run_;
    own_ = QStringList{run_, "--workspace", workspace()};
}

void AtTest::a_moment_of_the_workspace_and_of_a_log() {
    const JsonValue shown = in_workspace({"show", run_}).json();
    const auto last = shown.integer_at("event_count");
    QVERIFY(last > 15);
    for (std::int64_t seq = 1; seq <= last; ++seq) {
        const QString number = QString::number(seq);
        const Ran own = at(own_ + QStringList{"--seq", number, "--format", "json"});
        QCOMPARE(own.exit_code, 0);
        QCOMPARE(own.json().integer_at("seq"), seq);
        QCOMPARE(at({in_log_, "--seq", number, "--format", "json"}).out, own.out);
    }
    const JsonValue ended = at({log_, "--format", "json"}).json();
    QCOMPARE(ended.string_at("status"), std::string("completed"));
    QCOMPARE(ended.find("output")->json(), shown.find("output")->json());
    QCOMPARE(ended.find("steps")->as_array()->size(), std::size_t{0});
    const Ran page = at(own_ + QStringList{"--seq", "3"});
    QCOMPARE(page.exit_code, 0);
    for (const char* word : {"Event       3 of ", "Status      running", "Context     null", "Under way", "Tasks"}) QVERIFY2(page.out.find(word) != std::string::npos, page.out.c_str());
}

void AtTest::a_path_prints_what_is_there() {
    QCOMPARE(at({log_, "--path", "$.order.total"}).out, std::string("4\n"));
    QCOMPARE(at({log_, "--path", "$.context.order"}).out, std::string("{\"card\":\"4711\",\"total\":4}\n"));
    QCOMPARE(at({log_, "--path", "$.tasks.add.output.sum"}).out, std::string("5\n"));
    QCOMPARE(at({log_, "--path", "$.tasks['/do/1/each/do/0/add'].steps"}).out, std::string("2\n"));
    QCOMPARE(at({log_, "--path", "$.status", "--seq", "2"}).out, std::string("\"running\"\n"));
    const Ran nothing = at({log_, "--path", "$.output", "--seq", "2"});
    QCOMPARE(nothing.exit_code, 1);
    QVERIFY2(nothing.err.find("there is nothing at $.output after event 2") != std::string::npos, nothing.err.c_str());
}

void AtTest::the_last_change_is_found() {
    const Ran found = at(own_ + QStringList{"--last-change", "$.order.total", "--format", "json"});
    QCOMPARE(found.exit_code, 0);
    const JsonValue change = found.json();
    QCOMPARE(change.string_at("type"), std::string("context.exported"));
    QCOMPARE(change.integer_at("before"), std::int64_t{3});
    QCOMPARE(change.integer_at("after"), std::int64_t{4});
    QCOMPARE(change.string_at("step"), std::string("/do/1/each/do/0/add#1"));
    const auto seq = change.integer_at("seq");
    QCOMPARE(at({in_log_, "--last-change", "$.order.total", "--format", "json"}).out, found.out);
    // The value is what it was before at the event before it.
    QCOMPARE(at({log_, "--path", "$.order.total", "--seq", QString::number(seq)}).out, std::string("4\n"));
    QCOMPARE(at({log_, "--path", "$.order.total", "--seq", QString::number(seq - 1)}).out, std::string("3\n"));
    const JsonValue earlier = at({log_, "--last-change", "$.order.total", "--before", QString::number(seq), "--format", "json"}).json();
    QCOMPARE(earlier.integer_at("after"), std::int64_t{3});
    QVERIFY(earlier.integer_at("seq") < seq);
    const Ran never = at({log_, "--last-change", "$.order.nothing"});
    QCOMPARE(never.exit_code, 1);
    QVERIFY2(never.err.find("nothing at $.order.nothing changed") != std::string::npos, never.err.c_str());
    QVERIFY(at({log_, "--last-change", "$.order.total"}).out.find("Before      3\nAfter       4\n") != std::string::npos);
}

void AtTest::all_changes_are_listed() {
    const JsonValue all = at({log_, "--changes", "$.variables.item", "--format", "json"}).json();
    QVERIFY(all.is_array());
    QCOMPARE(all.as_array()->size(), std::size_t{3});
    QCOMPARE(all.as_array()->at(1).integer_at("after"), std::int64_t{4});
    QVERIFY(all.as_array()->at(2).find("after") == nullptr);
    const auto seq = all.as_array()->at(1).integer_at("seq");
    QCOMPARE(at({log_, "--changes", "$.variables.item", "--before", QString::number(seq), "--format", "json"}).json().as_array()->size(), std::size_t{1});
    const Ran nothing = at({log_, "--changes", "$.nothing", "--format", "json"});
    QCOMPARE(nothing.out, std::string("[]\n"));
    QCOMPARE(nothing.exit_code, 1);
    QVERIFY2(nothing.err.find("nothing at $.nothing changed") != std::string::npos, nothing.err.c_str());
    // What can't be followed prints no list at all.
    const Ran refused = at({log_, "--changes", "$.timers", "--format", "json"});
    QVERIFY2(refused.out.empty() && refused.exit_code == 2 && refused.err.find("--seq N --path") != std::string::npos, (refused.out + refused.err).c_str());
}

void AtTest::a_redacted_log_says_what_it_does_not_know() {
    const QString redacted = path("redacted.orklog");
    const Ran done = in_workspace({"redact", log_, "-o", redacted, "--redact", "$..card"});
    QVERIFY2(done.exit_code == 0, done.err.c_str());
    QCOMPARE(at({redacted, "--path", "$.order.card"}).out, std::string("{\"$redacted\":true}\n"));
    const JsonValue change = at({redacted, "--last-change", "$.order.card", "--format", "json"}).json();
    QVERIFY(change.bool_at("redacted"));
    // Each event that gives it may have changed it, as many as there are of the exports.
    QCOMPARE(at({redacted, "--changes", "$.order.card", "--format", "json"}).json().as_array()->size(), std::size_t{3});
    QVERIFY(!change.bool_at("certain", true));
    const JsonValue first = at({redacted, "--changes", "$.order.card", "--format", "json"}).json().as_array()->front();
    QVERIFY(first.bool_at("certain") && first.bool_at("redacted"));
    QVERIFY(change.integer_at("seq") > first.integer_at("seq"));
    QVERIFY(at({redacted, "--changes", "$.order.card"}).out.find("may have changed") != std::string::npos);
    QCOMPARE(at({redacted, "--last-change", "$.order.total", "--format", "json"}).json().integer_at("after"), std::int64_t{4});
    const std::string last = at({redacted, "--last-change", "$.order.card"}).out;
    QVERIFY2(last.find("Before      (redacted)\nAfter       (redacted)\n") != std::string::npos, last.c_str());
    // What was in what was taken out is not known, also whether it was there.
    const QString whole = path("whole.orklog");
    QCOMPARE(in_workspace({"redact", log_, "-o", whole, "--redact", "$.order"}).exit_code, 0);
    const Ran within = at({whole, "--path", "$.order.total"});
    QVERIFY2(within.exit_code == 3 && within.out.empty() && within.err.find("was redacted") != std::string::npos, (within.out + within.err).c_str());
    QCOMPARE(at({whole, "--path", "$.elsewhere"}).exit_code, 1);
}

void AtTest::what_can_not_be_is_said() {
    const auto says = [](const Ran& ran, int exit_code, const char* words) {
        QVERIFY2(ran.exit_code == exit_code && ran.err.find(words) != std::string::npos, (std::to_string(ran.exit_code) + " " + ran.err).c_str());
    };
    says(at({log_, "--seq", "999"}), 2, "and no event 999");
    says(at({log_, "--seq", "0"}), 2, "from 1 on");
    says(at({log_, "--seq", "-4"}), 2, "from 1 on");
    says(at({log_, "--path", "order.total"}), 2, "should have '$'");
    says(at({log_, "--last-change", "$.timers"}), 2, "can't be followed");
    says(at({log_, "--last-change", "$.tasks.pay.output"}), 2, "there is no task 'pay' in this run; there are: ");
    says(at({log_, "--last-change", "$.a", "--changes", "$.a"}), 2, "exclude one another");
    says(at({log_, "--last-change", "$.a", "--seq", "3"}), 2, "--before");
    says(at({log_, "--before", "3"}), 2, "--last-change and --changes");
    says(at({log_ + "#01JD2X3M4N5P6Q7R8S9T0V1W2X"}), 4, "there is no run 01JD2X3M4N5P6Q7R8S9T0V1W2X");
    says(at({"no-such-thing"}), 4, "no-such-thing");
    const QString record = file("history.json", R"({"events":[{"eventId":"1","eventTime":"2024-01-01T00:00:00Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
        "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"}}}]})");
    says(at({record}), 2, "holds no histories of Orkestr's own");
    says(at({record}), 2, "'orkestr events'");
    const QString both = path("both.orklog");
    (void)run(file("other.yaml", header("other") + "do:\n  - one: {set: {x: 1}}\n"));
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "-o", both}).exit_code, 0);
    says(at({both}), 2, "name one as");
}

void AtTest::a_damaged_log_is_told_up_to_there() {
    QByteArray bytes = text_of("one.orklog");
    // A log without its end: what is there is read, and nothing says that it was all.
    QFile cut(path("cut.orklog"));
    QVERIFY(cut.open(QIODevice::WriteOnly));
    cut.write(bytes.left(bytes.size() * 3 / 4));
    cut.close();
    const Ran all = at({path("cut.orklog") + "#" + run_, "--format", "json"});
    QVERIFY2(all.exit_code == 0, all.err.c_str());
    const auto last = all.json().integer_at("seq");
    QVERIFY2(last > 3, all.out.c_str());
    const Ran beyond = at({path("cut.orklog") + "#" + run_, "--seq", "999"});
    QCOMPARE(beyond.exit_code, 2);
    QCOMPARE(at({path("cut.orklog") + "#" + run_, "--seq", "3", "--format", "json"}).out, at({log_, "--seq", "3", "--format", "json"}).out);
}

ORKESTR_TEST(AtTest)

} // namespace orkestr::test

#include "at_test.moc"
