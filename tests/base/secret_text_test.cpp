#include "core/base/secret_text.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::JsonValue;

namespace {

std::optional<JsonValue> vault(const std::string& name) {
    if (name == "token") return JsonValue("s3cr3t token/+");
    if (name == "db") return *JsonValue::parse(R"({"user":"ann","pass":{"word":"hunter2"},"port":5432})");
    if (name == "odd/name %") return JsonValue("odd value");
    if (name == "short") return JsonValue("abc");
    return std::nullopt;
}

std::string placeholder(const std::vector<std::string>& path) { return orkestr::secret_placeholder("n0nce", path); }

} // namespace

class SecretTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placeholders_follow_the_shape();
    void revealed_data();
    void revealed();
    void an_unknown_secret_is_named();
    void revealed_inside_json();
    void masked_data();
    void masked();
    void masked_inside_json();
};

void SecretTextTest::placeholders_follow_the_shape() {
    const auto value = orkestr::secret_placeholders("n0nce", {{"db", *vault("db")}, {"token", *vault("token")}});
    QCOMPARE(value.string_at("token"), placeholder({"token"}));
    QCOMPARE(value.find("db")->string_at("user"), placeholder({"db", "user"}));
    QCOMPARE(value.find("db")->find("pass")->string_at("word"), placeholder({"db", "pass", "word"}));
    QVERIFY(value.json().text().find("hunter2") == std::string::npos);
    QCOMPARE(placeholder({"odd/name %"}), std::string("orkestr-secret(n0nce/odd%2Fname%20%25)"));
}

void SecretTextTest::revealed_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    QTest::addColumn<int>("used");
    const auto row = [](const char* name, std::string text, std::string expected, int used) {
        QTest::newRow(name) << text << expected << used;
    };
    row("nothing to reveal", "plain (text)", "plain (text)", 0);
    row("alone", placeholder({"token"}), "s3cr3t token/+", 1);
    row("inside a text", "Bearer " + placeholder({"token"}) + "!", "Bearer s3cr3t token/+!", 1);
    row("two", placeholder({"db", "user"}) + ":" + placeholder({"db", "pass", "word"}), "ann:hunter2", 2);
    row("a number", placeholder({"db", "port"}), "5432", 1);
    row("an encoded name", placeholder({"odd/name %"}), "odd value", 1);
    row("another run's nonce", orkestr::secret_placeholder("other", {"token"}), orkestr::secret_placeholder("other", {"token"}), 0);
    row("not closed", "orkestr-secret(n0nce/token", "orkestr-secret(n0nce/token", 0);
    row("NUL bytes", std::string("a\0b", 3), std::string("a\0b", 3), 0);
}

void SecretTextTest::revealed() {
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    QFETCH(int, used);
    std::vector<std::string> values;
    const auto result = orkestr::reveal_secrets(text, "n0nce", vault, values);
    QVERIFY(result);
    QCOMPARE(*result, expected);
    QCOMPARE(static_cast<int>(values.size()), used);
}

void SecretTextTest::an_unknown_secret_is_named() {
    for (const std::vector<std::string>& path : {std::vector<std::string>{"missing"}, {"db", "missing"}, {"token", "deeper"}}) {
        std::vector<std::string> used;
        const auto result = orkestr::reveal_secrets(placeholder(path), "n0nce", vault, used);
        QVERIFY(!result);
        QCOMPARE(result.error().code, orkestr::ErrorCode::not_found);
        QVERIFY(result.error().message.find(path[0]) != std::string::npos);
        QVERIFY(used.empty());
    }
}

void SecretTextTest::revealed_inside_json() {
    const auto value = JsonValue::object({{"a", orkestr::JsonArray{1, placeholder({"token"})}}, {placeholder({"db", "user"}), true}});
    std::vector<std::string> used;
    const auto result = orkestr::reveal_secrets_in(value, "n0nce", vault, used);
    QVERIFY(result);
    QCOMPARE(result->json().text(), std::string(R"({"a":[1,"s3cr3t token/+"],"ann":true})"));
    QVERIFY(!orkestr::reveal_secrets_in(JsonValue(placeholder({"missing"})), "n0nce", vault, used));
}

void SecretTextTest::masked_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, std::string text, std::string expected) { QTest::newRow(name) << text << expected; };
    row("absent", "nothing here", "nothing here");
    row("plain", "got s3cr3t token/+ back", "got ******** back");
    row("twice", "hunter2hunter2", "****************");
    row("base64", "Authorization: czNjcjN0IHRva2VuLys=", "Authorization: ********");
    row("percent-encoded", "?t=s3cr3t%20token%2F%2B&x", "?t=********&x");
    row("one begins another", "hunter2long", "********");
    row("too short to tell apart", "abc", "abc");
}

void SecretTextTest::masked() {
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    QCOMPARE(orkestr::mask_secrets(text, {"s3cr3t token/+", "hunter2", "hunter2long", "abc"}), expected);
}

void SecretTextTest::masked_inside_json() {
    const auto value = *JsonValue::parse(R"({"hunter2":["a hunter2",2,null]})");
    QCOMPARE(orkestr::mask_secrets_in(value, {"hunter2"}).json().text(), std::string(R"({"********":["a ********",2,null]})"));
}

ORKESTR_TEST(SecretTextTest)
#include "secret_text_test.moc"
