#include "ui/runs/timeline_accessible.h"

#include "ui/runs/timeline_chart.h"
#include "ui/runs/timeline_words.h"
#include "ui/viewmodels/text.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

namespace orkestr {

/// One bar. Belongs to Qt's cache of interfaces, which TimelineChart::accessible_bars_ lists.
class TimelineBarAccessible final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    TimelineBarAccessible(TimelineChart& chart, int bar) : chart_(&chart), bar_(bar) {}

    int bar() const { return bar_; }
    bool isValid() const override { return chart_ && chart_->timeline() && static_cast<std::size_t>(bar_) < chart_->timeline()->bars.size(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return chart_ ? chart_->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return chart_ ? QAccessible::queryAccessibleInterface(chart_) : nullptr; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }

    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        const Timeline& timeline = *chart_->timeline();
        const TimelineBar& bar = timeline.bars[static_cast<std::size_t>(bar_)];
        if (kind == QAccessible::Name) return timeline_bar_title(timeline, bar);
        if (kind != QAccessible::Description) return {};
        return timeline_bar_words(timeline, bar, chart_->now_ms()) + QStringLiteral(", ") +
               QCoreApplication::translate("TimelineBar", "in lane %1").arg(to_qt(timeline.names[timeline.lanes[bar.lane].name]));
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        if (!isValid()) return {};
        const QRect place = chart_->bar_rect(bar_);
        return place.isEmpty() ? QRect() : QRect(chart_->viewport()->mapToGlobal(place.topLeft()), place.size());
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = true;
        state.selectable = true;
        state.selected = chart_->selected_bar() == bar_;
        state.focused = state.selected && chart_->hasFocus();
        state.invisible = !chart_->isVisible();
        state.offscreen = chart_->bar_rect(bar_).isEmpty();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString& name) override {
        if (!isValid()) return;
        chart_->setFocus();
        chart_->choose(bar_);
        if (name == pressAction()) Q_EMIT chart_->step_activated(chart_->selected_step());
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    QPointer<TimelineChart> chart_;
    int bar_;
};

class TimelineChartAccessible final : public QAccessibleWidget {
public:
    explicit TimelineChartAccessible(TimelineChart* chart) : QAccessibleWidget(chart, QAccessible::List) {}

    int childCount() const override { return isValid() && chart().timeline() ? static_cast<int>(chart().timeline()->bars.size()) : 0; }
    QAccessibleInterface* child(int index) const override { return index < 0 || index >= childCount() ? nullptr : interface_of(chart(), index); }
    int indexOfChild(const QAccessibleInterface* child) const override {
        const auto* bar = dynamic_cast<const TimelineBarAccessible*>(child);
        return bar ? bar->bar() : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const int bar = chart().bar_at(chart().viewport()->mapFromGlobal(QPoint(x, y)));
        return bar < 0 ? nullptr : interface_of(chart(), bar);
    }
    QAccessibleInterface* focusChild() const override {
        return chart().hasFocus() && chart().selected_bar() >= 0 ? interface_of(chart(), chart().selected_bar()) : nullptr;
    }

    static QAccessibleInterface* interface_of(TimelineChart& chart, int bar) {
        auto known = chart.accessible_bars_.find(bar);
        if (known == chart.accessible_bars_.end())
            known = chart.accessible_bars_.insert(bar, QAccessible::registerAccessibleInterface(new TimelineBarAccessible(chart, bar)));
        return QAccessible::accessibleInterface(*known);
    }

private:
    TimelineChart& chart() const { return *static_cast<TimelineChart*>(widget()); }
};

namespace {

QAccessibleInterface* make_timeline_interface(const QString&, QObject* object) {
    auto* chart = qobject_cast<TimelineChart*>(object);
    return chart ? new TimelineChartAccessible(chart) : nullptr;
}

} // namespace

void install_timeline_accessibility() {
    static const bool installed = (QAccessible::installFactory(make_timeline_interface), true);
    Q_UNUSED(installed);
}

void forget_timeline_bars(QHash<int, unsigned>& bars) {
    for (const unsigned id : std::exchange(bars, {})) QAccessible::deleteAccessibleInterface(id);
}

void announce_timeline_changed(TimelineChart& chart) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&chart, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void announce_timeline_bar(TimelineChart& chart, int bar) {
    if (!QAccessible::isActive() || bar < 0) return;
    QAccessibleInterface* item = TimelineChartAccessible::interface_of(chart, bar);
    if (chart.hasFocus()) {
        QAccessibleEvent focus(item, QAccessible::Focus);
        QAccessible::updateAccessibility(&focus);
    }
    QAccessibleEvent selection(item, QAccessible::Selection);
    QAccessible::updateAccessibility(&selection);
}

} // namespace orkestr
