#include "ui/parts/json_diff_view.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/json_diff_row.h"
#include "ui/parts/json_view_tree.h"
#include "ui/parts/local_keys.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>

namespace orkestr {

namespace {

/// Of a document with so few changes all are opened.
constexpr std::size_t most_opened_changes = 200;

} // namespace

JsonDiffView::JsonDiffView(QWidget* parent)
    : QWidget(parent), keys_(new LocalKeys(this)), pages_(new QStackedLayout(this)), empty_(new EmptyState(this)), left_(tr("Input")),
      right_(tr("Output")), empty_title_(tr("Nothing to compare")) {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    make_actions();
    column->addWidget(make_bar());
    auto* tree = new JsonViewTree(page);
    tree_ = tree;
    tree_->setModel(&model_);
    tree_->setItemDelegate(new JsonDiffRow(tree_));
    tree_->setAccessibleName(tr("Changes"));
    column->addWidget(tree_, 1);
    pages_->addWidget(page);
    pages_->addWidget(empty_);
    keys_->watch(tree_);
    connect(&document_, &JsonDiffDocument::changed, this, &JsonDiffView::show_document);
    connect(empty_, &EmptyState::button_clicked, &document_, &JsonDiffDocument::stop);
    connect(tree_, &QWidget::customContextMenuRequested, this, &JsonDiffView::show_menu);
    connect(tree, &JsonViewTree::expand_all_pressed, this, [this] { expand_below(*tree_, tree_->currentIndex(), 5000); });
    show_document();
}

QWidget* JsonDiffView::make_bar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 6, 4);
    row->setSpacing(8);
    sides_ = new QLabel(bar);
    counts_ = new QLabel(bar);
    for (QLabel* label : {sides_, counts_}) {
        label->setTextFormat(Qt::PlainText);
        label->setFont(ui_font(12));
    }
    sides_->setForegroundRole(QPalette::PlaceholderText);
    sides_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    counts_->setAccessibleDescription(tr("Number of changes"));
    row->addWidget(sides_, 1);
    row->addWidget(counts_);
    for (QAction* action : {previous_, next_}) {
        row->addWidget(make_action_button(action, bar));
    }
    return bar;
}

void JsonDiffView::make_actions() {
    const auto add = [this](const QString& text, const char* icon_name, const QKeySequence& key, auto&& call) {
        QAction* action = keys_->add(text, icon_name, {key});
        connect(action, &QAction::triggered, this, call);
        return action;
    };
    const auto path = [&](const QString& text, const char* icon_name, Qt::Key key, QString (*write)(const JsonPath&)) {
        copy_paths_.append(add(text, icon_name, QKeySequence(Qt::CTRL | Qt::SHIFT | key), [this, write] { copy_path(write); }));
    };
    previous_ = add(tr("&Previous change"), "chevron-up", QKeySequence(Qt::SHIFT | Qt::Key_F7), [this] { walk(-1); });
    next_ = add(tr("&Next change"), "chevron-down", QKeySequence(Qt::Key_F7), [this] { walk(1); });
    copy_value_ = add(tr("&Copy value"), "copy", QKeySequence(QKeySequence::Copy), [this] { copy_value(); });
    path(tr("Copy path as &jq"), "terminal", Qt::Key_J, jq_path);
    path(tr("Copy path as JSONPat&h"), "route", Qt::Key_P, json_path_text);
    path(tr("Copy path as JSON &Pointer"), "link", Qt::Key_C, json_pointer);
}

void JsonDiffView::set_sides(const QString& left, const QString& right) {
    left_ = left;
    right_ = right;
    show_state();
}

void JsonDiffView::set_empty_message(const QString& title, const QString& detail) {
    empty_title_ = title;
    empty_detail_ = detail;
    show_state();
}

void JsonDiffView::show_document() {
    model_.set_diff(document_.diff());
    if (const auto& diff = document_.diff()) {
        tree_->expand(model_.index(0, 0));
        const bool few = diff->changes.size() <= most_opened_changes;
        for (std::size_t i = 0; few && i < diff->changes.size(); ++i)
            for (QModelIndex above = model_.change(i).parent(); above.isValid() && !tree_->isExpanded(above); above = above.parent())
                tree_->expand(above);
        if (!diff->changes.empty()) select(model_.change(0));
    }
    show_state();
}

