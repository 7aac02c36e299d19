#include "tests/canvas/sample_graphs.h"

#include <QSet>

#include <random>

namespace orkestr::test {

GraphBuilder::GraphBuilder() { graph_.nodes.push_back({"/start", "start", "Start", {}, {}}); }

QString GraphBuilder::task(const QString& type, const QString& label, const QString& subtitle) {
    const QString parent = path_.isEmpty() ? QString() : path_.last();
    const QString id = QStringLiteral("%1/do/%2/%3").arg(parent).arg(number_++).arg(label);
    graph_.nodes.push_back({id, type, label, parent, subtitle});
    return id;
}

QString GraphBuilder::open(const QString& type, const QString& label, const QString& subtitle) {
    const QString id = task(type, label, subtitle);
    path_.push_back(id);
    containers_.insert(id);
    graph_.nodes.push_back({entry(), "entry", {}, id, {}});
    return id;
}

void GraphBuilder::close() {
    graph_.nodes.push_back({exit(), "exit", {}, path_.last(), {}});
    path_.removeLast();
}

void GraphBuilder::edge(const QString& from, const QString& to, const QString& label, bool back) {
    graph_.edges.push_back({from, to, label, back});
}

void GraphBuilder::then(const QString& from, const QString& to, const QString& label, bool back) {
    edge(containers_.contains(from) ? from + "/exit" : from, containers_.contains(to) ? to + "/entry" : to, label,
         back);
}

void GraphBuilder::chain(const QStringList& ids) {
    QString from = entry();
    for (const QString& id : ids) {
        then(from, id);
        from = id;
    }
    then(from, exit());
}

CanvasGraph GraphBuilder::take() {
    graph_.nodes.push_back({"/end", "end", "End", {}, {}});
    return std::move(graph_);
}

namespace {

QString catch_order_error(GraphBuilder& b) {
    const QString attempt = b.open("try", "chargeCard", {});
    const QString charge = b.task("call", "charge", "POST https://payments.example.com/v2/charges");
    b.chain({charge});
    const QString caught = b.open("catch", "$error", "retry");
    const QString note = b.task("set", "noteDecline", "declined, reason");
    const QString tell = b.task("emit", "tellCustomer", "com.example.payment.declined");
    b.chain({note, tell});
    b.close();
    b.edge(attempt + "/entry", caught + "/entry", "error");
    b.edge(caught + "/exit", attempt + "/exit");
    b.close();
    return attempt;
}

QString loop_over_items(GraphBuilder& b) {
    const QString loop = b.open("for", "reserveEachItem", "$item in .order.items");
    const QString look = b.task("call", "lookUpStock", "GET https://stock.example.com/items/{sku}");
    const QString reserve = b.task("call", "reserve", "POST https://stock.example.com/reservations");
    b.chain({look, reserve});
    b.close();
    return loop;
}

QString fork_of_shipping(GraphBuilder& b) {
    const QString fork = b.open("fork", "shipAndInvoice", {});
    const QString ship = b.open("do", "ship", {});
    const QString pack = b.task("run", "packParcel", "./pack --order");
    const QString carrier = b.task("call", "bookCarrier", "POST https://carrier.example.com/shipments");
    b.chain({pack, carrier});
    b.close();
    const QString invoice = b.task("call", "sendInvoice", "POST https://billing.example.com/invoices");
    const QString points = b.task("set", "addLoyaltyPoints", "points, tier");
    for (const QString& branch : {ship, invoice, points}) {
        b.then(fork + "/entry", branch, branch.section('/', -1));
        b.then(branch, fork + "/exit");
    }
    b.close();
    return fork;
}

} // namespace

CanvasGraph order_graph() {
    GraphBuilder b;
    const QString check = b.task("call", "validateOrder", "POST https://orders.example.com/validate");
    const QString kind = b.task("switch", "whichKind");
    const QString digital = b.task("call", "sendLicense", "POST https://licenses.example.com");
    const QString reserve = loop_over_items(b);
    const QString reject = b.task("raise", "rejectOrder", "422 Order can't be processed");
    const QString charge = catch_order_error(b);
    const QString fork = fork_of_shipping(b);
    const QString wait = b.task("wait", "coolingOffPeriod", "14 d");
    const QString again = b.task("switch", "reviewed");
    b.then("/start", check);
    b.then(check, kind);
    b.then(kind, digital, "digital goods");
    b.then(kind, reserve, "physical goods");
    b.then(kind, reject, "default");
    b.then(digital, charge);
    b.then(reserve, charge);
    b.then(charge, fork);
    b.then(fork, wait);
    b.then(wait, again);
    b.then(again, "/end", "accepted");
    b.then(again, charge, "disputed", true);
    return b.take();
}

CanvasGraph single_task_graph() {
    GraphBuilder b;
    b.chain({b.task("set", "onlyOne", "answer")});
    return b.take();
}

CanvasGraph nested_graph(int depth) {
    GraphBuilder b;
    QStringList opened;
    for (int i = 0; i < depth; ++i) {
        const QString outer_entry = b.entry();
        opened.push_back(b.open("do", QStringLiteral("level%1").arg(i)));
        b.then(outer_entry, opened.last());
    }
    b.chain({b.task("set", "innermost", "value")});
    while (!opened.isEmpty()) {
        b.close();
        b.then(opened.takeLast(), b.exit());
    }
    return b.take();
}

CanvasGraph wide_graph(int branches) {
    GraphBuilder b;
    const QString fork = b.open("fork", "everything");
    for (int i = 0; i < branches; ++i)
        b.edge(b.entry(), b.task("call", QStringLiteral("branch%1").arg(i), "GET https://example.com"));
    const CanvasGraph so_far = b.take();
    CanvasGraph graph = so_far;
    graph.nodes.pop_back();
    for (const auto& edge : so_far.edges)
        graph.edges.push_back({edge.to, fork + "/exit", {}, false});
    graph.nodes.push_back({fork + "/exit", "exit", {}, fork, {}});
    graph.nodes.push_back({"/end", "end", "End", {}, {}});
    graph.edges.push_back({"/start", fork + "/entry", {}, false});
    graph.edges.push_back({fork + "/exit", "/end", {}, false});
    return graph;
}

CanvasGraph long_graph(int steps) {
    GraphBuilder b;
    QStringList ids;
    for (int i = 0; i < steps; ++i)
        ids.push_back(b.task("set", QStringLiteral("step%1").arg(i), "value"));
    b.chain(ids);
    return b.take();
}

namespace {

/// Lists of tasks with random kinds, containers and jumps until the nodes are used up.
class RandomGraph {
public:
    RandomGraph(std::uint64_t seed, int nodes) : random_(seed), left_(nodes) {}

