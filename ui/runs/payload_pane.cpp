#include "ui/runs/payload_pane.h"

#include "ui/parts/code_view.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/json_diff_view.h"
#include "ui/parts/json_view.h"
#include "ui/theme/appearance.h"
#include "ui/theme/table_delegate.h"
#include "ui/viewmodels/text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QSaveFile>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace orkestr {

PayloadPane::PayloadPane(StepDetails* details, QWidget* parent)
    : QWidget(parent), details_(details), tabs_(new QTabBar(this)), pages_(new QStackedLayout), json_(new JsonView(this)), changes_(new JsonDiffView(this)),
      log_(new CodeView(CodeLanguage::plain, this)), nothing_(new EmptyState(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    make_tabs();
    column->addWidget(tabs_);
    column->addLayout(pages_, 1);
    column->addWidget(make_foot());
    table_page_ = make_table_page();
    for (QWidget* page : {static_cast<QWidget*>(json_), static_cast<QWidget*>(changes_), static_cast<QWidget*>(log_), table_page_, static_cast<QWidget*>(nothing_)})
        pages_->addWidget(page);
    json_->setAccessibleName(tr("Payload"));
    connect(json_, &JsonView::watch_wanted, this, &PayloadPane::watch_wanted);
    changes_->set_sides(tr("Input"), tr("Output"));
    log_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    log_->setAccessibleName(tr("Log"));
}

void PayloadPane::make_tabs() {
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setUsesScrollButtons(true);
    tabs_->setProperty("narrow", true);
    tabs_->setAccessibleName(tr("Payloads"));
    connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
        if (filling_ || tab < 0) return;
        wanted_ = kinds_[static_cast<std::size_t>(tab)];
        show_current();
    });
}

QWidget* PayloadPane::make_foot() {
    foot_ = new QWidget(this);
    auto* row = new QHBoxLayout(foot_);
    row->setContentsMargins(12, 2, 6, 3);
    row->setSpacing(2);
    size_ = new QLabel(foot_);
    size_->setFont(ui_font(12));
    size_->setForegroundRole(QPalette::PlaceholderText);
    copy_ = make_icon_button("copy", tr("Copy all of it"), foot_);
    auto* save = make_icon_button("download", tr("Save as a file…"), foot_);
    row->addWidget(size_, 1);
    row->addWidget(copy_);
    row->addWidget(save);
    connect(copy_, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(save, &QToolButton::clicked, this, &PayloadPane::save);
    return foot_;
}

QWidget* PayloadPane::make_table_page() {
    auto* split = new QSplitter(Qt::Vertical, this);
    table_ = new QTableView(split);
    row_json_ = new JsonView(split);
    row_json_->setAccessibleName(tr("What the row holds"));
    row_json_->set_empty_message(tr("Choose a row to see all of it."));
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    prepare_table(*table_);
    return split;
}

QString PayloadPane::title_of(DetailSection::Kind kind) const {
    switch (kind) {
    case DetailSection::Kind::input: return tr("Input");
    case DetailSection::Kind::output: return tr("Output");
    case DetailSection::Kind::changes: return tr("Changes");
    case DetailSection::Kind::error: return tr("Error");
    case DetailSection::Kind::request: return tr("Request");
    case DetailSection::Kind::response: return tr("Response");
    case DetailSection::Kind::result: return tr("Result so far");
    case DetailSection::Kind::data: return tr("Data");
    case DetailSection::Kind::variables: return tr("Variables");
    case DetailSection::Kind::context: return tr("Context");
    case DetailSection::Kind::expressions: return tr("Expressions");
    case DetailSection::Kind::attempts: return tr("Attempts");
    case DetailSection::Kind::log: return tr("Log");
    }
    return {};
}

void PayloadPane::show_details() {
    fill_tabs();
    show_current();
}

void PayloadPane::show_section(DetailSection::Kind kind) {
    wanted_ = kind;
    show_details();
}

std::optional<DetailSection::Kind> PayloadPane::shown_section() const {
    const DetailSection* shown = current();
    return shown ? std::optional(shown->kind) : std::nullopt;
}

void PayloadPane::fill_tabs() {
    std::vector<DetailSection::Kind> kinds;
    for (const DetailSection& section : details_->sections()) kinds.push_back(section.kind);
    filling_ = true;
    if (kinds != kinds_) {
        while (tabs_->count() > 0) tabs_->removeTab(0);
        for (const auto kind : kinds) tabs_->addTab(title_of(kind));
        kinds_ = std::move(kinds);
    }
    const auto wanted = std::find(kinds_.begin(), kinds_.end(), wanted_);
    if (wanted != kinds_.end()) tabs_->setCurrentIndex(static_cast<int>(wanted - kinds_.begin()));
    filling_ = false;
}

const DetailSection* PayloadPane::current() const {
    const auto tab = static_cast<std::size_t>(tabs_->currentIndex());
    return tabs_->currentIndex() < 0 || tab >= details_->sections().size() ? nullptr : &details_->sections()[tab];
}

const DetailSection* PayloadPane::section(DetailSection::Kind kind) const {
    const auto& all = details_->sections();
    const auto at = std::find_if(all.begin(), all.end(), [kind](const DetailSection& one) { return one.kind == kind; });
    return at == all.end() ? nullptr : &*at;
}

void PayloadPane::show_current() {
    using Kind = DetailSection::Kind;
    using Tone = EmptyState::Tone;
    const DetailSection* section_now = current();
    details_->follow_values(section_now && section_now->kind == Kind::expressions);
    const bool has_text = section_now && (section_now->is_json() || section_now->kind == Kind::log);
    foot_->setVisible(has_text);
    if (has_text) size_->setText(size_text(section_now->size_bytes));
    if (!section_now) {
        if (details_->is_reading()) nothing_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading the step…"), {});
        else if (!details_->reading_error().isEmpty())
            nothing_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("This step can't be read"), details_->reading_error());
        else if (details_->has_not_run()) nothing_->show_message(Tone::calm, QStringLiteral("circle-dashed"), tr("Not reached"), tr("The run has not come to this step."));
        else nothing_->show_message(Tone::calm, QStringLiteral("braces"), tr("No data"), {});
        return pages_->setCurrentWidget(nothing_);
    }
    switch (section_now->kind) {
    case Kind::log:
        log_->set_code(section_now->text.endsWith(u'\n') ? section_now->text.chopped(1) : section_now->text);
        return pages_->setCurrentWidget(log_);
    case Kind::attempts: return show_table(details_->attempts(), {32, 100, 66, 66, 90});
    case Kind::expressions: return show_table(details_->expressions(), {104, 92, 76});
    case Kind::changes: {
        const Json& left = section(Kind::input)->value;
        const Json& right = section(Kind::output)->value;
        // What is compared already stays, with what was opened in it.
        if (!left.same_object(compared_left_) || !right.same_object(compared_right_)) changes_->document()->compare(left, right);
        compared_left_ = left;
        compared_right_ = right;
        return pages_->setCurrentWidget(changes_);
    }
    default:
        if (!section_now->value.same_object(shown_) || json_->document()->state() == LoadState::idle) json_->document()->show(section_now->value);
        shown_ = section_now->value;
        json_->set_watch_root(details_->data_path(section_now->kind));
        return pages_->setCurrentWidget(json_);
    }
}

