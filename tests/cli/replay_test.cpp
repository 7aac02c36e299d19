// `replay` of many runs and by changed definitions; `fork` of a run that is in an audit log.
#include "tests/cli/scratch.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QTest>
#include <csignal>

namespace orkestr::test {

class ReplayTest : public QObject, Scratch {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void all_runs_of_a_source();
    void one_run_of_a_log();
    void by_a_changed_definition();
    void by_several_definitions();
    void what_was_edited_is_found();
    void what_was_redacted_is_said();
    void what_is_asked_wrongly();

    void a_fork_of_a_run_in_a_log();
    void a_fork_while_another_process_has_the_engine();
    void a_fork_that_can_not_be();

private:
    Ran of_log(const QStringList& arguments) const { return orkestr(arguments + QStringList{"--format", "json"}); }
    QString id(std::size_t run) const { return QString::fromStdString(runs_[run]); }
    QString elsewhere() const { return path("elsewhere"); }

    QString log_;
    QString body_ = "do:\n  - one: {set: {n: '${ .n + 1 }'}}\n  - two: {run: {shell: {command: \"echo '{}'\"}}}\n  - three: {set: {total: 7}}\n";
    std::vector<std::string> runs_; ///< three of `order`, one of another workflow
};

void ReplayTest::initTestCase() {
    renew();
    const QString definition = file("order.yaml", header("order") + body_);
    for (const char* input : {"{\"n\": 1}", "{\"n\": 2}", "{\"n\": 3}"}) runs_.push_back(run(definition, {"--input", input}).json().string_at("run"));
    runs_.push_back(run(file("other.yaml", header("other") + "do:\n  - only: {set: {x: 1}}\n")).json().string_at("run"));
    log_ = path("all.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "-o", log_}).exit_code, 0);
}

void ReplayTest::all_runs_of_a_source() {
    for (const QString& source : {log_, workspace()}) {
        const Ran all = orkestr({"replay", source});
        QVERIFY2(all.exit_code == 0, all.err.c_str());
        QVERIFY2(all.out.starts_with("4 runs, ") && all.out.ends_with(": 4 equal, 0 diverge\n"), all.out.c_str());
        QCOMPARE(of_log({"replay", source}).out, std::string("[]\n"));
        QCOMPARE(orkestr({"replay", source, "--format", "jsonl", "--jobs", "3"}).out, std::string());
        QVERIFY(orkestr({"replay", source, "--filter", "name == other"}).out.starts_with("1 run, "));
    }
    // A log and a workspace may hold the same runs; what is named twice is replayed once.
    QVERIFY(orkestr({"replay", log_, workspace(), log_ + "#" + id(0)}).out.starts_with("8 runs, "));
    QVERIFY(orkestr({"replay", workspace(), id(0), "--workspace", workspace()}).out.starts_with("4 runs, "));
    QVERIFY(orkestr({"replay", id(0), workspace(), id(1), "--workspace", workspace() + "/."}).out.starts_with("4 runs, "));
    QVERIFY(orkestr({"replay", log_ + "#" + id(1), log_, log_, path(".") + "/all.orklog#" + id(1)}).out.starts_with("4 runs, "));
    QVERIFY(orkestr({"replay", id(0), id(0), "--workspace", workspace()}).out.starts_with("1 run, "));
    QCOMPARE(orkestr({"replay", log_, log_ + "#01JD2X3M4N5P6Q7R8S9T0V1W2X"}).exit_code, 4);
    // Of runs of another workflow those that were named are replayed all the same.
    const Ran named = orkestr({"replay", log_, log_ + "#" + id(3), "--definition", path("order.yaml")});
    QVERIFY2(named.out.find("of another workflow") == std::string::npos && named.out.find("\n4 runs, ") != std::string::npos, named.out.c_str());
    QVERIFY(orkestr({"replay", id(0), id(1), "--workspace", workspace()}).out.starts_with("2 runs, "));
}

void ReplayTest::one_run_of_a_log() {
    const Ran of_workspace = in_workspace({"replay", id(0)});
    QCOMPARE(of_workspace.exit_code, 0);
    QVERIFY(of_workspace.json().bool_at("ok"));
    QCOMPARE(of_workspace.json().string_at("run"), runs_[0]);
    QCOMPARE(of_log({"replay", log_ + "#" + id(0)}).out, of_workspace.out);
    QVERIFY(orkestr({"replay", log_ + "#" + id(0)}).out.ends_with(" events decided again, all equal\n"));
}

void ReplayTest::by_a_changed_definition() {
    QString changed = body_;
    changed.replace("total: 7", "total: 8");
    const QString definition = file("changed.yaml", header("order", "2.0.0") + changed);
    const Ran rows = of_log({"replay", log_, "--definition", definition});
    QCOMPARE(rows.exit_code, 1);
    const JsonValue list = rows.json();
    const JsonArray* all = list.as_array();
    QVERIFY2(all, rows.out.c_str());
    QCOMPARE(all->size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        const JsonValue& row = (*all)[i];
        QCOMPARE(row.string_at("run"), runs_[2 - i]); // the newest first
        const JsonValue* expected = row.find("expected");
        QCOMPARE(expected->string_at("type"), std::string("task.completed"));
        QCOMPARE(row.integer_at("seq"), expected->integer_at("seq"));
        QCOMPARE(expected->find("value")->integer_at("total"), std::int64_t{7});
        QCOMPARE(row.find("actual")->find("value")->integer_at("total"), std::int64_t{8});
        QCOMPARE(row.string_at("step"), std::string("/do/2/three"));
        QCOMPARE(row.string_at("task"), std::string("three"));
    }
    const Ran text = orkestr({"replay", log_, "--definition", definition});
    QVERIFY2(text.out.find("its value is 8, where the record has 7, at /total") != std::string::npos, text.out.c_str());
    QVERIFY2(text.out.ends_with("0 equal, 3 diverge, 1 is of another workflow\n"), text.out.c_str());
    const Ran one = of_log({"replay", log_ + "#" + id(1), "--definition", definition});
    QCOMPARE(one.exit_code, 1);
    QCOMPARE(one.json().string_at("run"), runs_[1]);
    QVERIFY(!one.json().bool_at("ok", true));
    // Only a title: nothing goes otherwise.
    const QString title = file("title.yaml", QString("document: {dsl: '1.0.3', namespace: test, name: order, version: '1.0.1', title: Orders}\n") + body_);
    QCOMPARE(orkestr({"replay", log_, "--definition", title}).exit_code, 0);
}

void ReplayTest::by_several_definitions() {
    QString changed = body_;
    changed.replace("- three", "- last");
    const QString same = file("same.yaml", header("order", "1.0.2") + changed);
    const QString other = file("two.yaml", header("order", "1.0.3") + body_ + "  - four: {set: {x: 1}}\n");
    const Ran rows = orkestr({"replay", log_, "--definition", same, "--definition", other, "--format", "jsonl"});
    QCOMPARE(rows.exit_code, 1);
    QCOMPARE(std::count(rows.out.begin(), rows.out.end(), '\n'), 3);
    const auto first = JsonValue::parse(rows.out.substr(0, rows.out.find('\n')));
    QVERIFY(first);
    QCOMPARE(first->string_at("definition"), other.toStdString());
    QCOMPARE(first->string_at("message"), std::string("the event differs from the one recorded: it goes to /do/3/four, where the record goes to the end of its list"));
}

void ReplayTest::what_was_edited_is_found() {
    QByteArray text = text_of("all.orklog");
    const QByteArray record = "\"run\":\"" + id(1).toUtf8() + "\",\"seq\":10,";
    const auto line = text.indexOf(record);
    const auto total = text.indexOf("\"total\":7", line);
    QVERIFY(line > 0 && total > line && total < text.indexOf('\n', line));
    QFile out(path("edited.orklog"));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(text.replace(total, 9, "\"total\":9"));
    out.close();
    const Ran rows = of_log({"replay", path("edited.orklog")});
    QCOMPARE(rows.exit_code, 1);
    const JsonValue found = rows.json();
    QVERIFY(found.as_array());
    QCOMPARE(found.as_array()->size(), std::size_t{1});
    QCOMPARE(found.as_array()->front().string_at("run"), runs_[1]);
    QCOMPARE(found.as_array()->front().integer_at("seq"), std::int64_t{10});
    QCOMPARE(found.as_array()->front().find("expected")->find("value")->integer_at("total"), std::int64_t{9});
    // That it is the record which is wrong, and where, is what verifying says.
    const std::string chain = found.as_array()->front().string_at("chain");
    const Ran verified = of_log({"verify", path("edited.orklog")});
    QVERIFY2(chain.starts_with("edited at record " + std::to_string(verified.json().integer_at("record")) + ":"), (chain + "\n" + verified.out).c_str());
    const Ran said = orkestr({"replay", path("edited.orklog") + "#" + id(1)});
    QVERIFY2(said.out.find("its chain is broken: edited at record ") != std::string::npos && said.out.find("nondeterminism") == std::string::npos, said.out.c_str());
}

void ReplayTest::what_was_redacted_is_said() {
    const QString redacted = path("redacted.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "--redact", "$.total", "-o", redacted}).exit_code, 0);
    const Ran ran = orkestr({"replay", redacted});
    QCOMPARE(ran.exit_code, 1);
    QVERIFY2(ran.out.find("1 equal, 0 diverge, 3 equal as far as can be judged (") != std::string::npos && ran.out.ends_with(" events can't be)\n"), ran.out.c_str());
    QVERIFY2(ran.err.find("(/value/total) was redacted") != std::string::npos, ran.err.c_str());
    const Ran rows = of_log({"replay", redacted});
    QCOMPARE(rows.exit_code, 1);
    const JsonValue list = rows.json();
    QVERIFY2(list.as_array() && list.as_array()->size() == 3, rows.out.c_str());
    for (const JsonValue& row : *list.as_array()) {
        QCOMPARE(row.string_at("impossible"), std::string("redacted"));
        QVERIFY(row.string_at("message").find("(/value/total) was redacted") != std::string::npos);
        // All was decided again: what is shown is equal, of the third task that can't be told.
        QVERIFY2(row.integer_at("compared") > 3 && row.integer_at("unjudged") > 0, rows.out.c_str());
        QVERIFY2(row.find("stopped") && row.find("stopped")->is_null(), rows.out.c_str());
        const JsonValue* steps = row.find("unjudged_steps");
        QVERIFY2(steps && steps->as_array() && !steps->as_array()->empty() && *steps->as_array()->back().as_string() == "/do/2/three", rows.out.c_str());
        QVERIFY(row.find("expected") == nullptr);
    }
    const Ran one = of_log({"replay", redacted + "#" + id(0)});
    QVERIFY2(!one.json().bool_at("ok", true) && one.json().string_at("impossible") == "redacted" && one.json().string_at("run") == runs_[0], one.out.c_str());
    QCOMPARE(one.exit_code, 1);
    // Behind it a difference is found all the same.
    QString changed = body_;
    changed.replace("total: 7", "total: 7, more: 1");
    const Ran differ = of_log({"replay", redacted + "#" + id(0), "--definition", file("more.yaml", header("order", "3.0.0") + changed)});
    QVERIFY2(differ.exit_code == 1 && differ.json().find("expected") && differ.json().string_at("task") == "three", differ.out.c_str());
    // What a filter looks at is not there.
    const QString input = path("input.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "--redact", "$.n", "-o", input}).exit_code, 0);
    const Ran none = orkestr({"replay", input, "--filter", "input.n == 2"});
    QCOMPARE(none.exit_code, 0);
    QVERIFY2(none.err.find("no run matches the filter") != std::string::npos && none.err.find("3 runs could not be judged: ") != std::string::npos, none.err.c_str());
    // A run that is named twice is counted once; what the filter decides without it is judged.
    const Ran twice = orkestr({"replay", input, input + "#" + id(0), "--filter", "input.n == 2"});
    QVERIFY2(twice.err.find("3 runs could not be judged: ") != std::string::npos, twice.err.c_str());
    QVERIFY(orkestr({"replay", input, "--filter", "input.n == 2 and name == other"}).err.find("could not be judged") == std::string::npos);
    QVERIFY(orkestr({"replay", log_, "--filter", "input.n == 2"}).err.find("orkestr:") == std::string::npos);
}

void ReplayTest::what_is_asked_wrongly() {
    QCOMPARE(orkestr({"replay"}).exit_code, 2);
    for (const char* jobs : {"0", "-1", "many", "257", "99999999999999999999"}) QCOMPARE(orkestr({"replay", log_, "--jobs", jobs}).exit_code, 2);
    QCOMPARE(orkestr({"replay", log_, "--filter", "status =="}).exit_code, 2);
    const Ran wrong = orkestr({"replay", log_, "--definition", file("wrong.yaml", header("order") + "do:\n  - a: {sett: 1}\n")});
    QCOMPARE(wrong.exit_code, 2);
    QVERIFY2(wrong.err.find("wrong.yaml:") != std::string::npos, wrong.err.c_str());
    const Ran syntax = orkestr({"replay", log_, "--definition", file("jq.yaml", header("order") + "do:\n  - a: {set: {x: '${ . | }'}}\n")});
    QCOMPARE(syntax.exit_code, 2);
    QCOMPARE(orkestr({"replay", log_, "--definition", path("missing.yaml")}).exit_code, 2);
    QCOMPARE(orkestr({"replay", "nothing"}).exit_code, 4);
    QCOMPARE(orkestr({"replay", log_ + "#01JD2X3M4N5P6Q7R8S9T0V1W2X"}).exit_code, 4);
    const Ran none = orkestr({"replay", log_, "--definition", file("none.yaml", header("none") + body_)});
    QCOMPARE(none.exit_code, 1);
    QVERIFY2(none.err.find("none of these runs") != std::string::npos, none.err.c_str());
}

void ReplayTest::a_fork_of_a_run_in_a_log() {
    const Ran forked = orkestr({"fork", log_ + "#" + id(0), "--from", "three", "--workspace", elsewhere(), "--format", "json", "--reason", "to see"});
    QVERIFY2(forked.exit_code == 0, forked.err.c_str());
    QCOMPARE(forked.json().find("output")->integer_at("total"), std::int64_t{7});
    const QString made = QString::fromStdString(forked.json().string_at("run"));
    QCOMPARE(orkestr({"verify", made, "--workspace", elsewhere()}).exit_code, 0);
    QCOMPARE(orkestr({"replay", elsewhere()}).exit_code, 0);
    const Ran shown = orkestr({"show", made, "--workspace", elsewhere(), "--format", "json"});
    QVERIFY(shown.out.find(runs_[0]) != std::string::npos); // where it comes from
    // With other data, from the log and from another workspace alike.
    for (const QString& source : {log_, workspace()}) {
        const Ran edited = orkestr({"fork", source + "#" + id(0), "--from", "/do/0/one", "--input", "{\"n\": 40}", "--workspace", elsewhere(), "--format", "json"});
        QVERIFY2(edited.exit_code == 0, edited.err.c_str());
        const QString run = QString::fromStdString(edited.json().string_at("run"));
        const Ran events = orkestr({"events", run, "--workspace", elsewhere(), "--format", "jsonl"});
        QVERIFY2(events.out.find("{\"n\":41}") != std::string::npos, events.out.c_str());
        QCOMPARE(orkestr({"replay", run, "--workspace", elsewhere()}).exit_code, 0);
    }
    // With another $context, which the history says; and what reads histories reads it so.
    const Ran other = orkestr({"fork", log_ + "#" + id(0), "--from", "three", "--context", "{\"who\": \"eve\"}", "--workspace", elsewhere(), "--format", "json"});
    QVERIFY2(other.exit_code == 0, other.err.c_str());
    const QString run = QString::fromStdString(other.json().string_at("run"));
    QCOMPARE(orkestr({"replay", run, "--workspace", elsewhere()}).exit_code, 0);
    QCOMPARE(orkestr({"verify", run, "--workspace", elsewhere()}).exit_code, 0);
    const Ran change = orkestr({"at", run, "--last-change", "$.context.who", "--workspace", elsewhere(), "--format", "json"});
    QVERIFY2(change.exit_code == 0 && change.out.find("run.forked") != std::string::npos, (change.out + change.err).c_str());
    QCOMPARE(orkestr({"fork", log_ + "#" + id(0), "--from", "three", "--context", "{", "--workspace", elsewhere()}).exit_code, 2);
    QCOMPARE(orkestr({"fork", log_ + "#" + id(0), "--from", "three", "--context", "-", "--input", "-", "--workspace", elsewhere()}).exit_code, 2);
    // A log that holds one run means that one.
    const QString single = path("single.orklog");
    QCOMPARE(orkestr({"export", id(0), "--workspace", workspace(), "-o", single}).exit_code, 0);
    const Ran unnamed = orkestr({"fork", single, "--from", "three", "--workspace", elsewhere(), "--format", "json"});
    QVERIFY2(unnamed.exit_code == 0 && unnamed.json().find("output")->integer_at("total") == 7, unnamed.err.c_str());
    // What it ran is there, but not published.
    QVERIFY(orkestr({"replay", elsewhere(), "--definition", path("order.yaml")}).exit_code == 0);
}

void ReplayTest::a_fork_while_another_process_has_the_engine() {
    QProcess holder;
    holder.start(program("orkestr"), {"run", file("slow.yaml", header("slow") + "do:\n  - pause: {wait: PT1H}\n"), "--workspace", path("held"), "--format", "events"});
    QByteArray out;
    while (!out.contains("wait.started") && holder.waitForReadyRead(30'000)) out += holder.readAllStandardOutput();
    QVERIFY(out.contains("wait.started"));
    const Ran forked = orkestr({"fork", log_ + "#" + id(1), "--from", "two", "--context", "{\"who\": \"eve\"}", "--workspace", path("held"), "--format", "json"});
    QVERIFY2(forked.exit_code == 0, forked.err.c_str());
    const Ran shown = orkestr({"at", QString::fromStdString(forked.json().string_at("run")), "--path", "$.context", "--workspace", path("held")});
    QVERIFY2(shown.out.find("eve") != std::string::npos, (shown.out + shown.err).c_str());
    QCOMPARE(forked.json().find("output")->integer_at("total"), std::int64_t{7});
    QCOMPARE(holder.state(), QProcess::Running);
    ::kill(static_cast<pid_t>(holder.processId()), SIGTERM);
    QVERIFY(holder.waitForFinished(30'000));
    const Ran replayed = orkestr({"replay", QString::fromStdString(forked.json().string_at("run")), "--workspace", path("held")});
    QVERIFY2(replayed.exit_code == 0, (replayed.out + replayed.err).c_str());
}

void ReplayTest::a_fork_that_can_not_be() {
    const auto fork = [&](const QString& of, const QString& step) { return orkestr({"fork", of, "--from", step, "--workspace", path("none")}); };
    const Ran missing = fork(log_ + "#" + id(0), "nine");
    QCOMPARE(missing.exit_code, 4);
    QVERIFY2(missing.err.find("its steps are /do/0/one, /do/1/two, /do/2/three") != std::string::npos, missing.err.c_str());
    const Ran several = fork(log_, "one");
    QCOMPARE(several.exit_code, 2);
    QVERIFY2(several.err.find("holds several runs; name one as " + log_.toStdString() + "#RUN") != std::string::npos, several.err.c_str());
    QCOMPARE(fork(log_ + "#01JD2X3M4N5P6Q7R8S9T0V1W2X", "one").exit_code, 4);
    QCOMPARE(orkestr({"rerun", log_ + "#" + id(0), "--workspace", path("none")}).exit_code, 2);
    const QString redacted = path("no-input.orklog");
    QCOMPARE(orkestr({"export", "--workspace", workspace(), "--redact", "$.n", "-o", redacted}).exit_code, 0);
    const Ran gone = fork(redacted + "#" + id(0), "three");
    QVERIFY(gone.exit_code != 0);
    QVERIFY2(gone.err.find("event 1 (/value/n) was redacted") != std::string::npos, gone.err.c_str());
    // Not as it was written.
    QByteArray text = text_of("all.orklog");
    text.replace("\"total\":7", "\"total\":6");
    QFile out(path("forged.orklog"));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(text);
    out.close();
    const Ran forged = fork(path("forged.orklog") + "#" + id(0), "three");
    QCOMPARE(forged.exit_code, 1);
    QVERIFY2(forged.err.find("no run is made from it: edited") != std::string::npos, forged.err.c_str());
}

ORKESTR_TEST(ReplayTest)

} // namespace orkestr::test

#include "replay_test.moc"
