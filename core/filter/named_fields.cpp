#include "core/filter/named_fields.h"

#include "core/filter/filter_tree.h"

namespace orkestr {

namespace {

void add_named(const FilterNode& node, const std::vector<FilterField>& fields, std::vector<bool>& named) {
    for (const FilterNode& part : node.parts) add_named(part, fields, named);
    if (node.kind != FilterNode::Kind::leaf) return;
    if (node.leaf.op != FilterOperator::search) {
        named[node.leaf.field] = true;
        return;
    }
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].searched) named[i] = true;
}

} // namespace

std::vector<bool> named_fields(const Filter& filter) {
    const auto& fields = filter_fields(filter.subject());
    std::vector<bool> named(fields.size());
    if (filter.root()) add_named(*filter.root(), fields, named);
    return named;
}

} // namespace orkestr
