#include "core/adapters/http/http_digest.h"

#include <QCryptographicHash>
#include <algorithm>
#include <map>
#include <openssl/evp.h>

namespace orkestr {

namespace {

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// One challenge of a WWW-Authenticate header: its scheme and parameters (names in lower case).
struct Challenge {
    std::string scheme;
    std::map<std::string, std::string> parameters;
};

/// Reads RFC 9110 11.6.1's list of challenges, in which commas divide both challenges and their parameters.
class ChallengeReader {
public:
    explicit ChallengeReader(std::string_view text) : text_(text) {}

    std::vector<Challenge> read() {
        std::vector<Challenge> out;
        while (skip(" \t,"), at_ < text_.size()) {
            const std::string word = token();
            if (word.empty()) {
                ++at_;
                continue;
            }
            skip(" \t");
            if (at_ < text_.size() && text_[at_] == '=' && !out.empty()) {
                ++at_;
                skip(" \t");
                out.back().parameters[lower_case(word)] = value();
            } else {
                out.push_back({lower_case(word), {}});
            }
        }
        return out;
    }

private:
    void skip(std::string_view chars) {
        while (at_ < text_.size() && chars.find(text_[at_]) != std::string_view::npos) ++at_;
    }

    std::string token() {
        const auto end = std::min(text_.find_first_of(" \t,=\"", at_), text_.size());
        std::string out(text_.substr(at_, end - at_));
        at_ = end;
        return out;
    }

    std::string value() {
        if (at_ >= text_.size() || text_[at_] != '"') return token();
        std::string out;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            out += text_[at_];
        }
        if (at_ < text_.size()) ++at_;
        return out;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// The algorithm's name without -sess, in lower case.
std::string digest_base(const std::string& algorithm) {
    std::string name = lower_case(algorithm);
    if (name.ends_with("-sess")) name.resize(name.size() - 5);
    return name;
}

bool digest_known(const std::string& algorithm) {
    const std::string name = digest_base(algorithm);
    return name == "md5" || name == "sha-256" || name == "sha-512-256";
}

QByteArray digest_hex(const std::string& algorithm, const QByteArray& bytes) {
    const std::string name = digest_base(algorithm);
    if (name == "md5") return QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex();
    if (name == "sha-256") return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(bytes.constData(), static_cast<std::size_t>(bytes.size()), out, &size, EVP_sha512_256(), nullptr);
    return QByteArray(reinterpret_cast<const char*>(out), static_cast<qsizetype>(size)).toHex();
}

bool offers_auth(const std::string& qop) {
    for (std::size_t at = 0; at <= qop.size();) {
        const auto end = std::min(qop.find(',', at), qop.size());
        std::string word = lower_case(qop.substr(at, end - at));
        std::erase(word, ' ');
        if (word == "auth") return true;
        at = end + 1;
    }
    return false;
}

QByteArray quoted(const std::string& text) {
    QByteArray out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

} // namespace

std::optional<DigestChallenge> read_digest_challenge(const std::vector<QByteArray>& www_authenticate) {
    for (const auto& header : www_authenticate) {
        for (auto& challenge : ChallengeReader({header.constData(), static_cast<std::size_t>(header.size())}).read()) {
            auto& with = challenge.parameters;
            if (challenge.scheme != "digest" || with["nonce"].empty()) continue;
            DigestChallenge out{with["realm"], with["nonce"], with["opaque"]};
            if (!with["algorithm"].empty()) out.algorithm = with["algorithm"];
            out.qop_auth = offers_auth(with["qop"]);
            out.stale = lower_case(with["stale"]) == "true";
            out.user_hash = lower_case(with["userhash"]) == "true";
            if (digest_known(out.algorithm) && (out.qop_auth || with["qop"].empty())) return out;
        }
    }
    return std::nullopt;
}

QByteArray digest_authorization(const DigestChallenge& challenge, const std::string& username, const std::string& password,
                                const QByteArray& method, const QByteArray& target, const QByteArray& client_nonce) {
    const auto hash = [&](const QByteArray& bytes) { return digest_hex(challenge.algorithm, bytes); };
    const QByteArray realm = QByteArray::fromStdString(challenge.realm);
    const QByteArray nonce = QByteArray::fromStdString(challenge.nonce);
    const QByteArray user = QByteArray::fromStdString(username);
    const QByteArray count = "00000001";
    QByteArray secret = hash(user + ':' + realm + ':' + QByteArray::fromStdString(password));
    if (lower_case(challenge.algorithm).ends_with("-sess")) secret = hash(secret + ':' + nonce + ':' + client_nonce);
    const QByteArray request = hash(method + ':' + target);
    const QByteArray middle = challenge.qop_auth ? nonce + ':' + count + ':' + client_nonce + ":auth" : nonce;
    const QByteArray response = hash(secret + ':' + middle + ':' + request);

    const QByteArray shown_user = challenge.user_hash ? hash(user + ':' + realm) : user;
    QByteArray out = "Digest username=" + quoted(shown_user.toStdString()) + ", realm=" + quoted(challenge.realm) +
                     ", nonce=" + quoted(challenge.nonce) + ", uri=" + quoted(target.toStdString()) +
                     ", algorithm=" + QByteArray::fromStdString(challenge.algorithm) + ", response=\"" + response + '"';
    if (!challenge.opaque.empty()) out += ", opaque=" + quoted(challenge.opaque);
    if (challenge.qop_auth) out += ", qop=auth, nc=" + count + ", cnonce=\"" + client_nonce + '"';
    if (challenge.user_hash) out += ", userhash=true";
    return out;
}

} // namespace orkestr
