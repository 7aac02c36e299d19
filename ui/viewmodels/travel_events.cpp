#include "ui/viewmodels/travel_events.h"

#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

TravelEvents::TravelEvents(TravelDocument& document, QObject* parent) : QObject(parent), document_(document) {
    connect(&document_, &TravelDocument::extended, this, [this] {
        // Another run: what was found is of the one before.
        if (document_.last() == 0) events_.clear();
        ask();
    });
}

TravelEvents::~TravelEvents() { document_.work().forget(this); }

void TravelEvents::find(Question question, TravelWork::Length length) {
    document_.work().forget(this);
    const bool was_empty = events_.empty() && !question_;
    question_ = std::move(question);
    length_ = length;
    events_.clear();
    message_.clear();
    complete_ = true;
    given_up_ = false;
    if (question_) ask();
    else if (!was_empty) Q_EMIT changed();
}

void TravelEvents::cancel() {
    if (complete_) return;
    document_.work().forget(this);
    given_up_ = complete_ = true;
    message_ = tr("The search was stopped");
    Q_EMIT changed();
}

void TravelEvents::again() {
    if (!given_up_) return;
    given_up_ = false;
    message_.clear();
    ask();
}

void TravelEvents::ask() {
    if (!question_ || given_up_) return;
    complete_ = !document_.work().can_ask();
    Q_EMIT changed();
    document_.work().ask(this, length_, [this, question = question_](TimeTravel& travel, std::stop_token stop) -> std::function<void()> {
        auto answer = question(travel, stop);
        if (!answer && answer.error().code == ErrorCode::cancelled) return {};
        return [this, answer = std::move(answer)] { took(answer); };
    });
}

void TravelEvents::took(Result<std::vector<std::uint64_t>> answer) {
    complete_ = true;
    if (answer) events_ = std::move(*answer);
    message_ = answer ? QString() : to_qt(answer.error().message);
    Q_EMIT changed();
}

std::uint64_t TravelEvents::next(std::uint64_t seq) const {
    const auto at = std::upper_bound(events_.begin(), events_.end(), seq);
    return at == events_.end() ? 0 : *at;
}

std::uint64_t TravelEvents::previous(std::uint64_t seq) const {
    const auto at = std::lower_bound(events_.begin(), events_.end(), seq);
    return at == events_.begin() ? 0 : *(at - 1);
}

bool TravelEvents::contains(std::uint64_t seq) const { return std::binary_search(events_.begin(), events_.end(), seq); }

} // namespace orkestr
