#include "ui/viewmodels/timeline_model.h"

#include "ui/viewmodels/text.h"

namespace orkestr {

Filter timeline_event_filter() {
    const auto parsed = parse_filter(
        R"filter(type ~ "(?i)attempt|retry|run.started|run.suspended|run.resumed|run.forked|activity_?task_?(scheduled|started)")filter", FilterSubject::event);
    return parsed.filter.value_or(Filter());
}

void TimelineModel::forget() {
    gate_.drop();
    projection_ = std::make_shared<TimelineProjection>();
    read_ = 0;
    laid_out_ = 0;
    busy_ = false;
}

void TimelineModel::set(LoadState state, const QString& message, std::shared_ptr<const Timeline> timeline) {
    state_ = state;
    message_ = message;
    timeline_ = std::move(timeline);
    Q_EMIT changed();
}

void TimelineModel::show(std::shared_ptr<const RunView> view) {
    if (!view) {
        view_ = nullptr;
        forget();
        return set(LoadState::idle, {}, nullptr);
    }
    const bool same = view_ && view_->run == view->run && view->events >= view_->events;
    view_ = std::move(view);
    if (!same) {
        forget();
        set(LoadState::loading, {}, nullptr);
    }
    advance();
}

void TimelineModel::show_loading() {
    view_ = nullptr;
    forget();
    set(LoadState::loading, {}, nullptr);
}

void TimelineModel::show_failed(const QString& message) {
    view_ = nullptr;
    forget();
    set(LoadState::failed, message, nullptr);
}

/// One page or one computation at a time; what changed meanwhile is seen when it is done.
void TimelineModel::advance() {
    if (busy_ || !view_ || (laid_out_ == view_->events && timeline_)) return;
    busy_ = true;
    EventQuery query;
    query.run = view_->run;
    query.after = read_;
    query.limit = 10'000;
    query.filter = timeline_event_filter();
    const auto ticket = gate_.join();
    source_.events(query, ticket.stop(), ticket.deliver<EventPage>([this](Result<EventPage> page) { took(std::move(page)); }));
}

void TimelineModel::took(Result<EventPage> page) {
    // Without its events a run still has its steps; a run that can't be read at all is told by who asked for its view.
    if (!page) return lay_out({}, true);
    const bool whole = page->next == 0;
    if (!page->events.empty()) read_ = page->events.back().seq;
    if (whole) read_ = std::max(read_, std::min(page->total, view_->events));
    else read_ = std::max(read_, page->next);
    lay_out(std::move(page->events), whole);
}

void TimelineModel::lay_out(std::vector<EventView> events, bool whole) {
    const auto ticket = gate_.join();
    // The first part of a long history shows what there is; the rest once it is all there.
    const bool wanted = whole || !timeline_;
    ticket.compute<std::shared_ptr<const Timeline>>(
        [events = std::move(events), projection = projection_, view = view_, wanted] {
            for (const EventView& event : events) projection->add(event);
            return wanted ? std::make_shared<const Timeline>(projection->timeline(*view)) : nullptr;
        },
        [this, whole, of = view_->events](std::shared_ptr<const Timeline> timeline) {
            busy_ = false;
            if (whole) laid_out_ = of;
            if (timeline) set(LoadState::ready, {}, std::move(timeline));
            advance();
        });
}

} // namespace orkestr
