// Asks which run the open one is to be compared with: one of those listed, one by its id, or one of a file or folder.
#pragma once

#include "ui/viewmodels/other_run.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace orkestr {

class RunListModel;

class CompareDialog : public QDialog {
    Q_OBJECT
public:
    /// All outlive the dialog; `open` is the run that is not offered.
    CompareDialog(RunSource& source, RunListModel* runs, const RunId& open, OtherRun::Opener opener, QWidget* parent = nullptr);

    /// Once it was accepted.
    const ComparedSide& other() const { return other_; }

    QLineEdit* field() { return field_; }
    QListView* list() { return list_; }
    QLabel* problem() { return problem_; }
    QPushButton* button() { return button_; }

    void accept() override;

private:
    void choose_file();
    void show_problem(const QString& text);

    OtherRun finder_;
    ComparedSide other_;
    QLineEdit* field_;
    QListView* list_;
    QLabel* problem_;
    QPushButton* button_;
};

} // namespace orkestr
