// Runs that are suspended, resumed, cancelled, run again and forked from a terminal, with an `orkestr serve` and without.
#include "tests/cli/scratch.h"
#include "tests/cli/served.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QTest>
#include <memory>

using namespace orkestr;
using namespace orkestr::test;

namespace {

const char* const long_wait = "do: [{pause: {wait: {minutes: 10}}}]\n";

} // namespace

class ControlTest : public QObject, private Scratch {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    void wrong_usage_exits_with_2_data();
    void wrong_usage_exits_with_2();
    void what_is_not_there_exits_with_4_data();
    void what_is_not_there_exits_with_4();
    void a_run_is_suspended_resumed_and_cancelled_data() { with_and_without_a_serve(); }
    void a_run_is_suspended_resumed_and_cancelled();
    void a_run_that_has_ended_takes_no_orders_data() { with_and_without_a_serve(); }
    void a_run_that_has_ended_takes_no_orders();
    void a_suspended_run_does_nothing();
    void cancelling_goes_down_data() { with_and_without_a_serve(); }
    void cancelling_goes_down();
    void a_rerun_takes_another_input_data() { with_and_without_a_serve(); }
    void a_rerun_takes_another_input();
    void a_rerun_takes_another_definition();
    void a_fork_asks_nobody_again_data() { with_and_without_a_serve(); }
    void a_fork_asks_nobody_again();
    void a_fork_names_the_steps_there_are();
    void a_key_is_written_as_its_help_shows_it();
    void a_run_is_left_to_the_engine_data() { with_and_without_a_serve(); }
    void a_run_is_left_to_the_engine();

private:
    static void with_and_without_a_serve() {
        QTest::addColumn<bool>("served");
        QTest::newRow("with a serve") << true;
        QTest::newRow("with nobody there") << false;
    }
    std::unique_ptr<Served> served() const { return std::make_unique<Served>(workspace()); }
    /// A run that nobody here waits for; its id.
    QString begin(const QString& definition) {
        const Ran ran = in_workspace({"run", definition, "--detach"});
        return ran.exit_code == 0 ? QString::fromStdString(ran.json().string_at("run")) : QString();
    }
    JsonValue show(const QString& run) const { return in_workspace({"show", run}).json(); }
    std::string status(const QString& run) const { return show(run).string_at("status"); }
    Ran order(const char* what, const QString& run, const QString& reason = "because") const { return in_workspace({what, run, "--reason", reason}); }
    void prove(const QString& run) const {
        QCOMPARE(in_workspace({"verify", run}).exit_code, 0);
        const Ran replayed = in_workspace({"replay", run});
        QVERIFY2(replayed.exit_code == 0, (replayed.out + replayed.err).c_str());
    }
};

void ControlTest::wrong_usage_exits_with_2_data() {
    QTest::addColumn<QStringList>("arguments");
    const QString run = "01M7Y0ZV3G6K54Z179RJEHH29K";
    for (const char* name : {"suspend", "resume", "cancel"}) QTest::addRow("%s without a reason", name) << QStringList{name, run};
    QTest::newRow("suspend nothing") << QStringList{"suspend", "--reason", "x"};
    QTest::newRow("fork from nowhere") << QStringList{"fork", run};
    QTest::newRow("rerun with half an input") << QStringList{"rerun", run, "--input", "{"};
    QTest::newRow("rerun with no definition") << QStringList{"rerun", run, "--definition", "no-such-file.yaml"};
    QTest::newRow("detached with a time limit") << QStringList{"rerun", run, "--detach", "--timeout", "5s"};
    QTest::newRow("unknown option") << QStringList{"fork", run, "--from", "a", "--fast"};
}

void ControlTest::wrong_usage_exits_with_2() {
    QFETCH(QStringList, arguments);
    const Ran ran = in_workspace(arguments);
    QCOMPARE(ran.exit_code, 2);
    QVERIFY(!ran.err.empty());
    QVERIFY2(ran.out.empty(), ran.out.c_str());
    QVERIFY(!QFile::exists(workspace()));
}

void ControlTest::what_is_not_there_exits_with_4_data() {
    QTest::addColumn<QStringList>("arguments");
    const QString run = "01M7Y0ZV3G6K54Z179RJEHH29K";
    for (const char* name : {"suspend", "resume", "cancel"}) QTest::newRow(name) << QStringList{name, run, "--reason", "x"};
    QTest::newRow("rerun") << QStringList{"rerun", run};
    QTest::newRow("fork") << QStringList{"fork", run, "--from", "a"};
    QTest::newRow("no id") << QStringList{"cancel", "yesterday", "--reason", "x"};
}

