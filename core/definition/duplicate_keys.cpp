#include "core/definition/duplicate_keys.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace orkestr {

namespace {

/// Below this, comparing all with all costs less than a table.
constexpr std::size_t few_members = 8;

std::vector<DuplicateKey> duplicates_among_few(std::span<const Member> members, std::size_t most) {
    std::vector<DuplicateKey> found;
    for (auto member = members.begin(); member != members.end() && found.size() < most; ++member) {
        const auto first = std::find_if(members.begin(), member, [&](const Member& other) { return other.key->text() == member->key->text(); });
        if (first != member) found.push_back({member->key, first->key});
    }
    return found;
}

} // namespace

std::vector<DuplicateKey> find_duplicate_keys(std::span<const Member> members, std::size_t most) {
    if (members.size() <= few_members) return duplicates_among_few(members, most);
    std::vector<DuplicateKey> found;
    // Of indices + 1, at most half full: a mapping may have millions of members.
    std::vector<std::uint32_t> table(std::bit_ceil(2 * members.size()), 0);
    for (std::size_t i = 0; i < members.size() && found.size() < most; ++i) {
        const std::string_view text = members[i].key->text();
        std::size_t slot = std::hash<std::string_view>()(text) & (table.size() - 1);
        while (table[slot] != 0 && members[table[slot] - 1].key->text() != text) slot = (slot + 1) & (table.size() - 1);
        if (table[slot] != 0) found.push_back({members[i].key, members[table[slot] - 1].key});
        else table[slot] = static_cast<std::uint32_t>(i + 1);
    }
    return found;
}

} // namespace orkestr
