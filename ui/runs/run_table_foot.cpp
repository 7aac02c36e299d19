#include "ui/runs/run_table_foot.h"

#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/run_search.h"
#include "ui/viewmodels/short_number.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

namespace orkestr {

namespace {

constexpr int foot_height_px = 38;

QString exact(qulonglong number) { return QLocale().toString(number); }

} // namespace

RunTableFoot::RunTableFoot(RunSearch* search, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), search_(search), text_(new QLabel(this)), bar_(new QProgressBar(this)), button_(new QPushButton(this)), selection_(new QLabel(this)), actions_(actions) {
    setFixedHeight(foot_height_px);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 1, 8, 0);
    row->setSpacing(8);
    for (QLabel* label : {text_, selection_}) {
        label->setFont(ui_font(12));
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setTextFormat(Qt::PlainText);
    }
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    text_->setMinimumWidth(60);
    bar_->setFixedSize(96, 6);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Runs looked at"));
    row->addWidget(text_, 1);
    row->addWidget(bar_);
    row->addWidget(button_);
    row->addSpacing(8);
    row->addWidget(selection_);
    for (QAction* action : actions) {
        auto* one = new QPushButton(action->text(), this);
        one->setToolTip(action->toolTip());
        connect(one, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, one, [one, action] { one->setEnabled(action->isEnabled()); });
        one->setEnabled(action->isEnabled());
        buttons_ << one;
        row->addWidget(one);
    }
    connect(button_, &QPushButton::clicked, this, [this] {
        if (search_->is_stopped()) search_->go_on();
        else search_->stop();
    });
    connect(search_->runs(), &RunTableModel::progress_changed, this, &RunTableFoot::show_progress);
    connect(search_->runs(), &RunTableModel::state_changed, this, &RunTableFoot::show_progress);
    connect(search_, &RunSearch::totals_changed, this, &RunTableFoot::show_progress);
    set_selection({});
    show_progress();
}

QString RunTableFoot::reading_text() const {
    const RunTableModel* runs = search_->runs();
    const auto shown = static_cast<qulonglong>(runs->rowCount());
    if (runs->is_broken()) return runs->message();
    if (runs->is_scan() && (runs->has_older() || runs->is_stopped())) {
        const QString found = exact(shown);
        const QString looked = short_number(runs->looked_at());
        const QString all = short_number(search_->all_runs());
        if (runs->is_stopped()) return tr("Stopped: found %1, looked at %2 of %3").arg(found, looked, all);
        if (runs->is_reading()) return tr("Found %1, looked at %2 of %3…").arg(found, looked, all);
        return tr("Found %1, looked at %2 of %3; scroll down for more").arg(found, looked, all);
    }
    if (runs->state() != LoadState::ready) return {};
    const int rows = runs->rowCount();
    if (runs->has_newer()) return tr("%Ln run(s) loaded; there are newer ones above", nullptr, rows);
    const auto matching = search_->matching();
    if (runs->has_older() && matching && *matching > shown) return tr("%1 of %Ln run(s) loaded", nullptr, plural_number(*matching)).arg(exact(shown));
    if (runs->has_older()) return tr("%Ln run(s) loaded", nullptr, rows);
    return shown == 0 ? QString() : tr("%Ln run(s)", nullptr, rows);
}

void RunTableFoot::show_progress() {
    const RunTableModel* runs = search_->runs();
    const bool scanning = search_->is_scanning();
    const int share = search_->all_runs() == 0 ? 0 : static_cast<int>(std::min<std::uint64_t>(1000, search_->looked_at() * 1000 / search_->all_runs()));
    bar_->setRange(0, 1000);
    bar_->setValue(share);
    bar_->setVisible(scanning);
    button_->setVisible(scanning || search_->is_stopped());
    const QString word = runs->is_broken() ? tr("Try again") : search_->is_stopped() ? tr("Go on") : tr("Stop");
    if (button_->text() != word) button_->setText(word);
    button_->setToolTip(search_->is_stopped() ? QString() : tr("Stop looking (Esc)"));
    whole_text_ = reading_text();
    elide();
}

void RunTableFoot::elide() {
    const QString shown = text_->fontMetrics().elidedText(whole_text_, Qt::ElideRight, std::max(40, text_->width()));
    if (shown != text_->text()) text_->setText(shown);
    text_->setAccessibleName(whole_text_);
    text_->setToolTip(shown == whole_text_ ? QString() : QStringLiteral("<qt>%1</qt>").arg(whole_text_.toHtmlEscaped()));
}

void RunTableFoot::set_selection(const QString& text) {
    selection_->setText(text);
    // Buttons that can't do anything take no room from what is said.
    for (qsizetype i = 0; i < buttons_.size(); ++i) buttons_[i]->setVisible(!text.isEmpty() && actions_[i]->isVisible());
    elide();
}

void RunTableFoot::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, 0, width(), 1, theme.border);
}

void RunTableFoot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    elide();
}

} // namespace orkestr
