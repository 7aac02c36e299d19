#include "ui/runs/timeline_view.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/panel_header.h"
#include "ui/runs/timeline_chart.h"
#include "ui/runs/timeline_overview.h"
#include "ui/runs/timeline_painter.h"
#include "ui/viewmodels/text.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace orkestr {

TimelineView::TimelineView(TimelineModel* model, QWidget* parent)
    : QWidget(parent), model_(model), header_(new PanelHeader(tr("Timeline"), this)), chart_(new TimelineChart(this)), overview_(new TimelineOverview(chart_, this)),
      empty_(new EmptyState(this)),
      pages_(new QStackedLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addLayout(pages_, 1);
    auto* page = new QWidget(this);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(chart_, 1);
    rows->addWidget(overview_);
    pages_->addWidget(page);
    pages_->addWidget(empty_);
    const TimelineChart::Actions& actions = chart_->chart_actions();
    for (QAction* action : {actions.critical, actions.zoom_out, actions.zoom_in, actions.fit}) header_->add_action(action);
    connect(model_, &TimelineModel::changed, this, &TimelineView::show_state);
    connect(chart_, &TimelineChart::step_selected, this, [this](StepId step) {
        wanted_ = step;
        Q_EMIT step_selected(step);
    });
    connect(chart_, &TimelineChart::step_activated, this, &TimelineView::step_activated);
    show_state();
}

void TimelineView::show_state() {
    using Tone = EmptyState::Tone;
    const auto& timeline = model_->timeline();
    if (model_->state() == LoadState::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("There is no timeline of this run"), model_->message());
    else if (model_->state() == LoadState::loading)
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Laying out the timeline…"), {});
    else if (timeline && timeline->bars.empty())
        empty_->show_message(Tone::calm, QStringLiteral("clock"), tr("Nothing has happened yet"), tr("The first step shows here as soon as it begins."));
    else
        empty_->show_message(Tone::calm, QStringLiteral("clock"), tr("No run is open"), tr("Choose a run to see when its steps began and ended."));
    const bool shown = model_->state() == LoadState::ready && timeline && !timeline->bars.empty();
    if (timeline != chart_->timeline()) {
        const auto& before = chart_->timeline();
        chart_->set_timeline(timeline, before && timeline && before->begin == timeline->begin);
        if (wanted_ != 0) chart_->select_step(wanted_);
    }
    for (QAction* action : chart_->actions()) action->setEnabled(shown);
    QString note;
    if (shown) note = tr("%Ln lane(s)", nullptr, static_cast<int>(timeline->lanes.size())) + QStringLiteral(" · ");
    // A fork's own time is what its header says; what it took over is told beside.
    if (shown) note += duration_text(timeline->end - timeline->forked.value_or(timeline->begin));
    if (shown && timeline_shows_fork(*timeline))
        note += QStringLiteral(" · ") + tr("%1 before the fork").arg(duration_text(*timeline->forked - timeline->begin));
    header_->set_note(note);
    pages_->setCurrentIndex(shown ? 0 : 1);
    // The keyboard has waited here for something to be at.
    if (shown && window()->focusWidget() == this) focus_content();
}

void TimelineView::set_follows_clock(bool follows) { chart_->set_follows_clock(follows); }

void TimelineView::select_step(StepId step) {
    wanted_ = step;
    chart_->select_step(step);
}

void TimelineView::set_moment(std::optional<Instant> moment) { chart_->set_moment(moment ? std::optional<qint64>(moment->ms) : std::nullopt); }

void TimelineView::focus_content() {
    if (pages_->currentIndex() == 0) chart_->setFocus(Qt::OtherFocusReason);
    else setFocus(Qt::OtherFocusReason);
}

} // namespace orkestr
