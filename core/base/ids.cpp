#include "core/base/ids.h"

#include "core/base/sha256.h"

#include <cassert>

namespace orkestr {

static constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string make_ulid(Instant time, std::string_view entropy) {
    assert(entropy.size() >= 10);
    std::string out(26, '0');
    auto ms = static_cast<std::uint64_t>(time.ms);
    for (int i = 9; i >= 0; --i) {
        out[static_cast<std::size_t>(i)] = crockford[ms & 31];
        ms >>= 5;
    }
    // 80 bits in groups of five, most significant first.
    std::size_t at = 10;
    unsigned bits = 0;
    int held = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        bits = (bits << 8) | static_cast<unsigned char>(entropy[i]);
        held += 8;
        while (held >= 5) {
            held -= 5;
            out[at++] = crockford[(bits >> held) & 31];
        }
        bits &= (1u << held) - 1;
    }
    return out;
}

std::string make_uuid(std::string_view bytes) {
    assert(bytes.size() >= 16);
    std::string raw(bytes.substr(0, 16));
    raw[6] = static_cast<char>((raw[6] & 0x0f) | 0x80);
    raw[8] = static_cast<char>((raw[8] & 0x3f) | 0x80);
    const std::string hex = to_hex(raw);
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' + hex.substr(20);
}

bool is_run_id(std::string_view text) {
    return text.size() == 26 && text.find_first_not_of(crockford) == std::string_view::npos && text[0] <= '7';
}

} // namespace orkestr
