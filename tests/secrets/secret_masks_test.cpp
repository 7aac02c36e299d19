// The forms in which a secret is recognised, and placeholders as people may see them.
#include "core/base/secret_text.h"
#include "tests/support/test.h"

#include <QObject>
#include <QTest>

using orkestr::Error;
using orkestr::ErrorCode;
using orkestr::JsonArray;
using orkestr::JsonValue;

class SecretMasksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_form_is_masked_data();
    void every_form_is_masked();
    void numbers_equal_to_a_secret_are_masked();
    void placeholders_are_hidden();
    void a_source_that_fails_is_no_missing_secret();
    void a_missing_member_is_named();
    void many_occurrences_are_masked_in_one_pass();
};

void SecretMasksTest::every_form_is_masked_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("as it is") << QByteArray("a b\"c/é\n");
    QTest::newRow("base64") << QByteArray("a b\"c/é\n").toBase64();
    QTest::newRow("percent-encoded") << QByteArray("a b\"c/é\n").toPercentEncoding();
    QTest::newRow("percent-encoded in small letters") << QByteArray("a%20b%22c%2f%c3%a9%0a");
    QTest::newRow("a form") << QByteArray("a+b%22c%2F%C3%A9%0A");
    QTest::newRow("inside JSON") << QByteArray("a b\\\"c/é\\n");
}

void SecretMasksTest::every_form_is_masked() {
    QFETCH(QByteArray, text);
    QCOMPARE(orkestr::mask_secrets(("<" + text + ">").toStdString(), {"other", "a b\"c/é\n"}), std::string("<********>"));
}

void SecretMasksTest::numbers_equal_to_a_secret_are_masked() {
    const JsonValue value(JsonArray{4711, 47110, 47.25, "4711", JsonValue::object({{"4711", true}})});
    QCOMPARE(orkestr::mask_secrets_in(value, {"4711", "47.25"}).json().text(),
             std::string(R"(["********",47110,"********","********",{"********":true}])"));
    QCOMPARE(orkestr::mask_secrets_in(value, {"471"}).json().text(), value.json().text());
}

void SecretMasksTest::placeholders_are_hidden() {
    const std::string placeholder = orkestr::secret_placeholder("n1", {"db", "pass)word"});
    QVERIFY(orkestr::has_secrets("x" + placeholder, "n1"));
    QVERIFY(!orkestr::has_secrets("x" + placeholder, "n2"));
    QVERIFY(!orkestr::has_secrets("x" + placeholder, ""));
    QCOMPARE(orkestr::hide_placeholders("a " + placeholder + placeholder + " b", "n1"), std::string("a **************** b"));
    QCOMPARE(orkestr::hide_placeholders("a " + placeholder, "n2"), "a " + placeholder);
    QCOMPARE(orkestr::hide_placeholders_in(JsonValue::object({{placeholder, JsonArray{placeholder, 1}}}), "n1").json().text(),
             std::string(R"({"********":["********",1]})"));
}

void SecretMasksTest::a_source_that_fails_is_no_missing_secret() {
    const orkestr::SecretLookup broken = [](const std::string&) {
        return orkestr::Result<std::optional<JsonValue>>(Error{ErrorCode::io, "unreadable", {}});
    };
    std::vector<std::string> used;
    const auto revealed = orkestr::reveal_secrets(orkestr::secret_placeholder("n1", {"a"}), "n1", broken, used);
    QVERIFY(!revealed);
    QCOMPARE(revealed.error().code, ErrorCode::io);
    QCOMPARE(revealed.error().message, std::string("unreadable"));
}

void SecretMasksTest::a_missing_member_is_named() {
    const orkestr::SecretLookup vault = [](const std::string&) {
        return orkestr::Result<std::optional<JsonValue>>(std::optional(JsonValue::object({{"user", "ann"}})));
    };
    std::vector<std::string> used;
    const auto revealed = orkestr::reveal_secrets(orkestr::secret_placeholder("n1", {"db", "password"}), "n1", vault, used);
    QVERIFY(!revealed);
    QCOMPARE(revealed.error().code, ErrorCode::not_found);
    QCOMPARE(revealed.error().message, std::string("the secret 'db' has no 'password'"));
}

void SecretMasksTest::many_occurrences_are_masked_in_one_pass() {
    std::string text;
    std::string masked;
    for (int i = 0; i < 300'000; ++i) {
        text += "secret-value-42 ";
        masked += "******** ";
    }
    QVERIFY(orkestr::mask_secrets(text, {"secret-value-42"}) == masked);
}

ORKESTR_TEST(SecretMasksTest)
#include "secret_masks_test.moc"
