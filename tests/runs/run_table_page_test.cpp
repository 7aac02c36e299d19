#include "tests/support/test.h"
#include "tests/viewmodels/made_up_runs.h"
#include "ui/parts/banner.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/filter_field_line.h"
#include "ui/runs/bulk_dialog.h"
#include "ui/runs/color_rules_dialog.h"
#include "ui/runs/color_rules_look.h"
#include "ui/parts/code_view.h"
#include "ui/parts/fault_card.h"
#include "ui/runs/event_table.h"
#include "ui/runs/run_preview_pane.h"
#include "ui/runs/run_table.h"
#include "ui/runs/run_table_chips.h"
#include "ui/runs/run_table_columns.h"
#include "ui/runs/run_table_foot.h"
#include "ui/runs/run_table_groups.h"
#include "ui/runs/run_table_searches.h"
#include "ui/runs/run_table_time.h"
#include "ui/runs/run_table_view.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/run_document.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace orkestr::test {

namespace {

/// Answers the next dialog of this class, once it is shown.
template <class Dialog>
void answer(const std::function<bool(Dialog&)>& how) {
    auto* timer = new QTimer(qApp);
    timer->setInterval(10);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, how] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        if (!dialog || !how(*dialog)) return;
        timer->stop();
        timer->deleteLater();
    });
    timer->start();
}

std::string by_five(int i) { return i % 5 == 0 ? "running" : i % 5 == 1 ? "faulted" : "completed"; }

} // namespace

class RunTablePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void a_filter_is_typed_and_finds();
    void typing_in_the_table_goes_to_the_filter();
    void chips_toggle_statuses();
    void groups_are_chosen();
    void columns_are_chosen_moved_and_told();
    void new_runs_wait_behind_a_banner();
    void nothing_matches_and_the_filter_is_cleared();
    void failure_has_a_way_out();
    void a_run_is_opened_by_keyboard();
    void the_place_stays_when_rows_come_above();
    void home_end_and_a_time();
    void a_bulk_cancel_says_what_it_does();
    void what_failed_is_said_and_copied();
    void all_that_match_are_cancelled();
    void an_export_is_handed_on();
    void without_control_nothing_is_offered();
    void rows_are_copied();
    void searches_are_saved_used_and_edited();
    void rules_are_edited();
    void rule_colours_can_be_read();
    void a_scan_is_stopped_and_goes_on();
    void escape_ends_a_scan_and_its_counts();
    void space_shows_a_preview_without_leaving_the_list();
    void events_have_rules_and_marks();
    void the_filter_of_events_is_one_line();

private:
    void open(RunSource& source, ChangeFeed& feed, RunControl* control);
    void fill(int count, const std::function<std::string(int)>& status);
    void write_filter(const QString& text);
    int rows() const { return search_->runs()->rowCount(); }

    std::unique_ptr<FakeSource> source_;
    std::unique_ptr<FakeControl> control_;
    std::unique_ptr<ChangeFeed> feed_;
    ColorRules rules_;
    std::unique_ptr<RunSearch> search_;
    std::unique_ptr<RunTable> page_;
};

void RunTablePageTest::init() {
    source_ = std::make_unique<FakeSource>();
    control_ = std::make_unique<FakeControl>();
    feed_ = std::make_unique<ChangeFeed>(*source_);
}

void RunTablePageTest::cleanup() {
    page_.reset();
    search_.reset();
    feed_.reset();
    control_.reset();
    source_.reset();
}

void RunTablePageTest::open(RunSource& source, ChangeFeed& feed, RunControl* control) {
    page_.reset();
    search_ = std::make_unique<RunSearch>(source, feed, rules_);
    page_ = std::make_unique<RunTable>(search_.get(), control);
    page_->set_user(QStringLiteral("ada"));
    page_->resize(1100, 700);
    page_->show();
    page_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page_.get()));
}

