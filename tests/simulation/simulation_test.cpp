// Thousands of seeds: random definitions under crashes, failing commits, late and lost answers and a restless clock.
//
// ORKESTR_SIMULATION_SEEDS says how many seeds (1,000), ORKESTR_SIMULATION_FIRST the first (1): a seed that failed is run
// again with FIRST=it SEEDS=1. QtTest ends a test after five minutes: many seeds want a QTEST_FUNCTION_TIMEOUT in
// milliseconds.
#include "tests/simulation/simulation.h"
#include "tests/support/test.h"

#include <QTest>
#include <cstdlib>

namespace orkestr::test {

class SimulationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_seed_ends_well() {
        const std::uint64_t count = number("ORKESTR_SIMULATION_SEEDS", 1000);
        const std::uint64_t first = number("ORKESTR_SIMULATION_FIRST", 1);
        SimulationCounts counts;
        std::uint64_t failed = 0;
        for (std::uint64_t seed = first; seed < first + count && failed < 5; ++seed) {
            const std::string wrong = simulate(seed, draw_memory_faults, counts);
            if (wrong.empty()) continue;
            ++failed;
            qWarning("seed %llu: %s", static_cast<unsigned long long>(seed), wrong.c_str());
        }
        qInfo("%llu seeds: %llu runs, %llu events, %llu ends compared, %llu crashes, %llu refused commits", static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(counts.runs), static_cast<unsigned long long>(counts.events),
              static_cast<unsigned long long>(counts.compared), static_cast<unsigned long long>(counts.crashes),
              static_cast<unsigned long long>(counts.refusals));
        QCOMPARE(failed, std::uint64_t{0});
    }

private:
    static std::uint64_t number(const char* name, std::uint64_t otherwise) {
        const char* text = std::getenv(name);
        return text ? std::strtoull(text, nullptr, 10) : otherwise;
    }
};

ORKESTR_TEST(SimulationTest)

} // namespace orkestr::test

#include "simulation_test.moc"
