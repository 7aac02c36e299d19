#include "ui/designer/definition_page.h"

#include "ui/designer/canvas_graph_of.h"
#include "ui/designer/problem_delegate.h"
#include "ui/parts/banner.h"
#include "ui/parts/code_view.h"
#include "ui/parts/panel_header.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/text.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace orkestr {

namespace {

CodeRange range_of(const SourceSpan& span) {
    return {static_cast<int>(span.line), static_cast<int>(span.column), static_cast<int>(span.end_line), static_cast<int>(span.end_column)};
}

std::vector<CodeMark> marks_of(const DefinitionContent& content) {
    std::vector<CodeMark> out;
    for (const Diagnostic& one : content.diagnostics) {
        QString message = QString::fromStdString(one.message);
        if (!one.suggestion.empty()) message += QStringLiteral("; ") + QString::fromStdString(one.suggestion);
        out.push_back({range_of(one.span), one.severity == Severity::error, message});
    }
    return out;
}

QVBoxLayout* make_column(QWidget* widget) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

} // namespace

DefinitionPage::DefinitionPage(QWidget* parent)
    : QWidget(parent), splitter_(new QSplitter(Qt::Horizontal, this)), banner_(new Banner(this)), canvas_(new Canvas(this)) {
    auto* column = make_column(this);
    column->addWidget(splitter_, 1);
    auto* graph = new QWidget(this);
    auto* graph_column = make_column(graph);
    graph_column->addWidget(banner_);
    graph_column->addWidget(canvas_, 1);
    splitter_->addWidget(graph);
    splitter_->setStretchFactor(0, 1);
    splitter_->setChildrenCollapsible(false);
    graph->setMinimumWidth(240);
    connect(canvas_, &Canvas::selected, this, [this](const QString& node) { choose(node, false); });
    connect(canvas_, &Canvas::laid_out, this, &DefinitionPage::settled);
}

void DefinitionPage::make_code_panel() {
    if (code_panel_) return;
    auto* panel = new QWidget(this);
    auto* column = make_column(panel);
    code_header_ = new PanelHeader(tr("Definition"), panel);
    auto* split = new QSplitter(Qt::Vertical, panel);
    code_ = new CodeView(CodeLanguage::yaml, split);
    code_->setAccessibleName(tr("Definition text"));
    split->addWidget(code_);
    split->addWidget(make_problem_panel());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    column->addWidget(code_header_);
    column->addWidget(split, 1);
    code_panel_ = panel;
    code_panel_->hide(); // the window's layout says when it is seen, and how wide it is
    code_panel_->setMinimumWidth(220);
    splitter_->addWidget(code_panel_);
    splitter_->setStretchFactor(1, 0);
    connect(code_, &CodeView::place_changed, this, [this](int line, int column_number) {
        if (!content_ || content_ != drawn_) return;
        choose(content_->places.node_at(static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column_number)), true);
    });
}

QWidget* DefinitionPage::make_problem_panel() {
    problem_panel_ = new QWidget(this);
    auto* column = make_column(problem_panel_);
    problem_header_ = new PanelHeader(tr("Problems"), problem_panel_);
    problem_table_ = new QTableView(problem_panel_);
    problem_table_->setModel(&problems_);
    problem_table_->setAccessibleName(tr("Problems"));
    prepare_problem_table(*problem_table_);
    column->addWidget(problem_header_);
    column->addWidget(problem_table_, 1);
    problem_panel_->setMinimumHeight(120);
    problem_panel_->hide();
    connect(problem_table_, &QTableView::clicked, this, &DefinitionPage::go_to_problem);
    connect(problem_table_, &QTableView::activated, this, &DefinitionPage::go_to_problem);
    return problem_panel_;
}

void DefinitionPage::show_document(const DefinitionDocument& document) {
    content_ = document.content();
    show_graph(document);
    if (document.state() != LoadState::idle) make_code_panel();
    if (code_panel_) {
        show_text(document);
        show_problems(document);
    }
    select_node(selected_);
    if (is_settled()) Q_EMIT settled();
}

