// Events sent from a terminal, and what could not be done.
#include "tests/cli/scratch.h"
#include "tests/cli/served.h"
#include "tests/support/test.h"

#include <QTest>
#include <csignal>
#include <memory>

using namespace orkestr;
using namespace orkestr::test;

namespace {

const char* const one_go = "do: [{hear: {listen: {to: {one: {with: {type: test.go}}}}}}]\n";
const char* const refuses = "do: [{refuse: {raise: {error: {type: 'https://example.com/no', status: 422, title: No}}}}]\n";

} // namespace

class EventsTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void wrong_usage_exits_with_2_data();
    void wrong_usage_exits_with_2();
    void wrong_usage_says_where_and_what_else();
    void data_comes_from_anywhere();
    void an_event_ends_the_waiting_data() { with_and_without_a_serve(); }
    void an_event_ends_the_waiting();
    void a_late_listener_has_an_old_event_data() { with_and_without_a_serve(); }
    void a_late_listener_has_an_old_event();
    void an_event_is_kept_no_longer_than_said();
    void correlated_events_go_together();
    void a_signal_reaches_one_run();
    void a_signal_needs_a_run_that_is_there();
    void what_a_run_waits_for_is_shown();
    void a_faulted_run_is_a_dead_letter_data() { with_and_without_a_serve(); }
    void a_faulted_run_is_a_dead_letter();
    void a_signal_that_came_too_late_is_a_dead_letter();
    void an_activity_that_no_engine_survives_is_a_dead_letter();
    void a_letter_is_decided_once();

private:
    static void with_and_without_a_serve() {
        QTest::addColumn<bool>("served");
        QTest::newRow("with a serve") << true;
        QTest::newRow("with nobody there") << false;
    }
    QString begin(const QString& definition) {
        return QString::fromStdString(in_workspace({"run", definition, "--detach"}).json().string_at("run"));
    }
    Ran emit_event(const QStringList& more) const { return in_workspace(QStringList{"emit"} + more); }
    JsonValue show(const QString& run) const { return in_workspace({"show", run}).json(); }
    std::string output(const QString& run) const {
        const JsonValue shown = show(run);
        const JsonValue* found = shown.find("output");
        return found ? found->json().text() : std::string();
    }
    bool waits(const QString& run) const { return show(run).string_at("status") == "waiting"; }
    void publish_something() const { QCOMPARE(in_workspace({"publish", file("some.yaml", header("some") + one_go)}).exit_code, 0); }
    JsonArray letters(const QStringList& more = {}) const {
        const JsonValue all = in_workspace(QStringList{"dead", "list"} + more).json();
        return all.as_array() ? *all.as_array() : JsonArray();
    }
};

void EventsTest::wrong_usage_exits_with_2_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("emit without a type") << QStringList{"emit", "--data", "1"};
    QTest::newRow("half of the data") << QStringList{"emit", "--type", "a", "--data", "{"};
    QTest::newRow("data's file is missing") << QStringList{"emit", "--type", "a", "--data", "@no-such-file.json"};
    QTest::newRow("a type of nothing") << QStringList{"emit", "--type", ""};
    QTest::newRow("a type of white space") << QStringList{"emit", "--type", " "};
    QTest::newRow("a source that is no URI") << QStringList{"emit", "--type", "a", "--source", "not a uri"};
    QTest::newRow("a source of nothing") << QStringList{"emit", "--type", "a", "--source", ""};
    QTest::newRow("a source with a hole") << QStringList{"emit", "--type", "a", "--source", "/orders/{id}"};
    QTest::newRow("to no id") << QStringList{"emit", "--type", "a", "--to", "yesterday"};
    QTest::newRow("kept for nothing") << QStringList{"emit", "--type", "a", "--keep", "0s"};
    QTest::newRow("dead") << QStringList{"dead"};
    QTest::newRow("dead and gone") << QStringList{"dead", "forget", "1"};
    QTest::newRow("dead show nothing") << QStringList{"dead", "show"};
    QTest::newRow("dead show a word") << QStringList{"dead", "show", "seven"};
    QTest::newRow("dead list one") << QStringList{"dead", "list", "7"};
    QTest::newRow("events counted of nothing") << QStringList{"events", "--count"};
}

