#include "core/adapters/secrets/file_secrets.h"

#include "core/adapters/secrets/secret_value.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace orkestr {

namespace {

constexpr std::size_t max_secrets_file_bytes = std::size_t{1} << 20;

struct FileDescriptor {
    int number = -1;
    ~FileDescriptor() {
        if (number >= 0) ::close(number);
    }
};

Error unreadable(const std::string& path, const std::string& why) {
    return Error{ErrorCode::io, "the secrets file " + path + " " + why, {}};
}

Result<void> check_mode(const std::string& path, const struct stat& status) {
    if (!S_ISREG(status.st_mode)) return unreadable(path, "is not a regular file");
    if ((status.st_mode & 077) == 0) return {};
    char mode[8];
    std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(status.st_mode & 07777));
    return unreadable(path, "is open to other users (mode " + std::string(mode) + "): make it yours alone with chmod 600");
}

/// The file's text; empty when there is no file. The mode is asked of the opened file, so none can be put in its place.
Result<std::optional<std::string>> read_secrets_file(const std::string& path) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.number < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::optional<std::string>();
    if (file.number < 0) return unreadable(path, std::string("can't be opened: ") + std::strerror(errno));
    struct stat status{};
    if (::fstat(file.number, &status) != 0) return unreadable(path, std::string("can't be read: ") + std::strerror(errno));
    if (auto checked = check_mode(path, status); !checked) return checked.error();
    std::string text;
    char buffer[16384];
    for (;;) {
        const auto count = ::read(file.number, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unreadable(path, std::string("can't be read: ") + std::strerror(errno));
        if (count == 0) return std::optional(std::move(text));
        text.append(buffer, static_cast<std::size_t>(count));
        if (text.size() > max_secrets_file_bytes) return unreadable(path, "is larger than 1 MiB");
    }
}

} // namespace

Result<std::optional<JsonValue>> FileSecrets::find(const std::string& name) const {
    auto text = read_secrets_file(path_);
    if (!text) return text.error();
    if (!*text) return std::optional<JsonValue>();
    const auto file = JsonValue::parse(**text);
    if (!file) return unreadable(path_, "is " + file.error().message);
    if (!file->is_object()) return unreadable(path_, std::string("must hold one JSON object, not ") + file->type_name());
    const JsonValue* secret = file->find(name);
    if (!secret || secret->is_null()) return std::optional<JsonValue>();
    if (const auto* value = secret->as_string()) return std::optional(secret_value(*value));
    if (secret->is_object()) return std::optional(*secret);
    return unreadable(path_, "holds a secret '" + name + "' that is neither a string nor an object");
}

} // namespace orkestr
