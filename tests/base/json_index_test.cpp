#include "core/base/json_index.h"
#include "core/base/json_value.h"
#include "core/base/random.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

JsonIndex index_of(std::string text) {
    auto index = JsonIndex::build(std::make_shared<const std::string>(std::move(text)));
    if (!index) qFatal("%s", index.error().message.c_str());
    return std::move(*index);
}

std::string blanks(Random& random) {
    static constexpr const char* some[] = {"", "", "", " ", "\n  ", "\t\r\n"};
    return some[random.below(std::size(some))];
}

/// Random text of a value of about so many bytes, with everything that JSON allows.
void append_random_value(Random& random, int depth, std::size_t size, std::string& out) {
    static constexpr const char* scalars[] = {"null", "true", "false", "0", "-0", "12", "1e3", "-2.50E-7", "123456789012345678901234567890",
                                              "\"\"", "\"a\\u00e9\\ud83d\\ude00\\\\\"", "\"]},{[\\\"\"", "\"é\\n\"", "[]", "{}", "[ ]"};
    if (depth > 6 || size < 20) {
        out += scalars[random.below(std::size(scalars))];
        return;
    }
    if (random.percent(15)) {
        out += '"' + std::string(random.below(size), 'x') + (random.percent(30) ? "\\\"" : "") + '"';
        return;
    }
    const bool object = random.percent(50);
    const auto count = 1 + random.below(random.percent(10) ? 60 : 6);
    out += object ? '{' : '[';
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i > 0) out += ',';
        out += blanks(random);
        if (object) {
            std::string name = "k" + std::to_string(random.below(40)) + (random.percent(10) ? "\\u0022\\n" : "") + (random.percent(5) ? std::string(400, 'n') : "");
            out += '"' + name + '"' + blanks(random) + ':' + blanks(random);
        }
        append_random_value(random, depth + 1, random.below(2 * size / count + 1), out);
        out += blanks(random);
    }
    out += object ? '}' : ']';
}

/// What an index says of a value and all below it, compared with a plain reading.
void compare_below(const JsonIndex& index, std::uint32_t place, const JsonValue& expected, std::vector<JsonStep>& path) {
    const auto raw = std::string(index.raw(place));
    const auto parsed = JsonValue::parse(raw);
    QVERIFY2(parsed.ok(), raw.c_str());
    QVERIFY(*parsed == expected);
    if (const auto* array = expected.as_array()) {
        QCOMPARE(std::size_t{index.count(place)}, array->size());
        const auto children = index.children(place, 0, 1 << 20);
        QCOMPARE(children.size(), array->size());
        for (std::size_t i = 0; i < children.size(); ++i) {
            path.push_back({static_cast<std::uint32_t>(i), children[i]});
            QCOMPARE(children[i].name, JsonMember::no_name);
            QVERIFY(index.path_to(children[i].value) == path);
            QVERIFY(index.path_to(index.end(children[i].value) - 1).size() >= path.size());
            compare_below(index, children[i].value, (*array)[i], path);
            path.pop_back();
        }
        return;
    }
    if (!expected.is_object()) {
        QCOMPARE(index.count(place), 0u);
        return;
    }
    const auto children = index.children(place, 0, 1 << 20);
    QCOMPARE(std::size_t{index.count(place)}, children.size());
    JsonObject members;
    for (std::size_t i = 0; i < children.size(); ++i) {
        const std::string name = json_unquoted(index.raw(children[i].name));
        path.push_back({static_cast<std::uint32_t>(i), children[i]});
        QVERIFY(index.path_to(children[i].name) == path);
        QVERIFY(index.path_to(children[i].value) == path);
        const auto value = JsonValue::parse(index.raw(children[i].value));
        QVERIFY(value.ok());
        compare_below(index, children[i].value, *value, path);
        path.pop_back();
        members.emplace_back(name, *value);
    }
    QVERIFY(JsonValue(members) == expected);
}

} // namespace

class JsonIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void random_texts_read_as_a_parser_reads_them() {
        for (std::uint64_t seed = 1; seed <= 120; ++seed) {
            Random random(seed);
            std::string text = blanks(random);
            append_random_value(random, 0, 20 + random.below(6000), text);
            text += blanks(random);
            const JsonIndex index = index_of(text);
            std::vector<JsonStep> path;
            compare_below(index, index.root(), *JsonValue::parse(text), path);
            if (QTest::currentTestFailed()) qFatal("seed %llu", static_cast<unsigned long long>(seed));
            QVERIFY(index.memory_bytes() * 15 <= std::max<std::size_t>(text.size(), 15 * 16));
        }
    }

    void what_a_parser_refuses_is_refused() {
        Random random(7);
        int refused = 0;
        for (int i = 0; i < 8000; ++i) {
            std::string text;
            append_random_value(random, 3, 60, text);
            static constexpr std::string_view letters = "{}[],:\"\\truefalsn0123.eE+- \x01\xc3";
            for (auto edits = random.below(3); edits > 0; --edits) {
                const auto at = random.below(text.size() + 1);
                if (random.percent(50)) text.insert(at, 1, letters[random.below(letters.size())]);
                else if (at < text.size()) text.erase(at, 1);
            }
            const auto parsed = JsonValue::parse(text);
            const auto index = JsonIndex::build(std::make_shared<const std::string>(text));
            // Half a surrogate pair is shown, though it is no text; a number too large for a double is one as written.
            const bool odd = text.find("\\u") != std::string::npos || text.find_first_of("eE") != std::string::npos;
            if (!odd || parsed.ok()) QVERIFY2(index.ok() == parsed.ok(), text.c_str());
            refused += index.ok() ? 0 : 1;
            if (!index.ok()) QCOMPARE(index.error().code, ErrorCode::invalid_json);
        }
        QVERIFY(refused > 400);
    }

    void mistakes_have_a_place_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << "not JSON: the text ends too early (at byte 0)";
        QTest::newRow("comma") << QByteArray("[1,]") << "not JSON: no value begins like this (at byte 3)";
        QTest::newRow("twice") << QByteArray("{} 1") << "not JSON: something follows the value (at byte 3)";
        QTest::newRow("name") << QByteArray("{a:1}") << "not JSON: a name in quotes was expected (at byte 1)";
        QTest::newRow("mismatch") << QByteArray("[1}") << "not JSON: a comma or the end of a list was expected (at byte 2)";
        QTest::newRow("zero") << QByteArray("-01") << "not JSON: a number begins with 0 (at byte 1)";
        QTest::newRow("bytes") << QByteArray("\"\xff\"") << "not JSON: the text is not UTF-8";
        QTest::newRow("string") << QByteArray("\"abc") << "not JSON: a string has no end (at byte 4)";
    }
    void mistakes_have_a_place() {
        QFETCH(QByteArray, text);
        const auto index = JsonIndex::build(std::make_shared<const std::string>(text.toStdString()));
        QVERIFY(!index);
        QTEST(QString::fromStdString(index.error().message), "message");
    }

    void a_long_array_is_entered_anywhere() {
        std::string text = "{\"before\":[1,2],\"all\":[";
        std::vector<std::uint32_t> places;
        constexpr std::uint32_t count = 123457;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (i > 0) text += ", ";
            places.push_back(static_cast<std::uint32_t>(text.size()));
            text += i % 7 == 0 ? "[" + std::to_string(i) + "]" : std::to_string(i);
        }
        text += "]}";
        const JsonIndex index = index_of(text);
        const std::uint32_t all = index.children(index.root(), 1, 1).at(0).value;
        QCOMPARE(index.count(all), count);
        for (const std::uint32_t first : {0u, 1u, 999u, 1000u, 1001u, 54321u, 123000u, 123456u}) {
            const auto some = index.children(all, first, 3);
            QCOMPARE(some.size(), std::size_t{std::min(3u, count - first)});
            for (std::uint32_t i = 0; i < some.size(); ++i) QCOMPARE(some[i].value, places[first + i]);
            const auto path = index.path_to(places[first]);
            QCOMPARE(path.size(), std::size_t{2});
            QCOMPARE(path[1].ordinal, first);
        }
        QVERIFY(index.children(all, count, 3).empty());
        QVERIFY(index.memory_bytes() < text.size() / 15);
    }

    void hostile_nesting_stays_small() {
        std::string deep;
        for (int i = 0; i < 500; ++i) deep += std::string(900, '[') + std::string(900, ']') + ",";
        const JsonIndex index = index_of("[" + deep + "1]");
        QCOMPARE(index.count(index.root()), 501u);
        QVERIFY(index.memory_bytes() <= index.text().size() / 15);
        QCOMPARE(index.path_to(index.children(index.root(), 250, 1)[0].value + 899).size(), std::size_t{900});
        const auto deeper = JsonIndex::build(std::make_shared<const std::string>(std::string(1001, '[') + std::string(1001, ']')));
        QVERIFY(!deeper);
        QCOMPARE(deeper.error().code, ErrorCode::limit);
    }

    void a_member_is_found_by_its_name() {
        const JsonIndex index = index_of(R"({"a":1,"\u00e9\n":2,"a":3})");
        QCOMPARE(std::string(index.raw(index.find(index.root(), "a")->member.value)), std::string("3"));
        QCOMPARE(index.find(index.root(), "é\n")->ordinal, 1u);
        QVERIFY(!index.find(index.root(), "b"));
    }

    void it_can_be_stopped() {
        std::stop_source stop;
        stop.request_stop();
        std::atomic<std::uint64_t> read = 0;
        const auto index = JsonIndex::build(std::make_shared<const std::string>("[1]"), stop.get_token(), &read);
        QVERIFY(!index);
        QCOMPARE(index.error().code, ErrorCode::cancelled);
        QVERIFY(JsonIndex::build(std::make_shared<const std::string>("[1]"), {}, &read).ok());
        QCOMPARE(read.load(), std::uint64_t{3});
    }

    void strings_are_unquoted() {
        QCOMPARE(json_unquoted("\"a\\u0041\\ud83d\\ude00\\\"\\/\\n\""), std::string("aA😀\"/\n"));
        QCOMPARE(json_unquoted("\"\\ud83dx\\ude00\""), std::string("\xef\xbf\xbdx\xef\xbf\xbd"));
        QCOMPARE(json_unquoted("\"ééé\"", 3), std::string("éé"));
        QCOMPARE(json_unquoted("\"\""), std::string());
    }
};

} // namespace orkestr::test

using orkestr::test::JsonIndexTest;
ORKESTR_TEST(JsonIndexTest)
#include "json_index_test.moc"
