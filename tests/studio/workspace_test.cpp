#include "app/workspace/workspace.h"
#include "core/runtime/run_travel.h"
#include "tests/studio/studio_fixture.h"
#include "tests/support/test.h"
#include "tests/viewmodels/written_file.h"
#include "ui/admin/workspace_page.h"
#include "ui/parts/code_view.h"
#include "ui/parts/json_diff_view.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/shell/event_dialog.h"
#include "ui/shell/fork_dialog.h"
#include "ui/shell/input_dialog.h"
#include "ui/shell/json_field.h"
#include "ui/shell/reason_dialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace orkestr::test {

namespace {

constexpr int patience_ms = 30'000;

const std::string approval = R"(document: {dsl: '1.0.3', namespace: test, name: approval, version: '1.0.0', title: Approval}
do:
  - prepare: {set: {city: Oslo}}
  - approval:
      listen:
        to:
          one:
            with: {type: com.example.approved}
  - finish: {set: {approved: '${ .[0].by }'}}
)";

const std::string priced = R"(document: {dsl: '1.0.3', namespace: test, name: priced, version: '1.0.0'}
do:
  - price: {set: {total: 5}, export: {as: '${ {order: .} }'}}
  - charge: {set: {paid: '${ $context.order.total + .total }'}}
)";

const std::string failing = R"(document: {dsl: '1.0.3', namespace: test, name: failing, version: '1.0.0'}
do:
  - fail: {raise: {error: {type: https://example.com/broken, status: 500, title: Broken}}}
)";

const std::string nightly = R"(document: {dsl: '1.0.3', namespace: test, name: nightly, version: '1.0.0'}
schedule: {cron: 0 3 * * *}
do:
  - nothing: {set: {a: 1}}
)";

} // namespace

/// Studio's window over a workspace on disk, with an engine behind it.
class StudioWorkspaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void an_approval_from_start_to_fork();
    void a_fork_with_another_context();
    void what_is_left_over_is_listed();

private:
    QString write(const char* name, const std::string& text) const;
    std::string status() const { return session_->run()->view() ? session_->run()->view()->status : std::string(); }
    void start(const QString& path);
    static void give_reason(const QString& reason);

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QSettings> stored_;
    std::unique_ptr<StudioSettings> settings_;
    std::unique_ptr<ThemeChoice> theme_;
    std::unique_ptr<Workspace> workspace_;
    std::unique_ptr<StudioSession> session_;
    std::unique_ptr<MainWindow> window_;
};

void StudioWorkspaceTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    stored_ = std::make_unique<QSettings>(folder_->filePath(QStringLiteral("studio.ini")), QSettings::IniFormat);
    settings_ = std::make_unique<StudioSettings>(*stored_);
    theme_ = std::make_unique<ThemeChoice>(*qApp, *settings_, QStringLiteral("light"));
    auto opened = Workspace::open(folder_->filePath(QStringLiteral("workspace")).toStdString());
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    workspace_ = std::move(*opened);
    session_ = std::make_unique<StudioSession>(workspace_->source(), &workspace_->control());
    session_->operations()->set_user(QStringLiteral("ada"));
    session_->travel()->document().set_opener(travel_in);
    window_ = std::make_unique<MainWindow>(*session_, *settings_, *theme_);
    window_->resize(1440, 900);
    window_->show();
}

void StudioWorkspaceTest::cleanup() {
    window_.reset();
    session_.reset();
    workspace_.reset();
    theme_.reset();
    settings_.reset();
    stored_.reset();
    folder_.reset();
}

QString StudioWorkspaceTest::write(const char* name, const std::string& text) const {
    const QString path = folder_->filePath(QLatin1String(name));
    return write_text(path, text) ? path : QString();
}

