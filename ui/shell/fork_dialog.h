// Asks with which data a fork begins: the step's input and `$context`, as they were recorded until somebody edits them, and
// beneath them what differs from the record.
#pragma once

#include "core/base/json.h"

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace orkestr {

class EmptyState;
class ForkDraft;
class JsonDiffView;
class JsonField;

class ForkDialog : public QDialog {
    Q_OBJECT
public:
    /// `title`: of the step, and where the fork goes. The draft outlives the dialog.
    ForkDialog(const QString& title, ForkDraft* draft, QWidget* parent = nullptr);

    /// Nothing where it is what was recorded. Only once it was accepted.
    std::optional<Json> input() const;
    std::optional<Json> context() const;
    QString reason() const;

    JsonField* input_field() { return input_; }
    JsonField* context_field() { return context_; }
    QLineEdit* reason_field() { return reason_; }
    QTabWidget* tabs() { return tabs_; }
    JsonDiffView* changes() { return changes_; }
    QPushButton* fork_button() { return fork_; }
    /// What is wrong, or how much is changed.
    QString verdict() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* make_tabs();
    QLayout* make_buttons();
    void show_context();
    void show_changes();
    void restore();
    JsonField* current() const;
    bool knows_context() const;

    ForkDraft* draft_;
    QTabWidget* tabs_ = nullptr;
    JsonField* input_ = nullptr;
    JsonField* context_ = nullptr;
    EmptyState* no_context_ = nullptr;
    QWidget* context_page_ = nullptr;
    JsonDiffView* changes_ = nullptr;
    QLabel* verdict_ = nullptr;
    QLineEdit* reason_ = nullptr;
    QPushButton* over_ = nullptr;
    QPushButton* format_ = nullptr;
    QPushButton* fork_ = nullptr;
    bool filled_ = false; ///< `$context` stands in its field
};

} // namespace orkestr
