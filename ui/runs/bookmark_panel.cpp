#include "ui/runs/bookmark_panel.h"

#include "ui/parts/banner.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/table_delegate.h"
#include "ui/viewmodels/notes_document.h"
#include "ui/viewmodels/text.h"

#include <QAction>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int keep_after_ms = 800;

/// Labels are written in place, and are no longer than they may be.
class BookmarkDelegate : public TableDelegate {
public:
    using TableDelegate::TableDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
        auto* line = new QLineEdit(parent);
        line->setMaxLength(static_cast<int>(longest_label) / 4);
        line->setAccessibleName(BookmarkPanel::tr("Label"));
        return line;
    }
};

QPlainTextEdit* make_editor(QWidget* parent, const QString& name, const QString& hint) {
    auto* editor = new QPlainTextEdit(parent);
    editor->setAccessibleName(name);
    editor->setPlaceholderText(hint);
    editor->setTabChangesFocus(true);
    editor->setFrameShape(QFrame::NoFrame);
    return editor;
}

QLabel* make_title(QWidget* parent, const QString& text) {
    auto* title = new QLabel(text, parent);
    title->setTextFormat(Qt::PlainText);
    title->setFont(ui_font(12, QFont::Medium));
    title->setForegroundRole(QPalette::PlaceholderText);
    title->setContentsMargins(10, 8, 10, 2);
    return title;
}

/// No longer than it may be, and never cut within a character.
std::string clipped(const QString& text, std::size_t most) {
    std::string bytes = text.toStdString();
    if (bytes.size() <= most) return bytes;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xC0) == 0x80) --end;
    return bytes.substr(0, end);
}

} // namespace

BookmarkPanel::BookmarkPanel(NotesDocument* notes, QWidget* parent)
    : QWidget(parent), notes_(notes), model_(*notes), banner_(new Banner(this)), split_(new QSplitter(this)), left_(new QWidget(split_)), pages_(new QStackedLayout(left_)),
      view_(new QTableView(left_)), empty_(new EmptyState(left_)) {
    make_actions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(make_bar());
    column->addWidget(banner_);
    column->addWidget(split_, 1);
    banner_->hide();
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    make_table();
    make_editors();
    pause_.setSingleShot(true);
    pause_.setInterval(keep_after_ms);
    connect(&pause_, &QTimer::timeout, this, &BookmarkPanel::keep);
    connect(notes_, &NotesDocument::changed, this, &BookmarkPanel::show_notes);
    show_notes();
}

BookmarkPanel::~BookmarkPanel() { keep(); }

void BookmarkPanel::hideEvent(QHideEvent* event) {
    keep();
    QWidget::hideEvent(event);
}

QAction* BookmarkPanel::make(const QString& text, const char* icon_name, const QKeySequence& key) {
    auto* action = new QAction(icon(QLatin1String(icon_name)), text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    view_->addAction(action);
    return action;
}

void BookmarkPanel::make_actions() {
    QAction* show = make(tr("&Go to it"), "arrow-right", Qt::Key_Return);
    show->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    edit_ = make(tr("&Write its label"), "pencil", Qt::Key_F2);
    remove_ = make(tr("&Remove"), "trash-2", QKeySequence::Delete);
    undo_ = make(tr("&Bring back the last one removed"), "undo-2", QKeySequence::Undo);
    auto* menu = new QMenu(tr("&Mark"), this);
    for (const MarkShape shape : all_mark_shapes) {
        const int key = Qt::Key_1 + static_cast<int>(shape);
        QAction* action = make(mark_name(shape), to_string(shape), QKeySequence(key));
        connect(action, &QAction::triggered, this, [this, shape] { set_shape(shape); });
        menu->addAction(action);
        shapes_ << action;
    }
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view_, &QWidget::customContextMenuRequested, this, [this, show, menu](const QPoint& at) {
        QMenu all(this);
        all.addActions({show, edit_});
        all.addMenu(menu);
        all.addSeparator();
        all.addActions({remove_, undo_});
        all.exec(view_->viewport()->mapToGlobal(at));
    });
    connect(show, &QAction::triggered, this, &BookmarkPanel::choose_current);
    connect(edit_, &QAction::triggered, this, [this] {
        if (const Bookmark* one = current()) select(one->id, true);
    });
    connect(remove_, &QAction::triggered, this, [this] {
        if (const Bookmark* one = current()) notes_->remove(one->id);
    });
    connect(undo_, &QAction::triggered, this, [this] {
        const Bookmark* last = notes_->last_removed();
        const std::string id = last ? last->id : std::string();
        notes_->undo();
        select(id);
    });
}

