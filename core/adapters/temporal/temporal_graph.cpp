#include "core/adapters/temporal/temporal_graph.h"

#include <algorithm>

namespace orkestr {

namespace {

/// So many edges from causes to orders are still quicker to read than a workflow task between them.
constexpr std::size_t most_direct = 12;

} // namespace

TemporalGraph::TemporalGraph() {
    add(start_id, {}, "start");
    decisions_.push_back({0, {0}, {}});
}

std::uint32_t TemporalGraph::add(std::string id, std::string label, std::string kind) {
    graph_.nodes.push_back({std::move(id), std::move(label), std::move(kind)});
    return static_cast<std::uint32_t>(graph_.nodes.size() - 1);
}

void TemporalGraph::has_news(std::uint32_t node, std::uint64_t seq, bool own) { news_.push_back({node, seq, own}); }

void TemporalGraph::task_completed(std::int64_t id, std::optional<std::uint64_t> began) {
    const auto known = [&](const News& news) { return !began || news.seq < *began; };
    std::vector<std::uint32_t> causes;
    for (const News& news : news_)
        if (known(news)) causes.push_back(news.node);
    std::erase_if(news_, known);
    // A workflow task that heard of nothing new goes on from where the last one was.
    if (causes.empty()) causes = decisions_.back().causes.size() <= most_direct ? decisions_.back().causes : std::vector<std::uint32_t>{0};
    by_task_.insert_or_assign(id, decisions_.size());
    decisions_.push_back({id, std::move(causes), {}});
}

TemporalGraph::Decision& TemporalGraph::decision(std::optional<std::int64_t> task) {
    const auto found = task ? by_task_.find(*task) : by_task_.end();
    return found == by_task_.end() ? decisions_.back() : decisions_[found->second];
}

void TemporalGraph::ordered(std::uint32_t node, std::optional<std::int64_t> task) { decision(task).orders.push_back(node); }

void TemporalGraph::ended(std::optional<std::int64_t> task) {
    const std::uint32_t end = add(end_id, {}, "end");
    Decision& last = decision(task);
    // What the workflow itself did within its last workflow task led to the end: local activities, updates that it answered.
    const std::unordered_set<std::uint32_t> orders(last.orders.begin(), last.orders.end());
    bool ordered_last = false;
    for (const News& news : news_) {
        if (!news.own) continue;
        graph_.edges.push_back({news.node, end});
        ordered_last = ordered_last || orders.contains(news.node);
    }
    if (!ordered_last) last.orders.push_back(end);
    news_.clear();
}

RunGraph TemporalGraph::take() {
    for (const Decision& made : decisions_) {
        if (made.orders.empty()) continue;
        if (made.causes.size() * made.orders.size() <= most_direct || made.causes.size() == 1 || made.orders.size() == 1) {
            for (const std::uint32_t cause : made.causes)
                for (const std::uint32_t order : made.orders) graph_.edges.push_back({cause, order});
            continue;
        }
        const std::uint32_t task = add("/workflow-task/" + std::to_string(made.task), "Workflow task", "workflow task");
        for (const std::uint32_t cause : made.causes) graph_.edges.push_back({cause, task});
        for (const std::uint32_t order : made.orders) graph_.edges.push_back({task, order});
    }
    return std::move(graph_);
}

} // namespace orkestr
