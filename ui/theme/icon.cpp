#include "ui/theme/icon.h"

#include "ui/theme/theme.h"

#include <QDebug>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

static void init_icon_resources() { Q_INIT_RESOURCE(orkestr_icons); }

namespace orkestr {

namespace {

QByteArray svg_text(const QString& name) {
    static const bool ready = (init_icon_resources(), true);
    Q_UNUSED(ready);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap rendered(const QString& name, const QColor& color, const QSize& size_device_px) {
    if (size_device_px.isEmpty()) return {};
    const QString key = QStringLiteral("orkestr-icon/%1/%2/%3x%4")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(size_device_px.width())
                            .arg(size_device_px.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    QByteArray svg = svg_text(name);
    if (svg.isEmpty()) return {};
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    pixmap = QPixmap(size_device_px);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    const double side = std::min(size_device_px.width(), size_device_px.height());
    QSvgRenderer(svg).render(
        &painter, QRectF((size_device_px.width() - side) / 2, (size_device_px.height() - side) / 2, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

struct IconSource {
    QString name;
    QPalette::ColorRole role = QPalette::ButtonText;
    DisplayStatus status = DisplayStatus::none; ///< its colour wins over the role's unless it is none
};

QColor color_of(const IconSource& source, QIcon::Mode mode) {
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, source.role);
    if (mode == QIcon::Selected) return palette.color(QPalette::Active, QPalette::HighlightedText);
    if (source.status != DisplayStatus::none) return Theme::of(palette).colors(source.status).stripe;
    return palette.color(QPalette::Active, source.role);
}

class SvgIconEngine final : public QIconEngine {
public:
    explicit SvgIconEngine(IconSource source) : source_(std::move(source)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap pixmap = rendered(source_.name, color_of(source_, mode), (QSizeF(rect.size()) * ratio).toSize());
        pixmap.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), pixmap);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return rendered(source_.name, color_of(source_, mode), size);
    }
    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    QIconEngine* clone() const override { return new SvgIconEngine(source_); }
    QString key() const override { return QStringLiteral("orkestr-svg"); }
    QString iconName() override { return source_.name; }
    bool isNull() override { return false; }

private:
    IconSource source_;
};

} // namespace

QIcon icon(const QString& name, QPalette::ColorRole role) {
    if (svg_text(name).isEmpty()) {
        qWarning().noquote() << "no icon is named" << name;
        return {};
    }
    return QIcon(new SvgIconEngine({name, role, DisplayStatus::none}));
}

QIcon status_icon(DisplayStatus status) {
    if (status == DisplayStatus::none) return {};
    return QIcon(new SvgIconEngine({status_icon_name(status), QPalette::Text, status}));
}

QIcon application_icon() {
    init_icon_resources();
    QSvgRenderer renderer(QStringLiteral(":/orkestr.svg"));
    QIcon made;
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        made.addPixmap(pixmap);
    }
    return made;
}

QPixmap icon_pixmap(const QString& name, const QColor& color, double size_px, double device_pixel_ratio) {
    const int side = static_cast<int>(std::lround(size_px * device_pixel_ratio));
    QPixmap pixmap = rendered(name, color, {side, side});
    if (!pixmap.isNull()) pixmap.setDevicePixelRatio(device_pixel_ratio);
    return pixmap;
}

} // namespace orkestr
