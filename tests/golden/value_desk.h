// Values for the engine, from the real expression worker. What was asked once is not asked again, so that a history can
// be replayed a hundred times at the cost of one.
#pragma once

#include "core/adapters/jq/jq_evaluator.h"
#include "core/engine/advance.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace orkestr::test {

class ValueDesk {
public:
    /// Starts the built worker; ends the test program when there is none.
    ValueDesk();

    /// In the order of the requests.
    std::vector<ValueOutcome> values(const Plan& plan, const std::vector<ValueRequest>& requests);

private:
    std::unique_ptr<JqEvaluator> evaluator_;
    std::unordered_map<std::string, ValueOutcome> known_;
};

} // namespace orkestr::test
