// What a call comes to when the server refuses, misbehaves or is not there.
#include "tests/http/http_call_probe.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QFile>
#include <QObject>
#include <QTcpServer>

using orkestr::ActivityKey;
using orkestr::ActivityResult;
using orkestr::HttpOptions;
using orkestr::JsonObject;
using orkestr::JsonValue;
using orkestr::Problem;
using orkestr::StandardError;
using orkestr::test::HttpCallProbe;
using orkestr::test::TestAnswer;
using orkestr::test::TestHttpServer;
using orkestr::test::TestRequest;

namespace {

TestAnswer hanging() {
    TestAnswer answer;
    answer.hang = true;
    return answer;
}

bool is_communication(const Problem& problem, int status) {
    return problem.type == orkestr::standard_error_type(StandardError::communication) && problem.status == status;
}

long peak_kib() {
    QFile file("/proc/self/status");
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("VmHWM:")) return line.mid(6).trimmed().split(' ').at(0).toLong();
    return 0;
}

/// A port nobody listens on.
quint16 closed_port() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

class HttpFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statuses_data();
    void statuses();
    void detail_quotes_the_beginning();
    void error_answer_that_never_ends();
    void bad_calls_data();
    void bad_calls();
    void connection_refused();
    void unknown_host();
    void reset_is_not_sent_twice_data();
    void reset_is_not_sent_twice();
    void hang_ends_by_the_limit();
    void no_handshake_ends_by_the_limit();
    void drip_ends_by_the_total_limit();
    void hundred_megabytes();
    void compressed_answers_are_refused();
    void answer_at_the_limit();
    void body_cut_short();
    void malformed_answers_data();
    void malformed_answers();
    void invalid_json();
    void cancel_aborts();
    void cancel_while_waiting();
    void the_runner_takes_its_calls_along();
    void a_callback_may_end_the_runner();
};

void HttpFaultsTest::statuses_data() {
    QTest::addColumn<int>("status");
    for (const int status : {300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 407, 408, 409, 429, 500, 502, 503, 599})
        QTest::addRow("%d", status) << status;
}

void HttpFaultsTest::statuses() {
    QFETCH(int, status);
    TestHttpServer server([&](const TestRequest&) {
        TestAnswer answer = TestAnswer::json(status == 304 ? "" : R"({"why":"so"})", status);
        answer.reason = "Some Reason";
        if (status / 100 == 3) answer.headers += {{"Location", "/elsewhere"}};
        if (status == 401) answer.headers += {{"WWW-Authenticate", "Basic realm=\"x\""}};
        if (status == 407) answer.headers += {{"Proxy-Authenticate", "Basic realm=\"x\""}};
        return answer;
    });
    HttpCallProbe probe;
    const Problem problem = HttpCallProbe::problem(probe.get(server.url("/a")));
    QVERIFY2(is_communication(problem, status), qPrintable(QString::fromStdString(problem.to_json().text())));
    QCOMPARE(problem.title, std::string("Some Reason"));
    const std::string detail = "GET " + server.url("/a").toStdString() + " answered " + std::to_string(status) + " Some Reason";
    QCOMPARE(problem.detail, status == 304 ? detail : detail + R"(: {"why":"so"})");
    QCOMPARE(server.requests().size(), 1u);
}

void HttpFaultsTest::detail_quotes_the_beginning() {
    QByteArray body;
    for (int i = 0; i < 3000; ++i) body += "é";
    TestHttpServer server([&](const TestRequest& request) {
        TestAnswer answer = TestAnswer::text(body, 500);
        if (request.path == "/bytes") answer.headers = {{"Content-Type", "image/png"}};
        return answer;
    });
    HttpCallProbe probe;
    const std::string quoted = HttpCallProbe::problem(probe.get(server.url("/text"))).detail;
    QCOMPARE(quoted.substr(quoted.rfind(": ") + 2), body.left(2048).toStdString() + "…");
    QVERIFY(HttpCallProbe::problem(probe.get(server.url("/bytes"))).detail.ends_with("answered 500 OK"));
}

