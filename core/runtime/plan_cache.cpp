#include "core/runtime/plan_cache.h"

#include "core/definition/reader.h"

namespace orkestr {

void PlanCache::put(std::shared_ptr<const Plan> plan) {
    const std::scoped_lock lock(mutex_);
    const std::string hash = plan->definition_hash;
    if (plans_.contains(hash)) return;
    used_.push_front(hash);
    plans_.emplace(hash, std::pair(std::move(plan), used_.begin()));
    if (plans_.size() > max_plans) {
        plans_.erase(used_.back());
        used_.pop_back();
    }
}

Result<std::shared_ptr<const Plan>> PlanCache::get(const std::string& definition, const Store& store) {
    return get(definition, [&]() -> Result<DefinitionRow> {
        DefinitionQuery query;
        query.hash = definition;
        auto rows = store.definitions(query);
        if (!rows) return rows.error();
        if (rows->empty()) return Error{ErrorCode::not_found, "the workspace has no definition " + definition.substr(0, 12), {}};
        return std::move(rows->front());
    });
}

Result<std::shared_ptr<const Plan>> PlanCache::get(const std::string& definition, const std::function<Result<DefinitionRow>()>& find) {
    {
        const std::scoped_lock lock(mutex_);
        if (const auto at = plans_.find(definition); at != plans_.end()) {
            used_.splice(used_.begin(), used_, at->second.second);
            return at->second.first;
        }
    }
    const auto row = find();
    if (!row) return row.error();
    const auto read = read_definition(row->text, row->file_name);
    if (!read.definition) {
        const std::string first = read.diagnostics.empty() ? std::string() : ": " + to_text(read.diagnostics.front(), row->file_name);
        return Error{ErrorCode::corrupt, "the stored definition " + definition.substr(0, 12) + " can't be read" + first, {}};
    }
    auto plan = compile_plan(*read.definition, row->resources);
    if (!plan) return plan.error();
    if ((*plan)->definition_hash != definition)
        return Error{ErrorCode::corrupt, "the stored definition " + definition.substr(0, 12) + " has another content", {}};
    put(*plan);
    return *plan;
}

} // namespace orkestr
