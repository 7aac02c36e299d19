#include "core/adapters/memory/memory_dead_letters.h"

#include "core/ports/append_check.h"

namespace orkestr {

std::int64_t MemoryDeadLetters::add(const DeadLetter& letter) {
    DeadLetter& kept = letters_[++last_id_];
    kept = letter;
    kept.id = last_id_;
    return kept.id;
}

Result<std::vector<DeadLetter>> MemoryDeadLetters::find(const DeadLetterQuery& query) const {
    if (auto checked = check_query(query); !checked) return checked.error();
    std::vector<DeadLetter> found;
    auto at = query.before != 0 ? letters_.lower_bound(query.before) : letters_.end();
    while (at != letters_.begin() && found.size() < query.limit) {
        const DeadLetter& letter = (--at)->second;
        if (query.id && letter.id != *query.id) continue;
        if (query.run && letter.run != *query.run) continue;
        if (query.state.empty() || letter.state == query.state) found.push_back(letter);
    }
    return found;
}

Result<void> MemoryDeadLetters::decide(const DeadLetter& letter) {
    if (auto checked = check_decision(letter); !checked) return checked;
    const auto found = letters_.find(letter.id);
    if (found == letters_.end()) return dead_letter_not_found(letter.id);
    DeadLetter& kept = found->second;
    if (kept.state != "open") return dead_letter_conflict(letter.id, kept.state);
    kept.state = letter.state;
    kept.by = letter.by;
    kept.reason = letter.reason;
    kept.decided = letter.decided;
    kept.retried_as = letter.retried_as;
    return {};
}

} // namespace orkestr
