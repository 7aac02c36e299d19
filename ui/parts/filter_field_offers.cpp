#include "ui/parts/filter_field_offers.h"

#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int offer_height_px = 26;
constexpr int most_shown_offers = 10;
constexpr int offer_padding_px = 10;
constexpr int offer_gap_px = 20;
constexpr int about_role = Qt::UserRole + 1;

class OfferDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = Theme::of(option.palette);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected) painter->fillRect(option.rect, theme.accent_fill);
        else if (option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
        const QRect place = option.rect.adjusted(offer_padding_px, 0, -offer_padding_px, 0);
        const QString text = index.data().toString();
        painter->setFont(code_font());
        painter->setPen(selected ? theme.on_accent : theme.text);
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, painter->fontMetrics().elidedText(text, Qt::ElideMiddle, place.width()));
        const QRect rest = place.adjusted(painter->fontMetrics().horizontalAdvance(text) + offer_gap_px, 0, 0, 0);
        painter->setFont(ui_font(12));
        painter->setPen(selected ? theme.on_accent : theme.secondary_text);
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight, painter->fontMetrics().elidedText(index.data(about_role).toString(), Qt::ElideRight, rest.width()));
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        const int text = QFontMetrics(code_font()).horizontalAdvance(index.data().toString());
        const int about = QFontMetrics(ui_font(12)).horizontalAdvance(index.data(about_role).toString());
        return {2 * offer_padding_px + text + offer_gap_px + about + 8, offer_height_px};
    }
};

} // namespace

FilterOfferList::FilterOfferList(QWidget* parent) : QFrame(parent), list_(new QListWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(list_);
    list_->setItemDelegate(new OfferDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setMouseTracking(true);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setAccessibleName(tr("What can come next"));
    setFocusPolicy(Qt::NoFocus);
    connect(list_, &QListWidget::itemClicked, this, &FilterOfferList::chosen);
    hide();
}

void FilterOfferList::show_offers(const FilterOffers& offers, const QWidget& line, int x, int gap_px) {
    offers_ = offers;
    list_->clear();
    if (offers_.items.empty()) {
        hide();
        return;
    }
    int wide = 240;
    const OfferDelegate measure;
    for (const FilterOffer& offer : offers_.items) {
        auto* item = new QListWidgetItem(offer.text, list_);
        item->setData(about_role, offer.about);
        item->setData(Qt::AccessibleTextRole, offer.about.isEmpty() ? offer.text : offer.text + QStringLiteral(", ") + offer.about);
        wide = std::max(wide, measure.sizeHint({}, list_->indexFromItem(item)).width() + 16);
    }
    list_->setCurrentRow(0);
    const int rows = std::min(static_cast<int>(offers_.items.size()), most_shown_offers);
    const QPoint at = line.mapTo(parentWidget(), QPoint(std::max(0, x - offer_padding_px), line.height() + 2 + gap_px));
    wide = std::min({wide, 620, parentWidget()->width() - 16});
    const int high = rows * offer_height_px + 2;
    const int above = at.y() - gap_px - line.height() - 4 - high;
    const bool fits = at.y() + high <= parentWidget()->height() || above < 0;
    setGeometry(std::min(at.x(), parentWidget()->width() - wide - 8), fits ? at.y() : above, wide, high);
    show();
    raise();
}

const FilterOffer* FilterOfferList::current() const {
    const int row = list_->currentRow();
    return row < 0 || row >= static_cast<int>(offers_.items.size()) ? nullptr : &offers_.items[static_cast<std::size_t>(row)];
}

void FilterOfferList::move(int by) {
    const int count = list_->count();
    if (count == 0) return;
    const bool page = by > 1 || by < -1;
    const int row = list_->currentRow() + by;
    list_->setCurrentRow(page ? std::clamp(row, 0, count - 1) : (row + count) % count);
}

void FilterOfferList::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.setPen(theme.strong_border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace orkestr
