#include "core/base/json.h"
#include "core/base/json_value.h"
#include "core/base/random.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::ErrorCode;
using orkestr::Json;

namespace {

QByteArray nested(int levels, const QByteArray& inside) {
    return QByteArray(levels, '[') + inside + QByteArray(levels, ']');
}

std::string view(const QByteArray& bytes) { return bytes.toStdString(); }

/// A random JSON text: any kind, with white space and names that repeat.
void append_random(orkestr::Random& random, int depth, std::string& out) {
    static constexpr const char* scalars[] = {"null",   "true",  "false", "0",     "-0",       "12",          "1e3",    "0.1", "-2.50",
                                              "1e-320", "1e300", "1e999", "\"\"",  "\"a\\u00e9\"", "\"\\u0001\\/\"", "\"é\\n\"", "9007199254740993",
                                              "123456789012345678901234567890"};
    const auto kind = depth > 4 ? 2 : random.below(4);
    const auto count = random.below(5);
    out += random.percent(20) ? " \n" : "";
    if (kind >= 2) {
        out += scalars[random.below(std::size(scalars))];
        return;
    }
    out += kind == 0 ? '[' : '{';
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i > 0) out += random.percent(30) ? " , " : ",";
        if (kind == 1) out += std::string("\"") + static_cast<char>('a' + random.below(4)) + "\":";
        append_random(random, depth + 1, out);
    }
    out += kind == 0 ? ']' : '}';
}

} // namespace

class JsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonical_data();
    void canonical();
    void refused_data();
    void refused();
    void canonical_form_is_stable();
    void nesting_is_bounded();
    void large_documents_are_parsed_and_forgotten();
    void strings_data();
    void strings();
    void empty_json_is_null();
    void kinds();
    void equality_is_by_bytes();
};

void JsonTest::canonical_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& expected) {
        QTest::newRow(name) << text << expected;
    };
    row("null", "null", "null");
    row("white space outside strings", " \t\r\n[ 1 ,\n2 ]\n ", "[1,2]");
    row("white space inside strings", "\" a  b \"", "\" a  b \"");
    row("empty array", "[ ]", "[]");
    row("empty object", "{ }", "{}");
    row("members sorted", R"({"b":1,"a":2,"C":3})", R"({"C":3,"a":2,"b":1})");
    row("sorted by bytes, not by UTF-16", "{\"\xF0\x9F\x98\x80\":1,\"\xEF\xBF\xBD\":2}", "{\"\xEF\xBF\xBD\":2,\"\xF0\x9F\x98\x80\":1}");
    row("a prefix sorts first", R"({"ab":1,"a":2,"":3})", R"({"":3,"a":2,"ab":1})");
    row("last of equal names", R"({"a":1,"b":2,"a":3})", R"({"a":3,"b":2})");
    row("last of three equal names", R"({"a":1,"a":2,"a":[4]})", R"({"a":[4]})");
    row("equal once unescaped", R"({"\u0061":1,"a":2})", R"({"a":2})");
    row("nested members sorted", R"([{"z":{"y":1,"x":2}}])", R"([{"z":{"x":2,"y":1}}])");
    row("short escapes", R"("\b\f\n\r\t\"\\")", R"("\b\f\n\r\t\"\\")");
    row("slash needs no escape", R"("\/")", R"("/")");
    row("control characters", R"("\u0001\u001F\u0008")", R"("\u0001\u001f\b")");
    row("DEL stays", R"("\u007f")", "\"\x7f\"");
    row("NUL character", R"("a\u0000b")", R"("a\u0000b")");
    row("escaped letters become UTF-8", R"("\u00e9\u20ac")", "\"\xC3\xA9\xE2\x82\xAC\"");
    row("surrogate pair becomes UTF-8", R"("\ud83d\ude00")", "\"\xF0\x9F\x98\x80\"");
    row("UTF-8 stays", "\"\xC3\xA9\"", "\"\xC3\xA9\"");
    row("byte order mark", "\xEF\xBB\xBF{\"a\":1}", "{\"a\":1}");
    row("zero", "0", "0");
    row("minus zero", "-0", "0");
    row("minus zero with a fraction", "-0.0", "0");
    row("minus zero with an exponent", "-0e5", "0");
    row("whole double", "1.0", "1");
    row("exponent", "1e3", "1000");
    row("upper case exponent", "1E+3", "1000");
    row("fraction", "0.10", "0.1");
    row("negative exponent", "25e-1", "2.5");
    row("shortest decimal", "0.1000000000000000055511151231257827", "0.1");
    row("largest below 2^53", "9007199254740991.0", "9007199254740991");
    row("integer beyond 2^53 keeps its digits", "9007199254740993", "9007199254740993");
    row("int64 maximum", "9223372036854775807", "9223372036854775807");
    row("int64 minimum", "-9223372036854775808", "-9223372036854775808");
    row("beyond int64", "9223372036854775808", "9223372036854775808");
    row("forty digits", "-1234567890123456789012345678901234567890", "-1234567890123456789012345678901234567890");
    row("large double", "1e22", "1e+22");
    row("largest double", "1.7976931348623157e308", "1.7976931348623157e+308");
    row("smallest denormal", "5e-324", "5e-324");
    row("too large", "1e400", "1.7976931348623157e+308");
    row("too large, negative", "-1e400", "-1.7976931348623157e+308");
    row("too large by its digits", QByteArray(400, '9') + ".5", "1.7976931348623157e+308");
    row("too large, exponent beyond int64", "1e99999999999999999999", "1.7976931348623157e+308");
    row("too small", "1e-400", "0");
    row("too small, negative", "-1e-400", "0");
    row("too small by its digits", "0." + QByteArray(400, '0') + "1", "0");
    row("too small, exponent beyond int64", "1e-99999999999999999999", "0");
    row("small digits, large exponent", "0." + QByteArray(400, '0') + "1e401", "1");
    row("zero with a large exponent", "0e999", "0");
    row("zero with an exponent beyond int64", "0.0e99999999999999999999", "0");
}

