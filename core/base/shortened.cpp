#include "core/base/shortened.h"

namespace orkestr {

std::string shortened(std::string_view text, std::size_t most_characters) {
    std::size_t end = 0;
    for (std::size_t taken = 0; end < text.size() && text[end] != '\n' && text[end] != '\r'; ++end)
        if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && ++taken > most_characters) break;
    std::string out(text.substr(0, end));
    if (end < text.size()) out += "…";
    return out;
}

} // namespace orkestr