void ControlTest::what_is_not_there_exits_with_4() {
    QFETCH(QStringList, arguments);
    // Without a workspace there is nothing to ask, and none is made.
    QCOMPARE(in_workspace(arguments).exit_code, 4);
    QVERIFY(!QFile::exists(workspace()));
    QCOMPARE(in_workspace({"publish", file("a.yaml", header("one") + long_wait)}).exit_code, 0);
    const Ran ran = in_workspace(arguments);
    QCOMPARE(ran.exit_code, 4);
    QVERIFY2(ran.err.find("'orkestr runs' lists them") != std::string::npos, ran.err.c_str());
}

void ControlTest::a_run_is_suspended_resumed_and_cancelled() {
    QFETCH(bool, served);
    const auto serve = served ? this->served() : nullptr;
    QVERIFY2(!serve || serve->serves(), serve ? serve->error().c_str() : "");
    const QString run = begin(file("a.yaml", header("waits") + long_wait));
    QVERIFY(!run.isEmpty());

    const Ran suspended = order("suspend", run, "lunch");
    QVERIFY2(suspended.exit_code == 0, suspended.err.c_str());
    QCOMPARE(suspended.json().string_at("status"), std::string("suspended"));
    QCOMPARE(suspended.json().bool_at("engine", !served), served);
    QCOMPARE(show(run).string_at("reason"), std::string("lunch"));
    QVERIFY(!show(run).string_at("by").empty());
    const Ran again = order("suspend", run);
    QCOMPARE(again.exit_code, 1);
    QVERIFY2(again.err.find("suspended") != std::string::npos, again.err.c_str());

    const Ran resumed = order("resume", run);
    QVERIFY2(resumed.exit_code == 0, resumed.err.c_str());
    QVERIFY(status(run) != "suspended");
    QCOMPARE(order("resume", run).exit_code, 1);

    const Ran cancelled = order("cancel", run, "enough");
    QVERIFY2(cancelled.exit_code == 0, cancelled.err.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(status(run), std::string("cancelled"), 30'000);
    QCOMPARE(show(run).string_at("reason"), std::string("enough"));
    prove(run);
    if (serve) QCOMPARE(serve->stop(), 0);
}

void ControlTest::a_run_that_has_ended_takes_no_orders() {
    QFETCH(bool, served);
    const auto serve = served ? this->served() : nullptr;
    const Ran ran = run(file("a.yaml", header("one") + "do: [{one: {set: {a: 1}}}]\n"));
    QCOMPARE(ran.exit_code, 0);
    for (const char* what : {"suspend", "resume", "cancel"}) {
        const Ran refused = order(what, QString::fromStdString(ran.json().string_at("run")));
        QCOMPARE(refused.exit_code, 1);
        QVERIFY2(refused.err.find("completed") != std::string::npos, refused.err.c_str());
        QVERIFY(refused.out.empty());
    }
}

void ControlTest::a_suspended_run_does_nothing() {
    const auto serve = served();
    QVERIFY2(serve->serves(), serve->error().c_str());
    const QString run = begin(file("a.yaml", header("listens") + "do: [{hear: {listen: {to: {one: {with: {type: test.go}}}}}}]\n"));
    const QString other = begin(file("b.yaml", header("other") + "do: [{hear: {listen: {to: {one: {with: {type: test.later}}}}}}]\n"));
    QTRY_COMPARE_WITH_TIMEOUT(status(run), std::string("waiting"), 30'000);
    QCOMPARE(order("suspend", run).exit_code, 0);
    QCOMPARE(in_workspace({"emit", "--type", "test.go", "--data", "7"}).exit_code, 0);
    // Once a later event has been delivered, this one has been offered.
    QCOMPARE(in_workspace({"emit", "--type", "test.later"}).exit_code, 0);
    QVERIFY(!serve->wait_for("run.completed", other.toStdString()).is_null());
    QCOMPARE(status(run), std::string("suspended"));
    QCOMPARE(order("resume", run).exit_code, 0);
    QVERIFY(!serve->wait_for("run.completed", run.toStdString()).is_null());
    QCOMPARE(show(run).find("output")->json().text(), std::string("[7]"));
    prove(run);
}

void ControlTest::cancelling_goes_down() {
    QFETCH(bool, served);
    const QString child = file("child.yaml", header("child") + long_wait);
    QCOMPARE(in_workspace({"publish", child}).exit_code, 0);
    auto serve = this->served();
    const QString parent = begin(file("parent.yaml", header("parent") + "do: [{below: {run: {workflow: {namespace: test, name: child, version: '1.0.0'}}}}]\n"));
    QVERIFY(!parent.isEmpty());
    std::string below;
    QTRY_VERIFY_WITH_TIMEOUT(!(below = serve->wait_for([&](const JsonValue& line) { return line.string_at("definition") == "test/child"; }).string_at("run")).empty(), 60'000);
    if (!served) QCOMPARE(serve->stop(), 0);
    QCOMPARE(order("cancel", parent).exit_code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(status(parent), std::string("cancelled"), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(status(QString::fromStdString(below)), std::string("cancelled"), 30'000);
    QCOMPARE(show(QString::fromStdString(below)).string_at("parent"), parent.toStdString());
    const Ran text = orkestr::test::orkestr({"show", parent, "--workspace", workspace()});
    QVERIFY2(text.out.find("run " + below) != std::string::npos, text.out.c_str());
    prove(parent);
    prove(QString::fromStdString(below));
}

void ControlTest::a_rerun_takes_another_input() {
    QFETCH(bool, served);
    const auto serve = served ? this->served() : nullptr;
    const Ran first = run(file("a.yaml", header("double") + "do: [{double: {set: {n: '${ .n * 2 }'}}}]\n"), {"--input", "{\"n\":4}"});
    const QString id = QString::fromStdString(first.json().string_at("run"));
    const Ran same = in_workspace({"rerun", id});
    QVERIFY2(same.exit_code == 0, same.err.c_str());
    QCOMPARE(same.json().find("output")->integer_at("n"), std::int64_t{8});
    const Ran other = in_workspace({"rerun", id, "--input", "{\"n\":5}", "--reason", "five"});
    QCOMPARE(other.json().find("output")->integer_at("n"), std::int64_t{10});
    const QString again = QString::fromStdString(other.json().string_at("run"));
    QVERIFY(again != id);
    const JsonValue shown = show(again);
    QCOMPARE(shown.find("origin")->string_at("run"), id.toStdString());
    QCOMPARE(shown.find("origin")->string_at("kind"), std::string("rerun"));
    prove(again);
    const Ran text = orkestr::test::orkestr({"show", again, "--workspace", workspace()});
    QVERIFY2(text.out.find("Rerun of    " + id.toStdString()) != std::string::npos, text.out.c_str());
}

void ControlTest::a_rerun_takes_another_definition() {
    const Ran first = run(file("a.yaml", header("sum") + "do: [{sum: {raise: {error: {type: 'https://example.com/no', status: 400, title: No}}}}]\n"), {"--input", "{\"n\":4}"});
    QCOMPARE(first.exit_code, 1);
    const QString id = QString::fromStdString(first.json().string_at("run"));
    const Ran mended = in_workspace({"rerun", id, "--definition", file("b.yaml", header("sum", "1.0.1") + "do: [{sum: {set: {n: '${ .n + 1 }'}}}]\n")});
    QVERIFY2(mended.exit_code == 0, mended.err.c_str());
    QCOMPARE(mended.json().find("output")->integer_at("n"), std::int64_t{5});
    const Ran bad = in_workspace({"rerun", id, "--definition", file("c.yaml", header("sum", "1.0.2") + "do: [{sum: {sett: {n: 1}}}]\n")});
    QCOMPARE(bad.exit_code, 2);
    QVERIFY2(bad.err.find("c.yaml:2:") != std::string::npos, bad.err.c_str());
}

void ControlTest::a_fork_asks_nobody_again() {
    QFETCH(bool, served);
    const auto serve = served ? this->served() : nullptr;
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::json("{\"price\": " + QByteArray::number(request.path.size()) + "}"); });
    const QString definition = file("a.yaml", header("order") +
                                                  "do:\n  - ask: {call: http, with: {method: get, endpoint: '" + server.url("/first") +
                                                  "'}}\n  - twice: {set: {n: '${ .price * 2 }'}}\n  - tell: {call: http, with: {method: get, endpoint: '" +
                                                  server.url("/second") + "'}}\n");
    const Ran first = run(definition);
    QVERIFY2(first.exit_code == 0, first.err.c_str());
    QCOMPARE(server.requests().size(), std::size_t{2});
    const QString id = QString::fromStdString(first.json().string_at("run"));
    for (const char* from : {"tell", "/do/2/tell"}) {
        const auto before = server.requests().size();
        const Ran forked = in_workspace({"fork", id, "--from", from, "--reason", "again"});
        QVERIFY2(forked.exit_code == 0, forked.err.c_str());
        const auto requests = server.requests();
        QCOMPARE(requests.size(), before + 1);
        QCOMPARE(requests.back().path, QByteArray("/second"));
        prove(QString::fromStdString(forked.json().string_at("run")));
    }
    const Ran other = in_workspace({"fork", id, "--from", "twice", "--input", "{\"price\": 100}"});
    QVERIFY2(other.exit_code == 0, other.err.c_str());
    const JsonValue shown = show(QString::fromStdString(other.json().string_at("run")));
    QCOMPARE(shown.find("steps")->as_array()->at(1).find("output")->integer_at("n"), std::int64_t{200});
    QCOMPARE(shown.find("origin")->string_at("kind"), std::string("fork"));
    QCOMPARE(shown.find("origin")->string_at("step"), std::string("/do/1/twice"));
    QCOMPARE(shown.string_at("cause"), std::string("fork"));
    QVERIFY(!shown.string_at("started_by").empty());
    QCOMPARE(server.requests().size(), std::size_t{5});
    prove(QString::fromStdString(other.json().string_at("run")));
    prove(id);
}

void ControlTest::a_fork_names_the_steps_there_are() {
    const Ran first = run(file("a.yaml", header("loop") + "do:\n  - all:\n      for: {in: '${ [1, 2] }'}\n      do:\n        - keep: {set: {n: '${ $item }'}}\n  - last: {set: {a: 1}}\n"));
    QVERIFY2(first.exit_code == 0, first.err.c_str());
    const QString id = QString::fromStdString(first.json().string_at("run"));
    const Ran unknown = in_workspace({"fork", id, "--from", "nobody"});
    QCOMPARE(unknown.exit_code, 4);
    QVERIFY2(unknown.err.find("/do/1/last") != std::string::npos, unknown.err.c_str());
    const Ran several = in_workspace({"fork", id, "--from", "keep"});
    QCOMPARE(several.exit_code, 2);
    QVERIFY2(several.err.find("/do/0/all/do/0/keep#0, /do/0/all/do/0/keep#1") != std::string::npos, several.err.c_str());
    const JsonValue shown = show(id);
    for (const auto& step : *shown.find("steps")->as_array()) {
        if (step.string_at("name") != "keep" || step.find("output")->integer_at("n") != 2) continue;
        const Ran forked = in_workspace({"fork", id, "--from", QString::fromStdString(step.string_at("step"))});
        QVERIFY2(forked.exit_code == 0, forked.err.c_str());
        return;
    }
    QFAIL("the run has no second iteration");
}

void ControlTest::a_key_is_written_as_its_help_shows_it() {
    const std::string help = orkestr::test::orkestr({"fork", "--help"}).out;
    const std::string before = "fork RUN --from '";
    const auto begin = help.find(before + "/");
    QVERIFY2(begin != std::string::npos, help.c_str());
    const std::string key = help.substr(begin + before.size(), help.find('\'', begin + before.size()) - begin - before.size());
    const Ran first = run(file("a.yaml", header("loop") + "do:\n  - first: {set: {a: 1}}\n  - all:\n      for: {in: '${ [1, 2, 3, 4] }'}\n      do:\n        - call: {set: {n: '${ $item }'}}\n"));
    QVERIFY2(first.exit_code == 0, first.err.c_str());
    const Ran forked = in_workspace({"fork", QString::fromStdString(first.json().string_at("run")), "--from", QString::fromStdString(key)});
    QVERIFY2(forked.exit_code == 0, forked.err.c_str());
}

void ControlTest::a_run_is_left_to_the_engine() {
    QFETCH(bool, served);
    auto serve = served ? this->served() : nullptr;
    const QString definition = file("a.yaml", header("writes") + "do: [{write: {run: {shell: {command: 'echo x >> \"$1\"', arguments: ['" + path("written") + "']}}}}]\n");
    const Ran left = in_workspace({"run", definition, "--detach"});
    QVERIFY2(left.exit_code == 0, left.err.c_str());
    QCOMPARE(left.json().bool_at("engine", !served), served);
    // With nobody there it is recorded and nothing more: no activity begins.
    if (!served) QVERIFY(text_of("written").isEmpty());
    if (!served) serve = this->served();
    QVERIFY(!serve->wait_for("run.completed", left.json().string_at("run")).is_null());
    QCOMPARE(text_of("written"), QByteArray("x\n"));
}

ORKESTR_TEST(ControlTest)
#include "control_test.moc"
