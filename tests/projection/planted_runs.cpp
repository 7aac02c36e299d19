#include "tests/projection/planted_runs.h"

#include "core/base/random.h"
#include "core/definition/reader.h"
#include "core/history/codec.h"
#include "core/projection/json_changes.h"
#include "core/projection/run_view.h"
#include "core/runtime/value_outcome.h"
#include "tests/simulation/known_expressions.h"

#include <QtGlobal>
#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace orkestr::test {

namespace {

std::uint64_t number_of(std::string_view text, std::uint64_t seed) {
    const Digest digest = sha256({std::to_string(seed), text});
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number << 8 | digest[static_cast<std::size_t>(i)];
    return number;
}

/// A key without the number of its attempt, which comes last.
std::string without_attempt(const std::string& key) { return key.substr(0, key.find_last_of("#.")); }

// --- definitions ----------------------------------------------------------------------------------------------------

class PairDefinition {
public:
    explicit PairDefinition(Random& random) : random_(random) {}

    JsonValue draw() {
        JsonValue all = JsonValue::object(
            {{"document", JsonValue::object({{"dsl", "1.0.3"}, {"namespace", "pairs"}, {"name", "one"}, {"version", "1.0.0"}})}});
        all.set("do", list(0));
        return all;
    }

private:
    std::string name() { return "t" + std::to_string(names_++); }
    static JsonValue work() { return JsonValue::object({{"run", JsonValue::object({{"shell", JsonValue::object({{"command", "work"}})}})}}); }
    JsonValue activity() {
        JsonValue one = work();
        if (random_.percent(25)) one.set("output", JsonValue::object({{"as", "{n: (.n + 1)}"}}));
        if (random_.percent(20)) one.set("export", JsonValue::object({{"as", "."}}));
        return one;
    }
    JsonValue list(int depth) {
        JsonArray tasks;
        const std::uint64_t count = 2 + random_.below(depth == 0 ? 4 : 2);
        for (std::uint64_t i = 0; i < count; ++i) tasks.push_back(JsonValue::object({{name(), task(depth)}}));
        return tasks;
    }
    JsonValue task(int depth) {
        switch (random_.below(depth >= 3 ? 5 : 10)) {
        case 0: return JsonValue::object({{"set", random_.percent(50) ? JsonValue("${ {n: (.n + 1)} }") : JsonValue::object({{"n", std::int64_t(random_.below(6))}})}});
        case 1:
        case 2: return activity();
        case 3: return JsonValue::object({{"wait", "PT" + std::to_string(1 + random_.below(9)) + "S"}});
        case 4: return JsonValue::object({{"emit", JsonValue::object({{"event", JsonValue::object({{"with", JsonValue::object({{"type", "a.b"}, {"data", JsonValue::object({{"n", 2}})}})}})}})}});
        case 5: return JsonValue::object({{"do", list(depth + 1)}});
        case 6: return JsonValue::object({{"for", JsonValue::object({{"each", "item"}, {"in", "${ [1, 2, 3] }"}})}, {"do", list(depth + 1)}});
        case 7: return fork();
        case 8: return attempt();
        default: return choice();
        }
    }
    JsonValue fork() {
        JsonArray branches;
        const std::uint64_t count = 2 + random_.below(2);
        for (std::uint64_t i = 0; i < count; ++i) branches.push_back(JsonValue::object({{name(), work()}}));
        return JsonValue::object({{"fork", JsonValue::object({{"branches", std::move(branches)}})}});
    }
    JsonValue attempt() {
        JsonArray tried;
        if (random_.percent(50)) tried.push_back(JsonValue::object({{name(), JsonValue::object({{"set", JsonValue::object({{"n", 1}})}})}}));
        tried.push_back(JsonValue::object({{name() + "-retried", work()}}));
        return JsonValue::object({{"try", std::move(tried)},
                                  {"catch", JsonValue::object({{"retry", JsonValue::object({{"delay", "PT1S"}, {"limit", JsonValue::object({{"attempt", JsonValue::object({{"count", 6}})}})}})}})}});
    }
    static JsonValue choice() {
        return JsonValue::object({{"switch", JsonArray{JsonValue::object({{"low", JsonValue::object({{"when", ".n < 3"}, {"then", "continue"}})}}),
                                                       JsonValue::object({{"high", JsonValue::object({{"then", "continue"}})}})}}});
    }

