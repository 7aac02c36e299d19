#include "ui/viewmodels/travel_document.h"

#include "ui/viewmodels/text.h"

#include <QLocale>

namespace orkestr {

namespace {

/// Of progress only the last counts: what comes faster than it is shown is left out.
struct LatestProgress {
    std::atomic<std::uint64_t> done = 0;
    std::atomic<std::uint64_t> of = 0;
    std::atomic<bool> told = false;
};

QString event_number(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

const QString& travel_dot() {
    static const QString text = QStringLiteral(" · ");
    return text;
}

} // namespace

TravelDocument::TravelDocument(RunSource& source, RunDocument& run, QObject* parent) : QObject(parent), source_(source), run_(run) {
    connect(&run_, &RunDocument::opened, this, &TravelDocument::opened);
    connect(&run_, &RunDocument::present_changed, this, [this] {
        consider();
        if (stage_ == Stage::ready && total() > last()) extend();
    });
}

TravelDocument::~TravelDocument() { stop_.request_stop(); }

void TravelDocument::forget() {
    stop_.request_stop();
    gate_.drop();
    work_.set_travel(nullptr);
    times_.clear();
    forks_ = {};
    damage_.clear();
    position_ = 0;
    done_ = of_ = 0;
}

void TravelDocument::opened() {
    forget();
    cancelled_ = false;
    set_stage(Stage::idle);
    Q_EMIT extended();
    Q_EMIT position_changed();
}

void TravelDocument::set_shown(bool shown) {
    shown_ = shown;
    consider();
}

/// What can be done with the run that is open.
void TravelDocument::consider() {
    if (stage_ == Stage::idle && total() > 0) set_stage(Stage::unread);
    if (stage_ != Stage::unread || !shown_ || cancelled_) return;
    // Records of other systems are recognised at once: the bar says so before anybody tries.
    if (total() <= most_unasked || run_.present()->graph) begin();
}

std::uint64_t TravelDocument::total() const { return run_.present() ? std::max<std::uint64_t>(run_.present()->events, last()) : 0; }

void TravelDocument::begin() {
    if (stage_ == Stage::ready || stage_ == Stage::reading || total() == 0) return;
    auto reader = source_.open_reader();
    if (!reader || !opener_) {
        position_ = 0;
        const Error why = reader ? Error{ErrorCode::unsupported, "", {}} : reader.error();
        return set_stage(why.code == ErrorCode::unsupported ? Stage::unsupported : Stage::failed, to_qt(why.message));
    }
    cancelled_ = false;
    stop_ = std::stop_source();
    const auto latest = std::make_shared<LatestProgress>();
    const auto ticket = gate_.supersede();
    const auto show = gate_.notifier([this, latest, stop = stop_.get_token()] {
        latest->told = false;
        if (stage_ != Stage::reading || stop.stop_requested()) return;
        done_ = latest->done;
        of_ = latest->of;
        Q_EMIT stage_changed();
    });
    const auto progress = [latest, show](std::uint64_t done, std::uint64_t of) {
        latest->done = done;
        latest->of = of;
        if (!latest->told.exchange(true)) show();
    };
    std::shared_ptr<HistoryReader> shared = std::move(*reader);
    ticket.compute<Result<Opened>>(
        [opener = opener_, reader = std::move(shared), run = run_.run(), stop = stop_.get_token(), progress]() -> Result<Opened> {
            auto travel = opener(reader, run, stop, progress);
            if (!travel) return travel.error();
            Opened out;
            out.travel = std::move(*travel);
            out.times = out.travel->times();
            out.forks = out.travel->forks();
            out.damage = to_qt(out.travel->damage());
            return out;
        },
        [this](Result<Opened> answer) { took(std::move(answer)); });
    done_ = 0;
    of_ = total();
    set_stage(Stage::reading);
}

void TravelDocument::cancel() {
    if (stage_ != Stage::reading) return;
    cancelled_ = true;
    forget();
    set_stage(Stage::unread);
    Q_EMIT position_changed();
}

void TravelDocument::took(Result<Opened> answer) {
    if (!answer) {
        const bool unsupported = answer.error().code == ErrorCode::unsupported;
        position_ = 0;
        set_stage(unsupported ? Stage::unsupported : Stage::failed, to_qt(answer.error().message));
        return;
    }
    times_ = std::move(answer->times);
    forks_ = std::move(answer->forks);
    damage_ = answer->damage;
    work_.set_travel(std::move(answer->travel));
    set_stage(Stage::ready);
    Q_EMIT extended();
    // Somebody wanted to go there before it could be done.
    if (position_ != 0) go_to(position_);
    else Q_EMIT position_changed();
    if (total() > last()) extend();
}

/// One that has ended in damage is not read again.
void TravelDocument::extend() {
    if (!damage_.isEmpty()) return;
    work_.ask(&extending_, TravelWork::Length::quick, [this, known = last(), total = total()](TimeTravel& travel, std::stop_token stop) -> std::function<void()> {
        const auto more = travel.extend(stop, {}, total);
        if (!more) return [] {};
        std::vector<Instant> added(travel.times().begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(known, travel.times().size())), travel.times().end());
        return [this, known, added = std::move(added), forks = travel.forks(), damage = to_qt(travel.damage())] {
            if (known != last() || (added.empty() && damage == damage_)) return;
            times_.insert(times_.end(), added.begin(), added.end());
            forks_ = forks;
            damage_ = damage;
            Q_EMIT extended();
            if (!is_past()) Q_EMIT position_changed();
        };
    });
}

int TravelDocument::percent() const {
    if (of_ == 0) return -1;
    return static_cast<int>(std::min<std::uint64_t>(100, 100 * done_ / of_));
}

bool TravelDocument::is_seeking() const { return is_past() && (!moment() || moment()->seq != position_); }

void TravelDocument::go_to(std::uint64_t seq) {
    if (stage_ == Stage::unread || stage_ == Stage::reading) {
        position_ = std::max<std::uint64_t>(1, seq);
        begin();
        return;
    }
    if (stage_ != Stage::ready || last() == 0) return;
    seq = std::clamp<std::uint64_t>(seq, 1, last());
    if (seq == position_ && !is_seeking()) return;
    position_ = seq;
    seek();
    Q_EMIT position_changed();
}

void TravelDocument::step_by(std::int64_t events) {
    const std::uint64_t from = stage_ == Stage::ready ? position() : total();
    const auto back = static_cast<std::uint64_t>(events < 0 ? -events : 0);
    go_to(events < 0 ? (from > back ? from - back : 1) : from + static_cast<std::uint64_t>(events));
}

void TravelDocument::go_now() {
    if (!is_past()) return;
    position_ = 0;
    work_.forget(this);
    run_.show_present();
    Q_EMIT position_changed();
}

void TravelDocument::seek() {
    work_.ask(this, TravelWork::Length::quick, [this, seq = position_](TimeTravel& travel, std::stop_token) -> std::function<void()> {
        auto moment = travel.at(seq);
        auto view = moment ? travel.view_at(seq) : Result<std::shared_ptr<const RunView>>(moment.error());
        if (!view) return [this, why = to_qt(view.error().message)] { set_stage(Stage::ready, why); };
        return [this, view = *view, moment = std::make_shared<const RunMoment>(std::move(*moment))] { show(view, moment); };
    });
}

void TravelDocument::show(std::shared_ptr<const RunView> view, std::shared_ptr<const RunMoment> moment) {
    if (!is_past() || stage_ != Stage::ready) return;
    set_stage(Stage::ready);
    run_.show_moment(std::move(view), std::move(moment));
    Q_EMIT position_changed();
}

QString TravelDocument::event_text() const {
    if (!moment()) return {};
    const EventView& event = moment()->event;
    QStringList parts;
    if (!event.task.empty()) parts << task_name(event.task);
    parts << to_qt(event.type);
    if (event.attempt > 1) parts << tr("attempt %1").arg(event.attempt);
    return parts.join(travel_dot());
}

QString TravelDocument::position_text() const {
    if (last() == 0) return {};
    const std::uint64_t seq = position();
    QStringList parts{tr("Event %1 of %2").arg(event_number(seq), event_number(total()))};
    parts << clock_text(to_qt(times_[seq - 1]));
    if (is_past() && !is_seeking()) parts << event_text();
    return parts.join(travel_dot());
}

void TravelDocument::set_stage(Stage stage, const QString& message) {
    if (stage == stage_ && message == message_) return;
    stage_ = stage;
    message_ = message;
    Q_EMIT stage_changed();
}

} // namespace orkestr
