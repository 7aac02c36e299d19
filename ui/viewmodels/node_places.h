// Where each task stands in a definition's text, and which task stands at a place of it: what keeps the graph and the
// YAML in step.
#pragma once

#include "core/definition/model.h"

#include <QString>

#include <unordered_map>
#include <vector>

namespace orkestr {

class NodePlaces {
public:
    NodePlaces() = default;
    explicit NodePlaces(const Definition& definition);

    /// The range of a node of the graph, from the task's name to its end; null when the text holds nothing of its own
    /// for it (`/start`, `/end`). Entry and exit are their container's.
    const SourceSpan* range(const QString& node) const;
    /// The innermost task at a line and column (from 1, in characters); the white space before a task's name belongs to
    /// the task. Empty where there is none.
    QString node_at(std::uint32_t line, std::uint32_t column) const;

private:
    struct Place {
        std::string node;
        SourceSpan span;
        int outer = -1;
    };
    void add_tasks(const TaskList& tasks, int outer);
    void add_task(const Task& task, int outer);
    int add(const std::string& node, const SourceSpan& span, int outer);

    std::vector<Place> places_; ///< in the order of the text: what holds others comes before them
    std::unordered_map<std::string, int> by_node_;
};

} // namespace orkestr
