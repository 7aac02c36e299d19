// A snapshot of every state of every golden history: restored it is the same state, and the rest of the history folds onto
// it as onto the first; and whatever is changed in one is an error or another state, never a crash.
#include "core/base/sha256.h"
#include "core/history/snapshot.h"
#include "tests/golden/golden_run.h"
#include "tests/golden/state_text.h"
#include "tests/support/test.h"

#include <QTest>
#include <random>

namespace orkestr::test {

namespace {

struct Recorded {
    std::string name;
    std::shared_ptr<const Plan> plan;
    std::vector<EventRow> rows;
    std::vector<State> states; ///< after each event
};

using HeldAt = std::function<Result<Json>(std::uint64_t)>;

HeldAt held_in(const std::vector<EventRow>& rows) {
    return [&rows](std::uint64_t seq) -> Result<Json> {
        if (seq == 0 || seq > rows.size()) return Error{ErrorCode::corrupt, "there is no event " + std::to_string(seq), {}};
        return held_by(rows[seq - 1]);
    };
}

Json sealed(const JsonValue& state) {
    return JsonValue::object({{"format", 1}, {"state", state}, {"sum", to_hex(sha256({state.json().text()}))}}).json();
}

JsonValue state_in(const Json& snapshot) { return *JsonValue::of(snapshot).find("state"); }

/// The value, or one somewhere inside it, is gone or another.
JsonValue changed(const JsonValue& value, std::mt19937& random) {
    const auto pick = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
    if (const auto* members = value.as_object(); members && !members->empty() && pick(8) != 0) {
        JsonValue out = value;
        const auto& [name, member] = (*members)[pick(members->size())];
        if (pick(4) == 0) out.remove(name);
        else out.set(name, changed(member, random));
        return out;
    }
    if (const auto* items = value.as_array(); items && !items->empty() && pick(8) != 0) {
        JsonArray out = *items;
        const std::size_t at = pick(out.size());
        if (pick(4) == 0) out.erase(out.begin() + static_cast<std::ptrdiff_t>(at));
        else if (pick(4) == 0) out.push_back(out[at]);
        else out[at] = changed(out[at], random);
        return JsonValue(std::move(out));
    }
    const JsonValue others[] = {JsonValue(), true, 0, 1, 2, 7, -1, std::int64_t{4294967295}, std::int64_t{1} << 40, 1.5, "", "set", "fork", JsonArray{}, JsonValue(JsonObject{}), JsonArray{1}};
    return others[pick(std::size(others))];
}

} // namespace

class GoldenSnapshotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void a_restored_state_is_the_same();
    void the_rest_folds_onto_it();
    void payloads_are_references();
    void damage_is_found();
    void what_is_changed_is_an_error_or_goes_on();
    void what_events_do_not_hold_is_an_error();

private:
    std::vector<Recorded> histories_;
    ValueDesk desk_;
};

void GoldenSnapshotTest::initTestCase() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases) {
        const auto run = run_golden(one, desk_);
        if (!run.plan) continue;
        Recorded recorded{one.name, run.plan, {}, {}};
        State state;
        for (const auto& event : run.events) {
            recorded.rows.push_back(encode(event));
            QVERIFY(apply(state, event).ok());
            recorded.states.push_back(state);
        }
        histories_.push_back(std::move(recorded));
    }
    QVERIFY(histories_.size() > 250);
}

void GoldenSnapshotTest::a_restored_state_is_the_same() {
    for (const auto& one : histories_) {
        for (const State& state : one.states) {
            const std::string where = one.name + " at " + std::to_string(state.seq);
            const auto restored = restore(snapshot_of(state), held_in(one.rows));
            QVERIFY2(restored.ok(), restored ? "" : (where + ": " + restored.error().message).c_str());
            QVERIFY2(state_text(*restored) == state_text(state), (where + "\n" + state_text(*restored) + "\n" + state_text(state)).c_str());
            QVERIFY(snapshot_of(*restored) == snapshot_of(state));
        }
    }
}

