// Digest access authentication (RFC 7616; RFC 2069's form where a server offers no qop): MD5, SHA-256 and SHA-512-256,
// each also as -sess, with qop=auth.
#pragma once

#include <QByteArray>
#include <optional>
#include <string>
#include <vector>

namespace orkestr {

struct DigestChallenge {
    std::string realm;
    std::string nonce;
    std::string opaque;
    std::string algorithm = "MD5"; ///< as the server wrote it
    bool qop_auth = false;         ///< else the server named no qop
    bool stale = false;
    bool user_hash = false;
};

/// The first challenge of a 401's WWW-Authenticate headers that can be answered: the server's order is its preference.
std::optional<DigestChallenge> read_digest_challenge(const std::vector<QByteArray>& www_authenticate);

/// The Authorization header's value. `target` is the request line's: path and query. `client_nonce` must be fresh.
QByteArray digest_authorization(const DigestChallenge& challenge, const std::string& username, const std::string& password,
                                const QByteArray& method, const QByteArray& target, const QByteArray& client_nonce);

} // namespace orkestr
