// Plans by definition hash, made from what the store keeps. Any thread.
#pragma once

#include "core/plan/plan.h"
#include "core/ports/store.h"

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace orkestr {

class PlanCache {
public:
    void put(std::shared_ptr<const Plan> plan);
    /// From memory, or read from the store and compiled. Errors: not_found, corrupt when the stored text is no valid
    /// definition any more.
    Result<std::shared_ptr<const Plan>> get(const std::string& definition, const Store& store);
    /// The same from wherever `find` has the definition; its errors too.
    Result<std::shared_ptr<const Plan>> get(const std::string& definition, const std::function<Result<DefinitionRow>()>& find);

private:
    static constexpr std::size_t max_plans = 256;
    std::mutex mutex_;
    std::list<std::string> used_; ///< the latest first
    std::unordered_map<std::string, std::pair<std::shared_ptr<const Plan>, std::list<std::string>::iterator>> plans_;
};

} // namespace orkestr
