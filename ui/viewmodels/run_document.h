// One run that is open: its view as it is now, followed while it goes on, or as it was at a moment of the past; and the step
// that is selected in it.
#pragma once

#include "core/definition/model.h"
#include "core/ports/run_source.h"
#include "core/projection/run_moment.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/event_model.h"
#include "ui/viewmodels/load_state.h"
#include "ui/viewmodels/step_model.h"
#include "ui/viewmodels/timeline_model.h"

namespace orkestr {

class ChangeFeed;

class RunDocument : public QObject {
    Q_OBJECT
public:
    /// The source outlives the document.
    RunDocument(RunSource& source, ChangeFeed& feed, QObject* parent = nullptr);

    void open(const RunId& run);
    void close();
    bool is_open() const { return !run_.empty(); }

    const RunId& run() const { return run_; }
    RunSource& source() const { return source_; }
    LoadState state() const { return state_; }
    const QString& message() const { return message_; }
    /// What is shown: the run as it is now, or as it was. Null until it is ready.
    const std::shared_ptr<const RunView>& view() const { return view_; }
    /// The run as it is now, whatever is shown.
    const std::shared_ptr<const RunView>& present() const { return present_; }

    /// Shows the run as it was: `view` holds all of its steps so far. Until show_present(), or another run is opened.
    void show_moment(std::shared_ptr<const RunView> view, std::shared_ptr<const RunMoment> moment);
    void show_present();
    /// What is known of the moment that is shown; null while that is now.
    const std::shared_ptr<const RunMoment>& moment() const { return moment_; }

    StepModel* steps() { return &steps_; }
    EventModel* events() { return &events_; }
    /// Shows nothing until it is told to follow the run.
    TimelineModel* timeline() { return &timeline_; }
    void follow_timeline(bool follow);

    /// What the run executes, once it is known: says what a step that listens waits for.
    void set_definition(std::shared_ptr<const Definition> definition);
    const std::shared_ptr<const Definition>& definition() const { return definition_; }

    /// The selected step as it is shown; null when the run itself is selected, or the step has not begun yet.
    const StepView* selected_step() const;
    /// The selected step as it is now.
    const StepView* present_step() const;
    /// All of the selected step as it is now, once it has come; null before, and where the run itself is selected. While a
    /// step goes on its detail is asked for again, and the former one stays until then.
    const std::shared_ptr<const StepDetail>& detail() const { return detail_; }
    /// Why it did not come; empty else.
    const QString& detail_message() const { return detail_message_; }
    /// 0: the run itself.
    void select_step(StepId step);
    /// Selects the latest step of the task of this node (a JSON pointer); the run itself where it has none.
    void select_node(const QString& node);
    /// The node that the selection is about: the selected step's task, or the node that has no step yet.
    const QString& selected_node() const { return selected_node_; }

    /// The step in which the run's error arose; null when it has none.
    const StepView* faulted_step() const;
    /// All steps of the selected step's task, in order, and the selected one's place among them.
    std::vector<StepId> executions() const;

Q_SIGNALS:
    void opened();        ///< another run, or none
    void state_changed(); ///< state or message
    void view_changed();    ///< what is shown
    void present_changed(); ///< what is now
    void moment_changed();  ///< another moment is shown, or now
    void selection_changed();
    void detail_changed();
    void definition_changed();

private:
    void ask();
    void took(Result<std::shared_ptr<const RunView>> answer);
    void set_state(LoadState state, const QString& message = {});
    void set_selection(StepId step, const QString& node);
    void ask_detail();
    void keep_selection();
    void took_detail(Result<std::shared_ptr<const StepDetail>> answer);

    RunSource& source_;
    RunId run_;
    LoadState state_ = LoadState::idle;
    QString message_;
    std::shared_ptr<const RunView> view_;
    std::shared_ptr<const RunView> present_;
    std::shared_ptr<const RunMoment> moment_;
    std::shared_ptr<const Definition> definition_;
    StepId selected_ = 0;
    QString selected_node_;
    bool asking_ = false;
    bool changed_meanwhile_ = false;
    StepModel steps_;
    EventModel events_;
    TimelineModel timeline_;
    bool follows_timeline_ = false;
    std::shared_ptr<const StepDetail> detail_;
    std::uint64_t detail_asked_ = 0; ///< the step's last event when its detail was asked for
    QString detail_message_;
    AnswerGate gate_{this};
    AnswerGate detail_gate_{this};
};

} // namespace orkestr
