#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/listen_text.h"
#include "ui/viewmodels/run_note.h"
#include "ui/viewmodels/step_wait.h"
#include "ui/viewmodels/studio_session.h"

#include "core/definition/reader.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

/// A definition that does nothing but listen, as the YAML under `to:` says.
std::string listening(const std::string& to) {
    return "document:\n  dsl: 1.0.3\n  namespace: test\n  name: listening\n  version: 1.0.0\ndo:\n  - order/paid:\n      listen:\n        to:\n" + to;
}

std::shared_ptr<const Definition> read(const std::string& text) { return read_definition(text, "listening.yaml").definition; }

const std::string listener = "/do/0/order~1paid";

} // namespace

class ListenTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void events_data();
    void events();
    void other_tasks_listen_for_nothing();
    void what_a_step_waits_for();
};

void ListenTextTest::events_data() {
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("events");
    QTest::addColumn<QString>("until");
    const auto row = [](const char* name, const char* to, const char* events, const char* until) {
        QTest::newRow(name) << QByteArray(to) << QString::fromUtf8(events) << QString::fromUtf8(until);
    };
    row("one type", "          one:\n            with:\n              type: com.example.order\n", "com.example.order", "");
    row("type and source", "          one:\n            with:\n              type: a.b\n              source: /shop\n", "a.b (source = /shop)", "");
    row("an expression", "          one:\n            with:\n              type: a.b\n              data: ${ .total > 100 }\n",
        "a.b (data = .total > 100)", "");
    row("source only", "          one:\n            with:\n              source: /shop\n", "source = /shop", "");
    row("any event at all", "          any: []\n", "any event", "");
    row("any of two", "          any:\n            - with:\n                type: a\n            - with:\n                type: b\n", "any of a, b", "");
    row("all of two", "          all:\n            - with:\n                type: a\n            - with:\n                type: b\n", "all of a, b", "");
    row("until a condition", "          any:\n            - with:\n                type: a\n          until: ${ length > 3 }\n", "a", "length > 3");
    row("until an event", "          any:\n            - with:\n                type: a\n          until:\n            one:\n              with:\n                type: stop\n",
        "a", "stop");
    row("correlated", "          one:\n            with:\n              type: a\n            correlate:\n              order:\n                from: ${ .data.id }\n                expect: '7'\n              shop:\n                from: ${ .source }\n",
        "a (order = 7, same shop)", "");
}

void ListenTextTest::events() {
    QFETCH(QByteArray, to);
    const auto definition = read(listening(to.toStdString()));
    QVERIFY(definition);
    const ListenText text = listen_text(*definition, listener);
    QTEST(text.events, "events");
    QTEST(text.until, "until");
}

void ListenTextTest::other_tasks_listen_for_nothing() {
    const auto definition = read(small_definition());
    for (const char* pointer : {"/do/0/first", "/do/1/attempt", "/do/9/none", "/do", "", "do"})
        QVERIFY(listen_text(*definition, pointer).events.isEmpty());
}

void ListenTextTest::what_a_step_waits_for() {
    const auto definition = read(listening("          one:\n            with:\n              type: a.b\n"));
    StepView step;
    step.task = listener;
    step.kind = "listen";
    QCOMPARE(step_wait(step, definition.get()).kind, StepWait::Kind::none);
    QVERIFY(step_wait(step, definition.get()).line().isEmpty());
    step.listens = true;
    QCOMPARE(step_wait(step, definition.get()).line(), QStringLiteral("for a.b"));
    QCOMPARE(step_wait(step, nullptr).line(), QStringLiteral("for an event"));
    step.waits_until = Instant{1'760'000'000'000};
    const QString moment = step_wait(step, nullptr).until;
    QVERIFY(!moment.isEmpty());
    QCOMPARE(step_wait(step, definition.get()).line(), QStringLiteral("for a.b until ") + moment);
    step.listens = false;
    QCOMPARE(step_wait(step, definition.get()).line(), QStringLiteral("until ") + moment);
    step.kind = "try";
    QCOMPARE(step_wait(step, definition.get()).line(), QStringLiteral("again at ") + moment);
    step.ended = step.waits_until;
    QCOMPARE(step_wait(step, definition.get()).kind, StepWait::Kind::none);
}

