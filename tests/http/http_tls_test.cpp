// TLS: what is trusted, what is not, and that the reason is told.
#include "tests/http/http_call_probe.h"
#include "tests/http/test_certificate.h"
#include "tests/http/test_server.h"
#include "tests/support/test.h"

#include <QFile>
#include <QObject>
#include <QTemporaryDir>

using orkestr::HttpOptions;
using orkestr::JsonValue;
using orkestr::Problem;
using orkestr::StandardError;
using orkestr::test::HttpCallProbe;
using orkestr::test::TestAnswer;
using orkestr::test::TestCertificate;
using orkestr::test::TestHttpServer;
using orkestr::test::TestRequest;

namespace {

TestAnswer greet(const TestRequest& request) { return TestAnswer::text("hello " + request.body); }

} // namespace

class HttpTlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_certificate_nobody_signed();
    void a_trusted_authority();
    void another_host();
    void an_expired_certificate();
    void a_server_without_tls();
    void tls_asked_without_tls();
    void a_missing_authority_file();
    void a_body_cut_short();

private:
    HttpOptions trusting(const TestCertificate& certificate) {
        QFile file(folder_.filePath("ca.pem"));
        if (file.open(QIODevice::WriteOnly)) file.write(certificate.certificate_pem);
        HttpOptions options;
        options.ca_file = file.fileName().toStdString();
        return options;
    }
    static Problem refused(HttpCallProbe& probe, const QString& url) {
        Problem problem = HttpCallProbe::problem(probe.get(url));
        if (problem.type != orkestr::standard_error_type(StandardError::communication) || problem.status != 500)
            return {"not a communication error", problem.status, {}, problem.detail, {}};
        return problem;
    }
    QTemporaryDir folder_;
};

void HttpTlsTest::a_certificate_nobody_signed() {
    const auto certificate = TestCertificate::self_signed("127.0.0.1");
    TestHttpServer server(greet, certificate.server_configuration());
    HttpCallProbe probe;
    const Problem problem = refused(probe, server.url());
    QCOMPARE(QString::fromStdString(problem.detail), "GET " + server.url() + ": TLS: The certificate is self-signed, and untrusted");
    QVERIFY(server.requests().empty());
}

void HttpTlsTest::a_trusted_authority() {
    const auto certificate = TestCertificate::self_signed("127.0.0.1");
    TestHttpServer server(greet, certificate.server_configuration());
    HttpCallProbe probe({}, trusting(certificate));
    QCOMPARE(HttpCallProbe::text(probe.get(server.url())), std::string("\"hello \""));
    const auto posted = probe.call(JsonValue::object(
        {{"method", "POST"}, {"uri", server.url().toStdString()}, {"body", std::string(300'000, 'x')}}));
    QCOMPARE(HttpCallProbe::text(posted).size(), 300'000u + 12);
    QCOMPARE(HttpCallProbe::text(probe.get(server.url("/again"))), std::string("\"hello \""));
    QCOMPARE(server.requests().size(), 3u);
    QCOMPARE(server.connections(), 1);
}

void HttpTlsTest::another_host() {
    const auto certificate = TestCertificate::self_signed("other.example");
    TestHttpServer server(greet, certificate.server_configuration());
    HttpCallProbe probe({}, trusting(certificate));
    const Problem problem = refused(probe, server.url());
    QCOMPARE(QString::fromStdString(problem.detail),
             "GET " + server.url() + ": TLS: The host name did not match any of the valid hosts for this certificate");
}

void HttpTlsTest::an_expired_certificate() {
    const auto certificate = TestCertificate::self_signed("127.0.0.1", true);
    TestHttpServer server(greet, certificate.server_configuration());
    HttpCallProbe probe({}, trusting(certificate));
    const std::string detail = refused(probe, server.url()).detail;
    QVERIFY2(detail.find("The certificate has expired") != std::string::npos, detail.c_str());
}

void HttpTlsTest::a_server_without_tls() {
    TestHttpServer server([](const TestRequest&) { return TestAnswer::text("x"); });
    HttpOptions options;
    options.connect_timeout_ms = 1'000;
    HttpCallProbe probe({}, options);
    QVERIFY(refused(probe, server.url().replace("http:", "https:")).detail.starts_with("GET https://127.0.0.1:"));
}

void HttpTlsTest::tls_asked_without_tls() {
    const auto certificate = TestCertificate::self_signed("127.0.0.1");
    TestHttpServer server(greet, certificate.server_configuration());
    HttpCallProbe probe;
    QVERIFY(refused(probe, server.url().replace("https:", "http:")).detail.starts_with("GET http://127.0.0.1:"));
}

void HttpTlsTest::a_missing_authority_file() {
    HttpOptions options;
    options.ca_file = "/nowhere/ca.pem";
    HttpCallProbe probe({}, options);
    const Problem problem = HttpCallProbe::problem(probe.get("https://127.0.0.1:1/"));
    QCOMPARE(problem.type, orkestr::standard_error_type(StandardError::configuration));
    QCOMPARE(problem.detail, std::string("no certificate could be read from /nowhere/ca.pem"));
}

void HttpTlsTest::a_body_cut_short() {
    const auto certificate = TestCertificate::self_signed("127.0.0.1");
    TestHttpServer server(
        [](const TestRequest&) {
            TestAnswer answer = TestAnswer::text(QByteArray(100'000, 'x'));
            answer.cut_after = 50'000;
            return answer;
        },
        certificate.server_configuration());
    HttpCallProbe probe({}, trusting(certificate));
    QVERIFY(refused(probe, server.url()).detail.ends_with("the server closed the connection in the midst of its answer"));
}

ORKESTR_TEST(HttpTlsTest)
#include "http_tls_test.moc"
