#include "core/adapters/http/http_framing.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace orkestr {

namespace {

constexpr std::size_t max_line_bytes = 16384;
constexpr std::size_t max_trailer_bytes = 65536;

Error malformed(std::string what) { return Error{ErrorCode::invalid_argument, std::move(what), {}}; }

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::optional<std::uint64_t> number_of(std::string_view digits, int base) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

Result<HttpHead> parse_status_line(std::string_view line) {
    line = without_blanks(line);
    const bool known = line.starts_with("HTTP/1.0 ") || line.starts_with("HTTP/1.1 ");
    const auto status = known ? number_of(line.substr(9, 3), 10) : std::nullopt;
    if (!status || *status < 100 || (line.size() > 12 && line[12] != ' ')) return malformed("no HTTP/1.1 status line");
    HttpHead head;
    head.minor_version = line[7] - '0';
    head.status = static_cast<int>(*status);
    head.reason = std::string(line.size() > 13 ? without_blanks(line.substr(13)) : std::string_view());
    return head;
}

/// The length that Content-Length names; the same one may be given several times.
Result<std::optional<std::uint64_t>> content_length(const HttpHead& head) {
    std::optional<std::uint64_t> length;
    std::string_view rest;
    const std::string values = head.header("content-length");
    for (rest = values; !rest.empty();) {
        const auto comma = rest.find(',');
        const auto value = number_of(without_blanks(rest.substr(0, comma)), 10);
        if (!value || (length && *length != *value)) return malformed("the Content-Length is '" + values.substr(0, 100) + "'");
        length = value;
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return length;
}

} // namespace

std::string HttpHead::header(const char* name) const {
    QByteArray out;
    for (const auto& value : all_headers(name)) out += (out.isEmpty() ? "" : ", ") + value;
    return out.toStdString();
}

std::vector<QByteArray> HttpHead::all_headers(const char* name) const {
    std::vector<QByteArray> out;
    for (const auto& [held, value] : headers)
        if (held.compare(name, Qt::CaseInsensitive) == 0) out.push_back(value);
    return out;
}

bool HttpHead::has_word(const char* name, std::string_view word) const {
    const std::string values = header(name);
    for (std::size_t at = 0; at <= values.size();) {
        const auto end = std::min(values.find(',', at), values.size());
        if (same_word(without_blanks(std::string_view(values).substr(at, end - at)), word)) return true;
        at = end + 1;
    }
    return false;
}

Result<HttpHead> parse_http_head(std::string_view text) {
    const auto first = std::min(text.find('\n'), text.size());
    auto head = parse_status_line(text.substr(0, first));
    if (!head) return head;
    for (std::size_t at = first + 1; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        at = end + 1;
        const auto value = without_blanks(line);
        // A line that begins with a blank goes on with the one before (RFC 9112 5.2).
        if (line.starts_with(' ') || line.starts_with('\t')) {
            if (head->headers.empty()) return malformed("a header line without a name");
            head->headers.back().second += ' ' + QByteArray(value.data(), static_cast<qsizetype>(value.size()));
            continue;
        }
        const auto colon = value.find(':');
        if (colon == std::string_view::npos || colon == 0 || value.substr(0, colon).find_first_of(" \t") != std::string_view::npos)
            return malformed("a header line without a name");
        const auto content = without_blanks(value.substr(colon + 1));
        head->headers.emplace_back(QByteArray(value.data(), static_cast<qsizetype>(colon)),
                                   QByteArray(content.data(), static_cast<qsizetype>(content.size())));
    }
    return head;
}

Result<HttpFraming> HttpFraming::of(const HttpHead& head, bool head_request) {
    HttpFraming framing;
    if (head_request || head.status < 200 || head.status == 204 || head.status == 304) return framing;
    const std::string coding = head.header("transfer-encoding");
    if (same_word(coding, "chunked")) {
        framing.state_ = State::chunk_size;
        return framing;
    }
    if (!coding.empty() && !same_word(coding, "identity")) return malformed("the transfer coding '" + coding.substr(0, 100) + "' is not known");
    const auto length = content_length(head);
    if (!length) return length.error();
    framing.left_ = length->value_or(0);
    framing.state_ = !*length ? State::until_close : framing.left_ > 0 ? State::fixed : State::complete;
    return framing;
}

Result<std::size_t> HttpFraming::read(std::string_view input, std::string& body) {
    std::size_t used = 0;
    while (used < input.size() && state_ != State::complete) {
        const auto rest = input.substr(used);
        if (state_ == State::until_close) {
            body += rest;
            return input.size();
        }
        if (state_ == State::fixed || state_ == State::chunk_data) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size()));
            body += rest.substr(0, count);
            used += count;
            left_ -= count;
            if (left_ == 0) state_ = state_ == State::fixed ? State::complete : State::chunk_end;
            continue;
        }
        const auto count = read_line(rest);
        if (!count) return count;
        used += *count;
    }
    return used;
}

Result<std::size_t> HttpFraming::read_line(std::string_view input) {
    const auto end = input.find('\n');
    line_ += input.substr(0, end);
    if (line_.size() > max_line_bytes) return malformed("a chunk's size or trailer is too long");
    if (end == std::string_view::npos) return input.size();
    if (auto taken = take_line(); !taken) return taken.error();
    line_.clear();
    return end + 1;
}

Result<void> HttpFraming::take_line() {
    const auto line = without_blanks(line_);
    if (state_ == State::chunk_end) {
        if (!line.empty()) return malformed("a chunk does not end where its size says");
        state_ = State::chunk_size;
    } else if (state_ == State::chunk_size) {
        const auto size = number_of(without_blanks(line.substr(0, line.find(';'))), 16);
        if (!size) return malformed("a chunk's size is '" + std::string(line.substr(0, 40)) + "'");
        left_ = *size;
        state_ = left_ > 0 ? State::chunk_data : State::trailers;
    } else if (line.empty()) {
        state_ = State::complete;
    } else if ((trailer_bytes_ += line.size()) > max_trailer_bytes) {
        return malformed("the trailers are too long");
    }
    return {};
}

} // namespace orkestr