/// Suspending, resuming and cancelling; events; runs made from runs.
class RunOperationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void steering_follows_the_status();
    void who_and_why_are_given();
    void a_refusal_is_said_and_leaves_it_possible();
    void nothing_is_possible_without_a_control();
    void events_go_to_the_run_or_to_everybody();
    void a_rerun_is_opened();
    void a_fork_begins_at_the_selected_step();
    void what_can_only_be_looked_at_is_forked_elsewhere();
    void facts_of_a_run_say_who_and_from_where();
    void a_waiting_step_says_what_for();

private:
    void put(const RunView& view);
    std::unique_ptr<FakeSource> source_;
    std::unique_ptr<FakeControl> control_;
    std::unique_ptr<StudioSession> session_;
};

void RunOperationsTest::init() {
    source_ = std::make_unique<FakeSource>();
    control_ = std::make_unique<FakeControl>();
    source_->change([](auto& content) { content.definitions.push_back(small_row()); });
    put(small_run(1, 1));
    session_ = std::make_unique<StudioSession>(*source_, control_.get());
    session_->operations()->set_user(QStringLiteral("ada"));
    session_->open_run(run_id(1));
    QTRY_VERIFY(session_->run()->view());
}

void RunOperationsTest::cleanup() {
    session_.reset();
    control_.reset();
    source_.reset();
}

void RunOperationsTest::put(const RunView& view) {
    source_->change([&view](auto& content) { content.views[view.run.text] = std::make_shared<const RunView>(view); });
}

void RunOperationsTest::steering_follows_the_status() {
    RunOperations* operations = session_->operations();
    QVERIFY(operations->can_steer(Steering::suspend));
    QVERIFY(!operations->can_steer(Steering::resume));
    QVERIFY(operations->can_steer(Steering::cancel));
    RunView view = small_run(1, 1);
    view.status = "suspended";
    put(view);
    QTRY_VERIFY(operations->can_steer(Steering::resume));
    QVERIFY(!operations->can_steer(Steering::suspend));
    QVERIFY(operations->can_steer(Steering::cancel));
    put(small_run(1, 3));
    QTRY_VERIFY(!operations->can_steer(Steering::cancel));
    QVERIFY(!operations->can_steer(Steering::resume));
    QVERIFY(!operations->can_signal());
    QVERIFY(operations->can_emit());
    QVERIFY(operations->can_rerun());
}

void RunOperationsTest::who_and_why_are_given() {
    Author seen;
    Steering done = Steering::cancel;
    control_->on_steer = [&](const RunId& run, Steering steering, const Author& author) -> Result<void> {
        if (run == run_id(1)) {
            seen = author;
            done = steering;
        }
        return {};
    };
    QSignalSpy moved(session_->operations(), &RunOperations::abilities_changed);
    session_->operations()->steer(Steering::suspend, QStringLiteral(" maintenance "));
    QVERIFY(!session_->operations()->can_steer(Steering::suspend)); // once at a time
    QTRY_VERIFY(session_->operations()->can_steer(Steering::suspend));
    QVERIFY(moved.count() >= 2);
    QCOMPARE(seen.by, std::string("ada"));
    QCOMPARE(seen.reason, std::string("maintenance"));
    QCOMPARE(done, Steering::suspend);
}

void RunOperationsTest::a_refusal_is_said_and_leaves_it_possible() {
    control_->on_steer = [](const RunId&, Steering, const Author&) -> Result<void> {
        return Error{ErrorCode::conflict, "The run has ended.", {}};
    };
    QSignalSpy failed(session_.get(), &StudioSession::failed);
    session_->operations()->steer(Steering::cancel, {});
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.first().at(0).toString(), QStringLiteral("The run could not be cancelled"));
    QCOMPARE(failed.first().at(1).toString(), QStringLiteral("The run has ended."));
    QVERIFY(session_->operations()->can_steer(Steering::cancel));
}

void RunOperationsTest::nothing_is_possible_without_a_control() {
    StudioSession session(*source_, nullptr);
    source_->tell();
    session.open_run(run_id(1));
    QTRY_VERIFY(session.run()->view());
    session.run()->select_step(3);
    for (const Steering steering : {Steering::suspend, Steering::resume, Steering::cancel}) QVERIFY(!session.operations()->can_steer(steering));
    QVERIFY(!session.operations()->can_emit());
    QVERIFY(!session.operations()->can_signal());
    QVERIFY(!session.operations()->can_rerun());
    QVERIFY(!session.operations()->can_fork());
    QVERIFY(!session.workspace()->can_decide());
}

