#include "ui/parts/json_view.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/json_view_find.h"
#include "ui/parts/json_view_path.h"
#include "ui/parts/json_view_row.h"
#include "ui/parts/json_view_tree.h"
#include "ui/parts/json_view_value.h"
#include "ui/parts/local_keys.h"
#include "ui/viewmodels/text.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr qint64 copied_at_once_bytes = 1 << 20;

QKeySequence with_ctrl_shift(Qt::Key key) { return QKeySequence(Qt::CTRL | Qt::SHIFT | key); }

} // namespace

JsonView::JsonView(QWidget* parent)
    : QWidget(parent), keys_(new LocalKeys(this)), pages_(new QStackedLayout(this)), empty_(new EmptyState(this)),
      empty_title_(tr("No data")) {
    make_actions();
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    find_ = new JsonViewFind(&search_, keys_, page);
    column->addWidget(find_);
    column->addWidget(make_tree(), 1);
    path_ = new JsonViewPath(page);
    column->addWidget(path_);
    auto* copy = make_icon_button("copy", tr("Copy…"), path_);
    copy->setAccessibleName(tr("Copy"));
    copy->setPopupMode(QToolButton::InstantPopup);
    copy->addActions({actions_.copy_value, actions_.copy_json, actions_.copy_jq, actions_.copy_json_path, actions_.copy_pointer});
    path_->add_widget(copy);
    pages_->addWidget(page);
    pages_->addWidget(empty_);

    keys_->watch(tree_);
    const QList<QKeySequence> of_texts{QKeySequence(QKeySequence::Copy), with_ctrl_shift(Qt::Key_Right), with_ctrl_shift(Qt::Key_Left)};
    const QList<QKeySequence> of_fields = of_texts + QList<QKeySequence>{QKeySequence(Qt::Key_Space)};
    keys_->watch(find_->field(), of_fields);
    keys_->watch(path_->field(), of_fields);
    keys_->watch(value_->editor(), of_texts);
    connect(&document_, &JsonDocument::changed, this, &JsonView::show_document);
    connect(&document_, &JsonDocument::progressed, this, &JsonView::show_state);
    connect(&search_, &JsonSearch::changed, this, &JsonView::search_changed);
    connect(empty_, &EmptyState::button_clicked, &document_, &JsonDocument::stop);
    connect(find_, &JsonViewFind::query_changed, this, &JsonView::query_changed);
    connect(find_, &JsonViewFind::walked, this, &JsonView::walk);
    connect(find_, &JsonViewFind::left, this, &JsonView::focus_content);
    connect(path_, &JsonViewPath::left, this, &JsonView::focus_content);
    connect(path_, &JsonViewPath::path_entered, this, [this](const QString& path) {
        if (go_to(path)) focus_content();
    });
    show_document();
}

QWidget* JsonView::make_tree() {
    splitter_ = new QSplitter(Qt::Vertical, this);
    splitter_->setChildrenCollapsible(false);
    auto* tree = new JsonViewTree(splitter_);
    tree_ = tree;
    rows_ = new JsonViewRow(tree_);
    tree_->setModel(&model_);
    tree_->setItemDelegate(rows_);
    tree_->setColumnHidden(JsonTreeModel::value_column, true);
    tree_->setAccessibleName(tr("Data"));
    value_ = new JsonViewValue(splitter_);
    value_->hide();
    splitter_->addWidget(tree_);
    splitter_->addWidget(value_);
    splitter_->setStretchFactor(0, 3);
    splitter_->setStretchFactor(1, 2);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &JsonView::selection_changed);
    connect(tree_, &QWidget::customContextMenuRequested, this, &JsonView::show_menu);
    connect(tree, &JsonViewTree::expand_all_pressed, this, &JsonView::expand_all);
    connect(tree_, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.data(JsonTreeModel::cut_role).toBool()) toggle_value(true);
    });
    connect(value_, &JsonViewValue::closed, this, [this] { toggle_value(false); });
    return splitter_;
}

