#include "core/base/json_value.h"
#include "tests/support/test.h"

#include <QTest>
#include <limits>

using orkestr::BigInteger;
using orkestr::JsonArray;
using orkestr::JsonObject;
using orkestr::JsonValue;

class JsonValueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_built_is_canonical_data();
    void what_is_built_is_canonical();
    void a_built_value_equals_the_parsed_one();
    void kinds();
    void numbers_as_double();
    void members();
    void setting_keeps_the_order();
    void removing();
    void pushing();
};

void JsonValueTest::what_is_built_is_canonical_data() {
    QTest::addColumn<std::string>("built");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, const JsonValue& value, const char* expected) {
        QTest::newRow(name) << value.json().text() << std::string(expected);
    };
    row("nothing", JsonValue(), "null");
    row("null", nullptr, "null");
    row("boolean", true, "true");
    row("int", 7, "7");
    row("largest unsigned", std::numeric_limits<std::uint64_t>::max(), "18446744073709551615");
    row("unsigned within int64", std::uint64_t{5}, "5");
    row("unsigned 32", std::uint32_t{4294967295}, "4294967295");
    row("double", 0.1, "0.1");
    row("whole double", 3.0, "3");
    row("minus zero", -0.0, "0");
    row("double of 2^53", 9007199254740992.0, "9007199254740992");
    row("NaN", std::numeric_limits<double>::quiet_NaN(), "null");
    row("infinity", std::numeric_limits<double>::infinity(), "1.7976931348623157e+308");
    row("minus infinity", -std::numeric_limits<double>::infinity(), "-1.7976931348623157e+308");
    row("denormal", std::numeric_limits<double>::denorm_min(), "5e-324");
    row("big integer", BigInteger{"100000000000000000000"}, "100000000000000000000");
    row("text", "a\"b", R"("a\"b")");
    row("invalid UTF-8", std::string("\xFF"), "\"\xEF\xBF\xBD\"");
    row("array", JsonArray{1, "two", JsonValue(), JsonArray{}}, R"([1,"two",null,[]])");
    row("object sorted", JsonObject{{"b", 1}, {"a", JsonObject{}}}, R"({"a":{},"b":1})");
    row("last of equal names", JsonObject{{"a", 1}, {"b", 0}, {"a", 2}, {"a", 3}}, R"({"a":3,"b":0})");
    row("object()", JsonValue::object({{"z", 1}, {"y", true}}), R"({"y":true,"z":1})");
}

void JsonValueTest::what_is_built_is_canonical() {
    QFETCH(std::string, built);
    QFETCH(std::string, expected);
    QCOMPARE(built, expected);
    QCOMPARE(orkestr::Json::parse(built)->text(), expected);
}

void JsonValueTest::a_built_value_equals_the_parsed_one() {
    const auto parsed = JsonValue::parse(R"({"n":2.0,"t":"x","a":[1,2.5,null,false],"big":18446744073709551615})");
    QVERIFY(parsed);
    const auto built = JsonValue::object({{"t", "x"}, {"n", 2.0}, {"a", JsonArray{1, 2.5, nullptr, false}},
                                          {"big", std::numeric_limits<std::uint64_t>::max()}});
    QVERIFY(*parsed == built);
    QVERIFY(!(*parsed == JsonValue()));
}

void JsonValueTest::kinds() {
    struct Row {
        JsonValue value;
        const char* name;
    };
    const Row rows[] = {{JsonValue(), "null"},
                        {true, "boolean"},
                        {1, "number"},
                        {1.5, "number"},
                        {BigInteger{"99999999999999999999"}, "number"},
                        {"x", "string"},
                        {JsonArray{}, "array"},
                        {JsonObject{}, "object"}};
    for (const auto& row : rows) {
        QCOMPARE(row.value.type_name(), row.name);
        QCOMPARE(row.value.is_number(), std::string_view(row.name) == "number");
        QCOMPARE(row.value.as_double().has_value(), row.value.is_number());
        QCOMPARE(row.value.as_string() != nullptr, row.value.is_string());
        QCOMPARE(row.value.as_array() != nullptr, row.value.is_array());
        QCOMPARE(row.value.as_object() != nullptr, row.value.is_object());
        QCOMPARE(row.value.as_bool() != nullptr, row.value.is_bool());
        QCOMPARE(row.value.as_integer() != nullptr, row.value.is_integer());
    }
}

void JsonValueTest::numbers_as_double() {
    QCOMPARE(*JsonValue(3).as_double(), 3.0);
    QCOMPARE(*JsonValue(2.5).as_double(), 2.5);
    QCOMPARE(*JsonValue(BigInteger{"18446744073709551616"}).as_double(), 18446744073709551616.0);
    QVERIFY(JsonValue(2.0).is_integer());
    QVERIFY(JsonValue::parse("1e2")->is_integer());
    QVERIFY(!JsonValue::parse("1e300")->is_integer());
}

void JsonValueTest::members() {
    const auto value = *JsonValue::parse(R"({"text":"x","number":4,"flag":true,"null":null,"inner":{"a":1}})");
    QCOMPARE(value.string_at("text"), std::string("x"));
    QCOMPARE(value.string_at("number", "fallback"), std::string("fallback"));
    QCOMPARE(value.string_at("missing"), std::string());
    QCOMPARE(value.integer_at("number"), std::int64_t{4});
    QCOMPARE(value.integer_at("text", -1), std::int64_t{-1});
    QCOMPARE(value.bool_at("flag"), true);
    QCOMPARE(value.bool_at("missing", true), true);
    QVERIFY(value.find("null") && value.find("null")->is_null());
    QVERIFY(!value.find("nul"));
    QVERIFY(!value.find(""));
    QCOMPARE(value.find("inner")->integer_at("a"), std::int64_t{1});
    QVERIFY(!JsonValue(1).find("a"));
    QVERIFY(!JsonValue(JsonArray{1}).find("0"));
}

void JsonValueTest::setting_keeps_the_order() {
    JsonValue value;
    for (const char* name : {"m", "a", "z", "m"}) value.set(name, std::string(name) + "!");
    QCOMPARE(value.json().text(), std::string(R"({"a":"a!","m":"m!","z":"z!"})"));
    value.set("m", 1);
    QCOMPARE(value.json().text(), std::string(R"({"a":"a!","m":1,"z":"z!"})"));
}

void JsonValueTest::removing() {
    auto value = *JsonValue::parse(R"({"a":1,"b":2})");
    value.remove("a");
    value.remove("c");
    QCOMPARE(value.json().text(), std::string(R"({"b":2})"));
    JsonValue number(1);
    number.remove("a");
    QVERIFY(number == JsonValue(1));
}

void JsonValueTest::pushing() {
    JsonValue value;
    value.push_back(1);
    value.push_back(JsonValue());
    QCOMPARE(value.json().text(), std::string("[1,null]"));
}

ORKESTR_TEST(JsonValueTest)
#include "json_value_test.moc"