void RunOperationsTest::events_go_to_the_run_or_to_everybody() {
    std::vector<EmitRequest> seen;
    bool engine = true;
    control_->on_emit = [&](const EmitRequest& request) -> Result<Emitted> {
        seen.push_back(request);
        return Emitted{"1", 1, engine};
    };
    QSignalSpy told(session_.get(), &StudioSession::told);
    QSignalSpy failed(session_.get(), &StudioSession::failed);
    RunOperations* operations = session_->operations();
    operations->send_event(QStringLiteral("a.b "), {}, json(R"({"n":1})"), true, QStringLiteral("by hand"));
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(seen[0].type, std::string("a.b"));
    QCOMPARE(seen[0].to, run_id(1));
    QCOMPARE(seen[0].data.text(), std::string(R"({"n":1})"));
    QCOMPARE(seen[0].author.by, std::string("ada"));
    QCOMPARE(seen[0].author.reason, std::string("by hand"));
    engine = false;
    operations->send_event(QStringLiteral("a.b"), QStringLiteral("/here"), {}, false, {});
    QTRY_COMPARE(told.count(), 2);
    QVERIFY(seen[1].to.empty());
    QCOMPARE(seen[1].source, std::string("/here"));
    QVERIFY(told[1].first().toString().contains(QStringLiteral("kept")));
    control_->on_emit = [](const EmitRequest&) -> Result<Emitted> { return Error{ErrorCode::invalid_argument, "No type.", {}}; };
    operations->send_event({}, {}, {}, false, {});
    QTRY_COMPARE(failed.count(), 1);
}

void RunOperationsTest::a_rerun_is_opened() {
    AgainRequest seen;
    control_->on_again = [&](const AgainRequest& request) -> Result<RunId> {
        seen = request;
        RunView view = small_run(2, 0);
        view.origin = RunOrigin{RunOrigin::Kind::rerun, run_id(1), 0, {}};
        put(view);
        return run_id(2);
    };
    QSignalSpy started(session_.get(), &StudioSession::run_started);
    session_->operations()->rerun(json(R"({"order":8})"), {}, {}, QStringLiteral("again"));
    QVERIFY(!session_->operations()->can_rerun());
    QTRY_COMPARE(started.count(), 1);
    QCOMPARE(session_->run()->run(), run_id(2));
    QCOMPARE(seen.run, run_id(1));
    QVERIFY(seen.step.empty());
    QCOMPARE(seen.input->text(), std::string(R"({"order":8})"));
    QTRY_VERIFY(session_->operations()->can_rerun());
    // What can't be made is said, and the run stays open.
    control_->on_again = nullptr;
    QSignalSpy failed(session_.get(), &StudioSession::failed);
    session_->operations()->rerun(std::nullopt, {}, {}, {});
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(session_->run()->run(), run_id(2));
    QVERIFY(session_->operations()->can_rerun());
}

void RunOperationsTest::a_fork_begins_at_the_selected_step() {
    AgainRequest seen;
    control_->on_again = [&](const AgainRequest& request) -> Result<RunId> {
        seen = request;
        put(small_run(2, 1));
        return run_id(2);
    };
    RunOperations* operations = session_->operations();
    QVERIFY(!operations->can_fork());
    session_->run()->select_step(3);
    QVERIFY(operations->can_fork());
    QSignalSpy started(session_.get(), &StudioSession::run_started);
    operations->fork(std::nullopt, std::nullopt, {});
    QTRY_COMPARE(started.count(), 1);
    QCOMPARE(seen.step, std::string("/do/1/attempt/try/0/ask#1"));
    QVERIFY(!seen.input);
}