void JsonView::make_actions() {
    const auto add = [this](const QString& text, const char* icon_name, const QKeySequence& key, auto&& call) {
        QAction* action = keys_->add(text, icon_name, {key});
        connect(action, &QAction::triggered, this, call);
        return action;
    };
    actions_.find = add(tr("&Find"), "search", QKeySequence(Qt::CTRL | Qt::Key_F), [this] {
        find_->field()->setFocus(Qt::ShortcutFocusReason);
        find_->field()->selectAll();
    });
    actions_.go_to = add(tr("&Go to a path"), "arrow-right", QKeySequence(Qt::CTRL | Qt::Key_L), [this] {
        path_->field()->setFocus(Qt::ShortcutFocusReason);
        path_->field()->selectAll();
    });
    actions_.copy_value = add(tr("&Copy value"), "copy", QKeySequence(QKeySequence::Copy), [this] { copy_value(false); });
    actions_.copy_json = add(tr("Copy value as JS&ON"), "braces", with_ctrl_shift(Qt::Key_O), [this] { copy_value(true); });
    actions_.copy_pointer = add(tr("Copy path as JSON &Pointer"), "link", with_ctrl_shift(Qt::Key_C), [this] { copy_path(json_pointer); });
    actions_.copy_jq = add(tr("Copy path as &jq"), "terminal", with_ctrl_shift(Qt::Key_J), [this] { copy_path(jq_path); });
    actions_.copy_json_path = add(tr("Copy path as JSONPat&h"), "route", with_ctrl_shift(Qt::Key_P), [this] { copy_path(json_path_text); });
    actions_.watch = add(tr("Wa&tch this value"), "eye", with_ctrl_shift(Qt::Key_W), [this] {
        if (place()) Q_EMIT watch_wanted(watch_root_ + json_path_text(json_path(*model_.json(), *place())).mid(1));
    });
    set_watch_root({});
    actions_.show_whole = add(tr("&Whole value"), "file-text", QKeySequence(Qt::Key_Space), [this] { toggle_value(value_->isHidden()); });
    actions_.expand_all = add(tr("&Expand all below"), "maximize-2", with_ctrl_shift(Qt::Key_Right), [this] { expand_all(); });
    actions_.collapse_all = add(tr("Co&llapse all below"), "minimize-2", with_ctrl_shift(Qt::Key_Left), [this] { collapse_all(); });
}

void JsonView::set_watch_root(const QString& root) {
    watch_root_ = root;
    actions_.watch->setVisible(!root.isEmpty());
    actions_.watch->setEnabled(!root.isEmpty());
}

void JsonView::set_empty_message(const QString& title, const QString& detail) {
    empty_title_ = title;
    empty_detail_ = detail;
    show_state();
}

void JsonView::show_document() {
    search_.start(nullptr, {});
    clipboard_gate_.drop();
    model_.set_index(document_.index());
    value_->show_value(nullptr, 0);
    if (document_.index()) {
        const QModelIndex root = model_.index(0, 0);
        tree_->expand(root);
        select(root);
        query_changed();
    }
    show_state();
}

void JsonView::show_state() {
    using Tone = EmptyState::Tone;
    empty_->set_button({});
    if (document_.state() == LoadState::loading) {
        const auto size = static_cast<qint64>(document_.size_bytes());
        const QString doing = size == 0 ? tr("Fetching it…") : tr("Reading %1…").arg(size_text(size));
        const QString done = size == 0 ? QString() : QStringLiteral("%1 %").arg(static_cast<int>(100 * document_.progress()));
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), doing, done);
        if (size > 0) empty_->set_button(tr("Stop"));
    } else if (document_.state() == LoadState::failed) {
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("This can't be shown as JSON"), document_.message());
    } else {
        empty_->show_message(Tone::calm, QStringLiteral("braces"), empty_title_, empty_detail_);
    }
    pages_->setCurrentIndex(document_.state() == LoadState::ready ? 0 : 1);
}

void JsonView::select(const QModelIndex& index) {
    if (!index.isValid()) return;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent()) tree_->expand(above);
    tree_->setCurrentIndex(index);
    tree_->scrollTo(index);
}

std::optional<std::uint32_t> JsonView::place() const {
    const QModelIndex index = tree_->currentIndex();
    return index.isValid() ? std::optional(index.data(JsonTreeModel::place_role).toUInt()) : std::nullopt;
}

void JsonView::selection_changed() {
    const QModelIndex index = tree_->currentIndex();
    const bool some = index.isValid();
    for (QAction* action : {actions_.copy_value, actions_.copy_json, actions_.copy_pointer, actions_.copy_jq, actions_.copy_json_path,
                            actions_.show_whole, actions_.expand_all, actions_.collapse_all})
        action->setEnabled(some);
    path_->show_path(some ? jq_path(json_path(*model_.json(), *place())) : QString());
    const qsizetype hit = some ? search_.next(model_.offset_of(index)) : -1;
    const qsizetype at = some ? search_.previous(model_.offset_of(index) + 1) : -1;
    const bool on_name = at >= 0 && search_.hits()[static_cast<std::size_t>(at)] == model_.offset_of(index);
    const bool on_value = hit >= 0 && search_.hits()[static_cast<std::size_t>(hit)] == *place();
    find_->set_current(model_.is_group(index) ? -1 : on_name ? at : on_value ? hit : -1);
    if (value_->isVisible()) value_->show_value(some ? model_.json() : nullptr, some ? *place() : 0);
    Q_EMIT place_changed();
}