void DefinitionPage::show_record(const std::shared_ptr<const RunGraph>& graph) {
    content_.reset();
    drawn_.reset();
    banner_->hide();
    if (record_ != graph) {
        record_ = graph;
        nodes_.clear();
        for (const RunGraphNode& node : graph->nodes) nodes_ << QString::fromStdString(node.id);
        canvas_->set_graph(canvas_graph_of(*graph));
    }
    select_node(selected_);
    if (is_settled()) Q_EMIT settled();
}

void DefinitionPage::show_no_run(bool reading, const QString& why) {
    using Kind = CanvasMessage::Kind;
    content_.reset();
    drawn_.reset();
    record_.reset();
    nodes_.clear();
    banner_->hide();
    if (reading) canvas_->set_message({Kind::loading, tr("Reading the run…"), {}});
    else canvas_->set_message({Kind::failed, tr("This run can't be read"), as_sentence(why)});
    if (is_settled()) Q_EMIT settled();
}

void DefinitionPage::show_graph(const DefinitionDocument& document) {
    using Kind = CanvasMessage::Kind;
    record_.reset();
    banner_->hide();
    if (document.state() == LoadState::idle)
        return canvas_->set_message({Kind::empty, tr("Open a definition"), tr("Press Ctrl+O to open a file, or choose a definition at the left.")});
    if (document.state() == LoadState::failed)
        return canvas_->set_message({Kind::failed, tr("The definition can't be opened"), document.message()});
    if (!content_) return canvas_->set_message({Kind::loading, tr("Opening the definition…"), {}});
    if (document.is_gone()) banner_->show_message(Banner::Tone::warning, document.message());
    if (content_->definition) {
        if (drawn_ != content_) {
            nodes_.clear();
            for (const GraphNode& node : content_->graph.nodes) nodes_ << QString::fromStdString(node.id);
            canvas_->set_graph(canvas_graph_of(content_->graph));
        } else {
            canvas_->set_message({});
        }
        drawn_ = content_;
        return;
    }
    const QString problems = tr("This definition has %n problem(s)", nullptr, content_->errors);
    if (drawn_ && drawn_->file_name == content_->file_name) {
        canvas_->set_message({});
        banner_->show_message(Banner::Tone::error, problems + QStringLiteral(". ") + tr("The graph shows the last version that had none."));
        return;
    }
    drawn_.reset();
    nodes_.clear();
    canvas_->set_message({Kind::failed, problems, tr("They are listed under the text at the right. Save the file to check it again.")});
}

void DefinitionPage::show_text(const DefinitionDocument& document) {
    code_header_->set_note(content_ ? QFileInfo(content_->file_name).fileName() : QString());
    code_header_->setToolTip(document.path());
    code_->set_code(content_ ? content_->text : QString());
    code_->set_marks(content_ ? marks_of(*content_) : std::vector<CodeMark>{});
}

void DefinitionPage::show_problems(const DefinitionDocument&) {
    problems_.show(content_);
    const int count = problems_.rowCount();
    problem_panel_->setVisible(count > 0);
    if (count == 0) return;
    problem_header_->set_note(QString::number(count));
}

void DefinitionPage::set_statuses(const QHash<QString, NodeStatus>& statuses, const EdgeFrequencies& frequencies) {
    canvas_->set_frequencies(frequencies);
    canvas_->set_statuses(statuses);
}

void DefinitionPage::select_node(const QString& node) {
    selected_ = node;
    if (canvas_->selected_id() != node) canvas_->select(node);
    emphasize(node, true);
}

void DefinitionPage::choose(const QString& node, bool from_text) {
    if (node == selected_) return;
    selected_ = node;
    if (from_text) canvas_->select(node);
    emphasize(node, !from_text);
    Q_EMIT node_selected(node);
}

void DefinitionPage::emphasize(const QString& node, bool reveal) {
    if (!code_panel_) return;
    const SourceSpan* span = content_ && content_ == drawn_ && !node.isEmpty() ? content_->places.range(node) : nullptr;
    code_->set_emphasis(span ? range_of(*span) : CodeRange{}, reveal);
}

void DefinitionPage::go_to_problem(const QModelIndex& index) {
    code_->go_to(index.data(ProblemListModel::line_role).toInt(), index.data(ProblemListModel::column_role).toInt());
    code_->setFocus(Qt::OtherFocusReason);
}

bool DefinitionPage::is_settled() const { return !canvas_->is_busy() && canvas_->message().kind != CanvasMessage::Kind::loading; }

} // namespace orkestr