void EventsTest::wrong_usage_exits_with_2() {
    QFETCH(QStringList, arguments);
    const Ran ran = in_workspace(arguments);
    QCOMPARE(ran.exit_code, 2);
    QVERIFY(!ran.err.empty());
    QVERIFY2(ran.out.empty(), ran.out.c_str());
    QVERIFY(!QFile::exists(workspace()));
}

void EventsTest::wrong_usage_says_where_and_what_else() {
    const auto said = [this](const QStringList& more) { return emit_event(more).err; };
    QVERIFY(said({"--type", " "}).starts_with("orkestr emit: --type, character 1: an event's 'type' can't be empty; say what happened, such as "));
    QVERIFY(said({"--type", "a", "--source", "not a uri"}).starts_with("orkestr emit: --source, character 4: white space in a URI; expected a URI or a path, such as "));
    for (const char* what : {"list", "show", "discard"}) {
        const Ran ran = orkestr::test::orkestr({"dead", what, "--workspace", workspace(), "--format", "events"});
        QCOMPARE(ran.exit_code, 2);
        QVERIFY2(ran.err.find("expected one of: text, json") != std::string::npos, ran.err.c_str());
    }
}

void EventsTest::data_comes_from_anywhere() {
    publish_something();
    QCOMPARE(emit_event({"--type", "test.go", "--data", "{\"n\": 1}"}).exit_code, 0);
    QCOMPARE(emit_event({"--type", "test.go", "--data", "@" + file("data.json", "{\"n\": 2}")}).exit_code, 0);
    const Ran piped = orkestr::test::orkestr({"emit", "--type", "test.go", "--source", "/pipe", "--data", "-", "--workspace", workspace()}, "{\"n\": 3}");
    QVERIFY2(piped.exit_code == 0, piped.err.c_str());
    QCOMPARE(emit_event({"--type", "test.go"}).exit_code, 0);
    const JsonValue kept = in_workspace({"events"}).json();
    QCOMPARE(kept.as_array()->size(), std::size_t{4});
    for (std::size_t i = 0; i < 3; ++i) QCOMPARE(kept.as_array()->at(i).find("event")->find("data")->integer_at("n"), std::int64_t(i + 1));
    QCOMPARE(kept.as_array()->at(2).find("event")->string_at("source"), std::string("/pipe"));
    QVERIFY(kept.as_array()->at(0).find("event")->string_at("source").starts_with("/orkestr/"));
    QVERIFY(!kept.as_array()->at(3).find("event")->find("data"));
    QVERIFY(!kept.as_array()->at(0).string_at("kept_until").empty());
}

