#include "core/base/json.h"
#include "tests/support/test.h"
#include "ui/viewmodels/definition_content.h"
#include "ui/viewmodels/input_template.h"
#include "ui/viewmodels/json_check.h"
#include "ui/viewmodels/json_pretty.h"

#include <QTest>

namespace orkestr::test {

class JsonTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void right_json_data();
    void right_json();
    void mistakes_data();
    void mistakes();
    void agrees_with_the_parser();
    void pretty_data();
    void pretty();
    void pretty_can_be_cut();
    void templates();
};

void JsonTextTest::right_json_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"{}", "[]", " null ", "0", "-1.5e+3", "\"a\\u00e9\\n\"", R"({"a":[1,{"b":null}],"c":"d"})", "[[],[]]",
                             "true\n", "[1 , 2]"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void JsonTextTest::right_json() {
    QFETCH(QString, text);
    const auto mistake = check_json(text);
    QVERIFY2(!mistake, mistake ? qPrintable(mistake->message) : "");
}

void JsonTextTest::mistakes_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* text, int line, int column, const char* message) {
        QTest::newRow(text) << QString::fromUtf8(text) << line << column << QString::fromUtf8(message);
    };
    row("", 1, 1, "Enter a JSON value, such as {}");
    row("{", 1, 2, "A } is missing at the end");
    row("[1", 1, 3, "A ] is missing at the end");
    row("[1,]", 1, 4, "A comma may not stand before ]");
    row("{\"a\":1,}", 1, 8, "A comma may not stand before }");
    row("{a: 1}", 1, 2, "A member's name in double quotes is expected here");
    row("{\"a\" 1}", 1, 6, "A : is expected after the member's name");
    row("{\n  \"a\": b\n}", 2, 8, "Text stands in double quotes: \"b\"");
    row("[1 2]", 1, 4, "A , or ] is expected here");
    row("'a'", 1, 1, "Strings stand in double quotes");
    row("01", 1, 1, "This is not a JSON number");
    row("1.", 1, 1, "This is not a JSON number");
    row("\"abc", 1, 1, "The string that begins here has no closing quote");
    row("\"a\\x\"", 1, 4, "\\ must be followed by one of \" \\ / b f n r t u");
    row("{} {}", 1, 4, "Nothing may follow the value");
    row("[", 1, 2, "A value is missing here");
}

void JsonTextTest::mistakes() {
    QFETCH(QString, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, message);
    const auto mistake = check_json(text);
    QVERIFY(mistake);
    QCOMPARE(mistake->message, message);
    QCOMPARE(mistake->line, line);
    QCOMPARE(mistake->column, column);
}

/// Every prefix, and every text with one character changed, is judged as the core's parser judges it.
void JsonTextTest::agrees_with_the_parser() {
    const std::string text = R"({"a":[1,-2.5e3,true,null],"b":{"c":"d\n\u0041"},"e":[[]]})";
    const auto agree = [](const std::string& one) {
        const bool ours = !check_json(QString::fromStdString(one));
        QVERIFY2(ours == Json::parse(one).ok(), one.c_str());
    };
    for (std::size_t size = 0; size <= text.size(); ++size) agree(text.substr(0, size));
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char c : std::string("{}[]:,\"0-.et\\ n\n")) {
            std::string changed = text;
            changed[at] = c;
            agree(changed);
        }
    }
}

void JsonTextTest::pretty_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* json, const char* expected) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(expected);
    };
    row("null", "null");
    row("{}", "{}");
    row("[]", "[]");
    row(R"({"a":{},"b":[]})", "{\n  \"a\": {},\n  \"b\": []\n}");
    row(R"([1,"a,]",null])", R"([1, "a,]", null])");
    row(R"([{"a":1}])", "[\n  {\n    \"a\": 1\n  }\n]");
    row(R"("\"{[,:")", R"("\"{[,:")");
    row("{ \"b\" : [ 1 ,2 ], \"a\":{ } }", "{\n  \"b\": [1, 2],\n  \"a\": {}\n}");
    row(R"({"ключ":"é"})", "{\n  \"ключ\": \"é\"\n}");
}

void JsonTextTest::pretty() {
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    const PrettyJson out = pretty_json(json.toStdString(), 1 << 20);
    QCOMPARE(out.text, expected);
    QVERIFY(!out.cut);
    QCOMPARE(Json::parse(out.text.toStdString()).value().text(), Json::parse(json.toStdString()).value().text());
}

void JsonTextTest::pretty_can_be_cut() {
    std::string text = "[";
    for (int i = 0; i < 10'000; ++i) text += (i ? "," : "") + std::string("{\"a\":1}");
    text += "]";
    const PrettyJson out = pretty_json(text, 1000);
    QVERIFY(out.cut);
    QVERIFY(out.text.size() < 1100);
    QVERIFY(!pretty_json(text, 10'000'000).cut);
}

void JsonTextTest::templates() {
    const auto of = [](const std::string& schema) {
        const auto content = make_content("document: {dsl: 1.0.0, namespace: a, name: b, version: 1.0.0}\n" +
                                              (schema.empty() ? "" : "input: {schema: {document: " + schema + "}}\n") +
                                              "do: [{a: {set: {b: 1}}}]\n",
                                          QStringLiteral("a.yaml"));
        return content->definition ? input_template(*content->definition) : QStringLiteral("(invalid)");
    };
    QCOMPARE(of(""), QStringLiteral("{}"));
    QCOMPARE(of("{type: object, properties: {n: {type: integer, minimum: 3}, s: {type: string}, on: {type: boolean}}}"),
             QStringLiteral("{\n  \"n\": 3,\n  \"on\": false,\n  \"s\": \"\"\n}"));
    QCOMPARE(of("{examples: [{a: 1}], type: object}"), QStringLiteral("{\n  \"a\": 1\n}"));
    QCOMPARE(of("{type: object, properties: {c: {enum: [red, blue]}, d: {default: 7}}}"),
             QStringLiteral("{\n  \"c\": \"red\",\n  \"d\": 7\n}"));
}

ORKESTR_TEST(JsonTextTest)

} // namespace orkestr::test

#include "json_text_test.moc"
