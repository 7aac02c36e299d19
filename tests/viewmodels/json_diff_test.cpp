#include "core/base/json_value.h"
#include "core/base/random.h"
#include "tests/support/test.h"
#include "ui/viewmodels/json_diff_document.h"
#include "ui/viewmodels/json_diff_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace orkestr::test {

namespace {

JsonDiff diff_of(const std::string& left, const std::string& right) {
    const auto index = [](const std::string& text) {
        auto built = JsonIndex::build(shared_text(*Json::parse(text)));
        if (!built) qFatal("%s", built.error().message.c_str());
        return std::make_shared<const JsonIndex>(std::move(*built));
    };
    auto diff = diff_json(index(left), index(right));
    if (!diff) qFatal("%s", diff.error().message.c_str());
    return std::move(*diff);
}

/// The right document, from the left one and what the diff says; of the right one only what was added or changed is read.
void append_applied(const JsonDiff& diff, std::uint32_t number, std::string& out) {
    const JsonDiffEntry& entry = diff.entries[number];
    const auto child = [&](const JsonIndex& index, const JsonMember& member) {
        if (out.back() != '{' && out.back() != '[') out += ',';
        if (member.name != JsonMember::no_name) out += std::string(index.raw(member.name)) + ":";
    };
    const bool root = number == 0;
    switch (entry.change) {
    case JsonChange::removed: return;
    case JsonChange::same:
        if (root) {
            out += diff.left->raw(entry.left.value);
            return;
        }
        for (const JsonMember& member : diff.left->children(diff.entries[entry.parent].left.value, entry.left_ordinal, entry.count)) {
            child(*diff.left, member);
            out += diff.left->raw(member.value);
        }
        return;
    case JsonChange::added:
    case JsonChange::changed:
        if (!root) child(*diff.right, entry.right);
        out += diff.right->raw(entry.right.value);
        return;
    case JsonChange::inside:
        if (!root) child(*diff.left, entry.left);
        const bool object = diff.left->kind(entry.left.value) == '{';
        out += object ? '{' : '[';
        for (std::uint32_t i = 0; i < entry.child_count; ++i) append_applied(diff, entry.first_child + i, out);
        out += object ? '}' : ']';
        return;
    }
}

JsonValue random_document(Random& random, int depth) {
    const auto kind = depth == 0 ? 3 + random.below(3) : random.below(depth > 4 ? 3 : 6);
    if (kind == 0) return static_cast<std::int64_t>(random.below(5));
    if (kind == 1) return std::string(1, static_cast<char>('a' + random.below(4)));
    if (kind == 2) return random.percent(50);
    if (kind == 3) {
        JsonArray items;
        for (auto count = random.below(8); count > 0; --count) items.push_back(random_document(random, depth + 1));
        return items;
    }
    JsonObject members;
    if (random.percent(40)) members.emplace_back("id", static_cast<std::int64_t>(random.below(6)));
    for (auto count = random.below(6); count > 0; --count) {
        static constexpr const char* names[] = {"a", "ab", "a\"b", "é", "b", "\n", "name", ""};
        members.emplace_back(names[random.below(std::size(names))], random_document(random, depth + 1));
    }
    return members;
}

/// The same with something else here and there.
JsonValue changed_document(Random& random, const JsonValue& value, int depth) {
    if (random.percent(6)) return random_document(random, depth);
    if (const auto* array = value.as_array()) {
        JsonArray items;
        for (const auto& item : *array) {
            if (random.percent(8)) continue;
            if (random.percent(8)) items.push_back(random_document(random, depth + 1));
            items.push_back(changed_document(random, item, depth + 1));
        }
        return items;
    }
    if (const auto* object = value.as_object()) {
        JsonObject members;
        for (const auto& [name, member] : *object)
            if (!random.percent(8)) members.emplace_back(name, changed_document(random, member, depth + 1));
        if (random.percent(10)) members.emplace_back("new", random_document(random, depth + 1));
        return members;
    }
    return value;
}

/// The changes in words, in the order of the documents: `+ .a.b: 1`.
QStringList changes_of(const JsonDiff& diff) {
    JsonDiffModel model;
    model.set_diff(std::make_shared<const JsonDiff>(diff));
    QStringList out;
    for (std::size_t i = 0; i < diff.changes.size(); ++i) {
        const QModelIndex at = model.change(i);
        const QString left = at.data(JsonDiffModel::left_role).toString();
        const QString right = at.data(JsonDiffModel::right_role).toString();
        const QString sign = left.isEmpty() ? QStringLiteral("+ ") : right.isEmpty() ? QStringLiteral("- ") : QStringLiteral("~ ");
        out << sign + jq_path(model.path(at)) + QStringLiteral(": ") + left + (left.isEmpty() || right.isEmpty() ? QString() : QStringLiteral(" > ")) + right;
    }
    return out;
}

void visit_diff_rows(const JsonDiffModel& model, const QModelIndex& at, int& budget) {
    for (int row = 0; row < model.rowCount(at) && --budget > 0; ++row) {
        const QModelIndex child = model.index(row, 0, at);
        QVERIFY(!child.data(Qt::AccessibleTextRole).toString().isEmpty());
        QVERIFY(model.parent(child) == at);
        visit_diff_rows(model, child, budget);
    }
}

} // namespace

class JsonDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_diff_applied_to_the_left_gives_the_right();
    void changes_are_found_data();
    void changes_are_found();
    void items_that_moved_in_are_told_from_those_after();
    void long_arrays_are_compared_by_their_order();
    void the_same_has_no_changes();
    void the_tree_folds_what_is_the_same();
    void the_tree_stands_the_tester();
    void every_change_has_a_row();
    void long_lists_are_paged();
    void what_is_large_is_compared_in_the_background();
    void comparing_can_be_stopped();
    void there_is_a_limit();
};

void JsonDiffTest::a_diff_applied_to_the_left_gives_the_right() {
    int with_changes = 0;
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
        Random random(seed);
        const JsonValue left = random_document(random, 0);
        const JsonValue right = random.percent(80) ? changed_document(random, left, 0) : random_document(random, 0);
        const JsonDiff diff = diff_of(left.json().text(), right.json().text());
        std::string applied;
        append_applied(diff, 0, applied);
        QVERIFY2(applied == right.json().text(), (std::to_string(seed) + ": " + applied + "\nnot " + right.json().text()).c_str());
        QCOMPARE(diff.changes.empty(), left == right);
        QCOMPARE(diff.added + diff.removed + diff.changed, std::uint64_t{diff.changes.size()});
        with_changes += diff.changes.empty() ? 0 : 1;
    }
    QVERIFY(with_changes > 1000);
}

void JsonDiffTest::changes_are_found_data() {
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QStringList>("changes");
    const auto row = [](const char* name, const char* left, const char* right, const QStringList& changes) {
        QTest::newRow(name) << QString::fromUtf8(left) << QString::fromUtf8(right) << changes;
    };
    row("members", R"({"a":1,"b":2,"c":{"d":3}})", R"({"b":5,"c":{"d":3,"e":4}})", {"- .a: 1", "~ .b: 2 > 5", "+ .c.e: 4"});
    row("inserted", R"([1,2,3])", R"([0,1,2,3])", {"+ .[0]: 0"});
    row("deleted", R"([1,2,3,4])", R"([1,4])", {"- .[1]: 2", "- .[2]: 3"});
    row("replaced", R"(["a","b","c"])", R"(["a","x","c"])", {R"(~ .[1]: "b" > "x")"});
    row("by id", R"([{"id":1,"n":1},{"id":2,"n":1},{"id":3,"n":1}])", R"([{"id":2,"n":2},{"id":3,"n":3}])",
        {"- .[0]: {…} 2 member(s)", "~ .[0].n: 1 > 2", "~ .[1].n: 1 > 3"});
    row("named otherwise", R"([{"id":1,"n":1},{"n":1}])", R"([{"id":2,"n":1},{"n":2}])", {"- .[0]: {…} 2 member(s)", "+ .[0]: {…} 2 member(s)", "~ .[1].n: 1 > 2"});
    row("another kind", R"({"a":[1]})", R"({"a":{"b":1}})", {"~ .a: […] 1 item(s) > {…} 1 member(s)"});
    row("whole", "1", "2", {"~ .: 1 > 2"});
    row("names that begin alike", R"({"a":1,"ab":2,"a b":3})", R"({"a":1,"ab":4,"a b":3})", {"~ .ab: 2 > 4"});
    row("escaped names", R"({"a\"":1,"a#":2})", R"({"a#":2,"a\"":3})", {R"(~ .["a\""]: 1 > 3)"});
    row("redacted", R"({"card":"4111"})", R"({"card":{"$redacted":true}})", {R"(~ .card: "4111" > redacted)"});
}

