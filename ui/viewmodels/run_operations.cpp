#include "ui/viewmodels/run_operations.h"

#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

QString failure_of(Steering steering) {
    switch (steering) {
    case Steering::suspend: return RunOperations::tr("The run could not be suspended");
    case Steering::resume: return RunOperations::tr("The run could not be resumed");
    case Steering::cancel: break;
    }
    return RunOperations::tr("The run could not be cancelled");
}

} // namespace

RunOperations::RunOperations(RunControl* control, RunDocument& run, QObject* parent)
    : QObject(parent), control_(control), run_(run) {
    connect(&run_, &RunDocument::opened, this, [this] { steering_ = making_ = false; });
    connect(&run_, &RunDocument::present_changed, this, &RunOperations::abilities_changed);
    connect(&run_, &RunDocument::selection_changed, this, &RunOperations::abilities_changed);
}

void RunOperations::set_elsewhere(Elsewhere elsewhere) {
    elsewhere_ = std::move(elsewhere);
    Q_EMIT abilities_changed();
}

bool RunOperations::can_steer(Steering steering) const {
    const auto& view = run_.present();
    if (!control_ || steering_ || !view || view->ended) return false;
    const bool suspended = view->status == "suspended";
    if (steering == Steering::cancel) return true;
    return suspended == (steering == Steering::resume);
}

bool RunOperations::can_signal() const { return control_ && run_.present() && !run_.present()->ended; }

bool RunOperations::can_rerun() const { return control_ && run_.present() && !making_; }

bool RunOperations::can_fork() const {
    const StepView* step = run_.present_step();
    return (can_rerun() || (forks_elsewhere() && run_.present() && !making_)) && step && step->started;
}

void RunOperations::set_busy(bool busy) {
    steering_ = busy;
    Q_EMIT abilities_changed();
}

void RunOperations::steer(Steering steering, const QString& reason) {
    if (!can_steer(steering)) return;
    set_busy(true);
    const RunId run = run_.run();
    control_->steer(run, steering, author(reason), gate_.join().deliver<void>([this, run, steering](Result<void> done) {
        if (run == run_.run()) set_busy(false);
        if (!done) Q_EMIT failed(failure_of(steering), to_qt(done.error().message));
    }));
}

void RunOperations::send_event(const QString& type, const QString& source, const Json& data, bool to_run, const QString& reason) {
    if (!can_emit() || (to_run && !can_signal())) return;
    EmitRequest request;
    request.type = type.trimmed().toStdString();
    request.source = source.trimmed().toStdString();
    request.data = data;
    if (to_run) request.to = run_.run();
    request.author = author(reason);
    control_->emit(std::move(request), gate_.join().deliver<Emitted>([this, type](Result<Emitted> sent) {
        if (!sent) Q_EMIT failed(tr("The event could not be sent"), to_qt(sent.error().message));
        else if (sent->engine) Q_EMIT told(tr("%1 was sent").arg(type));
        else Q_EMIT told(tr("%1 is kept until an engine is there to deliver it").arg(type));
    }));
}

void RunOperations::rerun(const std::optional<Json>& input, const QString& definition_text, const QString& file_name,
                          const QString& reason) {
    if (!can_rerun()) return;
    AgainRequest request;
    request.input = input;
    request.definition_text = definition_text.toStdString();
    request.file_name = file_name.toStdString();
    request.author = author(reason);
    again(std::move(request), tr("The run could not be started again"));
}

void RunOperations::fork(const std::optional<Json>& input, const std::optional<Json>& context, const QString& reason) {
    if (!can_fork()) return;
    AgainRequest request;
    request.step = run_.present_step()->key;
    request.input = input;
    request.context = context;
    request.author = author(reason);
    again(std::move(request), tr("The run could not be forked"));
}

void RunOperations::again(AgainRequest request, const QString& failure) {
    making_ = true;
    Q_EMIT abilities_changed();
    request.run = run_.run();
    const auto done = gate_.join().deliver<RunId>([this, from = request.run, failure](Result<RunId> run) {
        if (from == run_.run()) making_ = false;
        Q_EMIT abilities_changed();
        if (!run) Q_EMIT failed(failure, to_qt(run.error().message));
        else if (forks_elsewhere()) Q_EMIT created_elsewhere(to_qt(run->text));
        else Q_EMIT created(to_qt(run->text));
    });
    if (forks_elsewhere()) elsewhere_(std::move(request), done);
    else control_->again(std::move(request), done);
}

} // namespace orkestr