void HttpFaultsTest::error_answer_that_never_ends() {
    TestHttpServer server([](const TestRequest&) {
        TestAnswer answer = TestAnswer::text("", 500);
        answer.flood_bytes = 100'000'000;
        return answer;
    });
    HttpCallProbe probe;
    QVERIFY(is_communication(HttpCallProbe::problem(probe.get(server.url())), 500));
    QVERIFY(server.flooded_bytes() < 100'000'000);
}

void HttpFaultsTest::bad_calls_data() {
    QTest::addColumn<std::string>("change");
    QTest::addColumn<std::string>("detail");
    const auto row = [](const char* name, std::string change, std::string detail) { QTest::newRow(name) << change << detail; };
    row("file", R"({"uri":"file:///etc/passwd"})", "an HTTP call can't use the scheme 'file', only http and https: file:///etc/passwd");
    row("ftp", R"({"uri":"ftp://host/x"})", "an HTTP call can't use the scheme 'ftp', only http and https: ftp://host/x");
    row("data", R"({"uri":"data:text/plain,x"})", "an HTTP call can't use the scheme 'data', only http and https: data:text/plain,x");
    row("no host", R"({"uri":"https://"})", "not a URI with a scheme and a host: 'https://'");
    row("relative", R"({"uri":"/pets"})", "not a URI with a scheme and a host: '/pets'");
    row("empty", R"({"uri":""})", "not a URI with a scheme and a host: ''");
    row("bad port", R"({"uri":"http://host:99999/"})", "not a URI with a scheme and a host: 'http://host:99999/'");
    row("user info is not shown", R"({"uri":"http://me:hidden@host:99999/"})", "not a URI with a scheme and a host: 'http://host:99999/'");
    row("no method", R"({"method":""})", "an HTTP call's method must be a word such as GET or POST");
    row("method with a space", R"({"method":"GET /x"})", "an HTTP call's method must be a word such as GET or POST");
    row("connect", R"({"method":"connect"})", "the method CONNECT opens a tunnel and can't be called");
    row("headers", R"({"headers":[]})", "an HTTP call's headers must be an object, not array");
    row("header name", R"({"headers":{"a b":"c"}})", "not a header's name: 'a b'");
    row("header line break", R"({"headers":{"A":"b\r\nC: d"}})", "the header A holds a line break or NUL");
    row("header object", R"({"headers":{"A":{}}})", "the header A must be text, not an object");
    row("query", R"({"query":"a=b"})", "an HTTP call's query must be an object, not string");
    row("output", R"({"output":"xml"})", "an HTTP call's output must be content, raw or response");
    row("multipart", R"({"body":{},"headers":{"content-type":"multipart/form-data"}})",
        "a multipart/form-data body must be given as text, with its boundaries");
    row("authentication", R"({"authentication":{"oauth2":{}}})", "an HTTP call's authentication must be basic, bearer or digest");
    row("basic without password", R"({"authentication":{"basic":{"username":"u"}}})", "basic authentication needs 'password'");
    row("bearer with line break", R"({"authentication":{"bearer":{"token":"a\nb"}}})", "the bearer token holds a line break or NUL");
    row("basic with colon", R"({"authentication":{"basic":{"username":"a:b","password":"c"}}})",
        "a user name with a colon can't be used for basic authentication (RFC 7617)");
}

void HttpFaultsTest::bad_calls() {
    QFETCH(std::string, change);
    QFETCH(std::string, detail);
    JsonValue request = JsonValue::object({{"method", "GET"}, {"uri", "http://127.0.0.1:1/"}});
    const JsonValue changes = *JsonValue::parse(change);
    for (const auto& [name, value] : *changes.as_object()) request.set(name, value);
    HttpCallProbe probe;
    const Problem problem = HttpCallProbe::problem(probe.call(request));
    QCOMPARE(QString::fromStdString(problem.detail), QString::fromStdString(detail));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::configuration));
    QCOMPARE(problem.status, 400);
}

void HttpFaultsTest::connection_refused() {
    HttpCallProbe probe;
    const QString url = QString("http://me:hidden@127.0.0.1:%1/").arg(closed_port());
    const ActivityResult result = probe.get(url);
    const Problem problem = HttpCallProbe::problem(result);
    QVERIFY(is_communication(problem, 500));
    QCOMPARE(problem.detail, "GET " + QString(url).remove("me:hidden@").toStdString() + ": Connection refused");
    QCOMPARE(result.log, problem.detail + "\n");
}

void HttpFaultsTest::unknown_host() {
    HttpCallProbe probe;
    const Problem problem = HttpCallProbe::problem(probe.get("http://no-such-host.invalid/x"));
    QVERIFY(is_communication(problem, 500));
    QCOMPARE(problem.detail, std::string("GET http://no-such-host.invalid/x: Host not found"));
}

void HttpFaultsTest::reset_is_not_sent_twice_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("body");
    QTest::addColumn<bool>("reused");
    for (const char* method : {"POST", "PATCH", "LOCK"})
        for (const bool body : {false, true})
            for (const bool reused : {false, true})
                QTest::addRow("%s, body %d, reused %d", method, body, reused) << QByteArray(method) << body << reused;
}

void HttpFaultsTest::reset_is_not_sent_twice() {
    QFETCH(QByteArray, method);
    QFETCH(bool, body);
    QFETCH(bool, reused);
    TestHttpServer server([](const TestRequest& request) {
        TestAnswer answer = TestAnswer::text("ok");
        answer.reset = request.path == "/reset";
        return answer;
    });
    HttpCallProbe probe;
    if (reused) QCOMPARE(HttpCallProbe::text(probe.get(server.url("/first"))), std::string("\"ok\""));
    JsonValue request = JsonValue::object({{"method", method.toStdString()}, {"uri", server.url("/reset").toStdString()}});
    if (body) request.set("body", "data");
    const Problem problem = HttpCallProbe::problem(probe.call(request));
    QVERIFY(is_communication(problem, 500));
    QVERIFY2(problem.detail.ends_with(": the server closed the connection before it answered"), problem.detail.c_str());
    QCOMPARE(server.requests().size(), reused ? 2u : 1u);
}

void HttpFaultsTest::hang_ends_by_the_limit() {
    TestHttpServer server([](const TestRequest&) { return hanging(); });
    HttpOptions options;
    options.transfer_timeout_ms = 200;
    HttpCallProbe probe({}, options);
    const Problem problem = HttpCallProbe::problem(probe.get(server.url()));
    QVERIFY(is_communication(problem, 500));
    QCOMPARE(problem.detail, "GET " + server.url().toStdString() + ": nothing came from the server for 200 ms");
    QTRY_COMPARE_WITH_TIMEOUT(server.open_connections(), 0, 20'000);
}

void HttpFaultsTest::no_handshake_ends_by_the_limit() {
    // It takes the connection and never speaks TLS.
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    HttpOptions options;
    options.connect_timeout_ms = 200;
    HttpCallProbe probe({}, options);
    const QString url = QString("https://127.0.0.1:%1/").arg(silent.serverPort());
    const Problem problem = HttpCallProbe::problem(probe.get(url));
    QVERIFY(is_communication(problem, 500));
    QCOMPARE(problem.detail, "GET " + url.toStdString() + ": no connection within 200 ms");
}

void HttpFaultsTest::drip_ends_by_the_total_limit() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::redirect(302, "/again"); });
    HttpOptions options;
    options.total_timeout_ms = 1;
    options.max_redirects = 1'000'000;
    HttpCallProbe probe({}, options);
    const Problem problem = HttpCallProbe::problem(probe.get(server.url(), JsonValue::object({{"redirect", true}})));
    QVERIFY(is_communication(problem, 500));
    QVERIFY2(problem.detail.ends_with(" took longer than 1 ms"), problem.detail.c_str());
}

