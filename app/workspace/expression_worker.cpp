#include "app/workspace/expression_worker.h"

#include "core/adapters/jq/jq_evaluator.h"

namespace orkestr {

std::shared_ptr<ValueThread> make_value_thread() {
    return std::make_shared<ValueThread>([]() -> Result<std::unique_ptr<ExpressionEvaluator>> {
        auto made = JqEvaluator::create();
        if (!made) return made.error();
        return std::unique_ptr<ExpressionEvaluator>(std::move(*made));
    });
}

} // namespace orkestr
