#include "app/workspace/record_file.h"

#include "core/adapters/otlp/otlp_traces.h"
#include "core/adapters/temporal/temporal_history.h"
#include "core/adapters/wfformat/wfformat_file.h"
#include "core/runtime/record_source.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace orkestr {

namespace {

/// Records are read whole; this much is more than fits into most memories.
constexpr std::uint64_t largest_record_bytes = std::uint64_t{16} << 30;
constexpr std::size_t read_at_once = std::size_t{4} << 20;

class OpenedFile {
public:
    static Result<OpenedFile> open(const std::string& path) {
        OpenedFile file(path);
        if (file.descriptor_ < 0) {
            const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io;
            return Error{code, path + " can't be opened: " + std::strerror(errno), {}};
        }
        struct stat status{};
        if (::fstat(file.descriptor_, &status) != 0) return Error{ErrorCode::io, path + ": " + std::strerror(errno), {}};
        if (S_ISDIR(status.st_mode)) return Error{ErrorCode::invalid_argument, path + " is a directory", {}};
        file.size_ = static_cast<std::uint64_t>(std::max<off_t>(0, status.st_size));
        return file;
    }
    OpenedFile(OpenedFile&& other) noexcept : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}
    ~OpenedFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    std::uint64_t size() const { return size_; }

    /// At most so many bytes from the beginning; fewer where the file ended when it was opened.
    Result<std::string> read(std::uint64_t most, const std::stop_token& stop) const {
        std::string text;
        if (size_ > 0) most = std::min(most, size_);
        text.reserve(std::min(most, size_));
        while (text.size() < most) {
            if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the reading was stopped", {}};
            const std::size_t before = text.size();
            text.resize(before + std::min<std::uint64_t>(read_at_once, most - before));
            const ssize_t got = ::pread(descriptor_, text.data() + before, text.size() - before, static_cast<off_t>(before));
            if (got < 0 && errno == EINTR) {
                text.resize(before);
                continue;
            }
            text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
            if (got < 0) return Error{ErrorCode::io, path_ + " can't be read: " + std::strerror(errno), {}};
            if (got == 0) break;
        }
        return text;
    }

private:
    // Without O_NONBLOCK the opening of a pipe that nobody writes to would wait for ever.
    explicit OpenedFile(const std::string& path) : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}

    std::string path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

Result<RecordLook> look_of(const OpenedFile& file) {
    const auto beginning = file.read(record_look_bytes, {});
    if (!beginning) return beginning.error();
    return detect_record(*beginning, beginning->size() < record_look_bytes);
}

Result<Records> read_record(RecordLook::Kind kind, const std::string& text, const RecordReading& reading) {
    if (kind == RecordLook::Kind::temporal) return read_temporal(text, reading);
    if (kind == RecordLook::Kind::otlp) return read_otlp(text, reading);
    return read_wfformat(text, reading);
}

SourceState::Kind source_kind(RecordLook::Kind kind) {
    if (kind == RecordLook::Kind::temporal) return SourceState::Kind::temporal;
    return kind == RecordLook::Kind::otlp ? SourceState::Kind::otlp : SourceState::Kind::wfformat;
}

std::string way_out(RecordLook::Kind kind) {
    switch (kind) {
    case RecordLook::Kind::sqlite: return "A workspace is opened by its directory.";
    case RecordLook::Kind::definition: return "A definition is checked by `orkestr validate` and run by `orkestr run`.";
    case RecordLook::Kind::audit_log: return "It is opened as an audit log.";
    case RecordLook::Kind::zstd: return "An audit log that was compressed as a whole is opened once it is unpacked (`zstd -d`).";
    default: break;
    }
    return "What can be opened are workspaces, audit logs (.orklog), Temporal histories, OTLP/JSON traces and WfFormat records.";
}

} // namespace

std::string wrong_kind_message(const std::string& path, const RecordLook& look) {
    return path + " is no record that can be opened: it looks like " + look.words + ". " + way_out(look.kind);
}

Result<RecordLook> detect_record_file(const std::string& path) {
    const auto file = OpenedFile::open(path);
    if (!file) return file.error();
    return look_of(*file);
}

Result<std::unique_ptr<RunSource>> open_record_source(const std::string& path) {
    auto opened = OpenedFile::open(path);
    if (!opened) return opened.error();
    const auto file = std::make_shared<OpenedFile>(std::move(*opened));
    const auto look = look_of(*file);
    if (!look) return look.error();
    if (!look->is_record()) return Error{ErrorCode::invalid_argument, wrong_kind_message(path, *look), {}};
    if (file->size() > largest_record_bytes) return Error{ErrorCode::limit, path + " has more than 16 GiB", {}};
    const auto load = [file, path, kind = look->kind](const RecordReading& reading) -> Result<Records> {
        const auto text = file->read(largest_record_bytes, reading.stop);
        if (!text) return text.error();
        auto records = read_record(kind, *text, reading);
        if (records) return records;
        return Error{records.error().code, path + ": " + records.error().message, {}};
    };
    return std::unique_ptr<RunSource>(std::make_unique<RecordSource>(path, source_kind(look->kind), file->size(), load));
}

} // namespace orkestr
