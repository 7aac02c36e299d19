// The pure parts: framing, challenges, queries, the proxy the environment names.
#include "core/adapters/http/http_call.h"
#include "core/adapters/http/http_digest.h"
#include "core/adapters/http/http_framing.h"
#include "core/adapters/http/http_proxy.h"
#include "core/adapters/http/http_query.h"
#include "core/adapters/http/http_request.h"
#include "tests/http/http_call_probe.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QObject>

using orkestr::DigestChallenge;
using orkestr::HttpFraming;
using orkestr::HttpHead;
using orkestr::ProxyEnvironment;

Q_DECLARE_METATYPE(DigestChallenge)

class HttpPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void heads();
    void bad_heads_data();
    void bad_heads();
    void framings_data();
    void framings();
    void bad_framings_data();
    void bad_framings();
    void digest_examples_data();
    void digest_examples();
    void digest_challenges();
    void form_texts();
    void header_names();
    void hosts();
    void proxies_data();
    void proxies();
    void plain_requests_go_to_the_proxy();
    void tls_goes_through_a_tunnel();
};

void HttpPartsTest::heads() {
    const auto head = orkestr::parse_http_head("HTTP/1.1 204 No Content \r\nA: 1\r\nb:2  \r\nA:\r\n three\r\nEmpty:\r\n");
    QVERIFY(head);
    QCOMPARE(head->status, 204);
    QCOMPARE(head->reason, std::string("No Content"));
    QCOMPARE(head->header("a"), std::string("1,  three"));
    QCOMPARE(head->header("B"), std::string("2"));
    QCOMPARE(head->header("empty"), std::string());
    QCOMPARE(head->all_headers("a").size(), 2u);
    const auto bare = orkestr::parse_http_head("HTTP/1.0 200\nConnection: Foo,  Keep-Alive");
    QVERIFY(bare);
    QCOMPARE(bare->minor_version, 0);
    QVERIFY(bare->has_word("connection", "keep-alive"));
    QVERIFY(!bare->has_word("connection", "close"));
}

void HttpPartsTest::bad_heads_data() {
    QTest::addColumn<QByteArray>("head");
    for (const char* head : {"", "HTTP/2 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 099 OK", "HTTP/1.1  200", "ICY 200 OK", "http/1.1 200 OK",
                             "HTTP/1.1 200 OK\r\nno colon", "HTTP/1.1 200 OK\r\n: x", "HTTP/1.1 200 OK\r\n folded", "HTTP/1.1 200 OK\r\na b: c"})
        QTest::newRow(head) << QByteArray(head);
}

void HttpPartsTest::bad_heads() {
    QFETCH(QByteArray, head);
    QVERIFY(!orkestr::parse_http_head(head.toStdString()));
}

void HttpPartsTest::framings_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("head_request");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("left"); // bytes after the body; -1: it ends with the connection
    const auto row = [](const char* name, QByteArray headers, QByteArray input, QByteArray body, int left, int status = 200, bool head = false) {
        QTest::newRow(name) << headers << status << head << input << body << left;
    };
    row("length", "Content-Length: 5\r\n", "helloX", "hello", 1);
    row("length twice", "Content-Length: 5\r\nContent-Length: 5\r\n", "hello", "hello", 0);
    row("length in a list", "Content-Length: 5, 5\r\n", "hello", "hello", 0);
    row("length 0", "Content-Length: 0\r\n", "X", "", 1);
    row("to the end", "", "hello", "hello", -1);
    row("identity", "Transfer-Encoding: identity\r\n", "hello", "hello", -1);
    row("chunks", "Transfer-Encoding: Chunked\r\n", "5\r\nhello\r\n1;ext=\"a\"\r\n!\r\n0\r\n\r\nX", "hello!", 1);
    row("chunks over length", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "5\r\nhello\r\n0\r\n\r\n", "hello", 0);
    row("trailers", "Transfer-Encoding: chunked\r\n", "A\r\n0123456789\r\n0\r\nA: b\r\nC: d\r\n\r\n", "0123456789", 0);
    row("bare line ends", "Transfer-Encoding: chunked\r\n", "5\nhello\n0\n\n", "hello", 0);
    row("no content", "Content-Length: 5\r\n", "X", "", 1, 204);
    row("not modified", "Content-Length: 5\r\n", "X", "", 1, 304);
    row("head request", "Content-Length: 5\r\n", "X", "", 1, 200, true);
}

