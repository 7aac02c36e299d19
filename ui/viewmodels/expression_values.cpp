#include "ui/viewmodels/expression_values.h"

#include "ui/viewmodels/run_document.h"

namespace orkestr {

ExpressionValues::ExpressionValues(RunDocument& document, QObject* parent) : QObject(parent), document_(document) {
    connect(&document_, &RunDocument::detail_changed, this, &ExpressionValues::ask);
    connect(&document_, &RunDocument::selection_changed, this, &ExpressionValues::ask);
}

void ExpressionValues::follow(bool wanted) {
    if (wanted == wanted_) return;
    wanted_ = wanted;
    ask();
}

void ExpressionValues::ask() {
    const auto& detail = document_.detail();
    const bool complete = values_ && values_->complete;
    if (detail == detail_ && (complete || wanted_ == under_way_)) return;
    const bool same_step = detail && detail_ && detail->step.id == detail_->step.id && detail->step.first == detail_->step.first;
    gate_.drop();
    under_way_ = false;
    // What was computed of the step so far stays until more is known of it.
    if (!same_step && values_) {
        values_.reset();
        Q_EMIT changed();
    }
    detail_ = detail;
    if (!detail || !wanted_ || detail->expressions.empty()) return;
    under_way_ = true;
    const auto ticket = gate_.supersede();
    document_.source().values(document_.run(), detail->step.id, ticket.stop(),
                              ticket.deliver<StepValues>([this](Result<StepValues> answer) { took(std::move(answer)); }));
}

void ExpressionValues::took(Result<StepValues> answer) {
    if (answer) {
        values_ = std::move(*answer);
    } else {
        values_.emplace();
        values_->complete = true;
        values_->missing = answer.error().code == ErrorCode::unsupported ? StepValues::Missing::no_evaluator : StepValues::Missing::unreadable;
        values_->detail = answer.error().message;
    }
    if (values_->complete) under_way_ = false;
    Q_EMIT changed();
}

} // namespace orkestr
