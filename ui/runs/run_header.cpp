#include "ui/runs/run_header.h"

#include "ui/parts/banner.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace orkestr {

namespace {

constexpr int facts_line_px = 30;
constexpr int error_line_px = 32;

QString short_run(const QString& run) { return QStringLiteral("…") + run.right(6); }

} // namespace

RunHeader::RunHeader(RunDocument* run, QWidget* parent)
    : QWidget(parent), run_(run), definition_(make_link(tr("The definition that this run is pinned to"))), origin_(new QLabel(this)),
      origin_run_(make_link(tr("The run that this one was made from"))), parent_(make_link(tr("The run that ordered this one"))),
      children_(make_link(tr("Runs that this one ordered"))), child_menu_(new QMenu(this)), error_(new QWidget(this)), error_icon_(new QLabel(error_)),
      error_text_(new QLabel(error_)), error_step_(make_link(tr("Go to the step in which the error arose"))), damage_(new Banner(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 1);
    column->setSpacing(0);
    auto* line = new QWidget(this);
    line->setFixedHeight(facts_line_px);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(14, 0, 12, 4);
    row->setSpacing(10);
    row->addWidget(definition_);
    row->addWidget(origin_run_);
    row->addWidget(parent_);
    row->addWidget(children_);
    row->addWidget(origin_, 1);
    column->addWidget(line);
    column->addWidget(error_);
    column->addWidget(damage_);
    origin_->setFont(ui_font(12));
    origin_->setForegroundRole(QPalette::PlaceholderText);
    origin_->setTextFormat(Qt::PlainText);
    // A long name of somebody must not hold the window open.
    origin_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    definition_->setIcon(icon(QStringLiteral("file-text"), QPalette::Link));
    definition_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    children_->setPopupMode(QToolButton::InstantPopup);
    children_->setMenu(child_menu_);
    children_->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    // The arrow stands after the words.
    children_->setIcon(icon(QStringLiteral("chevron-down"), QPalette::Link));
    children_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    children_->setLayoutDirection(Qt::RightToLeft);

    error_->setFixedHeight(error_line_px);
    auto* said = new QHBoxLayout(error_);
    said->setContentsMargins(16, 0, 12, 0);
    said->setSpacing(8);
    said->addWidget(error_icon_);
    said->addWidget(error_text_, 1);
    said->addWidget(error_step_);
    error_text_->setTextFormat(Qt::PlainText);
    error_text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    error_text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    error_text_->setAccessibleDescription(tr("The run's error"));
    error_step_->setText(tr("Go to the step"));

    connect(definition_, &QToolButton::clicked, this, &RunHeader::definition_wanted);
    connect(origin_run_, &QToolButton::clicked, this, [this] { Q_EMIT run_chosen(facts_.origin_run); });
    connect(parent_, &QToolButton::clicked, this, [this] { Q_EMIT run_chosen(facts_.parent); });
    connect(error_step_, &QToolButton::clicked, this, [this] { run_->select_step(facts_.error_step); });
    connect(run_, &RunDocument::view_changed, this, &RunHeader::show_run);
    connect(run_, &RunDocument::opened, this, [this] { show_damage({}); });
    tint_links();
    show_run();
}

QToolButton* RunHeader::make_link(const QString& about) {
    auto* link = new QToolButton(this);
    link->setAutoRaise(true);
    link->setFont(ui_font(12));
    link->setToolTip(about);
    link->setAccessibleName(about);
    link->setFocusPolicy(Qt::StrongFocus);
    links_ << link;
    return link;
}

void RunHeader::tint_links() {
    for (QToolButton* link : links_) {
        QPalette ink = link->palette();
        ink.setColor(QPalette::Active, QPalette::ButtonText, palette().color(QPalette::Link));
        ink.setColor(QPalette::Inactive, QPalette::ButtonText, palette().color(QPalette::Link));
        link->setPalette(ink);
    }
}

void RunHeader::show_run() {
    const auto& view = run_->view();
    setVisible(view != nullptr);
    if (!view) return;
    facts_ = run_facts(*view, run_->faulted_step());
    show_links();
    show_error();
    show_damage(to_qt(view->damage));
}

/// Once it was dismissed it stays away until there is something else to say.
void RunHeader::show_damage(const QString& damage) {
    if (damage == said_damage_) return;
    said_damage_ = damage;
    if (damage.isEmpty()) damage_->hide();
    else damage_->show_message(Banner::Tone::warning, damage);
}

void RunHeader::show_links() {
    definition_->setVisible(!facts_.definition.isEmpty());
    definition_->setText(facts_.definition);
    definition_->setEnabled(!facts_.hash.isEmpty());
    definition_->setToolTip(facts_.hash.isEmpty() ? QString() : tr("The definition that this run is pinned to, as it was: %1").arg(facts_.hash));
    definition_->setAccessibleName(tr("Show the definition %1 as it was").arg(facts_.definition));
    origin_->setVisible(!facts_.origin.isEmpty());
    origin_->setText(origin_->fontMetrics().elidedText(facts_.origin, Qt::ElideRight, std::max(80, origin_->width())));
    origin_->setToolTip(facts_.origin);
    origin_run_->setVisible(!facts_.origin_run.isEmpty());
    origin_run_->setText(tr("of %1").arg(short_run(facts_.origin_run)));
    parent_->setVisible(!facts_.parent.isEmpty());
    parent_->setText(tr("Parent %1").arg(short_run(facts_.parent)));
    children_->setVisible(!facts_.children.isEmpty());
    children_->setText(tr("%n child run(s)", nullptr, static_cast<int>(facts_.children.size())));
    if (child_menu_->actions().size() == facts_.children.size()) return;
    child_menu_->clear();
    for (const QString& child : facts_.children)
        connect(child_menu_->addAction(child), &QAction::triggered, this, [this, child] { Q_EMIT run_chosen(child); });
}

void RunHeader::show_error() {
    error_->setVisible(!facts_.error.isEmpty());
    if (facts_.error.isEmpty()) return;
    const StatusColors& colors = Theme::of(palette()).colors(DisplayStatus::faulted);
    QPalette ink = error_text_->palette();
    ink.setColor(QPalette::WindowText, colors.text);
    error_text_->setPalette(ink);
    error_text_->setText(error_text_->fontMetrics().elidedText(facts_.error, Qt::ElideRight, std::max(120, error_text_->width())));
    error_text_->setToolTip(facts_.error);
    error_text_->setAccessibleName(facts_.error);
    error_icon_->setPixmap(icon_pixmap(status_icon_name(DisplayStatus::faulted), colors.text, 15, devicePixelRatioF()));
    error_step_->setVisible(facts_.error_step != 0);
}

QString RunHeader::error_text() const { return error_->isHidden() ? QString() : facts_.error; }

void RunHeader::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    tint_links();
    show_error();
}

void RunHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (run_->view()) show_links();
    show_error();
}

void RunHeader::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    if (!error_->isHidden()) painter.fillRect(error_->geometry(), theme.colors(DisplayStatus::faulted).fill);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

} // namespace orkestr
