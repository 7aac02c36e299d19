// Plays the run that is travelled in, from the moment that is shown: so many events a second, or as it happened, slower or
// faster, with long pauses cut. Stops at breakpoints and at the end.
#pragma once

#include "ui/viewmodels/travel_stops.h"

#include <QElapsedTimer>
#include <QTimer>

namespace orkestr {

struct PlaySpeed {
    enum class Of : std::uint8_t {
        events, ///< `factor` of them a second
        time    ///< the recorded time, times `factor`
    };
    Of of = Of::events;
    double factor = 10;
    bool operator==(const PlaySpeed&) const = default;
};

/// Those that are offered, slow ones first.
const std::vector<PlaySpeed>& play_speeds();

class TravelPlayer : public QObject {
    Q_OBJECT
public:
    static constexpr int frame_ms = 40;
    /// Played as it happened, no pause between two events takes longer.
    static constexpr std::int64_t longest_pause_ms = 1000;

    /// Both outlive it.
    TravelPlayer(TravelDocument& document, TravelStops& stops, QObject* parent = nullptr);

    bool is_playing() const { return playing_; }
    /// From now, or from the last event: from the beginning.
    void play();
    void pause();
    void toggle() { playing_ ? pause() : play(); }

    const PlaySpeed& speed() const { return speed_; }
    void set_speed(PlaySpeed speed);

    /// So much time has passed: goes on to the event that is due. Called by its own clock.
    void advance(double ms);

Q_SIGNALS:
    void changed(); ///< whether it plays, or how fast
    /// It came to a breakpoint.
    void stopped_at(quint64 seq);

private:
    std::uint64_t due(double& ms) const;

    TravelDocument& document_;
    TravelStops& stops_;
    PlaySpeed speed_;
    bool playing_ = false;
    std::uint64_t played_ = 0; ///< where it has come to: elsewhere, and somebody else went there
    double left_ms_ = 0; ///< of the time that has passed: not enough for the next event
    QTimer timer_;
    QElapsedTimer clock_;
};

} // namespace orkestr
