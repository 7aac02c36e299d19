// What somebody may do to the rows of a run, at its first, a middle and its last event: what is said of it.
#include "core/history/chain_fault.h"

#include "core/history/chain.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QTest>
#include <algorithm>

namespace orkestr::test {

namespace {

using FaultRows = std::vector<EventRow>;

/// Rows as a store has them: numbered by their places; with `gap` one is missing there.
FaultRows placed(FaultRows rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].seq = i + 1;
    return rows;
}

/// The kind and the number of the first bad event, as `orkestr verify RUN` finds them; `page` rows are read at a time.
std::string fault_in(const SampleRun& run, const FaultRows& rows, std::uint32_t page) {
    const Digest key = run_key_of(sample_workspace_key, run.run, rows.front());
    Digest head = chain_start(run.run);
    const auto broken = verify_chain(rows, key, 0, head);
    if (!broken) return "whole";
    const auto read = [&](std::uint64_t after, std::uint32_t limit) -> Result<FaultRows> {
        FaultRows some;
        for (const auto& row : rows)
            if (row.seq > after && some.size() < std::min(limit, page)) some.push_back(row);
        return some;
    };
    const bool ended = broken->seq > run.rows.size();
    return std::string(to_string(chain_fault({run.run, sample_workspace_key, broken->seq, head, key, rows.size(), ended}, read))) + " " + std::to_string(broken->seq);
}

} // namespace

class ChainFaultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_kind_at_every_event();
    void a_gap_that_was_closed_up_is_long_or_short();
    void what_can_not_be_read_is_missing();
};

void ChainFaultTest::every_kind_at_every_event() {
    const SampleRun run = sample_run(1, 5);
    const std::size_t count = run.rows.size();
    const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
    for (const std::uint32_t page : {1U, 2U, 2000U}) {
        const auto found = [&](const FaultRows& rows) { return fault_in(run, placed(rows), page); };
        QCOMPARE(found(run.rows), std::string("whole"));
        for (std::size_t i = 0; i < count; ++i) {
            const std::string here = " " + std::to_string(i + 1);
            FaultRows rows = run.rows;
            rows[i].at.ms += 1;
            QCOMPARE(found(rows), "edited" + here);
            rows = run.rows;
            rows.erase(rows.begin() + at(i));
            // Of a last event nothing is left that could tell; of the one before only that it was there.
            QCOMPARE(found(rows), i + 1 == count ? std::string("whole") : i + 2 == count ? "edited" + here : "deleted" + here);
            rows = run.rows;
            rows.insert(rows.begin() + at(i + 1), run.rows[i]);
            QCOMPARE(found(rows), "inserted " + std::to_string(i + 2));
            rows = run.rows;
            rows.insert(rows.begin() + at(i), EventRow{0, "run.noted", Instant{1}, Json::trusted("{}"), {}, {}});
            QCOMPARE(found(rows), "inserted" + here);
            rows.insert(rows.begin() + at(i), EventRow{0, "run.noted", Instant{2}, Json::trusted("{}"), {}, {}});
            QCOMPARE(found(rows), "inserted" + here);
            for (std::size_t other = i + 1; other < count; ++other) {
                rows = run.rows;
                std::swap(rows[i], rows[other]);
                QCOMPARE(found(rows), "reordered" + here);
                rows = run.rows;
                std::rotate(rows.begin() + at(i), rows.begin() + at(i + 1), rows.begin() + at(other + 1)); // moved behind it
                QCOMPARE(found(rows), "reordered" + here);
                rows = run.rows;
                std::rotate(rows.begin() + at(i), rows.begin() + at(other), rows.begin() + at(other + 1)); // moved before
                QCOMPARE(found(rows), "reordered" + here);
            }
        }
        FaultRows more = run.rows;
        more.push_back(EventRow{0, "run.noted", Instant{1}, Json::trusted("{}"), {}, {}});
        QCOMPARE(found(more), "inserted " + std::to_string(count + 1));
    }
}

void ChainFaultTest::a_gap_that_was_closed_up_is_long_or_short() {
    const SampleRun run = sample_run(1, 20);
    for (std::size_t first = 1; first + 3 < run.rows.size(); ++first) {
        for (std::size_t gone = 1; first + gone + 1 < run.rows.size(); ++gone) {
            FaultRows rows = run.rows;
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(first + gone));
            QCOMPARE(fault_in(run, placed(rows), 2000), "deleted " + std::to_string(first + 1));
        }
    }
}

void ChainFaultTest::what_can_not_be_read_is_missing() {
    const SampleRun run = sample_run(1, 5);
    const Digest head = run.rows[1].hash;
    ChainPlace place{run.run, sample_workspace_key, 3, head, run.key, run.rows.size(), false};
    const auto nothing = [](std::uint64_t, std::uint32_t) -> Result<FaultRows> { return Error{ErrorCode::corrupt, "damaged", {}}; };
    QVERIFY(chain_fault(place, nothing) == AuditFault::deleted);
    // An event that was changed, and none behind it can be read: there are fewer than there should be.
    FaultRows rows = run.rows;
    rows[2].type += "x";
    const auto one = [&](std::uint64_t after, std::uint32_t) -> Result<FaultRows> {
        if (after != 2) return Error{ErrorCode::corrupt, "damaged", {}};
        return FaultRows{rows[2]};
    };
    QVERIFY(chain_fault(place, one) == AuditFault::deleted);
    place.events = 3;
    QVERIFY(chain_fault(place, one) == AuditFault::edited);
}

ORKESTR_TEST(ChainFaultTest)

} // namespace orkestr::test

#include "chain_fault_test.moc"
