#include "ui/theme/table_delegate.h"

#include "tests/support/test.h"
#include "ui/theme/appearance.h"

#include <QApplication>
#include <QHeaderView>
#include <QSet>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

namespace orkestr {

namespace {

/// First and last column of a cell's picture that has ink; {-1, -1} when there is none.
std::pair<int, int> ink_span(const QImage& picture) {
    int first = -1;
    int last = -1;
    const QRgb paper = picture.pixel(0, 0);
    for (int x = 0; x < picture.width(); ++x) {
        for (int y = 0; y < picture.height(); ++y) {
            if (picture.pixel(x, y) == paper) continue;
            if (first < 0) first = x;
            last = x;
            break;
        }
    }
    return {first, last};
}

} // namespace

class TableDelegateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        apply_theme(*qApp, ThemeKind::light);
        model_ = std::make_unique<QStandardItemModel>(3, 3);
        model_->setData(model_->index(0, 0), "text");
        model_->setData(model_->index(0, 1), 1234);
        model_->setData(model_->index(0, 2), "a text that is much too long for the width of its column");
        model_->setData(model_->index(1, 0), "Faulted");
        model_->setData(model_->index(1, 0), static_cast<int>(DisplayStatus::faulted), TableDelegate::status_role);
        table_ = std::make_unique<QTableView>();
        table_->setModel(model_.get());
        prepare_table(*table_);
        for (int column = 0; column < 3; ++column)
            table_->setColumnWidth(column, 160);
        table_->resize(520, 240);
        table_->show();
        QVERIFY(QTest::qWaitForWindowExposed(table_.get()));
    }
    void cleanup() {
        table_.reset();
        model_.reset();
    }

    void texts_stand_left_and_numbers_right_with_padding() {
        const auto text = ink_span(cell(0, 0));
        QVERIFY(text.first >= TableDelegate::padding_px && text.first <= TableDelegate::padding_px + 3);
        const auto number = ink_span(cell(0, 1));
        QVERIFY(number.second <= 160 - TableDelegate::padding_px &&
                number.second >= 160 - TableDelegate::padding_px - 4);
        QVERIFY(number.first > 80);
    }

    void long_texts_are_cut_within_the_padding() {
        const auto text = ink_span(cell(0, 2));
        QVERIFY(text.first >= TableDelegate::padding_px);
        QVERIFY(text.second <= 160 - TableDelegate::padding_px);
    }

    void a_status_has_its_icon_and_colour() {
        const QImage picture = cell(1, 0);
        QSet<QRgb> colors;
        for (int x = 0; x < picture.width(); ++x) {
            for (int y = 0; y < picture.height(); ++y)
                colors.insert(picture.pixel(x, y));
        }
        QVERIFY(colors.contains(Theme::light().colors(DisplayStatus::faulted).stripe.rgb()));
        QVERIFY(colors.contains(Theme::light().colors(DisplayStatus::faulted).text.rgb()));
    }

    void a_selected_row_is_highlighted_from_edge_to_edge() {
        table_->activateWindow();
        table_->setFocus();
        table_->selectRow(0);
        const QImage picture = table_->viewport()->grab().toImage();
        for (const int x : {1, 159, 160, 161, 319, 321, 470})
            QCOMPARE(QColor(picture.pixel(x, 2)), Theme::light().accent_tint);
    }

    void the_row_under_the_mouse_is_tinted() {
        QTest::mouseMove(table_->viewport(), QPoint(50, 5));
        const QImage picture = table_->viewport()->grab().toImage();
        QCOMPARE(QColor(picture.pixel(400, 2)), Theme::light().hover);
        QCOMPARE(QColor(picture.pixel(400, TableDelegate::row_height_px + 2)), Theme::light().raised);
    }

    void tables_are_set_up_alike() {
        QVERIFY(!table_->showGrid());
        QCOMPARE(table_->rowHeight(0), TableDelegate::row_height_px);
        QVERIFY(table_->verticalHeader()->isHidden());
        QCOMPARE(table_->selectionBehavior(), QAbstractItemView::SelectRows);
        QVERIFY(table_->itemDelegate()->sizeHint({}, model_->index(0, 2)).width() > 2 * TableDelegate::padding_px);
    }

private:
    QImage cell(int row, int column) {
        table_->clearSelection();
        table_->setCurrentIndex({});
        table_->clearFocus();
        return table_->viewport()->grab(table_->visualRect(model_->index(row, column))).toImage();
    }

    std::unique_ptr<QStandardItemModel> model_;
    std::unique_ptr<QTableView> table_;
};

} // namespace orkestr

using orkestr::TableDelegateTest;
ORKESTR_TEST(TableDelegateTest)
#include "table_delegate_test.moc"