void EventsTest::an_event_ends_the_waiting() {
    QFETCH(bool, served);
    auto serve = std::make_unique<Served>(workspace());
    const QString run = begin(file("a.yaml", header("listens") + one_go));
    QTRY_VERIFY_WITH_TIMEOUT(waits(run), 30'000);
    if (!served) QCOMPARE(serve->stop(), 0);
    const Ran sent = emit_event({"--type", "test.go", "--data", "{\"n\": 5}", "--reason", "try"});
    QVERIFY2(sent.exit_code == 0, sent.err.c_str());
    QCOMPARE(sent.json().bool_at("engine", !served), served);
    if (!served) serve = std::make_unique<Served>(workspace());
    QVERIFY(!serve->wait_for("run.completed", run.toStdString()).is_null());
    QCOMPARE(output(run), std::string("[{\"n\":5}]"));
    QCOMPARE(in_workspace({"events"}).json().json().text(), std::string("[]"));
    QCOMPARE(in_workspace({"verify", run}).exit_code, 0);
    QCOMPARE(in_workspace({"replay", run}).exit_code, 0);
}

void EventsTest::a_late_listener_has_an_old_event() {
    QFETCH(bool, served);
    publish_something();
    const auto serve = served ? std::make_unique<Served>(workspace()) : nullptr;
    QCOMPARE(emit_event({"--type", "test.go", "--data", "1"}).exit_code, 0);
    QCOMPARE(in_workspace({"events"}).json().as_array()->size(), std::size_t{1});
    // The run begins after the event.
    const Ran ran = run(file("a.yaml", header("listens") + one_go), {"--timeout", "60s"});
    QVERIFY2(ran.exit_code == 0, ran.err.c_str());
    QCOMPARE(ran.json().find("output")->json().text(), std::string("[1]"));
    QCOMPARE(in_workspace({"events"}).json().as_array()->size(), std::size_t{0});
    // It was received: the next listener does not have it.
    const Ran other = run(file("b.yaml", header("again") + one_go), {"--timeout", "300ms"});
    QCOMPARE(other.exit_code, 3);
}

void EventsTest::an_event_is_kept_no_longer_than_said() {
    publish_something();
    QCOMPARE(emit_event({"--type", "test.go", "--data", "1", "--keep", "1ms"}).exit_code, 0);
    QCOMPARE(emit_event({"--type", "test.go", "--data", "2", "--keep", "1h"}).exit_code, 0);
    QCOMPARE(in_workspace({"events"}).json().as_array()->size(), std::size_t{1});
    const Ran ran = run(file("a.yaml", header("listens") + one_go), {"--timeout", "60s"});
    QVERIFY2(ran.exit_code == 0, ran.err.c_str());
    QCOMPARE(ran.json().find("output")->json().text(), std::string("[2]"));
}

void EventsTest::correlated_events_go_together() {
    Served serve(workspace());
    const QString run = begin(file("a.yaml", header("pair") +
                                                 "do:\n  - hear:\n      listen:\n        to:\n          all:\n"
                                                 "            - with: {type: test.order}\n              correlate: {id: {from: '${ .data.id }'}}\n"
                                                 "            - with: {type: test.paid}\n              correlate: {id: {from: '${ .data.id }'}}\n"));
    QTRY_VERIFY_WITH_TIMEOUT(waits(run), 30'000);
    QCOMPARE(emit_event({"--type", "test.order", "--data", "{\"id\": 7}"}).exit_code, 0);
    QCOMPARE(emit_event({"--type", "test.paid", "--data", "{\"id\": 8}"}).exit_code, 0);
    QCOMPARE(emit_event({"--type", "test.paid", "--data", "{\"id\": 7, \"by\": \"card\"}"}).exit_code, 0);
    QVERIFY(!serve.wait_for("run.completed", run.toStdString()).is_null());
    QCOMPARE(output(run), std::string("[{\"id\":7},{\"by\":\"card\",\"id\":7}]"));
    // The other one is nobody's.
    const JsonValue kept = in_workspace({"events"}).json();
    QCOMPARE(kept.as_array()->size(), std::size_t{1});
    QCOMPARE(kept.as_array()->front().find("event")->find("data")->integer_at("id"), std::int64_t{8});
    QCOMPARE(in_workspace({"replay", run}).exit_code, 0);
}

void EventsTest::a_signal_reaches_one_run() {
    Served serve(workspace());
    const QString definition = file("a.yaml", header("listens") + one_go);
    const QString first = begin(definition);
    const QString second = begin(definition);
    QTRY_VERIFY_WITH_TIMEOUT(waits(first) && waits(second), 30'000);
    const Ran sent = emit_event({"--type", "test.go", "--to", second, "--reason", "you alone"});
    QVERIFY2(sent.exit_code == 0, sent.err.c_str());
    QVERIFY(!serve.wait_for("run.completed", second.toStdString()).is_null());
    QVERIFY(waits(first));
    // The history says who sent it, and why.
    const Ran shown = in_workspace({"show", second, "--events"});
    QVERIFY2(shown.out.find("you alone") != std::string::npos, shown.out.c_str());
}

void EventsTest::a_signal_needs_a_run_that_is_there() {
    const Ran ended = run(file("a.yaml", header("one") + "do: [{a: {set: {a: 1}}}]\n"));
    const Ran late = emit_event({"--type", "test.go", "--to", QString::fromStdString(ended.json().string_at("run"))});
    QCOMPARE(late.exit_code, 1);
    QVERIFY2(late.err.find("completed") != std::string::npos, late.err.c_str());
    QCOMPARE(emit_event({"--type", "test.go", "--to", "01M7Y0ZV3G6K54Z179RJEHH29K"}).exit_code, 4);
    QCOMPARE(in_workspace({"events"}).json().as_array()->size(), std::size_t{0});
}

void EventsTest::what_a_run_waits_for_is_shown() {
    Served serve(workspace());
    const QString run = begin(file("a.yaml", header("listens") + "do:\n  - hear:\n      listen: {to: {any: [{with: {type: test.go}}, {with: {type: test.stop}}]}}\n      timeout: {after: {minutes: 5}}\n"));
    QTRY_VERIFY_WITH_TIMEOUT(waits(run), 30'000);
    const JsonValue shown = show(run);
    const auto& waiting = shown.find("waiting")->as_array()->front();
    QCOMPARE(waiting.string_at("events"), std::string("test.go or test.stop"));
    QCOMPARE(waiting.string_at("step"), std::string("/do/0/hear"));
    QVERIFY(!waiting.string_at("until").empty());
    const Ran text = orkestr::test::orkestr({"show", run, "--workspace", workspace()});
    QVERIFY2(text.out.find("Waiting     hear for test.go or test.stop (0 received) until ") != std::string::npos, text.out.c_str());
}

void EventsTest::a_faulted_run_is_a_dead_letter() {
    QFETCH(bool, served);
    const auto serve = served ? std::make_unique<Served>(workspace()) : nullptr;
    const Ran failed = run(file("a.yaml", header("fails") + refuses), {"--input", "{\"n\":1}"});
    QCOMPARE(failed.exit_code, 1);
    const JsonArray open = letters();
    QCOMPARE(open.size(), std::size_t{1});
    QCOMPARE(open[0].string_at("kind"), std::string("run"));
    QCOMPARE(open[0].string_at("run"), failed.json().string_at("run"));
    const QString id = QString::number(open[0].integer_at("id"));
    const JsonValue shown = in_workspace({"dead", "show", id}).json();
    QCOMPARE(shown.find("body")->find("error")->integer_at("status"), std::int64_t{422});

    const Ran retried = in_workspace({"dead", "retry", id, "--reason", "once more"});
    // With nobody else there the new run is driven to its end here.
    QCOMPARE(retried.exit_code, served ? 0 : 1);
    const std::string again = retried.json().string_at("run");
    QVERIFY2(!again.empty() && again != failed.json().string_at("run"), retried.out.c_str());
    if (serve) QVERIFY(!serve->wait_for("run.faulted", again).is_null());
    QTRY_COMPARE_WITH_TIMEOUT(letters().size(), std::size_t{1}, 30'000);
    QCOMPARE(letters()[0].string_at("run"), again);
    QCOMPARE(in_workspace({"dead", "retry", id}).exit_code, 1);
    const JsonValue closed = in_workspace({"dead", "show", id}).json();
    QCOMPARE(closed.string_at("state"), std::string("retried"));
    QCOMPARE(closed.string_at("retried_as"), again);
    QCOMPARE(closed.string_at("reason"), std::string("once more"));
    QCOMPARE(letters({"--all"}).size(), std::size_t{2});
    QCOMPARE(show(QString::fromStdString(again)).find("input")->integer_at("n"), std::int64_t{1});
}

void EventsTest::a_signal_that_came_too_late_is_a_dead_letter() {
    auto serve = std::make_unique<Served>(workspace());
    const QString run = begin(file("a.yaml", header("listens") + one_go));
    QTRY_VERIFY_WITH_TIMEOUT(waits(run), 30'000);
    QCOMPARE(emit_event({"--type", "test.unwanted", "--data", "{\"n\": 9}", "--to", run}).exit_code, 0);
    QCOMPARE(emit_event({"--type", "test.go", "--to", run}).exit_code, 0);
    QVERIFY(!serve->wait_for("run.completed", run.toStdString()).is_null());
    QTRY_COMPARE_WITH_TIMEOUT(letters().size(), std::size_t{1}, 30'000);
    QCOMPARE(letters()[0].string_at("kind"), std::string("event"));
    const QString id = QString::number(letters()[0].integer_at("id"));
    QCOMPARE(in_workspace({"dead", "show", id}).json().find("body")->find("event")->find("data")->integer_at("n"), std::int64_t{9});
    QCOMPARE(in_workspace({"dead", "discard", id}).exit_code, 2);
    QCOMPARE(in_workspace({"dead", "discard", id, "--reason", "nobody needs it"}).exit_code, 0);
    QCOMPARE(letters().size(), std::size_t{0});
    QCOMPARE(in_workspace({"dead", "show", id}).json().string_at("state"), std::string("discarded"));
}

void EventsTest::an_activity_that_no_engine_survives_is_a_dead_letter() {
    const QString poison = file("a.yaml", header("poison") + "do: [{before: {run: {shell: {command: 'echo x >> \"$1/before\"', arguments: ['" + path("") +
                                              "']}}}}, {deadly: {run: {shell: {command: '[ -e \"$1/cured\" ] || { echo x >> \"$1/deadly\"; kill -9 $PPID; while kill -0 $PPID; do sleep 0.01; done; }; echo done', arguments: ['" +
                                              path("") + "']}}}}]\n");
    QString run;
    constexpr int most_lost = 10;
    for (int engine = 0; engine < most_lost; ++engine) {
        Served serve(workspace()); // later ones may be gone before they have said a word
        if (engine == 0) run = begin(poison);
        QCOMPARE(serve.wait_for_end(), -1);
    }
    QCOMPARE(text_of("deadly").count('x'), most_lost);
    {
        Served serve(workspace());
        QVERIFY(!serve.wait_for("run.faulted", run.toStdString()).is_null());
        QCOMPARE(serve.stop(), 0);
    }
    QCOMPARE(text_of("deadly").count('x'), most_lost);
    JsonArray activities = letters();
    std::erase_if(activities, [](const JsonValue& letter) { return letter.string_at("kind") != "activity"; });
    QCOMPARE(activities.size(), std::size_t{1});
    QCOMPARE(activities[0].string_at("run"), run.toStdString());
    const QString id = QString::number(activities[0].integer_at("id"));
    QCOMPARE(in_workspace({"dead", "show", id}).json().find("body")->string_at("step"), std::string("/do/1/deadly"));
    QCOMPARE(in_workspace({"verify", run}).exit_code, 0);
    QCOMPARE(in_workspace({"replay", run}).exit_code, 0);

    // Tried again where it was given up, and nothing before it once more.
    file("cured", "");
    const Ran retried = in_workspace({"dead", "retry", id, "--reason", "cured"});
    QVERIFY2(retried.exit_code == 0, retried.err.c_str());
    const QString again = QString::fromStdString(retried.json().string_at("run"));
    QCOMPARE(show(again).string_at("status"), std::string("completed"));
    QCOMPARE(output(again), std::string("\"done\""));
    QCOMPARE(text_of("before"), QByteArray("x\n"));
    const JsonValue closed = in_workspace({"dead", "show", id}).json();
    QCOMPARE(closed.string_at("state"), std::string("retried"));
    QCOMPARE(closed.string_at("retried_as"), again.toStdString());
    // The run that faulted for it is no letter of its own.
    QVERIFY(letters().empty());
}

void EventsTest::a_letter_is_decided_once() {
    QCOMPARE(run(file("a.yaml", header("fails") + refuses)).exit_code, 1);
    const QString id = QString::number(letters().front().integer_at("id"));
    QCOMPARE(in_workspace({"dead", "discard", id, "--reason", "known"}).exit_code, 0);
    for (const char* what : {"discard", "retry"}) {
        const Ran again = in_workspace({"dead", what, id, "--reason", "again"});
        QCOMPARE(again.exit_code, 1);
        QVERIFY2(again.err.find("discarded before") != std::string::npos, again.err.c_str());
    }
    QCOMPARE(in_workspace({"dead", "show", "4711"}).exit_code, 4);
    QCOMPARE(in_workspace({"runs"}).json().as_array()->size(), std::size_t{1});
}

ORKESTR_TEST(EventsTest)
#include "events_test.moc"