void JsonDiffTest::changes_are_found() {
    QFETCH(QString, left);
    QFETCH(QString, right);
    const JsonDiff diff = diff_of(left.toStdString(), right.toStdString());
    QTEST(changes_of(diff), "changes");
}

void JsonDiffTest::items_that_moved_in_are_told_from_those_after() {
    std::string left = "[";
    for (int i = 0; i < 1500; ++i) left += "{\"n\":" + std::to_string(i) + "},";
    left.back() = ']';
    std::string right = left;
    right.insert(right.find("{\"n\":700}"), "{\"n\":\"new\"},");
    right.replace(right.find("{\"n\":900}"), 9, "{\"n\":\"x\"}");
    right.erase(right.find(",{\"n\":1200}"), 11);
    QCOMPARE(changes_of(diff_of(left, right)),
             (QStringList{R"(+ .[700]: {…} 1 member(s))", R"(~ .[901].n: 900 > "x")", R"(- .[1200]: {…} 1 member(s))"}));
}

void JsonDiffTest::long_arrays_are_compared_by_their_order() {
    std::string left = "[";
    std::string right = "[";
    for (int i = 0; i < 5000; ++i) {
        left += std::to_string(2 * i) + ",";
        right += std::to_string(2 * i + 1) + ",";
    }
    left.back() = ']';
    right += "7]";
    const JsonDiff diff = diff_of(left, right);
    QCOMPARE(diff.changed, std::uint64_t{5000});
    QCOMPARE(diff.added, std::uint64_t{1});
}

void JsonDiffTest::the_same_has_no_changes() {
    const JsonDiff diff = diff_of(R"({"a":[1,2]})", R"({ "a": [1, 2] })");
    QCOMPARE(diff.entries.size(), std::size_t{1});
    QVERIFY(diff.changes.empty());
}

void JsonDiffTest::the_tree_folds_what_is_the_same() {
    JsonDiffModel model;
    model.set_diff(std::make_shared<const JsonDiff>(diff_of(R"({"a":1,"b":{"x":[1,2]},"c":3,"d":{"new":false}})", R"({"a":1,"b":{"x":[1,2]},"c":4,"d":{"new":false}})")));
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.rowCount(root), 3);
    const QModelIndex fold = model.index(0, 0, root);
    QCOMPARE(fold.data(JsonDiffModel::fold_role).toUInt(), 2u);
    QCOMPARE(fold.data().toString(), QStringLiteral("2 unchanged"));
    QCOMPARE(model.rowCount(fold), 2);
    const QModelIndex b = model.index(1, 0, fold);
    QCOMPARE(b.data().toString(), QStringLiteral("b"));
    QCOMPARE(jq_path(model.path(model.index(1, 0, model.index(0, 0, b)))), QStringLiteral(".b.x[1]"));
    QCOMPARE(model.index(1, 0, root).data(Qt::AccessibleTextRole).toString(), QStringLiteral("changed c: from 3 to 4"));
    QCOMPARE(model.index(2, 0, root).data(JsonDiffModel::fold_role).toUInt(), 1u);
    QCOMPARE(model.index(0, 0, model.index(2, 0, root)).data().toString(), QStringLiteral("d"));
}

void JsonDiffTest::the_tree_stands_the_tester() {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        const JsonValue left = random_document(random, 0);
        JsonDiffModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.set_diff(std::make_shared<const JsonDiff>(diff_of(left.json().text(), changed_document(random, left, 0).json().text())));
        int budget = 5000;
        visit_diff_rows(model, {}, budget);
    }
}