void HttpFaultsTest::hundred_megabytes() {
    TestHttpServer server([](const TestRequest&) {
        TestAnswer answer = TestAnswer::text("");
        answer.flood_bytes = 100'000'000;
        return answer;
    });
    HttpCallProbe probe;
    const long before = peak_kib();
    const Problem problem = HttpCallProbe::problem(probe.get(server.url("/big")));
    QVERIFY(is_communication(problem, 500));
    QCOMPARE(problem.detail, "GET " + server.url("/big").toStdString() + " answered more than 16777216 bytes, which is the limit");
    QVERIFY(server.flooded_bytes() < 40'000'000);
#ifndef __SANITIZE_ADDRESS__
    QVERIFY2(peak_kib() - before < 64 * 1024, qPrintable(QString::number(peak_kib() - before)));
#else
    Q_UNUSED(before)
#endif
}

void HttpFaultsTest::compressed_answers_are_refused() {
    TestHttpServer server([&](const TestRequest&) {
        TestAnswer answer = TestAnswer::json("not json");
        answer.headers += {{"Content-Encoding", "gzip"}};
        return answer;
    });
    HttpCallProbe probe;
    const Problem problem = HttpCallProbe::problem(probe.get(server.url()));
    QVERIFY(is_communication(problem, 500));
    QVERIFY(problem.detail.ends_with(" answered with the content encoding gzip, which was not asked for"));
}

