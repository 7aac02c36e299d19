#include "core/adapters/jq/job_queue.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t max_slow_keys = 1000;

bool is_evaluation(const EvaluationJob& job) { return job.kind == EvaluationJob::Kind::evaluate; }

} // namespace

JobQueue::Key JobQueue::key_of(const EvaluationJob& job) {
    return {job.request.program->id, job.request.index, job.request.is_schema};
}

bool JobQueue::is_slow(const EvaluationJob& job) const {
    return !slow_keys_.empty() && is_evaluation(job) && slow_keys_.contains(key_of(job));
}

EvaluationJobs& JobQueue::queue_of(const EvaluationJob& job) {
    if (job.alone) return alone_;
    return is_slow(job) ? slow_ : ordinary_;
}

void JobQueue::add(EvaluationJob job) {
    EvaluationJobs& jobs = queue_of(job);
    jobs.push_back(std::move(job));
}

void JobQueue::put_back(EvaluationJob job) {
    EvaluationJobs& jobs = queue_of(job);
    jobs.push_front(std::move(job));
}

EvaluationJobs JobQueue::take_all() {
    EvaluationJobs all = std::exchange(ordinary_, {});
    for (EvaluationJobs* apart : {&slow_, &alone_}) {
        std::move(apart->begin(), apart->end(), std::back_inserter(all));
        apart->clear();
    }
    return all;
}

void JobQueue::note_slow(const EvaluationJob& job) {
    if (!is_evaluation(job)) return;
    if (slow_keys_.size() >= max_slow_keys) slow_keys_.clear();
    if (!slow_keys_.insert(key_of(job)).second) return;
    const auto slow = std::stable_partition(ordinary_.begin(), ordinary_.end(),
                                            [this](const EvaluationJob& waiting) { return !is_slow(waiting); });
    std::move(slow, ordinary_.end(), std::back_inserter(slow_));
    ordinary_.erase(slow, ordinary_.end());
}

void JobQueue::note_quick(const EvaluationJob& job) {
    if (is_evaluation(job)) slow_keys_.erase(key_of(job));
}

} // namespace orkestr
