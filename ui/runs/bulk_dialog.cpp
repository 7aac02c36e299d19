#include "ui/runs/bulk_dialog.h"

#include "ui/theme/appearance.h"
#include "ui/theme/table_delegate.h"
#include "ui/viewmodels/bulk_action.h"
#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace orkestr {

namespace {

/// Answers come by the thousand a second; eyes don't.
constexpr int show_pause_ms = 100;
constexpr int dialog_width_px = 780;

QString bulk_title(BulkKind kind) {
    switch (kind) {
    case BulkKind::cancel: return BulkDialog::tr("Cancel runs");
    case BulkKind::rerun: return BulkDialog::tr("Run again");
    case BulkKind::replay: return BulkDialog::tr("Replay runs");
    case BulkKind::save: break;
    }
    return BulkDialog::tr("Export runs");
}

QString bulk_consequence(BulkKind kind) {
    switch (kind) {
    case BulkKind::cancel: return BulkDialog::tr("They end where they are, and so do the runs they wait for. They can't be resumed.");
    case BulkKind::rerun: return BulkDialog::tr("Each becomes a new run with the definition and the input that it had. The old ones stay as they are.");
    case BulkKind::replay: return BulkDialog::tr("Each is decided again from its recorded outcomes and compared event by event. Nothing outside is touched.");
    case BulkKind::save: break;
    }
    return BulkDialog::tr("Their histories and definitions are written into one file.");
}

QTableWidgetItem* cell(const QString& text) {
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

QTableWidgetItem* id_cell(const RunId& run) {
    QTableWidgetItem* item = cell(to_qt(run.text));
    QFont font = code_font();
    font.setPixelSize(12);
    item->setFont(font);
    return item;
}

QTableWidgetItem* status_cell(const std::string& status) {
    QTableWidgetItem* item = cell(status_text(to_qt(status)));
    item->setData(TableDelegate::status_role, static_cast<int>(display_status(to_qt(status))));
    return item;
}

} // namespace

BulkDialog::BulkDialog(BulkAction* action, const QString& user, QWidget* parent)
    : QDialog(parent), action_(action), user_(user), headline_(new QLabel(this)), detail_(new QLabel(this)), bar_(new QProgressBar(this)),
      list_(new QTableWidget(this)), more_(new QLabel(this)), why_(new QWidget(this)), reason_(new QLineEdit(why_)),
      copy_(new QPushButton(tr("&Copy the report"), this)), back_(new QPushButton(this)), button_(new QPushButton(this)) {
    setWindowTitle(bulk_title(action_->kind()));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    headline_->setFont(ui_font(15, QFont::DemiBold));
    for (QLabel* label : {headline_, detail_, more_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    more_->setForegroundRole(QPalette::PlaceholderText);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(8);
    bar_->setAccessibleName(tr("Progress"));
    make_list();
    auto* why_column = new QVBoxLayout(why_);
    why_column->setContentsMargins(0, 0, 0, 0);
    why_column->setSpacing(6);
    auto* label = new QLabel(tr("R&eason"), why_);
    label->setBuddy(reason_);
    reason_->setAccessibleName(tr("Reason"));
    reason_->setPlaceholderText(tr("May be left empty"));
    why_column->addWidget(label);
    why_column->addWidget(reason_);
    if (!user_.isEmpty()) {
        auto* recorded = new QLabel(tr("Recorded as %1's.").arg(user_), why_);
        recorded->setForegroundRole(QPalette::PlaceholderText);
        recorded->setTextFormat(Qt::PlainText);
        why_column->addWidget(recorded);
    }
    column->addWidget(headline_);
    column->addWidget(detail_);
    column->addWidget(bar_);
    column->addWidget(list_, 1);
    column->addWidget(more_);
    column->addWidget(why_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(copy_);
    buttons->addStretch(1);
    buttons->addWidget(back_);
    buttons->addWidget(button_);
    column->addSpacing(4);
    column->addLayout(buttons);
    resize(dialog_width_px, 480);
    soon_.setSingleShot(true);
    soon_.setInterval(show_pause_ms);
    connect(&soon_, &QTimer::timeout, this, &BulkDialog::show_stage);
    connect(action_, &BulkAction::changed, this, [this] {
        // A stage that has been reached is shown at once.
        if (static_cast<int>(action_->stage()) != shown_stage_) show_stage();
        else if (!soon_.isActive()) soon_.start();
    });
    connect(back_, &QPushButton::clicked, this, &BulkDialog::reject);
    connect(button_, &QPushButton::clicked, this, &BulkDialog::press);
    connect(copy_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(action_->report()); });
    show_stage();
}

void BulkDialog::make_list() {
    prepare_table(*list_);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setAccessibleName(tr("Runs"));
    list_->setFrameShape(QFrame::StyledPanel);
    list_->setMinimumHeight(160);
}

void BulkDialog::show_stage() {
    const bool is_new = static_cast<int>(action_->stage()) != shown_stage_;
    shown_stage_ = static_cast<int>(action_->stage());
    switch (action_->stage()) {
    case BulkAction::Stage::gathering: return show_gathering();
    case BulkAction::Stage::ready:
        if (is_new) show_ready();
        return;
    case BulkAction::Stage::working: return show_working();
    case BulkAction::Stage::done: return show_done();
    case BulkAction::Stage::failed: return show_failed();
    }
}

void BulkDialog::show_gathering() {
    const QLocale locale;
    headline_->setText(tr("Looking which runs these are…"));
    const QString seen = locale.toString(static_cast<qulonglong>(action_->gathered()));
    detail_->setText(action_->expected() > 0 ? tr("%1 of %Ln run(s) looked at; nothing is done yet.", nullptr, plural_number(action_->expected())).arg(seen)
                                             : tr("%Ln run(s) looked at; nothing is done yet.", nullptr, plural_number(action_->gathered())));
    bar_->setRange(0, action_->expected() > 0 ? 1000 : 0);
    if (action_->expected() > 0) bar_->setValue(static_cast<int>(std::min<std::uint64_t>(1000, action_->gathered() * 1000 / action_->expected())));
    bar_->show();
    for (QWidget* widget : {static_cast<QWidget*>(more_), why_, static_cast<QWidget*>(copy_), static_cast<QWidget*>(button_)}) widget->hide();
    back_->setText(tr("&Stop"));
}

void BulkDialog::show_ready() {
    const BulkKind kind = action_->kind();
    const bool none = action_->count() == 0;
    headline_->setText(none ? tr("There is nothing to do") : action_->headline());
    const QString left = action_->left_alone_text();
    QStringList parts;
    if (!none) parts << bulk_consequence(kind);
    if (!left.isEmpty()) parts << left;
    detail_->setText(parts.join(u'\n'));
    detail_->setVisible(!parts.isEmpty());
    bar_->hide();
    list_runs();
    list_->setVisible(!none);
    const auto rest = static_cast<int>(action_->count() - action_->listed().size());
    more_->setText(rest > 0 ? tr("and %n more", nullptr, rest) : QString());
    more_->setVisible(rest > 0);
    why_->setVisible(!none && !is_done_elsewhere(kind));
    copy_->hide();
    // `Cancel` beside `Cancel the runs` would leave people guessing.
    back_->setText(none ? tr("&Close") : tr("&Go back"));
    button_->setText(kind == BulkKind::cancel ? tr("&Cancel %n run(s)", nullptr, static_cast<int>(action_->count()))
                     : kind == BulkKind::rerun ? tr("&Run %n run(s) again", nullptr, static_cast<int>(action_->count()))
                     : kind == BulkKind::replay ? tr("Re&play")
                                                : tr("&Export…"));
    button_->setVisible(!none);
    button_->setDefault(true);
    if (why_->isVisibleTo(this)) reason_->setFocus();
    else (none ? back_ : button_)->setFocus();
    if (none) resize(width(), sizeHint().height());
}

void BulkDialog::list_runs() {
    list_->clear();
    const auto& runs = action_->listed();
    list_->setColumnCount(5);
    list_->setHorizontalHeaderLabels({tr("Status"), tr("Definition"), tr("Version"), tr("Started"), tr("Run")});
    list_->setRowCount(static_cast<int>(runs.size()));
    for (int row = 0; row < list_->rowCount(); ++row) {
        const RunRow& run = runs[static_cast<std::size_t>(row)];
        list_->setItem(row, 0, status_cell(run.status));
        list_->setItem(row, 1, cell(to_qt(run.name)));
        list_->setItem(row, 2, cell(to_qt(run.version)));
        list_->setItem(row, 3, cell(moment_text(to_qt(run.started))));
        list_->setItem(row, 4, id_cell(run.run));
    }
    for (const auto& [column, wide] : {std::pair{0, 110}, {1, 160}, {2, 70}, {3, 150}}) list_->setColumnWidth(column, wide);
    list_->horizontalHeader()->setStretchLastSection(true);
    list_->show();
}

void BulkDialog::show_working() {
    const QLocale locale;
    const auto count = static_cast<qulonglong>(action_->count());
    const auto tried = static_cast<qulonglong>(action_->done() + action_->failed());
    headline_->setText(action_->kind() == BulkKind::cancel ? tr("Cancelling runs…") : tr("Starting runs again…"));
    detail_->setText(action_->failed() == 0 ? tr("%1 of %2").arg(locale.toString(tried), locale.toString(count))
                                            : tr("%1 of %2, %Ln failed", nullptr, plural_number(action_->failed())).arg(locale.toString(tried), locale.toString(count)));
    detail_->show();
    bar_->setRange(0, static_cast<int>(count));
    bar_->setValue(static_cast<int>(tried));
    bar_->show();
    why_->hide();
    button_->hide();
    back_->setText(tr("&Stop"));
    back_->setEnabled(!action_->is_stopped());
    back_->setFocus();
}

void BulkDialog::show_done() {
    headline_->setText(action_->outcome());
    const bool failed = action_->failed() > 0;
    detail_->setText(failed ? tr("What failed, and why:") : QString());
    detail_->setVisible(failed);
    bar_->hide();
    why_->hide();
    more_->hide();
    if (failed) list_failures();
    else list_->setVisible(false);
    copy_->show();
    button_->hide();
    back_->setEnabled(true);
    back_->setText(tr("&Close"));
    back_->setFocus();
    if (!failed) resize(width(), sizeHint().height());
}

void BulkDialog::list_failures() {
    list_->clear();
    const auto& failures = action_->failures();
    list_->setColumnCount(3);
    list_->setHorizontalHeaderLabels({tr("Definition"), tr("Why"), tr("Run")});
    const int rows = static_cast<int>(std::min(failures.size(), BulkAction::most_listed));
    list_->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const BulkAction::Failure& failure = failures[static_cast<std::size_t>(row)];
        list_->setItem(row, 0, cell(to_qt(failure.name)));
        list_->setItem(row, 1, cell(to_qt(failure.why)));
        list_->setItem(row, 2, id_cell(failure.run));
    }
    list_->setColumnWidth(0, 130);
    list_->setColumnWidth(1, 370);
    list_->show();
    const auto rest = static_cast<int>(action_->failed() - static_cast<std::size_t>(rows));
    more_->setText(tr("and %n more", nullptr, rest));
    more_->setVisible(rest > 0);
}

void BulkDialog::show_failed() {
    headline_->setText(tr("Nothing was done"));
    detail_->setText(action_->message());
    detail_->show();
    for (QWidget* widget : {static_cast<QWidget*>(bar_), static_cast<QWidget*>(list_), static_cast<QWidget*>(more_), why_, static_cast<QWidget*>(copy_), static_cast<QWidget*>(button_)})
        widget->hide();
    back_->setText(tr("&Close"));
    back_->setFocus();
    resize(width(), sizeHint().height());
}

void BulkDialog::press() {
    if (action_->stage() != BulkAction::Stage::ready) return;
    if (is_done_elsewhere(action_->kind())) return accept();
    action_->start({user_.toStdString(), reason_->text().trimmed().toStdString()});
}

void BulkDialog::reject() {
    switch (action_->stage()) {
    case BulkAction::Stage::gathering: action_->stop(); return QDialog::reject();
    case BulkAction::Stage::working: return action_->stop();
    case BulkAction::Stage::done: return accept();
    case BulkAction::Stage::ready:
    case BulkAction::Stage::failed: break;
    }
    QDialog::reject();
}

} // namespace orkestr
