#include "core/adapters/sqlite/sqlite_path.h"

#include "core/base/sha256.h"

#include <QUrl>

#include <string_view>

namespace orkestr {

namespace {

/// As SQLite does: what is no two hex digits stays as it is.
std::string decode_percent(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
        if (!byte || byte->size() != 1) {
            decoded += text[i];
            continue;
        }
        decoded += *byte;
        i += 2;
    }
    return decoded;
}

std::string_view path_of_uri(std::string_view uri) {
    uri.remove_prefix(std::string_view("file:").size());
    uri = uri.substr(0, uri.find('?'));
    if (!uri.starts_with("//")) return uri;
    // The authority: nothing or `localhost`; SQLite refuses another.
    const std::size_t slash = uri.find('/', 2);
    return slash == std::string_view::npos ? std::string_view() : uri.substr(slash);
}

} // namespace

SqlitePath sqlite_path(const std::string& given) {
    if (!given.starts_with("file:")) return {given, given, false};
    const std::string uri = given.substr(0, given.find('#'));
    return {decode_percent(path_of_uri(uri)), uri, true};
}

SqlitePath immutable_sqlite_path(const SqlitePath& path) {
    if (path.uri) {
        const bool has_query = path.name.find('?') != std::string::npos;
        return {path.file, path.name + (has_query ? "&" : "?") + "immutable=1", true};
    }
    const QByteArray url = QUrl::fromLocalFile(QString::fromStdString(path.file)).toEncoded();
    return {path.file, url.toStdString() + "?immutable=1", true};
}

} // namespace orkestr
