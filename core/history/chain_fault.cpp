#include "core/history/chain_fault.h"

#include "core/base/json_value.h"
#include "core/engine/event.h"
#include "core/history/chain.h"

#include <optional>

namespace orkestr {

namespace {

constexpr std::uint32_t rows_of_a_page = 2000;
/// Of a gap that was closed up: longer ones are told as an edit.
constexpr std::uint64_t longest_closed_gap = 1000;

class BrokenChain {
public:
    BrokenChain(const ChainPlace& place, const ChainRows& rows) : place_(place), rows_(rows), key_(place.key) {}

    AuditFault fault() {
        look_behind();
        if (!stands_) return AuditFault::deleted;
        if (found_at_ == 0) return fault_of_missing();
        // The event that belongs here stands elsewhere: its place was taken by another of the run, or by one that came in.
        if (fits(*stands_, place_.seq + 1, found_->hash)) return AuditFault::reordered;
        if (next_ && found_at_ != place_.seq + 1 && fits(*next_, place_.seq + 1, found_->hash)) return AuditFault::reordered;
        return goes_on_shifted() ? AuditFault::inserted : AuditFault::reordered;
    }

private:
    /// The rest of the rows as far as they can be read; `take` says whether it wants more.
    void each(std::uint64_t after, const std::function<bool(const EventRow&)>& take) const {
        for (std::uint32_t limit = rows_of_a_page;;) {
            const auto page = rows_(after, limit);
            if (!page && limit == 1) return;
            if (!page) {
                limit = 1; // up to the one that can't be read
                continue;
            }
            if (page->empty()) return;
            for (const auto& row : *page)
                if (!take(row)) return;
            after = page->back().seq;
        }
    }

    Digest key_of(const EventRow& row) const {
        if (place_.seq > 1) return place_.key;
        return run_key_of(place_.workspace_key, place_.run, row);
    }

    bool fits(const EventRow& row, std::uint64_t seq, const Digest& head) const { return fits(row, seq, head, key_); }
    static bool fits(EventRow row, std::uint64_t seq, const Digest& head, const Digest& key) {
        row.seq = seq;
        return chain_next(head, row, commitment_of(salt_of(key, seq), row)) == row.hash;
    }

    void look_behind() {
        each(place_.seq - 1, [this](const EventRow& row) {
            last_ = row.seq;
            if (row.seq == place_.seq) stands_ = row;
            if (row.seq == place_.seq + 1) next_ = row;
            const Digest key = key_of(row);
            if (row.seq == place_.seq) key_ = key;
            if (row.seq == place_.seq || !fits(row, place_.seq, place_.head, key)) return true;
            key_ = key;
            found_ = row;
            found_at_ = row.seq;
            return false;
        });
    }

    AuditFault fault_of_missing() const {
        // Without the first event nothing more can be checked: the run's key is not known.
        if (place_.seq == 1 && stands_->type != events::RunStarted::type) return AuditFault::deleted;
        for (std::uint64_t gap = 1; next_ && gap <= longest_closed_gap; ++gap)
            if (fits(*next_, place_.seq + 1 + gap, stands_->hash)) return AuditFault::deleted;
        if (last_ < place_.events) return AuditFault::deleted;
        const bool one_too_many = place_.ended || stands_->hash == place_.head;
        return !next_ && one_too_many ? AuditFault::inserted : AuditFault::edited;
    }

    /// From the event that was found on, all stand as far behind their places as it does, to the end; and what stands in its
    /// place did not stand there.
    bool goes_on_shifted() const {
        std::uint64_t seq = place_.seq;
        Digest head = found_->hash;
        bool shifted = true;
        each(found_at_, [&](const EventRow& row) {
            shifted = fits(row, ++seq, head);
            head = row.hash;
            return shifted;
        });
        return shifted && !fits(*stands_, seq + 1, head);
    }

    const ChainPlace& place_;
    const ChainRows& rows_;
    Digest key_;
    std::optional<EventRow> stands_; ///< what stands in the place
    std::optional<EventRow> next_;
    std::optional<EventRow> found_;  ///< what belongs there
    std::uint64_t found_at_ = 0;     ///< where it stands; 0: nowhere
    std::uint64_t last_ = 0;         ///< that can be read
};

} // namespace

Digest run_key_of(std::string_view workspace_key, const RunId& run, const EventRow& first) {
    const auto data = JsonValue::parse(first.data.text());
    return run_key(workspace_key, run, data ? data->string_at("nonce") : std::string());
}

AuditFault chain_fault(const ChainPlace& place, const ChainRows& rows) { return BrokenChain(place, rows).fault(); }

} // namespace orkestr
