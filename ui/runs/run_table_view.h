// The rows of the table of runs: tells its model what is looked at, keeps its place when rows come above, and hands on what
// the keyboard asks for.
#pragma once

#include <QTableView>

#include <utility>
#include <vector>

namespace orkestr {

class RunTableModel;

class RunTableView : public QTableView {
    Q_OBJECT
public:
    explicit RunTableView(QWidget* parent = nullptr);

    /// The model outlives the view.
    void show_runs(RunTableModel* model);
    /// Rows that are selected, as ranges of first and last, in order.
    std::vector<std::pair<int, int>> selected_ranges() const;
    qint64 selected_count() const;

    void keyboardSearch(const QString&) override {} ///< what is typed goes to the filter

Q_SIGNALS:
    void first_wanted();
    void last_wanted();
    void typed(const QString& text);
    /// Whoever takes it says so; else the key is the window's.
    void escape_pressed(bool* taken);
    void escape_wanted(bool* taken); ///< whether it would be taken

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;

private:
    void tell_visible();

    RunTableModel* runs_ = nullptr;
};

} // namespace orkestr
