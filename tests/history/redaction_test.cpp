// What a path selects, what stands in its place, and what a log must not give away.
#include "core/history/redaction.h"

#include "core/base/ed25519.h"
#include "core/base/sha256_stream.h"
#include "core/history/audit_log_verifier.h"
#include "core/history/chain.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

EventRow row_of_texts(const char* data, const char* value) {
    EventRow row{1, "x", Instant{1}, Json::trusted(data), {}, {}};
    if (value) row.value = Json::trusted(value);
    return row;
}

} // namespace

class RedactionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paths_data();
    void paths();
    void wrong_paths_data();
    void wrong_paths();
    void data_keeps_what_is_needed();
    void many_descents_end();
    void keys_are_not_in_a_log_with_views();
    void a_signature_by_the_book();
    void a_pinned_head_and_key();
    void one_run_of_a_log();
    void nonsense_is_found();
    void hashes_by_pieces();
};

void RedactionTest::paths_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("pointers");
    const auto row = [](const char* path, const char* value, const char* left, const char* pointers) { QTest::newRow(path) << path << value << left << pointers; };
    const char* const mark = R"({"$redacted":true})";
    row("$.a.b", R"({"a":{"b":1,"c":2}})", R"({"a":{"b":{"$redacted":true},"c":2}})", "/value/a/b");
    row("$['a b'][\"c\"]", R"({"a b":{"c":1}})", R"({"a b":{"c":{"$redacted":true}}})", "/value/a b/c");
    row("$['it\\'s']", R"({"it's":1})", R"({"it's":{"$redacted":true}})", "/value/it's");
    row("$['\\u00e9/~']", R"({"é/~":1})", R"({"é/~":{"$redacted":true}})", "/value/é~1~0");
    row("$.é-1_x", R"({"é-1_x":1})", R"({"é-1_x":{"$redacted":true}})", "/value/é-1_x");
    row("$[1]", "[1,2,3]", R"([1,{"$redacted":true},3])", "/value/1");
    row("$.a[0].b", R"({"a":[{"b":1},{"b":2}]})", R"({"a":[{"b":{"$redacted":true}},{"b":2}]})", "/value/a/0/b");
    row("$.a[*].b", R"({"a":[{"b":1},{"b":2}]})", R"({"a":[{"b":{"$redacted":true}},{"b":{"$redacted":true}}]})", "/value/a/0/b /value/a/1/b");
    row("$.*", R"({"a":1,"b":[2]})", R"({"a":{"$redacted":true},"b":{"$redacted":true}})", "/value/a /value/b");
    row("$..c", R"({"a":{"c":1},"c":[{"c":2}]})", R"({"a":{"c":{"$redacted":true}},"c":{"$redacted":true}})", "/value/a/c /value/c");
    row("$..[1]", "[[1,2],3]", R"([[1,{"$redacted":true}],{"$redacted":true}])", "/value/0/1 /value/1");
    row("$..a..b", R"({"a":{"x":{"b":1}},"b":2})", R"({"a":{"x":{"b":{"$redacted":true}}},"b":2})", "/value/a/x/b");
    row("$", R"({"a":1})", mark, "/value");
    row("$", "\"text\"", mark, "/value");
    QTest::newRow("an array as a whole") << "$" << "[1,[2]]" << R"([{"$redacted":true},{"$redacted":true}])" << "/value/0 /value/1";
    row("$.none", R"({"a":1})", R"({"a":1})", "");
    row("$.a.b.c", R"({"a":1})", R"({"a":1})", "");
    row("$[7]", "[1]", "[1]", "");
    row("$.a", R"({"a":{"$redacted":true}})", R"({"a":{"$redacted":true}})", "");
}

void RedactionTest::paths() {
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QString, left);
    QFETCH(QString, pointers);
    const auto redaction = Redaction::create({path.toStdString()});
    QVERIFY(redaction.ok());
    EventRow row = row_of_texts("{}", value.toUtf8().constData());
    std::string found;
    for (const auto& one : redaction->apply(row)) found += (found.empty() ? "" : " ") + one;
    QCOMPARE(QString::fromStdString(row.value->text()), left);
    QCOMPARE(QString::fromStdString(found), pointers);
}

