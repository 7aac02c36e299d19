#include "core/adapters/archive/case_archive.h"

#include "core/history/case_file.h"

#include <algorithm>
#include <vector>

namespace orkestr {

namespace {

class BytesFrom final : public ByteSource {
public:
    BytesFrom(std::shared_ptr<const ByteSource> source, std::uint64_t offset) : source_(std::move(source)), offset_(offset) {}
    std::uint64_t size_bytes() const override { return source_->size_bytes() - offset_; }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
        if (offset >= size_bytes()) return std::size_t{0};
        return source_->read(offset_ + offset, into);
    }
    std::string damage() const override { return source_->damage(); }

private:
    std::shared_ptr<const ByteSource> source_;
    std::uint64_t offset_;
};

} // namespace

std::shared_ptr<const ByteSource> bytes_from(std::shared_ptr<const ByteSource> source, std::uint64_t offset) {
    const std::uint64_t from = std::min(offset, source->size_bytes());
    return std::make_shared<BytesFrom>(std::move(source), from);
}

Result<std::optional<CaseArchive>> open_case(const std::shared_ptr<const ByteSource>& file) {
    constexpr std::size_t at_once = 64 * 1024;
    CaseArchive found;
    std::vector<char> buffer(at_once);
    for (;;) {
        const auto count = file->read(found.line.size(), buffer);
        if (!count) return count.error();
        const std::string_view text(buffer.data(), *count);
        if (found.line.empty() && !text.starts_with(case_beginning)) return std::optional<CaseArchive>();
        const std::size_t end = text.find('\n');
        found.line += text.substr(0, end);
        if (end != std::string_view::npos) break;
        if (*count < buffer.size()) return Error{ErrorCode::corrupt, "the case ends within its first line", {}};
        if (found.line.size() > longest_case_line) return Error{ErrorCode::limit, "the case's first line is longer than any can be", {}};
    }
    found.bytes = bytes_from(file, found.line.size() + 1);
    return std::optional(std::move(found));
}

} // namespace orkestr
