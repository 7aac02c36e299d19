#include "ui/runs/run_table_searches.h"

#include "ui/theme/appearance.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int searches_with_keys = 9;

QString in_one_line(const SavedSearch& search) {
    return search.filter.isEmpty() ? SearchesMenu::tr("%1: everything").arg(search.name) : search.name + QStringLiteral(": ") + search.filter;
}

} // namespace

SaveSearchDialog::SaveSearchDialog(const SavedSearches& searches, const QString& filter, QWidget* parent)
    : QDialog(parent), searches_(searches), name_(new QLineEdit(this)), with_columns_(new QCheckBox(tr("With the &columns as they are now"), this)),
      note_(new QLabel(this)), button_(new QPushButton(tr("&Save"), this)) {
    setWindowTitle(tr("Save this search"));
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Save this search"), this);
    title->setFont(ui_font(15, QFont::DemiBold));
    auto* what = new QLabel(filter.isEmpty() ? tr("Everything is shown") : filter, this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    if (!filter.isEmpty()) what->setFont(code_font());
    auto* label = new QLabel(tr("&Name"), this);
    label->setBuddy(name_);
    name_->setAccessibleName(tr("Name"));
    name_->setMaxLength(static_cast<int>(SavedSearches::most_name_characters));
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setTextFormat(Qt::PlainText);
    note_->setMinimumHeight(note_->fontMetrics().height());
    for (QWidget* widget : {static_cast<QWidget*>(title), static_cast<QWidget*>(what), static_cast<QWidget*>(label), static_cast<QWidget*>(name_), static_cast<QWidget*>(note_), static_cast<QWidget*>(with_columns_)})
        column->addWidget(widget);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* back = new QPushButton(tr("&Go back"), this);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(button_);
    column->addSpacing(8);
    column->addLayout(buttons);
    button_->setDefault(true);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(button_, &QPushButton::clicked, this, &QDialog::accept);
    connect(name_, &QLineEdit::textChanged, this, &SaveSearchDialog::show_note);
    show_note();
    name_->setFocus();
}

void SaveSearchDialog::show_note() {
    const QString name = name_->text().trimmed();
    const bool known = searches_.find(name) >= 0;
    const bool full = !known && searches_.all().size() >= SavedSearches::most_searches;
    button_->setEnabled(!name.isEmpty() && !full);
    note_->setText(full ? tr("There are %Ln search(es) already. Delete one first.", nullptr, static_cast<int>(SavedSearches::most_searches))
                   : known ? tr("The search of this name will be replaced.") : QString());
}

SearchesDialog::SearchesDialog(SavedSearches* searches, QWidget* parent)
    : QDialog(parent), searches_(searches), list_(new QListWidget(this)), rename_(new QPushButton(tr("Re&name"), this)),
      remove_(new QPushButton(tr("&Delete"), this)), up_(new QPushButton(tr("Move &up"), this)), down_(new QPushButton(tr("Move do&wn"), this)) {
    setWindowTitle(tr("Saved searches"));
    resize(520, 360);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Saved searches"), this);
    title->setFont(ui_font(15, QFont::DemiBold));
    auto* text = new QLabel(tr("The first nine have the keys Alt+1 to Alt+9."), this);
    text->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(title);
    column->addWidget(text);
    list_->setAccessibleName(tr("Saved searches"));
    list_->setFrameShape(QFrame::StyledPanel);
    auto* middle = new QHBoxLayout;
    middle->addWidget(list_, 1);
    auto* tools = new QVBoxLayout;
    for (QPushButton* button : {rename_, remove_, up_, down_}) tools->addWidget(button);
    tools->addStretch(1);
    middle->addLayout(tools);
    column->addLayout(middle, 1);
    auto* buttons = new QHBoxLayout;
    auto* close = new QPushButton(tr("&Close"), this);
    close->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(list_, &QListWidget::currentRowChanged, this, &SearchesDialog::show_abilities);
    connect(rename_, &QPushButton::clicked, this, [this] { list_->editItem(list_->currentItem()); });
    connect(remove_, &QPushButton::clicked, this, [this] {
        const int row = list_->currentRow();
        searches_->remove(list_->currentItem()->data(Qt::UserRole).toString());
        fill(row);
    });
    connect(up_, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down_, &QPushButton::clicked, this, [this] { move(1); });
    connect(list_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (filling_) return;
        const int row = list_->row(item);
        (void)searches_->rename(item->data(Qt::UserRole).toString(), item->text());
        fill(row); // a name that can't be becomes what it was
    });
    fill(0);
}

void SearchesDialog::fill(int current) {
    filling_ = true;
    list_->clear();
    for (const SavedSearch& search : searches_->all()) {
        auto* item = new QListWidgetItem(search.name, list_);
        item->setData(Qt::UserRole, search.name);
        item->setToolTip(QStringLiteral("<qt>%1</qt>").arg(in_one_line(search).toHtmlEscaped()));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
    }
    list_->setCurrentRow(std::min(current, list_->count() - 1));
    filling_ = false;
    show_abilities();
}

void SearchesDialog::show_abilities() {
    const int row = list_->currentRow();
    rename_->setEnabled(row >= 0);
    remove_->setEnabled(row >= 0);
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row + 1 < list_->count());
}

void SearchesDialog::move(int by) {
    const int row = list_->currentRow();
    searches_->move(row, row + by);
    fill(row + by);
}

SearchesMenu::SearchesMenu(SavedSearches* searches, const QList<QAction*>& above, QWidget* owner)
    : QMenu(owner), searches_(searches), owner_(owner), above_(above) {
    connect(searches_, &SavedSearches::changed, this, &SearchesMenu::fill);
    fill();
}

void SearchesMenu::fill() {
    for (QAction* action : made_) {
        owner_->removeAction(action);
        delete action;
    }
    made_.clear();
    clear();
    addActions(above_);
    addSeparator();
    int number = 0;
    for (const SavedSearch& search : searches_->all()) {
        auto* action = new QAction(QString(search.name).replace(u'&', QStringLiteral("&&")), this);
        action->setToolTip(in_one_line(search));
        if (++number <= searches_with_keys) action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number)));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, name = search.name] { Q_EMIT chosen(name); });
        owner_->addAction(action);
        made_ << action;
        addAction(action);
    }
    if (made_.isEmpty()) {
        auto* none = new QAction(tr("No search is saved yet"), this);
        none->setEnabled(false);
        made_ << none;
        addAction(none);
    }
}

} // namespace orkestr
