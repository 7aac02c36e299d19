#include "tests/http/test_certificate.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace orkestr::test {

namespace {

QByteArray taken(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray out(data, size);
    BIO_free(bio);
    return out;
}

} // namespace

TestCertificate TestCertificate::self_signed(const QByteArray& host, bool expired) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    constexpr long day = 24 * 3600;
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), expired ? -3 * day : -day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), expired ? -day : day);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(host.constData()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    const bool address = !QHostAddress(QString::fromLatin1(host)).isNull();
    const QByteArray alternative = (address ? "IP:" : "DNS:") + host;
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative.constData());
    X509_add_ext(certificate.get(), extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    TestCertificate out;
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate.get());
    out.certificate_pem = taken(bio);
    bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    out.key_pem = taken(bio);
    return out;
}

QSslConfiguration TestCertificate::server_configuration() const {
    QSslConfiguration out = QSslConfiguration::defaultConfiguration();
    out.setLocalCertificate(QSslCertificate(certificate_pem));
    out.setPrivateKey(QSslKey(key_pem, QSsl::Ec));
    return out;
}

} // namespace orkestr::test
