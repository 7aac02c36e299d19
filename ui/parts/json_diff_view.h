// What changed between two JSON documents, say the input and the output of a step: one tree with the values of both
// sides, signs that need no colour, unchanged parts folded.
//
// Keys, while it has the keyboard: F7 and Shift+F7 next and previous change, Ctrl+C the value on the right (on the left of
// what was removed), Ctrl+Shift+C, J and P its path.
#pragma once

#include "ui/viewmodels/json_diff_document.h"
#include "ui/viewmodels/json_diff_model.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTreeView;

namespace orkestr {

class EmptyState;
class LocalKeys;

class JsonDiffView : public QWidget {
    Q_OBJECT
public:
    explicit JsonDiffView(QWidget* parent = nullptr);

    /// What is compared: give it two documents, or a state.
    JsonDiffDocument* document() { return &document_; }
    /// What the sides are called: "Input", "Output".
    void set_sides(const QString& left, const QString& right);
    /// What it says while there is nothing to compare.
    void set_empty_message(const QString& title, const QString& detail = {});
    void focus_content();

    QTreeView* tree() { return tree_; }
    JsonDiffModel* model() { return &model_; }
    /// `+3 −1 ~2`
    QString count_text() const;
    QAction* next_action() { return next_; }
    QAction* previous_action() { return previous_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* make_bar();
    void make_actions();
    void show_document();
    void show_state();
    void walk(int direction);
    void select(const QModelIndex& index);
    void copy_path(QString (*write)(const JsonPath&));
    void copy_value();
    void show_menu(const QPoint& position);

    JsonDiffDocument document_;
    JsonDiffModel model_;
    LocalKeys* keys_;
    QStackedLayout* pages_;
    EmptyState* empty_;
    QLabel* sides_;
    QLabel* counts_;
    QTreeView* tree_;
    QAction* next_ = nullptr;
    QAction* previous_ = nullptr;
    QAction* copy_value_ = nullptr;
    QList<QAction*> copy_paths_;
    QString left_;
    QString right_;
    QString empty_title_;
    QString empty_detail_;
};

} // namespace orkestr
