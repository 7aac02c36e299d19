// What concerns no single run: schedules, dead letters, and events that nobody has received; and what can be decided
// about them.
#pragma once

#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/dead_letter_model.h"
#include "ui/viewmodels/kept_event_model.h"
#include "ui/viewmodels/load_state.h"
#include "ui/viewmodels/schedule_model.h"

#include <QTimer>

namespace orkestr {

class ChangeFeed;
class RunControl;
class RunOperations;
class RunSource;

class WorkspaceDocument : public QObject {
    Q_OBJECT
public:
    /// While nobody looks at it, it is read again at most so often.
    static constexpr int unseen_interval_ms = 5000;

    /// All of them outlive this; a null control: nothing can be decided. Nothing is read before begin().
    WorkspaceDocument(RunSource& source, RunControl* control, ChangeFeed& feed, const RunOperations& operations,
                      QObject* parent = nullptr);

    void begin();
    bool has_begun() const { return begun_; }
    /// Somebody looks at it: it is read whenever something has changed.
    void set_shown(bool shown);

    LoadState state() const { return state_; }
    const QString& message() const { return message_; }
    ScheduleModel* schedules() { return &schedules_; }
    DeadLetterModel* dead_letters() { return &dead_letters_; }
    KeptEventModel* kept_events() { return &kept_events_; }
    bool more_dead_letters() const { return more_dead_; } ///< there are more than are listed
    bool more_kept_events() const { return more_kept_; }

    bool can_decide() const { return control_ != nullptr; }
    void retry(qint64 letter, const QString& reason);
    void discard(qint64 letter, const QString& reason);
    void unschedule(const QString& ns, const QString& name, const QString& reason);

Q_SIGNALS:
    /// State, message or content.
    void changed();
    /// A dead letter was tried again; the run is empty where none was made.
    void retried(const QString& run);
    void told(const QString& what);
    void failed(const QString& what, const QString& why);

private:
    void wish();
    void ask();
    void took(Result<WorkspaceOverview> answer);

    RunSource& source_;
    RunControl* control_;
    const RunOperations& operations_;
    ScheduleModel schedules_;
    DeadLetterModel dead_letters_;
    KeptEventModel kept_events_;
    LoadState state_ = LoadState::idle;
    QString message_;
    bool begun_ = false;
    bool shown_ = false;
    bool more_dead_ = false;
    bool more_kept_ = false;
    bool asking_ = false;
    bool changed_meanwhile_ = false;
    QTimer pause_; ///< while nobody looks
    AnswerGate gate_{this};
    AnswerGate control_gate_{this};
};

} // namespace orkestr
