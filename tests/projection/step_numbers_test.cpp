#include "core/projection/step_numbers.h"
#include "tests/support/test.h"

#include <QTest>
#include <map>
#include <random>

using orkestr::StepId;
using orkestr::StepNumbers;

class StepNumbersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_what_was_set();
    void ids_far_away_take_no_room();
    void agrees_with_a_map();
};

void StepNumbersTest::finds_what_was_set() {
    StepNumbers numbers;
    QCOMPARE(numbers.find(1), StepNumbers::none);
    for (StepId step = 1; step <= 5000; ++step) numbers.set(step, step - 1);
    QCOMPARE(numbers.find(1), 0U);
    QCOMPARE(numbers.find(5000), 4999U);
    QCOMPARE(numbers.find(0), StepNumbers::none);
    QCOMPARE(numbers.find(5001), StepNumbers::none);
    numbers.erase(5000);
    QVERIFY(!numbers.contains(5000));
    numbers.clear();
    QVERIFY(!numbers.contains(1));
}

/// As a hostile file may number its steps: the table would take 16 GiB.
void StepNumbersTest::ids_far_away_take_no_room() {
    StepNumbers numbers;
    numbers.set(4'000'000'000U, 1);
    numbers.set(4'294'967'295U, 2);
    QCOMPARE(numbers.find(4'000'000'000U), 1U);
    QCOMPARE(numbers.find(4'294'967'295U), 2U);
    QCOMPARE(numbers.find(3'999'999'999U), StepNumbers::none);
}

void StepNumbersTest::agrees_with_a_map() {
    std::mt19937 random(20261122);
    StepNumbers numbers;
    std::map<StepId, std::uint32_t> truth;
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        // Near ones, and at times one that is only near later.
        const StepId step = random() % 8 == 0 ? random() % 200'000 : random() % (i + 10);
        if (random() % 4 == 0) {
            numbers.erase(step);
            truth.erase(step);
        } else {
            numbers.set(step, i);
            truth[step] = i;
        }
    }
    for (StepId step = 0; step < 200'000; ++step) {
        const auto found = truth.find(step);
        QCOMPARE(numbers.find(step), found == truth.end() ? StepNumbers::none : found->second);
    }
}

ORKESTR_TEST(StepNumbersTest)
#include "step_numbers_test.moc"
