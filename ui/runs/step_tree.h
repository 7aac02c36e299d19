// A run's steps as a tree: what ran, how it ended, when and for how long.
#pragma once

#include <QTreeView>

namespace orkestr {

class RunDocument;

class StepTree : public QTreeView {
    Q_OBJECT
public:
    /// Follows the document and its selection; the document outlives the tree.
    explicit StepTree(RunDocument* run, QWidget* parent = nullptr);

protected:
    void focusInEvent(QFocusEvent* event) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_selection();
    void fit_times();
    void share_width();
    void expand_new(const QModelIndex& parent, int first, int last);

    RunDocument* run_;
    bool silent_ = false;
};

} // namespace orkestr