void RunTablePageTest::fill(int count, const std::function<std::string(int)>& status) {
    source_->change([&](auto& content) {
        for (int i = 1; i <= count; ++i) content.runs[run_id(i).text] = run_row(i, status(i));
    });
}

void RunTablePageTest::write_filter(const QString& text) {
    page_->focus_filter();
    FilterLine* line = page_->filter()->line();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
}

void RunTablePageTest::a_filter_is_typed_and_finds() {
    fill(50, by_five);
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 50);
    QTRY_VERIFY(page_->filter()->reason()->text().contains(QStringLiteral("50 run(s)")));
    write_filter(QStringLiteral("status == faulted"));
    QTRY_COMPARE(rows(), 10);
    QTRY_COMPARE(page_->filter()->reason()->text(), QStringLiteral("10 of 50 run(s) match"));
    QCOMPARE(search_->searches()->used(), QStringList{QStringLiteral("status == faulted")});
    write_filter(QStringLiteral("status == "));
    QCOMPARE(rows(), 10); // what can't be read changes nothing
    QCOMPARE(search_->text(), QStringLiteral("status == faulted"));
}

void RunTablePageTest::typing_in_the_table_goes_to_the_filter() {
    fill(5, by_five);
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 5);
    page_->focus_content();
    QTest::keyClick(page_->view(), Qt::Key_O);
    QVERIFY(page_->filter()->line()->hasFocus());
    QCOMPARE(page_->filter()->line()->text(), QStringLiteral("o"));
    QTest::keyClicks(page_->filter()->line(), QStringLiteral("pen"));
    QTRY_COMPARE(rows(), 1);
    QTest::keyClick(page_->filter()->line(), Qt::Key_Escape); // the offers
    QTest::keyClick(page_->filter()->line(), Qt::Key_Escape); // the text
    QTRY_COMPARE(rows(), 5);
    QTest::keyClick(page_->filter()->line(), Qt::Key_Escape);
    QVERIFY(page_->view()->hasFocus());
}

void RunTablePageTest::chips_toggle_statuses() {
    fill(50, by_five);
    open(*source_, *feed_, control_.get());
    StatusChip* faulted = page_->chips()->chip(DisplayStatus::faulted);
    QTRY_COMPARE(faulted->accessibleName(), QStringLiteral("Faulted: 10"));
    QVERIFY(!page_->chips()->chip(DisplayStatus::pending)->isVisible());
    faulted->click();
    QTRY_COMPARE(rows(), 10);
    QVERIFY(faulted->isChecked());
    QCOMPARE(page_->filter()->line()->text(), QStringLiteral("status == faulted"));
    page_->chips()->chip(DisplayStatus::running)->click();
    QTRY_COMPARE(rows(), 20);
    faulted->click();
    page_->chips()->chip(DisplayStatus::running)->click();
    QCOMPARE(page_->filter()->line()->text(), QString());
    QVERIFY(!faulted->isChecked());
    QTRY_COMPARE(rows(), 50);
}

void RunTablePageTest::groups_are_chosen() {
    fill(20, by_five);
    source_->change([](auto& content) {
        for (int i = 1; i <= 8; ++i) content.runs[run_id(i).text].name = "order";
    });
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 20);
    QVERIFY(!page_->groups()->isVisible());
    page_->actions().show_groups->trigger();
    QVERIFY(page_->groups()->isVisible());
    QListView* list = page_->groups()->view();
    QTRY_COMPARE(list->model()->rowCount(), 2);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(1, 0));
    Q_EMIT list->activated(list->currentIndex());
    QTRY_COMPARE(rows(), 8);
    QCOMPARE(page_->filter()->line()->text(), QStringLiteral("definition == test/order"));
    page_->actions().show_groups->trigger();
    QVERIFY(!page_->groups()->isVisible());
    QVERIFY(!search_->grouping());
}

