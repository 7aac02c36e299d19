#include "core/base/json_value.h"
#include "core/base/random.h"
#include "tests/support/test.h"
#include "ui/viewmodels/json_path.h"
#include "ui/viewmodels/json_tree_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace orkestr::test {

namespace {

std::shared_ptr<const JsonIndex> read_json(const std::string& text) {
    auto index = JsonIndex::build(std::make_shared<const std::string>(text));
    if (!index) qFatal("%s", index.error().message.c_str());
    return std::make_shared<const JsonIndex>(std::move(*index));
}

JsonValue random_value(Random& random, int depth) {
    const auto kind = depth > 4 ? random.below(5) : random.below(8);
    switch (kind) {
    case 0: return {};
    case 1: return random.percent(50);
    case 2: return static_cast<std::int64_t>(random.next());
    case 3: return BigInteger{"12345678901234567890123"};
    case 4: return std::string(random.below(20), static_cast<char>('a' + random.below(26))) + (random.percent(20) ? "\"\\\n/~'é" : "");
    case 5:
    case 6: {
        JsonObject members;
        for (auto count = random.below(6); count > 0; --count) {
            static constexpr const char* names[] = {"id", "odd key", "", "a/b", "m~n", "it's", "q\"q", "back\\slash", "and", "_x1", "1st", "é", "line\nbreak"};
            members.emplace_back(names[random.below(std::size(names))], random_value(random, depth + 1));
        }
        return members;
    }
    default: {
        JsonArray items;
        const auto count = random.percent(5) && depth < 2 ? 1000 + random.below(1200) : random.below(6);
        for (std::uint64_t i = 0; i < count; ++i) items.push_back(random_value(random, count > 6 ? 5 : depth + 1));
        return items;
    }
    }
}

/// The value that the tree below a row shows.
JsonValue shown_value(const JsonTreeModel& model, const QModelIndex& at) {
    const int rows = model.rowCount(at);
    switch (model.kind_of(at)) {
    case JsonKind::object: {
        JsonObject members;
        for (int row = 0; row < rows; ++row) {
            const QModelIndex child = model.index(row, 0, at);
            members.emplace_back(json_unquoted(model.json()->raw(model.offset_of(child))), shown_value(model, child));
        }
        return members;
    }
    case JsonKind::array:
    case JsonKind::group: {
        JsonArray items;
        for (int row = 0; row < rows; ++row) {
            const JsonValue inside = shown_value(model, model.index(row, 0, at));
            if (!model.is_group(model.index(row, 0, at))) items.push_back(inside);
            else for (const auto& item : *inside.as_array()) items.push_back(item);
        }
        return items;
    }
    default: return *JsonValue::parse(model.json()->raw(at.data(JsonTreeModel::place_role).toUInt()));
    }
}

void visit_rows(const JsonTreeModel& model, const QModelIndex& at, const std::function<void(const QModelIndex&)>& see) {
    see(at);
    for (int row = 0; row < model.rowCount(at); ++row) visit_rows(model, model.index(row, 0, at), see);
}

} // namespace

class JsonTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_tree_is_what_a_parser_reads();
    void every_path_leads_back();
    void paths_are_quoted_data();
    void paths_are_quoted();
    void wrong_paths_are_explained_data();
    void wrong_paths_are_explained();
    void a_million_items_are_paged();
    void values_are_as_written();
    void long_values_are_cut();
    void redacted_values_are_told();
    void nothing_has_no_rows();
};