void RunOperationsTest::what_can_only_be_looked_at_is_forked_elsewhere() {
    FakeSource source;
    source.change([](auto& content) {
        content.runs[run_id(1).text] = run_row(1);
        content.views[run_id(1).text] = std::make_shared<const RunView>(small_run(1, 3));
    });
    StudioSession session(source, nullptr);
    RunOperations* operations = session.operations();
    session.open_run(run_id(1));
    QTRY_COMPARE(session.run()->state(), LoadState::ready);
    session.run()->select_step(1);
    QVERIFY(!operations->can_fork());
    std::vector<AgainRequest> asked;
    Result<RunId> answer = run_id(9);
    operations->set_elsewhere([&](AgainRequest request, const std::function<void(Result<RunId>)>& done) {
        asked.push_back(std::move(request));
        done(answer);
    });
    QVERIFY(operations->can_fork());
    QVERIFY(!operations->can_rerun());
    QSignalSpy created(operations, &RunOperations::created_elsewhere);
    QSignalSpy here(operations, &RunOperations::created);
    operations->fork(json("{}"), json("{\"total\": 6}"), QStringLiteral("to see"));
    QTRY_COMPARE(created.size(), 1);
    QCOMPARE(created[0][0].toString().toStdString(), run_id(9).text);
    QCOMPARE(here.size(), 0);
    QCOMPARE(asked.size(), std::size_t{1});
    QCOMPARE(asked[0].run, run_id(1));
    QCOMPARE(asked[0].step, std::string("/do/0/first"));
    QCOMPARE(asked[0].author.reason, std::string("to see"));
    answer = Error{ErrorCode::corrupt, "it does not verify", {}};
    QSignalSpy failed(operations, &RunOperations::failed);
    operations->fork(std::nullopt, std::nullopt, {});
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(operations->can_fork());
}

void RunOperationsTest::facts_of_a_run_say_who_and_from_where() {
    RunView view = small_run(1, 1);
    view.status = "suspended";
    view.by = "ada";
    view.reason = "maintenance";
    view.origin = RunOrigin{RunOrigin::Kind::fork, run_id(7), 12, "/do/0/first"};
    put(view);
    const auto fact = [this](const char* label) {
        for (const DetailFact& one : session_->details()->facts())
            if (one.label == QLatin1String(label)) return one;
        return DetailFact{};
    };
    QTRY_COMPARE(fact("Suspended by").value, QStringLiteral("ada"));
    QCOMPARE(run_note(view), QStringLiteral("suspended by ada: maintenance"));
    QCOMPARE(fact("Reason").value, QStringLiteral("maintenance"));
    QCOMPARE(fact("Fork of").run, QString::fromStdString(run_id(7).text));
    QCOMPARE(fact("From the step").value, QStringLiteral("/do/0/first"));
    view.status = "running"; // resumed: it is nobody's doing any more
    QVERIFY(run_note(view).isEmpty());
    view.status = "cancelled";
    view.reason.clear();
    QCOMPARE(run_note(view), QStringLiteral("cancelled by ada"));
    view.ended = view.started;
    view.origin->kind = RunOrigin::Kind::rerun;
    put(view);
    QTRY_COMPARE(fact("Cancelled by").value, QStringLiteral("ada"));
    QCOMPARE(fact("Rerun of").run, QString::fromStdString(run_id(7).text));
    QVERIFY(fact("From the step").value.isEmpty());
}

void RunOperationsTest::a_waiting_step_says_what_for() {
    const std::string text = listening("          any:\n            - with:\n                type: a.b\n          until: ${ length > 3 }\n");
    const auto content = make_content(text, QStringLiteral("listening.yaml"));
    source_->change([&](auto& held) {
        DefinitionRow row = small_row();
        row.hash = content->hash.toStdString();
        row.text = text;
        held.definitions.push_back(row);
    });
    RunView view = small_run(1, 0);
    view.run = run_id(3);
    view.definition = content->hash.toStdString();
    view.status = "waiting";
    view.steps[0].task = view.steps[0].key = listener;
    view.steps[0].kind = "listen";
    view.steps[0].status = "waiting";
    view.steps[0].ended.reset();
    view.steps[0].listens = true;
    view.steps[0].events_received = 2;
    view.steps[0].waits_until = view.started + Duration{60'000};
    put(view);
    QAbstractItemModelTester tester(session_->run()->steps());
    session_->open_run(run_id(3));
    StepModel* steps = session_->run()->steps();
    QTRY_VERIFY(steps->index(0, 0).data(StepModel::waits_role).toString().startsWith(QStringLiteral("for a.b until ")));
    session_->run()->select_step(1);
    QStringList labels;
    for (const DetailFact& one : session_->details()->facts()) labels << one.label + QLatin1Char('=') + one.value;
    QVERIFY2(labels.contains(QStringLiteral("Waits for=a.b")), qPrintable(labels.join(QLatin1Char('\n'))));
    QVERIFY(labels.contains(QStringLiteral("Ends with=length > 3")));
    QVERIFY(labels.contains(QStringLiteral("Events received=2")));
}

ORKESTR_TEST(ListenTextTest)
ORKESTR_TEST(RunOperationsTest)

} // namespace orkestr::test

#include "operations_test.moc"