void StudioWorkspaceTest::start(const QString& path) {
    window_->open_file(path);
    QTRY_VERIFY(window_->actions().run->isEnabled());
    answer_dialog<InputDialog>([](InputDialog& dialog) { dialog.accept(); });
    press(*window_, Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(session_->run()->view(), patience_ms);
}

void StudioWorkspaceTest::give_reason(const QString& reason) {
    answer_dialog<ReasonDialog>([reason](ReasonDialog& dialog) {
        dialog.field()->setText(reason);
        dialog.accept();
    });
}

void StudioWorkspaceTest::an_approval_from_start_to_fork() {
    start(write("approval.yaml", approval));
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("waiting"), patience_ms);
    const RunId first = session_->run()->run();
    session_->run()->select_node(QStringLiteral("/do/1/approval"));
    QTRY_COMPARE(window_->inspector()->fact(QStringLiteral("Waits for")), QStringLiteral("com.example.approved"));

    give_reason(QStringLiteral("maintenance"));
    press(*window_, Qt::Key_F9);
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("suspended"), patience_ms);
    QCOMPARE(session_->run()->view()->by, std::string("ada"));
    QCOMPARE(session_->run()->view()->reason, std::string("maintenance"));
    give_reason({});
    press(*window_, Qt::Key_F9, Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("waiting"), patience_ms);

    answer_dialog<EventDialog>([](EventDialog& dialog) {
        QCOMPARE(dialog.type(), QStringLiteral("com.example.approved"));
        dialog.data_field()->set_text(QStringLiteral("{\"by\": \"grace\"}"));
        dialog.accept();
    });
    press(*window_, Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("completed"), patience_ms);
    QCOMPARE(session_->run()->view()->output->text(), std::string(R"({"approved":"grace"})"));

    // From its last step on, with another input.
    session_->run()->select_node(QStringLiteral("/do/2/finish"));
    answer_dialog<ForkDialog>([](ForkDialog& dialog) {
        QCOMPARE(dialog.input_field()->value().text(), std::string(R"([{"by":"grace"}])"));
        dialog.input_field()->set_text(QStringLiteral("[{\"by\": \"linus\"}]"));
        QCOMPARE(dialog.verdict(), QStringLiteral("The input is changed."));
        dialog.accept();
    });
    press(*window_, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(session_->run()->run() != first, patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("completed"), patience_ms);
    QCOMPARE(session_->run()->view()->output->text(), std::string(R"({"approved":"linus"})"));
    QCOMPARE(window_->inspector()->fact(QStringLiteral("Fork of")), QString::fromStdString(first.text));

    // Again from the beginning, and cancelled.
    const RunId fork = session_->run()->run();
    answer_dialog<InputDialog>([](InputDialog& dialog) { dialog.accept(); });
    press(*window_, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(session_->run()->run() != fork, patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("waiting"), patience_ms);
    QCOMPARE(window_->inspector()->fact(QStringLiteral("Rerun of")), QString::fromStdString(fork.text));
    give_reason(QStringLiteral("enough"));
    press(*window_, Qt::Key_F5, Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("cancelled"), patience_ms);
    QCOMPARE(window_->inspector()->fact(QStringLiteral("Cancelled by")), QStringLiteral("ada"));
    QCOMPARE(window_->inspector()->fact(QStringLiteral("Reason")), QStringLiteral("enough"));
}

void StudioWorkspaceTest::a_fork_with_another_context() {
    start(write("priced.yaml", priced));
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("completed"), patience_ms);
    const RunId first = session_->run()->run();
    QCOMPARE(session_->run()->view()->output->text(), std::string(R"({"paid":10})"));
    session_->run()->select_node(QStringLiteral("/do/1/charge"));
    answer_dialog<ForkDialog>([](ForkDialog& dialog) {
        dialog.tabs()->setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(dialog.context_field()->isVisible(), patience_ms);
        QCOMPARE(dialog.context_field()->value().text(), std::string(R"({"order":{"total":5}})"));
        // A mistake is told with its place, and there is no fork of it.
        dialog.context_field()->set_text(QStringLiteral("{\"order\": {\"total\": }}"));
        QVERIFY(!dialog.fork_button()->isEnabled());
        QVERIFY2(dialog.verdict().contains(QStringLiteral("Line 1, column 21")), qPrintable(dialog.verdict()));
        dialog.context_field()->set_text(QStringLiteral("{\"order\": {\"total\": 100}}"));
        QVERIFY(dialog.fork_button()->isEnabled());
        QCOMPARE(dialog.verdict(), QStringLiteral("$context is changed."));
        // What differs is shown before.
        QTRY_COMPARE(dialog.changes()->count_text(), QStringLiteral("~1"));
        dialog.accept();
    });
    press(*window_, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(session_->run()->run() != first, patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("completed"), patience_ms);
    QCOMPARE(session_->run()->view()->output->text(), std::string(R"({"paid":105})"));
    // Travelling in it the context is there from the fork on.
    TravelDocument& travel = session_->travel()->document();
    QTRY_COMPARE_WITH_TIMEOUT(travel.stage(), TravelDocument::Stage::ready, patience_ms);
    const auto change = session_->travel()->watches().add(QStringLiteral("$.context.order.total"));
    QVERIFY(change.ok());
    session_->travel()->watches().go_to_change(*change, Direction::backward);
    QTRY_VERIFY_WITH_TIMEOUT(travel.moment(), patience_ms);
    QCOMPARE(travel.moment()->event.type, std::string("run.forked"));
}

void StudioWorkspaceTest::what_is_left_over_is_listed() {
    start(write("failing.yaml", failing));
    QTRY_COMPARE_WITH_TIMEOUT(status(), std::string("faulted"), patience_ms);
    session_->operations()->send_event(QStringLiteral("com.example.unheard"), {}, {}, false, {});
    workspace_->control().publish(nightly, "nightly.yaml", [](Result<std::string>) {});
    press(*window_, Qt::Key_6, Qt::ControlModifier);
    QTableView* letters = window_->workspace()->dead_letters();
    QTableView* schedules = window_->workspace()->schedules();
    QTRY_COMPARE_WITH_TIMEOUT(letters->model()->rowCount(), 1, patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(window_->workspace()->kept_events()->model()->rowCount(), 1, patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(schedules->model()->rowCount(), 1, patience_ms);
    QCOMPARE(schedules->model()->index(0, ScheduleModel::rule_column).data().toString(), QStringLiteral("cron 0 3 * * *"));
    QTRY_VERIFY_WITH_TIMEOUT(schedules->model()->index(0, ScheduleModel::next_column).data().toString().contains(QStringLiteral("·")), patience_ms);
    schedules->selectRow(0);
    give_reason(QStringLiteral("no longer wanted"));
    press(*window_, Qt::Key_U, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(schedules->model()->index(0, ScheduleModel::state_column).data().toString(),
                              QStringLiteral("Unscheduled by ada: no longer wanted"), patience_ms);
    letters->selectRow(0);
    give_reason(QStringLiteral("a test"));
    press(*window_, Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(letters->model()->rowCount(), 0, patience_ms);
}

ORKESTR_TEST(StudioWorkspaceTest)

} // namespace orkestr::test

#include "workspace_test.moc"
