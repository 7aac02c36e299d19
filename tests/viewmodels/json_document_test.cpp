#include "core/base/json_value.h"
#include "core/base/random.h"
#include "tests/support/test.h"
#include "ui/viewmodels/json_document.h"
#include "ui/viewmodels/json_search.h"

#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

std::shared_ptr<const std::string> long_text(int items) {
    std::string text = "[";
    for (int i = 0; i < items; ++i) text += R"({"id":)" + std::to_string(i) + R"(,"name":"customer )" + std::to_string(i * 7 % 1000) + R"("},)";
    text.back() = ']';
    return std::make_shared<const std::string>(std::move(text));
}

std::shared_ptr<const JsonIndex> index_text(const std::string& text) {
    auto index = JsonIndex::build(std::make_shared<const std::string>(text));
    if (!index) qFatal("%s", index.error().message.c_str());
    return std::make_shared<const JsonIndex>(std::move(*index));
}

std::vector<std::string> found_in(const JsonIndex& index, const JsonQuery& query) {
    std::vector<std::string> out;
    search_json(index, JsonMatcher(query), {}, [&](std::vector<std::uint32_t> hits, std::uint64_t) {
        for (const auto hit : hits) out.emplace_back(index.raw(hit));
    });
    return out;
}

} // namespace

class JsonDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void short_texts_are_there_at_once();
    void long_texts_come_later();
    void a_newer_text_wins();
    void what_is_no_json_fails();
    void reading_can_be_stopped();
    void searches_find_names_and_values_data();
    void searches_find_names_and_values();
    void a_search_finds_what_a_reader_finds();
    void a_wrong_expression_is_told();
    void a_search_goes_on_in_the_background();
    void a_search_can_be_stopped();
    void hits_are_walked_from_a_place();
};

void JsonDocumentTest::short_texts_are_there_at_once() {
    JsonDocument document;
    QSignalSpy changed(&document, &JsonDocument::changed);
    document.show(*Json::parse(R"({"a":[1,2]})"));
    QCOMPARE(document.state(), LoadState::ready);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(document.index()->text(), std::string(R"({"a":[1,2]})"));
    document.clear();
    QCOMPARE(document.state(), LoadState::idle);
    QVERIFY(!document.index());
}

void JsonDocumentTest::long_texts_come_later() {
    JsonDocument document;
    document.show_text(long_text(100000));
    QCOMPARE(document.state(), LoadState::loading);
    QTRY_COMPARE(document.state(), LoadState::ready);
    QCOMPARE(document.index()->count(document.index()->root()), 100000u);
    QCOMPARE(document.progress(), 1.0);
}

void JsonDocumentTest::a_newer_text_wins() {
    JsonDocument document;
    document.show_text(long_text(200000));
    document.show(Json::integer(7));
    QCOMPARE(document.state(), LoadState::ready);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(document.index()->text(), std::string("7"));
}

void JsonDocumentTest::what_is_no_json_fails() {
    JsonDocument document;
    document.show_text(std::make_shared<const std::string>("[1,"));
    QCOMPARE(document.state(), LoadState::failed);
    QCOMPARE(document.message(), QStringLiteral("not JSON: the text ends too early (at byte 3)"));
    document.show_loading();
    QCOMPARE(document.state(), LoadState::loading);
    document.show_failed(QStringLiteral("gone"));
    QCOMPARE(document.message(), QStringLiteral("gone"));
}

void JsonDocumentTest::reading_can_be_stopped() {
    JsonDocument document;
    document.show_text(long_text(200000));
    document.stop();
    QCOMPARE(document.state(), LoadState::failed);
    QVERIFY(!document.message().isEmpty());
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(document.state(), LoadState::failed);
}

void JsonDocumentTest::searches_find_names_and_values_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("both") << "order" << "nv" << QStringList{"\"orderId\"", "\"An ORDER\""};
    QTest::newRow("names") << "order" << "n" << QStringList{"\"orderId\""};
    QTest::newRow("values") << "order" << "v" << QStringList{"\"An ORDER\""};
    QTest::newRow("case") << "ORDER" << "nvc" << QStringList{"\"An ORDER\""};
    QTest::newRow("number") << "12.50" << "nv" << QStringList{"12.50"};
    QTest::newRow("word") << "TRU" << "nv" << QStringList{"true"};
    QTest::newRow("quote") << "\"" << "nv" << QStringList{"\"say \\\"hi\\\"\""};
    QTest::newRow("escaped") << "çã" << "nv" << QStringList{"\"Informa\\u00e7\\u00e3o\""};
    QTest::newRow("other letters") << "ÇÃ" << "nv" << QStringList{"\"Informa\\u00e7\\u00e3o\""};
    QTest::newRow("structure") << "," << "nv" << QStringList{};
    QTest::newRow("expression") << "^[a-z]+Id$|^\\d+\\.5" << "nve" << QStringList{"\"orderId\"", "12.50"};
    QTest::newRow("expression with case") << "^AN" << "nvec" << QStringList{};
    QTest::newRow("none") << "zebra" << "nv" << QStringList{};
}

