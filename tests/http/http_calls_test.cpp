// What a call sends and what the workflow gets of the answer.
#include "tests/http/http_call_probe.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QObject>

using orkestr::HttpOptions;
using orkestr::JsonArray;
using orkestr::JsonObject;
using orkestr::JsonValue;
using orkestr::test::HttpCallProbe;
using orkestr::test::TestAnswer;
using orkestr::test::TestHttpServer;
using orkestr::test::TestRequest;

class HttpCallsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void json_answers_are_parsed();
    void contents_by_type_data();
    void contents_by_type();
    void raw_is_base64();
    void response_has_request_and_headers();
    void methods_data();
    void methods();
    void query_is_encoded_and_appended();
    void odd_uris_are_encoded();
    void bodies_data();
    void bodies();
    void headers_are_sent();
    void nothing_is_kept_between_calls();
    void idempotency_key_of_an_attempt();
    void answers_are_asked_for_uncompressed();
    void chunked_answers();
    void fifty_calls_at_once();
    void no_more_than_the_bound_at_once();
};

void HttpCallsTest::json_answers_are_parsed() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::json(R"({"b":[1,2.50,null], "a":"é"})"); });
    HttpCallProbe probe;
    const auto result = probe.get(server.url("/x"));
    QCOMPARE(HttpCallProbe::text(result), std::string(R"({"a":"é","b":[1,2.5,null]})"));
    QCOMPARE(result.log, "GET " + server.url("/x").toStdString() + " -> 200, 29 bytes\n");
}

void HttpCallsTest::contents_by_type_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<std::string>("value");
    QTest::newRow("json") << QByteArray("application/json") << QByteArray("[1]") << std::string("[1]");
    QTest::newRow("json in capitals") << QByteArray("Application/JSON; charset=UTF-8") << QByteArray("[1]") << std::string("[1]");
    QTest::newRow("json with a mark") << QByteArray("application/json") << QByteArray("\xEF\xBB\xBF[1]") << std::string("[1]");
    QTest::newRow("problem") << QByteArray("application/problem+json") << QByteArray("{\"a\":1}") << std::string("{\"a\":1}");
    QTest::newRow("huge integer") << QByteArray("application/json") << QByteArray("123456789012345678901234567890")
                                  << std::string("123456789012345678901234567890");
    QTest::newRow("text") << QByteArray("text/plain") << QByteArray("[1]") << std::string("\"[1]\"");
    QTest::newRow("text not UTF-8") << QByteArray("text/html") << QByteArray("a\xFF" "b") << std::string("\"a\uFFFDb\"");
    QTest::newRow("latin1") << QByteArray("text/plain; charset=\"ISO-8859-1\"") << QByteArray("caf\xE9") << std::string("\"café\"");
    QTest::newRow("utf-16") << QByteArray("text/plain;charset=utf-16le") << QByteArray("a\0b\0", 4) << std::string("\"ab\"");
    QTest::newRow("xml") << QByteArray("application/atom+xml") << QByteArray("<a/>") << std::string("\"<a/>\"");
    QTest::newRow("bytes") << QByteArray("application/octet-stream") << QByteArray("\0\1\2", 3) << std::string("\"AAEC\"");
    QTest::newRow("no type, text") << QByteArray() << QByteArray("{}") << std::string("\"{}\"");
    QTest::newRow("no type, bytes") << QByteArray() << QByteArray("\xFF\xFE\xFD") << std::string("\"//79\"");
    QTest::newRow("form") << QByteArray("application/x-www-form-urlencoded") << QByteArray("a=1&b=x+y%26&a=2&&c")
                          << std::string(R"({"a":["1","2"],"b":"x y&","c":""})");
    QTest::newRow("empty json") << QByteArray("application/json") << QByteArray() << std::string("null");
    QTest::newRow("empty text") << QByteArray("text/plain") << QByteArray() << std::string("null");
}

void HttpCallsTest::contents_by_type() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(std::string, value);
    TestHttpServer server([&](const TestRequest&) {
        TestAnswer answer;
        if (!type.isEmpty()) answer.headers = {{"content-type", type}};
        answer.body = body;
        return answer;
    });
    HttpCallProbe probe;
    QCOMPARE(HttpCallProbe::text(probe.get(server.url())), value);
}

