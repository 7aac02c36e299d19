// Says exactly what will be done to which runs, asks why, does it with progress, and says what became of it. One dialog from
// beginning to end.
#pragma once

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace orkestr {

class BulkAction;

class BulkDialog : public QDialog {
    Q_OBJECT
public:
    /// The action has begun to gather and outlives the dialog. `user`: who it is recorded for. Accepted once it was done;
    /// an action that is done elsewhere once it was agreed to.
    BulkDialog(BulkAction* action, const QString& user, QWidget* parent = nullptr);

    QLabel* headline() { return headline_; }
    QLabel* detail() { return detail_; }
    QTableWidget* list() { return list_; }
    QLineEdit* reason() { return reason_; }
    QPushButton* button() { return button_; }
    QPushButton* back() { return back_; }
    QPushButton* copy() { return copy_; }

    void reject() override;

private:
    void make_list();
    void show_stage();
    void show_gathering();
    void show_ready();
    void show_working();
    void show_done();
    void show_failed();
    void list_runs();
    void list_failures();
    void press();

    BulkAction* action_;
    QString user_;
    QLabel* headline_;
    QLabel* detail_;
    QProgressBar* bar_;
    QTableWidget* list_;
    QLabel* more_;
    QWidget* why_;
    QLineEdit* reason_;
    QPushButton* copy_;
    QPushButton* back_;
    QPushButton* button_;
    QTimer soon_;
    int shown_stage_ = -1;
};

} // namespace orkestr
