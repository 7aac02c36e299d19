// The bookmarks of the run that is open, or of all runs: found, written on, taken away and brought back; and the notes on all.
#pragma once

#include "ui/viewmodels/bookmark_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QSplitter;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace orkestr {

class Banner;
class EmptyState;
class NotesDocument;

class BookmarkPanel : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the panel.
    explicit BookmarkPanel(NotesDocument* notes, QWidget* parent = nullptr);
    ~BookmarkPanel() override;

    void show_run(const RunId& run);
    void focus_content();
    /// Makes it the current one, and writes on its label when that is wanted.
    void select(const std::string& id, bool edit = false);
    /// Null when none is.
    const Bookmark* current() const;
    /// What was written and is not kept yet is kept now.
    void keep();

    QTableView* view() { return view_; }
    BookmarkModel* model() { return &model_; }
    QPlainTextEdit* note() { return note_; }
    QPlainTextEdit* text() { return text_; }
    QToolButton* all_runs() { return all_runs_; }
    Banner* banner() { return banner_; }
    EmptyState* empty() { return empty_; }
    QAction* remove_action() { return remove_; }
    QAction* undo_action() { return undo_; }
    QList<QAction*> shape_actions() const { return shapes_; }

Q_SIGNALS:
    /// This is to be shown.
    void chosen(const orkestr::Bookmark& bookmark);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* make_bar();
    void make_table();
    void make_editors();
    void make_actions();
    QAction* make(const QString& text, const char* icon_name, const QKeySequence& key);
    void show_notes();
    void show_state();
    void show_current();
    void show_text();
    void choose_current();
    void set_shape(MarkShape shape);
    void keep_note();
    void keep_text();
    void fill(QPlainTextEdit& editor, const std::string& text);

    NotesDocument* notes_;
    BookmarkModel model_;
    RunId run_;
    QLabel* path_ = nullptr;
    QToolButton* all_runs_ = nullptr;
    Banner* banner_;
    QSplitter* split_;
    QWidget* left_;
    QStackedLayout* pages_;
    QTableView* view_;
    EmptyState* empty_;
    QPlainTextEdit* note_;
    QPlainTextEdit* text_;
    QLabel* note_title_ = nullptr;
    QAction* edit_ = nullptr;
    QAction* remove_ = nullptr;
    QAction* undo_ = nullptr;
    QList<QAction*> shapes_;
    QTimer pause_;            ///< after which what is written is kept
    std::string noted_;       ///< the bookmark that note_ is of
    std::string shown_note_;  ///< what note_ was filled with, or kept
    std::string shown_text_;  ///< the same of text_
    bool filling_ = false;
};

} // namespace orkestr