void RedactionTest::wrong_paths_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<uint>("column");
    const std::pair<const char*, uint> all[] = {{"", 1},     {"a", 1},      {"$a", 2},     {"$.", 3},     {"$.é.", 5},   {"$[", 3},      {"$[x]", 3},
                                                {"$[-1]", 3}, {"$[1", 4},   {"$['a'", 6},  {"$['a", 5},   {"$...a", 4},  {"$[0,1]", 4},  {"$[?(@.a)]", 3},
                                                {"$[0:2]", 4}, {"$.a b", 4}, {"$['\\x']", 3}, {"$ ", 2},  {"$.a[*", 6}};
    for (const auto& [path, column] : all) QTest::newRow(path) << path << column;
}

void RedactionTest::wrong_paths() {
    QFETCH(QString, path);
    QFETCH(uint, column);
    const auto redaction = Redaction::create({path.toStdString()});
    QVERIFY(!redaction.ok());
    QCOMPARE(redaction.error().code, ErrorCode::invalid_argument);
    QCOMPARE(redaction.error().span->column, column);
    QVERIFY(redaction.error().message.find("at character " + std::to_string(column)) != std::string::npos);
}

void RedactionTest::data_keeps_what_is_needed() {
    const auto redaction = Redaction::create({"$..*"});
    EventRow row = row_of_texts(R"({"error":{"detail":"41x1","status":500,"type":"t"},"format":1,"key":"/do/0","log":"41x1","nonce":"n","step":3,"value_of":1})", nullptr);
    QCOMPARE(redaction->apply(row), (std::vector<std::string>{"/data/error", "/data/log"}));
    const std::string left1 = R"({"error":{"$redacted":true},"format":1,"key":"/do/0","log":"[redacted]","nonce":"n","step":3,"value_of":1})";
    QCOMPARE(row.data.text(), left1);
    EventRow detail = row_of_texts(R"({"error":{"detail":"41x1","status":500,"type":"t"},"step":3})", nullptr);
    QCOMPARE(Redaction::create({"$.error.detail"})->apply(detail), (std::vector<std::string>{"/data/error/detail"}));
    const std::string left2 = R"({"error":{"detail":"[redacted]","status":500,"type":"t"},"step":3})";
    QCOMPARE(detail.data.text(), left2);
    EventRow whole = row_of_texts(R"({"by":"a","step":1})", nullptr);
    QCOMPARE(Redaction::create({"$"})->apply(whole), (std::vector<std::string>{"/data/by"}));
}

void RedactionTest::many_descents_end() {
    std::string deep = "1";
    for (int i = 0; i < 300; ++i) deep = "{\"a\":" + deep + "}";
    EventRow row = row_of_texts("{}", deep.c_str());
    std::string path = "$";
    for (int i = 0; i < 90; ++i) path += "..a";
    QCOMPARE(Redaction::create({path})->apply(row).size(), std::size_t{1});
}

void RedactionTest::keys_are_not_in_a_log_with_views() {
    const SampleLog sample = usual_log();
    const std::string text = written_log(sample);
    const SampleRun& run = sample.runs[1];
    const auto holds = [&](const Digest& digest) { return text.find(to_hex(digest)) != std::string::npos; };
    QVERIFY(!holds(run.key));
    // The salts that are there open what is shown, and nothing that is not.
    for (const EventRow& row : run.rows) {
        EventRow shown = row;
        const bool redacted = !Redaction::create(sample.redactions)->apply(shown).empty();
        QCOMPARE(holds(salt_of(run.key, row.seq)), !redacted);
        QCOMPARE(holds(commitment_of(salt_of(run.key, row.seq), row)), redacted);
    }
}

void RedactionTest::a_signature_by_the_book() {
    // RFC 8032, section 7.1, test 2.
    const auto bytes = [](const char* hex, auto& out) {
        const auto raw = from_hex(hex);
        std::copy(raw->begin(), raw->end(), out.begin());
    };
    Ed25519Seed seed{};
    Ed25519PublicKey key{};
    Ed25519Signature signature{};
    bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", seed);
    bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", key);
    bytes("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00", signature);
    QVERIFY(ed25519_public_key(seed) == key);
    QVERIFY(ed25519_sign(seed, "\x72") == signature);
    QVERIFY(ed25519_verify(key, "\x72", signature));
    QVERIFY(!ed25519_verify(key, "\x73", signature));
    signature[3] ^= 1;
    QVERIFY(!ed25519_verify(key, "\x72", signature));
}

