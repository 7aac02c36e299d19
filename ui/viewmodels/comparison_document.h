// Two runs that are compared: A is the one that is open, B another one, of the same source or of a file. GUI thread.
#pragma once

#include "core/ports/run_source.h"
#include "core/projection/run_diff.h"
#include "ui/viewmodels/long_work.h"
#include "ui/viewmodels/step_diff_model.h"

namespace orkestr {

struct ComparedSide {
    RunSource* source = nullptr;
    std::shared_ptr<RunSource> held; ///< of a file that was opened for this; else null, and the source outlives it
    RunId run;
    QString title; ///< what people call it
};

class ComparisonDocument : public QObject {
    Q_OBJECT
public:
    /// Blocks; core/runtime/run_comparison.h has one.
    using Comparer = std::function<Result<RunDiff>(const ComparedSide& a, const ComparedSide& b, std::stop_token stop, const LongWork::Tell& tell)>;

    explicit ComparisonDocument(QObject* parent = nullptr);
    void set_comparer(Comparer comparer) { comparer_ = std::move(comparer); }
    bool can_compare() const { return comparer_ != nullptr; }

    void compare(ComparedSide a, ComparedSide b);
    void clear();

    LongWork* work() { return &work_; }
    bool is_working() const { return work_.is_working(); }
    /// Null until it is there.
    const std::shared_ptr<const RunDiff>& diff() const { return diff_; }
    const ComparedSide& a() const { return a_; }
    const ComparedSide& b() const { return b_; }
    StepDiffModel* steps() { return &steps_; }
    /// What came of it in a sentence: `The first difference is the output of charge: $.output.total`.
    QString verdict() const;

Q_SIGNALS:
    void changed();

private:
    Comparer comparer_;
    ComparedSide a_;
    ComparedSide b_;
    std::shared_ptr<const RunDiff> diff_;
    StepDiffModel steps_;
    LongWork work_; ///< the last: it uses the others until it has ended
};

} // namespace orkestr
