#include "tests/viewmodels/fake_source.h"

#include "core/base/sha256.h"
#include "core/definition/reader.h"
#include "core/ports/filter_records.h"

#include <algorithm>
#include <cstdio>

namespace orkestr::test {

AnswerThread::AnswerThread() : thread_([this] { loop(); }) {}

AnswerThread::~AnswerThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        held_ = false;
    }
    wake_.notify_all();
    thread_.join();
}

void AnswerThread::post(std::function<void()> job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_all();
}

void AnswerThread::hold() {
    const std::lock_guard lock(mutex_);
    held_ = true;
}

void AnswerThread::release() {
    {
        const std::lock_guard lock(mutex_);
        held_ = false;
    }
    wake_.notify_all();
}

std::size_t AnswerThread::waiting() {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
}

void AnswerThread::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return ending_ || (!held_ && !jobs_.empty()); });
        if (jobs_.empty() && ending_) return;
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

template <class T>
void FakeSource::answer(std::stop_token stop, std::function<Result<T>(Content&)> make, std::function<void(Result<T>)> done) {
    thread_.post([this, stop, make, done] {
        if (stop.stop_requested()) {
            done(Error{ErrorCode::cancelled, "stopped", {}});
            return;
        }
        std::unique_lock lock(mutex_);
        Result<T> result = content_.error ? Result<T>(*content_.error) : make(content_);
        lock.unlock();
        done(std::move(result));
    });
}

void FakeSource::runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) {
    ++asked_runs_;
    answer<RunPage>(
        stop,
        [query](Content& content) -> Result<RunPage> {
            RunPage page;
            for (auto at = content.runs.rbegin(); at != content.runs.rend(); ++at) {
                const RunRow& row = at->second;
                if (query.run && row.run != *query.run) continue;
                if (query.before && row.run >= *query.before) continue;
                if (query.open && *query.open != row.open()) continue;
                if (!query.status.empty() && query.status != row.status) continue;
                if (!query.filter.matches(RunRecord(row), query.now)) continue;
                if (page.runs.size() == query.limit) {
                    page.more = true;
                    page.next = page.runs.back().run;
                    break;
                }
                ++page.looked_at;
                page.runs.push_back(row);
            }
            return page;
        },
        std::move(done));
}

void FakeSource::run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) {
    using View = std::shared_ptr<const RunView>;
    answer<View>(
        stop,
        [run](Content& content) -> Result<View> {
            const auto found = content.views.find(run.text);
            if (found == content.views.end()) return Error{ErrorCode::not_found, "There is no run " + run.text + ".", {}};
            return found->second;
        },
        std::move(done));
}

void FakeSource::step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) {
    using Detail = std::shared_ptr<const StepDetail>;
    answer<Detail>(
        stop,
        [run, step](Content& content) -> Result<Detail> {
            const auto& details = content.details[run.text];
            if (const auto at = details.find(step); at != details.end()) return std::make_shared<const StepDetail>(at->second);
            const auto view = content.views.find(run.text);
            if (view != content.views.end())
                for (const StepView& one : view->second->steps)
                    if (one.id == step) return std::make_shared<const StepDetail>(StepDetail{one, {}, {}, {}, {}, {}});
            return Error{ErrorCode::not_found, "There is no such step.", {}};
        },
        std::move(done));
}

void FakeSource::groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) {
    answer<RunGroups>(
        stop,
        [query, grouping](Content& content) -> Result<RunGroups> {
            std::map<std::string, std::uint64_t> counted;
            for (const auto& [id, row] : content.runs) {
                if (!query.filter.matches(RunRecord(row), query.now)) continue;
                const std::string name = row.ns + "/" + row.name;
                ++counted[grouping == RunGrouping::status ? row.status : grouping == RunGrouping::error ? row.error
                          : grouping == RunGrouping::version ? name + ":" + row.version : name];
            }
            RunGroups groups;
            for (const auto& [key, runs] : counted) groups.groups.push_back({key, runs});
            std::stable_sort(groups.groups.begin(), groups.groups.end(), [](const auto& a, const auto& b) { return a.runs > b.runs; });
            groups.looked_at = content.runs.size();
            return groups;
        },
        std::move(done));
}

void FakeSource::events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) {
    ++asked_events_;
    answer<EventPage>(
        stop,
        [query](Content& content) -> Result<EventPage> {
            EventPage page;
            const auto& all = content.events[query.run.text];
            page.total = all.size();
            if (!query.seqs.empty()) {
                for (const auto seq : query.seqs)
                    if (seq >= 1 && seq <= all.size()) page.events.push_back(all[seq - 1]);
                return page;
            }
            for (std::size_t i = query.after; i < all.size(); ++i) {
                if (page.events.size() >= query.limit) {
                    page.next = i;
                    break;
                }
                if (!query.filter.matches(EventRecord(all[i]), query.now)) continue;
                if (query.numbers_only) page.seqs.push_back(i + 1);
                else page.events.push_back(all[i]);
            }
            return page;
        },
        std::move(done));
}

