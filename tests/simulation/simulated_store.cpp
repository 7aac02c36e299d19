#include "tests/simulation/simulated_store.h"

namespace orkestr::test {

void SimulatedStore::work() {
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    job.work(store_);
    answers_.push_back(std::move(job.then));
}

void SimulatedStore::answer() {
    const auto then = std::move(answers_.front());
    answers_.pop_front();
    then();
}

} // namespace orkestr::test
