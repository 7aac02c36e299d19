#include "core/base/json_value.h"
#include "tests/support/test.h"
#include "ui/parts/json_view.h"
#include "ui/parts/json_view_find.h"
#include "ui/parts/json_view_path.h"
#include "ui/parts/json_view_tree.h"
#include "ui/parts/json_view_value.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

namespace orkestr::test {

class JsonViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { view_.reset(); }
    void the_root_is_open_and_selected();
    void paths_are_copied_by_key();
    void values_are_copied();
    void a_path_is_gone_to();
    void a_wrong_path_is_told();
    void typing_finds_and_keys_walk();
    void a_search_is_limited_to_names();
    void a_wrong_expression_is_shown();
    void keys_come_before_those_of_the_window();
    void fields_keep_their_own_keys();
    void a_long_string_is_read_in_parts();
    void parts_end_between_characters();
    void expanding_has_a_bound();
    void states_are_told();
    void it_can_be_read_without_eyes();

private:
    void show(const std::string& text) { view_->document()->show_text(std::make_shared<const std::string>(text)); }
    QString row() { return view_->tree()->currentIndex().data().toString(); }
    QString copied() { return QGuiApplication::clipboard()->text(); }

    std::unique_ptr<JsonView> view_;
};

void JsonViewTest::init() {
    view_ = std::make_unique<JsonView>();
    view_->resize(480, 520);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->activateWindow();
    show(R"({"customer":{"odd key":[1,2,3,{"name":"Zoë"}],"name":"Ana"},"note":"the name of it","total":12.50,"card":{"$redacted":true}})");
    view_->focus_content();
}

