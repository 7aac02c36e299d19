#include "tests/records/record_samples.h"

#include "tests/support/test.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

namespace orkestr::test {

std::string record_sample(const std::string& name) {
    if (shared_dir().empty()) return {};
    std::ifstream file(shared_dir() + "/samples/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string steps_text(const RecordedRun& run) {
    std::string out;
    for (const StepView& step : run.view->steps) out += step.task + ":" + step.name + ":" + step.kind + ":" + step.status + "\n";
    return out;
}

std::string edges_text(const RecordedRun& run) {
    std::multiset<std::string> edges;
    for (const RunGraphEdge& edge : run.view->graph->edges) edges.insert(run.view->graph->nodes[edge.from].id + ">" + run.view->graph->nodes[edge.to].id);
    std::string out;
    for (const std::string& edge : edges) out += (out.empty() ? "" : " ") + edge;
    return out;
}

std::string events_text(const RecordedRun& run) {
    std::string out;
    for (std::size_t i = 0; i < run.events.size(); ++i)
        out += std::to_string(i + 1) + " " + run.events[i].type + " " + std::to_string(run.events[i].step) + "\n";
    return out;
}

StepDetail detail_of(const Records& records, const std::string& name) {
    for (const RecordedRun& run : records.runs)
        for (const StepView& step : run.view->steps)
            if (step.name == name) return records.detail(run, step);
    return {};
}

std::string spoil(const std::string& text, const std::function<Result<Records>(std::string_view)>& read) {
    const auto check = [&read](const std::string& spoiled) -> std::string {
        const auto records = read(spoiled);
        if (!records) return records.error().message.empty() ? "an error without a message" : "";
        return wrong_in(*records);
    };
    for (std::size_t cut = 0; cut < text.size(); cut += 1 + text.size() / 150)
        if (std::string wrong = check(text.substr(0, cut)); !wrong.empty()) return "cut at " + std::to_string(cut) + ": " + wrong;
    std::mt19937 random(7);
    constexpr std::string_view bytes = "\"{}[],:0-9eE\\\x01\xff tn.";
    for (int round = 0; round < 300; ++round) {
        std::string spoiled = text;
        for (int i = 0; i < 1 + round % 5; ++i) {
            const std::size_t at = random() % spoiled.size();
            if (random() % 3 == 0)
                spoiled.erase(at, 1 + random() % 20);
            else if (random() % 2 == 0)
                spoiled[at] = bytes[random() % bytes.size()];
            else
                spoiled.insert(at, spoiled.substr(random() % spoiled.size(), random() % 60));
            if (spoiled.empty()) break;
        }
        if (std::string wrong = check(spoiled); !wrong.empty()) return "round " + std::to_string(round) + ": " + wrong;
    }
    return {};
}

} // namespace orkestr::test
