// What an operator can do with the run that is open, and with the events of its workspace: each recorded with who and why.
#pragma once

#include "core/ports/run_control.h"
#include "ui/viewmodels/answer_gate.h"

#include <QObject>
#include <QString>

namespace orkestr {

class RunDocument;
struct StepView;

class RunOperations : public QObject {
    Q_OBJECT
public:
    /// Forks the run into a workspace, from wherever its history is. `done` exactly once, on any thread.
    using Elsewhere = std::function<void(AgainRequest request, std::function<void(Result<RunId>)> done)>;

    /// Both outlive this. A null control: nothing can be done here.
    RunOperations(RunControl* control, RunDocument& run, QObject* parent = nullptr);

    /// Where forks of what can only be looked at go to.
    void set_elsewhere(Elsewhere elsewhere);
    /// A fork becomes a run of another workspace.
    bool forks_elsewhere() const { return !control_ && elsewhere_; }
    /// Who it is recorded for; what the system calls the user.
    void set_user(const QString& user) { user_ = user; }
    const QString& user() const { return user_; }
    Author author(const QString& reason) const { return {user_.toStdString(), reason.trimmed().toStdString()}; }

    /// The run's status allows it, and nothing of the kind is being done at the moment.
    bool can_steer(Steering steering) const;
    /// An event can be sent to everybody.
    bool can_emit() const { return control_ != nullptr; }
    /// An event can be sent to the run that is open.
    bool can_signal() const;
    bool can_rerun() const;
    /// The selected step has begun.
    bool can_fork() const;

    void steer(Steering steering, const QString& reason);
    /// `to_run`: for the run that is open only.
    void send_event(const QString& type, const QString& source, const Json& data, bool to_run, const QString& reason);
    /// No input: as it was. An empty text: the run's own definition.
    void rerun(const std::optional<Json>& input, const QString& definition_text, const QString& file_name, const QString& reason);
    /// No input, no `$context`: as they were.
    void fork(const std::optional<Json>& input, const std::optional<Json>& context, const QString& reason);

Q_SIGNALS:
    void abilities_changed();
    /// A new run was made from the one that is open.
    void created(const QString& run);
    /// The same, in the workspace that forks go to.
    void created_elsewhere(const QString& run);
    /// Something was done that is not seen by itself.
    void told(const QString& what);
    void failed(const QString& what, const QString& why);

private:
    void again(AgainRequest request, const QString& failure);
    void set_busy(bool busy);

    RunControl* control_;
    RunDocument& run_;
    Elsewhere elsewhere_;
    QString user_;
    bool steering_ = false;
    bool making_ = false; ///< a run is being made from the one that is open
    AnswerGate gate_{this};
};

} // namespace orkestr