    CanvasGraph make() {
        while (left_ > 0)
            ids_.push_back(one(0));
        join(ids_);
        return b_.take();
    }

private:
    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }

    QString one(int depth) {
        static const QStringList kinds{"call", "set", "emit", "wait", "run", "listen", "switch"};
        static const QStringList holders{"do", "for", "try", "fork"};
        --left_;
        const QString label = QStringLiteral("task%1").arg(left_);
        if (depth > 6 || below(5) > 0) return b_.task(kinds[below(7)], label, "subtitle");
        const QString kind = holders[below(4)];
        const QString id = b_.open(kind, label, "subtitle");
        QStringList held;
        for (int i = below(6); i >= 0 && left_ > 0; --i)
            held.push_back(one(depth + 1));
        if (kind == "fork") {
            for (const QString& branch : held) {
                b_.then(b_.entry(), branch);
                b_.then(branch, b_.exit());
            }
        } else {
            join(held);
        }
        b_.close();
        return id;
    }

    void join(const QStringList& ids) {
        QString from = b_.entry();
        for (int i = 0; i < ids.size(); ++i) {
            b_.then(from, ids[i]);
            if (below(6) == 0) b_.then(ids[i], ids[below(static_cast<int>(ids.size()))], "jump");
            if (below(9) == 0) b_.then(ids[i], b_.exit(), "out");
            if (below(25) == 0) b_.then(ids[i], "/end", "end");
            from = ids[i];
        }
        b_.then(from, b_.exit());
    }

    GraphBuilder b_;
    std::mt19937_64 random_;
    int left_;
    QStringList ids_;
};

} // namespace

CanvasGraph random_graph(std::uint64_t seed, int nodes) { return RandomGraph(seed, nodes).make(); }

CanvasGraph regular_graph(int nodes, int branches) {
    GraphBuilder b;
    QStringList stages;
    constexpr int steps = 8;
    for (int made = 0, stage = 0; made < nodes; ++stage) {
        const QString fork = b.open("fork", QStringLiteral("stage%1").arg(stage));
        ++made;
        for (int i = 0; i < branches && made < nodes; ++i) {
            const QString branch = b.open("do", QStringLiteral("branch%1").arg(i));
            QStringList ids;
            for (int k = 0; k < steps; ++k)
                ids.push_back(
                    b.task(k % 3 ? "call" : "set", QStringLiteral("step%1").arg(k), "GET https://example.com/items"));
            b.chain(ids);
            b.close();
            b.then(fork + "/entry", branch);
            b.then(branch, fork + "/exit");
            made += steps + 3;
        }
        b.close();
        stages.push_back(fork);
    }
    b.chain(stages);
    return b.take();
}

} // namespace orkestr::test
