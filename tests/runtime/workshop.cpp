#include "tests/runtime/workshop.h"

#include "tests/engine/plan_of.h"

#include <QtGlobal>
#include <algorithm>

namespace orkestr::test {

std::vector<Result<void>> StubbornStore::append(const std::vector<AppendBatch>& batches) {
    for (const auto& batch : batches) largest_batch = std::max(largest_batch, batch.events.size());
    if (failures.empty()) return memory.append(batches);
    const ErrorCode code = failures.front();
    failures.pop_front();
    if (writes_before_it_fails) (void)memory.append(batches);
    return std::vector<Result<void>>(batches.size(), Result<void>(code, "no"));
}

void HeldEvaluator::answer(const Json& value) {
    Held one = std::move(held.front());
    held.pop_front();
    std::vector<EvaluationAnswer> answers;
    answers.push_back({one.request.ticket, value});
    one.answered(std::move(answers));
}

void HeldActivities::finish(const Json& value) {
    const auto done = std::move(held.front().second);
    held.pop_front();
    done({value, {}});
}

Workshop::Workshop() { begin(); }

void Workshop::begin() {
    ++engines;
    OrchestratorOptions options{"a key", "1.2.3", "1.6", 1000};
    options.keep_events = keep_events;
    options.snapshot_interval = snapshot_interval;
    // Drawn anew by each process, and in each differently.
    auto draws = std::make_shared<int>(0);
    const auto entropy = [draws, number = engines](std::size_t count) {
        std::string bytes = std::to_string(number) + "." + std::to_string((*draws)++);
        bytes.resize(count, 'e');
        return bytes;
    };
    engine = std::make_unique<Orchestrator>(OrchestratorPorts{*this, evaluator, activities, *this, *this, entropy}, options);
    engine->wake = [this] { woken = true; };
    engine->failed = [this](const Error& error) { failures.push_back(error); };
}

void Workshop::restart() {
    scheduler.reset();
    engine.reset();
    jobs.clear();
    evaluator.held.clear();
    activities.held.clear();
    begin();
}

void Workshop::recover() {
    engine->recover([](Result<std::size_t>) {});
    settle();
}

void Workshop::follow_schedules() {
    scheduler = std::make_unique<Scheduler>(*engine);
    settle();
}

Result<std::optional<JsonValue>> Workshop::find(const std::string&) const {
    if (!secrets_can_be_read) return Error{ErrorCode::io, "the secrets can't be read", {}};
    return std::optional<JsonValue>();
}

std::shared_ptr<const Plan> Workshop::publish(const std::string& text, const std::string& version) {
    std::string whole = definition_text(text);
    const std::string usual = "version: 1.0.0";
    whole.replace(whole.find(usual), usual.size(), "version: " + version);
    const auto read = read_definition(whole, "test");
    if (!read.definition) qFatal("%s\n%s", to_text(read.diagnostics.front(), "test").c_str(), text.c_str());
    const auto plan = compile_plan(*read.definition);
    if (!plan) qFatal("%s", plan.error().message.c_str());
    (void)store.put_definition({(*plan)->ns, (*plan)->name, (*plan)->version, (*plan)->definition_hash, whole, "test.yaml", time, true});
    return *plan;
}

RunId Workshop::start(const std::shared_ptr<const Plan>& plan) {
    const RunId run{make_ulid(time, "entropy" + std::to_string(started++))};
    engine->start({run, plan, Json()}, [](Result<RunId>) {});
    settle();
    return run;
}

std::int64_t Workshop::emit(const std::string& type, const std::string& data, const RunId& to) {
    const JsonValue envelope = JsonValue::object({{"specversion", "1.0"}, {"id", std::to_string(started++)}, {"source", "/test"}, {"type", type}, {"data", *JsonValue::parse(data)}});
    const auto id = store.publish({0, time, time + keep_events, to, "me", "to be heard", envelope.json()});
    engine->serve_inbox();
    settle();
    return *id;
}

void Workshop::settle() {
    constexpr int most_turns = 100'000;
    for (int begun = turns; woken || !jobs.empty();) {
        if (turns - begun > most_turns) qFatal("the engine does not come to rest");
        ++turns;
        woken = false;
        if (scheduler) scheduler->turn();
        engine->turn();
        if (jobs.empty()) continue;
        const auto job = std::move(jobs.front());
        jobs.pop_front();
        job.first(store);
        job.second();
    }
}

void Workshop::pass(Duration later) {
    time.ms += later.ms;
    woken = true;
    settle();
}

std::string Workshop::status(const RunId& run) const {
    RunQuery query;
    query.run = run;
    const auto rows = store.runs(query);
    return rows->empty() ? "unknown" : rows->front().status;
}

std::vector<EventRow> Workshop::events(const RunId& run) const { return *store.events(run, 0, 10'000); }

std::string Workshop::types(const RunId& run) const {
    std::string text;
    for (const auto& row : events(run)) text += row.type + " ";
    return text;
}

std::vector<RunRow> Workshop::runs() const {
    RunQuery query;
    query.limit = 10'000;
    auto rows = *store.runs(query);
    std::reverse(rows.begin(), rows.end());
    return rows;
}

std::vector<DeadLetter> Workshop::dead() const {
    auto letters = *store.dead_letters({});
    std::reverse(letters.begin(), letters.end());
    return letters;
}

} // namespace orkestr::test
