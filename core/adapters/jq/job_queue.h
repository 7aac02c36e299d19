// Jobs that wait for a worker. Expressions that have been slow wait apart, so that many runs of one slow expression
// don't take all workers.
#pragma once

#include "core/adapters/jq/evaluation_job.h"

#include <set>
#include <tuple>

namespace orkestr {

class JobQueue {
public:
    void add(EvaluationJob job);
    /// Before all others of its kind: it has waited already.
    void put_back(EvaluationJob job);

    EvaluationJobs& ordinary() { return ordinary_; }
    EvaluationJobs& slow() { return slow_; }
    /// Those that are to be asked alone.
    EvaluationJobs& alone() { return alone_; }
    bool empty() const { return ordinary_.empty() && slow_.empty() && alone_.empty(); }
    EvaluationJobs take_all();

    /// The job's expression holds up its worker: what waits of it is slow from now on.
    void note_slow(const EvaluationJob& job);
    /// It was quick after all.
    void note_quick(const EvaluationJob& job);

private:
    /// Program, index, whether it is a schema.
    using Key = std::tuple<std::string, std::uint32_t, bool>;

    static Key key_of(const EvaluationJob& job);
    bool is_slow(const EvaluationJob& job) const;
    EvaluationJobs& queue_of(const EvaluationJob& job);

    EvaluationJobs ordinary_;
    EvaluationJobs slow_;
    EvaluationJobs alone_;
    std::set<Key> slow_keys_;
};

} // namespace orkestr