QString JsonDiffView::count_text() const {
    const auto& diff = document_.diff();
    if (!diff) return {};
    const QLocale locale;
    QStringList parts;
    const auto part = [&](const QString& sign, std::uint64_t count) {
        if (count > 0) parts << sign + locale.toString(static_cast<qulonglong>(count));
    };
    part(QStringLiteral("+"), diff->added);
    part(QStringLiteral("−"), diff->removed);
    part(QStringLiteral("~"), diff->changed);
    return parts.join(QLatin1Char(' ')) + (diff->cut ? QStringLiteral(" …") : QString());
}

void JsonDiffView::show_state() {
    using Tone = EmptyState::Tone;
    const auto& diff = document_.diff();
    const bool changed = diff && !diff->changes.empty();
    sides_->setText(left_ + QStringLiteral(" → ") + right_);
    counts_->setText(count_text());
    QString tip;
    if (diff)
        tip = QStringList{tr("%Ln added", nullptr, plural_number(diff->added)), tr("%Ln removed", nullptr, plural_number(diff->removed)),
                          tr("%Ln changed", nullptr, plural_number(diff->changed))}
                  .join(QStringLiteral(", "));
    if (diff && diff->cut)
        tip += QLatin1Char('\n') + tr("There is more: only the first %Ln difference(s) were looked into.", nullptr, static_cast<int>(most_json_diff_entries));
    counts_->setToolTip(tip);
    empty_->set_button({});
    if (document_.state() == LoadState::loading) {
        const auto size = static_cast<qint64>(document_.size_bytes());
        const QString doing = size == 0 ? tr("Fetching it…") : tr("Comparing %1…").arg(size_text(size));
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), doing, {});
        if (size > 0) empty_->set_button(tr("Stop"));
    } else if (document_.state() == LoadState::failed && document_.is_too_large()) {
        empty_->show_message(Tone::calm, QStringLiteral("info"), tr("Too large to compare"), document_.message());
    } else if (document_.state() == LoadState::failed) {
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("These can't be compared"), document_.message());
    } else if (diff) {
        empty_->show_message(Tone::calm, QStringLiteral("check"), tr("No changes"), tr("%1 and %2 are the same.").arg(left_, right_));
    } else {
        empty_->show_message(Tone::calm, QStringLiteral("file-diff"), empty_title_, empty_detail_);
    }
    for (QAction* action : actions()) action->setEnabled(changed);
    pages_->setCurrentIndex(changed ? 0 : 1);
}

void JsonDiffView::select(const QModelIndex& index) {
    if (!index.isValid()) return;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent()) tree_->expand(above);
    tree_->setCurrentIndex(index);
    tree_->scrollTo(index);
}

void JsonDiffView::walk(int direction) {
    const auto& diff = document_.diff();
    if (!diff || diff->changes.empty()) return;
    const std::size_t count = diff->changes.size();
    const QModelIndex current = tree_->currentIndex();
    std::size_t at = model_.change_from(current);
    if (direction > 0) {
        if (at < count && current.isValid() && model_.change(at) == current) ++at;
        // Below something that was added or removed: on from there.
        else if (at < count && current.isValid() && model_.is_below_change(current)) ++at;
    } else {
        at = at == 0 ? count - 1 : at - 1;
    }
    select(model_.change(at % count));
}

void JsonDiffView::copy_path(QString (*write)(const JsonPath&)) {
    if (tree_->currentIndex().isValid()) QGuiApplication::clipboard()->setText(write(model_.path(tree_->currentIndex())));
}

void JsonDiffView::copy_value() {
    const std::string_view raw = model_.raw_value(tree_->currentIndex());
    if (raw.empty()) return;
    QGuiApplication::clipboard()->setText(raw[0] == '"' ? to_qt(json_unquoted(raw)) : to_qt(raw));
}

void JsonDiffView::show_menu(const QPoint& position) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(copy_value_);
    menu->addSeparator();
    menu->addActions(copy_paths_);
    menu->addSeparator();
    menu->addActions({next_, previous_});
    menu->popup(tree_->viewport()->mapToGlobal(position));
}

void JsonDiffView::focus_content() {
    if (pages_->currentIndex() == 0) tree_->setFocus(Qt::OtherFocusReason);
    else setFocus(Qt::OtherFocusReason);
}

void JsonDiffView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) tree_->viewport()->update();
}

} // namespace orkestr