void HttpCallsTest::raw_is_base64() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::json("{\"a\": 1}"); });
    HttpCallProbe probe;
    QCOMPARE(HttpCallProbe::text(probe.get(server.url(), JsonValue::object({{"output", "raw"}}))), std::string("\"eyJhIjogMX0=\""));
}

void HttpCallsTest::response_has_request_and_headers() {
    TestHttpServer server([](const TestRequest&) {
        TestAnswer answer = TestAnswer::json("[true]", 201);
        answer.reason = "Created";
        answer.headers += {{"x-tag", "one"}, {"X-TAG", "two"}, {"Set-Cookie", "session=abc"}};
        return answer;
    });
    HttpCallProbe probe;
    const auto result = probe.call(JsonValue::object(
        {{"method", "post"},
         {"uri", server.url("/a?b=c#d").toStdString()},
         {"output", "response"},
         {"headers", JsonValue::object({{"x-mine", "1"}, {"Cookie", "a=b"}, {"authorization", "Bearer abcd"}})},
         {"body", 5}}));
    const JsonValue value = HttpCallProbe::value(result);
    QCOMPARE(value.integer_at("statusCode"), 201);
    QCOMPARE(value.find("content")->json().text(), std::string("[true]"));
    const JsonValue* headers = value.find("headers");
    QVERIFY(headers);
    QCOMPARE(headers->string_at("Content-Type"), std::string("application/json"));
    QCOMPARE(headers->string_at("X-Tag"), std::string("one, two"));
    QVERIFY(!headers->find("Set-Cookie"));
    const JsonValue* request = value.find("request");
    QVERIFY(request);
    QCOMPARE(request->string_at("method"), std::string("POST"));
    QCOMPARE(request->string_at("uri"), server.url("/a?b=c#d").toStdString());
    const JsonValue sent = JsonValue::object({{"Accept", "application/json, */*;q=0.8"},
                                              {"Accept-Encoding", "identity"},
                                              {"Content-Type", "application/json"},
                                              {"Host", server.url("").mid(7).toStdString()},
                                              {"Idempotency-Key", "01HZZZZZZZZZZZZZZZZZZZZZZZ-1-1"},
                                              {"User-Agent", "orkestr/" ORKESTR_VERSION},
                                              {"X-Mine", "1"}});
    QCOMPARE(request->find("headers")->json().text(), sent.json().text());
}

void HttpCallsTest::methods_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("body");
    for (const char* method : {"GET", "DELETE", "OPTIONS", "PUT", "POST", "PATCH", "PURGE", "M-SEARCH"})
        for (const bool body : {false, true}) QTest::addRow("%s %d", method, body) << QByteArray(method) << body;
}

void HttpCallsTest::methods() {
    QFETCH(QByteArray, method);
    QFETCH(bool, body);
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::text(request.method + ' ' + request.body); });
    HttpCallProbe probe;
    JsonValue request = JsonValue::object({{"method", method.toLower().toStdString()}, {"uri", server.url().toStdString()}});
    if (body) request.set("body", JsonValue::object({{"a", 1}}));
    QCOMPARE(HttpCallProbe::text(probe.call(request)),
             JsonValue((method + (body ? " {\"a\":1}" : " ")).toStdString()).json().text());
}

void HttpCallsTest::query_is_encoded_and_appended() {
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::text(request.query); });
    HttpCallProbe probe;
    const auto sent = [&](const QString& path, const JsonValue& query) {
        return HttpCallProbe::value(probe.get(server.url(path), JsonValue::object({{"query", query}})));
    };
    QCOMPARE(sent("/p", JsonValue::object({{"q", "a b&c=d+é"}, {"n", 1.5}, {"t", true}, {"z", nullptr}})).json().text(),
             std::string("\"n=1.5&q=a%20b%26c%3Dd%2B%C3%A9&t=true\""));
    QCOMPARE(sent("/p?x=1", JsonValue::object({{"l", JsonArray{1, "b"}}, {"o", JsonValue::object({{"k", 1}})}})).json().text(),
             std::string("\"x=1&l=1&l=b&o=%7B%22k%22%3A1%7D\""));
    QCOMPARE(sent("/p#frag", JsonValue::object({{"a", "#"}})).json().text(), std::string("\"a=%23\""));
    QCOMPARE(sent("/p?", JsonValue::object({{"a", ""}})).json().text(), std::string("\"a=\""));
    QCOMPARE(sent("/p?", JsonValue()).json().text(), std::string("null"));
}