void JsonDiffTest::every_change_has_a_row() {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        const JsonValue left = random_document(random, 0);
        JsonDiffModel model;
        model.set_diff(std::make_shared<const JsonDiff>(diff_of(left.json().text(), changed_document(random, left, 0).json().text())));
        for (std::size_t i = 0; i < model.diff()->changes.size(); ++i) {
            const QModelIndex at = model.change(i);
            QCOMPARE(at.data(JsonDiffModel::change_role).toInt(), static_cast<int>(model.diff()->entries[model.diff()->changes[i]].change));
            QCOMPARE(model.change_from(at), i);
        }
    }
}

void JsonDiffTest::long_lists_are_paged() {
    std::string items;
    for (int i = 0; i < 2500; ++i) items += (i ? "," : "") + std::to_string(i);
    JsonDiffModel model;
    model.set_diff(std::make_shared<const JsonDiff>(diff_of(R"({"same":[)" + items + R"(],"x":1})", R"({"added":[)" + items + R"(],"same":[)" + items + R"(],"x":2})")));
    const QModelIndex added = model.index(0, 0, model.index(0, 0));
    QCOMPARE(model.rowCount(added), 1001);
    QModelIndex rest = model.index(1000, 0, added);
    QCOMPARE(rest.data(JsonDiffModel::fold_role).toUInt(), 1500u);
    QCOMPARE(model.rowCount(rest), 1001);
    rest = model.index(1000, 0, rest);
    QCOMPARE(model.rowCount(rest), 500);
    QCOMPARE(jq_path(model.path(model.index(499, 0, rest))), QStringLiteral(".added[2499]"));
    // Changes beyond a thousand have rows too.
    std::string left = "[";
    std::string right = "[";
    for (int i = 0; i < 6000; ++i) {
        left += (i ? "," : "") + std::to_string(i);
        right += (i ? "," : "") + std::to_string(-i - 1);
    }
    model.set_diff(std::make_shared<const JsonDiff>(diff_of(left + "]", right + "]")));
    QCOMPARE(jq_path(model.path(model.change(3456))), QStringLiteral(".[3456]"));
}

void JsonDiffTest::what_is_large_is_compared_in_the_background() {
    std::string left = "[";
    for (int i = 0; i < 200000; ++i) left += "{\"id\":" + std::to_string(i) + "},";
    left.back() = ']';
    std::string right = left;
    right.replace(right.find("{\"id\":777}"), 10, "{\"id\":-77}");
    JsonDiffDocument document;
    document.compare(Json::trusted(left), Json::trusted(right));
    QCOMPARE(document.state(), LoadState::loading);
    QTRY_COMPARE(document.state(), LoadState::ready);
    QCOMPARE(document.diff()->changes.size(), std::size_t{2});
    QCOMPARE(document.diff()->entries.size(), std::size_t{5});
}

void JsonDiffTest::comparing_can_be_stopped() {
    JsonDiffDocument document;
    const std::string text = "[\"" + std::string(1 << 20, 'x') + "\"]";
    document.compare(Json::trusted(text), Json::trusted(text));
    document.stop();
    QCOMPARE(document.state(), LoadState::failed);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!document.diff());
    std::stop_source stop;
    stop.request_stop();
    const auto index = std::make_shared<const JsonIndex>(*JsonIndex::build(shared_text(Json::trusted("[1]"))));
    const auto stopped = diff_json(index, index, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
}

void JsonDiffTest::there_is_a_limit() {
    JsonDiffDocument document;
    const Json large = Json::trusted("\"" + std::string(most_json_diff_bytes / 2 + 10, 'x') + "\"");
    document.compare(large, large);
    QTRY_COMPARE(document.state(), LoadState::failed);
    QVERIFY(document.is_too_large());
    QVERIFY2(document.message().contains(QStringLiteral("together")), qPrintable(document.message()));
}

} // namespace orkestr::test

using orkestr::test::JsonDiffTest;
ORKESTR_TEST(JsonDiffTest)
#include "json_diff_test.moc"
