// The timeline of the run that is open: laid out on another thread, again whenever the run has changed. What the view of
// a run does not say (attempts, queues) is read from its events, each once.
#pragma once

#include "core/ports/run_source.h"
#include "core/projection/timeline.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"

namespace orkestr {

class TimelineModel : public QObject {
    Q_OBJECT
public:
    /// The source outlives the model.
    explicit TimelineModel(RunSource& source, QObject* parent = nullptr) : QObject(parent), source_(source) {}

    /// The run as it is now; null for none. Call it whenever the view changes.
    void show(std::shared_ptr<const RunView> view);
    /// The run is being read, or can't be.
    void show_loading();
    void show_failed(const QString& message);

    LoadState state() const { return state_; }
    const QString& message() const { return message_; }
    /// Null unless ready; the last one stays while a newer one is made.
    const std::shared_ptr<const Timeline>& timeline() const { return timeline_; }

Q_SIGNALS:
    void changed();

private:
    void advance();
    void took(Result<EventPage> page);
    void lay_out(std::vector<EventView> events, bool whole);
    void forget();
    void set(LoadState state, const QString& message, std::shared_ptr<const Timeline> timeline);

    RunSource& source_;
    std::shared_ptr<const RunView> view_;
    std::shared_ptr<TimelineProjection> projection_; ///< one computation at a time has it
    std::uint64_t read_ = 0;      ///< events before the next page
    std::uint64_t laid_out_ = 0;  ///< of the view that the timeline is of: its events
    bool busy_ = false;
    LoadState state_ = LoadState::idle;
    QString message_;
    std::shared_ptr<const Timeline> timeline_;
    AnswerGate gate_{this};
};

/// The filter of events that tell a timeline anything.
Filter timeline_event_filter();

} // namespace orkestr
