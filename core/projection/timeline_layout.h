// Places a run's steps in the lanes of its timeline; see timeline.h.
#pragma once

#include "core/projection/timeline.h"

#include <map>
#include <queue>
#include <set>

namespace orkestr {

class TimelineLayout {
public:
    TimelineLayout(const RunView& view, const TimelineProjection& projection);
    Timeline run();

private:
    using Mark = TimelineProjection::Mark;
    using Kind = TimelineBar::Kind;
    static constexpr std::uint32_t none = 0xffffffff;
    /// Keys of pools that are no branch of a fork: steps beside another one of their parent, and steps in a step.
    static constexpr std::uint32_t beside = none - 1;
    static constexpr std::uint32_t inside = none - 2;

    /// Something in a step that takes time: a step in it, or a wait between its attempts.
    struct Node {
        std::uint32_t step = none;   ///< into the view's steps; none: the run itself
        std::uint32_t parent = none; ///< a node
        std::uint32_t lane = 0;
        bool retry_wait = false;     ///< a wait between attempts of the step
        Instant begin;
        Instant end;
        Instant last; ///< the end of all in it
        bool open = false;
        bool scope = false;
        std::uint8_t level = 0;
        std::vector<std::uint32_t> children; ///< by begin
    };
    /// Lanes below one, for the same kind of branch: the first that is free is taken.
    struct Pool {
        struct Lane {
            std::uint32_t number = 0;
            Instant free;
        };
        std::vector<Lane> lanes;
        std::set<std::uint32_t> free; ///< into lanes
        std::priority_queue<std::pair<Instant, std::uint32_t>, std::vector<std::pair<Instant, std::uint32_t>>, std::greater<>> busy;
    };

    void make_nodes();
    Instant placed(Instant time, const StepView& step) const;
    void link_children();
    void adopt_unreached();
    void measure();
    void group_marks();
    void place();
    void place_children(std::uint32_t parent);
    std::uint32_t take_lane(std::uint32_t below, std::uint32_t key, const Node& node, std::uint32_t name);
    std::uint32_t new_lane(std::uint32_t below, std::uint32_t name, bool is_beside);
    void add_bars();
    void add_work(TimelineBar bar, const std::vector<Mark>& marks);
    void add_attempts(std::uint32_t number, const TimelineBar& of_step, const std::vector<Mark>& marks);
    std::vector<Mark> marks_of(StepId step) const;
    void order_lanes();
    void find_critical();
    void add_span(const Node& node, Instant begin, Instant end);
    void mark_critical();
    std::uint32_t name_of(const Node& node);
    std::uint32_t name_number(const std::string& name);
    bool is_scope(const StepView& step, bool has_children) const;
    bool is_fork(const Node& node) const;

    const RunView& view_;
    const TimelineProjection& projection_;
    Timeline out_;
    std::vector<Node> nodes_;            ///< 0: the run; then one a step, in the view's order; then waits
    std::vector<std::uint32_t> order_;   ///< nodes of steps, parents before children
    std::vector<std::uint32_t> above_;   ///< of lanes
    std::vector<bool> beside_;           ///< of lanes
    std::map<std::pair<std::uint32_t, std::uint32_t>, Pool> pools_; ///< by lane and name of the branch
    std::unordered_map<StepId, std::uint32_t> nodes_of_steps_;
    std::vector<Mark> marks_;            ///< by step
    std::unordered_map<StepId, std::pair<std::uint32_t, std::uint32_t>> marks_of_steps_;
    std::unordered_map<std::string_view, std::uint32_t> names_;
};

} // namespace orkestr