QWidget* BookmarkPanel::make_bar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 2, 8, 2);
    row->setSpacing(4);
    path_ = new QLabel(bar);
    path_->setTextFormat(Qt::PlainText);
    path_->setFont(ui_font(12));
    path_->setForegroundRole(QPalette::PlaceholderText);
    path_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    path_->setAccessibleName(tr("Where bookmarks are kept"));
    all_runs_ = make_icon_button("list", tr("Those of all runs"), bar, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_A));
    all_runs_->setCheckable(true);
    row->addWidget(path_, 1);
    row->addWidget(all_runs_);
    row->addWidget(make_action_button(remove_, bar));
    row->addWidget(make_action_button(undo_, bar));
    connect(all_runs_, &QToolButton::toggled, this, [this] { show_run(run_); });
    return bar;
}

void BookmarkPanel::make_table() {
    view_->setModel(&model_);
    view_->setAccessibleName(tr("Bookmarks"));
    prepare_table(*view_, new BookmarkDelegate);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    const int widths[] = {110, 170, 160, 70, 110, 230};
    for (int at = 0; at < BookmarkModel::column_count; ++at) view_->setColumnWidth(at, widths[at]);
    view_->horizontalHeader()->setStretchLastSection(true);
    view_->setColumnHidden(BookmarkModel::run_column, true);
    connect(view_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == BookmarkModel::label_column) view_->edit(index);
        else choose_current();
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BookmarkPanel::show_current);
}

void BookmarkPanel::make_editors() {
    const auto side = [this](QLabel* title, QPlainTextEdit* editor) {
        auto* widget = new QWidget(split_);
        auto* column = new QVBoxLayout(widget);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(title);
        column->addWidget(editor, 1);
        split_->addWidget(widget);
    };
    note_ = make_editor(this, tr("Note on the bookmark"), tr("What is to be said of it"));
    note_title_ = make_title(this, tr("Note"));
    text_ = make_editor(this, tr("Notes on all"), tr("What is to be said of all of this"));
    split_->addWidget(left_);
    side(note_title_, note_);
    side(make_title(this, tr("Notes on all")), text_);
    for (int at = 0; at < 3; ++at) split_->setStretchFactor(at, at == 0 ? 2 : 1);
    split_->setSizes({600, 280, 280});
    split_->setChildrenCollapsible(false);
    for (QPlainTextEdit* editor : {note_, text_})
        connect(editor, &QPlainTextEdit::textChanged, this, [this] {
            if (!filling_) pause_.start();
        });
}

void BookmarkPanel::show_run(const RunId& run) {
    keep();
    run_ = run;
    const bool all = all_runs_->isChecked();
    view_->setColumnHidden(BookmarkModel::run_column, !all);
    model_.show(all ? RunId{} : run);
    show_state();
    show_current();
}

void BookmarkPanel::focus_content() {
    const bool any = pages_->currentIndex() == 0;
    if (any && !current()) view_->selectRow(0);
    (any ? static_cast<QWidget*>(view_) : text_)->setFocus(Qt::ShortcutFocusReason);
}

void BookmarkPanel::select(const std::string& id, bool edit) {
    const int row = model_.row_of(id);
    if (row < 0) return;
    const QModelIndex index = model_.index(row, BookmarkModel::label_column);
    view_->setCurrentIndex(index);
    view_->scrollTo(index);
    if (edit && (index.flags() & Qt::ItemIsEditable)) view_->edit(index);
}

const Bookmark* BookmarkPanel::current() const { return model_.row_at(view_->currentIndex().row()); }

void BookmarkPanel::choose_current() {
    if (const Bookmark* one = current()) {
        const Bookmark chosen_one = *one;
        Q_EMIT chosen(chosen_one);
    }
}

