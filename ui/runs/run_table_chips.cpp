#include "ui/runs/run_table_chips.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/run_search.h"
#include "ui/viewmodels/short_number.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace orkestr {

namespace {

constexpr int chip_height_px = 26;
constexpr int chip_icon_px = 14;
constexpr int chip_padding_px = 9;
constexpr int chip_gap_px = 5;
constexpr int between_chips_px = 6;

constexpr std::array chip_statuses{DisplayStatus::running, DisplayStatus::waiting,   DisplayStatus::suspended, DisplayStatus::pending,
                                   DisplayStatus::faulted, DisplayStatus::cancelled, DisplayStatus::completed};

} // namespace

StatusChip::StatusChip(DisplayStatus status, QWidget* parent) : QAbstractButton(parent), status_(status) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setText(status_label(status));
    setFont(ui_font(12, QFont::Medium));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    set_count(0, false, false);
}

void StatusChip::set_count(qulonglong runs, bool known, bool partial) {
    const QString exact = QLocale().toString(runs);
    const QString count = !known ? QStringLiteral("–") : short_number(runs) + (partial ? QStringLiteral("…") : QString());
    setAccessibleName(known ? tr("%1: %2").arg(text(), exact) : text());
    setToolTip(!known ? text() : partial ? tr("%1: %2 so far").arg(text(), exact) : tr("%1: %2").arg(text(), exact));
    if (count == count_) return;
    count_ = count;
    updateGeometry();
    update();
}

void StatusChip::set_short(bool is_short) {
    if (is_short == short_) return;
    short_ = is_short;
    updateGeometry();
}

int StatusChip::width_of(bool is_short) const {
    const int word = is_short ? 0 : fontMetrics().horizontalAdvance(text()) + chip_gap_px;
    return 2 * chip_padding_px + chip_icon_px + chip_gap_px + word + fontMetrics().horizontalAdvance(count_);
}

int StatusChip::full_width() const { return width_of(false); }

QSize StatusChip::sizeHint() const { return {width_of(short_), chip_height_px}; }

void StatusChip::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    const StatusColors& colors = theme.colors(status_);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isChecked() ? QPen(colors.stripe, 1.5) : hasFocus() ? QPen(theme.accent, 1.5) : QPen(theme.border, 1));
    painter.setBrush(isChecked() ? colors.fill : underMouse() ? theme.hover : theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), chip_height_px / 2.0 - 1, chip_height_px / 2.0 - 1);
    if (isChecked() && hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), chip_height_px / 2.0 - 3, chip_height_px / 2.0 - 3);
    }
    status_icon(status_).paint(&painter, QRect(chip_padding_px, (height() - chip_icon_px) / 2, chip_icon_px, chip_icon_px));
    QRect place = rect().adjusted(chip_padding_px + chip_icon_px + chip_gap_px, 0, -chip_padding_px, 0);
    if (!short_) {
        painter.setPen(isChecked() ? colors.text : theme.text);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, text());
    }
    painter.setPen(isChecked() ? colors.text : theme.secondary_text);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, count_);
}

RunStatusChips::RunStatusChips(RunSearch* search, QWidget* parent) : QWidget(parent), search_(search) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(between_chips_px);
    for (const DisplayStatus status : chip_statuses) {
        auto* one = new StatusChip(status, this);
        chips_.push_back(one);
        row->addWidget(one);
        connect(one, &QAbstractButton::clicked, this, [this, status] {
            search_->toggle_status(status_word(status));
            show_counts(); // the filter decides which are on
        });
    }
    row->addStretch(1);
    setAccessibleName(tr("Runs by status"));
    connect(search_, &RunSearch::totals_changed, this, &RunStatusChips::show_counts);
    connect(search_, &RunSearch::filter_changed, this, &RunStatusChips::show_counts);
    show_counts();
}

StatusChip* RunStatusChips::chip(DisplayStatus status) const {
    for (StatusChip* one : chips_)
        if (one->status() == status) return one;
    return nullptr;
}

void RunStatusChips::show_counts() {
    const RunGroupCount* counts = search_->statuses();
    const bool known = counts->state() == LoadState::ready;
    const QStringList chosen = search_->chosen_statuses();
    for (StatusChip* one : chips_) {
        const QString word = status_word(one->status());
        const qulonglong runs = counts->runs_of(word.toStdString());
        one->set_count(runs, known, counts->is_scan() && (counts->is_counting() || counts->is_stopped()));
        one->setChecked(chosen.contains(word));
        // A status that hardly ever lasts takes no room while nothing has it.
        one->setVisible(one->status() != DisplayStatus::pending || runs > 0 || one->isChecked());
    }
    place();
}

void RunStatusChips::place() {
    int wide = 0;
    for (const StatusChip* one : chips_)
        if (!one->isHidden()) wide += one->full_width() + between_chips_px;
    for (StatusChip* one : chips_) one->set_short(wide > width());
}

QSize RunStatusChips::minimumSizeHint() const { return {200, chip_height_px}; }

void RunStatusChips::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

} // namespace orkestr
