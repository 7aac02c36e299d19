#include "ui/viewmodels/json_diff.h"

#include <algorithm>
#include <functional>

namespace orkestr {

std::vector<std::pair<std::uint32_t, std::uint32_t>> common_subsequence(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
    if (a.empty() || b.empty() || a.size() > most_json_alignment / b.size()) return out;
    const std::size_t width = b.size() + 1;
    // lengths[i * width + j]: of what is common to the ends of a from i and b from j. The shorter side has at most 2,000.
    std::vector<std::uint16_t> lengths((a.size() + 1) * width, 0);
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            lengths[i * width + j] = a[i] == b[j] ? static_cast<std::uint16_t>(lengths[(i + 1) * width + j + 1] + 1)
                                                  : std::max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
        }
    }
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) out.emplace_back(static_cast<std::uint32_t>(i++), static_cast<std::uint32_t>(j++));
        else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) ++i;
        else ++j;
    }
    return out;
}

namespace {

using Children = std::vector<JsonMember>;
/// Positions of items that belong together.
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class JsonComparison {
public:
    JsonComparison(std::shared_ptr<const JsonIndex> left, std::shared_ptr<const JsonIndex> right, std::stop_token stop)
        : left_(*left), right_(*right), stop_(std::move(stop)) {
        out_.left = std::move(left);
        out_.right = std::move(right);
    }

    Result<JsonDiff> run() {
        JsonDiffEntry root;
        root.left.value = left_.root();
        root.right.value = right_.root();
        root.change = change_of(root.left, root.right);
        out_.entries.push_back(root);
        for (std::uint32_t number = 0; number < out_.entries.size(); ++number) {
            if (stop_.stop_requested()) return Error{ErrorCode::cancelled, "stopped", {}};
            if (out_.entries[number].change == JsonChange::inside) open(number);
        }
        if (stop_.stop_requested()) return Error{ErrorCode::cancelled, "stopped", {}};
        count();
        return std::move(out_);
    }

private:
    JsonChange change_of(const JsonMember& left, const JsonMember& right) const {
        if (left_.raw(left.value) == right_.raw(right.value)) return JsonChange::same;
        const bool alike = left_.is_container(left.value) && left_.kind(left.value) == right_.kind(right.value);
        return alike ? JsonChange::inside : JsonChange::changed;
    }

    void open(std::uint32_t number) {
        const JsonDiffEntry entry = out_.entries[number];
        if (out_.entries.size() >= most_json_diff_entries) {
            out_.cut = true;
            out_.entries[number].change = JsonChange::changed;
            return;
        }
        parent_ = number;
        const auto first = static_cast<std::uint32_t>(out_.entries.size());
        const Children left = left_.children(entry.left.value, 0, JsonDiffEntry::none);
        const Children right = right_.children(entry.right.value, 0, JsonDiffEntry::none);
        if (left_.kind(entry.left.value) == '{') compare_members(left, right);
        else compare_items(left, right);
        out_.entries[number].first_child = first;
        out_.entries[number].child_count = static_cast<std::uint32_t>(out_.entries.size()) - first;
    }

    void compare_members(const Children& left, const Children& right) {
        std::uint32_t i = 0;
        std::uint32_t j = 0;
        while (i < left.size() || j < right.size()) {
            const int order = i == left.size() ? 1 : j == right.size() ? -1 : compare_names(left[i], right[j]);
            if (order < 0) add_left(left, i++, j);
            else if (order > 0) add_right(right, i, j++);
            else add_pair(left, i++, right, j++);
        }
    }
    int compare_names(const JsonMember& left, const JsonMember& right) const {
        const std::string_view a = left_.raw(left.name);
        const std::string_view b = right_.raw(right.name);
        if (a == b) return 0;
        const bool escaped = a.find('\\') != std::string_view::npos || b.find('\\') != std::string_view::npos;
        if (escaped) return json_unquoted(a).compare(json_unquoted(b));
        // Without the closing quotes, which would order a name after one that it begins.
        return a.substr(1, a.size() - 2).compare(b.substr(1, b.size() - 2));
    }

    void compare_items(const Children& left, const Children& right) {
        const std::size_t most = std::min(left.size(), right.size());
        const auto same = [&](std::size_t i, std::size_t j) { return left_.raw(left[i].value) == right_.raw(right[j].value); };
        std::size_t begin = 0;
        while (begin < most && same(begin, begin)) ++begin;
        std::size_t end = 0;
        while (end < most - begin && same(left.size() - 1 - end, right.size() - 1 - end)) ++end;
        for (std::size_t i = 0; i < begin; ++i) add_same(left, i, right, i);
        align(left, begin, left.size() - end, right, begin, right.size() - end);
        for (std::size_t i = end; i > 0; --i) add_same(left, left.size() - i, right, right.size() - i);
    }

    /// Items of [i, left_end) and [j, right_end): what is equal keeps its order, what lies between is paired.
    void align(const Children& left, std::size_t i, std::size_t left_end, const Children& right, std::size_t j, std::size_t right_end) {
        std::vector<std::uint64_t> a;
        std::vector<std::uint64_t> b;
        if (const std::size_t width = std::max<std::size_t>(1, right_end - j); left_end - i <= most_json_alignment / width) {
            for (std::size_t at = i; at < left_end; ++at) a.push_back(std::hash<std::string_view>()(left_.raw(left[at].value)));
            for (std::size_t at = j; at < right_end; ++at) b.push_back(std::hash<std::string_view>()(right_.raw(right[at].value)));
        }
        const std::size_t i0 = i;
        const std::size_t j0 = j;
        for (const auto& [x, y] : common_subsequence(a, b)) {
            pair_up(left, i, i0 + x, right, j, j0 + y);
            add_pair(left, i0 + x, right, j0 + y);
            i = i0 + x + 1;
            j = j0 + y + 1;
        }
        pair_up(left, i, left_end, right, j, right_end);
    }

    /// Nothing in these ranges is equal.
    void pair_up(const Children& left, std::size_t i, std::size_t left_end, const Children& right, std::size_t j, std::size_t right_end) {
        if (i < left_end && j < right_end && left_end - i <= most_json_alignment / (right_end - j)) {
            std::vector<std::uint64_t> a;
            std::vector<std::uint64_t> b;
            for (std::size_t at = i; at < left_end; ++at) a.push_back(identity(left_, left[at].value, 2 * at));
            for (std::size_t at = j; at < right_end; ++at) b.push_back(identity(right_, right[at].value, 2 * at + 1));
            const std::size_t i0 = i;
            const std::size_t j0 = j;
            for (const auto& [x, y] : common_subsequence(a, b)) {
                by_order(left, i, i0 + x, right, j, j0 + y);
                add_pair(left, i0 + x, right, j0 + y);
                i = i0 + x + 1;
                j = j0 + y + 1;
            }
        }
        by_order(left, i, left_end, right, j, right_end);
    }
    void by_order(const Children& left, std::size_t i, std::size_t left_end, const Children& right, std::size_t j, std::size_t right_end) {
        while (i < left_end && j < right_end) {
            // Two that are named otherwise are not one that has changed.
            if (name_of(left_, left[i].value) && name_of(right_, right[j].value)) {
                add_left(left, i++, j);
                add_right(right, i, j++);
            } else {
                add_pair(left, i++, right, j++);
            }
        }
        while (i < left_end) add_left(left, i++, j);
        while (j < right_end) add_right(right, i, j++);
    }
    /// What names an object among others.
    static std::optional<std::uint64_t> name_of(const JsonIndex& index, std::uint32_t value) {
        // Objects with hundreds of members are seldom named by one of them.
        if (index.kind(value) != '{' || index.count(value) > 200) return std::nullopt;
        for (const char* name : {"id", "key", "name", "uuid", "sku", "code"}) {
            const auto found = index.find(value, name);
            if (found && !index.is_container(found->member.value))
                return std::hash<std::string_view>()(index.raw(found->member.value)) ^ std::hash<std::string_view>()(name);
        }
        return std::nullopt;
    }
    /// The same, or something that nothing else has.
    static std::uint64_t identity(const JsonIndex& index, std::uint32_t value, std::uint64_t otherwise) {
        return name_of(index, value).value_or(otherwise * 0x9e3779b97f4a7c15 + 1);
    }

    void add_left(const Children& left, std::size_t i, std::size_t j) {
        JsonDiffEntry entry = at(i, j);
        entry.change = JsonChange::removed;
        entry.left = left[i];
        out_.entries.push_back(entry);
    }
    void add_right(const Children& right, std::size_t i, std::size_t j) {
        JsonDiffEntry entry = at(i, j);
        entry.change = JsonChange::added;
        entry.right = right[j];
        out_.entries.push_back(entry);
    }
    void add_pair(const Children& left, std::size_t i, const Children& right, std::size_t j) {
        const JsonChange change = change_of(left[i], right[j]);
        if (change == JsonChange::same) return add_same(left, i, right, j);
        JsonDiffEntry entry = at(i, j);
        entry.change = change;
        entry.left = left[i];
        entry.right = right[j];
        out_.entries.push_back(entry);
    }
    void add_same(const Children& left, std::size_t i, const Children& right, std::size_t j) {
        JsonDiffEntry& before = out_.entries.back();
        const bool follows = before.left_ordinal + before.count == i && before.right_ordinal + before.count == j;
        if (before.change == JsonChange::same && before.parent == parent_ && follows) {
            ++before.count;
            return;
        }
        JsonDiffEntry entry = at(i, j);
        entry.left = left[i];
        entry.right = right[j];
        out_.entries.push_back(entry);
    }
    JsonDiffEntry at(std::size_t i, std::size_t j) const {
        JsonDiffEntry entry;
        entry.left_ordinal = static_cast<std::uint32_t>(i);
        entry.right_ordinal = static_cast<std::uint32_t>(j);
        entry.parent = parent_;
        return entry;
    }

    void count() {
        std::vector<std::uint32_t> waiting{0};
        while (!waiting.empty()) {
            const std::uint32_t number = waiting.back();
            waiting.pop_back();
            const JsonDiffEntry& entry = out_.entries[number];
            switch (entry.change) {
            case JsonChange::added: ++out_.added; break;
            case JsonChange::removed: ++out_.removed; break;
            case JsonChange::changed: ++out_.changed; break;
            case JsonChange::inside:
                for (std::uint32_t i = entry.child_count; i > 0; --i) waiting.push_back(entry.first_child + i - 1);
                continue;
            case JsonChange::same: continue;
            }
            out_.changes.push_back(number);
        }
    }

    const JsonIndex& left_;
    const JsonIndex& right_;
    std::stop_token stop_;
    std::uint32_t parent_ = JsonDiffEntry::none;
    JsonDiff out_;
};

} // namespace

Result<JsonDiff> diff_json(std::shared_ptr<const JsonIndex> left, std::shared_ptr<const JsonIndex> right, std::stop_token stop) {
    if (left->text().size() + right->text().size() > most_json_diff_bytes)
        return Error{ErrorCode::limit, "documents of more than 256 MB together are not compared", {}};
    return JsonComparison(std::move(left), std::move(right), std::move(stop)).run();
}

} // namespace orkestr