void HttpPartsTest::framings() {
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    QFETCH(bool, head_request);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, body);
    QFETCH(int, left);
    const auto head = orkestr::parse_http_head(("HTTP/1.1 " + QByteArray::number(status) + " X\r\n" + headers).toStdString());
    QVERIFY(head);
    for (std::size_t step = 1; step <= static_cast<std::size_t>(input.size()); ++step) {
        auto framing = HttpFraming::of(*head, head_request);
        QVERIFY(framing);
        std::string given;
        std::size_t at = 0;
        const std::string whole = input.toStdString();
        while (at < whole.size() && !framing->complete()) {
            const auto used = framing->read(std::string_view(whole).substr(at, step), given);
            QVERIFY(used);
            at += *used;
        }
        QCOMPARE(given, body.toStdString());
        QCOMPARE(framing->complete(), left >= 0);
        QCOMPARE(framing->ends_with_connection(), left < 0);
        if (left >= 0) QCOMPARE(whole.size() - at, static_cast<std::size_t>(left));
    }
}

void HttpPartsTest::bad_framings_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("input");
    const auto row = [](const char* name, QByteArray headers, QByteArray input) { QTest::newRow(name) << headers << input; };
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    row("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", "");
    row("negative length", "Content-Length: -1\r\n", "");
    row("length with a sign", "Content-Length: +1\r\n", "");
    row("length of letters", "Content-Length: five\r\n", "");
    row("length beyond 64 bits", "Content-Length: 99999999999999999999\r\n", "");
    row("coding not known", "Transfer-Encoding: gzip\r\n", "");
    row("chunk size of letters", chunked, "xyz\r\n");
    row("chunk size empty", chunked, "\r\n");
    row("chunk size negative", chunked, "-1\r\n");
    row("chunk size with a prefix", chunked, "0x5\r\nhello\r\n");
    row("chunk size beyond 64 bits", chunked, "FFFFFFFFFFFFFFFFF\r\n");
    row("chunk longer", chunked, "2\r\nhello\r\n");
    row("size line without end", chunked, "1;" + QByteArray(20'000, 'x'));
    row("trailers without end", chunked, "0\r\n" + (QByteArray("A: ") + QByteArray(1000, 'x') + "\r\n").repeated(100));
}

void HttpPartsTest::bad_framings() {
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, input);
    const auto head = orkestr::parse_http_head(("HTTP/1.1 200 X\r\n" + headers).toStdString());
    QVERIFY(head);
    auto framing = HttpFraming::of(*head, false);
    if (!framing) return;
    QVERIFY2(!input.isEmpty(), "the head was to be refused");
    std::string body;
    QVERIFY(!framing->read(input.toStdString(), body));
}

