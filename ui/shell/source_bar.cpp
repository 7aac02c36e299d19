#include "ui/shell/source_bar.h"

#include "ui/parts/banner.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/source_document.h"
#include "ui/viewmodels/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

namespace orkestr {

namespace {

constexpr int source_line_px = 32;
constexpr int signer_characters = 12;

QLabel* make_source_label(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(ui_font(12));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

SourceBar::SourceBar(SourceDocument* source, QWidget* parent)
    : QWidget(parent), source_(source), line_(new QWidget(this)), picture_(new QLabel(line_)), kind_(make_source_label(line_)),
      proof_(make_source_label(line_)), signer_(make_source_label(line_)), progress_(new QProgressBar(line_)), damage_(new Banner(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(line_);
    column->addWidget(damage_);
    line_->setFixedHeight(source_line_px);
    auto* row = new QHBoxLayout(line_);
    row->setContentsMargins(16, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(kind_);
    row->addSpacing(8);
    row->addWidget(picture_);
    // As much of it as there is room for; all of it is in its tip.
    proof_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(proof_, 1);
    row->addWidget(progress_);
    row->addWidget(signer_);
    kind_->setForegroundRole(QPalette::PlaceholderText);
    signer_->setForegroundRole(QPalette::PlaceholderText);
    kind_->setAccessibleDescription(tr("What is open"));
    proof_->setAccessibleDescription(tr("What checking it came to"));
    progress_->setFixedSize(120, 6);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of reading and checking"));
    connect(source_, &SourceDocument::changed, this, &SourceBar::show_source);
    show_source();
}

QString SourceBar::text() const { return kind_->text() + QStringLiteral(" · ") + proof_->accessibleName(); }

void SourceBar::elide_proof() {
    const QString whole = as_sentence(source_->proof_text());
    const QString shown = proof_->fontMetrics().elidedText(whole, Qt::ElideRight, std::max(40, proof_->width()));
    if (shown != proof_->text()) proof_->setText(shown);
    proof_->setAccessibleName(whole);
    proof_->setToolTip(shown == whole ? QString() : whole);
}

void SourceBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (source_->is_file()) elide_proof();
}

void SourceBar::show_source() {
    setVisible(source_->is_file());
    if (!source_->is_file()) return;
    const SourceState& state = source_->state();
    kind_->setText(tr("%1 · read only").arg(source_->kind_text()));
    const bool busy = source_->is_reading() || source_->is_checking();
    progress_->setVisible(busy);
    progress_->setValue(source_->percent());
    signer_->setVisible(!state.signer.empty());
    signer_->setText(tr("signed by %1…").arg(to_qt(state.signer).left(signer_characters)));
    signer_->setToolTip(to_qt(state.signer));
    signer_->setAccessibleName(tr("signed by %1").arg(to_qt(state.signer)));
    draw_proof();
    line_->layout()->activate();
    elide_proof();
    const QString damage = as_sentence(to_qt(state.damage));
    if (damage.isEmpty()) damage_->hide();
    else if (damage_->text() != damage) damage_->show_message(state.proof == SourceState::Proof::none ? Banner::Tone::warning : Banner::Tone::error, damage);
}

void SourceBar::draw_proof() {
    using Proof = SourceState::Proof;
    const Theme& theme = Theme::of(palette());
    const Proof proof = source_->state().proof;
    const bool broken = proof == Proof::broken;
    const bool intact = proof == Proof::intact && !source_->is_reading();
    const QColor ink = broken ? theme.error : intact ? theme.success : theme.secondary_text;
    QPalette colors = proof_->palette();
    colors.setColor(QPalette::WindowText, ink);
    proof_->setPalette(colors);
    picture_->setVisible(broken || intact);
    const QString name = broken ? QStringLiteral("shield-alert") : QStringLiteral("shield-check");
    if (broken || intact) picture_->setPixmap(icon_pixmap(name, ink, 15, devicePixelRatioF()));
}

void SourceBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && source_->is_file()) draw_proof();
}

} // namespace orkestr
