#include "core/adapters/memory/memory_definitions.h"

#include <algorithm>

namespace orkestr {

Result<void> MemoryDefinitions::put(const DefinitionRow& definition) {
    const Name name{definition.ns, definition.name, definition.version};
    const auto known = by_hash_.find(definition.hash);
    if (known != by_hash_.end() && Name{known->second.ns, known->second.name, known->second.version} != name) {
        return {ErrorCode::already_exists, "the hash " + definition.hash + " stands for another definition"};
    }
    const auto holder = by_name_.find(name);
    if (definition.listed && holder != by_name_.end() && holder->second != definition.hash &&
        by_hash_.at(holder->second).listed) {
        return {ErrorCode::already_exists, definition.ns + "/" + definition.name + " " + definition.version +
                                               " is published with other content: give the new text another version"};
    }
    if (known == by_hash_.end()) {
        by_hash_.emplace(definition.hash, definition);
    } else if (definition.listed && !known->second.listed) {
        known->second.listed = true;
        known->second.published = definition.published;
        known->second.file_name = definition.file_name;
    }
    if (DefinitionRow& kept = by_hash_.at(definition.hash); !kept.tags) kept.tags = definition.tags;
    if (definition.listed || holder == by_name_.end()) by_name_[name] = definition.hash;
    return {};
}

std::optional<Json> MemoryDefinitions::tags(const std::string& hash) const {
    const auto found = by_hash_.find(hash);
    if (found == by_hash_.end() || !found->second.tags || found->second.tags->is_null()) return std::nullopt;
    return found->second.tags;
}

std::vector<DefinitionRow> MemoryDefinitions::find(const DefinitionQuery& query) const {
    std::vector<DefinitionRow> found;
    const auto add = [&](const DefinitionRow& row) {
        if (!query.ns.empty() && row.ns != query.ns) return;
        if (!query.name.empty() && row.name != query.name) return;
        if (!query.version.empty() && row.version != query.version) return;
        if (query.untagged_only && row.tags) return;
        if (!query.listed_only || row.listed) found.push_back(row);
    };
    if (query.untagged_only) {
        for (const auto& [hash, row] : by_hash_) {
            if (query.hash.empty() || hash == query.hash) add(row);
        }
        std::stable_sort(found.begin(), found.end(), [](const DefinitionRow& a, const DefinitionRow& b) {
            return std::tie(a.ns, a.name, a.version) < std::tie(b.ns, b.name, b.version);
        });
        return found;
    }
    if (!query.hash.empty()) {
        if (const auto row = by_hash_.find(query.hash); row != by_hash_.end()) add(row->second);
        return found;
    }
    auto name = by_name_.lower_bound(Name{query.ns, query.name, query.version});
    for (; name != by_name_.end(); ++name) {
        if (!query.ns.empty() && std::get<0>(name->first) != query.ns) break;
        add(by_hash_.at(name->second));
    }
    return found;
}

} // namespace orkestr
