// Travelling in time in the run that is open: its history, read once somebody wants that, and the event after which the run
// is shown. Reading and every look at a moment happen on other threads; of the moments that are asked for while one is being
// made only the last is made, so that a drag over a long history stays fluid.
#pragma once

#include "core/ports/history_reader.h"
#include "core/projection/time_travel.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/travel_work.h"

#include <atomic>

namespace orkestr {

class TravelDocument : public QObject {
    Q_OBJECT
public:
    /// core/runtime/run_travel.h has one.
    using Opener = std::function<Result<std::unique_ptr<TimeTravel>>(std::shared_ptr<HistoryReader>, const RunId&, std::stop_token,
                                                                     const TimeTravel::Progress&)>;
    enum class Stage {
        idle,        ///< no run is open, or nothing has happened in it
        unread,      ///< its history was not read yet: begin()
        reading,
        ready,
        unsupported, ///< the source has no histories that can be travelled in: message()
        failed       ///< message()
    };
    /// Histories up to this length are read by themselves where the travel is shown; longer ones once somebody asks.
    static constexpr std::uint64_t most_unasked = 100'000;

    /// Both outlive it. Without an opener nothing can be travelled in.
    TravelDocument(RunSource& source, RunDocument& run, QObject* parent = nullptr);
    ~TravelDocument() override;
    void set_opener(Opener opener) { opener_ = std::move(opener); }

    /// Somebody sees what can be travelled in.
    void set_shown(bool shown);
    /// Reads the history.
    void begin();
    /// Gives up reading it.
    void cancel();

    Stage stage() const { return stage_; }
    const QString& message() const { return message_; }
    /// Of reading, 0 to 100; -1 while that is not known.
    int percent() const;
    /// Why the run can't be travelled in behind last(); empty when that is all of it.
    const QString& damage() const { return damage_; }

    /// The last event that can be travelled to; 0 before it is ready.
    std::uint64_t last() const { return times_.size(); }
    /// Events of the run as it is now.
    std::uint64_t total() const;
    /// When event `seq` was, at number seq - 1.
    const std::vector<Instant>& times() const { return times_; }
    /// Where event `seq`, from 1 to last(), stands in the run's own time: what a fork took from the other run, right before it.
    Instant place(std::uint64_t seq) const { return forks_.place(seq, times_[seq - 1]); }

    /// The run is shown as it was, or is about to be.
    bool is_past() const { return position_ != 0; }
    /// The event that was asked for; last() while it is now.
    std::uint64_t position() const { return is_past() ? position_ : last(); }
    /// The moment that is shown; null while that is now.
    const std::shared_ptr<const RunMoment>& moment() const { return run_.moment(); }
    /// The moment that is shown is not the one that was asked for.
    bool is_seeking() const;

    /// To right after this event; outside of the history to the nearest. Before the history is read it is read first.
    void go_to(std::uint64_t seq);
    void step_by(std::int64_t events);
    void go_now();

    RunDocument& run() { return run_; }
    TravelWork& work() { return work_; }

    /// `Event 1,234 of 5,678 · 12:33:01.221 · charge · activity.completed · attempt 2`; what is not known yet is left out.
    QString position_text() const;
    /// What happened at the moment that is shown: `charge · activity.completed · attempt 2`.
    QString event_text() const;

Q_SIGNALS:
    void stage_changed();    ///< stage, message, percent
    void extended();         ///< there are more events, or all of another run
    void position_changed(); ///< what was asked for, or what is shown

private:
    struct Opened {
        std::shared_ptr<TimeTravel> travel;
        std::vector<Instant> times;
        ForkShifts forks;
        QString damage;
    };
    void opened();
    void consider();
    void took(Result<Opened> answer);
    void extend();
    void seek();
    void show(std::shared_ptr<const RunView> view, std::shared_ptr<const RunMoment> moment);
    void set_stage(Stage stage, const QString& message = {});
    void forget();

    RunSource& source_;
    RunDocument& run_;
    Opener opener_;
    bool shown_ = false;
    bool cancelled_ = false; ///< reading this run's history was given up
    Stage stage_ = Stage::idle;
    QString message_;
    QString damage_;
    std::vector<Instant> times_;
    ForkShifts forks_;
    std::uint64_t position_ = 0; ///< 0: now
    std::uint64_t done_ = 0;     ///< of reading
    std::uint64_t of_ = 0;
    std::stop_source stop_;
    TravelWork work_;
    QObject extending_; ///< asks for what was added
    AnswerGate gate_{this};
};

} // namespace orkestr
