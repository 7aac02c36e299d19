#include "ui/viewmodels/travel_work.h"

#include <algorithm>

namespace orkestr {

void TravelWork::set_travel(std::shared_ptr<TimeTravel> travel) {
    stop_.request_stop();
    gate_.drop();
    running_.reset();
    waiting_.clear();
    travel_ = std::move(travel);
}

void TravelWork::ask(const QObject* who, Length length, Question question) {
    if (!travel_) return;
    const auto waits = std::find_if(waiting_.begin(), waiting_.end(), [who](const Entry& entry) { return entry.who == who; });
    if (waits != waiting_.end()) *waits = {who, length, std::move(question)};
    else waiting_.push_back({who, length, std::move(question)});
    if (running_ && running_->length == Length::search) {
        if (running_->who == who) dropped_ = true;
        if (running_->who == who || length == Length::quick) stop_.request_stop();
    }
    advance();
}

void TravelWork::forget(const QObject* who) {
    std::erase_if(waiting_, [who](const Entry& entry) { return entry.who == who; });
    if (!running_ || running_->who != who) return;
    dropped_ = true;
    stop_.request_stop();
}

void TravelWork::advance() {
    if (running_ || waiting_.empty()) return;
    auto next = std::find_if(waiting_.begin(), waiting_.end(), [](const Entry& entry) { return entry.length == Length::quick; });
    if (next == waiting_.end()) next = waiting_.begin();
    running_ = std::move(*next);
    waiting_.erase(next);
    dropped_ = false;
    stop_ = std::stop_source();
    // It is the only one: nobody else has the travel until it answers.
    gate_.join().compute<std::function<void()>>(
        [travel = travel_, question = running_->question, stop = stop_.get_token()] { return question(*travel, stop); },
        [this](const std::function<void()>& answer) { took(answer); });
}

void TravelWork::took(const std::function<void()>& answer) {
    Entry done = std::move(*running_);
    running_.reset();
    const bool wanted = !dropped_;
    const bool asked_anew = std::any_of(waiting_.begin(), waiting_.end(), [&done](const Entry& entry) { return entry.who == done.who; });
    if (wanted && !answer && !asked_anew) waiting_.push_front(std::move(done));
    // The next one is under way while this answer is shown.
    advance();
    if (wanted && answer) answer();
}

} // namespace orkestr
