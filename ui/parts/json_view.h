// A JSON document to read, of any length: a tree that opens as one goes, with search, and paths to copy and to go to.
// Nothing it does takes longer as the document grows but reading and searching it, which other threads do.
//
// Keys, while it has the keyboard: Ctrl+F find, F3 and Shift+F3 next and previous, Ctrl+L go to a path, Ctrl+C copy the
// value, Ctrl+Shift+C its path as JSON Pointer, Ctrl+Shift+J as jq, Ctrl+Shift+P as JSONPath, Space the whole value,
// Ctrl+Shift+Right and Left expand and collapse all below.
#pragma once

#include "ui/viewmodels/json_document.h"
#include "ui/viewmodels/json_path.h"
#include "ui/viewmodels/json_search.h"
#include "ui/viewmodels/json_tree_model.h"

#include <QWidget>

class QSplitter;
class QStackedLayout;
class QTreeView;

namespace orkestr {

class EmptyState;
class JsonViewFind;
class JsonViewPath;
class JsonViewRow;
class JsonViewValue;
class LocalKeys;

class JsonView : public QWidget {
    Q_OBJECT
public:
    /// So many rows at most are opened by "expand all".
    static constexpr int most_expanded = 5000;

    explicit JsonView(QWidget* parent = nullptr);

    /// What it shows: give it a Json, a text, or a state.
    JsonDocument* document() { return &document_; }
    /// What it says while the document is idle.
    void set_empty_message(const QString& title, const QString& detail = {});

    /// Its values can be watched (watch_wanted): the JSONPath of the root, `$` or longer. Empty: they can't.
    void set_watch_root(const QString& root);
    /// False, with a note under the tree, when the path leads nowhere. Any of the three ways of writing it.
    bool go_to(const QString& path);
    /// The first byte of the selected value; nothing when none is selected.
    std::optional<std::uint32_t> place() const;
    void focus_content();

    QTreeView* tree() { return tree_; }
    JsonTreeModel* model() { return &model_; }
    JsonSearch* search() { return &search_; }
    JsonViewFind* find_line() { return find_; }
    JsonViewPath* path_line() { return path_; }
    JsonViewValue* value_pane() { return value_; }

    struct Actions {
        QAction* find;
        QAction* go_to;
        QAction* copy_value;
        QAction* copy_json;
        QAction* copy_pointer;
        QAction* copy_jq;
        QAction* copy_json_path;
        QAction* watch; ///< hidden where that can't be
        QAction* show_whole;
        QAction* expand_all;
        QAction* collapse_all;
    };
    const Actions& view_actions() const { return actions_; }

Q_SIGNALS:
    /// Another value is selected.
    void place_changed();
    /// The selected value is to be watched.
    void watch_wanted(const QString& json_path);

protected:
    void changeEvent(QEvent* event) override;

private:
    void make_actions();
    QWidget* make_tree();
    void show_document();
    void show_state();
    void show_menu(const QPoint& position);
    void select(const QModelIndex& index);
    void selection_changed();
    void query_changed();
    void search_changed();
    void walk(int direction);
    void show_hit(qsizetype hit);
    void copy_path(QString (*write)(const JsonPath&));
    void copy_value(bool as_json);
    void toggle_value(bool shown);
    void expand_all();
    void collapse_all();

    JsonDocument document_;
    JsonTreeModel model_;
    JsonSearch search_;
    LocalKeys* keys_;
    Actions actions_{};
    QStackedLayout* pages_;
    EmptyState* empty_;
    QTreeView* tree_;
    JsonViewRow* rows_;
    JsonViewFind* find_;
    JsonViewPath* path_;
    JsonViewValue* value_;
    QSplitter* splitter_;
    QString empty_title_;
    QString empty_detail_;
    QString watch_root_;
    bool wants_hit_ = false; ///< the first one that is found is gone to
    AnswerGate clipboard_gate_{this};
};

} // namespace orkestr
