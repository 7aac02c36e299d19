#include "ui/canvas/canvas.h"

#include "tests/canvas/sample_graphs.h"
#include "tests/support/test.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/theme/appearance.h"

#include <QApplication>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace orkestr {

namespace {

/// How many colours a picture has: one when nothing was drawn.
qsizetype color_count(const QImage& image) {
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            colors.insert(image.pixel(x, y));
    }
    return colors.size();
}

/// The smallest rectangle outside of which two pictures are equal.
QRect difference(const QImage& a, const QImage& b) {
    QRect changed;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y)) changed |= QRect(x, y, 1, 1);
        }
    }
    return changed;
}

const QString validate = "/do/0/validateOrder";
const QString charge_card = "/do/7/chargeCard";
const QString charge = "/do/7/chargeCard/do/8/charge";

} // namespace

class CanvasTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { apply_theme(*qApp, ThemeKind::light); }

    void init() {
        canvas_ = std::make_unique<Canvas>();
        canvas_->resize(1000, 700);
        canvas_->set_graph(test::order_graph());
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
        canvas_->activateWindow();
        canvas_->setFocus();
    }
    void cleanup() { canvas_.reset(); }

    void shows_a_graph() { QVERIFY(color_count(picture()) > 20); }

    void every_node_is_found_where_it_is_drawn() {
        canvas_->fit();
        const auto scene = canvas_->scene();
        for (int i = 0; i < scene->index.top(); ++i) {
            const CanvasGraph::Node& node = scene->node(i);
            const QRect place = canvas_->node_rect(node.id);
            QVERIFY2(canvas_->viewport()->rect().contains(place), qPrintable(node.id));
            if (is_port(scene->index.node(i).type)) continue;
            // A container is found by its header, for its middle belongs to what it holds.
            const QPoint point = scene->index.node(i).container ? place.topLeft() + QPoint(4, 4) : place.center();
            QCOMPARE(canvas_->node_at(point), node.id);
        }
        QCOMPARE(canvas_->node_at({2, 2}), QString());
    }

    void a_click_selects_and_says_so() {
        QSignalSpy selected(canvas_.get(), &Canvas::selected);
        click(validate);
        QCOMPARE(canvas_->selected_id(), validate);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.takeFirst().at(0).toString(), validate);
        click(validate);
        QVERIFY(selected.isEmpty());
        QTest::mouseClick(canvas_->viewport(), Qt::LeftButton, {}, {3, 3});
        QCOMPARE(selected.takeFirst().at(0).toString(), QString());
        QCOMPARE(canvas_->selected_id(), QString());
    }

    void selecting_from_outside_is_silent_and_brings_into_view() {
        QSignalSpy selected(canvas_.get(), &Canvas::selected);
        canvas_->zoom_to_actual_size();
        canvas_->pan({0, 100000});
        QVERIFY(!canvas_->viewport()->rect().intersects(canvas_->node_rect(validate)));
        canvas_->select(validate);
        QVERIFY(canvas_->viewport()->rect().contains(canvas_->node_rect(validate)));
        QCOMPARE(canvas_->selected_id(), validate);
        QVERIFY(selected.isEmpty());
        canvas_->select("/do/0/not there");
        QCOMPARE(canvas_->selected_id(), QString());
    }

    void a_selected_node_has_a_ring() {
        canvas_->select(validate);
        canvas_->select({});
        const QImage before = picture();
        canvas_->select(validate);
        const QRect ring = difference(before, picture());
        QVERIFY(ring.contains(canvas_->node_rect(validate)));
        QVERIFY(canvas_->node_rect(validate).adjusted(-12, -12, 12, 12).contains(ring));
    }

    void a_double_click_and_enter_activate() {
        QSignalSpy activated(canvas_.get(), &Canvas::activated);
        canvas_->center_on(charge);
        const QPoint place = canvas_->node_rect(charge).center();
        QTest::mouseDClick(canvas_->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(activated.takeFirst().at(0).toString(), charge);
        canvas_->select(validate);
        QTest::keyClick(canvas_.get(), Qt::Key_Return);
        QCOMPARE(activated.takeFirst().at(0).toString(), validate);
    }

    void keys_go_from_node_to_node() {
        QSignalSpy selected(canvas_.get(), &Canvas::selected);
        QTest::keyClick(canvas_.get(), Qt::Key_Down);
        QCOMPARE(canvas_->selected_id(), QString("/start"));
        QTest::keyClick(canvas_.get(), Qt::Key_Down);
        QCOMPARE(canvas_->selected_id(), validate);
        QTest::keyClick(canvas_.get(), Qt::Key_End);
        QCOMPARE(canvas_->selected_id(), QString("/end"));
        QVERIFY(canvas_->viewport()->rect().contains(canvas_->node_rect("/end")));
        QTest::keyClick(canvas_.get(), Qt::Key_Home);
        QCOMPARE(canvas_->selected_id(), QString("/start"));
        QVERIFY(canvas_->viewport()->rect().contains(canvas_->node_rect("/start")));
        QCOMPARE(selected.size(), 4);
        QTest::keyClick(canvas_.get(), Qt::Key_Escape);
        QCOMPARE(canvas_->selected_id(), QString());
    }

    void keys_zoom_and_fit() {
        QTest::keyClick(canvas_.get(), Qt::Key_1);
        QCOMPARE(canvas_->zoom(), 1.0);
        QTest::keyClick(canvas_.get(), Qt::Key_Minus);
        QVERIFY(canvas_->zoom() < 1.0);
        QTest::keyClick(canvas_.get(), Qt::Key_Plus);
        QCOMPARE(canvas_->zoom(), 1.0);
        QTest::keyClick(canvas_.get(), Qt::Key_F);
        const double fitted = canvas_->zoom();
        QVERIFY(canvas_->viewport()->rect().contains(canvas_->node_rect("/start")));
        QVERIFY(canvas_->viewport()->rect().contains(canvas_->node_rect("/end")));
        QTest::keyClick(canvas_.get(), Qt::Key_1);
        QTest::keyClick(canvas_.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(canvas_->zoom(), fitted);
    }

    void the_wheel_zooms_to_the_cursor() {
        canvas_->center_on(charge);
        const QPoint cursor = canvas_->node_rect(charge).topLeft() + QPoint(5, 5);
        const double zoom = canvas_->zoom();
        for (const int delta : {120, 120, -120, -120, -120})
            wheel(cursor, {0, delta}, Qt::ControlModifier);
        QVERIFY(canvas_->zoom() < zoom);
        QCOMPARE(canvas_->node_at(cursor), charge);
    }

    void the_wheel_pans() {
        canvas_->zoom_to_actual_size();
        const QPoint before = canvas_->node_rect(charge).topLeft();
        wheel({500, 300}, {0, -120}, {});
        QVERIFY(canvas_->node_rect(charge).top() < before.y());
        QCOMPARE(canvas_->node_rect(charge).left(), before.x());
        wheel({500, 300}, {0, -120}, Qt::ShiftModifier);
        QVERIFY(canvas_->node_rect(charge).left() < before.x());
    }

    void dragging_pans_and_does_not_select() {
        QSignalSpy selected(canvas_.get(), &Canvas::selected);
        canvas_->zoom_to_actual_size();
        const QPoint before = canvas_->node_rect(charge).topLeft();
        QTest::mousePress(canvas_->viewport(), Qt::LeftButton, {}, {500, 300});
        QTest::mouseMove(canvas_->viewport(), {480, 290});
        QTest::mouseMove(canvas_->viewport(), {450, 270});
        QTest::mouseRelease(canvas_->viewport(), Qt::LeftButton, {}, {450, 270});
        QCOMPARE(canvas_->node_rect(charge).topLeft(), before + QPoint(-50, -30));
        QVERIFY(selected.isEmpty());
    }

    void the_graph_can_not_be_lost() {
        canvas_->pan({-1000000, 500000});
        bool seen = false;
        const auto scene = canvas_->scene();
        const QRect bounds(canvas_->node_rect("/start") | canvas_->node_rect("/end"));
        seen = bounds.adjusted(-400, -200, 400, 200).intersects(canvas_->viewport()->rect());
        QVERIFY(seen);
    }

    void panning_over_what_was_seen_paints_nothing() {
        canvas_->zoom_to_actual_size();
        picture();
        canvas_->pan({40, 40});
        picture();
        canvas_->pan({-40, -40});
        picture();
        const quint64 painted = canvas_->painted_tiles();
        QVERIFY(painted > 0);
        canvas_->pan({20, 30});
        picture();
        QCOMPARE(canvas_->painted_tiles(), painted);
    }

    void panning_and_back_shows_the_same() {
        canvas_->zoom_to_actual_size();
        const QImage before = picture();
        canvas_->pan({300, 500});
        QVERIFY(!difference(before, picture()).isNull());
        canvas_->pan({-300, -500});
        QVERIFY(difference(before, picture()).isNull());
    }

    void a_status_changes_the_node_and_its_edges_only() {
        canvas_->center_on(charge);
        canvas_->set_status(validate, {DisplayStatus::running, 1, 0, {}, false});
        const QImage before = picture();
        canvas_->set_status(charge, {DisplayStatus::faulted, 3, 0, "4.2 s", false});
        const QRect changed = difference(before, picture());
        QVERIFY(!changed.isNull());
        const QRect node = canvas_->node_rect(charge);
        QVERIFY(node.intersects(changed));
        QVERIFY(changed.width() <= node.width() + 30);
        QCOMPARE(canvas_->status(charge).attempts, 3);
    }

    void what_is_painted_in_parts_equals_what_is_painted_at_once() {
        canvas_->zoom_to_actual_size();
        canvas_->center_on(charge);
        picture();
        QHash<QString, NodeStatus> statuses;
        int i = 0;
        for (const auto& node : canvas_->scene()->graph.nodes) {
            const NodeStatus status{all_display_statuses[static_cast<std::size_t>(i) % 9], i % 4, i % 3,
                                    QString("%1 ms").arg(i), i % 7 == 0 ? 0.5 : -1, i % 5 == 0};
            statuses.insert(node.id, status);
            canvas_->set_status(node.id, status);
            picture();
            ++i;
        }
        const QImage in_parts = picture();
        canvas_->set_graph(test::order_graph());
        canvas_->set_statuses(statuses);
        const QRect changed = difference(in_parts, picture());
        QCOMPARE(changed, QRect());
    }

    void every_status_looks_different_without_colour() {
        canvas_->zoom_to_actual_size();
        canvas_->center_on(charge);
        QSet<QByteArray> looks;
        for (const DisplayStatus status : all_display_statuses) {
            canvas_->set_status(charge, {status, 1, 0, {}, false});
            // The part with the badge, black on white.
            const QRect place = canvas_->node_rect(charge);
            const QImage badge =
                picture().copy(place.right() - 30, place.top() + 6, 24, 24).convertToFormat(QImage::Format_Grayscale8);
            const int paper = qGray(badge.pixel(1, 1));
            QByteArray shape;
            for (int y = 0; y < badge.height(); ++y) {
                for (int x = 0; x < badge.width(); ++x)
                    shape += std::abs(qGray(badge.pixel(x, y)) - paper) > 40 ? '#' : '.';
            }
            QVERIFY2(!looks.contains(shape), qPrintable(status_word(status)));
            looks.insert(shape);
        }
    }

    void searching_marks_and_goes_through() {
        QSignalSpy found(canvas_.get(), &Canvas::found);
        const QImage before = picture();
        QCOMPARE(canvas_->find("reserve"), 2);
        QCOMPARE(canvas_->match(), 0);
        QCOMPARE(found.takeLast(), (QList<QVariant>{0, 2}));
        const QString first = canvas_->selected_id();
        QVERIFY(first.endsWith("reserveEachItem"));
        QVERIFY(canvas_->viewport()->rect().intersects(canvas_->node_rect(first)));
        canvas_->find_next();
        QVERIFY(canvas_->selected_id().endsWith("/reserve"));
        canvas_->find_next();
        QCOMPARE(canvas_->selected_id(), first);
        canvas_->find_previous();
        QVERIFY(canvas_->selected_id().endsWith("/reserve"));
        QTest::keyClick(canvas_.get(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(canvas_->selected_id(), first);
        QCOMPARE(canvas_->find("nowhere"), 0);
        QCOMPARE(canvas_->match(), -1);
        QCOMPARE(found.takeLast(), (QList<QVariant>{-1, 0}));
        QVERIFY(!difference(before, picture()).isNull());
    }

    void a_new_graph_keeps_selection_status_and_place() {
        canvas_->set_status(charge, {DisplayStatus::running, 1, 0, {}, false});
        canvas_->zoom_to_actual_size();
        canvas_->center_on(charge);
        canvas_->select(charge);
        const QPoint place = canvas_->node_rect(charge).topLeft();
        CanvasGraph changed = test::order_graph();
        changed.nodes.insert(changed.nodes.begin() + 1, {"/do/99/added", "set", "added", "", ""});
        changed.edges.front().to = "/do/99/added";
        changed.edges.push_back({"/do/99/added", validate, "", false});
        canvas_->set_graph(changed);
        QCOMPARE(canvas_->selected_id(), charge);
        QVERIFY((canvas_->node_rect(charge).topLeft() - place).manhattanLength() <= 2);
        QCOMPARE(canvas_->status(charge).status, DisplayStatus::running);
        canvas_->set_graph(test::single_task_graph());
        QCOMPARE(canvas_->selected_id(), QString());
        canvas_->set_graph(test::order_graph());
        QCOMPARE(canvas_->selected_id(), charge);
    }

    void what_was_chosen_before_there_was_a_graph_is_in_sight() {
        const auto sees = [this] { return canvas_->viewport()->rect().contains(canvas_->node_rect(charge)); };
        for (const bool chosen : {false, true}) {
            canvas_ = std::make_unique<Canvas>();
            canvas_->resize(600, 400);
            if (chosen) canvas_->select(charge);
            canvas_->show();
            QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
            canvas_->set_graph(test::order_graph());
            QCOMPARE(sees(), chosen);
        }
        canvas_->resize(600, 300);
        QVERIFY(sees());
        // Choosing it again is looking for it again.
        canvas_->pan({0, 100000});
        QVERIFY(!sees());
        canvas_->select(charge);
        QVERIFY(sees());
    }

    void a_large_graph_is_laid_out_aside() {
        QSignalSpy laid_out(canvas_.get(), &Canvas::laid_out);
        canvas_->set_graph(test::regular_graph(10000));
        QVERIFY(canvas_->is_busy());
        // A newer graph wins, whatever is ready first.
        canvas_->set_graph(test::regular_graph(3000));
        QVERIFY(laid_out.wait(20000));
        QVERIFY(!canvas_->is_busy());
        QVERIFY(canvas_->scene()->graph.nodes.size() < 4000);
        canvas_->fit();
        QVERIFY(color_count(picture()) > 3);
    }

    void a_picture_is_whole_also_while_the_view_moves() {
        canvas_->set_graph(test::regular_graph(2000));
        QTRY_VERIFY_WITH_TIMEOUT(!canvas_->is_busy(), 60000);
        canvas_->zoom_to_actual_size();
        canvas_->pan({40, 40});
        const QImage moving = picture();
        const quint64 painted = canvas_->painted_tiles();
        QCOMPARE(difference(moving, picture()), QRect());
        QCOMPARE(canvas_->painted_tiles(), painted);
    }

    void a_canvas_may_go_while_its_graph_is_laid_out() {
        auto* other = new Canvas;
        other->set_graph(test::regular_graph(20000));
        delete other;
        QSignalSpy laid_out(canvas_.get(), &Canvas::laid_out);
        canvas_->set_graph(test::regular_graph(1000));
        QVERIFY(laid_out.wait(20000));
    }

    void messages_take_the_graphs_place() {
        const QImage graph = picture();
        canvas_->set_message({CanvasMessage::Kind::failed, "The definition has errors", "line 3: unknown task"});
        const QImage failed = picture();
        QVERIFY(!difference(graph, failed).isNull());
        QVERIFY(color_count(failed) > 3);
        canvas_->set_message({CanvasMessage::Kind::loading, "Loading", {}});
        QVERIFY(!difference(failed, picture()).isNull());
        canvas_->set_message({});
        QVERIFY(difference(graph, picture()).isNull());
        Canvas empty;
        empty.resize(400, 300);
        QVERIFY(color_count(empty.grab().toImage()) > 3);
    }

    void another_theme_repaints() {
        const QImage light = picture();
        apply_theme(*qApp, ThemeKind::dark);
        QTest::qWait(0);
        const QImage dark = picture();
        QCOMPARE(QColor(dark.pixel(2, 2)), Theme::dark().surface);
        apply_theme(*qApp, ThemeKind::light);
        QTest::qWait(0);
        QVERIFY(difference(light, picture()).isNull());
    }

    void a_menu_is_wanted_for_what_is_under_the_mouse() {
        QSignalSpy wanted(canvas_.get(), &Canvas::menu_wanted);
        canvas_->center_on(charge);
        const QPoint place = canvas_->node_rect(charge).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, canvas_->viewport()->mapToGlobal(place));
        QApplication::sendEvent(canvas_->viewport(), &event);
        QCOMPARE(wanted.takeFirst().at(0).toString(), charge);
        QCOMPARE(canvas_->selected_id(), charge);
    }

    void containers_can_be_selected_by_their_header() {
        canvas_->center_on(charge_card);
        const QRect place = canvas_->node_rect(charge_card);
        QTest::mouseClick(canvas_->viewport(), Qt::LeftButton, {}, place.topLeft() + QPoint(30, 10));
        QCOMPARE(canvas_->selected_id(), charge_card);
    }

private:
    QImage picture() { return canvas_->viewport()->grab().toImage(); }
    void click(const QString& id) {
        canvas_->center_on(id);
        QTest::mouseClick(canvas_->viewport(), Qt::LeftButton, {}, canvas_->node_rect(id).center());
    }
    void wheel(const QPoint& place, const QPoint& delta, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(place, canvas_->viewport()->mapToGlobal(place), {}, delta, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(canvas_->viewport(), &event);
    }

    std::unique_ptr<Canvas> canvas_;
};

} // namespace orkestr

using orkestr::CanvasTest;
ORKESTR_TEST(CanvasTest)
#include "canvas_test.moc"