void JsonTest::canonical() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto json = Json::parse(view(text));
    QVERIFY2(json, json.ok() ? "" : json.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(json->text()), expected);
}

void JsonTest::refused_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
    row("nothing", "");
    row("white space", " \n");
    row("only a byte order mark", "\xEF\xBB\xBF");
    row("a word", "nope");
    row("half a word", "nul");
    row("a word too long", "nullx");
    row("true too long", "trueish");
    row("upper case", "True");
    row("NaN", "NaN");
    row("Infinity", "-Infinity");
    row("single quotes", "'a'");
    row("two values", "1 2");
    row("two strings", "\"a\" \"b\"");
    row("two words", "true false");
    row("two objects", "{}{}");
    row("text after an array", "[1]x");
    row("bracket after an array", "[1]]");
    row("comma after the value", "1,");
    row("unclosed array", "[1");
    row("unclosed array after a comma", "[1,");
    row("unclosed object", "{\"a\":1");
    row("unclosed string", "\"abc");
    row("closed by the other bracket", "[1}");
    row("closing only", "]");
    row("trailing comma in an array", "[1,]");
    row("trailing comma in an object", "{\"a\":1,}");
    row("double comma", "[1,,2]");
    row("leading comma", "[,1]");
    row("no comma", "[1 2]");
    row("no comma in an object", "{\"a\":1 \"b\":2}");
    row("no colon", "{\"a\" 1}");
    row("no value", "{\"a\":}");
    row("no name", "{:1}");
    row("name without quotes", "{a:1}");
    row("number as a name", "{1:1}");
    row("comment", "[1] // one");
    row("plus sign", "+1");
    row("leading zero", "01");
    row("leading zero after minus", "-01");
    row("minus only", "-");
    row("point first", ".5");
    row("point last", "5.");
    row("empty exponent", "1e");
    row("sign without exponent", "1e+");
    row("hexadecimal", "0x10");
    row("two points", "1.2.3");
    row("letters after a number", "12a");
    row("bad number in an array", "[1,2x]");
    row("bad word in an object", "{\"a\":nil}");
    row("newline in a string", "\"a\nb\"");
    row("tab in a string", "\"a\tb\"");
    row("NUL byte in a string", QByteArray("\"a\0b\"", 5));
    row("NUL byte after the value", QByteArray("1\0", 2));
    row("unknown escape", "\"\\x41\"");
    row("short unicode escape", "\"\\u12\"");
    row("unicode escape without digits", "\"\\uZZZZ\"");
    row("lone surrogate", "\"\\ud800\"");
    row("bad byte", "\"\xFF\"");
    row("overlong UTF-8", "\"\xC0\xAF\"");
    row("surrogate in UTF-8", "\"\xED\xA0\x80\"");
    row("truncated UTF-8", "\"\xE2\x82\"");
}

void JsonTest::refused() {
    QFETCH(QByteArray, text);
    const auto json = Json::parse(view(text));
    QVERIFY2(!json, json.ok() ? json->text().c_str() : "");
    QCOMPARE(json.error().code, ErrorCode::invalid_json);
    QVERIFY(json.error().message.starts_with("not valid JSON: "));
    // One failure leaves nothing behind for the next document.
    QCOMPARE(Json::parse("[1]")->text(), std::string("[1]"));
}

