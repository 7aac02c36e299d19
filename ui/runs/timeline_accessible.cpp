#include "ui/runs/timeline_accessible.h"

#include "ui/runs/timeline_chart.h"
#include "ui/runs/timeline_words.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

namespace orkestr {

class TimelineBars final : public PaintedItems {
public:
    explicit TimelineBars(TimelineChart& chart) : PaintedItems(chart), chart_(chart) {}

    int count() const override { return chart_.timeline() ? static_cast<int>(chart_.timeline()->bars.size()) : 0; }
    int item(int place) const override { return place; }
    int place(int item) const override { return has(item) ? item : -1; }
    bool has(int item) const override { return item >= 0 && item < count(); }
    int selected() const override { return chart_.selected_bar(); }
    int item_at(QPoint position) const override { return chart_.bar_at(position); }
    QRect rect(int item) const override { return chart_.bar_rect(item); }
    QString name(int item) const override { return timeline_bar_title(*chart_.timeline(), bar(item)); }
    QString description(int item) const override {
        const Timeline& timeline = *chart_.timeline();
        return timeline_bar_words(timeline, bar(item), chart_.now_ms()) + QStringLiteral(", ") +
               QCoreApplication::translate("TimelineBar", "in lane %1").arg(to_qt(timeline.names[timeline.lanes[bar(item).lane].name]));
    }
    void choose(int item) override { chart_.choose(item); }
    void activate() override { Q_EMIT chart_.step_activated(chart_.selected_step()); }

private:
    const TimelineBar& bar(int item) const { return chart_.timeline()->bars[static_cast<std::size_t>(item)]; }

    TimelineChart& chart_;
};

std::unique_ptr<PaintedItems> describe_timeline(TimelineChart& chart) { return std::make_unique<TimelineBars>(chart); }

} // namespace orkestr