    Random& random_;
    int names_ = 0;
};

std::shared_ptr<const Plan> compiled(const JsonValue& definition) {
    const auto read = read_definition(definition.json().text(), "pair");
    if (!read.definition) qFatal("%s\n%s", read.diagnostics.front().message.c_str(), definition.json().text().c_str());
    auto plan = compile_plan(*read.definition);
    if (!plan) qFatal("%s", plan.error().message.c_str());
    return *plan;
}

/// The list at a JSON pointer, and the position that it ends with.
std::pair<JsonArray*, std::size_t> place_of(JsonValue& definition, const std::string& task) {
    JsonValue* at = &definition;
    JsonArray* list = nullptr;
    std::size_t position = 0;
    for (std::size_t begin = 1; begin < task.size();) {
        const std::size_t end = std::min(task.find('/', begin), task.size());
        const std::string part = task.substr(begin, end - begin);
        if (auto* items = at->as_array()) {
            list = items;
            position = std::stoul(part);
            at = &(*items)[position];
        } else {
            at = const_cast<JsonValue*>(at->find(part));
        }
        begin = end + 1;
    }
    return {list, position};
}

// --- runs -----------------------------------------------------------------------------------------------------------

/// What the outside answers: by what is asked of it, never by when.
struct PairOutside {
    std::uint64_t seed = 0;
    std::map<std::string, JsonValue> results;          ///< by step key, where it is not what the seed says
    std::map<std::string, std::uint64_t> failures;     ///< attempts of a retried step that fail, by its key without the attempt
    std::map<std::string, std::uint64_t> priorities;   ///< by step key: the lowest is done first
    std::set<std::string> failing;                     ///< step keys

    JsonValue result(const std::string& key) const {
        if (const auto at = results.find(key); at != results.end()) return at->second;
        Random random(number_of(key, seed));
        JsonArray items;
        for (std::uint64_t i = random.below(4); i > 0; --i) items.push_back(JsonValue::object({{"sku", "S" + std::to_string(random.below(100))}, {"count", std::int64_t(random.below(9))}}));
        return JsonValue::object({{"n", std::int64_t(random.below(6))}, {"order", JsonValue::object({{"items", std::move(items)}, {"total", std::int64_t(random.below(1000))}, {"the note", "ok"}})}});
    }
    std::uint64_t failing_attempts(const std::string& key) const {
        const auto at = failures.find(without_attempt(key));
        return at != failures.end() ? at->second : number_of(without_attempt(key), seed) % 3;
    }
    bool fails(const std::string& key, std::uint32_t attempt) const {
        return failing.contains(key) || (key.find("-retried#") != std::string::npos && attempt <= failing_attempts(key));
    }
    std::uint64_t priority(const std::string& key) const {
        const auto at = priorities.find(key);
        return at != priorities.end() ? at->second : number_of("priority" + key, seed);
    }
};

/// `noise` says what the run does not have in common with others.
class PairPlayer {
public:
    PairPlayer(std::shared_ptr<const Plan> plan, const PairOutside& outside, std::uint64_t noise)
        : outside_(outside), random_(noise), noise_(noise), clock_{1'767'225'600'000 + static_cast<std::int64_t>(random_.below(100'000'000))} {
        run_.plan = std::move(plan);
    }

    PlayedRun play() {
        session({start()});
        for (int turns = 0; !run_.state.ended(); ++turns) {
            if (turns > 5000) qFatal("a run does not end");
            if (random_.percent(10)) suspend();
            if (!answer() && !fire()) qFatal("a run waits for nothing");
        }
        return std::move(run_);
    }

private:
    EventBody start() {
        events::RunStarted started;
        started.run = RunId{make_ulid(clock_, "entropy " + std::to_string(1000 + noise_ % 1000))};
        started.ns = run_.plan->ns;
        started.name = run_.plan->name;
        started.version = run_.plan->version;
        started.definition = run_.plan->definition_hash;
        started.nonce = to_hex(sha256(std::to_string(noise_))).substr(0, 32);
        started.cause = "manual";
        started.value = {Json::trusted("{\"n\":0}"), 0};
        return started;
    }
    void remember(const Event& event) {
        if (const auto* step = std::get_if<events::TaskStarted>(&event.body)) keys_[step->step] = step->key;
        run_.rows.push_back(encode(event));
    }
    void session(const std::vector<EventBody>& facts) {
        clock_ = std::max(clock_ + Duration{static_cast<std::int64_t>(random_.below(5000))}, run_.state.at);
        Effects effects;
        for (const auto& fact : facts) {
            const Event event{run_.state.seq + 1, clock_, fact};
            if (const auto applied = apply(run_.state, event, &effects); !applied) qFatal("%s", applied.error().message.c_str());
            remember(event);
        }
        Values values;
        for (;;) {
            const auto advanced = advance(*run_.plan, run_.state, values, clock_, effects);
            if (!advanced) qFatal("%s", advanced.error().message.c_str());
            for (const auto& event : advanced->events) remember(event);
            if (advanced->more) values.clear();
            else if (advanced->requests.empty()) return;
            for (const auto& request : advanced->requests)
                values[request.key] = value_outcome(evaluate_known({0, run_.plan->program, request.is_schema, request.index, request.input, request.variables}));
        }
    }
    void suspend() {
        session({events::RunSuspended{"somebody", "a look"}});
        session({events::RunResumed{"somebody", ""}});
    }
    bool answer() {
        const std::pair<const std::uint64_t, Pending>* chosen = nullptr;
        for (const auto& one : run_.state.pending)
            if (!chosen || outside_.priority(keys_[one.second.step]) < outside_.priority(keys_[chosen->second.step])) chosen = &one;
        if (!chosen) return false;
        const auto [seq, pending] = *chosen;
        const std::string& key = keys_[pending.step];
        if (outside_.fails(key, pending.attempt)) session({events::ActivityFailed{seq, pending.step, "", {Problem::standard(StandardError::communication, "no answer"), 0}}});
        else session({events::ActivityCompleted{seq, pending.step, "", {outside_.result(key).json(), 0}}});
        return true;
    }
    bool fire() {
        std::optional<std::uint64_t> first;
        for (const auto& [seq, timer] : run_.state.timers)
            if (!first || timer.due < run_.state.timers.at(*first).due) first = seq;
        if (!first) return false;
        clock_ = std::max(clock_, run_.state.timers.at(*first).due);
        session({events::TimerFired{*first}});
        return true;
    }