void HttpFaultsTest::answer_at_the_limit() {
    TestHttpServer server([](const TestRequest& request) { return TestAnswer::text(QByteArray(request.query.toInt(), 'x')); });
    HttpOptions options;
    options.max_body_bytes = 1000;
    HttpCallProbe probe({}, options);
    QCOMPARE(HttpCallProbe::text(probe.get(server.url("/?1000"))).size(), 1002u);
    QVERIFY(HttpCallProbe::problem(probe.get(server.url("/?1001"))).detail.ends_with("answered more than 1000 bytes, which is the limit"));
}

void HttpFaultsTest::body_cut_short() {
    TestHttpServer server([](const TestRequest& request) {
        TestAnswer answer = TestAnswer::text(QByteArray(10'000, 'x'));
        answer.cut_after = 5000;
        if (request.path == "/chunked") {
            answer.raw = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
        }
        return answer;
    });
    HttpCallProbe probe;
    for (int i = 0; i < 20; ++i) {
        const Problem problem = HttpCallProbe::problem(probe.get(server.url(i % 2 == 0 ? "/length" : "/chunked")));
        QVERIFY2(is_communication(problem, 500), problem.detail.c_str());
        QVERIFY(problem.detail.ends_with(": the server closed the connection in the midst of its answer"));
    }
}

void HttpFaultsTest::malformed_answers_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("garbage") << QByteArray("garbage\r\n\r\n");
    QTest::newRow("bytes") << QByteArray("\0\1\2\3\xFF\xFE\r\n\r\n", 10);
    QTest::newRow("no status") << QByteArray("HTTP/1.1 \r\n\r\n");
    QTest::newRow("status of letters") << QByteArray("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("negative length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello");
    QTest::newRow("chunk size of letters") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n");
    QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 4\r\n\r\nhello");
    QTest::newRow("unknown coding") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    QTest::newRow("chunk longer than its size") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n");
    QTest::newRow("protocol change") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
    QTest::newRow("a megabyte of one header") << "HTTP/1.1 200 OK\r\nX: " + QByteArray(1'000'000, 'x');
}

void HttpFaultsTest::malformed_answers() {
    QFETCH(QByteArray, answer);
    TestHttpServer server([&](const TestRequest&) {
        TestAnswer out;
        out.raw = answer;
        return out;
    });
    HttpOptions options;
    options.transfer_timeout_ms = 5'000;
    HttpCallProbe probe({}, options);
    const Problem problem = HttpCallProbe::problem(probe.get(server.url()));
    QVERIFY2(is_communication(problem, 500), qPrintable(QString::fromStdString(problem.to_json().text())));
    QVERIFY(problem.detail.size() < 2000);
}

void HttpFaultsTest::invalid_json() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::json("{\"a\": nope}"); });
    HttpCallProbe probe;
    const Problem problem = HttpCallProbe::problem(probe.get(server.url()));
    QVERIFY(is_communication(problem, 500));
    QVERIFY2(problem.detail.starts_with("GET " + server.url().toStdString() +
                                        " answered 200 with the content type application/json, but its body is not valid JSON: "),
             problem.detail.c_str());
    QCOMPARE(HttpCallProbe::text(probe.get(server.url(), JsonValue::object({{"output", "raw"}}))),
             "\"" + QByteArray("{\"a\": nope}").toBase64().toStdString() + "\"");
}

