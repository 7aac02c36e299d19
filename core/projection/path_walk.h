// Follows one run along the edges of its definition's graph, and adds it to statistics of many.
#pragma once

#include "core/projection/path_statistics.h"

#include <cstdint>

namespace orkestr {

class PathWalk {
public:
    PathWalk(PathStatistics& all, const RunView& run, const Timeline& timeline, const PathMarks& marks);
    void walk();

private:
    static constexpr std::uint32_t none = 0xffffffff;
    void link();
    void count_run();
    void count_step(std::uint32_t step);
    void count_time(const StepView& step, TaskPathStatistics& task);
    void count_fault(std::uint32_t step, TaskPathStatistics& task);
    void count_critical();
    void count_lists(std::uint32_t holder);
    void follow(const std::vector<std::uint32_t>& list, const std::string& entry, const std::string& exit);
    void leave(std::uint32_t step, const std::string& exit);
    void go_into_catch(std::uint32_t step);
    void follow_graph();
    void add_path();
    std::string id_of(std::uint32_t step) const;
    std::string way_in(std::uint32_t step) const;
    std::string way_out(std::uint32_t step) const;
    bool holds(std::uint32_t step) const;
    bool is_extension(std::uint32_t step) const { return step != none && run_.steps[step].kind == "extension"; }
    PathStatistics::Task* task_of(std::uint32_t step) { return tasks_[step]; }

    PathStatistics& all_;
    const RunView& run_;
    const Timeline& timeline_;
    const PathMarks& marks_;
    std::vector<std::uint32_t> parents_; ///< by step; none: the run's own list
    std::vector<std::vector<std::uint32_t>> children_;
    std::vector<std::uint32_t> first_;   ///< steps of the run's own list
    std::vector<PathStatistics::Task*> tasks_;
};

} // namespace orkestr
