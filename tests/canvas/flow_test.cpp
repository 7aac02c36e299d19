#include "tests/support/test.h"
#include "ui/canvas/flow.h"
#include "ui/canvas/metrics.h"

#include <QTest>

namespace orkestr {

namespace {

const FlowItem card{100, 40, 50};
const FlowItem tall{100, 400, 50};

/// Edges from "0>1 1>2".
std::vector<FlowEdge> edges(const QString& text) {
    std::vector<FlowEdge> made;
    for (const QString& pair : text.split(' ', Qt::SkipEmptyParts))
        made.push_back({pair.section('>', 0, 0).toInt(), pair.section('>', 1, 1).toInt()});
    return made;
}

} // namespace

class FlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_series_stands_on_one_axis() {
        const FlowLayout flow = lay_out_flow({card, {300, 40, 40}, card}, edges("0>1 1>2"), 0, 2);
        QCOMPARE(flow.positions[0].x() + 50, flow.positions[1].x() + 40);
        QCOMPARE(flow.positions[0].x(), flow.positions[2].x());
        QCOMPARE(flow.positions[1].y(), 40 + metrics::series_gap);
        for (const FlowRoute& route : flow.routes)
            QCOMPARE(route.kind, FlowRoute::Kind::straight);
    }

    void a_branch_is_not_stretched_by_its_neighbour() {
        // 0 -> (1, 2) | 3 -> 4, where 3 is tall: 2 follows 1 at once.
        const FlowLayout flow = lay_out_flow({card, card, card, tall, card}, edges("0>1 0>3 1>2 2>4 3>4"), 0, 4);
        QCOMPARE(flow.positions[2].y() - flow.positions[1].y(), 40 + metrics::series_gap);
        QVERIFY(flow.positions[4].y() > flow.positions[3].y() + 400);
    }

    void a_case_that_skips_a_branch_has_a_column_of_its_own() {
        const FlowLayout flow = lay_out_flow({card, card, card}, edges("0>1 0>2 1>2"), 0, 2);
        QCOMPARE(flow.positions[0].x(), flow.positions[1].x());
        const FlowRoute& skip = flow.routes[1];
        QCOMPARE(skip.kind, FlowRoute::Kind::channel);
        QVERIFY(skip.channel_x > flow.positions[1].x() + 100);
        QVERIFY(skip.channel_x <= flow.width);
    }

    void a_raised_error_does_not_bend_the_way_ahead() {
        // 1 is a switch; 2 ends in an error, 3 goes on.
        const FlowLayout flow = lay_out_flow({card, card, card, card, card}, edges("0>1 1>2 1>3 3>4"), 0, 4);
        QCOMPARE(flow.positions[1].x(), flow.positions[3].x());
        QCOMPARE(flow.positions[1].x(), flow.positions[4].x());
        QVERIFY(flow.positions[2].x() > flow.positions[1].x() + 50 + metrics::column_gap);
        QVERIFY(flow.positions[2].y() > flow.positions[1].y() + 40);
        QCOMPARE(flow.routes[2].channel_x, flow.positions[1].x() + 50);
    }

    void a_jump_between_branches_is_put_in_rows() {
        // 1 and 2 are branches, but 1 also leads into 2.
        const FlowLayout flow = lay_out_flow({card, card, card, card}, edges("0>1 0>2 1>2 1>3 2>3"), 0, 3);
        QVERIFY(flow.positions[1].y() < flow.positions[2].y());
        QCOMPARE(flow.positions[1].x(), flow.positions[2].x());
        QCOMPARE(flow.routes[1].kind, FlowRoute::Kind::channel);
        QCOMPARE(flow.routes[3].kind, FlowRoute::Kind::channel);
        QVERIFY(flow.routes[1].channel_x > flow.positions[1].x() + 100);
    }

    void edges_back_have_lanes_at_the_left() {
        const FlowLayout flow = lay_out_flow({card, card, card, card}, edges("0>1 1>2 2>3 2>1 3>0"), 0, 3);
        const FlowRoute& inner = flow.routes[3];
        const FlowRoute& outer = flow.routes[4];
        QCOMPARE(inner.kind, FlowRoute::Kind::back);
        QCOMPARE(outer.kind, FlowRoute::Kind::back);
        QVERIFY(outer.channel_x < inner.channel_x);
        QVERIFY(inner.channel_x < flow.positions[1].x());
        QVERIFY(outer.channel_x >= 0);
    }

    void what_is_known_to_lead_back_is_not_walked() {
        std::vector<FlowEdge> made = edges("0>1 1>2 0>2");
        made[2].back = true;
        const FlowLayout flow = lay_out_flow({card, card, card}, made, 0, 2);
        QCOMPARE(flow.routes[2].kind, FlowRoute::Kind::back);
    }

    void without_items_there_is_nothing() {
        const FlowLayout flow = lay_out_flow({}, {}, -1, -1);
        QVERIFY(flow.positions.empty());
        QCOMPARE(flow.width, 0.0);
    }
};

} // namespace orkestr

using orkestr::FlowTest;
ORKESTR_TEST(FlowTest)
#include "flow_test.moc"