void JsonDocumentTest::searches_find_names_and_values() {
    QFETCH(QString, text);
    QFETCH(QString, options);
    const auto index = index_text("{ \"orderId\" : 12.50, \"a\": [ \"An ORDER\", true, \"say \\\"hi\\\"\" ], \"b\":{\"c\":\"Informa\\u00e7\\u00e3o\"} }");
    QStringList found;
    const JsonQuery query{text, options.contains('n'), options.contains('v'), options.contains('e'), options.contains('c')};
    for (const auto& one : found_in(*index, query)) found << QString::fromStdString(one);
    QTEST(found, "found");
}

/// Every name and value in the order of the document.
static void literals_of(const JsonIndex& index, std::uint32_t place, std::vector<std::uint32_t>& out) {
    if (!index.is_container(place)) {
        out.push_back(place);
        return;
    }
    for (const auto& child : index.children(place, 0, 1 << 20)) {
        if (child.name != JsonMember::no_name) out.push_back(child.name);
        literals_of(index, child.value, out);
    }
}

void JsonDocumentTest::a_search_finds_what_a_reader_finds() {
    const auto index = index_text(*long_text(5000));
    std::vector<std::uint32_t> literals;
    literals_of(*index, index->root(), literals);
    for (const char* text : {"12", "customer 7", "name", "\"", "9", "R 4"}) {
        std::vector<std::string> expected;
        for (const auto literal : literals) {
            const auto raw = std::string(index->raw(literal));
            const auto read = raw[0] == '"' ? json_unquoted(raw) : raw;
            if (QString::fromStdString(read).contains(QLatin1String(text), Qt::CaseInsensitive)) expected.push_back(raw);
        }
        QVERIFY(found_in(*index, {QLatin1String(text), true, true, false, false}) == expected);
    }
}

void JsonDocumentTest::a_wrong_expression_is_told() {
    JsonSearch search;
    search.start(index_text("[1]"), {QStringLiteral("a(b"), true, true, true, false});
    QVERIFY(!search.is_running());
    QVERIFY2(search.mistake().contains(QStringLiteral("at character")), qPrintable(search.mistake()));
}

void JsonDocumentTest::a_search_goes_on_in_the_background() {
    JsonSearch search;
    const auto index = index_text(*long_text(200000));
    QSignalSpy changed(&search, &JsonSearch::changed);
    search.start(index, {QStringLiteral("customer 77"), true, true, false, false});
    QVERIFY(search.is_running());
    QTRY_VERIFY(!search.is_running());
    // 77 and 770 to 779 of every thousand.
    QCOMPARE(search.hits().size(), std::size_t{200 * 11});
    QVERIFY(std::is_sorted(search.hits().begin(), search.hits().end()));
    QVERIFY(changed.size() > 3);
    QCOMPARE(search.progress(), 1.0);
    search.start(index, {});
    QVERIFY(search.hits().empty() && !search.is_running());
}

void JsonDocumentTest::a_search_can_be_stopped() {
    JsonSearch search;
    search.start(index_text(*long_text(200000)), {QStringLiteral("customer"), true, true, false, false});
    search.stop();
    QVERIFY(!search.is_running() && search.was_stopped());
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(search.hits().empty());
}

void JsonDocumentTest::hits_are_walked_from_a_place() {
    JsonSearch search;
    search.start(index_text("[10,21,10,22,10]"), {QStringLiteral("10"), true, true, false, false});
    QTRY_VERIFY(!search.is_running());
    QCOMPARE(search.hits(), (std::vector<std::uint32_t>{1, 7, 13}));
    QCOMPARE(search.next(0), qsizetype{0});
    QCOMPARE(search.next(1), qsizetype{1});
    QCOMPARE(search.next(13), qsizetype{-1});
    QCOMPARE(search.previous(13), qsizetype{1});
    QCOMPARE(search.previous(1), qsizetype{-1});
}

} // namespace orkestr::test

using orkestr::test::JsonDocumentTest;
ORKESTR_TEST(JsonDocumentTest)
#include "json_document_test.moc"
