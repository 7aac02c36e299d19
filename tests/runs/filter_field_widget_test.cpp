#include "tests/support/test.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/filter_field_line.h"
#include "ui/parts/filter_field_offers.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

namespace orkestr::test {

class FilterFieldWidgetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void it_says_what_is_wrong_under_the_caret();
    void offers_come_as_one_types_and_tab_takes_one();
    void enter_uses_the_filter_while_offers_are_only_shown();
    void ctrl_space_offers_and_enter_takes();
    void a_word_in_the_middle_is_replaced();
    void f1_explains();
    void escape_takes_away_one_thing_after_another();
    void up_and_down_go_through_the_history();
    void a_doubtful_filter_waits_for_enter();
    void it_is_read_aloud();

private:
    QString reason() const { return field_->reason()->accessibleName(); }

    std::unique_ptr<QWidget> window_;
    FilterFieldModel* model_ = nullptr;
    FilterFieldWidget* field_ = nullptr;
    FilterLine* line_ = nullptr;
};

void FilterFieldWidgetTest::init() {
    window_ = std::make_unique<QWidget>();
    window_->resize(700, 400);
    auto* column = new QVBoxLayout(window_.get());
    model_ = new FilterFieldModel(FilterSubject::run, window_.get());
    field_ = new FilterFieldWidget(model_, QStringLiteral("status == faulted"), window_.get());
    line_ = field_->line();
    column->addWidget(field_);
    column->addStretch(1);
    window_->show();
    window_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    field_->focus_content();
    QTRY_VERIFY(line_->hasFocus());
}

void FilterFieldWidgetTest::cleanup() { window_.reset(); }

void FilterFieldWidgetTest::it_says_what_is_wrong_under_the_caret() {
    field_->set_note(QStringLiteral("12 runs"));
    QCOMPARE(reason(), QStringLiteral("12 runs"));
    QTest::keyClicks(line_, QStringLiteral("colour == red and duration > 5 and open"));
    QVERIFY(reason().contains(QStringLiteral("colour")));
    line_->setCursorPosition(29);
    QVERIFY2(reason().contains(QStringLiteral("5ms")), qPrintable(reason()));
    line_->setText({});
    model_->edit({});
    QCOMPARE(reason(), QStringLiteral("12 runs"));
}

void FilterFieldWidgetTest::offers_come_as_one_types_and_tab_takes_one() {
    QTest::keyClicks(line_, QStringLiteral("sta"));
    QVERIFY(field_->offers() && field_->offers()->isVisible());
    QCOMPARE(field_->offers()->current()->text, QStringLiteral("status"));
    QTest::keyClick(line_, Qt::Key_Tab);
    QVERIFY(line_->hasFocus());
    QCOMPARE(line_->text(), QStringLiteral("status "));
    QVERIFY(field_->offers()->isVisible());
    QCOMPARE(field_->offers()->current()->text, QStringLiteral("=="));
    QTest::keyClick(line_, Qt::Key_Tab);
    QTest::keyClicks(line_, QStringLiteral("fau"));
    QTest::keyClick(line_, Qt::Key_Tab);
    QCOMPARE(line_->text(), QStringLiteral("status == faulted "));
    QTest::keyClick(line_, Qt::Key_Escape);
    QVERIFY(!field_->offers()->isVisible());
    QCOMPARE(line_->text(), QStringLiteral("status == faulted "));
}

void FilterFieldWidgetTest::enter_uses_the_filter_while_offers_are_only_shown() {
    QSignalSpy applied(model_, &FilterFieldModel::applied_changed);
    QTest::keyClicks(line_, QStringLiteral("open "));
    QVERIFY(field_->offers()->isVisible());
    QTest::keyClick(line_, Qt::Key_Return);
    QCOMPARE(applied.count(), 1);
    QCOMPARE(model_->applied().text(), std::string("open"));
    QVERIFY(!field_->offers()->isVisible());
    QSignalSpy left(field_, &FilterFieldWidget::left);
    QTest::keyClick(line_, Qt::Key_Return);
    QCOMPARE(left.count(), 1); // it is in use: on to what was found
}

