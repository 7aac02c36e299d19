#include "ui/shell/document_header.h"

#include "ui/parts/icon_button.h"
#include "ui/parts/status_pill.h"
#include "ui/shell/studio_actions.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/run_note.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace orkestr {

namespace {

constexpr int head_height_px = 56;

} // namespace

DocumentHeader::DocumentHeader(StudioSession& session, const StudioActions& actions, QWidget* parent)
    : QWidget(parent), session_(session), back_(make_action_button(actions.back, this)), title_(new QLabel(this)),
      subtitle_(new QLabel(this)), status_(new StatusPill(this)), copy_(make_action_button(actions.copy_run, this)) {
    setFixedHeight(head_height_px);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 12, 1);
    row->setSpacing(8);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    title_->setFont(ui_font(15, QFont::DemiBold));
    title_->setAccessibleDescription(tr("What is shown"));
    subtitle_->setFont(ui_font(12));
    subtitle_->setForegroundRole(QPalette::PlaceholderText);
    subtitle_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    for (QLabel* label : {title_, subtitle_}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    top->addWidget(title_);
    top->addWidget(status_);
    top->addStretch(1);
    lines->addStretch(1);
    lines->addLayout(top);
    lines->addWidget(subtitle_);
    lines->addStretch(1);
    row->addWidget(back_);
    row->addLayout(lines, 1);
    row->addWidget(copy_);
    clock_.setInterval(200);
    connect(&clock_, &QTimer::timeout, this, &DocumentHeader::show_run);
    connect(&session_, &StudioSession::definition_changed, this, &DocumentHeader::show_definition);
    connect(session_.run(), &RunDocument::view_changed, this, &DocumentHeader::show_run);
    show_definition();
}

void DocumentHeader::show_cover(const QString& title) {
    cover_ = title;
    show_definition();
}

void DocumentHeader::show_definition() {
    const DefinitionDocument& document = session_.definition();
    if (!cover_.isEmpty()) title_->setText(cover_);
    else if (document.content()) title_->setText(document.content()->name());
    else if (!document.path().isEmpty()) title_->setText(QFileInfo(document.path()).fileName());
    else if (const auto& view = session_.run()->view(); view && !view->name.empty()) title_->setText(to_qt(view->name));
    else title_->setText(session_.run()->is_open() ? tr("Run") : tr("Orkestr Studio"));
    show_run();
}

void DocumentHeader::show_run() {
    const bool covered = !cover_.isEmpty();
    const bool open = session_.run()->is_open() && !covered;
    const auto view = covered ? nullptr : session_.run()->view();
    back_->setVisible(open || covered);
    copy_->setVisible(open);
    status_->set_status(view ? display_status(to_qt(view->status)) : DisplayStatus::none);
    if (view && !view->ended && session_.can_control() && !session_.run()->moment()) clock_.start();
    else clock_.stop();
    const DefinitionDocument& document = session_.definition();
    if (covered) return show_subtitle({session_.title()});
    const QString version = document.content() ? document.content()->version() : QString();
    QStringList parts;
    if (open) parts << run_line();
    if (!version.isEmpty() && !open) parts << version;
    if (!open && !document.path().isEmpty()) parts << QDir::toNativeSeparators(document.path());
    if (parts.isEmpty()) parts << tr("Design, run and inspect durable workflows");
    show_subtitle(parts);
}

void DocumentHeader::show_subtitle(const QStringList& parts) {
    subtitle_text_ = parts.join(QStringLiteral("   ·   "));
    subtitle_->setAccessibleName(parts.join(QStringLiteral(", ")));
    elide();
}

QString DocumentHeader::run_line() const {
    const auto& view = session_.run()->view();
    QString line = tr("Run %1", "a run, by its id").arg(to_qt(session_.run()->run().text));
    if (!view) return line;
    const auto& moment = session_.run()->moment();
    const Instant end = view->ended ? *view->ended : moment ? moment->at : Instant{QDateTime::currentMSecsSinceEpoch()};
    line += QStringLiteral("   ·   ") + tr("started %1").arg(moment_text(to_qt(view->started)));
    if (view->ended || moment || session_.can_control()) line += QStringLiteral("   ·   ") + duration_text(end - view->started);
    const QString note = run_note(*view);
    return note.isEmpty() ? line : line + QStringLiteral("   ·   ") + note;
}

void DocumentHeader::elide() {
    const QString shown = subtitle_->fontMetrics().elidedText(subtitle_text_, Qt::ElideRight, subtitle_->width());
    subtitle_->setToolTip(shown == subtitle_text_ ? QString() : subtitle_text_);
    if (shown != subtitle_->text()) subtitle_->setText(shown);
}

void DocumentHeader::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

void DocumentHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    elide();
}

} // namespace orkestr
