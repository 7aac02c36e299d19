// The memory store has no second instance, so all threads share it.
#include "core/adapters/memory/memory_store.h"

#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

#include <atomic>
#include <thread>

namespace orkestr::test {

class MemoryStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void any_thread_may_call();
};

void MemoryStoreTest::any_thread_may_call() {
    MemoryStore store;
    constexpr std::uint64_t rounds = 300;
    std::atomic<bool> broken = false;
    std::thread poster([&] {
        for (std::uint64_t i = 0; i < rounds; ++i) {
            if (!store.post({0, "start", run_id(i), Json(), Instant{1}})) broken = true;
        }
    });
    std::thread reader([&] {
        for (std::uint64_t i = 0; i < rounds; ++i) {
            const auto runs = store.runs({});
            if (!runs) broken = true;
            for (const RunRow& run : *runs) {
                const auto events = store.events(run.run, 0, 10'000);
                // Row and history change together.
                if (!events || events->size() < run.events || events->size() % 2 != 0) broken = true;
            }
        }
    });
    for (std::uint64_t i = 0; i < rounds; ++i) {
        if (!append_one(store, batch_of(run_id(i % 3), i / 3 * 2, 2))) broken = true;
    }
    poster.join();
    reader.join();
    QVERIFY(!broken);
    QCOMPARE(store.pending(10'000)->size(), rounds);
    QCOMPARE(store.events(run_id(0), 0, 10'000)->size(), rounds / 3 * 2);
}

ORKESTR_TEST(MemoryStoreTest)

} // namespace orkestr::test

#include "memory_store_test.moc"