void HttpCallsTest::odd_uris_are_encoded() {
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::text(request.target); });
    HttpCallProbe probe;
    const auto sent = [&](const char* path) { return *HttpCallProbe::value(probe.get(server.url(path))).as_string(); };
    QCOMPARE(sent(""), std::string("/"));
    QCOMPARE(sent("?a=b"), std::string("/?a=b"));
    QCOMPARE(sent("/a b/\u00e9?q=x y&r=\u20ac"), std::string("/a%20b/%C3%A9?q=x%20y&r=%E2%82%AC"));
    QCOMPARE(sent("/a%2Fb%zz?c=%26"), std::string("/a%2Fb%25zz?c=%26"));
    QCOMPARE(sent("/a\r\nX-Other: 1\r\n\r\nGET /b"), std::string("/a%0D%0AX-Other:%201%0D%0A%0D%0AGET%20/b"));
    QCOMPARE(server.requests().size(), 5u);
}

void HttpCallsTest::bodies_data() {
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("object") << std::string() << std::string(R"({"b":1,"a":[null]})") << QByteArray("application/json|{\"a\":[null],\"b\":1}");
    QTest::newRow("number") << std::string() << std::string("7") << QByteArray("application/json|7");
    QTest::newRow("string") << std::string() << std::string("\"x\"") << QByteArray("application/json|\"x\"");
    QTest::newRow("text") << std::string("text/plain") << std::string("\"x\\ny\"") << QByteArray("text/plain|x\ny");
    QTest::newRow("json text") << std::string("application/json") << std::string("\"{}\"") << QByteArray("application/json|{}");
    QTest::newRow("form") << std::string("application/x-www-form-urlencoded; charset=utf-8") << std::string(R"({"a":"x y","b":[1,2]})")
                          << QByteArray("application/x-www-form-urlencoded; charset=utf-8|a=x%20y&b=1&b=2");
    QTest::newRow("other type") << std::string("application/vnd.api+json") << std::string("[1]")
                                << QByteArray("application/vnd.api+json|[1]");
    QTest::newRow("null") << std::string() << std::string("null") << QByteArray("|");
}

void HttpCallsTest::bodies() {
    QFETCH(std::string, type);
    QFETCH(std::string, body);
    QFETCH(QByteArray, sent);
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::text(request.header("content-type") + '|' + request.body); });
    HttpCallProbe probe;
    JsonValue request = JsonValue::object({{"method", "POST"}, {"uri", server.url().toStdString()}, {"body", *JsonValue::parse(body)}});
    if (!type.empty()) request.set("headers", JsonValue::object({{"content-type", type}}));
    QCOMPARE(HttpCallProbe::text(probe.call(request)), JsonValue(sent.toStdString()).json().text());
}

void HttpCallsTest::headers_are_sent() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::text("ok"); });
    HttpCallProbe probe;
    const JsonValue headers = JsonValue::object({{"X-Text", "é"},
                                                 {"X-Number", 3},
                                                 {"X-List", JsonArray{"a", "b"}},
                                                 {"X-None", nullptr},
                                                 {"Accept", "text/csv"},
                                                 {"Content-Length", "999"},
                                                 {"Transfer-Encoding", "chunked"},
                                                 {"User-Agent", "mine"}});
    QCOMPARE(HttpCallProbe::text(probe.get(server.url(), JsonValue::object({{"headers", headers}}))), std::string("\"ok\""));
    const TestRequest request = server.requests().at(0);
    QCOMPARE(request.header("x-text"), QByteArray("é"));
    QCOMPARE(request.header("x-number"), QByteArray("3"));
    QCOMPARE(request.header("x-list"), QByteArray("a, b"));
    QVERIFY(request.header("x-none").isNull());
    QCOMPARE(request.header("accept"), QByteArray("text/csv"));
    QVERIFY(request.header("content-length") != "999");
    QVERIFY(request.header("transfer-encoding").isEmpty());
    QCOMPARE(request.header("user-agent"), QByteArray("mine"));
    QVERIFY(request.header("cookie").isEmpty());
}