void JsonTest::canonical_form_is_stable() {
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        orkestr::Random random(seed);
        std::string text;
        append_random(random, 0, text);
        const auto once = Json::parse(text);
        QVERIFY2(once, text.c_str());
        const auto twice = Json::parse(once->text());
        QVERIFY2(twice && *twice == *once, text.c_str());
        QCOMPARE(orkestr::JsonValue::of(*once).json().text(), once->text());
    }
}

void JsonTest::nesting_is_bounded() {
    QVERIFY(Json::parse(view(nested(Json::max_depth, ""))));
    QVERIFY(Json::parse(view(nested(Json::max_depth, "1"))));
    for (const int levels : {Json::max_depth + 1, Json::max_depth + 30, 100000}) {
        const auto json = Json::parse(view(nested(levels, "")));
        QVERIFY(!json);
        QCOMPARE(json.error().code, ErrorCode::limit);
    }
    std::string objects = "1";
    for (int i = 0; i < Json::max_depth; ++i) objects = "{\"a\":" + objects + "}";
    QVERIFY(Json::parse(objects));
    QCOMPARE(Json::parse("[" + objects + "]").error().code, ErrorCode::limit);
}

void JsonTest::large_documents_are_parsed_and_forgotten() {
    const std::string text = "[" + std::string(9 << 20, ' ') + "1]";
    QCOMPARE(Json::parse(text)->text(), std::string("[1]"));
    QVERIFY(!Json::parse(text + "]"));
    QCOMPARE(Json::parse("[2]")->text(), std::string("[2]"));
}

void JsonTest::strings_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& expected) {
        QTest::newRow(name) << text << expected;
    };
    const QByteArray repaired = "\xEF\xBF\xBD";
    row("empty", "", "\"\"");
    row("plain", "hello", "\"hello\"");
    row("quotes and backslash", "a\"b\\c", R"("a\"b\\c")");
    row("controls", QByteArray("\0\x01\x1f\n", 4), R"("\u0000\u0001\u001f\n")");
    row("UTF-8 of every length", "\x7f\xC2\x80\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
        "\"\x7f\xC2\x80\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"");
    row("a byte alone", "a\x80z", "\"a" + repaired + "z\"");
    row("FE and FF", "\xFE\xFF", "\"" + repaired + repaired + "\"");
    row("overlong slash", "\xC0\xAF", "\"" + repaired + repaired + "\"");
    row("overlong in three bytes", "\xE0\x80\xAF", "\"" + repaired + repaired + repaired + "\"");
    row("surrogate", "\xED\xA0\x80", "\"" + repaired + repaired + repaired + "\"");
    row("beyond U+10FFFF", "\xF4\x90\x80\x80", "\"" + repaired + repaired + repaired + repaired + "\"");
    row("cut at the end", "ok\xE2\x82", "\"ok" + repaired + repaired + "\"");
    row("cut in the middle", "\xE2\x82(", "\"" + repaired + repaired + "(\"");
}

void JsonTest::strings() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const Json json = Json::string(view(text));
    QCOMPARE(QByteArray::fromStdString(json.text()), expected);
    // What is written is JSON, and canonical.
    const auto again = Json::parse(json.text());
    QVERIFY(again);
    QCOMPARE(again->text(), json.text());
}

void JsonTest::empty_json_is_null() {
    QVERIFY(Json().is_null());
    QCOMPARE(Json().text(), std::string("null"));
    QVERIFY(Json().same_object(Json()));
}

void JsonTest::kinds() {
    QVERIFY(Json::parse("{}")->is_object());
    QVERIFY(Json::parse("[]")->is_array());
    QVERIFY(Json::string("x").is_string());
    QCOMPARE(Json::boolean(true).text(), std::string("true"));
    QCOMPARE(Json::boolean(false).text(), std::string("false"));
    QCOMPARE(Json::integer(-42).text(), std::string("-42"));
    QCOMPARE(Json::integer(-42).kind(), '-');
    QCOMPARE(Json::integer(std::numeric_limits<std::int64_t>::min()).text(), std::string("-9223372036854775808"));
    QCOMPARE(Json::string("x").size_bytes(), std::size_t{3});
}

void JsonTest::equality_is_by_bytes() {
    const Json a = *Json::parse("{\"a\": 1.0}");
    const Json b = *Json::parse("{\"a\":1}");
    QVERIFY(a == b);
    QVERIFY(!a.same_object(b));
    const Json copy = a;
    QVERIFY(copy.same_object(a));
    QVERIFY(!(a == Json()));
}

ORKESTR_TEST(JsonTest)
#include "json_test.moc"