void FakeSource::state(std::stop_token stop, std::function<void(Result<SourceState>)> done) {
    answer<SourceState>(stop, [](Content& content) -> Result<SourceState> { return content.state; }, std::move(done));
}

void FakeSource::definitions(DefinitionQuery query, std::stop_token stop,
                             std::function<void(Result<std::vector<DefinitionRow>>)> done) {
    using Rows = std::vector<DefinitionRow>;
    answer<Rows>(
        stop,
        [query](Content& content) -> Result<Rows> {
            Rows rows;
            for (const DefinitionRow& row : content.definitions) {
                if (!query.hash.empty() && row.hash != query.hash) continue;
                if (query.listed_only && !row.listed) continue;
                rows.push_back(row);
            }
            return rows;
        },
        std::move(done));
}

void FakeSource::overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) {
    ++asked_overviews_;
    answer<WorkspaceOverview>(
        stop, [](Content& content) -> Result<WorkspaceOverview> { return content.overview; }, std::move(done));
}

void FakeSource::watch(std::function<void()> changed) {
    const std::lock_guard lock(mutex_);
    changed_ = std::move(changed);
}

bool FakeSource::is_watched() {
    const std::lock_guard lock(mutex_);
    return static_cast<bool>(changed_);
}

void FakeSource::tell() {
    thread_.post([this] {
        std::function<void()> changed;
        {
            const std::lock_guard lock(mutex_);
            changed = changed_;
        }
        if (changed) changed();
    });
}

void FakeSource::change(const std::function<void(Content&)>& how) {
    {
        const std::lock_guard lock(mutex_);
        how(content_);
    }
    tell();
}

void FakeControl::start(StartRequest request, std::function<void(Result<RunId>)> done) {
    thread_.post([this, request, done] {
        done(on_start ? on_start(request) : Result<RunId>(ErrorCode::unavailable, "nothing starts here"));
    });
}

void FakeControl::steer(RunId run, Steering steering, Author author, std::function<void(Result<void>)> done) {
    thread_.post([this, run, steering, author, done] { done(on_steer ? on_steer(run, steering, author) : Result<void>()); });
}

void FakeControl::emit(EmitRequest request, std::function<void(Result<Emitted>)> done) {
    thread_.post([this, request, done] { done(on_emit ? on_emit(request) : Result<Emitted>(Emitted{"1", 1, true})); });
}

void FakeControl::again(AgainRequest request, std::function<void(Result<RunId>)> done) {
    thread_.post([this, request, done] {
        done(on_again ? on_again(request) : Result<RunId>(ErrorCode::unavailable, "nothing starts here"));
    });
}

void FakeControl::decide(DeadLetterDecision decision, std::function<void(Result<std::optional<RunId>>)> done) {
    thread_.post([this, decision, done] {
        done(on_decide ? on_decide(decision) : Result<std::optional<RunId>>(std::optional<RunId>()));
    });
}

void FakeControl::recover(std::function<void(Result<std::size_t>)> done) {
    thread_.post([this, done] { done(on_recover ? on_recover() : Result<std::size_t>(std::size_t{0})); });
}

void FakeControl::unschedule(std::string ns, std::string name, Author author, std::function<void(Result<void>)> done) {
    thread_.post([this, ns, name, author, done] { done(on_unschedule ? on_unschedule(ns, name, author) : Result<void>()); });
}

void FakeControl::publish(std::string, std::string, std::function<void(Result<std::string>)> done) {
    thread_.post([done] { done(std::string("hash")); });
}

RunId run_id(int number) {
    char text[32];
    std::snprintf(text, sizeof text, "01JD%022d", number);
    return RunId{text};
}

RunRow run_row(int number, const std::string& status) {
    RunRow row;
    row.run = run_id(number);
    row.ns = "test";
    row.name = "small";
    row.version = "1.0.0";
    row.definition = small_definition_hash();
    row.status = status;
    row.started = Instant{1'760'000'000'000 + number * 1000LL};
    if (status == "completed" || status == "faulted" || status == "cancelled") row.ended = row.started + Duration{1234};
    if (status == "faulted") row.error = "Runtime";
    row.events = 12;
    return row;
}

Json json(const std::string& text) { return Json::parse(text).value(); }

const std::string& small_definition() {
    static const std::string text = R"(document:
  dsl: 1.0.0
  namespace: test
  name: small
  version: 1.0.0
  title: A small workflow
do:
  - first:
      set:
        city: Oslo
  - attempt:
      try:
        - ask:
            run:
              shell:
                command: ask the oracle
      catch:
        errors:
          with:
            status: 503
        do:
          - console:
              set:
                answer: none
  - last:
      set:
        done: true
)";
    return text;
}

std::string small_definition_hash() {
    static const std::string hash = [] {
        const auto read = read_definition(small_definition(), "small.yaml");
        return to_hex(sha256(definition_json(*read.definition).text()));
    }();
    return hash;
}

DefinitionRow small_row() {
    DefinitionRow row;
    row.ns = "test";
    row.name = "small";
    row.version = "1.0.0";
    row.hash = small_definition_hash();
    row.text = small_definition();
    row.file_name = "small.yaml";
    return row;
}