void HttpFaultsTest::cancel_aborts() {
    TestHttpServer server([](const TestRequest&) { return hanging(); });
    HttpCallProbe probe;
    const ActivityKey key = probe.start(JsonValue::object({{"method", "GET"}, {"uri", server.url().toStdString()}}));
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1u, 20'000);
    probe.runner.cancel(key);
    probe.runner.cancel(key);
    QTRY_COMPARE_WITH_TIMEOUT(server.open_connections(), 0, 20'000);
    QVERIFY(probe.results.empty());
}

void HttpFaultsTest::cancel_while_waiting() {
    TestHttpServer server([](const TestRequest& request) { return request.path == "/hang" ? hanging() : TestAnswer::text("ok"); });
    HttpOptions options;
    options.max_active = 1;
    HttpCallProbe probe({}, options);
    const auto request = [&](const char* path) {
        return JsonValue::object({{"method", "GET"}, {"uri", server.url(path).toStdString()}});
    };
    const ActivityKey first = probe.start(request("/hang"));
    const ActivityKey second = probe.start(request("/second"));
    const ActivityKey third = probe.start(request("/third"));
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1u, 20'000);
    probe.runner.cancel(second);
    probe.runner.cancel(first);
    QCOMPARE(HttpCallProbe::text(probe.wait(third)), std::string("\"ok\""));
    QCOMPARE(server.requests().size(), 2u);
    QCOMPARE(probe.results.size(), 1u);
}

void HttpFaultsTest::the_runner_takes_its_calls_along() {
    TestHttpServer server([](const TestRequest&) { return hanging(); });
    orkestr::test::TableSecrets secrets;
    int results = 0;
    {
        orkestr::HttpActivityRunner runner(secrets);
        for (std::uint32_t step = 1; step <= 10; ++step)
            runner.start({{{"01HZZZZZZZZZZZZZZZZZZZZZZZ"}, step, 1}, "http",
                          JsonValue::object({{"method", "GET"}, {"uri", server.url().toStdString()}}).json(), "", ""},
                         [&](ActivityResult) { ++results; });
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 10u, 20'000);
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.open_connections(), 0, 20'000);
    QCOMPARE(results, 0);
}

void HttpFaultsTest::a_callback_may_end_the_runner() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::text("ok"); });
    for (const QString& uri : {server.url(), QString("file:///x")}) {
        orkestr::test::TableSecrets secrets;
        auto runner = std::make_unique<orkestr::HttpActivityRunner>(secrets);
        int results = 0;
        for (std::uint32_t step = 1; step <= 3; ++step)
            runner->start({{{"01HZZZZZZZZZZZZZZZZZZZZZZZ"}, step, 1}, "http",
                           JsonValue::object({{"method", "GET"}, {"uri", uri.toStdString()}}).json(), "", ""},
                          [&](ActivityResult) {
                              ++results;
                              runner.reset();
                          });
        QTRY_COMPARE_WITH_TIMEOUT(results, 1, 20'000);
        QCoreApplication::processEvents();
        QCOMPARE(results, 1);
    }
}

ORKESTR_TEST(HttpFaultsTest)
#include "http_faults_test.moc"
