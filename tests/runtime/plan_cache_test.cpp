// Plans from what the store keeps.
#include "core/runtime/plan_cache.h"

#include "core/adapters/memory/memory_store.h"
#include "tests/engine/plan_of.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class PlanCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compiles_what_the_store_holds();
    void what_is_not_there();
    void what_can_not_be_read();
    void what_is_another_definition();
    void the_longest_unused_goes();
};

namespace {

const char* const text = "do: [one: {set: {a: 1}}]";

DefinitionRow row_of(const std::string& hash, const std::string& content) { return {"test", "case", "1.0.0", hash, content, "test.yaml", {}, true}; }

} // namespace

void PlanCacheTest::compiles_what_the_store_holds() {
    const auto plan = plan_of(text);
    MemoryStore store;
    QVERIFY(store.put_definition(row_of(plan->definition_hash, definition_text(text))).ok());
    PlanCache cache;
    const auto first = cache.get(plan->definition_hash, store);
    QVERIFY(first.ok());
    QCOMPARE((*first)->definition_hash, plan->definition_hash);
    // And keeps it: an empty store is not asked again.
    const auto second = cache.get(plan->definition_hash, MemoryStore());
    QVERIFY(second.ok() && *second == *first);
}

void PlanCacheTest::what_is_not_there() {
    PlanCache cache;
    const auto none = cache.get("0123456789abcdef", MemoryStore());
    QVERIFY(!none.ok() && none.error().code == ErrorCode::not_found);
}

void PlanCacheTest::what_can_not_be_read() {
    MemoryStore store;
    QVERIFY(store.put_definition(row_of("0123456789abcdef", "do: [")).ok());
    PlanCache cache;
    const auto bad = cache.get("0123456789abcdef", store);
    QVERIFY(!bad.ok() && bad.error().code == ErrorCode::corrupt);
}

void PlanCacheTest::what_is_another_definition() {
    MemoryStore store;
    QVERIFY(store.put_definition(row_of("0123456789abcdef", definition_text(text))).ok());
    PlanCache cache;
    const auto other = cache.get("0123456789abcdef", store);
    QVERIFY(!other.ok() && other.error().code == ErrorCode::corrupt);
}

void PlanCacheTest::the_longest_unused_goes() {
    PlanCache cache;
    const auto kept = plan_of(text);
    cache.put(kept);
    std::string first;
    for (int i = 0; i < 300; ++i) {
        const auto plan = plan_of("do: [one: {set: {a: " + std::to_string(1000 + i) + "}}]");
        if (i == 0) first = plan->definition_hash;
        cache.put(plan);
        QVERIFY(cache.get(kept->definition_hash, MemoryStore()).ok());
    }
    QVERIFY(!cache.get(first, MemoryStore()).ok());
}

ORKESTR_TEST(PlanCacheTest)

} // namespace orkestr::test

#include "plan_cache_test.moc"
