// A key and a self-signed certificate, made for the run of one test.
#pragma once

#include <QByteArray>
#include <QSslConfiguration>

namespace orkestr::test {

struct TestCertificate {
    QByteArray certificate_pem;
    QByteArray key_pem;

    /// P-256; `host` is the common name and the alternative name (an IPv4 address becomes an address entry). Valid from
    /// a day ago for two days, or only until yesterday.
    static TestCertificate self_signed(const QByteArray& host, bool expired = false);
    QSslConfiguration server_configuration() const;
};

} // namespace orkestr::test
