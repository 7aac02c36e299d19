// Every golden history as bytes: it comes back the same, its chain holds, replay finds nothing; and whatever is changed
// in it is found, at the event that was changed.
#include "core/history/chain.h"
#include "core/history/codec.h"
#include "core/history/replay.h"
#include "tests/golden/golden_run.h"
#include "tests/golden/state_text.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

struct Sealed {
    std::string name;
    std::shared_ptr<const Plan> plan;
    std::vector<Event> events;
    State state;
    std::vector<EventRow> rows;
    Digest key{};
};

std::uint64_t first_break(const Sealed& sealed, const std::vector<EventRow>& rows) {
    Digest head = chain_start(sealed.state.run);
    const auto broken = verify_chain(rows, sealed.key, 0, head);
    return broken ? broken->seq : 0;
}

/// What replay says of a history.
struct Verdict {
    std::uint64_t seq = 0; ///< of the first event that differs, or can't be; 0: none
    std::string text;
};

/// `event 12 (...)` in a message.
std::uint64_t number_in(const std::string& message) {
    const auto at = message.find("event ");
    return at == std::string::npos ? 0 : std::stoull(message.substr(at + 6));
}

std::vector<EventRow> renumbered(std::vector<EventRow> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].seq = i + 1;
    return rows;
}

} // namespace

class GoldenHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comes_back_the_same();
    void chain_holds();
    void replay_finds_nothing();
    void a_changed_payload_is_found();
    void a_changed_member_is_found();
    void a_changed_time_or_type_is_found();
    void two_swapped_are_found();
    void a_missing_one_is_found();
    void an_extra_one_is_found();
    void a_history_cut_short_is_found();

private:
    Verdict replay(const Sealed& sealed, std::vector<EventRow> rows, std::shared_ptr<const PlanAlignment> alignment = {});
    ValueDesk desk_;
    std::vector<Sealed> histories_;
};

void GoldenHistoryTest::initTestCase() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases) {
        auto run = run_golden(one, desk_);
        if (!run.plan) continue;
        Sealed sealed{one.name, run.plan, std::move(run.events), std::move(run.state), {}, run_key("a workspace's key", RunId{"01KDTMWQG0000000000000000G"}, "000102030405060708090a0b0c0d0e0f")};
        for (const auto& event : sealed.events) sealed.rows.push_back(encode(event));
        Digest head = chain_start(sealed.state.run);
        seal(sealed.rows, sealed.key, head);
        histories_.push_back(std::move(sealed));
    }
    QVERIFY(histories_.size() > 50);
}

Verdict GoldenHistoryTest::replay(const Sealed& sealed, std::vector<EventRow> rows, std::shared_ptr<const PlanAlignment> alignment) {
    auto replay = Replay::create(sealed.plan, orkestr::rows_of(std::move(rows)), std::move(alignment));
    if (!replay) return {number_in(replay.error().message), replay.error().message};
    for (Values values;;) {
        if (auto went = replay->go(std::exchange(values, {})); !went) return {number_in(went.error().message), went.error().message};
        if (replay->done()) break;
        auto outcomes = desk_.values(*sealed.plan, replay->requests());
        for (std::size_t i = 0; i < outcomes.size(); ++i) values[replay->requests()[i].key] = std::move(outcomes[i]);
    }
    const auto& divergence = replay->divergence();
    return divergence ? Verdict{divergence->seq, divergence->message} : Verdict{};
}

void GoldenHistoryTest::comes_back_the_same() {
    for (const auto& one : histories_) {
        const auto decoded = decode_all(one.rows);
        QVERIFY2(decoded.ok(), one.name.c_str());
        State folded;
        for (const auto& event : *decoded) {
            const auto applied = apply(folded, event);
            QVERIFY2(applied.ok(), applied ? "" : (one.name + ": " + applied.error().message).c_str());
        }
        QVERIFY2(state_text(folded) == state_text(one.state), (one.name + "\n" + state_text(folded) + "\n" + state_text(one.state)).c_str());
        // And back to the same bytes.
        for (std::size_t i = 0; i < decoded->size(); ++i) {
            const EventRow again = encode((*decoded)[i]);
            QVERIFY2(again.type == one.rows[i].type && again.data == one.rows[i].data && again.value == one.rows[i].value, one.name.c_str());
        }
    }
}

void GoldenHistoryTest::chain_holds() {
    for (const auto& one : histories_) QCOMPARE(first_break(one, one.rows), std::uint64_t{0});
}

void GoldenHistoryTest::replay_finds_nothing() {
    for (const auto& one : histories_) {
        const auto verdict = replay(one, one.rows);
        QVERIFY2(verdict.text.empty(), (one.name + ": " + std::to_string(verdict.seq) + " " + verdict.text).c_str());
        // As by a changed definition in which nothing was changed.
        const auto alignment = std::make_shared<const PlanAlignment>(PlanAlignment::between(*one.plan, *one.plan));
        for (TaskIndex task = 0; task < one.plan->tasks.size(); ++task) QCOMPARE(alignment->of(task), task);
        const auto aligned = replay(one, one.rows, alignment);
        QVERIFY2(aligned.text.empty(), (one.name + ": " + std::to_string(aligned.seq) + " " + aligned.text).c_str());
    }
}

