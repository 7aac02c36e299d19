#include "ui/designer/definition_list.h"

#include "ui/designer/definition_delegate.h"
#include "ui/parts/panel_header.h"
#include "ui/viewmodels/definition_list_model.h"

#include <QTreeView>
#include <QVBoxLayout>

namespace orkestr {

DefinitionList::DefinitionList(DefinitionListModel* model, QAction* open, QWidget* parent)
    : QWidget(parent), model_(model), view_(new QTreeView(this)) {
    auto* header = new PanelHeader(tr("Definitions"), this);
    header->add_action(open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header);
    column->addWidget(view_, 1);
    view_->setModel(model_);
    view_->setItemDelegate(new DefinitionDelegate(view_));
    view_->setHeaderHidden(true);
    view_->setRootIsDecorated(false);
    view_->setIndentation(0);
    view_->setItemsExpandable(false);
    view_->setMouseTracking(true);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setAccessibleName(tr("Definitions"));
    view_->expandAll();
    connect(view_, &QTreeView::clicked, this, &DefinitionList::choose);
    connect(view_, &QTreeView::activated, this, &DefinitionList::choose);
    connect(model_, &QAbstractItemModel::rowsInserted, this, &DefinitionList::restore_current);
    // A section's title is higher while it has a note under it.
    connect(model_, &QAbstractItemModel::dataChanged, view_, [this](const QModelIndex& first) {
        if (first.data(DefinitionListModel::section_role).toBool()) Q_EMIT view_->itemDelegate()->sizeHintChanged(first);
    });
}

void DefinitionList::choose(const QModelIndex& index) {
    const QString path = index.data(DefinitionListModel::path_role).toString();
    const QString hash = index.data(DefinitionListModel::hash_role).toString();
    if (!path.isEmpty()) Q_EMIT file_chosen(path);
    else if (!hash.isEmpty()) Q_EMIT published_chosen(hash);
}

void DefinitionList::set_current(const QString& key) {
    current_ = key;
    restore_current();
}

void DefinitionList::show_source_only() {
    for (const int section : {DefinitionListModel::files, DefinitionListModel::samples}) view_->setRowHidden(section, {}, true);
}

void DefinitionList::restore_current() {
    view_->expandAll();
    // A sample that was opened is a file, too: the one that was chosen stays.
    if (view_->currentIndex().data(DefinitionListModel::key_role).toString() == current_ && !current_.isEmpty()) return;
    const QModelIndex index = current_.isEmpty() ? QModelIndex() : model_->find(current_);
    if (index.isValid()) view_->setCurrentIndex(index);
    else view_->selectionModel()->clear();
}

} // namespace orkestr
