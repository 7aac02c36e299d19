// The runs that a table knows of, newest first, in pages: of every page the key before which it begins and its number of
// rows, which are some 100 bytes; of the pages used last the rows themselves. So what is held grows by a page's key for
// each page that was come to, and by nothing else. A page keeps its number while others come before or after it.
#pragma once

#include "core/ports/store.h"

#include <deque>
#include <list>
#include <unordered_map>
#include <utility>
#include <vector>

namespace orkestr {

class RunPages {
public:
    static constexpr std::size_t kept_pages = 64;
    static constexpr int unjudged = -2;

    using Number = std::int64_t;

    struct HeldRun {
        RunRow row;
        int rule = unjudged; ///< which colouring rule holds for it; -1: none
    };
    using Rows = std::vector<HeldRun>;

    struct Place {
        Number page = 0;
        int offset = 0;
    };

    void clear();
    int rows() const;
    bool is_empty() const { return pages_.empty(); }

    /// Rows come at the end, or before all others; never none. Their ids sort before `before`.
    void append(RunId before, std::vector<RunRow> rows);
    void prepend(RunId before, std::vector<RunRow> rows);

    Number first_page() const { return first_; }
    Number last_page() const { return first_ + static_cast<Number>(pages_.size()) - 1; }
    /// Of a row that is there.
    Place place_of(int row) const;
    int first_row(Number page) const;
    int rows_of(Number page) const { return at(page).rows; }
    const RunId& before(Number page) const { return at(page).before; }

    bool holds(Number page) const { return held_.contains(page); }
    /// The rows of a page that was read again; their number may be another one.
    void hold(Number page, std::vector<RunRow> rows);
    /// A row, and its page counts as used; null when its page is not held.
    HeldRun* use(int row);
    /// The rows of a page, as they are held; null when they are not. Does not count as use.
    Rows* held(Number page);
    /// Nothing is known of which rules hold.
    void forget_rules();

private:
    struct Page {
        RunId before;
        std::int64_t position = 0; ///< of its first row, counted from a row that was the first once
        int rows = 0;
    };
    const Page& at(Number page) const { return pages_[static_cast<std::size_t>(page - first_)]; }
    void keep(Number page, std::vector<RunRow> rows);

    std::deque<Page> pages_;
    Number first_ = 0;
    std::list<std::pair<Number, Rows>> kept_; ///< used last first
    std::unordered_map<Number, std::list<std::pair<Number, Rows>>::iterator> held_;
};

/// The lowest id above this one, so that a page that begins with a run can be asked for again.
RunId key_after(const RunId& run);
/// The lowest id that a run of this time can have.
RunId key_at(Instant time);
/// When the run with this id came to be; 1970 when the id is no ULID.
Instant time_of(const RunId& run);

} // namespace orkestr
