// Runs that survive anything: random definitions over SQLite on a disk that loses its power at any moment.
//
// ORKESTR_CRASHES says how many crashes it takes (250), ORKESTR_CRASH_FIRST the first seed (1); ORKESTR_CRASH_SEEDS, if
// given, how many seeds instead: a seed that failed is run again with FIRST=it SEEDS=1.
#include "tests/crash/disk_workspace.h"
#include "tests/simulation/simulation.h"
#include "tests/support/test.h"

#include <QTest>
#include <cstdlib>

namespace orkestr::test {

namespace {

SimulationFaults draw_disk_faults(std::uint64_t seed, Random& random, SqliteStore::Durability durability) {
    WorldFaults world;
    world.restless = true;
    world.inbox = random.percent(30);
    world.clock_hours = random.percent(30);
    world.crashes = static_cast<int>(random.below(4));
    if (random.percent(30)) world.restart_permille = static_cast<unsigned>(random.below(15));
    if (random.percent(30)) world.visit_permille = static_cast<unsigned>(random.below(15));
    draw_people(world, random);
    DiskWorkspaceFaults disk;
    disk.durability = durability;
    disk.crashes = static_cast<int>(1 + random.below(8));
    if (random.percent(15)) disk.full_percent = 40;
    if (random.percent(15)) disk.sync_percent = 40;
    if (random.percent(10)) disk.write_percent = 40;
    if (random.percent(20)) disk.store.conflict_percent = static_cast<unsigned>(random.below(8));
    return {world, std::make_unique<DiskWorkspace>(seed, disk, random.percent(5))};
}

std::optional<std::uint64_t> number(const char* name) {
    const char* text = std::getenv(name);
    return text ? std::optional(std::strtoull(text, nullptr, 10)) : std::nullopt;
}

unsigned long long printed(std::uint64_t value) { return value; }

} // namespace

class CrashMatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_seed_ends_well();
    void without_full_durability_they_do_not();
};

void CrashMatrixTest::every_seed_ends_well() {
    const std::uint64_t crashes = number("ORKESTR_CRASHES").value_or(250);
    const std::uint64_t first = number("ORKESTR_CRASH_FIRST").value_or(1);
    const auto seeds = number("ORKESTR_CRASH_SEEDS");
    const auto draw_faults = [](std::uint64_t of, Random& random) { return draw_disk_faults(of, random, SqliteStore::Durability::full); };
    SimulationCounts counts;
    std::uint64_t failed = 0;
    std::uint64_t seed = first;
    for (; failed < 5 && (seeds ? seed < first + *seeds : counts.crashes < crashes); ++seed) {
        const std::string wrong = simulate(seed, draw_faults, counts);
        if (wrong.empty()) continue;
        ++failed;
        qWarning("seed %llu: %s", printed(seed), wrong.c_str());
    }
    qInfo("%llu crashes in %llu seeds: %llu runs, %llu events, %llu ends compared, %llu refused commits", printed(counts.crashes),
          printed(seed - first), printed(counts.runs), printed(counts.events), printed(counts.compared), printed(counts.refusals));
    QCOMPARE(failed, std::uint64_t{0});
}

/// What the matrix looks for it finds: a store that is asked for less loses what was acknowledged.
void CrashMatrixTest::without_full_durability_they_do_not() {
    const auto draw_faults = [](std::uint64_t of, Random& random) { return draw_disk_faults(of, random, SqliteStore::Durability::normal); };
    SimulationCounts counts;
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) lost += simulate(seed, draw_faults, counts).find("was acknowledged and is lost") != std::string::npos;
    QVERIFY(lost > 5);
}

ORKESTR_TEST(CrashMatrixTest)

} // namespace orkestr::test

#include "crash_matrix_test.moc"
