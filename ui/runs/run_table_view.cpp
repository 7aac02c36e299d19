#include "ui/runs/run_table_view.h"

#include "ui/runs/run_table_delegate.h"
#include "ui/viewmodels/run_table_model.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace orkestr {

RunTableView::RunTableView(QWidget* parent) : QTableView(parent) {
    prepare_table(*this, new RunTableDelegate(this));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAccessibleName(tr("Runs"));
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RunTableView::tell_visible);
}

void RunTableView::show_runs(RunTableModel* model) {
    runs_ = model;
    setModel(model);
    // Places change with them, and what is looked at without anybody scrolling.
    connect(model, &QAbstractItemModel::modelReset, this, &RunTableView::tell_visible);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &RunTableView::tell_visible);
    tell_visible();
}

void RunTableView::tell_visible() {
    if (!runs_ || runs_->rowCount() == 0) return;
    const int height = viewport()->height();
    const int first = std::max(0, rowAt(0));
    const int last = rowAt(height - 1);
    runs_->set_visible(first, last < 0 ? runs_->rowCount() - 1 : last);
}

void RunTableView::rowsInserted(const QModelIndex& parent, int start, int end) {
    const int before = start == 0 ? model()->rowCount() - (end - start + 1) : 0;
    QTableView::rowsInserted(parent, start, end);
    if (before > 0) {
        // Rows came above: what is looked at stays under the eyes.
        updateGeometries();
        QScrollBar* bar = verticalScrollBar();
        bar->setValue(bar->value() + (end - start + 1) * verticalHeader()->defaultSectionSize());
    }
    tell_visible();
}

void RunTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    tell_visible();
}

bool RunTableView::event(QEvent* event) {
    // The window has the key, too: here it ends what was begun here.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        bool wanted = false;
        Q_EMIT escape_wanted(&wanted);
        if (wanted) event->accept();
        if (wanted) return true;
    }
    return QTableView::event(event);
}

void RunTableView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        bool taken = false;
        Q_EMIT escape_pressed(&taken);
        if (taken) return;
    }
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier || modifiers == Qt::ControlModifier;
    if (plain && event->key() == Qt::Key_Home) {
        Q_EMIT first_wanted();
        return;
    }
    if (plain && event->key() == Qt::Key_End) {
        Q_EMIT last_wanted();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && modifiers == Qt::NoModifier) {
        if (currentIndex().isValid()) Q_EMIT activated(currentIndex());
        return;
    }
    const QString text = event->text();
    const bool is_typing = modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
    if (is_typing && !text.isEmpty() && text[0].isPrint() && !text[0].isSpace()) {
        Q_EMIT typed(text);
        return;
    }
    QTableView::keyPressEvent(event);
}

std::vector<std::pair<int, int>> RunTableView::selected_ranges() const {
    std::vector<std::pair<int, int>> ranges;
    if (!selectionModel()) return ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection()) ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    std::vector<std::pair<int, int>> joined;
    for (const auto& range : ranges) {
        if (!joined.empty() && range.first <= joined.back().second + 1) joined.back().second = std::max(joined.back().second, range.second);
        else joined.push_back(range);
    }
    return joined;
}

qint64 RunTableView::selected_count() const {
    qint64 count = 0;
    for (const auto& [first, last] : selected_ranges()) count += last - first + 1;
    return count;
}

} // namespace orkestr