void HttpCallsTest::nothing_is_kept_between_calls() {
    TestHttpServer server([](const TestRequest&) {
        TestAnswer answer = TestAnswer::text("ok");
        answer.headers += {{"Set-Cookie", "a=b; Path=/"}, {"Cache-Control", "max-age=1000"}};
        return answer;
    });
    HttpCallProbe probe;
    probe.get(server.url("/x"), JsonValue::object({{"authentication", JsonValue::object({{"basic", JsonValue::object({{"username", "u"}, {"password", "p"}})}})}}));
    probe.get(server.url("/x"));
    const auto requests = server.requests();
    QCOMPARE(requests.size(), 2u);
    QCOMPARE(requests[0].header("authorization"), QByteArray("Basic dTpw"));
    QCOMPARE(requests[1].header("authorization"), QByteArray());
    QCOMPARE(requests[1].header("cookie"), QByteArray());
    QCOMPARE(server.connections(), 1);
}

void HttpCallsTest::idempotency_key_of_an_attempt() {
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::text(request.header("idempotency-key")); });
    HttpCallProbe probe;
    const auto sent = [&](const char* method, JsonValue headers = {}) {
        return HttpCallProbe::text(probe.call(
            JsonValue::object({{"method", method}, {"uri", server.url().toStdString()}, {"headers", std::move(headers)}})));
    };
    QCOMPARE(sent("POST"), std::string("\"01HZZZZZZZZZZZZZZZZZZZZZZZ-1-1\""));
    QCOMPARE(sent("PATCH"), std::string("\"01HZZZZZZZZZZZZZZZZZZZZZZZ-2-1\""));
    QCOMPARE(sent("PUT"), std::string("null"));
    QCOMPARE(sent("POST", JsonValue::object({{"idempotency-KEY", "mine"}})), std::string("\"mine\""));
}

void HttpCallsTest::answers_are_asked_for_uncompressed() {
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::text(request.header("accept-encoding")); });
    HttpCallProbe probe;
    QCOMPARE(HttpCallProbe::text(probe.get(server.url())), std::string("\"identity\""));
}

void HttpCallsTest::chunked_answers() {
    TestHttpServer server([](const TestRequest&) {
        TestAnswer answer = TestAnswer::json("[\"some text that fills more than one chunk\"]");
        answer.chunked = true;
        return answer;
    });
    HttpCallProbe probe;
    QCOMPARE(HttpCallProbe::text(probe.get(server.url())), std::string("[\"some text that fills more than one chunk\"]"));
}

void HttpCallsTest::fifty_calls_at_once() {
    TestHttpServer server([](const TestRequest&) {
        TestAnswer answer;
        answer.hang = true;
        return answer;
    });
    HttpCallProbe probe;
    for (int i = 0; i < 50; ++i) probe.start(JsonValue::object({{"method", "GET"}, {"uri", server.url().toStdString()}}));
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 50u, 20'000);
    server.release(TestAnswer::json("1"));
    QTRY_COMPARE_WITH_TIMEOUT(probe.results.size(), 50u, 20'000);
    for (const auto& [key, result] : probe.results) QCOMPARE(HttpCallProbe::text(result), std::string("1"));
}

void HttpCallsTest::no_more_than_the_bound_at_once() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::json("1"); });
    HttpOptions options;
    options.max_active = 3;
    HttpCallProbe probe({}, options);
    for (int i = 0; i < 200; ++i) probe.start(JsonValue::object({{"method", "GET"}, {"uri", server.url().toStdString()}}));
    QVERIFY(probe.results.empty());
    QTRY_COMPARE_WITH_TIMEOUT(probe.results.size(), 200u, 20'000);
    QVERIFY(server.most_at_once() <= 3);
}

ORKESTR_TEST(HttpCallsTest)
#include "http_calls_test.moc"
