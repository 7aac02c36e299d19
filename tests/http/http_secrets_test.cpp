// Authentication, and that secrets leave with the request only.
#include "core/base/secret_text.h"
#include "core/base/sha256.h"
#include "tests/http/http_call_probe.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QCryptographicHash>
#include <QObject>
#include <QRegularExpression>

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

const std::string token_value = "t0ken /+\"x\" é";

std::map<std::string, JsonValue> vault() {
    return {{"token", JsonValue(token_value)},
            {"pin", JsonValue("48151623")},
            {"plain", JsonValue("plain-token-1")},
            {"login", JsonValue::object({{"username", "ann"}, {"password", "hunter2-long"}})},
            {"holder", JsonValue::object({{"token", "held-token-1"}})},
            {"half", JsonValue::object({{"username", "ann"}})}};
}

std::string placeholder(std::vector<std::string> path) { return orkestr::secret_placeholder(HttpCallProbe::nonce, path); }

JsonValue authenticated(const char* scheme, JsonValue properties) {
    return JsonValue::object({{"authentication", JsonValue::object({{scheme, std::move(properties)}})}});
}

QByteArray parameter(const QByteArray& header, const char* name) {
    const QRegularExpression pattern(QString("\\b%1=(?:\"([^\"]*)\"|([^\", ]*))").arg(name));
    const auto match = pattern.match(QString::fromUtf8(header));
    return (match.captured(1) + match.captured(2)).toUtf8();
}

QByteArray hex_of(QCryptographicHash::Algorithm algorithm, const QByteArray& text) {
    return QCryptographicHash::hash(text, algorithm).toHex();
}

/// A server that wants digest authentication of ann:hunter2-long.
TestAnswer ask_for_digest(const TestRequest& request, QCryptographicHash::Algorithm algorithm, const QByteArray& challenge) {
    const QByteArray given = request.header("authorization");
    TestAnswer refused = TestAnswer::text("who are you?", 401);
    refused.headers += {{"WWW-Authenticate", "Basic realm=\"x\", " + challenge}};
    if (!given.startsWith("Digest ")) return refused;
    const bool qop = parameter(given, "qop") == "auth";
    const QByteArray nonce = parameter(given, "nonce");
    const QByteArray a1 = hex_of(algorithm, "ann:" + parameter(given, "realm") + ":hunter2-long");
    const QByteArray a2 = hex_of(algorithm, request.method + ':' + request.target);
    const QByteArray middle = qop ? nonce + ':' + parameter(given, "nc") + ':' + parameter(given, "cnonce") + ":auth" : nonce;
    const bool right = hex_of(algorithm, a1 + ':' + middle + ':' + a2) == parameter(given, "response");
    return right && parameter(given, "uri") == request.target ? TestAnswer::text("welcome " + request.body) : refused;
}

} // namespace

class HttpSecretsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void authorization_headers_data();
    void authorization_headers();
    void bad_secrets_data();
    void bad_secrets();
    void digest_data();
    void digest();
    void digest_with_the_wrong_password_ends();
    void digest_with_an_aged_nonce();
    void an_authenticated_401_is_communication();
    void secrets_arrive();
    void secrets_are_masked_in_contents_data();
    void secrets_are_masked_in_contents();
    void secrets_are_masked_in_responses();
    void secrets_are_masked_in_problems();
    void words_of_the_definition_are_not_masked();
    void a_source_that_fails_is_told();
};

void HttpSecretsTest::authorization_headers_data() {
    QTest::addColumn<JsonValue>("request");
    QTest::addColumn<QByteArray>("header");
    const auto row = [](const char* name, JsonValue request, QByteArray header) { QTest::newRow(name) << std::move(request) << header; };
    row("basic", authenticated("basic", JsonValue::object({{"username", "ann"}, {"password", "é:x"}})),
        "Basic " + QByteArray("ann:é:x").toBase64());
    row("basic, secret member", authenticated("basic", JsonValue::object({{"username", "ann"}, {"password", placeholder({"login", "password"})}})),
        "Basic " + QByteArray("ann:hunter2-long").toBase64());
    row("basic, secret", authenticated("basic", JsonValue::object({{"use", "login"}})), "Basic " + QByteArray("ann:hunter2-long").toBase64());
    row("bearer", authenticated("bearer", JsonValue::object({{"token", "abc"}})), "Bearer abc");
    row("bearer, secret text", authenticated("bearer", JsonValue::object({{"use", "plain"}})), "Bearer plain-token-1");
    row("bearer, secret object", authenticated("bearer", JsonValue::object({{"use", "holder"}})), "Bearer held-token-1");
    row("over a header", JsonValue::object({{"headers", JsonValue::object({{"authorization", "mine"}})},
                                            {"authentication", JsonValue::object({{"bearer", JsonValue::object({{"token", "abc"}})}})}}),
        "Bearer abc");
}

