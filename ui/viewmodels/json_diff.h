// What changed between two JSON documents, by structure: members by name; items of arrays where a longest common
// subsequence puts them, those between paired by what names them (id, key, name, ...) and else by their order.
#pragma once

#include "core/base/json_index.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace orkestr {

enum class JsonChange : std::uint8_t {
    same,    ///< `count` children one after another that are the same on both sides
    added,   ///< only on the right
    removed, ///< only on the left
    changed, ///< another value
    inside,  ///< an array or object on both sides with changes in it
};

struct JsonDiffEntry {
    static constexpr std::uint32_t none = 0xffffffff;
    JsonChange change = JsonChange::same;
    JsonMember left{JsonMember::no_name, none};  ///< value `none` on the side where it is not; of several the first
    JsonMember right{JsonMember::no_name, none};
    std::uint32_t left_ordinal = 0;  ///< among its parent's children
    std::uint32_t right_ordinal = 0;
    std::uint32_t count = 1;
    std::uint32_t parent = none;     ///< into JsonDiff::entries
    std::uint32_t first_child = 0;   ///< of `inside`
    std::uint32_t child_count = 0;
};

struct JsonDiff {
    std::shared_ptr<const JsonIndex> left;
    std::shared_ptr<const JsonIndex> right;
    std::vector<JsonDiffEntry> entries; ///< 0 is the root; children stand together, in the order of the documents
    std::vector<std::uint32_t> changes; ///< those added, removed or changed, in the order of the documents
    std::uint64_t added = 0;
    std::uint64_t removed = 0;
    std::uint64_t changed = 0;
    bool cut = false; ///< there were more than most_json_diff_entries: what is below some that are `changed` was left out
};

/// Of both documents together: beyond that they are not compared.
inline constexpr std::size_t most_json_diff_bytes = 256 * 1024 * 1024;
inline constexpr std::size_t most_json_diff_entries = 500'000;
/// Arrays are aligned where the lengths of what differs in them, multiplied, are at most this; else item by item.
inline constexpr std::size_t most_json_alignment = 4'000'000;

/// Both canonical (core/base/json.h). Time: linear in the documents for each level of nesting that has changes, and
/// most_json_alignment for an array. Errors: limit, cancelled.
Result<JsonDiff> diff_json(std::shared_ptr<const JsonIndex> left, std::shared_ptr<const JsonIndex> right, std::stop_token stop = {});

/// A longest common subsequence: pairs of positions, ascending. Empty when it would take more than most_json_alignment.
std::vector<std::pair<std::uint32_t, std::uint32_t>> common_subsequence(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

} // namespace orkestr