void HttpPartsTest::digest_examples_data() {
    QTest::addColumn<DigestChallenge>("challenge");
    QTest::addColumn<std::string>("username");
    QTest::addColumn<std::string>("password");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("client_nonce");
    QTest::addColumn<QByteArray>("part");
    const auto mufasa = [](const char* algorithm) {
        return DigestChallenge{"http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                               "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", algorithm, true, false, false};
    };
    const QByteArray nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    QTest::newRow("RFC 7616 3.9.1, MD5") << mufasa("MD5") << std::string("Mufasa") << std::string("Circle of Life")
                                         << QByteArray("/dir/index.html") << nonce << QByteArray("response=\"8ca523f5e9506fed4657c9700eebdbec\"");
    QTest::newRow("RFC 7616 3.9.1, SHA-256")
        << mufasa("SHA-256") << std::string("Mufasa") << std::string("Circle of Life") << QByteArray("/dir/index.html") << nonce
        << QByteArray("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    // Its own values are of another hash (erratum 4897): these are Python's hashlib's for the same input.
    const DigestChallenge jason{"api@example.org", "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
                                "HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", "SHA-512-256", true, false, true};
    for (const char* part : {"response=\"7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c\"",
                             "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"", "userhash=true"})
        QTest::addRow("RFC 7616 3.9.2, %s", part) << jason << std::string("J\u00e4s\u00f8n Doe") << std::string("Secret, or not?")
                                                  << QByteArray("/doe.json") << QByteArray("NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm") << QByteArray(part);
}

void HttpPartsTest::digest_examples() {
    QFETCH(DigestChallenge, challenge);
    QFETCH(std::string, username);
    QFETCH(std::string, password);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, client_nonce);
    QFETCH(QByteArray, part);
    const QByteArray header = orkestr::digest_authorization(challenge, username, password, "GET", target, client_nonce);
    QVERIFY2(header.contains(part), header.constData());
}

void HttpPartsTest::digest_challenges() {
    const auto read = [](std::vector<QByteArray> headers) { return orkestr::read_digest_challenge(headers); };
    QVERIFY(!read({}));
    QVERIFY(!read({"Basic realm=\"Digest nonce=1\""}));
    QVERIFY(!read({"Digest realm=\"x\""}));
    QVERIFY(!read({"Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\""}));
    QVERIFY(!read({"Digest realm=\"x\", nonce=\"n\", algorithm=SHA-1"}));
    QVERIFY(!read({"Digest", ",,,", "=,=\"", "\"", "Digest nonce=\""}));
    const auto challenge = read({"Negotiate", "Basic realm=\"a\", digest Realm = \"quoted \\\" text, x=y\" ,NONCE=n , stale=TRUE, qop=\"auth-int, auth\""});
    QVERIFY(challenge);
    QCOMPARE(challenge->realm, std::string("quoted \" text, x=y"));
    QCOMPARE(challenge->nonce, std::string("n"));
    QCOMPARE(challenge->algorithm, std::string("MD5"));
    QVERIFY(challenge->qop_auth && challenge->stale && !challenge->user_hash);
}

void HttpPartsTest::form_texts() {
    QCOMPARE(orkestr::form_decoded("a+b%2Bc%zz%4"), std::string("a b+c%zz%4"));
    QCOMPARE(orkestr::percent_encoded("a b/\xC3\xA9~"), std::string("a%20b%2F%C3%A9~"));
    QCOMPARE(orkestr::valid_utf8("a\xFF"), std::string("a\uFFFD"));
    QCOMPARE(orkestr::with_query("http://h/?a#f", "b=1"), std::string("http://h/?a&b=1#f"));
    std::string many;
    for (int i = 0; i < 200'000; ++i) many += "k" + std::to_string(i) + "=1&";
    QCOMPARE(orkestr::decoded_form(many).as_object()->size(), 200'000u);
}

void HttpPartsTest::header_names() {
    QCOMPARE(orkestr::canonical_header_name("content-type"), std::string("Content-Type"));
    QCOMPARE(orkestr::canonical_header_name("X-REQUEST-id"), std::string("X-Request-Id"));
    QVERIFY(orkestr::is_private_header("PROXY-authorization"));
    QVERIFY(!orkestr::is_private_header("X-Authorization"));
}

void HttpPartsTest::hosts() {
    const auto host = [](const char* url) {
        orkestr::HttpCall call;
        call.method = "GET";
        call.url = QUrl(QString::fromUtf8(url));
        return orkestr::build_http_request(call, {}, QNetworkProxy::NoProxy).headers.at(0).value;
    };
    QCOMPARE(host("http://example.org/x"), QByteArray("example.org"));
    QCOMPARE(host("http://EXAMPLE.org:8080/x"), QByteArray("example.org:8080"));
    QCOMPARE(host("http://[::1]:81/"), QByteArray("[::1]:81"));
    QCOMPARE(host("https://b\u00fccher.example/"), QByteArray("xn--bcher-kva.example"));
}

void HttpPartsTest::proxies_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("proxy");
    QTest::newRow("http") << "http://example.org/" << "HttpProxy plain.proxy 3128 user pw";
    QTest::newRow("https") << "https://example.org/" << "Socks5Proxy socks.proxy 1080  ";
    QTest::newRow("exempt") << "http://intern/" << "none";
    QTest::newRow("exempt in capitals") << "https://INTERN/" << "none";
    QTest::newRow("subdomain") << "http://a.b.example.com/" << "none";
    QTest::newRow("ends alike") << "http://notexample.com/" << "HttpProxy plain.proxy 3128 user pw";
}

void HttpPartsTest::proxies() {
    QFETCH(QString, url);
    QFETCH(QString, proxy);
    const ProxyEnvironment environment{"user:pw@plain.proxy:3128", "socks5://socks.proxy", {"intern", " .example.com"}};
    const auto text = [](const QNetworkProxy& given) {
        if (given.type() == QNetworkProxy::NoProxy) return QString("none");
        return QString("%1 %2 %3 %4 %5").arg(given.type() == QNetworkProxy::HttpProxy ? "HttpProxy" : "Socks5Proxy", given.hostName())
            .arg(given.port()).arg(given.user(), given.password());
    };
    QCOMPARE(text(environment.for_url(QUrl(url))), proxy);
    QCOMPARE(text(ProxyEnvironment{}.for_url(QUrl(url))), QString("none"));
    QCOMPARE(text(ProxyEnvironment{"ftp://x", "ftp://x", {}}.for_url(QUrl(url))), QString("none"));
    QCOMPARE(text(ProxyEnvironment{"x:1", "x:1", {"*"}}.for_url(QUrl(url))), QString("none"));
}

void HttpPartsTest::plain_requests_go_to_the_proxy() {
    orkestr::test::TestHttpServer proxy([](const orkestr::test::TestRequest& request) {
        return orkestr::test::TestAnswer::text(request.target + ' ' + request.header("host") + ' ' + request.header("proxy-authorization"));
    });
    qputenv("http_proxy", proxy.url().replace("//", "//me:pw@").toUtf8());
    orkestr::test::HttpCallProbe probe;
    const auto result = probe.get("http://somewhere.invalid:81/a?b=c");
    qunsetenv("http_proxy");
    QCOMPARE(orkestr::test::HttpCallProbe::text(result),
             "\"http://somewhere.invalid:81/a?b=c somewhere.invalid:81 Basic " + QByteArray("me:pw").toBase64().toStdString() + "\"");
}

void HttpPartsTest::tls_goes_through_a_tunnel() {
    orkestr::test::TestHttpServer proxy([](const orkestr::test::TestRequest&) { return orkestr::test::TestAnswer::text("no", 403); });
    qputenv("https_proxy", proxy.url().toUtf8());
    orkestr::test::HttpCallProbe probe;
    const auto problem = orkestr::test::HttpCallProbe::problem(probe.get("https://somewhere.invalid/a"));
    qunsetenv("https_proxy");
    QCOMPARE(problem.status, 500);
    QCOMPARE(proxy.requests().size(), 1u);
    QCOMPARE(proxy.requests().at(0).method, QByteArray("CONNECT"));
    QCOMPARE(proxy.requests().at(0).target, QByteArray("somewhere.invalid:443"));
}

ORKESTR_TEST(HttpPartsTest)
#include "http_parts_test.moc"