void JsonTreeTest::the_tree_is_what_a_parser_reads() {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        Random random(seed);
        const JsonValue value = random_value(random, 0);
        JsonTreeModel model;
        model.set_index(read_json(value.json().text()));
        if (seed <= 30) QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY2(shown_value(model, model.index(0, 0)) == value, qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
}

void JsonTreeTest::every_path_leads_back() {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        JsonTreeModel model;
        model.set_index(read_json(random_value(random, 0).json().text()));
        visit_rows(model, model.index(0, 0), [&](const QModelIndex& at) {
            if (model.is_group(at)) return;
            const auto place = at.data(JsonTreeModel::place_role).toUInt();
            QVERIFY(model.at_offset(model.offset_of(at)) == at);
            const JsonPath path = json_path(*model.json(), place);
            for (const QString& text : {json_pointer(path), jq_path(path), json_path_text(path)}) {
                const auto found = find_json_path(*model.json(), text);
                QVERIFY2(found.ok(), qPrintable(text));
                QVERIFY2(*found == place, qPrintable(text));
            }
        });
    }
}

void JsonTreeTest::paths_are_quoted_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("jq");
    QTest::addColumn<QString>("json_path");
    const auto row = [](const char* pointer, const char* jq, const char* path) {
        QTest::newRow(*pointer ? pointer : "root") << QString::fromUtf8(pointer) << QString::fromUtf8(jq) << QString::fromUtf8(path);
    };
    row("", ".", "$");
    row("/customer/odd key/3", ".customer[\"odd key\"][3]", "$.customer['odd key'][3]");
    row("/it's", ".[\"it's\"]", "$['it\\'s']");
    row("/q\"q", ".[\"q\\\"q\"]", "$['q\"q']");
    row("/back\\slash", ".[\"back\\\\slash\"]", "$['back\\\\slash']");
    row("/a~1b", ".[\"a/b\"]", "$['a/b']");
    row("/m~0n", ".[\"m~n\"]", "$['m~n']");
    row("/and", ".[\"and\"]", "$.and");
    row("/", ".[\"\"]", "$['']");
    row("/1st", ".[\"1st\"]", "$['1st']");
    row("/é", ".[\"é\"]", "$['é']");
}

void JsonTreeTest::paths_are_quoted() {
    QFETCH(QString, pointer);
    const auto index = read_json(R"({"customer":{"odd key":[0,1,2,{}]},"it's":1,"q\"q":2,"back\\slash":3,"a/b":4,"m~n":5,"and":6,"":7,"1st":8,"é":9})");
    const auto place = find_json_path(*index, pointer);
    QVERIFY(place.ok());
    const JsonPath path = json_path(*index, *place);
    QCOMPARE(json_pointer(path), pointer);
    QTEST(jq_path(path), "jq");
    QTEST(json_path_text(path), "json_path");
}

void JsonTreeTest::wrong_paths_are_explained_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("message");
    QTest::newRow("name") << ".a.nope" << "There is no “nope” here.";
    QTest::newRow("item") << "/a/b/7" << "There is no item 7 here.";
    QTest::newRow("of a scalar") << ".a.b[0].x" << "There is no “x” here.";
    QTest::newRow("item of an object") << ".a[0]" << "There is no item 0 here.";
    QTest::newRow("open bracket") << ".a[\"b\"" << "This is no path from character 7 on. Write /a/0, .a[0] or $.a[0].";
    QTest::newRow("words") << "hello world" << "This is no path from character 1 on. Write /a/0, .a[0] or $.a[0].";
    QTest::newRow("expression") << ".a[1+1]" << "This is no path from character 4 on. Write /a/0, .a[0] or $.a[0].";
}

void JsonTreeTest::wrong_paths_are_explained() {
    QFETCH(QString, path);
    const auto found = find_json_path(*read_json(R"({"a":{"b":[1,2]}})"), path);
    QVERIFY(!found.ok());
    QTEST(QString::fromStdString(found.error().message), "message");
    QVERIFY(find_json_path(*read_json(R"({"a":{"b":[1,2]}})"), QStringLiteral(".a.b[-1]")).ok());
}

