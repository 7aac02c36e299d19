#include "core/definition/encoding.h"

#include <cstdio>
#include <cstring>

namespace orkestr {

namespace {

/// Length of the valid UTF-8 sequence at `i`, 0 if there is none (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t i) {
    const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    const auto follows = [&](std::size_t at) { return (byte(at) & 0xC0u) == 0x80u; };
    const unsigned b = byte(i);
    if (b < 0x80) return 1;
    if (b >= 0xC2 && b <= 0xDF) return follows(i + 1) ? 2 : 0;
    if (b >= 0xE0 && b <= 0xEF) {
        if (!follows(i + 1) || !follows(i + 2)) return 0;
        if ((b == 0xE0 && byte(i + 1) < 0xA0) || (b == 0xED && byte(i + 1) > 0x9F)) return 0;
        return 3;
    }
    if (b >= 0xF0 && b <= 0xF4) {
        if (!follows(i + 1) || !follows(i + 2) || !follows(i + 3)) return 0;
        if ((b == 0xF0 && byte(i + 1) < 0x90) || (b == 0xF4 && byte(i + 1) > 0x8F)) return 0;
        return 4;
    }
    return 0;
}

bool is_forbidden_control(unsigned char c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

std::string hex_of(unsigned char c) {
    char out[8];
    std::snprintf(out, sizeof out, "%02X", static_cast<unsigned>(c));
    return out;
}

} // namespace

std::size_t byte_order_mark_size(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

std::optional<EncodingFault> find_encoding_fault(std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return EncodingFault{0, "the text is UTF-16, expected UTF-8: save the file as UTF-8"};
    std::size_t i = 0;
    while (i < text.size()) {
        // Eight bytes at once while they are plain ASCII without controls: nearly all text is.
        std::uint64_t word = 0;
        if (i + sizeof word <= text.size()) {
            std::memcpy(&word, text.data() + i, sizeof word);
            const bool ascii = (word & 0x8080808080808080ULL) == 0;
            const bool control = ((word - 0x2020202020202020ULL) & ~word & 0x8080808080808080ULL) != 0;
            if (ascii && !control) {
                i += sizeof word;
                continue;
            }
        }
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == 0) return EncodingFault{i, "a NUL byte; expected text"};
        if (is_forbidden_control(c)) return EncodingFault{i, "the control character 0x" + hex_of(c) + ", which YAML does not allow"};
        const std::size_t length = sequence_length(text, i);
        if (length == 0) return EncodingFault{i, "the byte 0x" + hex_of(c) + " is not valid UTF-8 here"};
        i += length;
    }
    return std::nullopt;
}

} // namespace orkestr
