// Definitions to open, in a panel: files, samples, the workspace's.
#pragma once

#include <QWidget>

class QAction;
class QTreeView;

namespace orkestr {

class DefinitionListModel;

class DefinitionList : public QWidget {
    Q_OBJECT
public:
    /// The model outlives the list; `open` gets a button in its head.
    DefinitionList(DefinitionListModel* model, QAction* open, QWidget* parent = nullptr);

    /// Shows which definition is open, by its path or hash; empty: none.
    void set_current(const QString& key);
    /// Neither files nor samples are offered.
    void show_source_only();
    QTreeView* view() { return view_; }

Q_SIGNALS:
    void file_chosen(const QString& path);
    void published_chosen(const QString& hash);

private:
    void choose(const QModelIndex& index);
    void restore_current();

    DefinitionListModel* model_;
    QTreeView* view_;
    QString current_;
};

} // namespace orkestr