    const PairOutside& outside_;
    Random random_;
    std::uint64_t noise_;
    Instant clock_;
    std::map<StepId, std::string> keys_;
    PlayedRun run_;
};

RunView view_of(const PlayedRun& run) {
    RunProjection projection(run.plan);
    Decoder decoder;
    for (const auto& row : run.rows) projection.fold(*decoder.decode(row));
    return projection.view();
}

// --- planting -------------------------------------------------------------------------------------------------------

class Planter {
public:
    Planter(std::uint64_t seed, Planted planted) : random_(seed * 1000 + static_cast<std::uint64_t>(planted)), planted_(planted) {
        outside_.seed = seed;
        definition_ = PairDefinition(random_).draw();
    }

    std::optional<PlantedPair> plant() {
        pair_.planted = planted_;
        pair_.definition = definition_.json().text();
        pair_.a = PairPlayer(compiled(definition_), outside_, random_.next()).play();
        view_ = view_of(pair_.a);
        PairOutside other = outside_;
        JsonValue changed = definition_;
        if (!change(other, changed)) return std::nullopt;
        pair_.b = PairPlayer(compiled(changed), other, random_.next()).play();
        // In another order a task may fail that did not, and then it is another change.
        if (planted_ == Planted::begin_order && names_of(view_of(pair_.b)) != names_of(view_)) return std::nullopt;
        return std::move(pair_);
    }

private:
    using Holds = std::function<bool(const StepView&)>;
    const StepView* any_step(const Holds& holds) {
        std::vector<const StepView*> found;
        for (const auto& step : view_.steps)
            if (holds(step)) found.push_back(&step);
        return found.empty() ? nullptr : found[random_.below(found.size())];
    }
    const StepView* first_of(const std::string& task) const {
        for (const auto& step : view_.steps)
            if (step.task == task) return &step;
        return nullptr;
    }
    static std::multiset<std::string> names_of(const RunView& view) {
        std::multiset<std::string> names;
        for (const auto& step : view.steps) names.insert(step.name);
        return names;
    }
    static bool is_retried(const StepView& step) { return step.name.str().ends_with("-retried"); }

    bool change(PairOutside& outside, JsonValue& definition) {
        switch (planted_) {
        case Planted::nothing: return true;
        case Planted::value: return value(outside);
        case Planted::end_order: return end_order(outside);
        case Planted::begin_order: return begin_order(definition);
        case Planted::missing_step: return missing_step(definition);
        case Planted::other_branch: return other_branch(definition);
        case Planted::one_more_retry: return one_more_retry(outside);
        case Planted::failure: return failure(outside);
        }
        return false;
    }
    bool expect(const std::string& step, const std::string& path, const std::string& a = {}, const std::string& b = {}) {
        pair_.step = step, pair_.path = path, pair_.value_a = a, pair_.value_b = b;
        return true;
    }