void HttpSecretsTest::authorization_headers() {
    QFETCH(JsonValue, request);
    QFETCH(QByteArray, header);
    TestHttpServer server([](const TestRequest&) { return TestAnswer::json("1"); });
    HttpCallProbe probe(vault());
    QCOMPARE(HttpCallProbe::text(probe.get(server.url(), request)), std::string("1"));
    QCOMPARE(server.requests().at(0).header("authorization"), header);
}

void HttpSecretsTest::bad_secrets_data() {
    QTest::addColumn<JsonValue>("request");
    QTest::addColumn<std::string>("detail");
    const auto row = [](const char* name, JsonValue request, std::string detail) { QTest::newRow(name) << std::move(request) << detail; };
    row("unknown", authenticated("bearer", JsonValue::object({{"use", "nope"}})), "there is no secret 'nope'");
    row("no token", authenticated("bearer", JsonValue::object({{"use", "login"}})), "the secret 'login' has no 'token'");
    row("no password", authenticated("basic", JsonValue::object({{"use", "half"}})), "the secret 'half' has no 'password'");
    row("text for basic", authenticated("basic", JsonValue::object({{"use", "plain"}})), "the secret 'plain' has no 'username'");
    row("unknown in a header", JsonValue::object({{"headers", JsonValue::object({{"A", placeholder({"other"})}})}}), "there is no secret 'other'");
    row("unknown member", JsonValue::object({{"query", JsonValue::object({{"a", placeholder({"login", "pin"})}})}}), "the secret 'login' has no 'pin'");
}

void HttpSecretsTest::bad_secrets() {
    QFETCH(JsonValue, request);
    QFETCH(std::string, detail);
    HttpCallProbe probe(vault());
    const Problem problem = HttpCallProbe::problem(probe.get("http://127.0.0.1:1/", request));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::authorization));
    QCOMPARE(problem.status, 403);
    QCOMPARE(problem.detail, detail);
}

void HttpSecretsTest::digest_data() {
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<int>("algorithm");
    QTest::newRow("MD5") << QByteArray("Digest realm=\"a, b\", nonce=\"n1\", qop=\"auth,auth-int\", opaque=\"o\"") << int(QCryptographicHash::Md5);
    QTest::newRow("SHA-256") << QByteArray("Digest algorithm=SHA-256, realm=\"r\", nonce=\"n1\", qop=\"auth\"") << int(QCryptographicHash::Sha256);
    QTest::newRow("without qop") << QByteArray("Digest realm=\"r\", nonce=\"n1\"") << int(QCryptographicHash::Md5);
    QTest::newRow("after one that is not known") << QByteArray("Digest algorithm=X-9, realm=\"r\", nonce=\"n0\", Digest realm=\"r\", nonce=\"n1\"")
                                                 << int(QCryptographicHash::Md5);
}

void HttpSecretsTest::digest() {
    QFETCH(QByteArray, challenge);
    QFETCH(int, algorithm);
    TestHttpServer server([&](const TestRequest& request) {
        return ask_for_digest(request, static_cast<QCryptographicHash::Algorithm>(algorithm), challenge);
    });
    HttpCallProbe probe(vault());
    JsonValue request = authenticated("digest", JsonValue::object({{"use", "login"}}));
    request.set("method", "POST");
    request.set("uri", server.url("/a%20b?c=d&e").toStdString());
    request.set("body", "text");
    QCOMPARE(HttpCallProbe::text(probe.call(request)), std::string(R"("welcome \"text\"")"));
    QCOMPARE(server.requests().size(), 2u);
    QVERIFY(server.requests().at(0).header("authorization").isEmpty());
}

void HttpSecretsTest::digest_with_the_wrong_password_ends() {
    TestHttpServer server([](const TestRequest& request) {
        return ask_for_digest(request, QCryptographicHash::Md5, "Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"");
    });
    HttpCallProbe probe;
    const auto request = authenticated("digest", JsonValue::object({{"username", "ann"}, {"password", "wrong"}}));
    const Problem problem = HttpCallProbe::problem(probe.get(server.url(), request));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::communication));
    QCOMPARE(problem.status, 401);
    QCOMPARE(server.requests().size(), 2u);
}

