#include "ui/viewmodels/travel_player.h"

namespace orkestr {

const std::vector<PlaySpeed>& play_speeds() {
    using Of = PlaySpeed::Of;
    static const std::vector<PlaySpeed> speeds{{Of::events, 1}, {Of::events, 10},  {Of::events, 100}, {Of::events, 1000}, {Of::time, 0.5},
                                               {Of::time, 1},   {Of::time, 2},     {Of::time, 10},    {Of::time, 100}};
    return speeds;
}

TravelPlayer::TravelPlayer(TravelDocument& document, TravelStops& stops, QObject* parent) : QObject(parent), document_(document), stops_(stops) {
    timer_.setInterval(frame_ms);
    connect(&timer_, &QTimer::timeout, this, [this] { advance(static_cast<double>(clock_.restart())); });
    connect(&document_, &TravelDocument::stage_changed, this, [this] {
        if (document_.stage() != TravelDocument::Stage::ready && document_.stage() != TravelDocument::Stage::reading) pause();
    });
    connect(&document_.run(), &RunDocument::opened, this, &TravelPlayer::pause);
    connect(&document_, &TravelDocument::position_changed, this, [this] {
        // Back to now is the end of playing; another place is where it goes on.
        if (playing_ && played_ != 0 && !document_.is_past()) pause();
        if (playing_ && document_.position() != played_) left_ms_ = 0;
    });
}

void TravelPlayer::play() {
    if (playing_ || document_.total() == 0) return;
    document_.begin();
    const bool from_begin = !document_.is_past() || (document_.last() > 0 && document_.position() >= document_.last());
    playing_ = true;
    left_ms_ = 0;
    played_ = from_begin ? 1 : document_.position();
    if (from_begin) document_.go_to(1);
    clock_.start();
    timer_.start();
    Q_EMIT changed();
}

void TravelPlayer::pause() {
    if (!playing_) return;
    playing_ = false;
    played_ = 0;
    timer_.stop();
    Q_EMIT changed();
}

void TravelPlayer::set_speed(PlaySpeed speed) {
    if (speed == speed_) return;
    speed_ = speed;
    left_ms_ = 0;
    Q_EMIT changed();
}

/// The event that is reached after so much time; what is left of it stays.
std::uint64_t TravelPlayer::due(double& ms) const {
    std::uint64_t seq = document_.position();
    if (speed_.of == PlaySpeed::Of::events) {
        const double events = std::floor(ms * speed_.factor / 1000);
        ms -= events * 1000 / speed_.factor;
        return std::min<std::uint64_t>(document_.last(), seq + static_cast<std::uint64_t>(events));
    }
    while (seq < document_.last()) {
        const std::int64_t gap_ms = (document_.place(seq + 1) - document_.place(seq)).ms;
        const double takes_ms = std::min(static_cast<double>(longest_pause_ms), static_cast<double>(std::max<std::int64_t>(0, gap_ms)) / speed_.factor);
        if (takes_ms > ms) break;
        ms -= takes_ms;
        ++seq;
    }
    return seq;
}

void TravelPlayer::advance(double ms) {
    // Where to stop has to be known before it is passed.
    if (!playing_ || document_.stage() != TravelDocument::Stage::ready || !stops_.is_complete()) return;
    left_ms_ += ms;
    const std::uint64_t from = document_.position();
    std::uint64_t to = due(left_ms_);
    const std::uint64_t stop = stops_.next(from);
    const bool stops = stop != 0 && stop <= to;
    if (stops) to = stop;
    if (to > from) {
        played_ = to;
        document_.go_to(to);
    }
    if (stops || to >= document_.last()) pause();
    if (stops) Q_EMIT stopped_at(to);
}

} // namespace orkestr