void RedactionTest::a_pinned_head_and_key() {
    const SampleLog one{{sample_run(1, 2)}, {}};
    const MemoryBytes log(written_log(one));
    const auto verdict = verify_audit_log(log, {});
    QVERIFY(verdict.ok() && !verdict->finding && verdict->key);
    const auto found = [&](const AuditQuestion& question) {
        const auto answer = verify_audit_log(log, question);
        return answer->finding ? std::string(to_string(answer->finding->kind)) + " " + std::to_string(answer->finding->record) : "";
    };
    QVERIFY(verdict->head == one.runs[0].rows.back().hash);
    QCOMPARE(found({.head = one.runs[0].rows.back().hash}), std::string());
    QCOMPARE(found({.head = verdict->sha256}), std::string());
    QCOMPARE(found({.head = verdict->whole_sha256}), std::string());
    QCOMPARE(found({.head = Digest{}}), std::string("head 10"));
    QCOMPARE(found({.run = one.runs[0].run, .head = Digest{}}), std::string("head 10"));
    QCOMPARE(found({.run = one.runs[0].run, .head = one.runs[0].rows.back().hash}), std::string());
    QCOMPARE(found({.key = verdict->key}), std::string());
    QCOMPARE(found({.key = Ed25519PublicKey{}}), std::string("signature 12"));
    const MemoryBytes many(written_log(usual_log()));
    QCOMPARE(std::string(to_string(verify_audit_log(many, {.head = Digest{}})->finding->kind)), std::string("head"));
    QCOMPARE(verify_audit_log(many, {.head = Digest{}})->finding->record, std::uint64_t{29});
}

void RedactionTest::one_run_of_a_log() {
    const SampleLog sample = usual_log();
    auto lines = lines_of(written_log(sample));
    const std::size_t second = 4 + 5;
    const auto found = [&](const std::vector<std::string>& changed, std::size_t run) {
        const auto verdict = verify_audit_log(MemoryBytes(text_of_lines(changed)), {.run = sample.runs[run].run});
        if (!verdict) return std::string(to_string(verdict.error().code));
        return verdict->finding ? std::string(to_string(verdict->finding->kind)) + " " + std::to_string(verdict->finding->record) : "";
    };
    for (std::size_t run = 0; run < 3; ++run) QCOMPARE(found(lines, run), std::string());
    auto edited = lines;
    edited[second + 2][200] ^= 1;
    QCOMPARE(found(edited, 1), std::string("edited 12"));
    QCOMPARE(found(edited, 0), std::string());
    auto without = lines;
    without.erase(without.begin() + second + 2);
    QCOMPARE(found(without, 1), std::string("deleted 12"));
    QCOMPARE(found(without, 2), std::string());
    auto last = lines;
    last.erase(last.begin() + second + 6);
    QCOMPARE(found(last, 1), std::string("deleted 16"));
    auto twice = lines;
    twice.insert(twice.begin() + second + 3, lines[second + 2]);
    QCOMPARE(found(twice, 1), std::string("inserted 13"));
    auto swapped = lines;
    std::swap(swapped[second + 2], swapped[second + 4]);
    QCOMPARE(found(swapped, 1), std::string("reordered 12"));
    auto cut = lines;
    cut.pop_back();
    QCOMPARE(found(cut, 1), std::string("truncated 29"));
    auto gone = lines;
    gone.erase(gone.begin() + second, gone.begin() + second + 7);
    QCOMPARE(found(gone, 1), std::string("deleted 22"));
    const auto other = verify_audit_log(MemoryBytes(text_of_lines(lines)), {.run = RunId{"01KDTMWQG0000000000000000G"}});
    QCOMPARE(other.error().code, ErrorCode::not_found);
}

void RedactionTest::nonsense_is_found() {
    SampleRun run = sample_run(1, 2);
    run.rows[4].type = "run.entered"; // a run begins once
    Digest head = chain_start(run.run);
    seal(run.rows, run.key, head);
    const auto verdict = verify_audit_log(MemoryBytes(written_log({{run}, {}})), {});
    QVERIFY(verdict.ok() && verdict->finding);
    QCOMPARE(std::string(to_string(verdict->finding->kind)), std::string("edited"));
    QCOMPARE(verdict->finding->record, std::uint64_t{8});
    QVERIFY(verdict->finding->message.find("chain holds") != std::string::npos);
}

void RedactionTest::hashes_by_pieces() {
    Sha256Stream sum;
    QVERIFY(sum.digest() == sha256(""));
    for (const char* piece : {"a", "", "bc"}) sum.add(piece);
    QVERIFY(sum.digest() == sha256("abc"));
    sum.add("d");
    QVERIFY(sum.digest() == sha256("abcd"));
}

ORKESTR_TEST(RedactionTest)

} // namespace orkestr::test

#include "redaction_test.moc"
