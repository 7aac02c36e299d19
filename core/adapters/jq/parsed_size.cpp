#include "core/adapters/jq/parsed_size.h"

#include <algorithm>
#include <vector>

namespace orkestr {

namespace {

constexpr std::size_t value_bytes = 16;
constexpr std::size_t member_bytes = 48;
constexpr std::size_t first_members = 8;
constexpr std::size_t first_items = 16;

/// Of the heap's chunk: its head of 8 bytes, and a multiple of 16.
std::size_t chunk_bytes(std::size_t bytes) { return std::max<std::size_t>(32, (bytes + 8 + 15) / 16 * 16); }

std::size_t object_bytes(std::size_t members) {
    std::size_t room = first_members;
    while (room < members) room *= 2;
    return chunk_bytes(8 + room * member_bytes);
}

std::size_t array_bytes(std::size_t items) {
    std::size_t room = first_items;
    while (room < items) room = (room + 1) * 3 / 2;
    return chunk_bytes(16 + room * value_bytes);
}

/// Of the string that begins at `begin`, behind its quotation mark: where it ends, at the mark.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    std::size_t at = text.find('"', begin);
    while (at != std::string_view::npos) {
        std::size_t marks = at;
        while (marks > begin && text[marks - 1] == '\\') --marks;
        if ((at - marks) % 2 == 0) return at;
        at = text.find('"', at + 1);
    }
    return text.size();
}

} // namespace

std::size_t parsed_size_bytes(std::string_view canonical, std::size_t enough_bytes) {
    struct Open {
        bool is_object;
        std::size_t count; ///< of commas
    };
    std::vector<Open> open;
    std::size_t bytes = 0;
    for (std::size_t at = 0; at < canonical.size() && bytes <= enough_bytes; ++at) {
        switch (canonical[at]) {
        case '"': {
            const std::size_t end = end_of_string(canonical, at + 1);
            bytes += chunk_bytes(end - at - 1 + 17);
            at = end;
            break;
        }
        case '{': open.push_back({true, 0}); break;
        case '[': open.push_back({false, 0}); break;
        case ',':
            if (!open.empty()) ++open.back().count;
            break;
        case '}':
        case ']':
            if (open.empty()) return bytes;
            bytes += open.back().is_object ? object_bytes(open.back().count + 1) : array_bytes(open.back().count + 1);
            open.pop_back();
            break;
        default: break;
        }
    }
    return bytes;
}

} // namespace orkestr
