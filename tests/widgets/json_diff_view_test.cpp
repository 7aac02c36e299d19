#include "core/base/json_value.h"
#include "tests/support/test.h"
#include "ui/parts/json_diff_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

namespace orkestr::test {

class JsonDiffViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { view_.reset(); }
    void changes_are_counted_and_opened();
    void keys_walk_from_change_to_change();
    void paths_and_values_are_copied();
    void signs_are_told_without_colour();
    void states_are_told();

private:
    QString said() {
        QStringList texts;
        for (auto* label : view_->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        return texts.join(QLatin1Char('|'));
    }
    QString row() { return view_->tree()->currentIndex().data(Qt::AccessibleTextRole).toString(); }

    std::unique_ptr<JsonDiffView> view_;
};

void JsonDiffViewTest::init() {
    view_ = std::make_unique<JsonDiffView>();
    view_->resize(480, 420);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->activateWindow();
    view_->document()->compare(*Json::parse(R"({"a":1,"gone":{"x":1},"items":[{"id":1,"n":1},{"id":2,"n":2}],"same":true})"),
                               *Json::parse(R"({"a":1,"items":[{"id":1,"n":5},{"id":2,"n":2},{"id":3}],"new":"text","same":true})"));
    view_->focus_content();
}

void JsonDiffViewTest::changes_are_counted_and_opened() {
    QCOMPARE(view_->count_text(), QStringLiteral("+2 −1 ~1"));
    QVERIFY(said().contains(QStringLiteral("Input → Output")));
    QCOMPARE(row(), QStringLiteral("removed gone: {…} 1 member(s)"));
    const QModelIndex n = view_->model()->change(1);
    QCOMPARE(n.data(Qt::AccessibleTextRole).toString(), QStringLiteral("changed n: from 1 to 5"));
    for (QModelIndex above = n.parent(); above.isValid(); above = above.parent()) QVERIFY(view_->tree()->isExpanded(above));
}

void JsonDiffViewTest::keys_walk_from_change_to_change() {
    QStringList rows;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(view_->tree(), Qt::Key_F7);
        rows << row();
    }
    QCOMPARE(rows, (QStringList{QStringLiteral("changed n: from 1 to 5"), QStringLiteral("added 2: {…} 1 member(s)"), QStringLiteral("added new: \"text\""),
                                QStringLiteral("removed gone: {…} 1 member(s)")}));
    QTest::keyClick(view_->tree(), Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(row(), rows[2]);
    // From below something that was removed as a whole.
    const QModelIndex gone = view_->model()->change(0);
    view_->tree()->expand(gone);
    view_->tree()->setCurrentIndex(view_->model()->index(0, 0, gone));
    QTest::keyClick(view_->tree(), Qt::Key_F7);
    QCOMPARE(row(), rows[0]);
}

void JsonDiffViewTest::paths_and_values_are_copied() {
    const auto copied = [] { return QGuiApplication::clipboard()->text(); };
    view_->tree()->setCurrentIndex(view_->model()->change(1));
    QTest::keyClick(view_->tree(), Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(copied(), QStringLiteral(".items[0].n"));
    QTest::keyClick(view_->tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied(), QStringLiteral("5"));
    view_->tree()->setCurrentIndex(view_->model()->change(0));
    QTest::keyClick(view_->tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied(), QStringLiteral("{\"x\":1}"));
}

void JsonDiffViewTest::signs_are_told_without_colour() {
    std::vector<QImage> pictures;
    for (const std::size_t change : {0, 1, 3}) {
        view_->tree()->setCurrentIndex(view_->model()->index(0, 0));
        const QRect place = view_->tree()->visualRect(view_->model()->change(change));
        const QImage picture = view_->tree()->viewport()->grab({place.left(), place.top(), 18, place.height()}).toImage().convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
        for (const QImage& other : pictures) QVERIFY(picture != other);
        pictures.push_back(picture);
    }
}

void JsonDiffViewTest::states_are_told() {
    view_->document()->compare(*Json::parse("[1]"), *Json::parse("[1]"));
    QVERIFY2(said().contains(QStringLiteral("No changes")), qPrintable(said()));
    view_->document()->clear();
    view_->set_empty_message(QStringLiteral("The step has no output yet"));
    QVERIFY(said().contains(QStringLiteral("The step has no output yet")));
    view_->document()->show_loading();
    QVERIFY(said().contains(QStringLiteral("Fetching")));
    const Json large = Json::trusted("[\"" + std::string(8 << 20, 'x') + "\",1]");
    view_->document()->compare(large, Json::trusted("[\"" + std::string(8 << 20, 'x') + "\",2]"));
    QVERIFY(said().contains(QStringLiteral("Comparing")));
    QTRY_COMPARE(view_->count_text(), QStringLiteral("~1"));
    view_->document()->show_failed(QStringLiteral("gone"));
    QVERIFY(said().contains(QStringLiteral("Gone")));
    QVERIFY(!view_->next_action()->isEnabled());
    for (const QAction* action : view_->actions()) QVERIFY(!action->shortcut().isEmpty() && !action->text().isEmpty());
    for (auto* button : view_->findChildren<QToolButton*>()) QVERIFY(!button->accessibleName().isEmpty());
}

} // namespace orkestr::test

using orkestr::test::JsonDiffViewTest;
ORKESTR_TEST(JsonDiffViewTest)
#include "json_diff_view_test.moc"
