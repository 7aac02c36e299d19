#include "ui/runs/run_table_groups.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/panel_header.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/short_number.h"

#include <QActionGroup>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int group_height_px = 30;
constexpr int group_padding_px = 12;

class GroupDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = Theme::of(option.palette);
        const bool chosen = index.data(RunGroupModel::chosen_role).toBool();
        const bool current = option.state & QStyle::State_HasFocus;
        if (chosen) painter->fillRect(option.rect, theme.accent_tint);
        else if (option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
        if (chosen) painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme.accent);
        const QRect place = option.rect.adjusted(group_padding_px, 0, -group_padding_px, 0);
        // How many there are, as a line beneath.
        const int long_px = static_cast<int>(place.width() * index.data(RunGroupModel::share_role).toDouble());
        painter->fillRect(place.left(), place.bottom() - 1, std::max(1, long_px), 2, chosen ? theme.accent : theme.border);
        const QString count = short_number(index.data(RunGroupModel::runs_role).toULongLong());
        painter->setFont(ui_font(12));
        painter->setPen(theme.secondary_text);
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, count);
        const int count_px = painter->fontMetrics().horizontalAdvance(count) + 10;
        painter->setFont(ui_font(13, chosen ? QFont::Medium : QFont::Normal));
        painter->setPen(theme.text);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, place.width() - count_px));
        if (!current) return;
        painter->setPen(theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, group_height_px}; }
};

QString grouping_name(RunGrouping grouping) {
    switch (grouping) {
    case RunGrouping::status: return RunGroupPanel::tr("By status");
    case RunGrouping::definition: return RunGroupPanel::tr("By definition");
    case RunGrouping::version: return RunGroupPanel::tr("By version");
    case RunGrouping::error: break;
    }
    return RunGroupPanel::tr("By error");
}

} // namespace

RunGroupPanel::RunGroupPanel(RunSearch* search, QWidget* parent)
    : QWidget(parent), search_(search), header_(new PanelHeader(tr("Groups"), this)), choice_(new QToolButton(this)), view_(new QListView(this)),
      empty_(new EmptyState(this)), pages_(new QStackedLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addLayout(pages_, 1);
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    make_choice();
    view_->setModel(search_->groups());
    view_->setItemDelegate(new GroupDelegate(view_));
    view_->setUniformItemSizes(true);
    view_->setMouseTracking(true);
    view_->setSelectionMode(QAbstractItemView::NoSelection);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setAccessibleName(tr("Groups of runs"));
    const auto choose = [this](const QModelIndex& index) { search_->toggle_group(index.data(RunGroupModel::key_role).toString()); };
    connect(view_, &QListView::clicked, this, choose);
    connect(view_, &QListView::activated, this, choose);
    connect(search_->group_count(), &RunGroupCount::changed, this, &RunGroupPanel::show_state);
    connect(search_, &RunSearch::grouping_changed, this, &RunGroupPanel::show_state);
    setMinimumWidth(160);
    show_state();
}

void RunGroupPanel::make_choice() {
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(this);
    for (const RunGrouping grouping : {RunGrouping::definition, RunGrouping::version, RunGrouping::error}) {
        QAction* action = menu->addAction(grouping_name(grouping));
        action->setCheckable(true);
        action->setData(static_cast<int>(grouping));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, grouping] { set_grouping(grouping); });
    }
    connect(menu, &QMenu::aboutToShow, this, [this, group] {
        for (QAction* action : group->actions()) action->setChecked(search_->grouping() && action->data().toInt() == static_cast<int>(*search_->grouping()));
    });
    choice_->setIcon(icon(QStringLiteral("chevron-down")));
    choice_->setAutoRaise(true);
    choice_->setToolTip(tr("Group by"));
    choice_->setAccessibleName(tr("Group runs by"));
    choice_->setPopupMode(QToolButton::InstantPopup);
    choice_->setMenu(menu);
    choice_->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    header_->add_widget(choice_);
    auto* close = make_icon_button("x", tr("Close the groups"), this);
    connect(close, &QToolButton::clicked, this, &RunGroupPanel::closed);
    header_->add_widget(close);
}

void RunGroupPanel::set_grouping(RunGrouping grouping) {
    search_->set_grouping(grouping);
    show_state();
}

void RunGroupPanel::show_state() {
    using Tone = EmptyState::Tone;
    const RunGroupCount* count = search_->group_count();
    if (search_->grouping()) header_->set_title(grouping_name(*search_->grouping()));
    QString note;
    if (count->is_scan() && count->is_counting()) note = tr("%1 of %2").arg(short_number(count->looked_at()), short_number(search_->all_runs()));
    else if (count->is_stopped() && count->state() == LoadState::ready) note = tr("stopped after %1 of %2").arg(short_number(count->looked_at()), short_number(search_->all_runs()));
    else if (count->others() > 0) note = tr("and %Ln other(s)", nullptr, plural_number(count->others()));
    header_->set_note(note);
    const bool empty = search_->groups()->rowCount() == 0;
    if (count->state() == LoadState::failed) empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("Groups can't be counted"), count->message());
    else if (count->is_stopped()) empty_->show_message(Tone::calm, QStringLiteral("circle-stop"), tr("Stopped before any was counted"), {});
    else if (count->is_counting()) empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Counting…"), {});
    else empty_->show_message(Tone::calm, QStringLiteral("funnel"), tr("No groups"), tr("No run matches."));
    pages_->setCurrentIndex(empty ? 1 : 0);
}

} // namespace orkestr
