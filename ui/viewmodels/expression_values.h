// What the expressions of the selected step came to, computed again by the source while somebody looks at them.
#pragma once

#include "core/projection/step_detail.h"
#include "ui/viewmodels/answer_gate.h"

#include <QString>
#include <optional>

namespace orkestr {

class RunDocument;

class ExpressionValues : public QObject {
    Q_OBJECT
public:
    /// The document outlives it.
    explicit ExpressionValues(RunDocument& document, QObject* parent = nullptr);

    /// Computing goes on while this is wanted.
    void follow(bool wanted);
    /// Of the document's detail; nothing before it was asked for.
    const std::optional<StepValues>& values() const { return values_; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void took(Result<StepValues> answer);

    RunDocument& document_;
    bool wanted_ = false;
    std::shared_ptr<const StepDetail> detail_; ///< that was asked for
    bool under_way_ = false;
    std::optional<StepValues> values_;
    AnswerGate gate_{this};
};

} // namespace orkestr
