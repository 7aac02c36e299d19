#include "ui/runs/step_tree.h"

#include "ui/runs/step_delegate.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/run_document.h"

#include <QHeaderView>
#include <QPainter>

namespace orkestr {

namespace {

/// Containers of so many steps stay closed: a long loop would push all else away.
constexpr int most_opened_children = 50;

} // namespace

StepTree::StepTree(RunDocument* run, QWidget* parent) : QTreeView(parent), run_(run) {
    setModel(run_->steps());
    setItemDelegate(new StepDelegate(this));
    setUniformRowHeights(true);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setIndentation(18);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Steps"));
    header()->setStretchLastSection(false);
    header()->setHighlightSections(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setMinimumSectionSize(48);
    const int widths[] = {280, 120, 80, 120, 100};
    for (int column = 0; column < 5; ++column) header()->resizeSection(column, widths[column]);
    connect(run_->steps(), &StepModel::modelReset, this, [this] { expand_new({}, 0, run_->steps()->rowCount() - 1); });
    connect(run_->steps(), &StepModel::rowsInserted, this, &StepTree::expand_new);
    connect(run_, &RunDocument::selection_changed, this, &StepTree::show_selection);
    connect(run_, &RunDocument::view_changed, this, &StepTree::show_selection);
    connect(run_, &RunDocument::view_changed, this, &StepTree::fit_times);
    connect(run_, &RunDocument::moment_changed, viewport(), qOverload<>(&QWidget::update));
    expand_new({}, 0, run_->steps()->rowCount() - 1);
    show_selection();
}

void StepTree::expand_new(const QModelIndex& parent, int first, int last) {
    if (parent.isValid() && model()->rowCount(parent) <= most_opened_children && !isExpanded(parent) && first == 0) expand(parent);
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model()->index(row, 0, parent);
        const int children = model()->rowCount(index);
        if (children == 0 || children > most_opened_children) continue;
        expand(index);
        expand_new(index, 0, children - 1);
    }
}

/// The time of another day has its date before it: the first step's says which they are.
void StepTree::fit_times() {
    const QString first = model()->index(0, StepModel::started_column).data().toString();
    const int wanted = std::max(120, fontMetrics().horizontalAdvance(first) + 24);
    if (header()->sectionSize(StepModel::started_column) == wanted) return;
    header()->resizeSection(StepModel::started_column, wanted);
    share_width();
}

void StepTree::show_selection() {
    const StepView* step = run_->selected_step();
    const QModelIndex index = step ? run_->steps()->find(step->id) : QModelIndex();
    if (index.siblingAtColumn(0) == currentIndex().siblingAtColumn(0)) return;
    silent_ = true;
    if (index.isValid()) {
        setCurrentIndex(index);
        scrollTo(index);
    } else {
        selectionModel()->clear();
    }
    silent_ = false;
}

/// With the keyboard a view makes its first row the current one: that nobody chose it keeps the run selected.
void StepTree::focusInEvent(QFocusEvent* event) {
    silent_ = true;
    QTreeView::focusInEvent(event);
    silent_ = false;
    show_selection();
}

/// A moment before the selected step began: the view chooses its neighbour, nobody else did.
void StepTree::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) {
    silent_ = true;
    QTreeView::rowsAboutToBeRemoved(parent, first, last);
    silent_ = false;
}

void StepTree::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (!silent_ && current.isValid()) run_->select_step(current.data(StepModel::step_role).toUInt());
}

void StepTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(palette());
    if (selectionModel()->isSelected(index)) painter->fillRect(option.rect, theme.accent_tint);
    QTreeView::drawRow(painter, option, index);
    if (selectionModel()->isSelected(index) && hasFocus())
        painter->fillRect(QRect(0, option.rect.top(), 3, option.rect.height()), theme.accent);
}

void StepTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const {
    const Theme& theme = Theme::of(palette());
    // The style has filled it with its own colour.
    if (selectionModel()->isSelected(index)) painter->fillRect(rect, theme.accent_tint);
    if (model()->rowCount(index) == 0) return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.secondary_text, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c(rect.right() - indentation() / 2.0 + 1, rect.center().y() + 0.5);
    if (isExpanded(index)) painter->drawPolyline(QPolygonF{c + QPointF(-3.5, -1.5), c + QPointF(0, 2), c + QPointF(3.5, -1.5)});
    else painter->drawPolyline(QPolygonF{c + QPointF(-1.5, -3.5), c + QPointF(2, 0), c + QPointF(-1.5, 3.5)});
    painter->restore();
}

/// The name and the timeline share what the window gives or takes.
void StepTree::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    share_width();
}

void StepTree::share_width() {
    int fixed = 0;
    for (int column = StepModel::status_column; column < StepModel::timeline_column; ++column) fixed += header()->sectionSize(column);
    const int free = viewport()->width() - fixed;
    const int name = std::max(160, free * 3 / 5);
    header()->resizeSection(StepModel::name_column, name);
    header()->resizeSection(StepModel::timeline_column, std::max(80, free - name));
}

} // namespace orkestr
