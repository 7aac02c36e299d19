#include "tests/viewmodels/travelled_run.h"

#include "core/base/sha256.h"
#include "core/definition/reader.h"
#include "core/history/codec.h"
#include "core/plan/plan.h"
#include "core/ports/travel_history.h"

namespace orkestr::test {

namespace {

Payload value_of_text(const std::string& text) { return {json(text), 0}; }

/// Writes one event after the other.
struct HistoryWriter {
    std::vector<Event>& events;
    void add(EventBody body) { events.push_back({events.size() + 1, Instant{1'760'000'000'000 + 100 * static_cast<std::int64_t>(events.size())}, std::move(body)}); }
};

class RowReader final : public HistoryReader {
public:
    RowReader(std::function<std::vector<EventRow>()> rows, std::map<std::uint64_t, std::string> redacted) : rows_(std::move(rows)), redacted_(std::move(redacted)) {}
    Result<RunPage> runs(const RunQuery&) override { return RunPage{}; }
    Result<std::vector<EventRow>> events(const RunId&, std::uint64_t after, std::uint32_t limit) override {
        const auto rows = rows_();
        const auto first = std::min<std::size_t>(after, rows.size());
        const auto last = std::min<std::size_t>(first + limit, rows.size());
        return std::vector<EventRow>(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(last));
    }
    Result<DefinitionRow> definition(const std::string&) override { return Error{ErrorCode::not_found, "none", {}}; }
    Result<std::vector<std::string>> redacted(const RunId&, std::uint64_t seq) override {
        const auto at = redacted_.find(seq);
        return at == redacted_.end() ? std::vector<std::string>{} : std::vector<std::string>{at->second};
    }

private:
    std::function<std::vector<EventRow>()> rows_;
    std::map<std::uint64_t, std::string> redacted_;
};

} // namespace

const std::string& travelled_definition() {
    static const std::string text = R"(document: {dsl: '1.0.3', namespace: test, name: travelled, version: '1.0.0'}
do:
  - pick: {set: {n: 1}}
  - charge: {set: {charged: true}}
  - again: {set: {n: 2}, then: pick}
)";
    return text;
}

TravelledRun travelled_run(int rounds, bool faults, bool ends) {
    TravelledRun out;
    out.run = run_id(1);
    const auto read = read_definition(travelled_definition(), "travelled.yaml");
    out.plan = *compile_plan(*read.definition);
    HistoryWriter writer{out.events};
    events::RunStarted started;
    started.run = out.run;
    started.ns = "test";
    started.name = "travelled";
    started.version = "1.0.0";
    started.definition = to_hex(sha256(definition_json(*read.definition).text()));
    started.nonce = std::string(32, '0');
    started.cause = "manual";
    started.value = value_of_text(R"({"card":"4111"})");
    writer.add(started);
    writer.add(events::RunEntered{0, {}, value_of_text(R"({"card":"4111"})")});
    StepId step = 0;
    for (int round = 1; round <= rounds; ++round) {
        const std::string n = std::to_string(round);
        for (TaskIndex task = 0; task < 3; ++task) {
            const char* const names[] = {"/do/0/pick", "/do/1/charge", "/do/2/again"};
            writer.add(events::TaskStarted{++step, 0, task, "set", round == 1 ? names[task] : names[task] + ("#" + n), {}, {}, value_of_text("{\"in\":" + n + "}")});
            const bool last = round == rounds && task == 2;
            if (last && faults) {
                const Fault fault{{"https://example.com/e", 500, "Broken", "the card was refused", names[task]}, 0};
                writer.add(events::TaskFaulted{step, fault, no_task, 0, {}});
                writer.add(events::RunFaulted{{fault.problem, out.events.size()}});
                break;
            }
            if (task == 1 && round % 2 == 1) writer.add(events::ContextExported{step, value_of_text("{\"order\":{\"total\":" + std::to_string(round * 10) + "}}")});
            const Flow flow = last ? Flow{} : Flow{Flow::Kind::next, task == 2 ? 0 : task + 1};
            writer.add(events::TaskCompleted{step, flow, {}, false, value_of_text("{\"out\":" + n + "}")});
        }
    }
    if (!faults && ends) writer.add(events::RunCompleted{value_of_text("{\"out\":0}")});
    for (const Event& event : out.events) out.rows.push_back(encode(event));
    return out;
}

RunView TravelledRun::view_at(std::uint64_t seq) const {
    RunProjection projection(plan, RunProjection::Detail::outline);
    for (std::uint64_t i = 0; i < seq; ++i) projection.fold(events[i]);
    return projection.view();
}

std::vector<std::uint64_t> TravelledRun::of_type(const std::string& type) const {
    std::vector<std::uint64_t> out;
    for (const EventRow& row : rows)
        if (row.type == type) out.push_back(row.seq);
    return out;
}

std::vector<std::uint64_t> TravelledRun::of_task(const std::string& task) const {
    RunProjection projection(plan);
    std::vector<std::uint64_t> out;
    for (const Event& event : events)
        if (projection.add(event).task == task) out.push_back(event.seq);
    return out;
}

Result<std::unique_ptr<HistoryReader>> TravelSource::open_reader() const {
    if (opening_fails) return *opening_fails;
    if (!travels) return RunSource::open_reader();
    return std::unique_ptr<HistoryReader>(std::make_unique<RowReader>([rows = rows_] {
        const std::lock_guard lock(rows->mutex);
        return rows->rows;
    }, redacted));
}

void TravelSource::put(const TravelledRun& run, std::size_t events) {
    if (events == 0) events = run.rows.size();
    plan_ = run.plan;
    {
        const std::lock_guard lock(rows_->mutex);
        rows_->rows.assign(run.rows.begin(), run.rows.begin() + static_cast<std::ptrdiff_t>(events));
    }
    RunProjection projection(run.plan);
    std::vector<EventView> views;
    for (std::size_t i = 0; i < events; ++i) views.push_back(projection.add(run.events[i]));
    change([&](Content& content) {
        RunRow row = run_row(1, projection.view().status);
        row.ended = projection.view().ended;
        content.runs[run.run.text] = row;
        content.events[run.run.text] = std::move(views);
        content.views[run.run.text] = std::make_shared<const RunView>(projection.view());
        DefinitionRow definition;
        definition.ns = "test";
        definition.name = "travelled";
        definition.version = "1.0.0";
        definition.hash = projection.view().definition;
        definition.text = travelled_definition();
        definition.file_name = "travelled.yaml";
        content.definitions = {definition};
    });
}

TravelDocument::Opener TravelSource::opener(std::shared_ptr<std::latch> held) const {
    return [plan = plan_, held](std::shared_ptr<HistoryReader> reader, const RunId& run, std::stop_token stop,
                                const TimeTravel::Progress& progress) -> Result<std::unique_ptr<TimeTravel>> {
        if (held) held->wait();
        auto travel = std::make_unique<TimeTravel>(travel_history(std::move(reader), run, plan));
        if (auto read = travel->extend(stop, progress, 0); !read) return read.error();
        return travel;
    };
}

} // namespace orkestr::test
