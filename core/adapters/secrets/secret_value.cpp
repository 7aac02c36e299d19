#include "core/adapters/secrets/secret_value.h"

namespace orkestr {

JsonValue secret_value(std::string text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && text[first] == '{') {
        auto parsed = JsonValue::parse(text);
        if (parsed && parsed->is_object()) return std::move(*parsed);
    }
    return JsonValue(std::move(text));
}

} // namespace orkestr
