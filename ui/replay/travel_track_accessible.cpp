#include "ui/replay/travel_track_accessible.h"

#include "ui/replay/travel_track.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace orkestr {

namespace {

class TravelTrackAccessible final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit TravelTrackAccessible(TravelTrack* track) : QAccessibleWidget(track, QAccessible::Slider) {}

    QString text(QAccessible::Text kind) const override { return kind == QAccessible::Value ? track().value_text() : QAccessibleWidget::text(kind); }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this) : QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return static_cast<qulonglong>(document().position()); }
    void setCurrentValue(const QVariant& value) override { document().go_to(std::max<qulonglong>(1, value.toULongLong())); }
    QVariant maximumValue() const override { return static_cast<qulonglong>(document().last()); }
    QVariant minimumValue() const override { return 1; }
    QVariant minimumStepSize() const override { return 1; }

private:
    TravelTrack& track() const { return *static_cast<TravelTrack*>(widget()); }
    TravelDocument& document() const { return track().travel()->document(); }
};

QAccessibleInterface* make_travel_track_interface(const QString&, QObject* object) {
    auto* track = qobject_cast<TravelTrack*>(object);
    return track ? new TravelTrackAccessible(track) : nullptr;
}

} // namespace

void install_travel_track_accessibility() {
    static const bool installed = (QAccessible::installFactory(make_travel_track_interface), true);
    Q_UNUSED(installed);
}

void announce_travel_position(TravelTrack& track) {
    if (!QAccessible::isActive() || !track.hasFocus()) return;
    QAccessibleValueChangeEvent event(&track, static_cast<qulonglong>(track.travel()->document().position()));
    QAccessible::updateAccessibility(&event);
}

} // namespace orkestr
