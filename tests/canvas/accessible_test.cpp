#include "tests/canvas/sample_graphs.h"
#include "tests/support/test.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_scene.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

namespace orkestr {

class AccessibleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        canvas_ = std::make_unique<Canvas>();
        canvas_->resize(900, 700);
        canvas_->set_graph(test::order_graph());
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
        canvas_->activateWindow();
        canvas_->setFocus();
        QVERIFY(whole());
    }
    void cleanup() { canvas_.reset(); }

    void a_canvas_is_a_list_of_its_nodes() {
        QCOMPARE(whole()->role(), QAccessible::List);
        QVERIFY(!whole()->text(QAccessible::Name).isEmpty());
        const auto scene = canvas_->scene();
        int expected = 0;
        for (const auto& node : scene->index.nodes)
            expected += is_port(node.type) ? 0 : 1;
        QCOMPARE(whole()->childCount(), expected);
        for (int i = 0; i < whole()->childCount(); ++i) {
            QAccessibleInterface* node = whole()->child(i);
            QVERIFY(node && node->isValid());
            QCOMPARE(node->role(), QAccessible::ListItem);
            QVERIFY(!node->text(QAccessible::Name).isEmpty());
            QCOMPARE(node->parent(), whole());
            QCOMPARE(whole()->indexOfChild(node), i);
            QVERIFY(node->state().focusable && node->state().selectable);
        }
        QCOMPARE(whole()->child(-1), nullptr);
        QCOMPARE(whole()->child(expected), nullptr);
    }

    void a_node_says_its_name_kind_and_status() {
        QAccessibleInterface* node = named("charge");
        QVERIFY(node);
        canvas_->set_status(id_of("charge"), {DisplayStatus::faulted, 3, 0, "4.2 s", false});
        const QString description = node->text(QAccessible::Description);
        for (const char* part : {"Call", "Faulted", "3 attempts", "4.2 s", "payments.example.com"})
            QVERIFY2(description.contains(part), qPrintable(description));
    }

    void a_node_is_where_it_is_drawn() {
        QAccessibleInterface* node = named("validateOrder");
        const QRect place = canvas_->node_rect(id_of("validateOrder"));
        QCOMPARE(node->rect(), QRect(canvas_->viewport()->mapToGlobal(place.topLeft()), place.size()));
        const QPoint center = node->rect().center();
        QCOMPARE(whole()->childAt(center.x(), center.y()), node);
        QVERIFY(!node->state().offscreen);
        canvas_->zoom_to_actual_size();
        canvas_->pan({0, 100000});
        QVERIFY(node->state().offscreen);
    }

    void focus_follows_the_selection() {
        QCOMPARE(whole()->focusChild(), nullptr);
        canvas_->select(id_of("charge"));
        QAccessibleInterface* node = named("charge");
        QCOMPARE(whole()->focusChild(), node);
        QVERIFY(node->state().focused && node->state().selected);
        QTest::keyClick(canvas_.get(), Qt::Key_Up);
        QVERIFY(!node->state().focused && !node->state().selected);
        QCOMPARE(whole()->focusChild()->text(QAccessible::Name), QString("chargeCard"));
    }

    void a_node_can_be_focused_and_pressed() {
        QSignalSpy selected(canvas_.get(), &Canvas::selected);
        QSignalSpy activated(canvas_.get(), &Canvas::activated);
        QAccessibleActionInterface* actions = named("sendInvoice")->actionInterface();
        QVERIFY(actions);
        actions->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(selected.takeFirst().at(0).toString(), id_of("sendInvoice"));
        QVERIFY(activated.isEmpty());
        actions->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(activated.takeFirst().at(0).toString(), id_of("sendInvoice"));
    }

    void another_graph_has_other_children() {
        QVERIFY(named("charge"));
        canvas_->set_graph(test::single_task_graph());
        QCOMPARE(whole()->childCount(), 3);
        QVERIFY(!named("charge"));
        QVERIFY(named("onlyOne"));
    }

private:
    QAccessibleInterface* whole() { return QAccessible::queryAccessibleInterface(canvas_.get()); }
    QAccessibleInterface* named(const QString& name) {
        for (int i = 0; i < whole()->childCount(); ++i) {
            if (whole()->child(i)->text(QAccessible::Name) == name) return whole()->child(i);
        }
        return nullptr;
    }
    QString id_of(const QString& label) {
        for (const auto& node : canvas_->scene()->graph.nodes) {
            if (node.label == label) return node.id;
        }
        return {};
    }

    std::unique_ptr<Canvas> canvas_;
};

} // namespace orkestr

using orkestr::AccessibleTest;
ORKESTR_TEST(AccessibleTest)
#include "accessible_test.moc"
