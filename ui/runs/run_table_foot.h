// The line under the table of runs: how far the reading is, with a way to stop it and to go on, and how many runs are
// selected, with what can be done to them.
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace orkestr {

class RunSearch;

class RunTableFoot : public QWidget {
    Q_OBJECT
public:
    /// Search and actions outlive it. `actions`: buttons for what is selected.
    RunTableFoot(RunSearch* search, const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// What is selected, in words; empty: nothing.
    void set_selection(const QString& text);
    QLabel* progress() { return text_; }
    QPushButton* button() { return button_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_progress();
    QString reading_text() const;
    void elide();

    RunSearch* search_;
    QLabel* text_;
    QString whole_text_;
    QProgressBar* bar_;
    QPushButton* button_;
    QLabel* selection_;
    QList<QWidget*> buttons_;
    QList<QAction*> actions_; ///< of the buttons
};

} // namespace orkestr
