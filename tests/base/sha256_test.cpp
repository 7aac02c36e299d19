#include "core/base/sha256.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::from_hex;
using orkestr::to_hex;

class Sha256Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digests_data();
    void digests();
    void parts_are_one_text();
    void hmac_data();
    void hmac();
    void hex_data();
    void hex();
    void hex_of_every_byte();
    void base64_data();
    void base64();
    void random_bytes_differ();
};

// FIPS 180-4's examples, from NIST's example values for SHA-256.
void Sha256Test::digests_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("digest");
    const auto row = [](const char* name, std::string text, std::string digest) { QTest::newRow(name) << text << digest; };
    row("empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    row("abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    row("two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    row("a million", std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void Sha256Test::digests() {
    QFETCH(std::string, text);
    QFETCH(std::string, digest);
    QCOMPARE(to_hex(orkestr::sha256(text)), digest);
}

void Sha256Test::parts_are_one_text() {
    QCOMPARE(orkestr::sha256({"a", "", "bc"}), orkestr::sha256("abc"));
    QCOMPARE(orkestr::sha256({}), orkestr::sha256(""));
    const auto digest = orkestr::sha256("abc");
    QCOMPARE(orkestr::bytes_of(digest).size(), std::size_t{32});
    QCOMPARE(to_hex(orkestr::bytes_of(digest)), to_hex(digest));
}

// RFC 4231, sections 4.2 to 4.8 (4.6 is about truncation).
void Sha256Test::hmac_data() {
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("message");
    QTest::addColumn<std::string>("digest");
    const auto row = [](const char* name, std::string key, std::string message, std::string digest) {
        QTest::newRow(name) << key << message << digest;
    };
    row("4.2", std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    row("4.3 a short key", "Jefe", "what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    row("4.4", std::string(20, '\xaa'), std::string(50, '\xdd'),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    row("4.5", *from_hex("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    row("4.7 a key longer than a block", std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    row("4.8 key and message longer than a block", std::string(131, '\xaa'),
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed "
        "before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
    row("empty key and message", "", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

void Sha256Test::hmac() {
    QFETCH(std::string, key);
    QFETCH(std::string, message);
    QFETCH(std::string, digest);
    QCOMPARE(to_hex(orkestr::hmac_sha256(key, message)), digest);
}

void Sha256Test::hex_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<std::string>("bytes");
    const auto row = [](const char* name, std::string text, bool valid, std::string bytes) {
        QTest::newRow(name) << text << valid << bytes;
    };
    row("empty", "", true, "");
    row("lower case", "00ff7a", true, std::string("\0\xff\x7a", 3));
    row("upper case", "FF7A", true, "\xff\x7a");
    row("odd", "abc", false, "");
    row("no digit", "0g", false, "");
    row("sign", "+1", false, "");
    row("space", " 1", false, "");
    row("prefix", "0x", false, "");
}

void Sha256Test::hex() {
    QFETCH(std::string, text);
    QFETCH(bool, valid);
    QFETCH(std::string, bytes);
    const auto decoded = from_hex(text);
    QCOMPARE(decoded.has_value(), valid);
    if (valid) QCOMPARE(*decoded, bytes);
}

void Sha256Test::hex_of_every_byte() {
    std::string every;
    for (int i = 0; i < 256; ++i) every += static_cast<char>(i);
    QCOMPARE(*from_hex(to_hex(every)), every);
}

// RFC 4648, section 10.
void Sha256Test::base64_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, std::string bytes, std::string text) { QTest::newRow(name) << bytes << text; };
    row("empty", "", "");
    row("f", "f", "Zg==");
    row("fo", "fo", "Zm8=");
    row("foo", "foo", "Zm9v");
    row("foobar", "foobar", "Zm9vYmFy");
    row("plus and slash", "\xfb\xff\xfe", "+//+");
    row("NUL bytes", std::string(2, '\0'), "AAA=");
    row("no line breaks", std::string(60, 'a'), "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh");
}

void Sha256Test::base64() {
    QFETCH(std::string, bytes);
    QFETCH(std::string, text);
    QCOMPARE(orkestr::to_base64(bytes), text);
}

void Sha256Test::random_bytes_differ() {
    QCOMPARE(orkestr::random_bytes(0), std::string());
    const auto a = orkestr::random_bytes(32);
    QCOMPARE(a.size(), std::size_t{32});
    QVERIFY(a != orkestr::random_bytes(32));
}

ORKESTR_TEST(Sha256Test)
#include "sha256_test.moc"