void RunTablePageTest::columns_are_chosen_moved_and_told() {
    fill(3, by_five);
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 3);
    QSignalSpy told(page_.get(), &RunTable::columns_changed);
    QHeaderView* header = page_->view()->horizontalHeader();
    QVERIFY(header->isSectionHidden(static_cast<int>(RunColumn::events)));
    page_->column_menu()->action_of(RunColumn::events)->trigger();
    QVERIFY(!header->isSectionHidden(static_cast<int>(RunColumn::events)));
    QCOMPARE(told.count(), 1);
    header->resizeSection(static_cast<int>(RunColumn::definition), 277);
    QCOMPARE(page_->columns().shown()[1].width_px, 277);
    header->moveSection(header->visualIndex(static_cast<int>(RunColumn::error)), 0);
    QCOMPARE(page_->columns().shown().front().column, RunColumn::error);
    // By keyboard: the column in which the cursor stands.
    page_->focus_content();
    page_->view()->setCurrentIndex(search_->runs()->index(0, static_cast<int>(RunColumn::error)));
    QTest::keyClick(page_->view(), Qt::Key_Right, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(page_->columns().shown()[1].column, RunColumn::error);
    QCOMPARE(header->visualIndex(static_cast<int>(RunColumn::error)), 1);
    const RunColumns chosen = page_->columns();
    page_->set_columns(RunColumns());
    QVERIFY(header->isSectionHidden(static_cast<int>(RunColumn::events)));
    page_->set_columns(chosen);
    QCOMPARE(page_->columns(), chosen);
    QCOMPARE(header->sectionSize(static_cast<int>(RunColumn::definition)), 277);
}

void RunTablePageTest::new_runs_wait_behind_a_banner() {
    fill(20, by_five);
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 20);
    fill(32, by_five);
    QTRY_VERIFY(page_->banner()->isVisible());
    QTRY_COMPARE(page_->banner()->text(), QStringLiteral("12 new run(s)"));
    QCOMPARE(rows(), 20);
    page_->actions().show_waiting->trigger();
    QTRY_COMPARE(rows(), 32);
    QVERIFY(!page_->banner()->isVisible());
}

void RunTablePageTest::nothing_matches_and_the_filter_is_cleared() {
    fill(4, by_five);
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 4);
    write_filter(QStringLiteral("name == nothing"));
    QTRY_COMPARE(rows(), 0);
    QTRY_COMPARE(page_->empty()->accessibleName(), QStringLiteral("No run matches. No run fits the filter."));
    QVERIFY(page_->empty()->isVisible());
    QTest::mouseClick(page_->empty()->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_COMPARE(rows(), 4);
    QCOMPARE(page_->filter()->line()->text(), QString());
}

void RunTablePageTest::failure_has_a_way_out() {
    source_->change([](auto& content) { content.error = Error{ErrorCode::io, "the disk is gone", {}}; });
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(page_->empty()->accessibleName(), QStringLiteral("Runs can't be read. The disk is gone"));
    feed_->blockSignals(true); // nobody says that it is back
    source_->change([](auto& content) {
        content.error.reset();
        content.runs[run_id(1).text] = run_row(1);
    });
    QTest::mouseClick(page_->empty()->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_COMPARE(rows(), 1);
    QVERIFY(page_->view()->isVisible());
}

void RunTablePageTest::a_run_is_opened_by_keyboard() {
    fill(4, by_five);
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 4);
    QSignalSpy chosen(page_.get(), &RunTable::run_chosen);
    page_->focus_content();
    QTest::keyClick(page_->view(), Qt::Key_Down);
    QTest::keyClick(page_->view(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), QString::fromStdString(run_id(3).text));
}