void BookmarkPanel::set_shape(MarkShape shape) {
    const Bookmark* one = current();
    if (!one) return;
    Bookmark now = *one;
    now.shape = shape;
    notes_->put(now);
}

void BookmarkPanel::keep() {
    pause_.stop();
    keep_note();
    keep_text();
}

void BookmarkPanel::keep_note() {
    const Bookmark* known = note_->document()->isModified() ? notes_->find(noted_) : nullptr;
    if (!known || !notes_->can_change()) return;
    note_->document()->setModified(false);
    Bookmark now = *known;
    now.note = shown_note_ = clipped(note_->toPlainText(), longest_note);
    notes_->put(now);
}

void BookmarkPanel::keep_text() {
    if (!notes_->can_change() || !text_->document()->isModified()) return;
    text_->document()->setModified(false);
    const std::string theirs = notes_->annotations().notes;
    std::string mine = clipped(text_->toPlainText(), longest_notes);
    // Somebody else has written meanwhile: neither is lost.
    if (theirs != shown_text_ && mine.find(theirs) == std::string::npos) mine += "\n\n" + theirs;
    notes_->set_text(to_qt(mine), to_qt(theirs));
}

void BookmarkPanel::show_notes() {
    show_state();
    show_current();
    show_text();
}

void BookmarkPanel::show_state() {
    using Tone = EmptyState::Tone;
    const LoadState state = notes_->state();
    if (state == LoadState::failed) empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("Bookmarks can't be read"), notes_->message());
    else if (state == LoadState::loading) empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading bookmarks…"), {});
    else if (state == LoadState::idle) empty_->show_message(Tone::calm, QStringLiteral("bookmark"), tr("Bookmarks can't be kept here"), {});
    else empty_->show_message(Tone::calm, QStringLiteral("bookmark"), tr("No bookmarks yet"), tr("Ctrl+M marks the selected event, the selected step or the run."));
    pages_->setCurrentIndex(state == LoadState::ready && model_.rowCount() > 0 ? 0 : 1);
    const bool trouble = state == LoadState::ready && !notes_->message().isEmpty();
    if (trouble && banner_->text() != notes_->message()) banner_->show_message(Banner::Tone::error, notes_->message());
    banner_->setVisible(trouble);
    path_->setText(notes_->path().isEmpty() ? QString() : tr("Kept in %1").arg(QFileInfo(notes_->path()).fileName()));
    path_->setToolTip(notes_->path());
    text_->setReadOnly(!notes_->can_change());
    undo_->setEnabled(notes_->can_undo());
}

void BookmarkPanel::show_current() {
    const Bookmark* one = current();
    const std::string id = one ? one->id : std::string();
    for (QAction* action : shapes_ + QList<QAction*>{edit_, remove_}) action->setEnabled(one != nullptr);
    note_->setReadOnly(!one || !notes_->can_change());
    note_title_->setText(one ? tr("Note on %1").arg(one->label.empty() ? bookmark_place(*one) : to_qt(one->label)) : tr("Note"));
    if (id != noted_) keep_note();
    // What is being written stays, and what could not be kept.
    const bool stays = note_->document()->isModified() || !notes_->message().isEmpty();
    const Bookmark* now = notes_->find(id);
    const std::string text = now ? now->note : std::string();
    if (id == noted_ && !notes_->message().isEmpty() && note_->toPlainText() != to_qt(text)) note_->document()->setModified(true);
    if (id == noted_ && (stays || text == shown_note_)) return;
    noted_ = id;
    shown_note_ = text;
    fill(*note_, text);
}

void BookmarkPanel::show_text() {
    const std::string& text = notes_->annotations().notes;
    if (!notes_->message().isEmpty() && text_->toPlainText() != to_qt(text)) {
        // What could not be kept is not lost; where only somebody else was quicker it is tried again.
        text_->document()->setModified(true);
        if (text != shown_text_) pause_.start();
        return;
    }
    if (text_->document()->isModified() || text == shown_text_) return;
    shown_text_ = text;
    fill(*text_, text);
}

void BookmarkPanel::fill(QPlainTextEdit& editor, const std::string& text) {
    filling_ = true;
    editor.setPlainText(to_qt(text));
    editor.document()->setModified(false);
    filling_ = false;
}

} // namespace orkestr