bool JsonView::go_to(const QString& path) {
    if (!model_.json()) return false;
    const auto found = find_json_path(*model_.json(), path);
    if (!found) {
        path_->show_note(to_qt(found.error().message), true);
        return false;
    }
    select(model_.at_offset(*found));
    selection_changed();
    return true;
}

void JsonView::query_changed() {
    const JsonQuery query = find_->query();
    if (query.text.isEmpty()) rows_->set_matcher(std::nullopt);
    else rows_->set_matcher(JsonMatcher(query));
    wants_hit_ = !query.text.isEmpty();
    search_.start(model_.json(), query);
    tree_->viewport()->update();
}

void JsonView::search_changed() {
    if (!wants_hit_ || search_.hits().empty()) return;
    const std::uint32_t from = tree_->currentIndex().isValid() ? model_.offset_of(tree_->currentIndex()) : 0;
    qsizetype hit = from == 0 ? 0 : search_.next(from - 1);
    // What was found so far may all be before the selection: there may be more to come.
    if (hit < 0 && search_.is_running()) return;
    wants_hit_ = false;
    show_hit(std::max<qsizetype>(hit, 0));
}

void JsonView::walk(int direction) {
    const auto count = static_cast<qsizetype>(search_.hits().size());
    if (count == 0) return;
    wants_hit_ = false;
    const QModelIndex index = tree_->currentIndex();
    qsizetype hit = 0;
    if (index.isValid()) {
        // A name and its value are one row.
        const std::uint32_t begin = model_.offset_of(index);
        const bool leaf = !model_.is_group(index) && !model_.json()->is_container(*place());
        hit = direction > 0 ? search_.next(leaf ? *place() : begin) : search_.previous(begin);
    }
    if (hit < 0) hit = direction > 0 ? 0 : count - 1;
    show_hit(hit);
}

void JsonView::show_hit(qsizetype hit) {
    select(model_.at_offset(search_.hits()[static_cast<std::size_t>(hit)]));
    selection_changed();
}

void JsonView::copy_path(QString (*write)(const JsonPath&)) {
    if (!place()) return;
    const QString path = write(json_path(*model_.json(), *place()));
    QGuiApplication::clipboard()->setText(path);
    path_->show_note(tr("Copied the path"), false);
}

void JsonView::copy_value(bool as_json) {
    if (!place()) return;
    const auto write = [json = model_.json(), place = *place(), as_json] {
        const std::string_view raw = json->raw(place);
        return json->kind(place) == '"' && !as_json ? to_qt(json_unquoted(raw)) : to_qt(raw);
    };
    const auto size = static_cast<qint64>(model_.json()->raw(*place()).size());
    const auto copied = [this, size](const QString& text) {
        QGuiApplication::clipboard()->setText(text);
        path_->show_note(tr("Copied %1").arg(size_text(size)), false);
    };
    const auto ticket = clipboard_gate_.supersede();
    if (size <= copied_at_once_bytes) return copied(write());
    path_->show_note(tr("Copying…"), false);
    ticket.compute<QString>(write, copied);
}

void JsonView::toggle_value(bool shown) {
    value_->setVisible(shown);
    if (shown) selection_changed();
    else focus_content();
}

void JsonView::expand_all() {
    const QModelIndex index = tree_->currentIndex();
    if (!index.isValid()) return;
    if (!expand_below(*tree_, index, most_expanded)) path_->show_note(tr("Only %Ln row(s) were opened", nullptr, most_expanded), false);
}

void JsonView::collapse_all() {
    if (tree_->currentIndex().isValid()) collapse_below(*tree_, tree_->currentIndex());
}

void JsonView::show_menu(const QPoint& position) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({actions_.copy_value, actions_.copy_json});
    menu->addSeparator();
    menu->addActions({actions_.copy_jq, actions_.copy_json_path, actions_.copy_pointer});
    menu->addSeparator();
    menu->addActions({actions_.watch, actions_.show_whole, actions_.expand_all, actions_.collapse_all});
    menu->addSeparator();
    menu->addActions({actions_.find, actions_.go_to});
    menu->popup(tree_->viewport()->mapToGlobal(position));
}

void JsonView::focus_content() {
    if (pages_->currentIndex() == 0) tree_->setFocus(Qt::OtherFocusReason);
    else setFocus(Qt::OtherFocusReason);
}

void JsonView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) tree_->viewport()->update();
}

} // namespace orkestr
