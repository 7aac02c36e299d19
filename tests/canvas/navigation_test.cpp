#include "tests/canvas/sample_graphs.h"
#include "tests/support/test.h"
#include "ui/canvas/navigation.h"

#include <QSet>
#include <QTest>

namespace orkestr {

class NavigationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { scene_ = make_scene(test::order_graph()); }

    void down_follows_the_flow_into_containers_and_out() {
        QStringList names;
        for (int node = scene_->index.find("/start"); node >= 0 && names.size() < 50;) {
            names << scene_->title(node);
            if (scene_->index.node(node).type == NodeType::end) break;
            node = neighbour(*scene_, node, Direction::down);
        }
        const QStringList expected{
            "Start", "validateOrder", "whichKind",   "sendLicense",      "chargeCard", "charge", "shipAndInvoice",
            "ship",  "packParcel",    "bookCarrier", "coolingOffPeriod", "reviewed",   "End"};
        QCOMPARE(names, expected);
    }

    void up_is_its_reverse() {
        const int charge = by_name("charge");
        QCOMPARE(scene_->title(neighbour(*scene_, charge, Direction::up)), QString("chargeCard"));
        QCOMPARE(scene_->title(neighbour(*scene_, by_name("chargeCard"), Direction::up)), QString("sendLicense"));
        QCOMPARE(scene_->title(neighbour(*scene_, by_name("coolingOffPeriod"), Direction::up)), QString("bookCarrier"));
    }

    void left_and_right_go_to_branches() {
        QCOMPARE(scene_->title(neighbour(*scene_, by_name("sendLicense"), Direction::right)),
                 QString("reserveEachItem"));
        QCOMPARE(scene_->title(neighbour(*scene_, by_name("sendInvoice"), Direction::right)),
                 QString("addLoyaltyPoints"));
        QCOMPARE(scene_->title(neighbour(*scene_, by_name("addLoyaltyPoints"), Direction::left)),
                 QString("sendInvoice"));
        QCOMPARE(neighbour(*scene_, by_name("rejectOrder"), Direction::right), -1);
    }

    void every_node_can_be_reached_by_keys() {
        QSet<int> seen{scene_->index.find("/start")};
        std::vector<int> open(seen.begin(), seen.end());
        while (!open.empty()) {
            const int node = open.back();
            open.pop_back();
            for (const Direction direction : {Direction::up, Direction::down, Direction::left, Direction::right}) {
                const int next = neighbour(*scene_, node, direction);
                if (next < 0 || seen.contains(next)) continue;
                seen.insert(next);
                open.push_back(next);
            }
        }
        for (const int node : reading_order(*scene_))
            QVERIFY2(seen.contains(node), qPrintable(scene_->node(node).id));
    }

    void reading_order_has_every_node_but_the_marks() {
        const std::vector<int> order = reading_order(*scene_);
        QCOMPARE(scene_->node(order.front()).id, QString("/start"));
        QCOMPARE(scene_->node(order.back()).id, QString("/end"));
        const auto ports = std::count_if(scene_->index.nodes.begin(), scene_->index.nodes.end(),
                                         [](const GraphIndex::Node& node) { return is_port(node.type); });
        QCOMPARE(order.size() + static_cast<std::size_t>(ports), scene_->graph.nodes.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            const int parent = scene_->index.node(order[i]).parent;
            if (parent >= 0)
                QVERIFY(std::find(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(i), parent) !=
                        order.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    void search_looks_at_names_subtitles_and_kinds() {
        QCOMPARE(names_found("RESERVE"), (QStringList{"reserveEachItem", "reserve"}));
        QCOMPARE(names_found("carrier.example"), QStringList{"bookCarrier"});
        QCOMPARE(names_found("emit event"), QStringList{"tellCustomer"});
        QCOMPARE(names_found("/do/0/validate"), QStringList{"validateOrder"});
        QVERIFY(names_found("").isEmpty());
        QVERIFY(names_found("  ").isEmpty());
        QVERIFY(names_found("no such thing").isEmpty());
    }

private:
    int by_name(const QString& name) const {
        for (int i = 0; i < scene_->index.top(); ++i) {
            if (scene_->node(i).label == name) return i;
        }
        return -1;
    }
    QStringList names_found(const QString& text) const {
        QStringList names;
        for (const int node : find_nodes(*scene_, text))
            names << scene_->title(node);
        return names;
    }

    std::shared_ptr<const CanvasScene> scene_;
};

} // namespace orkestr

using orkestr::NavigationTest;
ORKESTR_TEST(NavigationTest)
#include "navigation_test.moc"