void PayloadPane::show_table(QAbstractItemModel* model, std::vector<int> widths) {
    if (table_->model() != model) {
        table_->setModel(model);
        for (std::size_t i = 0; i < widths.size(); ++i) table_->setColumnWidth(static_cast<int>(i), widths[i]);
        table_->horizontalHeader()->setStretchLastSection(true);
        table_->setAccessibleName(title_of(current()->kind));
        connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PayloadPane::show_row);
    }
    if (!table_->currentIndex().isValid() && model->rowCount() > 0) table_->selectRow(model->rowCount() - 1);
    show_row();
    pages_->setCurrentWidget(table_page_);
}

void PayloadPane::show_row() {
    const int row = table_->currentIndex().row();
    std::optional<Json> whole;
    if (table_->model() == details_->attempts()) {
        if (const AttemptView* attempt = details_->attempts()->row_at(row)) whole = AttemptModel::whole(*attempt);
    } else if (const ExpressionView* expression = details_->expressions()->row_at(row)) {
        whole = ExpressionModel::whole(*expression);
    }
    // What is shown already stays, with what was opened in it.
    if (whole && row_shown_ && *whole == *row_shown_ && row_json_->document()->state() != LoadState::idle) return;
    if (whole) row_json_->document()->show(*whole);
    else row_json_->document()->clear();
    row_shown_ = std::move(whole);
}

QString PayloadPane::text() const {
    const DetailSection* section_now = current();
    if (!section_now) return {};
    return section_now->kind == DetailSection::Kind::log ? section_now->text : section_now->is_json() ? to_qt(section_now->value.text()) : QString();
}

QWidget* PayloadPane::focus_target() {
    QWidget* page = pages_->currentWidget();
    if (page == json_) return json_->tree();
    if (page == changes_) return changes_->tree();
    if (page == table_page_) return table_;
    return page == log_ ? static_cast<QWidget*>(log_) : tabs_;
}

void PayloadPane::focus_content() { focus_target()->setFocus(Qt::ShortcutFocusReason); }

void PayloadPane::step_tab(int by) {
    if (tabs_->count() == 0) return;
    tabs_->setCurrentIndex((tabs_->currentIndex() + by + tabs_->count()) % tabs_->count());
    focus_content();
}

void PayloadPane::save() {
    const DetailSection* section_now = current();
    if (!section_now) return;
    const bool json = section_now->is_json();
    const std::string bytes = json ? section_now->value.text() : section_now->text.toStdString();
    const QString name = details_->title() + (json ? QStringLiteral(".json") : QStringLiteral(".txt"));
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the payload"), name);
    if (path.isEmpty()) return;
    QSaveFile file(path);
    const auto size = static_cast<qint64>(bytes.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size || !file.commit())
        QMessageBox::warning(this, tr("The payload could not be saved"), file.errorString());
}

} // namespace orkestr
