#include "ui/canvas/node_texts.h"

#include "ui/canvas/metrics.h"
#include "ui/canvas/node_shape.h"
#include "ui/theme/appearance.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace orkestr {

namespace {

/// More texts than this at one zoom are dropped and made again: about 30 MB.
constexpr qsizetype most_texts = 20000;

QStaticText shaped(const QString& text, const QFont& font) {
    QStaticText made(text);
    made.setTextFormat(Qt::PlainText);
    made.setPerformanceHint(QStaticText::AggressiveCaching);
    made.prepare(QTransform(), font);
    return made;
}

int width_of(const QStaticText& text) { return qCeil(text.size().width()); }

} // namespace

QString status_note(const NodeStatus& status) {
    QStringList parts;
    if (status.iterations > 1) parts << QStringLiteral("%1×").arg(status.iterations);
    if (status.attempts > 1) parts << QCoreApplication::translate("Canvas", "%1 attempts").arg(status.attempts);
    if (!status.duration.isEmpty()) parts << status.duration;
    return parts.join(QStringLiteral(" · "));
}

void NodeTexts::prepare(const PaintView& view) {
    if (texts_.size() > most_texts) texts_.clear();
    if (scale_ == view.scale()) return;
    scale_ = view.scale();
    texts_.clear();
    if (view.detail() == Detail::full) {
        title_font_ = ui_font(13 * scale_, QFont::Medium);
        frame_font_ = ui_font(13 * scale_, QFont::DemiBold);
        small_font_ = ui_font(11.5 * scale_);
    } else {
        // Names stay readable while cards shrink.
        title_font_ = ui_font(10.5 * view.device_pixel_ratio, QFont::Medium);
        frame_font_ = ui_font(11 * view.device_pixel_ratio, QFont::DemiBold);
        small_font_ = title_font_;
    }
    title_height_ = qCeil(QFontMetricsF(title_font_).height());
    small_height_ = qCeil(QFontMetricsF(small_font_).height());
}

const NodeTexts::Texts& NodeTexts::of(const PaintView& view, int node) {
    auto found = texts_.find(node);
    if (found == texts_.end()) {
        const bool frame = view.scene.index.node(node).container;
        found = texts_.insert(node, frame ? make_frame(view, node) : make_card(view, node));
    }
    return *found;
}

NodeTexts::Texts NodeTexts::make_card(const PaintView& view, int node) const {
    Texts made;
    const QString title = view.scene.title(node);
    const CardShape shape(view, view.scene.index.node(node).type);
    const QFontMetricsF measure(title_font_);
    made.title = shaped(measure.elidedText(title, Qt::ElideRight, shape.title_width(view.statuses.of(node).status)),
                        title_font_);
    made.title_width = width_of(made.title);
    if (view.detail() != Detail::full || is_terminal(view.scene.index.node(node).type)) return made;

    const QFontMetricsF small(small_font_);
    const QString note = status_note(view.statuses.of(node));
    double room = shape.subtitle_width();
    if (!note.isEmpty()) {
        made.note = shaped(small.elidedText(note, Qt::ElideRight, room), small_font_);
        made.note_width = width_of(made.note);
        room -= made.note_width + view.pixels(8);
    }
    const QString subtitle = view.scene.subtitle(node);
    if (room > view.pixels(20)) made.subtitle = shaped(small.elidedText(subtitle, Qt::ElideRight, room), small_font_);
    return made;
}

NodeTexts::Texts NodeTexts::make_frame(const PaintView& view, int node) const {
    Texts made;
    const FrameShape shape(view, view.scene.layout.node(node));
    const QFontMetricsF small(small_font_);
    double room = shape.text_width();
    const NodeStatus& status = view.statuses.of(node);
    if (status.status != DisplayStatus::none) room -= view.pixels(24);
    const QString note = status_note(status);
    if (!note.isEmpty() && view.detail() == Detail::full) {
        made.note = shaped(small.elidedText(note, Qt::ElideRight, room / 2), small_font_);
        made.note_width = width_of(made.note);
        room -= made.note_width + view.pixels(12);
    }
    made.title =
        shaped(QFontMetricsF(frame_font_).elidedText(view.scene.title(node), Qt::ElideRight, room), frame_font_);
    made.title_width = width_of(made.title);
    room -= made.title_width + view.pixels(10);
    const QString subtitle = view.scene.subtitle(node);
    if (view.detail() == Detail::full && room > view.pixels(36))
        made.subtitle = shaped(small.elidedText(subtitle, Qt::ElideRight, room), small_font_);
    return made;
}

} // namespace orkestr