void JsonViewTest::the_root_is_open_and_selected() {
    QCOMPARE(row(), QStringLiteral("(root)"));
    QVERIFY(view_->tree()->isExpanded(view_->tree()->currentIndex()));
    QCOMPARE(view_->path_line()->field()->text(), QStringLiteral("."));
    QAbstractItemModelTester tester(view_->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void JsonViewTest::paths_are_copied_by_key() {
    QVERIFY(view_->go_to(QStringLiteral("/customer/odd key/3")));
    QTest::keyClick(view_->tree(), Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(copied(), QStringLiteral(".customer[\"odd key\"][3]"));
    QTest::keyClick(view_->tree(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(copied(), QStringLiteral("/customer/odd key/3"));
    QTest::keyClick(view_->tree(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(copied(), QStringLiteral("$.customer['odd key'][3]"));
}

void JsonViewTest::values_are_copied() {
    view_->go_to(QStringLiteral(".customer.name"));
    QTest::keyClick(view_->tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied(), QStringLiteral("Ana"));
    QTest::keyClick(view_->tree(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(copied(), QStringLiteral("\"Ana\""));
    view_->go_to(QStringLiteral(".customer[\"odd key\"]"));
    QTest::keyClick(view_->tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied(), QStringLiteral("[1,2,3,{\"name\":\"Zoë\"}]"));
    QVERIFY(!view_->path_line()->note().isEmpty());
    const std::string big(3 << 20, 'b');
    show("[\"" + big + "\"]");
    QTRY_COMPARE(view_->document()->state(), LoadState::ready);
    view_->go_to(QStringLiteral("/0"));
    view_->view_actions().copy_value->trigger();
    QTRY_COMPARE(copied().size(), static_cast<qsizetype>(big.size()));
}

void JsonViewTest::a_path_is_gone_to() {
    QTest::keyClick(view_->tree(), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), view_->path_line()->field());
    QTest::keyClicks(view_->path_line()->field(), QStringLiteral("$.customer.name"));
    QTest::keyClick(view_->path_line()->field(), Qt::Key_Return);
    QCOMPARE(row(), QStringLiteral("name"));
    QCOMPARE(view_->path_line()->field()->text(), QStringLiteral(".customer.name"));
    QCOMPARE(QApplication::focusWidget(), view_->tree());
}

void JsonViewTest::a_wrong_path_is_told() {
    QVERIFY(!view_->go_to(QStringLiteral(".customer.nope")));
    QCOMPARE(view_->path_line()->note(), QStringLiteral("There is no “nope” here."));
    QCOMPARE(row(), QStringLiteral("(root)"));
    view_->path_line()->field()->setFocus();
    QTest::keyClicks(view_->path_line()->field(), QStringLiteral("xyz"));
    QTest::keyClick(view_->path_line()->field(), Qt::Key_Escape);
    QCOMPARE(view_->path_line()->field()->text(), QStringLiteral("."));
    QVERIFY(view_->path_line()->note().isEmpty());
}

void JsonViewTest::typing_finds_and_keys_walk() {
    QTest::keyClick(view_->tree(), Qt::Key_F, Qt::ControlModifier);
    QLineEdit* field = view_->find_line()->field();
    QCOMPARE(QApplication::focusWidget(), field);
    QTest::keyClicks(field, QStringLiteral("name"));
    QTRY_COMPARE(view_->find_line()->count_text(), QStringLiteral("1 of 3"));
    QCOMPARE(view_->path_line()->field()->text(), QStringLiteral(".customer[\"odd key\"][3].name"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(view_->path_line()->field()->text(), QStringLiteral(".customer.name"));
    QTest::keyClick(field, Qt::Key_F3);
    QCOMPARE(view_->path_line()->field()->text(), QStringLiteral(".note"));
    QCOMPARE(view_->find_line()->count_text(), QStringLiteral("3 of 3"));
    QTest::keyClick(field, Qt::Key_F3);
    QCOMPARE(view_->find_line()->count_text(), QStringLiteral("1 of 3"));
    QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(view_->find_line()->count_text(), QStringLiteral("3 of 3"));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(field->text().isEmpty());
    QVERIFY(view_->find_line()->count_text().isEmpty());
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), view_->tree());
}

void JsonViewTest::a_search_is_limited_to_names() {
    QLineEdit* field = view_->find_line()->field();
    field->setText(QStringLiteral("name"));
    QTest::keyClick(view_->tree(), Qt::Key_V, Qt::AltModifier);
    QTRY_COMPARE(view_->search()->hits().size(), std::size_t{2});
    // One of the two is always on.
    QTest::keyClick(view_->tree(), Qt::Key_N, Qt::AltModifier);
    QTRY_COMPARE(view_->search()->hits().size(), std::size_t{1});
    QVERIFY(view_->find_line()->query().in_values);
}

void JsonViewTest::a_wrong_expression_is_shown() {
    QTest::keyClick(view_->tree(), Qt::Key_X, Qt::AltModifier);
    view_->find_line()->field()->setText(QStringLiteral("na(m"));
    QCOMPARE(view_->find_line()->count_text(), QStringLiteral("not an expression"));
    view_->find_line()->field()->setText(QStringLiteral("^na.e$"));
    QTRY_COMPARE(view_->search()->hits().size(), std::size_t{2});
}

void JsonViewTest::keys_come_before_those_of_the_window() {
    QWidget window;
    auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), &window);
    QSignalSpy of_window(shortcut, &QShortcut::activated);
    view_->setParent(&window);
    window.resize(500, 500);
    window.show();
    view_->show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    view_->focus_content();
    QTest::keyClick(view_->tree(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), view_->find_line()->field());
    QCOMPARE(of_window.size(), 0);
    view_->setParent(nullptr);
}

void JsonViewTest::fields_keep_their_own_keys() {
    QLineEdit* field = view_->find_line()->field();
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("a b"));
    QCOMPARE(field->text(), QStringLiteral("a b"));
    QVERIFY(!view_->value_pane()->isVisible());
    field->selectAll();
    QTest::keyClick(field, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied(), QStringLiteral("a b"));
}

void JsonViewTest::a_long_string_is_read_in_parts() {
    std::string text;
    for (int i = 0; i < 9000; ++i) text += "é\\u00e9\\n";
    show("{\"long\":\"" + text + "\"}");
    view_->go_to(QStringLiteral(".long"));
    QTest::keyClick(view_->tree(), Qt::Key_Space);
    QVERIFY(view_->value_pane()->isVisible());
    QString whole;
    QToolButton* next = nullptr;
    for (auto* button : view_->value_pane()->findChildren<QToolButton*>())
        if (button->accessibleName() == QStringLiteral("The next part")) next = button;
    QVERIFY(next && next->isVisible());
    for (;;) {
        whole += view_->value_pane()->text();
        if (!next->isEnabled()) break;
        next->click();
    }
    QCOMPARE(whole, QStringLiteral("éé\n").repeated(9000));
    QVERIFY(view_->value_pane()->note().contains(QStringLiteral("of 90,000")));
    QTest::keyClick(view_->tree(), Qt::Key_Space);
    QVERIFY(!view_->value_pane()->isVisible());
}

void JsonViewTest::parts_end_between_characters() {
    const std::string literal = "\"aé\\ud83d\\ude00\\\\\\\"b😀c\"";
    const std::string whole = json_unquoted(literal);
    for (std::size_t most = 1; most < literal.size(); ++most) {
        std::string pieces;
        std::size_t at = 1;
        while (at < literal.size() - 1) {
            const std::size_t end = json_literal_part_end(literal, at, std::max<std::size_t>(most, 4));
            QVERIFY(end > at && end < literal.size());
            pieces += json_unquoted("\"" + literal.substr(at, end - at) + "\"");
            at = end;
        }
        QCOMPARE(pieces, whole);
    }
}

void JsonViewTest::expanding_has_a_bound() {
    std::string text = "[";
    for (int i = 0; i < 900; ++i) text += "[1,2,3,4,5,6,7,8,9,10],";
    text.back() = ']';
    show(text);
    QTest::keyClick(view_->tree(), Qt::Key_Asterisk);
    QVERIFY(view_->path_line()->note().contains(QStringLiteral("5,000")));
    QVERIFY(view_->model()->row_count() < 20000);
    const QModelIndex first = view_->model()->index(0, 0, view_->model()->index(0, 0));
    QVERIFY(view_->tree()->isExpanded(first));
    QTest::keyClick(view_->tree(), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!view_->tree()->isExpanded(first));
    view_->tree()->expand(view_->model()->index(0, 0));
    QVERIFY(!view_->tree()->isExpanded(first));
}

void JsonViewTest::states_are_told() {
    const auto said = [this] {
        QStringList texts;
        for (auto* label : view_->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        return texts.join(QLatin1Char('|'));
    };
    view_->document()->clear();
    view_->set_empty_message(QStringLiteral("No output yet"));
    QVERIFY(said().contains(QStringLiteral("No output yet")));
    view_->document()->show_loading();
    QVERIFY(said().contains(QStringLiteral("Fetching")));
    show("{\"a\":");
    QVERIFY2(said().contains(QStringLiteral("at byte 5")), qPrintable(said()));
    show(std::string("[\"") + std::string(60 << 20, 'x') + "\"]");
    QVERIFY(said().contains(QStringLiteral("Reading")));
    QTRY_COMPARE(view_->document()->state(), LoadState::ready);
    QVERIFY(view_->tree()->isVisible());
}

void JsonViewTest::it_can_be_read_without_eyes() {
    QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(view_->tree());
    QVERIFY(tree);
    QCOMPARE(tree->role(), QAccessible::Tree);
    QVERIFY(!tree->text(QAccessible::Name).isEmpty());
    const QModelIndex total = view_->model()->index(2, 0, view_->model()->index(0, 0));
    QCOMPARE(total.data(Qt::AccessibleTextRole).toString(), QStringLiteral("total: 12.50"));
    for (const QAction* action : view_->actions()) QVERIFY2(!action->shortcut().isEmpty() && !action->text().isEmpty(), qPrintable(action->text()));
    for (auto* button : view_->findChildren<QToolButton*>())
        if (button->isVisible() && !qobject_cast<QLineEdit*>(button->parent())) QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
    QVERIFY(!view_->find_line()->field()->accessibleName().isEmpty());
}

} // namespace orkestr::test

using orkestr::test::JsonViewTest;
ORKESTR_TEST(JsonViewTest)
#include "json_view_test.moc"
