// The located tree: places, scalars by the core schema, anchors, encodings, minified JSON.
#include "core/definition/tree.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::Node;
using orkestr::Tree;

namespace {

std::shared_ptr<const Tree> parse(std::string_view text) {
    std::vector<orkestr::Diagnostic> diagnostics;
    auto tree = Tree::parse(text, diagnostics);
    for (const auto& diagnostic : diagnostics) qWarning("%s", to_text(diagnostic, "").c_str());
    return tree;
}

/// `line:column-line:column 'source'`
QString place(const Tree& tree, const Node& node) {
    const auto span = node.span();
    return QString("%1:%2-%3:%4 '%5'")
        .arg(span.line)
        .arg(span.column)
        .arg(span.end_line)
        .arg(span.end_column)
        .arg(QString::fromStdString(tree.text().substr(span.begin, span.end - span.begin)));
}

} // namespace

class TreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void places_of_nodes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "a: text here # comment\n" << "a" << "1:4-1:13 'text here'";
        QTest::newRow("double quoted") << "a: \"x\\n\"\n" << "a" << "1:4-1:9 '\"x\\n\"'";
        QTest::newRow("single quoted") << "a: 'it''s'\n" << "a" << "1:4-1:11 ''it''s''";
        QTest::newRow("literal block") << "a: |  # comment\n  one\n  two\n\n\nb: 1\n" << "a" << "1:4-3:6 '|  # comment\n  one\n  two'";
        QTest::newRow("folded block") << "a: >-\n  one\n" << "a" << "1:4-2:6 '>-\n  one'";
        QTest::newRow("flow") << "a: [1, {b: c}]\n" << "a" << "1:4-1:15 '[1, {b: c}]'";
        QTest::newRow("block mapping") << "a:\n  b: 1\n  c: 2\n\n# end\nd: 3\n" << "a" << "2:3-3:7 'b: 1\n  c: 2'";
        QTest::newRow("block sequence") << "a:\n- b\n- c\nd: 3\n" << "a" << "2:1-3:4 '- b\n- c'";
        QTest::newRow("nothing") << "a:\nb: 1\n" << "a" << "1:3-1:3 ''";
        QTest::newRow("after wide characters") << QString::fromUtf8("é: [日本, 😀, x]\n") << QString::fromUtf8("é")
                                               << QString::fromUtf8("1:4-1:14 '[日本, 😀, x]'");
        QTest::newRow("anchored and tagged") << "a: &x !!str 5\n" << "a" << "1:13-1:14 '5'";
        QTest::newRow("windows lines") << "b: 1\r\na: x\r\n" << "a" << "2:4-2:5 'x'";
        QTest::newRow("old mac lines") << "b: 1\ra: x\r" << "a" << "2:4-2:5 'x'";
        QTest::newRow("byte order mark") << QString(QChar(0xFEFF)) + "a: x\n" << "a" << "1:4-1:5 'x'";
        QTest::newRow("several lines") << "a: one\n  two\nb: 1\n" << "a" << "1:4-2:6 'one\n  two'";
        QTest::newRow("quoted key") << "\"a\": x\n" << "a" << "1:6-1:7 'x'";
    }

    void places_of_nodes() {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QFETCH(QString, expected);
        const auto tree = parse(text.toStdString());
        QVERIFY(tree != nullptr);
        const Node* const node = tree->root().find(key.toStdString());
        QVERIFY(node != nullptr);
        QCOMPARE(place(*tree, *node), expected);
    }

    void scalars_data() {
        QTest::addColumn<QString>("scalar");
        QTest::addColumn<QString>("json");
        const char* const rows[][2] = {{"on", "\"on\""}, {"yes", "\"yes\""}, {"off", "\"off\""}, {"true", "true"}, {"False", "false"},
                                       {"tRUE", "\"tRUE\""}, {"~", "null"}, {"Null", "null"}, {"", "null"}, {"''", "\"\""}, {"12", "12"},
                                       {"+7", "7"}, {"-0", "0"}, {"007", "7"}, {"0o17", "15"}, {"0xFf", "255"}, {"0b1", "\"0b1\""},
                                       {"1_000", "\"1_000\""}, {"12:30", "\"12:30\""}, {"2026-01-31", "\"2026-01-31\""}, {"1.0", "1"},
                                       {"1.50", "1.5"}, {".5", "0.5"}, {"5.", "5"}, {"1e3", "1000"}, {"-1.5E-3", "-0.0015"}, {"1e", "\"1e\""},
                                       {"1.0.3", "\"1.0.3\""}, {"123456789012345678901", "123456789012345678901"},
                                       {"-00123456789012345678901", "-123456789012345678901"}, {"9223372036854775807", "9223372036854775807"},
                                       {"1e999", "1.7976931348623157e+308"}, {"\"5\"", "\"5\""}, {"!!str 5", "\"5\""}, {"! 5", "\"5\""},
                                       {"!!int \"5\"", "5"}, {"!!null ''", "null"}, {"<", "\"<\""}, {".a.b", "\".a.b\""}};
        for (const auto& row : rows) QTest::newRow(*row[0] ? row[0] : "nothing") << QString(row[0]) << QString(row[1]);
    }

    void scalars() {
        QFETCH(QString, scalar);
        QFETCH(QString, json);
        const auto tree = parse(("a: " + scalar + "\n").toStdString());
        QVERIFY(tree != nullptr);
        QCOMPARE(QString::fromStdString(to_json(*tree->root().find("a")).json().text()), json);
    }

    void block_scalars_fold_and_keep() {
        const auto tree = parse("a: |+\n  x\n   y\n\nb: >\n  one\n  two\n\n  three\nc: \"fold\n  ed \\u00e9\\x41\"\n");
        QVERIFY(tree != nullptr);
        QCOMPARE(to_json(tree->root()).json().text(),
                 std::string("{\"a\":\"x\\n y\\n\\n\",\"b\":\"one two\\nthree\\n\",\"c\":\"fold ed \u00e9A\"}"));
    }

    void quoted_texts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const QString pairs = QString("''").repeated(40);
        QTest::newRow("one") << "'it''s'" << "it's";
        QTest::newRow("one after the other") << "'a = '''''" << "a = ''";
        QTest::newRow("only quotes") << "''''''" << "''";
        QTest::newRow("many") << "'" + pairs + "x" + pairs + "'" << QString("'").repeated(40) + "x" + QString("'").repeated(40);
        QTest::newRow("empty") << "''" << "";
        QTest::newRow("white space") << "'  a  '" << "  a  ";
        QTest::newRow("folded") << "'one  \n    two\n\n  three'" << "one two\nthree";
        QTest::newRow("breaks at both ends") << "'\n\n  one ''\n  '" << "\none ' ";
        QTest::newRow("windows lines") << "'one\r\n  two\r\n\r\n  three'" << "one two\nthree";
        QTest::newRow("old mac lines") << "'one\r  two\r\r  three'" << "one two\nthree";
        QTest::newRow("escapes") << "\"\\a\\b\\t\\n\\v\\f\\r\\e\\ \\\"\\/\\\\\\N\\_\\L\\P\\x41\\u00e9\\U0001F600\""
                                 << QString::fromUtf8("\a\b\t\n\v\f\r\x1B \"/\\\u0085\u00A0\u2028\u2029A\u00e9\U0001F600");
        QTest::newRow("a surrogate pair") << "\"\\ud83d\\ude00\"" << QString::fromUtf8("\U0001F600");
        QTest::newRow("a NUL") << "\"a\\0b\"" << QString(QChar('a')) + QChar(0) + QChar('b');
        QTest::newRow("folded, in double quotes") << "\"one  \n    two\n\n  three\"" << "one two\nthree";
        QTest::newRow("an escaped break") << "\"one  \\\n    two\\\n\n  \\  three\"" << "one  two\n  three";
        QTest::newRow("an escaped space before a break") << "\"one:\\ \n\n\n  two\"" << "one: \n\ntwo";
        QTest::newRow("white space behind an escape") << "\"one\\t \n  two\"" << "one\t two";
    }

    void quoted_texts() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto tree = parse(("a: " + text + "\n? " + text + "\n: 2\n").toStdString());
        QVERIFY(tree != nullptr);
        QCOMPARE(QString::fromStdString(std::string(tree->root().find("a")->text())), expected);
        QCOMPARE(QString::fromStdString(std::string(tree->root().members()[1].key->text())), expected);
    }

    void an_alias_is_the_node_of_its_anchor() {
        const auto tree = parse("a: &x [1, &y {b: c}]\nd: *x\ne: *y\n");
        QVERIFY(tree != nullptr);
        QCOMPARE(tree->root().find("d"), tree->root().find("a"));
        QCOMPARE(tree->root().find("e"), tree->root().find("a")->items()[1]);
        QCOMPARE(to_json(tree->root()).json().text(), std::string(R"({"a":[1,{"b":"c"}],"d":[1,{"b":"c"}],"e":{"b":"c"}})"));
        QCOMPARE(tree->root().height(), 3u);
    }

    void an_anchor_means_the_last_node_that_has_it() {
        const auto tree = parse("a: &x 1\nb: &x [&x 2, *x]\nc: *x\nd: &x {e: 3}\nf: *x\n");
        QVERIFY(tree != nullptr);
        QCOMPARE(to_json(tree->root()).json().text(), std::string(R"({"a":1,"b":[2,2],"c":2,"d":{"e":3},"f":{"e":3}})"));
    }

    void places_inside_a_string() {
        const auto tree = parse("a: '${ .bé + }'\nb: \"x\\ty\"\n");
        QVERIFY(tree != nullptr);
        const auto inside = tree->span_within(*tree->root().find("a"), 3, 7);
        QCOMPARE(inside.column, 8u);
        QCOMPARE(inside.end_column, 11u);
        QCOMPARE(tree->text().substr(inside.begin, inside.end - inside.begin), std::string(".bé"));
        // An escape shifts what follows: the whole string is the place.
        QCOMPARE(tree->span_within(*tree->root().find("b"), 2, 3), tree->root().find("b")->span());
    }

    void minified_json_keeps_its_places() {
        std::string text = "\xEF\xBB\xBF{\"a\":[";
        for (int i = 0; i < 20000; ++i) text += "{\"n\":" + std::to_string(i) + ",\"t\":\"a, b \\\" [\"},";
        text += "0],\"last\":\"here\"}";
        const auto tree = parse(text);
        QVERIFY(tree != nullptr);
        QCOMPARE(tree->root().find("a")->size(), std::size_t{20001});
        const Node& last = *tree->root().find("last");
        QCOMPARE(text.substr(last.span().begin, last.span().end - last.span().begin), std::string("\"here\""));
        QCOMPARE(last.span().line, 1u);
        QCOMPARE(last.span().column, static_cast<std::uint32_t>(last.span().begin - 3 + 1));
        const std::string eighth = "{\"n\":7,\"t\":\"a, b \\\" [\"}";
        QCOMPARE(to_json(*tree->root().find("a")->items()[7]).json().text(), eighth);
    }

    void a_syntax_error_in_minified_json_has_its_place() {
        std::string text = "[";
        for (int i = 0; i < 3000; ++i) text += "\"abc\",";
        const std::size_t at = text.size();
        text += "}]";
        std::vector<orkestr::Diagnostic> diagnostics;
        QVERIFY(Tree::parse(text, diagnostics) == nullptr);
        QCOMPARE(diagnostics.size(), std::size_t{1});
        QCOMPARE(diagnostics[0].code, std::string("yaml-syntax"));
        QVERIFY(diagnostics[0].span.begin + 1 >= at && diagnostics[0].span.begin <= at + 1);
    }
};

ORKESTR_TEST(TreeTest)
#include "tree_test.moc"