namespace {

StepView step(StepId id, StepId parent, const std::string& task, const std::string& kind, const std::string& status, int begin_ms,
              int length_ms, Instant run_start) {
    StepView out;
    out.id = id;
    out.parent = parent;
    out.task = task;
    out.key = kind == "run" ? task + "#1" : task;
    out.name = task.substr(task.rfind('/') + 1);
    out.kind = kind;
    out.status = status;
    out.started = run_start + Duration{begin_ms};
    if (status != "running") out.ended = *out.started + Duration{length_ms};
    out.input = json(R"({"city":"Oslo"})");
    if (status == "completed") out.output = json(R"({"answer":42})");
    return out;
}

} // namespace

RunView small_run(int number, int stage) {
    RunView view;
    const RunRow row = run_row(number);
    view.run = row.run;
    view.ns = row.ns;
    view.name = row.name;
    view.version = row.version;
    view.definition = row.definition;
    view.started = row.started;
    view.input = json(R"({"order":7})");
    view.status = stage < 2 ? "running" : stage == 2 ? "faulted" : "completed";
    if (stage >= 2) view.ended = view.started + Duration{1234};
    const char* ask_status = stage == 1 ? "running" : stage == 2 ? "faulted" : "completed";
    view.steps.push_back(step(1, 0, "/do/0/first", "set", "completed", 0, 10, view.started));
    if (stage >= 1) {
        view.steps.push_back(step(2, 0, "/do/1/attempt", "try", ask_status, 10, 1000, view.started));
        view.steps.push_back(step(3, 2, "/do/1/attempt/try/0/ask", "run", ask_status, 12, 900, view.started));
        view.steps[2].request = json(R"({"command":"ask the oracle"})");
    }
    if (stage == 2) {
        const Problem problem{"https://open-workflow-specification.org/spec/1.0.0/errors/runtime", 500, "Runtime",
                              "the oracle is asleep", "/do/1/attempt/try/0/ask"};
        view.steps[2].error = problem;
        view.steps[2].log = "asking...\nno answer\n";
        view.error = problem;
    }
    if (stage == 3) {
        view.steps.push_back(step(4, 0, "/do/2/last", "set", "completed", 1100, 5, view.started));
        view.output = json(R"({"done":true})");
    }
    for (const StepView& one : view.steps) {
        NodeView& node = view.nodes[one.task];
        node.status = one.status;
        ++node.steps;
        node.attempts = one.attempt;
        node.started = one.started;
        node.ended = one.ended;
    }
    view.events = 4 + 3 * static_cast<std::uint64_t>(stage);
    return view;
}

WorkspaceOverview small_overview() {
    const Instant now = run_row(1).started;
    const auto schedule = [](const char* name, const char* rule, std::vector<Instant> next) {
        ScheduleView view;
        view.row.ns = "test";
        view.row.name = name;
        view.row.version = "1.0.0";
        view.rule = rule;
        view.next = std::move(next);
        return view;
    };
    constexpr Duration day{86'400'000};
    WorkspaceOverview out;
    out.schedules.push_back(schedule("nightly", "cron 0 3 * * *", {now, now + day, now + Duration{2 * day.ms}}));
    out.schedules.front().row.last = now;
    out.schedules.front().row.last_run = run_id(1);
    out.schedules.push_back(schedule("orders", "on com.example.order", {}));
    out.schedules.push_back(schedule("reports", "every PT5M", {}));
    out.schedules.back().row.active = false;
    out.schedules.back().row.by = "ada";
    out.schedules.back().row.reason = "no longer wanted";
    for (const std::int64_t id : {2, 1}) {
        DeadLetter letter;
        letter.id = id;
        letter.at = now;
        letter.kind = id == 1 ? "run" : "event";
        letter.run = run_id(1);
        letter.title = id == 1 ? "The oracle is asleep" : "Nobody received com.example.paid";
        letter.body = json(id == 1 ? R"({"error":{"status":500}})" : R"({"event":{"type":"com.example.paid"}})");
        out.dead.push_back(letter);
    }
    for (const std::int64_t id : {1, 2}) {
        BusEvent event;
        event.id = id;
        event.at = now;
        event.expires = now + Duration{3'600'000};
        if (id == 2) event.to = run_id(1);
        event.event = json(R"({"id":"1","source":"/shop","specversion":"1.0","type":"com.example.order"})");
        out.kept.push_back(event);
    }
    return out;
}

std::vector<EventView> made_up_events(int count) {
    std::vector<EventView> out;
    for (int i = 0; i < count; ++i) {
        EventView event;
        event.seq = static_cast<std::uint64_t>(i) + 1;
        event.type = i == 0 ? "run.started" : "task.completed";
        event.at = Instant{1'760'000'000'000 + i};
        if (i > 0) event.task = "/do/0/first";
        event.step = event.task;
        event.attempt = i > 0 ? 1 : 0;
        event.data = json("{\"number\":" + std::to_string(i) + "}");
        out.push_back(std::move(event));
    }
    return out;
}

} // namespace orkestr::test
