// The chain's formula by another program's numbers, and every byte of a row under the hash.
#include "core/history/chain.h"

#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

const RunId run{"01KDTMWQG0000000000000000G"};

std::vector<EventRow> sealed_rows(const Digest& key) {
    std::vector<EventRow> rows = {{1, "run.started", Instant{1000}, Json::trusted(R"({"a":1})"), Json::trusted("null"), {}},
                                  {2, "run.entered", Instant{1000}, Json::trusted("{}"), Json::trusted(R"("x")"), {}},
                                  {3, "run.cancelled", Instant{2000}, Json::trusted(R"({"reason":"r"})"), {}, {}}};
    Digest head = chain_start(run);
    seal(rows, key, head);
    return rows;
}

std::uint64_t first_break(const std::vector<EventRow>& rows, const Digest& key, const RunId& of = run) {
    Digest head = chain_start(of);
    const auto broken = verify_chain(rows, key, 0, head);
    return broken ? broken->seq : 0;
}

} // namespace

class ChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_formula();
    void a_chain_holds_in_pieces();
    void every_changed_byte_is_found();
    void another_key_or_run_is_found();
    void what_was_taken_out_is_committed_to();
};

void ChainTest::the_formula() {
    const Digest key = run_key("workspace", run, "nonce");
    const auto rows = sealed_rows(key);
    QCOMPARE(to_hex(key), std::string("053fbe9d998c5dab3ba0159e69a3e4ea8931997f6b88f778ac13ffc16e53994b"));
    QCOMPARE(to_hex(salt_of(key, 1)), std::string("dddadc60af1670883e826fc7f566dd2139b69433a574140a705777c86b1d7a61"));
    QCOMPARE(to_hex(chain_start(run)), std::string("fba80888bc0d34b1511895df8b9d75a4ce637ce967618d44448447ca7d0251fc"));
    QCOMPARE(to_hex(rows[0].hash), std::string("53f86d03f9e9ab8bd55ebec5284b335996b79bce3318f3f148a0f06271504447"));
    QCOMPARE(to_hex(rows[2].hash), std::string("2d57864618ce252b174616c660864f99a47b41bb99fbf1328e0facf80d55f7a6"));
}

void ChainTest::a_chain_holds_in_pieces() {
    const Digest key = run_key("workspace", run, "nonce");
    const auto rows = sealed_rows(key);
    QCOMPARE(first_break(rows, key), std::uint64_t{0});
    Digest head = chain_start(run);
    QVERIFY(!verify_chain({rows[0]}, key, 0, head));
    QVERIFY(head == rows[0].hash);
    QVERIFY(!verify_chain({rows[1], rows[2]}, key, 1, head));
    QVERIFY(head == rows[2].hash);
}

void ChainTest::every_changed_byte_is_found() {
    const Digest key = run_key("workspace", run, "nonce");
    const auto rows = sealed_rows(key);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto found = [&](auto change) {
            auto changed = rows;
            change(changed[i]);
            return first_break(changed, key) == i + 1;
        };
        for (std::size_t at = 0; at < rows[i].data.text().size(); ++at)
            QVERIFY(found([&](EventRow& row) {
                std::string text = row.data.text();
                text[at] = static_cast<char>(text[at] ^ 1);
                row.data = Json::trusted(text);
            }));
        for (std::size_t at = 0; rows[i].value && at < rows[i].value->text().size(); ++at)
            QVERIFY(found([&](EventRow& row) {
                std::string text = row.value->text();
                text[at] = static_cast<char>(text[at] ^ 1);
                row.value = Json::trusted(text);
            }));
        for (std::size_t at = 0; at < rows[i].hash.size(); ++at) QVERIFY(found([&](EventRow& row) { row.hash[at] ^= 1; }));
        QVERIFY(found([](EventRow& row) { row.at.ms += 1; }));
        QVERIFY(found([](EventRow& row) { row.type += "x"; }));
        QVERIFY(found([](EventRow& row) { row.seq += 1; }));
    }
}

void ChainTest::another_key_or_run_is_found() {
    const auto rows = sealed_rows(run_key("workspace", run, "nonce"));
    QCOMPARE(first_break(rows, run_key("workspace", run, "other")), std::uint64_t{1});
    QCOMPARE(first_break(rows, run_key("other", run, "nonce")), std::uint64_t{1});
    // A fork has its origin's nonce, but none of its salts.
    QCOMPARE(first_break(rows, run_key("workspace", RunId{"01KDTMWQG0000000000000000H"}, "nonce")), std::uint64_t{1});
    QCOMPARE(first_break(rows, run_key("workspace", run, "nonce"), RunId{"01KDTMWQG0000000000000000H"}), std::uint64_t{1});
}

void ChainTest::what_was_taken_out_is_committed_to() {
    // Without the row's bytes the commitment alone leads from hash to hash.
    const Digest key = run_key("workspace", run, "nonce");
    const auto rows = sealed_rows(key);
    const Digest commitment = commitment_of(salt_of(key, 2), rows[1]);
    EventRow bare = rows[1];
    bare.data = Json();
    bare.value.reset();
    QVERIFY(chain_next(rows[0].hash, bare, commitment) == rows[1].hash);
    QVERIFY(chain_next(rows[0].hash, bare, commitment_of(salt_of(key, 2), bare)) != rows[1].hash);
}

ORKESTR_TEST(ChainTest)

} // namespace orkestr::test

#include "chain_test.moc"
