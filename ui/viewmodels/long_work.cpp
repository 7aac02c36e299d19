#include "ui/viewmodels/long_work.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

/// Of progress only the last counts: what comes faster than it is shown is left out.
struct LongWork::Latest {
    std::atomic<std::uint64_t> done = 0;
    std::atomic<std::uint64_t> of = 0;
    std::atomic<bool> told = false;
};

LongWork::~LongWork() {
    for (Thread& one : threads_) one.thread.request_stop();
}

AnswerGate::Ticket LongWork::begin() {
    if (!threads_.empty()) threads_.back().thread.request_stop();
    threads_.remove_if([](const Thread& one) { return one.ended->load(); });
    ++number_;
    stage_ = Stage::working;
    done_ = of_ = 0;
    message_.clear();
    const auto ticket = gate_.supersede();
    Q_EMIT changed();
    return ticket;
}

void LongWork::launch(std::function<void(std::stop_token, const Tell&)> work) {
    auto latest = std::make_shared<Latest>();
    const auto show = gate_.notifier([this, latest, number = number_] {
        latest->told = false;
        if (!is_working() || number != number_) return;
        done_ = latest->done;
        of_ = latest->of;
        Q_EMIT changed();
    });
    auto ended = std::make_shared<std::atomic<bool>>(false);
    threads_.push_back({ended, std::jthread([work = std::move(work), latest, show, ended](std::stop_token stop) {
                            work(stop, [&latest, &show](std::uint64_t done, std::uint64_t of) {
                                latest->done = done;
                                latest->of = of;
                                if (!latest->told.exchange(true)) show();
                            });
                            *ended = true;
                        })});
}

void LongWork::cancel() {
    if (is_working()) threads_.back().thread.request_stop();
}

void LongWork::reset() {
    cancel();
    gate_.drop();
    stage_ = Stage::idle;
    message_.clear();
    Q_EMIT changed();
}

void LongWork::end(const Error* error) {
    stage_ = !error ? Stage::done : error->code == ErrorCode::cancelled ? Stage::cancelled : Stage::failed;
    message_ = error ? to_qt(error->message) : QString();
    Q_EMIT changed();
}

int LongWork::percent() const { return percent_of(done_, of_); }

} // namespace orkestr
