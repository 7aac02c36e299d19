#include "tests/conformance/store_operations.h"

#include "core/ports/run_groups.h"

#include "tests/conformance/store_subject.h"

#include <QRegularExpression>

#include <type_traits>

namespace orkestr::test {

namespace {

std::string masked(const std::string& message) {
    static const QRegularExpression run_ids(QStringLiteral("\\b[0-9A-HJKMNP-TV-Z]{26}\\b"));
    static const QRegularExpression times(QStringLiteral("[0-9-]{10}T[0-9:.]+Z"));
    static const QRegularExpression owners(QStringLiteral("lease [ab] is held by (one|two)"));
    static const QRegularExpression numbers(QStringLiteral("-?[0-9]+(,[0-9]{3})*"));
    static const QRegularExpression names(QStringLiteral("ns/n[0-9]( [0-9.]+)?|\\bh[0-9]\\b"));
    QString text = QString::fromStdString(message);
    text.replace(run_ids, "RUN").replace(times, "TIME").replace(owners, "lease is held by OWNER");
    text.replace(names, "NAME").replace(numbers, "N");
    return text.toStdString();
}

template <class Value>
std::string kind_of(const Value&) {
    return "ok";
}
template <class Row>
std::string kind_of(const std::vector<Row>& rows) {
    return rows.empty() ? "none" : "rows";
}
template <class Row>
std::string kind_of(const std::optional<Row>& row) {
    return row ? "ok" : "none";
}

template <class Value>
void add_answer(Answer& answer, const std::string& name, const Result<Value>& result) {
    if (!result) {
        answer.text += QString::fromStdString(result.error().message) + ' ';
        answer.outcomes.push_back(name + ": " + to_string(result.error().code) + ": " +
                                  masked(result.error().message));
        return;
    }
    if constexpr (std::is_void_v<Value>) {
        answer.text += QStringLiteral("ok ");
        answer.outcomes.push_back(name + ": ok");
    } else {
        answer.text += text_of(*result);
        answer.outcomes.push_back(name + ": " + kind_of(*result));
    }
}

/// `call` takes the store and gives a Result.
template <class Call>
Operation operation(const std::string& name, const Call& call) {
    return {name, [name, call](Stores& store) {
                Answer answer;
                add_answer(answer, name, call(store));
                return answer;
            }};
}

Operation appending(const std::vector<AppendBatch>& batches) {
    return {"append", [batches](Stores& store) {
                Answer answer;
                for (const auto& result : store.append(batches)) add_answer(answer, "append", result);
                return answer;
            }};
}

/// The parts of a scan together: how it is cut up is each store's own.
Result<std::vector<RunRow>> whole_scan(const Store& store, RunQuery query, std::uint32_t most) {
    std::vector<RunRow> rows;
    while (true) {
        const auto part = store.scan_runs(query, most);
        if (!part) return part.error();
        rows.insert(rows.end(), part->runs.begin(), part->runs.end());
        if (!part->next) return rows;
        query.before = part->next;
    }
}

Result<std::vector<RunGroup>> whole_groups(const Store& store, RunQuery query, RunGrouping grouping, std::uint32_t most) {
    std::map<std::string, std::uint64_t> counts;
    while (true) {
        const auto part = store.group_runs(query, grouping, most);
        if (!part) return part.error();
        for (const RunGroup& group : part->groups) counts[group.key] += group.runs;
        if (!part->next) return ranked_run_groups(counts).groups;
        query.before = part->next;
    }
}

} // namespace

const std::set<std::string>& store_outcomes() {
    static const std::set<std::string> all = {
        "append: ok",
        "append: invalid_argument: run : an append needs a run",
        "append: invalid_argument: run RUN: the row is another run's",
        "append: invalid_argument: run RUN: a new run needs an event",
        "append: invalid_argument: run RUN: events must continue the history without a gap",
        "append: invalid_argument: run RUN: an event needs a type",
        "append: invalid_argument: run RUN: the row's number of events is not the last sequence number",
        "append: invalid_argument: run RUN: a timer is another run's",
        "append: invalid_argument: run RUN: a command is another run's",
        "append: invalid_argument: run RUN: a listener is another run's",
        "append: invalid_argument: run RUN: a snapshot is of an event that is not there",
        "append: conflict: run RUN exists already, with N events",
        "append: conflict: run RUN does not exist",
        "append: conflict: run RUN stands at event N, not N: another writer was first",
        "append: conflict: run RUN: inbox row N was taken before",
        "append: conflict: the schedule of NAME exists already: another writer was first",
        "append: conflict: the schedule of NAME was changed meanwhile or is gone: another writer was first",
        "events: rows", "events: none", "events: not_found: there is no run RUN",
        "runs: rows", "runs: none", "runs: invalid_argument: a page of runs holds N to N, not N",
        "scan_runs: rows", "scan_runs: none", "scan_runs: invalid_argument: a page of runs holds N to N, not N",
        "scan_runs: invalid_argument: a scan of runs looks at N or more",
        "group_runs: rows", "group_runs: none", "group_runs: invalid_argument: a page of runs holds N to N, not N",
        "group_runs: invalid_argument: a scan of runs looks at N or more",
        "timers: rows", "timers: none", "outbox: rows", "outbox: none", "count_lost: ok",
        "snapshot: ok", "snapshot: none",
        "put_definition: ok",
        "put_definition: already_exists: the hash NAME stands for another definition",
        "put_definition: already_exists: NAME is published with other content: give the new text another version",
        "definitions: rows", "definitions: none",
        "lease: ok", "lease: conflict: the lease is held by OWNER until TIME",
        "post: ok", "pending: rows", "pending: none", "drop: ok",
        "publish: ok", "bus_events: rows", "bus_events: none",
        "bus_events: invalid_argument: a page of events holds N to N, not N",
        "last_bus_event: ok", "listeners: rows", "listeners: none", "claim_bus_event: ok",
        "expire_bus_events: rows", "expire_bus_events: none",
        "add_dead_letter: ok", "dead_letters: rows", "dead_letters: none",
        "dead_letters: invalid_argument: a page of dead letters holds N to N, not N",
        "decide_dead_letter: ok",
        "decide_dead_letter: invalid_argument: dead letter N is retried or discarded, not \"open\"",
        "decide_dead_letter: not_found: there is no dead letter N",
        "decide_dead_letter: conflict: dead letter N was retried before",
        "decide_dead_letter: conflict: dead letter N was discarded before",
        "schedules: rows", "schedules: none", "put_schedule: ok",
        "put_schedule: conflict: the schedule of NAME exists already: another writer was first",
        "put_schedule: conflict: the schedule of NAME was changed meanwhile or is gone: another writer was first",
    };
    return all;
}

RunId StoreOperations::some_run() { return run_id(random_.below(30)); }

AppendBatch StoreOperations::batch(const Stores& model) {
    const RunId run = some_run();
    RunQuery query;
    query.run = run;
    const auto rows = model.runs(query);
    std::uint64_t last = rows->empty() ? 0 : rows->front().events;
    if (random_.percent(10)) last = random_.below(last + 3);
    AppendBatch made =
        batch_of(run, last, random_.below(5), pick({"running", "waiting", "completed", "faulted", "suspended"}));
    if (made.row.status == "completed" || made.row.status == "faulted") made.row.ended = Instant{below(9999)};
    made.row.definition = pick({"aa", "bb", "h1", "h2"});
    made.row.error = pick({"", "Not Found"});
    if (random_.percent(20)) made.row.parent = some_run();
    const auto inbox = model.pending(100);
    if (!inbox->empty() && random_.percent(20)) made.inbox_taken.push_back(inbox->front().id + below(2));
    if (random_.percent(5)) made.inbox_taken.push_back(below(100));
    add_engine_rows(made);
    add_bus_rows(made);
    if (random_.percent(15)) made.schedule = schedule(model);
    if (random_.percent(12)) spoil(made);
    return made;
}

void StoreOperations::add_engine_rows(AppendBatch& batch) {
    for (EventRow& event : batch.events) {
        event.type = pick({"task.started", "task.completed", "timer.set", "activity.scheduled"});
        if (random_.percent(50))
            event.value = Json::string(std::string(random_.below(random_.percent(2) ? 90'000 : 300), 'x'));
        if (random_.percent(30)) batch.timers_set.push_back({batch.run, random_.below(10), Instant{below(500)}});
        if (random_.percent(30)) batch.timers_cleared.push_back(random_.below(10));
        if (random_.percent(30))
            batch.outbox_added.push_back({batch.run, random_.below(10), pick({"http", "shell", "child"}), small(2)});
        if (random_.percent(30)) batch.outbox_done.push_back(random_.below(10));
    }
    if (batch.row.events > 0 && random_.percent(20)) {
        batch.snapshot = SnapshotRow{1 + random_.below(batch.row.events), sha256(std::to_string(below(9))),
                                     Json::integer(below(9))};
    }
}

void StoreOperations::add_bus_rows(AppendBatch& batch) {
    while (random_.percent(30)) batch.published.push_back(event());
    while (random_.percent(30)) {
        const std::int64_t since = below(50);
        batch.listeners_set.push_back({batch.run, small(4), since, since + below(5), Json::integer(below(9))});
    }
    while (random_.percent(30)) batch.received.push_back({small(4), below(200)});
    if (random_.percent(20)) batch.listeners_cleared.push_back(small(4));
    if (random_.percent(10)) batch.dead.push_back(letter());
}

/// One of the mistakes that a writer could make.
void StoreOperations::spoil(AppendBatch& batch) {
    const RunId other = run_id(1000);
    switch (random_.below(10)) {
    case 0: batch.run = batch.row.run = RunId{}; break;
    case 1: batch.row.run = other; break;
    case 2: batch.expected = 0; batch.events.clear(); batch.row.events = 0; break;
    case 3: if (!batch.events.empty()) ++batch.events.back().seq; break;
    case 4: if (!batch.events.empty()) batch.events.back().type.clear(); break;
    case 5: ++batch.row.events; break;
    case 6: batch.timers_set.push_back({other, 1, Instant{1}}); break;
    case 7: batch.outbox_added.push_back({other, 1, "http"}); break;
    case 8: batch.listeners_set.push_back({other, 1, 0, 0, Json()}); break;
    case 9: batch.snapshot = SnapshotRow{batch.row.events + 1, {}, Json()}; break;
    }
}

std::vector<AppendBatch> StoreOperations::batches(const Stores& model) {
    std::vector<AppendBatch> made;
    for (std::uint64_t count = random_.below(6); made.size() < count;) made.push_back(batch(model));
    return made;
}

RunQuery StoreOperations::run_query() {
    RunQuery query;
    if (random_.percent(10)) query.run = some_run();
    if (random_.percent(40)) query.open = random_.percent(50);
    if (random_.percent(30)) query.status = pick({"running", "waiting", "completed", "cancelled"});
    if (random_.percent(30)) query.definition = pick({"aa", "bb", "dd"});
    if (random_.percent(30)) query.before = some_run();
    query.limit = small(40);
    if (random_.percent(60)) {
        const std::string filter = pick({"status == running", "open and error", "definition == samples/greet", "hash in (aa, cc)", "parent exists",
                                         "started < now", "not open and duration > 1s", "tag.env == t1", "input ~ xx", "error contains NOT or events > 3"});
        query.filter = read_filter(filter, FilterSubject::run).value();
        query.now = Instant{1'700'000'001'000};
    }
    return query;
}

DefinitionRow StoreOperations::definition() {
    const std::string hash = pick({"h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "h9"});
    // A hash mostly keeps its name and version.
    const std::size_t number = random_.percent(90) ? static_cast<std::size_t>(hash[1] - '0') : random_.below(9);
    return {"ns",
            "n" + std::to_string(number % 3),
            std::to_string(number % 2) + ".0.0",
            hash,
            "text " + std::to_string(below(9)),
            "file",
            Instant{below(99)},
            random_.percent(40),
            Json::integer(below(9)),
            random_.percent(50) ? std::optional(Json::trusted(R"({"env":"t)" + std::to_string(below(3)) + "\"}")) : std::nullopt};
}

BusEvent StoreOperations::event() {
    BusEvent made = bus_event(below(1000), Instant{below(500)});
    if (random_.percent(30)) made.to = some_run();
    made.by = pick({"", "Ada"});
    made.reason = pick({"", "why not"});
    return made;
}

DeadLetter StoreOperations::letter() {
    DeadLetter made;
    made.at = Instant{below(99)};
    made.kind = pick({"run", "event", "activity"});
    made.run = some_run();
    made.title = pick({"Not Found", "Timeout"});
    made.body = Json::integer(below(9));
    return made;
}

DeadLetterQuery StoreOperations::letter_query() {
    DeadLetterQuery query;
    if (random_.percent(20)) query.id = below(60);
    if (random_.percent(30)) query.run = some_run();
    query.state = pick({"open", "open", "", "retried", "discarded"});
    if (random_.percent(30)) query.before = below(60);
    query.limit = small(30);
    return query;
}

ScheduleRow StoreOperations::schedule(const Stores& model) {
    ScheduleRow made;
    made.ns = "ns";
    made.name = pick({"n1", "n2", "n3", "n4"});
    const auto rows = model.schedules();
    for (const ScheduleRow& row : *rows) {
        if (row.name == made.name) made = row;
    }
    if (random_.percent(15)) made.revision = random_.percent(50) ? 0 : made.revision + 1;
    made.version = pick({"1.0.0", "2.0.0"});
    made.definition = pick({"aa", "bb"});
    made.active = random_.percent(80);
    made.next = random_.percent(50) ? std::optional(Instant{below(99)}) : std::nullopt;
    made.last = random_.percent(50) ? std::optional(Instant{below(99)}) : std::nullopt;
    made.last_run = some_run();
    made.by = pick({"", "Ada"});
    made.reason = pick({"", "why not"});
    made.state = Json::integer(below(9));
    return made;
}

Operation StoreOperations::on_histories(const Stores& model) {
    const RunId run = random_.percent(95) ? some_run() : run_id(1000);
    switch (random_.below(12)) {
    case 6: {
        const RunQuery query = run_query();
        const std::uint32_t most = small(20);
        return operation("scan_runs", [=](Stores& store) { return whole_scan(store, query, most); });
    }
    case 7: {
        const RunQuery query = run_query();
        const std::uint32_t most = small(20);
        const auto grouping = static_cast<RunGrouping>(small(4));
        return operation("group_runs", [=](Stores& store) { return whole_groups(store, query, grouping, most); });
    }
    case 0: {
        const std::uint64_t after = random_.below(20);
        const std::uint32_t limit = small(20);
        return operation("events", [=](Stores& store) { return store.events(run, after, limit); });
    }
    case 1: {
        const RunQuery query = run_query();
        return operation("runs", [=](Stores& store) { return store.runs(query); });
    }
    case 2: {
        const Instant until{below(600)};
        const std::uint32_t limit = small(30);
        return operation("timers", [=](Stores& store) { return store.timers(until, limit); });
    }
    case 3: {
        const std::optional<RunId> of = random_.percent(50) ? std::optional(run) : std::nullopt;
        return operation("outbox", [=](Stores& store) { return store.outbox(of); });
    }
    case 4: {
        const std::vector<OutboxRow> rows{{run, random_.below(10), "http"}, {some_run(), random_.below(10), "child"}};
        return operation("count_lost", [=](Stores& store) { return store.count_lost(rows); });
    }
    case 5: return operation("snapshot", [=](Stores& store) { return store.snapshot(run); });
    default: return appending(batches(model));
    }
}

Operation StoreOperations::on_definitions() {
    switch (random_.below(3)) {
    case 0: {
        const DefinitionRow row = definition();
        return operation("put_definition", [=](Stores& store) { return store.put_definition(row); });
    }
    case 1: {
        DefinitionQuery query;
        if (random_.percent(40)) query.hash = pick({"h1", "h5", "h9", "none"});
        if (random_.percent(40)) query.ns = pick({"ns", "none"});
        if (random_.percent(40)) query.name = pick({"n0", "n1", "n2"});
        if (random_.percent(40)) query.version = pick({"0.0.0", "1.0.0"});
        query.listed_only = random_.percent(50);
        query.untagged_only = random_.percent(20);
        return operation("definitions", [=](Stores& store) { return store.definitions(query); });
    }
    default: {
        const std::string name = pick({"a", "b"});
        const std::string owner = pick({"one", "two"});
        const Instant now{below(1000)};
        const Instant until{now.ms + below(300)};
        return operation("lease", [=](Stores& store) { return store.lease(name, owner, now, until); });
    }
    }
}

Operation StoreOperations::on_inbox(const Stores& model) {
    switch (random_.below(4)) {
    case 0:
    case 1: {
        const InboxRow row{0, pick({"start", "cancel"}), some_run(), Json::integer(below(9)), Instant{5}};
        return operation("post", [=](Stores& store) { return store.post(row); });
    }
    case 2: {
        const auto rows = model.pending(5);
        const std::int64_t id = rows->empty() ? 7 : rows->back().id + below(2);
        return operation("drop", [=](Stores& store) { return store.drop(id); });
    }
    default: {
        const std::uint32_t limit = small(20);
        return operation("pending", [=](Stores& store) { return store.pending(limit); });
    }
    }
}

Operation StoreOperations::on_bus(const Stores& model) {
    const std::int64_t last = *model.last_bus_event();
    switch (random_.below(6)) {
    case 0: {
        const BusEvent made = event();
        return operation("publish", [=](Stores& store) { return store.publish(made); });
    }
    case 1: {
        const BusQuery query{below(last + 2), random_.percent(50), small(30)};
        return operation("bus_events", [=](Stores& store) { return store.bus_events(query); });
    }
    case 2: return operation("last_bus_event", [](Stores& store) { return store.last_bus_event(); });
    case 3: return operation("listeners", [](Stores& store) { return store.listeners(); });
    case 4: {
        const std::int64_t id = below(last + 3);
        return operation("claim_bus_event", [=](Stores& store) { return store.claim_bus_event(id); });
    }
    default: {
        const Instant now{below(600)};
        const std::int64_t passed = below(last + 2);
        const std::uint32_t limit = small(20);
        return operation("expire_bus_events",
                         [=](Stores& store) { return store.expire_bus_events(now, passed, limit); });
    }
    }
}

Operation StoreOperations::on_dead_letters() {
    switch (random_.below(3)) {
    case 0: {
        const DeadLetter made = letter();
        return operation("add_dead_letter", [=](Stores& store) { return store.add_dead_letter(made); });
    }
    case 1: {
        const DeadLetterQuery query = letter_query();
        return operation("dead_letters", [=](Stores& store) { return store.dead_letters(query); });
    }
    default: {
        DeadLetter made = letter();
        made.id = random_.percent(90) ? below(60) : 1'000'000;
        made.state = pick({"retried", "discarded", "retried", "discarded", "open"});
        made.by = pick({"Ada", "Bob"});
        if (random_.percent(50)) made.decided = Instant{below(99)};
        if (random_.percent(50)) made.retried_as = some_run();
        return operation("decide_dead_letter", [=](Stores& store) { return store.decide_dead_letter(made); });
    }
    }
}

Operation StoreOperations::on_schedules(const Stores& model) {
    if (random_.percent(40)) return operation("schedules", [](Stores& store) { return store.schedules(); });
    const ScheduleRow row = schedule(model);
    return operation("put_schedule", [=](Stores& store) { return store.put_schedule(row); });
}

Operation StoreOperations::next(const Stores& model) {
    // Once there are some, there always are.
    const int drawn = drawn_++;
    if (drawn == 0) return operation("listeners", [](Stores& store) { return store.listeners(); });
    if (drawn == 1) return operation("schedules", [](Stores& store) { return store.schedules(); });
    if (drawn == 2) return operation("bus_events", [](Stores& store) { return store.bus_events({0, false, 10}); });
    const std::uint64_t kind = random_.below(100);
    if (kind < 50) return on_histories(model);
    if (kind < 65) return on_definitions();
    if (kind < 75) return on_inbox(model);
    if (kind < 85) return on_bus(model);
    if (kind < 95) return on_dead_letters();
    return on_schedules(model);
}

} // namespace orkestr::test
