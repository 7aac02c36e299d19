// How a table of runs looks for what is above its first row, or for the oldest of all: a source answers only what comes
// before a key, so keys are made of times that are guessed nearer and nearer.
#pragma once

#include "ui/viewmodels/run_table_model.h"

namespace orkestr {

struct RunTableModel::Newer {
    static constexpr std::uint32_t most_limit = 10'000;

    RunId bottom;                ///< wanted are runs whose ids don't sort before it
    std::int64_t from_ms = 0;    ///< its time
    std::int64_t span_ms = 1;    ///< how far above it is looked
    std::uint32_t limit = 2 * page_rows;
    std::optional<RunId> next;   ///< where the reading of this span goes on
    std::vector<RunRow> found;   ///< newest first
};

} // namespace orkestr
