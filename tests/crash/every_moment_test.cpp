// A crash at every moment of a few small runs: before and after each operation of the disk, and before each step of the
// engine's world (a commit, its answer, an activity's effect, its answer, a turn).
#include "tests/crash/disk_workspace.h"
#include "tests/crash/small_definitions.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

using Definitions = std::vector<FixedDefinition>;

/// One world over SQLite. How its runs ended; what is wrong is told apart.
struct Life {
    std::vector<std::string> ends;
    std::string wrong;
    std::uint64_t operations = 0;
    std::uint64_t steps = 0;
    SimulationCounts counts;
};

Life live(const Definitions& definitions, std::uint64_t seed, const DiskWorkspaceFaults& faults, std::uint64_t crash_at_step = 0, bool fresh = false) {
    Life life;
    auto workspace = std::make_unique<DiskWorkspace>(seed, faults, fresh);
    const DiskWorkspace& disk = *workspace;
    SimulatedWorld world(seed, WorldFaults{}, std::move(workspace));
    world.crash_at_step(crash_at_step);
    life.wrong = simulate_fixed(definitions, world, life.ends, life.counts);
    life.operations = disk.operations();
    life.steps = world.steps();
    return life;
}

} // namespace

class EveryMomentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_operation_data() { init_data(); }
    void every_operation() {
        QFETCH(Definitions, definitions);
        crash_at_every_operation(definitions, false);
    }
    void every_operation_of_a_new_workspace() { crash_at_every_operation(small_definitions().front().definitions, true); }
    void every_failure_of_a_new_workspace_data();
    void every_failure_of_a_new_workspace();
    void every_step_data() { init_data(); }
    void every_step();

private:
    static void init_data();
    static void crash_at_every_operation(const Definitions& definitions, bool fresh);
};

void EveryMomentTest::init_data() {
    QTest::addColumn<Definitions>("definitions");
    for (const auto& [about, definitions] : small_definitions()) QTest::newRow(about.c_str()) << definitions;
}

void EveryMomentTest::crash_at_every_operation(const Definitions& definitions, bool fresh) {
    const Life calm = live(definitions, 1, {}, 0, fresh);
    QVERIFY2(calm.wrong.empty(), calm.wrong.c_str());
    QVERIFY(calm.operations > 20);
    std::uint64_t crashes = 0;
    for (std::uint64_t at = 1; at <= calm.operations; ++at) {
        for (const bool after : {false, true}) {
            DiskWorkspaceFaults faults;
            faults.first = DiskFaults{};
            faults.first->crash_at = at;
            faults.first->crash_after = after;
            const Life life = live(definitions, at * 2 + after, faults, 0, fresh);
            const std::string place = "a crash " + std::string(after ? "after" : "before") + " operation " + std::to_string(at) + ": ";
            QVERIFY2(life.wrong.empty(), (place + life.wrong).c_str());
            QCOMPARE(life.ends, calm.ends);
            crashes += life.counts.crashes;
        }
    }
    qInfo("%llu operations, %llu crashes", static_cast<unsigned long long>(calm.operations), static_cast<unsigned long long>(crashes));
    QVERIFY(crashes >= calm.operations);
}

void EveryMomentTest::every_failure_of_a_new_workspace_data() {
    QTest::addColumn<std::optional<std::uint64_t> DiskFaults::*>("fault");
    QTest::newRow("a write fails") << &DiskFaults::write_fails_at;
    QTest::newRow("a sync fails") << &DiskFaults::sync_fails_at;
    QTest::newRow("the disk is full") << &DiskFaults::full_from;
}

/// A failure somewhere, and a power failure somewhat later.
void EveryMomentTest::every_failure_of_a_new_workspace() {
    QFETCH(std::optional<std::uint64_t> DiskFaults::*, fault);
    const Definitions definitions = small_definitions().front().definitions;
    const Life calm = live(definitions, 1, {}, 0, true);
    QVERIFY2(calm.wrong.empty(), calm.wrong.c_str());
    // It is the first write or sync from there on that fails.
    for (std::uint64_t at = 1; at <= calm.operations; at += 2) {
        DiskWorkspaceFaults faults;
        faults.first = DiskFaults{};
        (*faults.first).*fault = at;
        (*faults.first).crash_at = at + 5 + at % 40;
        const Life life = live(definitions, at, faults, 0, true);
        QVERIFY2(life.wrong.empty(), ("a failure at operation " + std::to_string(at) + ": " + life.wrong).c_str());
        QCOMPARE(life.ends, calm.ends);
    }
}

void EveryMomentTest::every_step() {
    QFETCH(Definitions, definitions);
    const Life calm = live(definitions, 1, {});
    QVERIFY2(calm.wrong.empty(), calm.wrong.c_str());
    std::uint64_t crashes = 0;
    for (std::uint64_t at = 1; at <= calm.steps; ++at) {
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            const Life life = live(definitions, seed, {}, at);
            QVERIFY2(life.wrong.empty(), ("a crash before step " + std::to_string(at) + ", seed " + std::to_string(seed) + ": " + life.wrong).c_str());
            QCOMPARE(life.ends, calm.ends);
            crashes += life.counts.crashes;
        }
    }
    QCOMPARE(crashes, calm.steps * 2);
}

ORKESTR_TEST(EveryMomentTest)

} // namespace orkestr::test

#include "every_moment_test.moc"
