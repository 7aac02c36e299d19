#include "ui/viewmodels/fork_draft.h"

#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

/// Right before the step's first event.
Result<Json> context_before(TimeTravel& travel, StepId step) {
    const auto begin = travel.step_event(step, 0, Direction::forward);
    if (!begin || *begin < 2) return Error{ErrorCode::not_found, "", {}};
    const auto path = DataPath::parse("$.context");
    if (!path) return path.error();
    auto value = travel.value_at(*path, *begin - 1);
    if (!value) return value.error();
    return value->value_or(Json());
}

} // namespace

ForkDraft::ForkDraft(TravelDocument& document, StepId step, Json input, QObject* parent) : QObject(parent), document_(document), step_(step), input_(std::move(input)) {
    connect(&document_, &TravelDocument::stage_changed, this, &ForkDraft::read);
    document_.begin();
    read();
}

ForkDraft::~ForkDraft() { document_.work().forget(this); }

void ForkDraft::read() {
    using TravelStage = TravelDocument::Stage;
    if (asked_) return;
    const TravelStage stage = document_.stage();
    if (stage == TravelStage::unsupported || stage == TravelStage::failed) return set(LoadState::failed, document_.message());
    if (stage == TravelStage::idle || stage == TravelStage::unread) return set(LoadState::failed);
    if (stage != TravelStage::ready) return set(LoadState::loading);
    asked_ = true;
    document_.work().ask(this, TravelWork::Length::quick, [this, step = step_](TimeTravel& travel, std::stop_token) -> std::function<void()> {
        return [this, found = context_before(travel, step)] {
            if (!found) return set(LoadState::failed, to_qt(found.error().message));
            context_ = *found;
            set(LoadState::ready);
        };
    });
}

void ForkDraft::set(LoadState state, const QString& message) {
    if (state == state_ && message == message_) return;
    state_ = state;
    message_ = message;
    Q_EMIT changed();
}

} // namespace orkestr