void GoldenSnapshotTest::the_rest_folds_onto_it() {
    for (const auto& one : histories_) {
        for (std::size_t i = 0; i < one.states.size(); ++i) {
            auto state = restore(snapshot_of(one.states[i]), held_in(one.rows));
            QVERIFY(state.ok());
            Decoder decoder = decoder_after(*state);
            for (std::size_t j = i + 1; j < one.rows.size(); ++j) {
                const std::string where = one.name + " from " + std::to_string(i + 1) + " at " + std::to_string(j + 1);
                const auto event = decoder.decode(one.rows[j]);
                QVERIFY2(event.ok(), event ? "" : (where + ": " + event.error().message).c_str());
                const auto applied = apply(*state, *event);
                QVERIFY2(applied.ok(), applied ? "" : (where + ": " + applied.error().message).c_str());
            }
            QVERIFY2(state_text(*state) == state_text(one.states.back()), one.name.c_str());
        }
    }
}

void GoldenSnapshotTest::payloads_are_references() {
    for (const auto& one : histories_)
        for (const State& state : one.states) {
            const std::string text = snapshot_of(state).text();
            QVERIFY2(text.find("{\"value\":") == std::string::npos && text.find("{\"error\":") == std::string::npos, (one.name + "\n" + text).c_str());
        }
}

void GoldenSnapshotTest::damage_is_found() {
    const auto& one = histories_.front();
    const std::string text = snapshot_of(one.states[one.states.size() / 2]).text();
    int refused = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string damaged = text;
        damaged[i] = damaged[i] == '1' ? '2' : '1';
        const auto parsed = Json::parse(damaged);
        if (!parsed || *parsed == Json::trusted(text)) continue;
        const auto restored = restore(*parsed, held_in(one.rows));
        QVERIFY2(!restored.ok(), damaged.c_str());
        ++refused;
    }
    QVERIFY(refused > 100);
    const auto newer = restore(Json::trusted(R"({"format":2,"state":{},"sum":""})"), held_in(one.rows));
    QVERIFY(!newer.ok() && newer.error().code == ErrorCode::newer_version);
    for (const char* none : {"null", "[]", "{}", "\"format\"", R"({"format":1})", R"({"format":1,"state":null,"sum":null})"})
        QVERIFY(!restore(Json::trusted(none), held_in(one.rows)).ok());
}

/// With its sum made right again: what still belongs together goes on.
void GoldenSnapshotTest::what_is_changed_is_an_error_or_goes_on() {
    std::mt19937 random(20260101);
    int refused = 0;
    int restored = 0;
    for (const auto& one : histories_) {
        for (const State& state : one.states) {
            JsonValue content = state_in(snapshot_of(state));
            for (int i = 0; i < 8; ++i) {
                const auto changed_state = restore(sealed(changed(content, random)), held_in(one.rows));
                if (!changed_state) {
                    ++refused;
                    continue;
                }
                ++restored;
                (void)state_text(*changed_state);
                for (const auto& [id, step] : changed_state->steps) (void)changed_state->find(step.parent);
                State copy = *changed_state;
                Decoder decoder = decoder_after(copy);
                for (std::size_t j = static_cast<std::size_t>(copy.seq); j < one.rows.size(); ++j) {
                    const auto event = decoder.decode(one.rows[j]);
                    if (!event || !apply(copy, *event)) break;
                }
            }
        }
    }
    QVERIFY2(refused > 10'000 && restored > 1000, (std::to_string(refused) + " refused, " + std::to_string(restored) + " restored").c_str());
}

void GoldenSnapshotTest::what_events_do_not_hold_is_an_error() {
    const auto& one = histories_.front();
    const auto restored = restore(snapshot_of(one.states.back()), [](std::uint64_t seq) -> Result<Json> {
        return Error{ErrorCode::not_found, "no event " + std::to_string(seq), {}};
    });
    QVERIFY(!restored.ok());
    QVERIFY(restored.error().code == ErrorCode::not_found);
    const auto nothing = held_by(EventRow{3, "task.cancelled", {}, Json::trusted("{}"), {}, {}});
    QVERIFY(!nothing.ok() && nothing.error().code == ErrorCode::corrupt);
}

ORKESTR_TEST(GoldenSnapshotTest)

} // namespace orkestr::test

#include "golden_snapshot_test.moc"
