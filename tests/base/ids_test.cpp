#include "core/base/ids.h"
#include "tests/support/test.h"

#include <QTest>
#include <unordered_set>

using orkestr::Instant;
using orkestr::is_run_id;
using orkestr::make_ulid;
using orkestr::make_uuid;
using orkestr::RunId;

class IdsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ulids_data();
    void ulids();
    void ulids_sort_by_time();
    void run_ids_data();
    void run_ids();
    void uuids();
    void hashing();
};

void IdsTest::ulids_data() {
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<std::string>("entropy");
    QTest::addColumn<std::string>("id");
    const auto row = [](const char* name, qint64 ms, std::string entropy, std::string id) {
        QTest::newRow(name) << ms << entropy << id;
    };
    const std::string zeros(10, '\0');
    const std::string ones(10, '\xff');
    row("zero", 0, zeros, "00000000000000000000000000");
    // The time of the specification's own example, 01ARYZ6S41...
    row("the specification's example", 1469918176385, zeros, "01ARYZ6S410000000000000000");
    row("largest", 281474976710655, ones, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    row("first bit of the entropy", 0, "\x80" + std::string(9, '\0'), "0000000000G000000000000000");
    row("last bit of the entropy", 0, std::string(9, '\0') + "\x01", "00000000000000000000000001");
    row("five bits across bytes", 0, std::string("\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf", 10), "000000000001234567" "89ABCDEF");
    row("more entropy than needed", 0, zeros + "more", "00000000000000000000000000");
}

void IdsTest::ulids() {
    QFETCH(qint64, ms);
    QFETCH(std::string, entropy);
    QFETCH(std::string, id);
    QCOMPARE(make_ulid(Instant{ms}, entropy), id);
    QVERIFY(is_run_id(id));
}

void IdsTest::ulids_sort_by_time() {
    const std::string low(10, '\0');
    const std::string high(10, '\xff');
    std::string previous;
    for (const std::int64_t ms : {0LL, 1LL, 31LL, 32LL, 1023LL, 1024LL, 1469918176385LL, 1795222923456LL, 281474976710655LL}) {
        const std::string id = make_ulid(Instant{ms}, low);
        QVERIFY(previous < id);
        previous = make_ulid(Instant{ms}, high);
        QVERIFY(id < previous);
    }
}

void IdsTest::run_ids_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* text, bool valid) { QTest::newRow(text) << std::string(text) << valid; };
    row("01ARYZ6S41TSV4RRFFQ69G5FAV", true);
    row("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true);
    row("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false);
    row("01aryz6s41tsv4rrffq69g5fav", false);
    row("01ARYZ6S41TSV4RRFFQ69G5FA", false);
    row("01ARYZ6S41TSV4RRFFQ69G5FAVV", false);
    row("01ARYZ6S41TSV4RRFFQ69G5FAI", false);
    row("01ARYZ6S41TSV4RRFFQ69G5FAL", false);
    row("01ARYZ6S41TSV4RRFFQ69G5FAO", false);
    row("01ARYZ6S41TSV4RRFFQ69G5FAU", false);
    row("01ARYZ6S41TSV4RRFFQ69G5F/V", false);
    row("../../../../../../etc/pass", false);
    row("", false);
}

void IdsTest::run_ids() {
    QFETCH(std::string, text);
    QFETCH(bool, valid);
    QCOMPARE(is_run_id(text), valid);
}

void IdsTest::uuids() {
    QCOMPARE(make_uuid(std::string(16, '\0')), std::string("00000000-0000-8000-8000-000000000000"));
    QCOMPARE(make_uuid(std::string(16, '\xff')), std::string("ffffffff-ffff-8fff-bfff-ffffffffffff"));
    QCOMPARE(make_uuid(std::string("0123456789abcdef more")), std::string("30313233-3435-8637-b839-616263646566"));
}

void IdsTest::hashing() {
    std::unordered_set<RunId> ids{RunId{"a"}, RunId{"b"}, RunId{"a"}};
    QCOMPARE(ids.size(), std::size_t{2});
    QVERIFY(RunId{}.empty());
    QVERIFY(RunId{"a"} < RunId{"b"});
}

ORKESTR_TEST(IdsTest)
#include "ids_test.moc"