void FilterFieldWidgetTest::ctrl_space_offers_and_enter_takes() {
    QTest::keyClick(line_, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(field_->offers()->isVisible());
    QTest::keyClick(line_, Qt::Key_Down);
    const QString second = field_->offers()->current()->text;
    QTest::keyClick(line_, Qt::Key_Up);
    QVERIFY(field_->offers()->current()->text != second);
    QTest::keyClick(line_, Qt::Key_Down);
    QTest::keyClick(line_, Qt::Key_Return);
    QCOMPARE(line_->text(), second + QStringLiteral(" "));
}

void FilterFieldWidgetTest::a_word_in_the_middle_is_replaced() {
    line_->setText(QStringLiteral("status == run and open"));
    model_->edit(line_->text());
    line_->setCursorPosition(13);
    QTest::keyClick(line_, Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(field_->offers()->current()->text, QStringLiteral("running"));
    QTest::keyClick(line_, Qt::Key_Tab);
    QCOMPARE(line_->text(), QStringLiteral("status == running and open"));
}

void FilterFieldWidgetTest::f1_explains() {
    QTest::keyClicks(line_, QStringLiteral("duration > 5s"));
    QTest::keyClick(line_, Qt::Key_F1);
    QVERIFY(field_->explanation() && field_->explanation()->isVisible());
    QVERIFY(field_->explanation()->text().contains(QStringLiteral("longer than 5 s")));
    QTest::keyClicks(line_, QStringLiteral(" "));
    QVERIFY(!field_->explanation()->isVisible());
}

void FilterFieldWidgetTest::escape_takes_away_one_thing_after_another() {
    QSignalSpy left(field_, &FilterFieldWidget::left);
    QTest::keyClicks(line_, QStringLiteral("open"));
    QVERIFY(model_->apply());
    QTest::keyClick(line_, Qt::Key_F1);
    QTest::keyClick(line_, Qt::Key_Escape);
    QVERIFY(!field_->explanation()->isVisible());
    QCOMPARE(line_->text(), QStringLiteral("open"));
    QTest::keyClick(line_, Qt::Key_Escape);
    QCOMPARE(line_->text(), QString());
    QVERIFY(model_->applied().is_empty());
    QCOMPARE(left.count(), 0);
    QTest::keyClick(line_, Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
}

void FilterFieldWidgetTest::up_and_down_go_through_the_history() {
    model_->set_used({QStringLiteral("open"), QStringLiteral("status == faulted")});
    QTest::keyClicks(line_, QStringLiteral("x"));
    QTest::keyClick(line_, Qt::Key_Escape); // the offers, if there are any
    if (line_->text().isEmpty()) QTest::keyClicks(line_, QStringLiteral("x"));
    field_->offers()->hide();
    QTest::keyClick(line_, Qt::Key_Up);
    QCOMPARE(line_->text(), QStringLiteral("open"));
    QTest::keyClick(line_, Qt::Key_Up);
    QTest::keyClick(line_, Qt::Key_Up);
    QCOMPARE(line_->text(), QStringLiteral("status == faulted"));
    QTest::keyClick(line_, Qt::Key_Down);
    QTest::keyClick(line_, Qt::Key_Down);
    QCOMPARE(line_->text(), QStringLiteral("x"));
}

void FilterFieldWidgetTest::a_doubtful_filter_waits_for_enter() {
    QTest::keyClicks(line_, QStringLiteral("status == fauled"));
    QVERIFY(reason().contains(QStringLiteral("Enter uses it")));
    QTest::keyClick(line_, Qt::Key_Escape);
    if (line_->text().isEmpty()) {
        line_->setText(QStringLiteral("status == fauled"));
        model_->edit(line_->text());
    }
    QTest::keyClick(line_, Qt::Key_Return);
    QCOMPARE(model_->applied().text(), std::string("status == fauled"));
    QVERIFY(!reason().contains(QStringLiteral("Enter uses it")));
}

void FilterFieldWidgetTest::it_is_read_aloud() {
    QCOMPARE(line_->accessibleName(), QStringLiteral("Filter"));
    QTest::keyClicks(line_, QStringLiteral("status =="));
    QVERIFY(!line_->accessibleDescription().isEmpty());
    QTest::keyClicks(line_, QStringLiteral(" faulted"));
    QCOMPARE(line_->accessibleDescription(), QStringLiteral("This is a filter"));
}

ORKESTR_TEST(FilterFieldWidgetTest)

} // namespace orkestr::test

#include "filter_field_widget_test.moc"
