#include "ui/viewmodels/run_document.h"

#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

const StepView* step_in(const RunView& view, StepId step) {
    const auto at = std::find_if(view.steps.rbegin(), view.steps.rend(), [step](const StepView& one) { return one.id == step; });
    return at == view.steps.rend() ? nullptr : &*at;
}

/// A catch has no step of its own: its try has.
std::string task_of_node(const QString& node) {
    constexpr QLatin1String handler("/catch");
    return (node.endsWith(handler) ? node.chopped(handler.size()) : node).toStdString();
}

const StepView* latest_of(const RunView& view, const std::string& task) {
    const auto at = std::find_if(view.steps.rbegin(), view.steps.rend(), [&task](const StepView& step) { return step.task == task; });
    return at == view.steps.rend() ? nullptr : &*at;
}

} // namespace

RunDocument::RunDocument(RunSource& source, ChangeFeed& feed, QObject* parent)
    : QObject(parent), source_(source), events_(source), timeline_(source) {
    connect(&feed, &ChangeFeed::changed, this, [this] {
        // A run that has ended does not change any more.
        if (!is_open() || (present_ && present_->ended)) return;
        if (asking_) changed_meanwhile_ = true;
        else ask();
    });
}

void RunDocument::open(const RunId& run) {
    gate_.drop();
    asking_ = changed_meanwhile_ = false;
    run_ = run;
    view_.reset();
    present_.reset();
    moment_.reset();
    selected_ = 0;
    selected_node_.clear();
    ask_detail();
    steps_.show(nullptr);
    events_.show(run);
    if (run.empty()) timeline_.show(nullptr);
    else timeline_.show_loading();
    set_state(run.empty() ? LoadState::idle : LoadState::loading);
    Q_EMIT opened();
    Q_EMIT moment_changed();
    Q_EMIT present_changed();
    Q_EMIT view_changed();
    Q_EMIT selection_changed();
    if (!run.empty()) ask();
}

void RunDocument::follow_timeline(bool follow) {
    if (follow == follows_timeline_) return;
    follows_timeline_ = follow;
    if (follow) timeline_.show(present_);
}

void RunDocument::close() {
    if (is_open()) open({});
}

void RunDocument::ask() {
    asking_ = true;
    const auto ticket = gate_.supersede();
    using View = std::shared_ptr<const RunView>;
    source_.run(run_, ticket.stop(), ticket.deliver<View>([this](Result<View> answer) { took(std::move(answer)); }));
}

void RunDocument::took(Result<std::shared_ptr<const RunView>> answer) {
    asking_ = false;
    if (!answer) {
        // A view that was there stays: the next change asks again.
        if (!present_) {
            timeline_.show_failed(to_qt(answer.error().message));
            set_state(LoadState::failed, to_qt(answer.error().message));
        }
        return;
    }
    const bool first = present_ == nullptr;
    present_ = std::move(*answer);
    if (!moment_) steps_.show(view_ = present_);
    events_.set_total(present_->events);
    if (follows_timeline_) timeline_.show(present_);
    set_state(LoadState::ready);
    Q_EMIT present_changed();
    if (!moment_) Q_EMIT view_changed();
    if (const StepView* step = present_step(); step && step->last != detail_asked_) ask_detail();
    // People open a failed run to see what failed.
    if (first && selected_ == 0 && selected_node_.isEmpty())
        if (const StepView* fault = faulted_step()) select_step(fault->id);
    if (!first && !moment_) keep_selection();
    if (changed_meanwhile_) {
        changed_meanwhile_ = false;
        if (!present_->ended) ask();
    }
}

/// A node that had no step may have one now.
void RunDocument::keep_selection() {
    if (selected_ == 0 && !selected_node_.isEmpty()) select_node(selected_node_);
}

void RunDocument::show_moment(std::shared_ptr<const RunView> view, std::shared_ptr<const RunMoment> moment) {
    if (!present_ || view->run != run_) return;
    view_ = std::move(view);
    moment_ = std::move(moment);
    steps_.show(view_, moment_->at);
    events_.set_moment(moment_->seq);
    if (const StepView* step = present_step(); (step ? step->last : 0) != detail_asked_) ask_detail();
    Q_EMIT moment_changed();
    Q_EMIT view_changed();
    keep_selection();
}