void HttpSecretsTest::digest_with_an_aged_nonce() {
    TestHttpServer server([](const TestRequest& request) {
        const bool fresh = request.header("authorization").contains("nonce=\"n2\"");
        if (fresh) return ask_for_digest(request, QCryptographicHash::Md5, "Digest realm=\"r\", nonce=\"n2\", qop=\"auth\"");
        TestAnswer refused = TestAnswer::text("", 401);
        const bool first = request.header("authorization").isEmpty();
        refused.headers += {{"WWW-Authenticate", first ? "Digest realm=\"r\", nonce=\"n1\", qop=\"auth\""
                                                       : "Digest realm=\"r\", nonce=\"n2\", qop=\"auth\", stale=true"}};
        return refused;
    });
    HttpCallProbe probe(vault());
    QCOMPARE(HttpCallProbe::text(probe.get(server.url(), authenticated("digest", JsonValue::object({{"use", "login"}})))),
             std::string("\"welcome \""));
    QCOMPARE(server.requests().size(), 3u);
}

void HttpSecretsTest::an_authenticated_401_is_communication() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::text("no", 401); });
    HttpCallProbe probe(vault());
    const Problem problem = HttpCallProbe::problem(probe.get(server.url(), authenticated("basic", JsonValue::object({{"use", "login"}}))));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::communication));
    QCOMPARE(problem.status, 401);
    QCOMPARE(server.requests().size(), 1u);
}

void HttpSecretsTest::secrets_arrive() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::json("1"); });
    HttpCallProbe probe(vault());
    QCOMPARE(HttpCallProbe::text(probe.call(JsonValue::object({{"method", "POST"},
                                                               {"uri", server.url("/x/").toStdString() + placeholder({"pin"})},
                                                               {"query", JsonValue::object({{"t", placeholder({"token"})}})},
                                                               {"headers", JsonValue::object({{"X-Key", "key=" + placeholder({"plain"})}})},
                                                               {"body", JsonArray{placeholder({"login", "password"})}}}))),
             std::string("1"));
    const TestRequest request = server.requests().at(0);
    QCOMPARE(request.path, QByteArray("/x/48151623"));
    QCOMPARE(request.query, "t=" + QByteArray::fromStdString(token_value).toPercentEncoding());
    QCOMPARE(request.header("x-key"), QByteArray("key=plain-token-1"));
    QCOMPARE(request.body, QByteArray("[\"hunter2-long\"]"));
}

void HttpSecretsTest::secrets_are_masked_in_contents_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<std::string>("shown");
    const QByteArray token = QByteArray::fromStdString(token_value);
    const auto row = [](const char* name, QByteArray type, QByteArray body, std::string shown) { QTest::newRow(name) << type << body << shown; };
    row("text", "text/plain", "a " + token + " b " + token, "\"a ******** b ********\"");
    row("base64", "text/plain", token.toBase64(), "\"********\"");
    row("percent-encoded", "text/plain", "t=" + token.toPercentEncoding(), "\"t=********\"");
    row("form-encoded", "text/plain", "t=" + token.toPercentEncoding().replace("%20", "+"), "\"t=********\"");
    row("json", "application/json", R"({"a":["t0ken /+\"x\" \u00e9"],"48151623":1})", R"({"********":1,"a":["********"]})");
    row("json in text", "text/plain", R"({"a":"t0ken /+\"x\" é"})", R"("{\"a\":\"********\"}")");
    row("number", "application/json", "[48151623,481516230]", "[\"********\",481516230]");
    row("bytes", "image/png", "\x01" + token + "\x02", "\"" + QByteArray("\x01********\x02").toBase64().toStdString() + "\"");
    row("form", "application/x-www-form-urlencoded", "a=" + token.toPercentEncoding(), R"({"a":"********"})");
}

void HttpSecretsTest::secrets_are_masked_in_contents() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(std::string, shown);
    TestHttpServer server([&](const TestRequest&) {
        TestAnswer answer;
        answer.headers = {{"Content-Type", type}};
        answer.body = body;
        return answer;
    });
    HttpCallProbe probe(vault());
    JsonValue request = JsonValue::object({{"headers", JsonValue::object({{"A", placeholder({"token"})}, {"B", placeholder({"pin"})}})}});
    QCOMPARE(HttpCallProbe::text(probe.get(server.url(), request)), shown);
    request.set("output", "raw");
    const auto raw = HttpCallProbe::value(probe.get(server.url(), request));
    QVERIFY(!QByteArray::fromBase64(QByteArray::fromStdString(*raw.as_string())).contains(QByteArray::fromStdString(token_value)));
}