    bool value(PairOutside& outside) {
        const StepView* step = any_step([](const StepView& one) { return one.kind == "run" && one.status == "completed"; });
        if (!step) return false;
        JsonValue result = outside.result(step->key);
        std::string path = step->output->text() == result.json().text() ? "$.output" : "$.result";
        JsonValue* at = &result;
        while (at->as_object() || (at->as_array() && !at->as_array()->empty())) {
            if (const auto* members = at->as_object()) {
                const auto& name = (*members)[random_.below(members->size())].first;
                path += json_path_member(name);
                at = const_cast<JsonValue*>(at->find(name));
            } else {
                const std::uint64_t index = random_.below(at->as_array()->size());
                path += "[" + std::to_string(index) + "]";
                at = &(*at->as_array())[index];
            }
        }
        const std::string before = at->json().text();
        *at = at->as_integer() ? JsonValue(*at->as_integer() + 1 + static_cast<std::int64_t>(random_.below(5))) : JsonValue("changed");
        const std::string after = at->json().text();
        outside.results[step->key] = result;
        return expect(step->key, path, before, after);
    }
    bool end_order(PairOutside& outside) {
        const StepView* fork = any_step([](const StepView& one) { return one.kind == "fork" && one.status == "completed"; });
        if (!fork) return false;
        std::vector<const StepView*> branches;
        for (const auto& step : view_.steps)
            if (step.parent == fork->id) branches.push_back(&step);
        std::sort(branches.begin(), branches.end(), [](const StepView* x, const StepView* y) { return x->last < y->last; });
        const std::string first = branches.front()->key, last = branches.back()->key;
        outside.priorities[first] = outside_.priority(last);
        outside.priorities[last] = outside_.priority(first);
        return expect(first, "$.order.ended");
    }
    /// Of a list in the definition, a task and the one after it that were both come to, which are not where a jump leads.
    const StepView* with_next(JsonValue& definition, std::pair<JsonArray*, std::size_t>& at) {
        const StepView* step = any_step([](const StepView& one) { return one.task.str().find("/branches/") == std::string::npos; });
        at = place_of(definition, step->task);
        return at.second + 1 < at.first->size() ? first_of(step->task) : nullptr;
    }
    bool begin_order(JsonValue& definition) {
        std::pair<JsonArray*, std::size_t> at;
        const StepView* step = with_next(definition, at);
        // What is tried again after another failure than before would be missing where it failed.
        if (!step || step->key.find("/try/") != std::string::npos) return false;
        std::swap((*at.first)[at.second], (*at.first)[at.second + 1]);
        return expect(step->key, "$.order.began");
    }
    bool missing_step(JsonValue& definition) {
        const StepView* step = any_step([](const StepView& one) { return !is_retried(one); });
        const auto [list, position] = place_of(definition, step->task);
        if (list->size() < 2) return false;
        list->erase(list->begin() + static_cast<std::ptrdiff_t>(position));
        const StepView* first = first_of(step->task);
        return expect(first->key, "$", "\"" + first->status + "\"", "null");
    }
    bool other_branch(JsonValue& definition) {
        const StepView* step = any_step([](const StepView& one) { return one.kind == "switch"; });
        if (!step) return false;
        const StepView* first = first_of(step->task);
        if (first->status != "completed") return false;
        const bool low = first->chosen == "low";
        const auto [list, position] = place_of(definition, step->task);
        JsonValue& cases = const_cast<JsonValue&>(*(*list)[position].find(step->name)->find("switch"));
        const_cast<JsonValue*>((*cases.as_array())[0].find("low"))->set("when", low ? "false" : "true");
        return expect(first->key, "$.chosen", low ? "\"low\"" : "\"high\"", low ? "\"high\"" : "\"low\"");
    }
    bool one_more_retry(PairOutside& outside) {
        const StepView* step = any_step([](const StepView& one) { return is_retried(one) && one.status == "completed"; });
        if (!step) return false;
        const std::uint64_t failures = outside.failing_attempts(step->key);
        outside.failures[without_attempt(step->key)] = failures + 1;
        for (const auto& holder : view_.steps)
            if (holder.id == step->parent) return expect(holder.key, "$.attempts", std::to_string(failures + 1), std::to_string(failures + 2));
        return false;
    }
    bool failure(PairOutside& outside) {
        const StepView* step = any_step([](const StepView& one) { return one.kind == "run" && one.status == "completed" && !is_retried(one); });
        if (!step) return false;
        outside.failing.insert(step->key);
        return expect(step->key, "$.status", "\"completed\"", "\"faulted\"");
    }

    Random random_;
    Planted planted_;
    PairOutside outside_;
    JsonValue definition_;
    RunView view_;
    PlantedPair pair_;
};

} // namespace

std::optional<PlantedPair> planted_pair(std::uint64_t seed, Planted planted) { return Planter(seed, planted).plant(); }

PlayedRun played_run(std::shared_ptr<const Plan> plan, std::uint64_t seed) {
    PairOutside outside;
    outside.seed = seed;
    return PairPlayer(std::move(plan), outside, seed).play();
}

} // namespace orkestr::test
