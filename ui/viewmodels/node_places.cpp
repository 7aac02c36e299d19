#include "ui/viewmodels/node_places.h"

#include <algorithm>
#include <utility>

namespace orkestr {

namespace {

using TextPlace = std::pair<std::uint32_t, std::uint32_t>; // line, column

TextPlace start_of(const SourceSpan& span) { return {span.line, span.column}; }
TextPlace end_of(const SourceSpan& span) { return {span.end_line, span.end_column}; }

SourceSpan joined(const SourceSpan& first, const SourceSpan& last) {
    SourceSpan out = first;
    if (end_of(last) > end_of(first)) {
        out.end_line = last.end_line;
        out.end_column = last.end_column;
        out.end = last.end;
    }
    return out;
}

} // namespace

NodePlaces::NodePlaces(const Definition& definition) {
    add_tasks(definition.use.functions, -1);
    add_tasks(definition.tasks, -1);
    // Functions may stand after the tasks in the text, and look-up goes by its order.
    std::vector<int> order(places_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    std::stable_sort(order.begin(), order.end(), [this](int a, int b) {
        return start_of(places_[static_cast<std::size_t>(a)].span) < start_of(places_[static_cast<std::size_t>(b)].span);
    });
    std::vector<int> position(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) position[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
    std::vector<Place> sorted;
    sorted.reserve(places_.size());
    for (const int old : order) {
        Place place = std::move(places_[static_cast<std::size_t>(old)]);
        if (place.outer >= 0) place.outer = position[static_cast<std::size_t>(place.outer)];
        by_node_[place.node] = static_cast<int>(sorted.size());
        sorted.push_back(std::move(place));
    }
    places_ = std::move(sorted);
}

int NodePlaces::add(const std::string& node, const SourceSpan& span, int outer) {
    places_.push_back({node, span, outer});
    return static_cast<int>(places_.size()) - 1;
}

void NodePlaces::add_tasks(const TaskList& tasks, int outer) {
    for (const auto& task : tasks) add_task(*task, outer);
}

void NodePlaces::add_task(const Task& task, int outer) {
    const int place = add(task.pointer, joined(task.name_span, task.span), outer);
    if (const auto* block = std::get_if<DoTask>(&task.kind)) add_tasks(block->tasks, place);
    if (const auto* loop = std::get_if<ForTask>(&task.kind)) add_tasks(loop->tasks, place);
    if (const auto* fork = std::get_if<ForkTask>(&task.kind)) add_tasks(fork->branches, place);
    if (const auto* listen = std::get_if<ListenTask>(&task.kind); listen && listen->foreach) add_tasks(listen->foreach->tasks, place);
    if (const auto* attempt = std::get_if<TryTask>(&task.kind)) {
        add_tasks(attempt->tasks, place);
        const int handler = add(task.pointer + "/catch", attempt->caught.span, place);
        if (attempt->caught.tasks) add_tasks(*attempt->caught.tasks, handler);
    }
}

const SourceSpan* NodePlaces::range(const QString& node) const {
    std::string id = node.toStdString();
    auto found = by_node_.find(id);
    for (const std::string_view port : {"/entry", "/exit"}) {
        if (found != by_node_.end() || !id.ends_with(port)) continue;
        id.resize(id.size() - port.size());
        found = by_node_.find(id);
    }
    return found == by_node_.end() ? nullptr : &places_[static_cast<std::size_t>(found->second)].span;
}

QString NodePlaces::node_at(std::uint32_t line, std::uint32_t column) const {
    const auto past = [](const TextPlace& place, const Place& one) { return place < start_of(one.span); };
    auto next = std::upper_bound(places_.begin(), places_.end(), TextPlace{line, column}, past);
    // Before the first name on a line: that task is meant.
    const bool line_has_earlier = next != places_.begin() && std::prev(next)->span.line == line;
    if (!line_has_earlier && next != places_.end() && next->span.line == line) return QString::fromStdString(next->node);
    if (next == places_.begin()) return {};
    int at = static_cast<int>(std::prev(next) - places_.begin());
    while (at >= 0) {
        const Place& place = places_[static_cast<std::size_t>(at)];
        if (TextPlace{line, column} <= end_of(place.span)) return QString::fromStdString(place.node);
        at = place.outer;
    }
    return {};
}

} // namespace orkestr
