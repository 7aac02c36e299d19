// Random runs, and random filters with what they mean: an oracle that shares nothing with core/filter.
#pragma once

#include "core/base/json_value.h"
#include "core/base/random.h"
#include "core/ports/store.h"

#include <functional>

namespace orkestr::test {

/// A run with all that a filter may ask of it.
struct SampleRun {
    AppendBatch batch;
    std::optional<JsonValue> input;
    std::optional<JsonValue> output;
    std::optional<JsonValue> tags;
};

struct RandomFilter {
    std::string text;
    std::function<bool(const SampleRun&)> holds;
};

class RandomFilters {
public:
    RandomFilters(std::uint64_t seed, Instant now) : random_(seed), now_(now) {}

    /// Definitions that the runs are of, with their tags.
    std::vector<DefinitionRow> definitions();
    SampleRun run(std::uint64_t number);
    RandomFilter filter(int depth);

private:
    using Text = std::function<std::string(const SampleRun&)>;
    using Number = std::function<std::optional<double>(const SampleRun&)>;
    using Tree = std::function<const JsonValue*(const SampleRun&)>;

    RandomFilter leaf();
    RandomFilter text_leaf();
    RandomFilter time_leaf();
    RandomFilter size_leaf(const std::string& field, const std::string& unit, const Number& number);
    RandomFilter fine_leaf();
    RandomFilter truth_leaf();
    RandomFilter json_leaf();
    RandomFilter json_comparison(const std::string& field, const Tree& tree);
    RandomFilter search_leaf();

    JsonValue json(int depth);
    std::string word() { return pick({"faulted", "running", "completed", "waiting", "ns", "orders", "greet", "a b", "1.0.0", "2.1.0", "Not Found", "found", "h1", "h2", "ab", "AB", "", "Ação"}); }
    std::string written(const std::string& text);
    std::int64_t below(std::int64_t bound) { return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(bound))); }
    std::string pick(std::initializer_list<const char*> words) { return *(words.begin() + random_.below(words.size())); }

    Random random_;
    Instant now_;
};

} // namespace orkestr::test
