#include "ui/shell/shortcut_dialog.h"

#include "ui/shell/studio_actions.h"
#include "ui/theme/icon.h"
#include "ui/theme/table_delegate.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int shortcut_dialog_width_px = 560;
constexpr int shortcut_dialog_height_px = 600;
constexpr int shortcut_keys_px = 180;

QString keys_of(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) keys << key.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

} // namespace

ShortcutDialog::ShortcutDialog(const StudioActions& actions, QWidget* parent) : QDialog(parent), field_(new QLineEdit(this)), table_(new QTableWidget(this)) {
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    field_->setPlaceholderText(tr("Find an action or a key"));
    field_->setAccessibleName(tr("Find an action or a key"));
    field_->setClearButtonEnabled(true);
    field_->setMinimumHeight(30);
    field_->addAction(icon(QStringLiteral("search"), QPalette::PlaceholderText), QLineEdit::LeadingPosition);
    column->addWidget(field_);
    table_->setColumnCount(2);
    table_->setHorizontalHeaderLabels({tr("What"), tr("Keys")});
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setAccessibleName(tr("Keyboard shortcuts"));
    for (const QAction* action : actions.all) {
        const QString keys = keys_of(*action);
        if (!action->isVisible() || keys.isEmpty()) continue;
        const int row = table_->rowCount();
        table_->insertRow(row);
        table_->setItem(row, 0, new QTableWidgetItem(action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"))));
        table_->setItem(row, 1, new QTableWidgetItem(keys));
    }
    prepare_table(*table_);
    table_->setCurrentCell(0, 0);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table_->setColumnWidth(1, shortcut_keys_px);
    column->addWidget(table_, 1);
    auto* close = new QPushButton(tr("&Close"), this);
    close->setDefault(true);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(field_, &QLineEdit::textChanged, this, &ShortcutDialog::narrow);
    resize(shortcut_dialog_width_px, shortcut_dialog_height_px);
}

void ShortcutDialog::narrow(const QString& text) {
    const QString wanted = text.trimmed();
    for (int row = 0; row < table_->rowCount(); ++row) {
        const bool found = table_->item(row, 0)->text().contains(wanted, Qt::CaseInsensitive) || table_->item(row, 1)->text().contains(wanted, Qt::CaseInsensitive);
        table_->setRowHidden(row, !found);
    }
}

} // namespace orkestr
