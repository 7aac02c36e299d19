#include "core/base/random.h"
#include "tests/support/test.h"

#include <QTest>
#include <array>

using orkestr::Random;

class RandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void draws_are_the_same_everywhere();
    void below_stays_below_and_reaches_all();
    void percent();
};

// The reference implementation's first draws for this seed.
void RandomTest::draws_are_the_same_everywhere() {
    Random random(1234567);
    for (const std::uint64_t expected : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
                                         4593380528125082431ULL, 16408922859458223821ULL})
        QCOMPARE(random.next(), expected);
}

void RandomTest::below_stays_below_and_reaches_all() {
    Random random(1);
    std::array<int, 7> seen{};
    for (int i = 0; i < 7000; ++i) {
        const auto draw = random.below(seen.size());
        QVERIFY(draw < seen.size());
        ++seen[draw];
    }
    for (const int count : seen) QVERIFY(count > 800 && count < 1200);
    QCOMPARE(random.below(1), std::uint64_t{0});
    const std::uint64_t huge = (std::uint64_t{1} << 63) + 1;
    for (int i = 0; i < 100; ++i) QVERIFY(random.below(huge) < huge);
}

void RandomTest::percent() {
    Random random(2);
    int hits = 0;
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(!random.percent(0));
        QVERIFY(random.percent(100));
        hits += random.percent(30);
    }
    QVERIFY(hits > 240 && hits < 360);
}

ORKESTR_TEST(RandomTest)
#include "random_test.moc"
