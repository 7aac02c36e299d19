#include "core/filter/hidden_fields.h"

#include "core/filter/json_path.h"

namespace orkestr {

namespace {

using Judgement = std::optional<bool>;

class HiddenJudge {
public:
    HiddenJudge(FilterSubject subject, const FilterRecord& record, Instant now, const HidesSome& hides)
        : fields_(filter_fields(subject)), record_(record), now_(now), hides_(hides) {}

    Judgement judge(const FilterNode& node) const {
        switch (node.kind) {
        case FilterNode::Kind::all: return decided_by(node, false);
        case FilterNode::Kind::any: return decided_by(node, true);
        case FilterNode::Kind::negation: {
            const Judgement inner = judge(node.parts.front());
            return inner ? Judgement(!*inner) : inner;
        }
        case FilterNode::Kind::leaf: break;
        }
        return node.leaf.op == FilterOperator::search ? search(node.leaf) : leaf(node.leaf, node.leaf.field);
    }

private:
    /// One part that is `value` is enough; else what is not known decides.
    Judgement decided_by(const FilterNode& node, bool value) const {
        Judgement found = !value;
        for (const FilterNode& part : node.parts) {
            const Judgement one = judge(part);
            if (one == value) return value;
            if (!one) found = std::nullopt;
        }
        return found;
    }

    Judgement search(const FilterLeaf& wanted) const {
        Judgement found = false;
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            if (!fields_[i].searched) continue;
            const Judgement one = leaf(wanted, i);
            if (one == true) return true;
            if (!one) found = std::nullopt;
        }
        return found;
    }

    Judgement leaf(const FilterLeaf& wanted, std::size_t field) const {
        const FilterValue value = record_.field(field, now_);
        if (const auto* text = std::get_if<std::string_view>(&value); text && hides_(*text)) return std::nullopt;
        if (const auto* json = std::get_if<JsonText>(&value); json && hides_at(json->text, wanted.path)) return std::nullopt;
        return leaf_holds(wanted, fields_[field].type, value, now_);
    }

    /// What stands in the place of a value, on the way to one, or within it.
    bool hides_at(std::string_view json, const std::vector<FilterMember>& path) const {
        if (!hides_(json)) return false;
        std::string_view at = json;
        for (const FilterMember& member : path) {
            const auto inner = find_json(at, {member});
            // An object of one member may be all that is shown of it.
            if (!inner) return at.size() < longest_mark && hides_(at);
            at = *inner;
        }
        return hides_(at);
    }

    static constexpr std::size_t longest_mark = 20; ///< bytes of what stands in the place of a value
    const std::vector<FilterField>& fields_;
    const FilterRecord& record_;
    Instant now_;
    const HidesSome& hides_;
};

} // namespace

std::optional<bool> judged(const Filter& filter, const FilterRecord& record, Instant now, const HidesSome& hides) {
    if (filter.is_empty()) return true;
    return HiddenJudge(filter.subject(), record, now, hides).judge(*filter.root());
}

} // namespace orkestr
