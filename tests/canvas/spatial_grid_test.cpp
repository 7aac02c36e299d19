#include "tests/support/test.h"
#include "ui/canvas/spatial_grid.h"

#include <QTest>

#include <random>

namespace orkestr {

class SpatialGridTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_everything_that_a_search_through_all_finds() {
        std::mt19937 random(5);
        const auto number = [&random](int bound) {
            return static_cast<double>(random() % static_cast<unsigned>(bound));
        };
        const QRectF bounds(-300, -500, 9000, 70000);
        std::vector<SpatialGrid::Item> items;
        for (int i = 0; i < 3000; ++i) {
            // Some are so large that they don't go into cells, some are lines without area.
            const double width = i % 100 == 0 ? 8000 : number(300);
            const double height = i % 100 == 1 ? 60000 : i % 7 == 0 ? 0 : number(200);
            items.push_back({i, QRectF(number(9000) - 300, number(70000) - 500, width, height)});
        }
        const SpatialGrid grid(bounds, items);
        std::vector<int> found;
        for (int i = 0; i < 200; ++i) {
            const QRectF area(number(9000) - 300, number(70000) - 500, number(2000), number(2000));
            grid.query(area, found);
            QVERIFY(std::is_sorted(found.begin(), found.end()));
            for (const SpatialGrid::Item& item : items) {
                const bool touches = item.rect.left() <= area.right() && item.rect.right() >= area.left() &&
                                     item.rect.top() <= area.bottom() && item.rect.bottom() >= area.top();
                if (touches)
                    QVERIFY2(std::binary_search(found.begin(), found.end(), item.number),
                             qPrintable(QString::number(item.number)));
            }
            QVERIFY(found.size() < items.size());
        }
    }

    void names_a_path_once() {
        const SpatialGrid grid(QRectF(0, 0, 5000, 5000), {{7, QRectF(0, 0, 3000, 2)}, {7, QRectF(3000, 0, 2, 3000)}});
        std::vector<int> found;
        grid.query(QRectF(0, 0, 5000, 5000), found);
        QCOMPARE(found, std::vector<int>{7});
    }

    void is_empty_without_items() {
        std::vector<int> found{1, 2};
        SpatialGrid().query(QRectF(0, 0, 10, 10), found);
        QVERIFY(found.empty());
    }
};

} // namespace orkestr

using orkestr::SpatialGridTest;
ORKESTR_TEST(SpatialGridTest)
#include "spatial_grid_test.moc"