void RunDocument::show_present() {
    if (!moment_) return;
    moment_.reset();
    view_ = present_;
    steps_.show(view_);
    events_.set_moment(0);
    if (const StepView* step = present_step(); (step ? step->last : 0) != detail_asked_) ask_detail();
    Q_EMIT moment_changed();
    Q_EMIT view_changed();
    keep_selection();
}

void RunDocument::set_definition(std::shared_ptr<const Definition> definition) {
    if (definition == definition_) return;
    definition_ = definition;
    steps_.set_definition(std::move(definition));
    Q_EMIT definition_changed();
}

const StepView* RunDocument::selected_step() const {
    const QModelIndex index = selected_ ? steps_.find(selected_) : QModelIndex();
    if (index.isValid()) return &view_->steps[static_cast<std::size_t>(index.internalId())];
    // Of a task that is executed again and again people see the execution of the moment, until theirs begins.
    return moment_ && selected_ ? latest_of(*view_, task_of_node(selected_node_)) : nullptr;
}

const StepView* RunDocument::present_step() const {
    if (!moment_) return selected_step();
    const StepView* then = selected_step();
    const StepId step = then ? then->id : selected_;
    return step && present_ ? step_in(*present_, step) : nullptr;
}

void RunDocument::select_step(StepId step) {
    const QModelIndex index = step ? steps_.find(step) : QModelIndex();
    const StepView* chosen = index.isValid() ? &view_->steps[static_cast<std::size_t>(index.internalId())] : nullptr;
    // In the past one that is still to come can be selected: the timeline shows it.
    if (!chosen && step && moment_) chosen = step_in(*present_, step);
    if (chosen) set_selection(step, to_qt(chosen->task));
    else set_selection(0, {});
}

void RunDocument::select_node(const QString& node) {
    if (!view_) return;
    const std::string task = task_of_node(node);
    const StepView* current = selected_step();
    if (current && current->task == task) return set_selection(selected_, node);
    const StepView* latest = latest_of(*view_, task);
    set_selection(latest ? latest->id : 0, node);
}

void RunDocument::set_selection(StepId step, const QString& node) {
    if (step == selected_ && node == selected_node_) return;
    const bool same_step = step == selected_;
    selected_ = step;
    selected_node_ = node;
    if (!same_step) ask_detail();
    Q_EMIT selection_changed();
}

void RunDocument::ask_detail() {
    const StepView* step = present_step();
    if (!step || !detail_ || detail_->step.id != step->id) detail_.reset();
    detail_message_.clear();
    detail_asked_ = step ? step->last : 0;
    const auto ticket = detail_gate_.supersede();
    if (!step) return;
    using Detail = std::shared_ptr<const StepDetail>;
    source_.step(run_, step->id, ticket.stop(), ticket.deliver<Detail>([this](Result<Detail> answer) { took_detail(std::move(answer)); }));
}

void RunDocument::took_detail(Result<std::shared_ptr<const StepDetail>> answer) {
    if (answer) detail_ = std::move(*answer);
    else detail_message_ = to_qt(answer.error().message);
    Q_EMIT detail_changed();
}

const StepView* RunDocument::faulted_step() const {
    if (!view_ || !view_->error) return nullptr;
    const auto faulted = [this](const StepView& step) {
        return step.status == "faulted" && (view_->error->instance.empty() || step.task == view_->error->instance);
    };
    const auto at = std::find_if(view_->steps.rbegin(), view_->steps.rend(), faulted);
    return at == view_->steps.rend() ? nullptr : &*at;
}

std::vector<StepId> RunDocument::executions() const {
    std::vector<StepId> out;
    const StepView* current = selected_step();
    if (!current) return out;
    for (const StepView& step : view_->steps)
        if (step.task == current->task) out.push_back(step.id);
    return out;
}

void RunDocument::set_state(LoadState state, const QString& message) {
    if (state == state_ && message == message_) return;
    state_ = state;
    message_ = message;
    Q_EMIT state_changed();
}

} // namespace orkestr
