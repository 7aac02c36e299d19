#include "ui/viewmodels/travel_stops.h"

#include "core/ports/travel_history.h"

#include <QDateTime>

#include <algorithm>

namespace orkestr {

namespace {

/// Events whose type is such.
TravelEvents::Question of_type(const char* name, bool (*holds)(const std::string&)) {
    return [name, holds](TimeTravel& travel, std::stop_token stop) {
        return travel.matching_events({name, [holds](const EventView& event) { return holds(event.type); }}, stop);
    };
}

bool is_fault(const std::string& type) { return tells_of_failure(type); }
bool is_retry(const std::string& type) { return type.starts_with("retry"); }

/// A catch has no step of its own: its try has.
std::string task_of(const QString& node) {
    constexpr QLatin1String handler("/catch");
    return (node.endsWith(handler) ? node.chopped(handler.size()) : node).toStdString();
}

} // namespace

TravelStops::TravelStops(TravelDocument& document, QObject* parent)
    : QObject(parent), document_(document), hits_(document), faults_(document), retries_(document), of_task_(document) {
    faults_.find(of_type(" faults", is_fault));
    retries_.find(of_type(" retries", is_retry));
    connect(&filter_, &FilterFieldModel::applied_changed, this, &TravelStops::apply_filter);
    connect(&document_.run(), &RunDocument::selection_changed, this, &TravelStops::follow_task);
    for (const TravelEvents* events : {&hits_, &faults_, &retries_, &of_task_}) connect(events, &TravelEvents::changed, this, &TravelStops::changed);
    connect(&hits_, &TravelEvents::changed, this, &TravelStops::go_on);
    connect(&of_task_, &TravelEvents::changed, this, &TravelStops::go_on);
    connect(&document_.run(), &RunDocument::opened, this, [this] { wanted_stop_ = wanted_task_ = std::nullopt; });
    put_together();
}

void TravelStops::apply_filter() {
    const Filter& filter = filter_.applied();
    if (filter.is_empty()) {
        hits_.find(nullptr);
    } else {
        const EventMatch match = event_match(filter, Instant{QDateTime::currentMSecsSinceEpoch()});
        hits_.find([match](TimeTravel& travel, std::stop_token stop) { return travel.matching_events(match, stop); });
        document_.begin();
    }
    put_together();
}

void TravelStops::set_watched(std::vector<TravelEvents*> watched) {
    for (TravelEvents* events : watched_) events->disconnect(this);
    watched_ = std::move(watched);
    for (const TravelEvents* events : watched_) {
        connect(events, &TravelEvents::changed, this, &TravelStops::changed);
        connect(events, &TravelEvents::changed, this, &TravelStops::go_on);
    }
    put_together();
}

void TravelStops::put_together() {
    all_ = watched_;
    if (hits_.is_wanted()) all_.push_back(&hits_);
    Q_EMIT changed();
}

void TravelStops::follow_task() {
    const QString task = QString::fromStdString(task_of(document_.run().selected_node()));
    if (task == task_) return;
    task_ = task;
    wanted_task_.reset();
    if (task.isEmpty()) return of_task_.find(nullptr);
    of_task_.find([task = task.toStdString()](TimeTravel& travel, std::stop_token) { return Result(travel.task_events(task)); }, TravelWork::Length::quick);
}

bool TravelStops::is_empty() const { return all_.empty(); }

bool TravelStops::is_complete() const {
    return std::all_of(all_.begin(), all_.end(), [](const TravelEvents* events) { return events->is_complete(); });
}

void TravelStops::cancel_search() {
    wanted_stop_.reset();
    for (TravelEvents* events : all_) events->cancel();
}

bool TravelStops::is_given_up() const {
    return std::any_of(all_.begin(), all_.end(), [](const TravelEvents* events) { return events->is_given_up(); });
}

void TravelStops::search_again() {
    for (TravelEvents* events : all_) events->again();
}

QString TravelStops::message() const {
    for (const TravelEvents* events : all_)
        if (!events->message().isEmpty()) return events->message();
    return {};
}

std::uint64_t TravelStops::next(std::uint64_t seq) const {
    std::uint64_t nearest = 0;
    for (const TravelEvents* events : all_)
        if (const std::uint64_t at = events->next(seq); at != 0 && (nearest == 0 || at < nearest)) nearest = at;
    return nearest;
}

std::uint64_t TravelStops::previous(std::uint64_t seq) const {
    std::uint64_t nearest = 0;
    for (const TravelEvents* events : all_) nearest = std::max(nearest, events->previous(seq));
    return nearest;
}

bool TravelStops::contains(std::uint64_t seq) const {
    return std::any_of(all_.begin(), all_.end(), [seq](const TravelEvents* events) { return events->contains(seq); });
}

std::size_t TravelStops::count() const {
    std::size_t count = 0;
    for (const TravelEvents* events : all_) count += events->events().size();
    return count;
}

void TravelStops::go_to_stop(Direction direction) {
    if (is_empty()) return;
    wanted_stop_ = direction;
    document_.begin();
    go_on();
}

void TravelStops::go_to_task_event(Direction direction) {
    if (!of_task_.is_wanted()) return document_.step_by(direction == Direction::forward ? 1 : -1);
    wanted_task_ = direction;
    document_.begin();
    go_on();
}

/// What was asked for and could not be done before it was known where to.
void TravelStops::go_on() {
    if (document_.stage() != TravelDocument::Stage::ready) return;
    // From now there is an event before the next one: the last.
    const std::uint64_t from = document_.is_past() ? document_.position() : document_.last() + 1;
    const auto go = [this](std::uint64_t seq) {
        if (seq == 0) Q_EMIT nothing_there();
        else document_.go_to(seq);
    };
    if (wanted_stop_ && is_complete()) {
        const Direction direction = *std::exchange(wanted_stop_, std::nullopt);
        go(direction == Direction::forward ? next(from) : previous(from));
    } else if (wanted_task_ && of_task_.is_complete()) {
        const Direction direction = *std::exchange(wanted_task_, std::nullopt);
        go(direction == Direction::forward ? of_task_.next(from) : of_task_.previous(from));
    }
}

} // namespace orkestr
