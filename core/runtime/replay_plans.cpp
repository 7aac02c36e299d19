#include "core/runtime/replay_plans.h"

#include "core/runtime/check.h"
#include "core/runtime/recorded_resources.h"

#include <QEventLoop>
#include <optional>

namespace orkestr {

ReplayPlans::ReplayPlans(std::vector<ReplayDefinition> definitions) {
    if (definitions.empty()) definitions.emplace_back();
    for (ReplayDefinition& one : definitions) changed_.push_back({std::move(one), nullptr, {}});
}

Result<void> ReplayPlans::prepare(ExpressionEvaluator& evaluator, const std::vector<Json>& pinned) {
    const std::scoped_lock lock(preparing_);
    if (prepared_) return {};
    for (Changed& one : changed_)
        if (!one.definition.text.empty())
            if (auto checked = check(one, evaluator, pinned); !checked) return checked;
    prepared_ = true;
    return {};
}

Result<void> ReplayPlans::check(Changed& one, ExpressionEvaluator& evaluator, const std::vector<Json>& pinned) {
    RecordedResources resources;
    for (const Json& some : pinned) resources.add(some);
    std::optional<Result<CheckedDefinition>> checked;
    QEventLoop waiting;
    check_definition(one.definition.text, one.definition.file_name, evaluator, &resources, [&](Result<CheckedDefinition> result) {
        checked = std::move(result);
        waiting.quit();
    });
    while (!checked) waiting.exec();
    if (!*checked) return checked->error();
    one.plan = (*checked)->plan;
    if (!one.plan) one.problem = diagnostics_text(**checked);
    return {};
}

Result<std::shared_ptr<const Plan>> ReplayPlans::changed(std::size_t definition) const {
    const Changed& one = changed_[definition];
    if (!one.definition.text.empty() && !one.plan) return Error{ErrorCode::invalid_definition, one.problem, {}};
    return one.plan;
}

Result<ReplayedBy> ReplayPlans::of(std::size_t definition, const std::string& own, HistoryReader& reader) {
    const auto plan = changed(definition);
    if (!plan) return plan.error();
    if (*plan && (*plan)->definition_hash == own) return ReplayedBy{*plan, nullptr};
    const auto recorded = own_.get(own, [&] { return reader.definition(own); });
    if (!recorded) return recorded.error();
    if (!*plan) return ReplayedBy{*recorded, nullptr};
    const std::scoped_lock lock(aligning_);
    auto& alignment = alignments_[{own, definition}];
    if (!alignment) alignment = std::make_shared<const PlanAlignment>(PlanAlignment::between(**recorded, **plan));
    return ReplayedBy{*plan, alignment};
}

} // namespace orkestr