void JsonTreeTest::a_million_items_are_paged() {
    std::string text = "[";
    for (int i = 0; i < 1'234'567; ++i) text += std::to_string(i) + ",";
    text.back() = ']';
    JsonTreeModel model;
    model.set_index(read_json(text));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.rowCount(root), 2);
    QCOMPARE(root.data(JsonTreeModel::count_role).toUInt(), 1'234'567u);
    const QModelIndex second = model.index(1, 0, root);
    QCOMPARE(second.data().toString(), QStringLiteral("[1000000…1234566]"));
    QCOMPARE(model.rowCount(second), 235);
    const QModelIndex last = model.index(234, 0, second);
    QCOMPARE(last.data().toString(), QStringLiteral("[1234000…1234566]"));
    QCOMPARE(model.rowCount(last), 567);
    const QModelIndex item = model.index(566, 0, last);
    QCOMPARE(item.data().toString(), QStringLiteral("1234566"));
    QCOMPARE(item.siblingAtColumn(1).data().toString(), QStringLiteral("1234566"));
    QVERIFY(model.row_count() < 1000);
    const auto found = find_json_path(*model.json(), QStringLiteral("/777777"));
    QCOMPARE(model.at_offset(*found).data().toString(), QStringLiteral("777777"));
    QVERIFY(model.row_count() < 4000);
}

void JsonTreeTest::values_are_as_written() {
    JsonTreeModel model;
    model.set_index(read_json(R"( { "n" : 1.50e+10 , "big":123456789012345678901234567890, "s":"a\u00e9\n", "t":true, "o":{ }, "a":[ 1 ,2 ] } )"));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(root.siblingAtColumn(1).data().toString(), QStringLiteral("6 member(s)"));
    const auto value = [&](int row) { return model.index(row, 1, root).data().toString(); };
    QCOMPARE(value(0), QStringLiteral("1.50e+10"));
    QCOMPARE(value(1), QStringLiteral("123456789012345678901234567890"));
    QCOMPARE(value(2), QStringLiteral("\"a\\u00e9\\n\""));
    QCOMPARE(value(3), QStringLiteral("true"));
    QVERIFY(!model.hasChildren(model.index(4, 0, root)));
    QCOMPARE(model.kind_of(model.index(5, 0, root)), JsonKind::array);
    QCOMPARE(model.index(5, 0, root).data(JsonTreeModel::size_role).toLongLong(), 8);
}

void JsonTreeTest::long_values_are_cut() {
    JsonTreeModel model;
    model.set_index(read_json("[\"" + std::string(298, 'x') + "\",\"" + std::string(299, 'x') + "\",\"" + std::string(100000, 'y') + "\",\"é" + std::string(296, 'z') + "é\"]"));
    const QModelIndex root = model.index(0, 0);
    const auto cut = [&](int row) { return model.index(row, 0, root).data(JsonTreeModel::cut_role).toBool(); };
    QVERIFY(!cut(0));
    QVERIFY(cut(1));
    QVERIFY(cut(2));
    QVERIFY(!cut(3));
    QCOMPARE(model.index(2, 1, root).data().toString().size(), 301);
}

void JsonTreeTest::redacted_values_are_told() {
    JsonTreeModel model;
    model.set_index(read_json(R"({"card":{"$redacted":true},"more":{"$redacted":true,"was":"string"},"not":{"$redacted":false}})"));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.kind_of(model.index(0, 0, root)), JsonKind::redacted);
    QVERIFY(!model.hasChildren(model.index(0, 0, root)));
    QCOMPARE(model.index(0, 1, root).data().toString(), QStringLiteral("redacted"));
    QCOMPARE(model.kind_of(model.index(1, 0, root)), JsonKind::redacted);
    QVERIFY(model.hasChildren(model.index(1, 0, root)));
    QCOMPARE(model.kind_of(model.index(2, 0, root)), JsonKind::object);
}

void JsonTreeTest::nothing_has_no_rows() {
    JsonTreeModel model;
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.at_offset(0).isValid());
    model.set_index(read_json("1"));
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.hasChildren(model.index(0, 0)));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.set_index(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

} // namespace orkestr::test

using orkestr::test::JsonTreeTest;
ORKESTR_TEST(JsonTreeTest)
#include "json_tree_test.moc"
