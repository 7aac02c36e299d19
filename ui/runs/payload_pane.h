// The lower part of the inspector: a step's payloads, what changed between them, its attempts, its expressions and its log,
// one at a time.
#pragma once

#include "ui/viewmodels/step_details.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTabBar;
class QTableView;
class QToolButton;

namespace orkestr {

class CodeView;
class EmptyState;
class JsonDiffView;
class JsonView;

class PayloadPane : public QWidget {
    Q_OBJECT
public:
    /// The details outlive the pane.
    explicit PayloadPane(StepDetails* details, QWidget* parent = nullptr);

    /// Follows the details.
    void show_details();
    /// Brings this section to the front, where the step has it.
    void show_section(DetailSection::Kind kind);
    /// What is in front.
    std::optional<DetailSection::Kind> shown_section() const;
    bool has_section(DetailSection::Kind kind) const { return section(kind) != nullptr; }
    void focus_content();
    /// To the next section (1) or the one before (-1), around the ends; the keyboard goes along.
    void step_tab(int by);
    /// What is in front as text: a payload's JSON, a log.
    QString text() const;
    /// Whoever has the keyboard when this pane does.
    QWidget* focus_target();

    JsonView* json() { return json_; }
    JsonDiffView* changes() { return changes_; }
    QTabBar* tabs() { return tabs_; }
    QTableView* table() { return table_; }
    QToolButton* copy_button() { return copy_; }

Q_SIGNALS:
    /// A value is to be watched, by its JSONPath in the run's data.
    void watch_wanted(const QString& path);

private:
    void make_tabs();
    QWidget* make_foot();
    QWidget* make_table_page();
    void fill_tabs();
    void show_current();
    void show_table(QAbstractItemModel* model, std::vector<int> widths);
    void show_row();
    void save();
    const DetailSection* current() const;
    const DetailSection* section(DetailSection::Kind kind) const;
    QString title_of(DetailSection::Kind kind) const;

    StepDetails* details_;
    QTabBar* tabs_;
    QWidget* foot_;
    QLabel* size_;
    QToolButton* copy_;
    QStackedLayout* pages_;
    JsonView* json_;
    JsonDiffView* changes_;
    CodeView* log_;
    QWidget* table_page_ = nullptr;
    QTableView* table_ = nullptr;
    JsonView* row_json_ = nullptr;
    EmptyState* nothing_;
    DetailSection::Kind wanted_ = DetailSection::Kind::output;
    std::vector<DetailSection::Kind> kinds_; ///< of the tabs
    Json shown_;                             ///< in json_
    std::optional<Json> row_shown_;          ///< in row_json_
    Json compared_left_;                     ///< in changes_
    Json compared_right_;
    bool filling_ = false;
};

} // namespace orkestr