void HttpSecretsTest::secrets_are_masked_in_responses() {
    TestHttpServer server([](const TestRequest& request) {
        TestAnswer answer = TestAnswer::text(request.target);
        answer.headers += {{"X-Echo", request.header("x-key")}, {"X-Auth", request.header("authorization")}};
        return answer;
    });
    HttpCallProbe probe(vault());
    JsonValue request = authenticated("basic", JsonValue::object({{"use", "login"}}));
    request.set("method", "GET");
    request.set("uri", server.url("/a/").toStdString() + placeholder({"plain"}));
    request.set("query", JsonValue::object({{"t", placeholder({"token"})}, {"s", "**"}}));
    request.set("headers", JsonValue::object({{"X-Key", "k " + placeholder({"plain"})}}));
    request.set("output", "response");
    const auto result = probe.call(request);
    const JsonValue value = HttpCallProbe::value(result);
    const std::string shown = server.url("/a/********?s=%2A%2A&t=********").toStdString();
    QCOMPARE(value.find("request")->string_at("uri"), shown);
    QCOMPARE(value.find("request")->find("headers")->string_at("X-Key"), std::string("********"));
    QVERIFY(!value.find("request")->find("headers")->find("Authorization"));
    QCOMPARE(value.find("headers")->string_at("X-Echo"), std::string("k ********"));
    QCOMPARE(value.find("headers")->string_at("X-Auth"), std::string("Basic ********"));
    QCOMPARE(value.string_at("content"), std::string("/a/********?s=%2A%2A&t=********"));
    QVERIFY(result.log.starts_with("GET " + shown + " -> 200"));
}

void HttpSecretsTest::secrets_are_masked_in_problems() {
    TestHttpServer server([](const TestRequest& request) {
        TestAnswer answer = TestAnswer::text("refused: " + request.header("x-key"), 418);
        answer.reason = "No " + request.header("x-key");
        return answer;
    });
    HttpCallProbe probe(vault());
    const JsonValue request = JsonValue::object({{"method", "GET"},
                                                 {"uri", server.url("/").replace("//", "//ann:PASSWORD@").toStdString()},
                                                 {"headers", JsonValue::object({{"X-Key", placeholder({"plain"})}})}});
    const auto result = probe.call(request);
    const Problem problem = HttpCallProbe::problem(result);
    QCOMPARE(problem.status, 418);
    QCOMPARE(problem.title, std::string("No ********"));
    QCOMPARE(problem.detail, "GET " + server.url("/").toStdString() + " answered 418 No ********: refused: ********");
    QVERIFY(result.log.find("PASSWORD") == std::string::npos);
    QCOMPARE(server.requests().at(0).header("authorization"), "Basic " + QByteArray("ann:PASSWORD").toBase64());

    const JsonValue bad = JsonValue::object({{"method", "GET"}, {"uri", "nowhere:" + placeholder({"plain"})}});
    const std::string text = HttpCallProbe::text(probe.call(bad));
    QVERIFY2(text.find("plain-token") == std::string::npos && text.find("orkestr-secret") == std::string::npos, text.c_str());
}

void HttpSecretsTest::words_of_the_definition_are_not_masked() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::text("a test of words"); });
    HttpCallProbe probe(vault());
    const JsonValue request = authenticated("basic", JsonValue::object({{"username", "words"}, {"password", "test"}}));
    QCOMPARE(HttpCallProbe::text(probe.get(server.url(), request)), std::string("\"a test of words\""));
}

void HttpSecretsTest::a_source_that_fails_is_told() {
    class Broken : public orkestr::SecretSource {
        orkestr::Result<std::optional<JsonValue>> find(const std::string&) const override {
            return orkestr::Error{orkestr::ErrorCode::io, "the secrets file can't be read", {}};
        }
    } broken;
    orkestr::HttpActivityRunner runner(broken);
    std::vector<orkestr::ActivityResult> results;
    for (const JsonValue& request : {authenticated("bearer", JsonValue::object({{"use", "plain"}})),
                                     JsonValue::object({{"body", placeholder({"plain"})}})}) {
        JsonValue whole = request;
        whole.set("method", "POST");
        whole.set("uri", "http://127.0.0.1:1/");
        runner.start({{{"01HZZZZZZZZZZZZZZZZZZZZZZZ"}, static_cast<std::uint32_t>(results.size()), 1}, "http", whole.json(), HttpCallProbe::nonce, ""},
                     [&](orkestr::ActivityResult result) { results.push_back(std::move(result)); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 2u, 20'000);
    for (const auto& result : results) {
        QCOMPARE(HttpCallProbe::problem(result).status, 403);
        QCOMPARE(HttpCallProbe::problem(result).detail, std::string("the secrets file can't be read"));
    }
}

ORKESTR_TEST(HttpSecretsTest)
#include "http_secrets_test.moc"