void GoldenHistoryTest::a_changed_payload_is_found() {
    for (const auto& one : histories_) {
        for (std::size_t i = 0; i < one.rows.size(); ++i) {
            if (!one.rows[i].value) continue;
            auto rows = one.rows;
            rows[i].value = Json::string("changed " + rows[i].value->text());
            QCOMPARE(first_break(one, rows), i + 1);
            const auto verdict = replay(one, rows);
            // What came from outside is taken as it stands; what follows from it differs later, or not at all.
            if (is_fact(one.events[i].body)) QVERIFY2(verdict.seq == 0 || verdict.seq > i + 1, one.name.c_str());
            else QVERIFY2(verdict.seq == i + 1, (one.name + ": " + std::to_string(i + 1) + " " + verdict.text).c_str());
        }
    }
}

void GoldenHistoryTest::a_changed_member_is_found() {
    for (const auto& one : histories_) {
        for (std::size_t i = 0; i < one.rows.size(); ++i) {
            auto rows = one.rows;
            JsonValue data = JsonValue::of(rows[i].data);
            data.set("zzz", "changed");
            rows[i].data = data.json();
            QCOMPARE(first_break(one, rows), i + 1);
            if (is_fact(one.events[i].body)) continue;
            const auto verdict = replay(one, rows);
            QVERIFY2(verdict.seq == i + 1, (one.name + ": " + std::to_string(i + 1) + " " + verdict.text).c_str());
        }
    }
}

void GoldenHistoryTest::a_changed_time_or_type_is_found() {
    for (const auto& one : histories_) {
        for (std::size_t i = 0; i < one.rows.size(); ++i) {
            auto rows = one.rows;
            ++rows[i].at.ms;
            QCOMPARE(first_break(one, rows), i + 1);
            rows = one.rows;
            rows[i].type = rows[i].type == "task.faulted" ? "task.cancelled" : "task.faulted";
            QCOMPARE(first_break(one, rows), i + 1);
            const auto verdict = replay(one, rows);
            QVERIFY2(verdict.seq == i + 1, (one.name + ": " + std::to_string(i + 1) + " " + verdict.text).c_str());
        }
    }
}

void GoldenHistoryTest::two_swapped_are_found() {
    for (const auto& one : histories_) {
        for (std::size_t i = 0; i + 1 < one.rows.size(); ++i) {
            auto rows = one.rows;
            std::swap(rows[i], rows[i + 1]);
            QCOMPARE(first_break(one, rows), i + 1);
            QVERIFY(replay(one, rows).seq == i + 1);
            rows = renumbered(std::move(rows));
            QCOMPARE(first_break(one, rows), i + 1);
            // Facts may have come in another order.
            if (is_fact(one.events[i].body) || is_fact(one.events[i + 1].body)) continue;
            const auto verdict = replay(one, rows);
            QVERIFY2(verdict.seq == i + 1, (one.name + ": " + std::to_string(i + 1) + " " + verdict.text).c_str());
        }
    }
}

void GoldenHistoryTest::a_missing_one_is_found() {
    for (const auto& one : histories_) {
        for (std::size_t i = 0; i + 1 < one.rows.size(); ++i) {
            auto rows = one.rows;
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
            QCOMPARE(first_break(one, rows), i + 1);
            QVERIFY(replay(one, rows).seq == i + 1);
            rows = renumbered(std::move(rows));
            QCOMPARE(first_break(one, rows), i + 1);
            if (is_fact(one.events[i].body) && i > 0) continue; // what it led to is missing its cause, later
            const auto verdict = replay(one, rows);
            // Between two facts it may seem that they came together: then what they led to differs.
            const bool later = is_fact(one.events[i + 1].body) && verdict.seq > i;
            QVERIFY2(verdict.seq == i + 1 || later, (one.name + ": " + std::to_string(i + 1) + " " + verdict.text).c_str());
        }
    }
}

void GoldenHistoryTest::an_extra_one_is_found() {
    for (const auto& one : histories_) {
        for (std::size_t i = 0; i < one.rows.size(); ++i) {
            auto rows = one.rows;
            rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(i), one.rows[i]);
            QCOMPARE(first_break(one, rows), i + 2);
            QVERIFY(replay(one, rows).seq == i + 2);
            rows = renumbered(std::move(rows));
            QCOMPARE(first_break(one, rows), i + 2);
            if (is_fact(one.events[i].body)) continue;
            const auto verdict = replay(one, rows);
            QVERIFY2(verdict.seq == i + 2, (one.name + ": " + std::to_string(i + 2) + " " + verdict.text).c_str());
        }
    }
}

void GoldenHistoryTest::a_history_cut_short_is_found() {
    for (const auto& one : histories_) {
        for (std::size_t i = 1; i < one.rows.size(); ++i) {
            // A record may end before something came from outside.
            if (is_fact(one.events[i].body)) continue;
            auto rows = one.rows;
            rows.resize(i);
            const auto verdict = replay(one, rows);
            QVERIFY2(verdict.seq == i + 1, (one.name + ": " + std::to_string(i + 1) + " " + verdict.text).c_str());
        }
    }
}

ORKESTR_TEST(GoldenHistoryTest)

} // namespace orkestr::test

#include "golden_history_test.moc"
