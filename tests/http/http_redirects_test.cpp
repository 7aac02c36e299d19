// Redirects: followed only when asked for, by the rules for methods, without credentials at another origin.
#include "core/base/secret_text.h"
#include "tests/http/http_call_probe.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QObject>

using orkestr::JsonArray;
using orkestr::JsonObject;
using orkestr::JsonValue;
using orkestr::Problem;
using orkestr::StandardError;
using orkestr::test::HttpCallProbe;
using orkestr::test::TestAnswer;
using orkestr::test::TestHttpServer;
using orkestr::test::TestRequest;

namespace {

JsonValue following(const QString& uri, const char* method = "GET") {
    return JsonValue::object({{"method", method}, {"uri", uri.toStdString()}, {"redirect", true}});
}

std::string secret(const char* name) { return orkestr::secret_placeholder(HttpCallProbe::nonce, {name}); }

} // namespace

class HttpRedirectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void methods_data();
    void methods();
    void response_is_of_the_last_request();
    void without_a_target_it_is_a_result();
    void loops_end();
    void ten_are_followed();
    void credentials_stay_at_their_origin();
    void credentials_are_kept_within_an_origin();
    void a_secret_body_stays_at_its_origin();
    void other_schemes_are_refused_data();
    void other_schemes_are_refused();
};

void HttpRedirectsTest::methods_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("second");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("GET %d", status) << status << QByteArray("GET") << QByteArray("GET /to?x=1 |||");
        const bool dropped = status == 303;
        const bool post_dropped = dropped || status == 301 || status == 302;
        QTest::addRow("POST %d", status) << status << QByteArray("POST")
                                         << QByteArray(post_dropped ? "GET /to?x=1 |||" : "POST /to?x=1 {\"a\":1}|application/json|7|key");
        QTest::addRow("PUT %d", status) << status << QByteArray("PUT")
                                        << QByteArray(dropped ? "GET /to?x=1 |||" : "PUT /to?x=1 {\"a\":1}|application/json|7|");
    }
}

void HttpRedirectsTest::methods() {
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, second);
    TestHttpServer server([&](const TestRequest& request) {
        if (request.path == "/a/from") return TestAnswer::redirect(status, "../to?x=1#part");
        return TestAnswer::text(request.method + ' ' + request.target + ' ' + request.body + '|' + request.header("content-type") + '|' +
                                request.header("content-length") + '|' + (request.header("idempotency-key").isEmpty() ? "" : "key"));
    });
    HttpCallProbe probe;
    JsonValue request = following(server.url("/a/from"), method.constData());
    if (method != "GET") request.set("body", JsonValue::object({{"a", 1}}));
    QCOMPARE(HttpCallProbe::text(probe.call(request)), JsonValue(second.toStdString()).json().text());
}

void HttpRedirectsTest::response_is_of_the_last_request() {
    TestHttpServer server([](const TestRequest& request) {
        return request.path == "/from" ? TestAnswer::redirect(303, "/to") : TestAnswer::json("1", 202);
    });
    HttpCallProbe probe;
    JsonValue request = following(server.url("/from"), "POST");
    request.set("output", "response");
    const auto result = probe.call(request);
    const JsonValue value = HttpCallProbe::value(result);
    QCOMPARE(value.integer_at("statusCode"), 202);
    QCOMPARE(value.find("request")->string_at("uri"), server.url("/to").toStdString());
    QCOMPARE(value.find("request")->string_at("method"), std::string("GET"));
    const std::string base = server.url("").toStdString();
    QCOMPARE(result.log, "POST " + base + "/from -> 303, 0 bytes\nGET " + base + "/to -> 202, 1 bytes\n");
}

void HttpRedirectsTest::without_a_target_it_is_a_result() {
    for (const int status : {300, 301, 304}) {
        TestHttpServer server([&](const TestRequest&) { return TestAnswer::json(status == 304 ? "" : "[5]", status); });
        HttpCallProbe probe;
        QCOMPARE(HttpCallProbe::text(probe.call(following(server.url()))), std::string(status == 304 ? "null" : "[5]"));
    }
}

void HttpRedirectsTest::loops_end() {
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::redirect(302, request.path == "/a" ? "/b" : "/a"); });
    HttpCallProbe probe;
    const Problem problem = HttpCallProbe::problem(probe.call(following(server.url("/a"))));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::communication));
    QCOMPARE(problem.status, 302);
    QVERIFY(problem.detail.ends_with(": more than 10 redirects"));
    QCOMPARE(server.requests().size(), 11u);
}

