#include "ui/viewmodels/workspace_document.h"

#include "core/ports/run_control.h"
#include "core/ports/run_source.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/run_operations.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

WorkspaceDocument::WorkspaceDocument(RunSource& source, RunControl* control, ChangeFeed& feed, const RunOperations& operations,
                                     QObject* parent)
    : QObject(parent), source_(source), control_(control), operations_(operations) {
    pause_.setSingleShot(true);
    pause_.setInterval(unseen_interval_ms);
    connect(&pause_, &QTimer::timeout, this, [this] {
        if (changed_meanwhile_) wish();
    });
    connect(&feed, &ChangeFeed::changed, this, &WorkspaceDocument::wish);
}

void WorkspaceDocument::begin() {
    if (begun_) return;
    begun_ = true;
    state_ = LoadState::loading;
    Q_EMIT changed();
    ask();
}

void WorkspaceDocument::set_shown(bool shown) {
    if (shown == shown_) return;
    shown_ = shown;
    if (!shown) return;
    if (!begun_) begin();
    else wish();
}

void WorkspaceDocument::wish() {
    if (!begun_) return;
    if (asking_ || (!shown_ && pause_.isActive())) changed_meanwhile_ = true;
    else ask();
}

void WorkspaceDocument::ask() {
    asking_ = true;
    changed_meanwhile_ = false;
    pause_.start();
    const auto ticket = gate_.supersede();
    source_.overview(ticket.stop(), ticket.deliver<WorkspaceOverview>([this](Result<WorkspaceOverview> answer) { took(std::move(answer)); }));
}

void WorkspaceDocument::took(Result<WorkspaceOverview> answer) {
    asking_ = false;
    if (answer) {
        schedules_.set_rows(std::move(answer->schedules));
        dead_letters_.set_rows(std::move(answer->dead));
        kept_events_.set_rows(std::move(answer->kept));
        more_dead_ = answer->more_dead;
        more_kept_ = answer->more_kept;
        state_ = LoadState::ready;
        message_.clear();
    } else if (state_ != LoadState::ready) { // what was there stays: the next change asks again
        state_ = LoadState::failed;
        message_ = to_qt(answer.error().message);
    }
    Q_EMIT changed();
    if (changed_meanwhile_) wish();
}

void WorkspaceDocument::retry(qint64 letter, const QString& reason) {
    if (!control_) return;
    using Made = std::optional<RunId>;
    control_->decide({letter, true, operations_.author(reason)}, control_gate_.join().deliver<Made>([this](Result<Made> run) {
        if (!run) return void(Q_EMIT failed(tr("It could not be tried again"), to_qt(run.error().message)));
        Q_EMIT told(tr("It is tried again"));
        Q_EMIT retried(*run ? to_qt((*run)->text) : QString());
        wish();
    }));
}

void WorkspaceDocument::discard(qint64 letter, const QString& reason) {
    if (!control_) return;
    using Made = std::optional<RunId>;
    control_->decide({letter, false, operations_.author(reason)}, control_gate_.join().deliver<Made>([this](Result<Made> done) {
        if (!done) return void(Q_EMIT failed(tr("It could not be discarded"), to_qt(done.error().message)));
        Q_EMIT told(tr("The dead letter is discarded"));
        wish();
    }));
}

void WorkspaceDocument::unschedule(const QString& ns, const QString& name, const QString& reason) {
    if (!control_) return;
    control_->unschedule(ns.toStdString(), name.toStdString(), operations_.author(reason),
                         control_gate_.join().deliver<void>([this, name](Result<void> done) {
                             if (!done) return void(Q_EMIT failed(tr("The schedule could not be ended"), to_qt(done.error().message)));
                             Q_EMIT told(tr("%1 does not start by itself any more").arg(name));
                             wish();
                         }));
}

} // namespace orkestr