void RunTablePageTest::the_place_stays_when_rows_come_above() {
    MadeUpRuns many(1'000'000);
    open(many, *feed_, nullptr);
    QTRY_VERIFY(rows() >= 500);
    search_->runs()->show_time(many.row(400'000).started);
    // What is above comes as soon as its first row is looked at, and the row of that time stays at the top.
    QTRY_VERIFY(search_->runs()->find(many.row(400'000).run) > 100);
    const int row = page_->view()->rowAt(0);
    QCOMPARE(search_->runs()->index(row, 0).data(RunTableModel::run_role).toString(), QString::fromStdString(many.row(400'000).run.text));
    QVERIFY(page_->view()->verticalScrollBar()->value() > 100 * page_->view()->rowHeight(0));
    page_.reset();
    search_.reset();
}

void RunTablePageTest::home_end_and_a_time() {
    MadeUpRuns many(1'000'000);
    open(many, *feed_, nullptr);
    QTRY_VERIFY(rows() >= 500);
    page_->focus_content();
    QTest::keyClick(page_->view(), Qt::Key_End);
    QTRY_VERIFY(!search_->runs()->has_older());
    QTRY_COMPARE(page_->view()->currentIndex().data(RunTableModel::run_role).toString(), QString::fromStdString(many.row(1).run.text));
    QTest::keyClick(page_->view(), Qt::Key_Home);
    QTRY_COMPARE(search_->runs()->index(0, 0).data(RunTableModel::run_role).toString(), QString::fromStdString(many.row(1'000'000).run.text));
    const qint64 second_ms = many.row(500'000).started.ms / 1000 * 1000;
    answer<RunTimeDialog>([second_ms](RunTimeDialog& dialog) {
        dialog.field()->setDateTime(QDateTime::fromMSecsSinceEpoch(second_ms));
        dialog.accept();
        return true;
    });
    page_->actions().go_to_time->trigger();
    QTRY_VERIFY(search_->runs()->find(many.row(500'000).run) >= 0);
    QTRY_COMPARE(page_->view()->rowAt(0) >= 0, true);
    const RunRow* top = search_->runs()->row_at(page_->view()->rowAt(0));
    QVERIFY(top);
    QVERIFY(top->started.ms <= second_ms + 999 && top->started.ms > second_ms - 1000);
    page_.reset();
    search_.reset();
}

void RunTablePageTest::a_bulk_cancel_says_what_it_does() {
    fill(50, by_five);
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 50);
    QVERIFY(!page_->actions().cancel->isEnabled());
    page_->focus_content();
    page_->view()->selectionModel()->select(QItemSelection(search_->runs()->index(0, 0), search_->runs()->index(9, 0)), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QVERIFY(page_->actions().cancel->isEnabled());
    std::vector<std::string> cancelled;
    std::string reason;
    control_->on_steer = [&](const RunId& run, Steering, const Author& author) -> Result<void> {
        cancelled.push_back(run.text);
        reason = author.by + ": " + author.reason;
        return {};
    };
    QStringList said;
    bool asked = false;
    answer<BulkDialog>([&](BulkDialog& dialog) {
        if (!asked) {
            if (!dialog.reason()->isVisible()) return false;
            said << dialog.headline()->text() << dialog.detail()->text() << dialog.list()->item(0, 4)->text() << dialog.button()->text();
            if (dialog.list()->rowCount() != 2 || dialog.copy()->isVisible()) said << QStringLiteral("wrong");
            QTest::keyClicks(dialog.reason(), QStringLiteral("maintenance"));
            QTest::keyClick(dialog.reason(), Qt::Key_Return);
            asked = true;
            return false;
        }
        if (!dialog.copy()->isVisible()) return false;
        said << dialog.headline()->text();
        QTest::keyClick(dialog.back(), Qt::Key_Space);
        return true;
    });
    page_->actions().cancel->trigger();
    QCOMPARE(said.size(), 5);
    QCOMPARE(said[0], QStringLiteral("Cancel 2 run(s): 2 running"));
    QVERIFY2(said[1].endsWith(QStringLiteral("8 of the 10 selected have ended already and are left alone.")), qPrintable(said[1]));
    QCOMPARE(said[2], QString::fromStdString(run_id(50).text));
    QCOMPARE(said[4], QStringLiteral("2 run(s) cancelled."));
    QCOMPARE(cancelled, (std::vector<std::string>{run_id(50).text, run_id(45).text}));
    QCOMPARE(reason, std::string("ada: maintenance"));
}

void RunTablePageTest::what_failed_is_said_and_copied() {
    fill(3, [](int) { return "running"; });
    open(*source_, *feed_, control_.get());
    QTRY_COMPARE(rows(), 3);
    control_->on_again = [](const AgainRequest& request) -> Result<RunId> {
        if (request.run == run_id(2)) return {ErrorCode::not_found, "its definition is gone"};
        return run_id(9);
    };
    page_->view()->selectAll();
    QString failure;
    answer<BulkDialog>([&failure](BulkDialog& dialog) {
        if (dialog.reason()->isVisible()) dialog.button()->click();
        if (!dialog.copy()->isVisible()) return false;
        failure = dialog.list()->item(0, 1)->text();
        dialog.copy()->click();
        dialog.reject();
        return true;
    });
    page_->actions().rerun->trigger();
    QCOMPARE(failure, QStringLiteral("its definition is gone"));
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("2 run(s) started again, 1 failed.")));
    QVERIFY(QApplication::clipboard()->text().contains(QString::fromStdString(run_id(2).text)));
}

void RunTablePageTest::all_that_match_are_cancelled() {
    MadeUpRuns many(100'000);
    open(many, *feed_, control_.get());
    QTRY_VERIFY(rows() >= 500);
    page_->focus_content();
    QTest::keyClick(page_->view(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(page_->is_all_selected());
    int cancelled = 0;
    control_->on_steer = [&cancelled](const RunId&, Steering, const Author&) -> Result<void> {
        ++cancelled;
        return {};
    };
    QString detail;
    answer<BulkDialog>([&detail](BulkDialog& dialog) {
        if (dialog.reason()->isVisible()) {
            detail = dialog.detail()->text();
            dialog.button()->click();
        }
        if (!dialog.copy()->isVisible()) return false;
        dialog.reject();
        return true;
    });
    page_->actions().cancel->trigger();
    QVERIFY2(detail.contains(QStringLiteral("of the 100,000 that match have ended already")), qPrintable(detail));
    QVERIFY(cancelled > 0 && cancelled < 20);
    // One row chosen anew is one row.
    QTest::mouseClick(page_->view()->viewport(), Qt::LeftButton, {}, page_->view()->visualRect(search_->runs()->index(3, 0)).center());
    QVERIFY(!page_->is_all_selected());
    QCOMPARE(page_->view()->selected_count(), 1);
    page_.reset();
    search_.reset();
}

void RunTablePageTest::an_export_is_handed_on() {
    fill(5, by_five);
    open(*source_, *feed_, nullptr);
    QTRY_COMPARE(rows(), 5);
    page_->view()->selectRow(1);
    QSignalSpy wanted(page_.get(), &RunTable::export_wanted);
    answer<BulkDialog>([](BulkDialog& dialog) {
        if (!dialog.button()->isVisible()) return false;
        dialog.button()->click();
        return true;
    });
    page_->actions().save->trigger();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toStringList(), QStringList{QString::fromStdString(run_id(4).text)});
}

void RunTablePageTest::without_control_nothing_is_offered() {
    fill(5, by_five);
    open(*source_, *feed_, nullptr);
    QTRY_COMPARE(rows(), 5);
    page_->view()->selectAll();
    QVERIFY(!page_->actions().cancel->isEnabled());
    QVERIFY(!page_->actions().cancel->isVisible());
    QVERIFY(!page_->actions().rerun->isEnabled());
    QVERIFY(page_->actions().save->isEnabled());
}

void RunTablePageTest::rows_are_copied() {
    fill(3, by_five);
    open(*source_, *feed_, nullptr);
    QTRY_COMPARE(rows(), 3);
    page_->focus_content();
    page_->view()->selectRow(0);
    QTest::keyClick(page_->view(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(QStringLiteral("Status\tDefinition\tVersion")));
    QVERIFY(lines[1].contains(QString::fromStdString(run_id(3).text)));
}

void RunTablePageTest::searches_are_saved_used_and_edited() {
    fill(10, by_five);
    open(*source_, *feed_, nullptr);
    QTRY_COMPARE(rows(), 10);
    write_filter(QStringLiteral("status == faulted"));
    QTRY_COMPARE(rows(), 2);
    page_->column_menu()->action_of(RunColumn::events)->trigger();
    answer<SaveSearchDialog>([](SaveSearchDialog& dialog) {
        if (dialog.button()->isEnabled()) return false;
        QTest::keyClicks(dialog.name(), QStringLiteral("Broken"));
        dialog.with_columns()->setChecked(true);
        dialog.button()->click();
        return true;
    });
    page_->actions().save_search->trigger();
    QCOMPARE(search_->searches()->all().size(), std::size_t{1});
    page_->set_columns(RunColumns());
    write_filter(QStringLiteral("open"));
    QTRY_COMPARE(rows(), 2);
    page_->activateWindow(); // as a desktop does after a dialog
    QVERIFY(QTest::qWaitForWindowActive(page_.get()));
    page_->focus_content();
    QTest::keyClick(page_->view(), Qt::Key_1, Qt::AltModifier);
    QTRY_COMPARE(page_->filter()->line()->text(), QStringLiteral("status == faulted"));
    QVERIFY(page_->columns().shows(RunColumn::events));
    answer<SearchesDialog>([](SearchesDialog& dialog) {
        dialog.list()->item(0)->setText(QStringLiteral("Faulted"));
        dialog.accept();
        return true;
    });
    page_->actions().edit_searches->trigger();
    QCOMPARE(search_->searches()->all()[0].name, QStringLiteral("Faulted"));
    answer<SearchesDialog>([](SearchesDialog& dialog) {
        dialog.remove_button()->click();
        dialog.accept();
        return true;
    });
    page_->actions().edit_searches->trigger();
    QVERIFY(search_->searches()->all().empty());
}

void RunTablePageTest::rules_are_edited() {
    fill(10, by_five);
    open(*source_, *feed_, nullptr);
    QTRY_COMPARE(rows(), 10);
    answer<ColorRulesDialog>([](ColorRulesDialog& dialog) {
        dialog.add_button()->click();
        QTest::keyClicks(dialog.name(), QStringLiteral("Broken"));
        QTest::keyClicks(dialog.filter(), QStringLiteral("status =="));
        if (dialog.ok_button()->isEnabled()) return true; // and the test fails: nothing is accepted
        QTest::keyClicks(dialog.filter(), QStringLiteral(" faulted"));
        dialog.add_button()->click();
        QTest::keyClicks(dialog.filter(), QStringLiteral("open"));
        dialog.color()->setCurrentIndex(static_cast<int>(RuleColor::blue));
        Q_EMIT dialog.color()->activated(static_cast<int>(RuleColor::blue));
        dialog.up_button()->click();
        dialog.ok_button()->click();
        return true;
    });
    page_->actions().edit_rules->trigger();
    const auto& rules = search_->rules()->rules();
    QCOMPARE(rules.size(), std::size_t{2});
    QCOMPARE(rules[0].filter, QStringLiteral("open"));
    QCOMPARE(rules[0].color, RuleColor::blue);
    QCOMPARE(rules[1].filter, QStringLiteral("status == faulted"));
    QVERIFY(rules[1].name.endsWith(QStringLiteral("Broken")));
    QCOMPARE(search_->runs()->index(0, 0).data(RunTableModel::rule_role).toInt(), static_cast<int>(RuleColor::blue));
}

void RunTablePageTest::rule_colours_can_be_read() {
    std::vector<QImage> marks;
    for (const RuleColor color : all_rule_colors) {
        QImage picture(9, 9, QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint_rule_mark(painter, color, QRectF(0, 0, 9, 9), Qt::black);
        painter.end();
        for (const QImage& other : marks) QVERIFY2(other != picture, qPrintable(rule_color_word(color)));
        marks.push_back(picture);
    }

    for (const ThemeKind kind : {ThemeKind::light, ThemeKind::dark})
        for (const RuleColor color : all_rule_colors)
            QVERIFY2(contrast_ratio(rule_ink(color, Theme::of(kind)), Theme::of(kind).raised) >= 4.5, qPrintable(rule_color_word(color)));
}

void RunTablePageTest::a_scan_is_stopped_and_goes_on() {
    MadeUpRuns many(3'000'000);
    open(many, *feed_, nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(rows() >= 500, 60'000);
    write_filter(QStringLiteral("duration == 4999ms"));
    QTRY_VERIFY_WITH_TIMEOUT(page_->foot()->button()->isVisible() && page_->foot()->button()->text() == QStringLiteral("Stop"), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(rows() > 0 && rows() < 500, 60'000);
    page_->foot()->button()->click();
    QVERIFY(search_->runs()->is_stopped());
    const int found = rows();
    QVERIFY2(page_->foot()->progress()->accessibleName().startsWith(QStringLiteral("Stopped: found %1").arg(found)), qPrintable(page_->foot()->progress()->accessibleName()));
    QCOMPARE(page_->foot()->button()->text(), QStringLiteral("Go on"));
    page_->foot()->button()->click();
    QTRY_VERIFY_WITH_TIMEOUT(rows() > found, 60'000);
    page_.reset();
    search_.reset();
}

void RunTablePageTest::escape_ends_a_scan_and_its_counts() {
    MadeUpRuns many(3'000'000);
    open(many, *feed_, nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(rows() >= 500, 60'000);
    write_filter(QStringLiteral("duration == 4999ms"));
    // While it is counted, the field says how far that is.
    QTRY_VERIFY_WITH_TIMEOUT(page_->filter()->reason()->accessibleName().contains(QStringLiteral("match so far; looked at")), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(rows() > 0, 60'000);
    page_->view()->setFocus();
    QTest::keyClick(page_->view(), Qt::Key_Escape);
    QVERIFY(search_->is_stopped() && !search_->is_scanning());
    QVERIFY(search_->statuses()->is_stopped());
    QVERIFY2(page_->filter()->reason()->accessibleName().contains(QStringLiteral("stopped after")), qPrintable(page_->filter()->reason()->accessibleName()));
    QCOMPARE(page_->foot()->button()->text(), QStringLiteral("Go on"));
    page_->foot()->button()->click();
    QVERIFY(!search_->is_stopped());
    page_.reset();
    search_.reset();
}

void RunTablePageTest::space_shows_a_preview_without_leaving_the_list() {
    fill(3, [](int i) { return i == 2 ? "faulted" : "completed"; });
    source_->change([](auto& content) {
        for (int i = 1; i <= 3; ++i) {
            RunView view = small_run(i, i == 2 ? 2 : 3);
            view.input = json("{\"number\":" + std::to_string(i) + "}");
            content.views[run_id(i).text] = std::make_shared<const RunView>(std::move(view));
        }
    });
    open(*source_, *feed_, nullptr);
    QTRY_COMPARE(rows(), 3);
    QSignalSpy chosen(page_.get(), &RunTable::run_chosen);
    page_->focus_content();
    QTest::keyClick(page_->view(), Qt::Key_Space);
    RunPreviewPane* pane = page_->preview_pane();
    QTRY_VERIFY(pane->isVisible() && pane->input()->toPlainText().contains(QStringLiteral("3")));
    QVERIFY(!pane->error()->isVisible());
    QTest::keyClick(page_->view(), Qt::Key_Down);
    QTRY_VERIFY(pane->input()->toPlainText().contains(QStringLiteral("2")));
    QVERIFY(pane->error()->isVisible() && !pane->error()->text().isEmpty());
    QVERIFY(page_->view()->hasFocus());
    QTest::keyClick(page_->view(), Qt::Key_Space);
    QVERIFY(!pane->isVisible());
    QTest::keyClick(page_->view(), Qt::Key_Space);
    QVERIFY(pane->isVisible());
    QTest::keyClick(page_->view(), Qt::Key_Escape);
    QVERIFY(!pane->isVisible());
    QVERIFY(chosen.isEmpty());
    // In the filter it is what it is everywhere.
    page_->focus_filter();
    QTest::keyClicks(page_->filter()->line(), QStringLiteral("a b"));
    QCOMPARE(page_->filter()->line()->text(), QStringLiteral("a b"));
}

void RunTablePageTest::events_have_rules_and_marks() {
    source_->change([](auto& content) {
        RunView view = small_run(1, 2);
        view.events = 40;
        content.events[view.run.text] = made_up_events(40);
        content.views[view.run.text] = std::make_shared<const RunView>(std::move(view));
    });
    RunDocument run(*source_, *feed_);
    ColorRules rules;
    run.events()->set_rules(&rules);
    EventTable table(&run);
    table.resize(900, 300);
    table.show();
    run.open(run_id(1));
    QTRY_COMPARE(run.events()->rowCount(), 40);
    const auto mark_of = [&](int row) {
        const QRect cell = table.view()->visualRect(run.events()->index(row, 0));
        return table.view()->viewport()->grab(cell.adjusted(0, 0, -cell.width() / 2, 0)).toImage();
    };
    const QImage plain = mark_of(1);
    QCOMPARE(run.events()->index(1, 0).data(EventModel::rule_role).toInt(), -1);
    answer<ColorRulesDialog>([](ColorRulesDialog& dialog) {
        dialog.add_button()->click();
        QTest::keyClicks(dialog.filter(), QStringLiteral("seq == 2"));
        dialog.ok_button()->click();
        return true;
    });
    table.edit_rules()->click();
    QCOMPARE(rules.rules().size(), std::size_t{1});
    const QModelIndex ruled = run.events()->index(1, 0);
    QCOMPARE(ruled.data(EventModel::rule_role).toInt(), static_cast<int>(rules.rules()[0].color));
    QVERIFY(ruled.data(Qt::AccessibleDescriptionRole).toString().contains(rules.rules()[0].name));
    QCOMPARE(run.events()->index(2, 0).data(EventModel::rule_role).toInt(), -1);
    QVERIFY(mark_of(1) != plain);
}

void RunTablePageTest::the_filter_of_events_is_one_line() {
    RunDocument run(*source_, *feed_);
    source_->change([](auto& content) {
        RunView view = small_run(1, 2);
        content.events[view.run.text] = made_up_events(4);
        content.views[view.run.text] = std::make_shared<const RunView>(std::move(view));
    });
    EventTable table(&run);
    table.resize(900, 200);
    table.show();
    table.activateWindow();
    run.open(run_id(1));
    QTRY_VERIFY(table.view()->isVisible());
    const int top = table.view()->mapTo(&table, QPoint()).y();
    QVERIFY2(top <= 32, qPrintable(QString::number(top)));
    // What is wrong with a filter is said over the table, which stays where it is.
    table.filter()->focus_content();
    QTRY_VERIFY(table.filter()->line()->hasFocus());
    QTest::keyClicks(table.filter()->line(), QStringLiteral("colour == red"));
    QTest::keyClick(table.filter()->line(), Qt::Key_Return);
    QTRY_VERIFY(table.filter()->reason()->isVisible());
    QVERIFY(table.filter()->reason()->text().contains(QStringLiteral("colour")));
    QCOMPARE(table.view()->mapTo(&table, QPoint()).y(), top);
    table.view()->setFocus();
    QTRY_VERIFY(!table.filter()->reason()->isVisible());
}

ORKESTR_TEST(RunTablePageTest)

} // namespace orkestr::test

#include "run_table_page_test.moc"
