#include "tests/canvas/sample_graphs.h"
#include "tests/support/test.h"
#include "ui/canvas/canvas_layout.h"

#include <QTest>
#include <QElapsedTimer>

namespace orkestr {

class LayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void time() {
        for (int n : {10000, 100000}) {
            for (auto g :
                 {test::regular_graph(n), test::long_graph(n), test::wide_graph(n), test::random_graph(3, n)}) {
                QElapsedTimer t;
                t.start();
                auto index = make_index(g);
                double a = t.nsecsElapsed() / 1e6;
                auto l = lay_out(g, index);
                qInfo() << n << g.nodes.size() << g.edges.size() << a << t.nsecsElapsed() / 1e6 << l.bounds;
            }
        }
    }
};

} // namespace orkestr

using orkestr::LayoutTest;
ORKESTR_TEST(LayoutTest)
#include "layout_test.moc"
