#include "core/definition/closest.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace orkestr {

namespace {

constexpr std::size_t longest_word = 64;
constexpr std::size_t most_candidates = 5000;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// Optimal string alignment distance; case costs nothing.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::array<std::array<std::size_t, longest_word + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i - 1) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a.size() % 3][b.size()];
}

} // namespace

std::string_view closest(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.empty() || word.size() > longest_word) return {};
    const std::size_t allowed = word.size() <= 2 ? 1 : word.size() <= 5 ? 2 : word.size() / 3 + 1;
    std::string_view best;
    std::size_t best_distance = allowed + 1;
    for (const auto candidate : candidates.subspan(0, std::min(candidates.size(), most_candidates))) {
        const std::size_t difference = std::max(word.size(), candidate.size()) - std::min(word.size(), candidate.size());
        if (candidate.empty() || candidate.size() > longest_word || difference >= best_distance) continue;
        // A distance as long as the word itself says nothing.
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance && distance < std::max(word.size(), candidate.size())) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
    const std::string_view best = closest(word, candidates);
    return best.empty() ? std::string() : "did you mean '" + std::string(best) + "'?";
}

std::string listed(std::span<const std::string_view> names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
        out += "'" + std::string(names[i]) + "'";
    }
    return out;
}

} // namespace orkestr
