// Random operations on a store, and their answers as text: for stores that must answer alike.
#pragma once

#include "core/base/random.h"
#include "core/ports/store.h"

#include <QString>

#include <functional>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

namespace orkestr::test {

struct Answer {
    QString text;
    /// What happened, without ids and numbers: "events: rows", "events: not_found: there is no run RUN".
    std::vector<std::string> outcomes;
};

struct Operation {
    std::string name;
    std::function<Answer(Stores&)> act;
};

/// All that can happen; next() gives each of it in time.
const std::set<std::string>& store_outcomes();

/// Draws operations; what it sees in the model makes most of them go well and some of them go wrong.
class StoreOperations {
public:
    explicit StoreOperations(std::uint64_t seed) : random_(seed) {}

    Operation next(const Stores& model);

private:
    Operation on_histories(const Stores& model);
    Operation on_definitions();
    Operation on_inbox(const Stores& model);
    Operation on_bus(const Stores& model);
    Operation on_dead_letters();
    Operation on_schedules(const Stores& model);

    std::vector<AppendBatch> batches(const Stores& model);
    AppendBatch batch(const Stores& model);
    void add_engine_rows(AppendBatch& batch);
    void add_bus_rows(AppendBatch& batch);
    void spoil(AppendBatch& batch);
    RunQuery run_query();
    DefinitionRow definition();
    BusEvent event();
    DeadLetter letter();
    DeadLetterQuery letter_query();
    ScheduleRow schedule(const Stores& model);

    RunId some_run();
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(bound)));
    }
    std::uint32_t small(std::uint32_t bound) { return static_cast<std::uint32_t>(random_.below(bound)); }
    std::string pick(std::initializer_list<const char*> words) {
        return *(words.begin() + random_.below(words.size()));
    }

    Random random_;
    int drawn_ = 0;
};

} // namespace orkestr::test
