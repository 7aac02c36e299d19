// Text that means no good: huge, deep, exploding, not even text. A diagnostic or a result, never a crash.
#include "core/definition/reader.h"
#include "tests/support/test.h"

#include <QTest>

namespace {

const std::string header = "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\ndo:\n";

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
}

std::string indent(int columns) { return std::string(static_cast<std::size_t>(columns), ' '); }

/// `do` tasks one inside the other, each four columns further in: three collections a level.
std::string nested(int levels, const std::string& name = "a") {
    std::string out = header;
    for (int i = 0; i < levels; ++i)
        out += indent(4 * i) + "- " + name + std::to_string(i) + ":\n" + indent(4 * i) + "    do:\n";
    return out + indent(4 * levels) + "- z: {set: {a: 1}}\n";
}

std::string bomb() {
    std::string out = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        out += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j) out += "*a" + std::to_string(i - 1) + ",";
        out += "]\n";
    }
    return out;
}

/// "ok", or the first diagnostic's code.
std::string first_code(const std::string& text) {
    const auto result = orkestr::read_definition(text, "x.yaml");
    if (result.definition) return "ok";
    return result.diagnostics.empty() ? std::string("nothing") : result.diagnostics[0].code;
}

/// All that is said.
QString only_words(const std::string& text) {
    const auto result = orkestr::read_definition(text, "x.yaml");
    QStringList words;
    for (const auto& diagnostic : result.diagnostics) words << QString::fromStdString(to_text(diagnostic, "x.yaml"));
    return words.join('\n');
}

} // namespace

class HostileTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const std::string& text, const char* code) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString(code);
        };
        row("empty", "", "empty-document");
        row("white space", " \n\n", "empty-document");
        row("a byte order mark alone", "\xEF\xBB\xBF", "empty-document");
        row("NUL", header + std::string("- a: {set: {x: \0}}", 18), "encoding");
        row("invalid UTF-8", header + "- a: {set: {x: \xC3(}}", "encoding");
        row("an overlong form", header + "- a: {set: {x: \xC0\xAF}}", "encoding");
        row("a surrogate", header + "- a: {set: {x: \xED\xA0\x80}}", "encoding");
        row("cut in a character", header + "- a: {set: {x: 1}} # \xE2\x82", "encoding");
        row("UTF-16", std::string("\xFF\xFE" "a\0", 4), "encoding");
        row("a control character", header + "- a: {set: {x: \"\x01\"}}", "encoding");
        row("17 MB", std::string(17'000'000, 'a'), "limit");
        row("brackets on one line", std::string(2'000'000, '['), "limit");
        row("brackets on many lines", repeated("[\n", 100'000), "limit");
        row("dashes", repeated("- ", 500'000), "limit");
        row("question marks", repeated("? ", 500'000), "unsupported-yaml");
        row("1,000 levels of tasks", nested(1000), "limit");
        row("300 levels of tasks", nested(300), "limit");
        row("250 levels of tasks", nested(250), "ok");
        row("deep data", header + "- a: {set: {x: " + std::string(2000, '[') + std::string(2000, ']') + "}}", "limit");
        row("an alias bomb", bomb(), "limit");
        row("an alias that is its own part", "a: &a [*a]\n", "unknown-anchor");
        row("carriage returns", "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\r\ndo:\r\n- a:\r\n    set: {b: 1}\r\n", "ok");
        row("a tab", "document:\n\tdsl: x\n", "yaml-syntax");
        row("an expression of a million brackets", header + "- a: {set: '${ " + std::string(1'000'000, '(') + "1" + std::string(1'000'000, ')') + " }'}", "ok");
        row("a list of a million keys", repeated("a: {b: c}\n", 1) + repeated("- x\n", 1'000'000), "yaml-syntax");
        row("the same key again and again", repeated("k: 1\n", 100'000), "duplicate-key");
    }

    void answers() {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QCOMPARE(QString::fromStdString(first_code(text.toStdString())), code);
    }

    void ten_megabytes_and_a_hundred_thousand_tasks() {
        std::string text = header;
        for (int i = 0; i < 100'000; ++i)
            text += "  - task" + std::to_string(i) + ":\n      set:\n        number: " + std::to_string(i) + "\n        text: ${ .foo + " +
                    std::to_string(i) + " } # a comment to fill the line\n";
        QVERIFY(text.size() > 10'000'000);
        const auto result = orkestr::read_definition(text, "x.yaml");
        QVERIFY(result.definition != nullptr);
        QCOMPARE(result.definition->tasks.size(), std::size_t{100'000});
        QCOMPARE(result.definition->expressions.size(), std::size_t{100'000});
        QCOMPARE(result.definition->tasks.back()->pointer, std::string("/do/99999/task99999"));
        QCOMPARE(result.definition->tasks.back()->name_span.line, 4u * 99'999 + 3);
    }

    void too_many_tasks() {
        orkestr::ReadLimits limits;
        limits.tasks = 10;
        std::string text = header;
        for (int i = 0; i < 12; ++i) text += "- t" + std::to_string(i) + ": {wait: PT1S}\n";
        const auto result = orkestr::read_definition(text, "x.yaml", limits);
        QVERIFY(result.definition == nullptr);
        QCOMPARE(result.diagnostics.size(), std::size_t{1});
        QCOMPARE(to_text(result.diagnostics[0], "x.yaml"), std::string("x.yaml:13:3: error[limit]: more than 10 tasks"));
    }

    void tasks_by_alias_count_where_they_stand() {
        orkestr::ReadLimits limits;
        limits.tasks = 10;
        std::string text = header + "- a: {do: &list [{b: {wait: PT1S}}, {c: {wait: PT1S}}, {d: {wait: PT1S}}]}\n";
        QVERIFY(orkestr::read_definition(text + "- e: {do: *list}\n", "x.yaml", limits).definition != nullptr);
        QVERIFY(orkestr::read_definition(text + "- e: {do: *list}\n- f: {do: *list}\n", "x.yaml", limits).definition == nullptr);
    }

    void long_paths_are_bounded() {
        // 240 names of 1,000 characters above each of 300 tasks: 72 MB of paths from a text of 1 MB.
        std::string text = nested(240, std::string(1000, 'n'));
        for (int i = 0; i < 300; ++i) text += indent(4 * 240) + "- t" + std::to_string(i) + ": {wait: PT1S}\n";
        const auto result = orkestr::read_definition(text, "x.yaml");
        QVERIFY(result.definition == nullptr);
        QCOMPARE(result.diagnostics.size(), std::size_t{1});
        QCOMPARE(result.diagnostics[0].message, std::string("the paths in this definition take more than 64 MB together"));
    }

    void what_takes_more_memory_than_its_text_is_counted_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("item"); // # stands for its number
        QTest::newRow("policies") << QByteArray("use:\n  authentications:\n") << QByteArray("    a#: {basic: {username: u, password: p}}\n");
        QTest::newRow("retries") << QByteArray("use:\n  retries:\n") << QByteArray("    a#: {limit: {attempt: {count: 1}}}\n");
        QTest::newRow("secrets") << QByteArray("use:\n  secrets:\n") << QByteArray("    - s#\n");
        QTest::newRow("extensions") << QByteArray("use:\n  extensions:\n") << QByteArray("    - e#: {extend: all}\n");
        QTest::newRow("cases") << QByteArray("do:\n- s:\n    switch:\n") << QByteArray("    - c#: {when: .a, then: exit}\n");
        QTest::newRow("filters") << QByteArray("do:\n- l:\n    listen:\n      to:\n        any:\n") << QByteArray("        - {with: {type: t}}\n");
        QTest::newRow("attributes") << QByteArray("do:\n- e:\n    emit:\n      event:\n        with:\n          type: t\n") << QByteArray("          a#: 1\n");
        QTest::newRow("arguments") << QByteArray("do:\n- r:\n    run:\n      shell:\n        command: c\n        arguments:\n") << QByteArray("        - a\n");
    }

    void what_takes_more_memory_than_its_text_is_counted() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, item);
        orkestr::ReadLimits limits;
        limits.parts = 20;
        const auto said = [&](int items) {
            QByteArray text = QByteArray("document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\n") + before;
            for (int i = 0; i < items; ++i) text += QByteArray(item).replace('#', QByteArray::number(i));
            if (before.startsWith("use")) text += "do: [{a: {set: {b: 1}}}]\n";
            int count = 0;
            for (const auto& diagnostic : orkestr::read_definition(text.toStdString(), "x.yaml", limits).diagnostics)
                if (diagnostic.code == "limit") ++count;
            return count;
        };
        QCOMPARE(said(20), 0);
        QCOMPARE(said(25), 1);
    }

    void references_through_one_large_mapping() {
        std::string text = "document: {dsl: '1.0.3', namespace: n, name: m, version: '1.0.0'}\ndo: [{a: {set: {b: 1}}}]\ninput:\n  schema:\n    document:\n";
        std::string properties = "      properties:\n";
        text += "      $defs:\n";
        for (int i = 0; i < 100'000; ++i) {
            text += "        d" + std::to_string(i) + ": {}\n";
            properties += "        p" + std::to_string(i) + ": {$ref: '#/$defs/d" + std::to_string(i + 1) + "'}\n";
        }
        const auto result = orkestr::read_definition(text + properties, "x.yaml");
        QCOMPARE(result.diagnostics.size(), std::size_t{1});
        QCOMPARE(result.diagnostics[0].message, std::string("'#/$defs/d100000' points to nothing in this JSON Schema"));
    }

    void a_limit_says_what_it_is() {
        QCOMPARE(only_words(nested(1000)), QString("x.yaml:669:1333: error[limit]: nested deeper than 1000 levels"));
        QCOMPARE(only_words(nested(300)), QString("x.yaml:515:1027: error[limit]: tasks nested deeper than 256 levels"));
        QCOMPARE(only_words(bomb()), QString("x.yaml:6:46: error[limit]: the aliases of this text expand to more than 1000000 values"));
        QCOMPARE(only_words(std::string(17'000'000, 'a')), QString("x.yaml:1:1: error[limit]: the text is larger than 16 MB"));
    }
};

ORKESTR_TEST(HostileTextTest)
#include "hostile_text_test.moc"
