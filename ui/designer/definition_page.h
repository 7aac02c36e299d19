// A definition as its graph, with the text beside it: what is selected in one is shown in the other. Problems are listed
// under the text.
#pragma once

#include "ui/canvas/canvas.h"
#include "ui/viewmodels/definition_document.h"
#include "ui/viewmodels/problem_list_model.h"

#include <QWidget>

class QSplitter;
class QTableView;

namespace orkestr {

class Banner;
class CodeView;
class PanelHeader;
struct RunGraph;

class DefinitionPage : public QWidget {
    Q_OBJECT
public:
    explicit DefinitionPage(QWidget* parent = nullptr);

    /// Shows the document as it is now; call it again when it has changed.
    void show_document(const DefinitionDocument& document);
    /// A run of another system, which has no definition: what it did.
    void show_record(const std::shared_ptr<const RunGraph>& graph);
    /// The run that is open is being read, or can't be: so that no graph is known. `why` says why it can't.
    void show_no_run(bool reading, const QString& why);
    /// What a run did with the nodes; empty: no run.
    void set_statuses(const QHash<QString, NodeStatus>& statuses, const EdgeFrequencies& frequencies = {});
    /// Selects without a signal; empty: nothing.
    void select_node(const QString& node);
    QString selected_node() const { return selected_; }
    /// Ids of all nodes of the graph that is shown.
    const QStringList& nodes() const { return nodes_; }

    Canvas* canvas() { return canvas_; }
    /// The text and its problems; null until there was a document.
    CodeView* code() { return code_; }
    QTableView* problems() { return problem_table_; }
    QWidget* code_panel() { return code_panel_; }
    QSplitter* splitter() { return splitter_; }
    /// The graph (or the message in place of it) is what belongs to the document that was shown last.
    bool is_settled() const;

Q_SIGNALS:
    /// The user chose a node in the graph or the text; empty: none.
    void node_selected(const QString& node);
    void settled();

private:
    void make_code_panel();
    QWidget* make_problem_panel();
    void show_graph(const DefinitionDocument& document);
    void show_text(const DefinitionDocument& document);
    void show_problems(const DefinitionDocument& document);
    void emphasize(const QString& node, bool reveal);
    void choose(const QString& node, bool from_text);
    void go_to_problem(const QModelIndex& index);

    std::shared_ptr<const DefinitionContent> content_;
    std::shared_ptr<const DefinitionContent> drawn_; ///< whose graph is shown
    std::shared_ptr<const RunGraph> record_;          ///< the same, of a run without a definition
    QString selected_;
    QStringList nodes_;
    QSplitter* splitter_;
    Banner* banner_;
    Canvas* canvas_;
    ProblemListModel problems_; ///< before the panels that show it
    QWidget* code_panel_ = nullptr;
    PanelHeader* code_header_ = nullptr;
    CodeView* code_ = nullptr;
    QWidget* problem_panel_ = nullptr;
    PanelHeader* problem_header_ = nullptr;
    QTableView* problem_table_ = nullptr;
};

} // namespace orkestr
