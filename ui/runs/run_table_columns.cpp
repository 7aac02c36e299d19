#include "ui/runs/run_table_columns.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace orkestr {

namespace {

constexpr int width_step_px = 16;

int place_of_column(const RunColumns& columns, RunColumn column) {
    const auto& shown = columns.shown();
    const auto at = std::find_if(shown.begin(), shown.end(), [column](const auto& one) { return one.column == column; });
    return at == shown.end() ? -1 : static_cast<int>(at - shown.begin());
}

} // namespace

RunColumnMenu::RunColumnMenu(QTableView* view, QWidget* parent) : QMenu(parent), view_(view) {
    make_actions();
    QHeaderView* header = view_->horizontalHeader();
    connect(header, &QHeaderView::sectionResized, this, [this](int section, int, int width_px) { took_width(section, width_px); });
    connect(header, &QHeaderView::sectionMoved, this, &RunColumnMenu::took_order);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) {
        const int section = header->logicalIndexAt(at);
        if (section >= 0 && view_->currentIndex().isValid())
            view_->selectionModel()->setCurrentIndex(view_->model()->index(view_->currentIndex().row(), section), QItemSelectionModel::NoUpdate);
        exec(header->mapToGlobal(at));
    });
    connect(this, &QMenu::aboutToShow, this, &RunColumnMenu::show_current);
}

void RunColumnMenu::make_actions() {
    for (int i = 0; i < run_column_count; ++i) {
        const auto column = static_cast<RunColumn>(i);
        QAction* action = addAction(run_column_title(column));
        action->setCheckable(true);
        choices_.push_back(action);
        connect(action, &QAction::triggered, this, [this, column](bool on) {
            RunColumns columns = columns_;
            columns.set_shown(column, on);
            change(columns);
        });
    }
    addSeparator();
    const auto add = [this](const QKeySequence& keys, const std::function<void(RunColumns&, RunColumn)>& how) {
        QAction* action = addAction(QString());
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        view_->addAction(action);
        connect(action, &QAction::triggered, this, [this, how] {
            RunColumns columns = columns_;
            how(columns, current());
            change(columns);
        });
        return action;
    };
    left_ = add(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Left), [](RunColumns& columns, RunColumn column) {
        columns.move(column, std::max(0, place_of_column(columns, column) - 1));
    });
    right_ = add(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Right), [](RunColumns& columns, RunColumn column) { columns.move(column, place_of_column(columns, column) + 1); });
    const auto widen = [](int by_px) {
        return [by_px](RunColumns& columns, RunColumn column) {
            const int place = place_of_column(columns, column);
            if (place >= 0) columns.set_width(column, columns.shown()[static_cast<std::size_t>(place)].width_px + by_px);
        };
    };
    wider_ = add(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Plus), widen(width_step_px));
    narrower_ = add(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Minus), widen(-width_step_px));
    addSeparator();
    connect(addAction(tr("Columns as at &first")), &QAction::triggered, this, [this] { change(RunColumns()); });
    show_current();
}

QAction* RunColumnMenu::action_of(RunColumn column) const { return choices_[static_cast<std::size_t>(column)]; }

/// The one that the keyboard stands in; else the first.
RunColumn RunColumnMenu::current() const {
    const QModelIndex index = view_->currentIndex();
    const auto column = static_cast<RunColumn>(index.column());
    return index.isValid() && columns_.shows(column) ? column : columns_.shown().front().column;
}

void RunColumnMenu::show_current() {
    const QString name = run_column_title(current());
    left_->setText(tr("Move “%1” to the left").arg(name));
    right_->setText(tr("Move “%1” to the right").arg(name));
    wider_->setText(tr("Make “%1” wider").arg(name));
    narrower_->setText(tr("Make “%1” narrower").arg(name));
    for (int i = 0; i < run_column_count; ++i) {
        const bool shown = columns_.shows(static_cast<RunColumn>(i));
        choices_[static_cast<std::size_t>(i)]->setChecked(shown);
        choices_[static_cast<std::size_t>(i)]->setEnabled(!shown || columns_.shown().size() > 1);
    }
}

void RunColumnMenu::change(const RunColumns& columns) {
    if (columns == columns_) return show_current();
    set_columns(columns);
    Q_EMIT columns_changed();
}

void RunColumnMenu::set_columns(const RunColumns& columns) {
    columns_ = columns;
    show_columns();
    show_current();
}

void RunColumnMenu::show_columns() {
    showing_ = true;
    QHeaderView* header = view_->horizontalHeader();
    int place = 0;
    for (const ShownRunColumn& one : columns_.shown()) {
        const int section = static_cast<int>(one.column);
        header->moveSection(header->visualIndex(section), place++);
        header->showSection(section);
        header->resizeSection(section, one.width_px);
    }
    for (int i = 0; i < run_column_count; ++i)
        if (!columns_.shows(static_cast<RunColumn>(i))) header->hideSection(i);
    showing_ = false;
}

void RunColumnMenu::took_width(int section, int width_px) {
    // The last one fills what is left; a hidden one has none.
    const bool last = columns_.shown().back().column == static_cast<RunColumn>(section);
    if (showing_ || last || width_px == 0) return;
    columns_.set_width(static_cast<RunColumn>(section), width_px);
    Q_EMIT columns_changed();
}

void RunColumnMenu::took_order() {
    if (showing_) return;
    const QHeaderView* header = view_->horizontalHeader();
    int place = 0;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int section = header->logicalIndex(visual);
        if (!header->isSectionHidden(section)) columns_.move(static_cast<RunColumn>(section), place++);
    }
    Q_EMIT columns_changed();
}

} // namespace orkestr
