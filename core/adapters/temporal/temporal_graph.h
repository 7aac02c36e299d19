// What caused what in a Temporal history: a workflow task hands the workflow what happened since the last one, and the
// workflow's code answers with what it wants done.
#pragma once

#include "core/projection/run_graph.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace orkestr {

class TemporalGraph {
public:
    TemporalGraph();

    /// A node for a step; its number.
    std::uint32_t add(std::string id, std::string label, std::string kind);
    /// Something happened that the workflow will hear of: a step ended, a signal came. `own`: the workflow did it itself.
    void has_news(std::uint32_t node, std::uint64_t seq, bool own);
    /// A workflow task was completed that began at this event: what was news before it is now known. Its own number is
    /// what orders name.
    void task_completed(std::int64_t id, std::optional<std::uint64_t> began);
    /// The workflow ordered the step in this workflow task (nothing: in the last one).
    void ordered(std::uint32_t node, std::optional<std::int64_t> task);
    /// The run is over.
    void ended(std::optional<std::int64_t> task);

    /// The whole, with the workflow tasks that join and divide.
    RunGraph take();

    static constexpr const char* start_id = "/start";
    static constexpr const char* end_id = "/end";

private:
    struct Decision {
        std::int64_t task = 0;
        std::vector<std::uint32_t> causes;
        std::vector<std::uint32_t> orders;
    };
    struct News {
        std::uint32_t node = 0;
        std::uint64_t seq = 0;
        bool own = false;
    };
    Decision& decision(std::optional<std::int64_t> task);

    RunGraph graph_;
    std::vector<News> news_;
    std::vector<Decision> decisions_;
    std::unordered_map<std::int64_t, std::size_t> by_task_;
};

} // namespace orkestr
