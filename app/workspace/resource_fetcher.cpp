#include "app/workspace/resource_fetcher.h"

#include "core/base/json_value.h"

#include <QFile>
#include <QUrl>

namespace orkestr {

namespace {

constexpr std::int64_t most_bytes = std::int64_t{1} << 20;

Error too_large(const std::string& uri) { return {ErrorCode::limit, uri + " is larger than 1 MiB", {}}; }

Result<std::string> read_file(const std::string& uri) {
    const QString path = QUrl(QString::fromStdString(uri)).toLocalFile();
    QFile file(path);
    if (path.isEmpty()) return Error{ErrorCode::invalid_argument, uri + " names no file of this machine; expected the form file:///folder/function.yaml", {}};
    if (!file.exists()) return Error{ErrorCode::not_found, "there is no file " + path.toStdString(), {}};
    if (!file.open(QIODevice::ReadOnly)) return Error{ErrorCode::io, path.toStdString() + " can't be read: " + file.errorString().toStdString(), {}};
    const QByteArray bytes = file.read(most_bytes + 1);
    if (bytes.size() > most_bytes) return too_large(uri);
    return bytes.toStdString();
}

Result<std::string> answer_text(const std::string& uri, const ActivityResult& result) {
    if (const auto* problem = std::get_if<Problem>(&result.outcome)) {
        const ErrorCode code = problem->status == 404 ? ErrorCode::not_found : ErrorCode::unavailable;
        return Error{code, uri + " can't be fetched: " + (problem->detail.empty() ? problem->title : problem->detail), {}};
    }
    const JsonValue content = JsonValue::of(std::get<Json>(result.outcome));
    const std::string* base64 = content.as_string();
    const QByteArray bytes = base64 ? QByteArray::fromBase64(QByteArray::fromStdString(*base64)) : QByteArray();
    if (bytes.size() > most_bytes) return too_large(uri);
    return bytes.toStdString();
}

} // namespace

ResourceFetcher::ResourceFetcher(std::shared_ptr<const SecretSource> secrets) : secrets_(std::move(secrets)), http_(*secrets_) {}

void ResourceFetcher::load(const std::string& uri, const Json& authentication, std::function<void(Result<std::string>)> done) {
    if (uri.starts_with("file:")) {
        QMetaObject::invokeMethod(&context_, [uri, done = std::move(done)] { done(read_file(uri)); }, Qt::QueuedConnection);
        return;
    }
    JsonValue request = JsonValue::object({{"method", "get"}, {"uri", uri}, {"output", "raw"}, {"redirect", true}});
    if (!authentication.is_null()) request.set("authentication", JsonValue::of(authentication));
    ActivityRequest wanted{{RunId{"resource"}, ++requests_, 1}, "http", request.json(), {}, uri};
    http_.start(std::move(wanted), [uri, done = std::move(done)](const ActivityResult& result) { done(answer_text(uri, result)); });
}

} // namespace orkestr
