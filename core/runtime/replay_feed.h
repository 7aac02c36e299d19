// The runs that are to be replayed, one after the other, in the order that they were asked for. Any thread.
#pragma once

#include "core/ports/run_replayer.h"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace orkestr {

class ReplayFeed {
public:
    struct Item {
        std::uint64_t number = 0; ///< from 0, without gaps
        std::size_t source = 0;
        RunRow run;
    };

    explicit ReplayFeed(const std::vector<ReplayedRuns>& sources) : sources_(sources) {}

    /// Nothing at the end. Errors: not_found for a run that is not there; what the sources say; the same at each further call.
    Result<std::optional<Item>> next();
    /// 0 as long as they are being found.
    std::uint64_t total() const;
    /// Definitions of runs that come next, with where they are: each once, at most 100.
    std::vector<std::pair<std::size_t, std::string>> definitions();

private:
    Result<void> look_ahead();
    /// The source that is at hand, if it isn't open.
    Result<void> open();
    Result<void> read_page();
    Result<void> read_named();
    void close_source();

    const std::vector<ReplayedRuns>& sources_;
    mutable std::mutex mutex_;
    std::deque<Item> ahead_;
    std::size_t source_ = 0;
    std::size_t named_ = 0; ///< of the runs that the source is asked for by id
    std::unique_ptr<HistoryReader> reader_;
    std::optional<RunId> before_;
    std::uint64_t found_ = 0;
    std::optional<Error> failed_;
};

} // namespace orkestr