void HttpRedirectsTest::ten_are_followed() {
    TestHttpServer server([](const TestRequest& request) {
        const int left = request.path.mid(1).toInt();
        return left > 0 ? TestAnswer::redirect(302, QByteArray::number(left - 1)) : TestAnswer::json("\"there\"");
    });
    HttpCallProbe probe;
    QCOMPARE(HttpCallProbe::text(probe.call(following(server.url("/10")))), std::string("\"there\""));
}

void HttpRedirectsTest::credentials_stay_at_their_origin() {
    TestHttpServer other([](const TestRequest&) { return TestAnswer::json("1"); });
    TestHttpServer server([&](const TestRequest&) { return TestAnswer::redirect(307, other.url("/x").replace("//", "//intruder:pass@").toUtf8()); });
    HttpCallProbe probe({{"key", JsonValue("s3cret-key")}});
    JsonValue request = following(server.url());
    request.set("headers", JsonValue::object({{"Cookie", "a=b"}, {"X-Plain", "stays"}, {"X-Key", "key " + secret("key")}}));
    request.set("authentication", JsonValue::object({{"basic", JsonValue::object({{"username", "u"}, {"password", "p"}})}}));
    QCOMPARE(HttpCallProbe::text(probe.call(request)), std::string("1"));
    request.remove("authentication");
    request.set("headers", JsonValue::object({{"Authorization", "Bearer abc"}}));
    QCOMPARE(HttpCallProbe::text(probe.call(request)), std::string("1"));
    QCOMPARE(server.requests().at(0).header("authorization"), QByteArray("Basic dTpw"));
    QCOMPARE(server.requests().at(0).header("x-key"), QByteArray("key s3cret-key"));
    QCOMPARE(server.requests().at(1).header("authorization"), QByteArray("Bearer abc"));
    for (const auto& seen : other.requests()) {
        QCOMPARE(seen.header("authorization"), QByteArray());
        QCOMPARE(seen.header("cookie"), QByteArray());
        QCOMPARE(seen.header("x-key"), QByteArray());
    }
    QCOMPARE(other.requests().at(0).header("x-plain"), QByteArray("stays"));
}

void HttpRedirectsTest::credentials_are_kept_within_an_origin() {
    TestHttpServer server([](const TestRequest& request) {
        return request.path == "/from" ? TestAnswer::redirect(302, "/to") : TestAnswer::text(request.header("authorization"));
    });
    HttpCallProbe probe;
    JsonValue request = following(server.url("/from"));
    request.set("authentication", JsonValue::object({{"bearer", JsonValue::object({{"token", "abc"}})}}));
    QCOMPARE(HttpCallProbe::text(probe.call(request)), std::string("\"Bearer abc\""));
}

void HttpRedirectsTest::a_secret_body_stays_at_its_origin() {
    TestHttpServer other([](const TestRequest&) { return TestAnswer::json("1"); });
    TestHttpServer server([&](const TestRequest& request) {
        if (request.path == "/same") return TestAnswer::redirect(307, "/end");
        if (request.path == "/get") return TestAnswer::redirect(303, other.url("/x").toUtf8());
        return request.path == "/end" ? TestAnswer::json("2") : TestAnswer::redirect(307, other.url("/x").toUtf8());
    });
    HttpCallProbe probe({{"key", JsonValue("s3cret-key")}});
    const auto post = [&](const char* path) {
        JsonValue request = following(server.url(path), "POST");
        request.set("body", JsonValue::object({{"key", secret("key")}}));
        return probe.call(request);
    };
    const Problem problem = HttpCallProbe::problem(post("/other"));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::communication));
    QCOMPARE(problem.detail, "the server redirects a body that holds a secret to another origin: " + other.url("/x").toStdString());
    QVERIFY(other.requests().empty());
    QCOMPARE(HttpCallProbe::text(post("/same")), std::string("2"));
    QCOMPARE(HttpCallProbe::text(post("/get")), std::string("1"));
    QCOMPARE(other.requests().at(0).body, QByteArray());
}

void HttpRedirectsTest::other_schemes_are_refused_data() {
    QTest::addColumn<QByteArray>("location");
    for (const char* location : {"file:///etc/passwd", "ftp://host/", "http://", "http://host:99999/", "javascript:x"})
        QTest::addRow("%s", location) << QByteArray(location);
}

void HttpRedirectsTest::other_schemes_are_refused() {
    QFETCH(QByteArray, location);
    TestHttpServer server([&](const TestRequest&) { return TestAnswer::redirect(302, location); });
    HttpCallProbe probe;
    const Problem problem = HttpCallProbe::problem(probe.call(following(server.url())));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::communication));
    QCOMPARE(problem.detail, "the server redirects to what is no http or https URI: '" + location.toStdString() + "'");
    QCOMPARE(server.requests().size(), 1u);
}

ORKESTR_TEST(HttpRedirectsTest)
#include "http_redirects_test.moc"
