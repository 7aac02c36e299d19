#include "core/base/secret_text.h"

#include "core/base/sha256.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::string_view opening = "orkestr-secret(";
constexpr std::size_t shortest_masked = 4;

std::string percent_encode(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto b = static_cast<unsigned char>(c);
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                                c == '.' || c == '_' || c == '~';
        if (unreserved) {
            out += c;
        } else {
            out += '%';
            out += hex[b >> 4];
            out += hex[b & 15];
        }
    }
    return out;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
        if (byte && byte->size() == 1) {
            out += *byte;
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

JsonValue placeholders_of(std::string_view nonce, std::vector<std::string>& path, const JsonValue& shape) {
    const auto* members = shape.as_object();
    if (!members) return secret_placeholder(nonce, path);
    JsonObject out;
    for (const auto& [name, value] : *members) {
        path.push_back(name);
        out.emplace_back(name, placeholders_of(nonce, path, value));
        path.pop_back();
    }
    return JsonValue(std::move(out));
}

/// The secret's text at a path such as `db/password`.
Result<std::string> value_at(std::string_view path, const SecretLookup& lookup) {
    std::vector<std::string> names;
    while (true) {
        const auto slash = path.find('/');
        names.push_back(percent_decode(path.substr(0, slash)));
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    auto found = lookup(names[0]);
    const JsonValue* value = found ? &*found : nullptr;
    for (std::size_t i = 1; value && i < names.size(); ++i) value = value->find(names[i]);
    if (!value) return Error{ErrorCode::not_found, "there is no secret '" + names[0] + "'", {}};
    if (const auto* text = value->as_string()) return *text;
    return value->json().text();
}

template <class Leaf>
Result<JsonValue> map_strings(const JsonValue& value, const Leaf& leaf) {
    if (const auto* text = value.as_string()) {
        auto mapped = leaf(*text);
        if (!mapped) return mapped.error();
        return JsonValue(std::move(*mapped));
    }
    if (const auto* items = value.as_array()) {
        JsonArray out;
        for (const auto& item : *items) {
            auto mapped = map_strings(item, leaf);
            if (!mapped) return mapped.error();
            out.push_back(std::move(*mapped));
        }
        return JsonValue(std::move(out));
    }
    if (const auto* members = value.as_object()) {
        JsonObject out;
        for (const auto& [name, member] : *members) {
            auto mapped_name = leaf(name);
            if (!mapped_name) return mapped_name.error();
            auto mapped = map_strings(member, leaf);
            if (!mapped) return mapped.error();
            out.emplace_back(std::move(*mapped_name), std::move(*mapped));
        }
        return JsonValue(std::move(out));
    }
    return value;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

} // namespace

std::string secret_placeholder(std::string_view nonce, const std::vector<std::string>& path) {
    std::string out(opening);
    out += nonce;
    for (const auto& name : path) {
        out += '/';
        out += percent_encode(name);
    }
    out += ')';
    return out;
}

JsonValue secret_placeholders(std::string_view nonce, const std::vector<std::pair<std::string, JsonValue>>& secrets) {
    JsonObject out;
    for (const auto& [name, shape] : secrets) {
        std::vector<std::string> path{name};
        out.emplace_back(name, placeholders_of(nonce, path, shape));
    }
    return JsonValue(std::move(out));
}

Result<std::string> reveal_secrets(std::string_view text, std::string_view nonce, const SecretLookup& lookup,
                                   std::vector<std::string>& used) {
    std::string mark(opening);
    mark += nonce;
    mark += '/';
    std::string out;
    for (;;) {
        const auto at = nonce.empty() ? std::string_view::npos : text.find(mark);
        const auto end = at == std::string_view::npos ? at : text.find(')', at);
        if (end == std::string_view::npos) {
            out += text;
            return out;
        }
        out += text.substr(0, at);
        auto value = value_at(text.substr(at + mark.size(), end - at - mark.size()), lookup);
        if (!value) return value.error();
        used.push_back(*value);
        out += *value;
        text.remove_prefix(end + 1);
    }
}

Result<JsonValue> reveal_secrets_in(const JsonValue& value, std::string_view nonce, const SecretLookup& lookup,
                                 std::vector<std::string>& used) {
    return map_strings(value, [&](const std::string& text) { return reveal_secrets(std::string_view(text), nonce, lookup, used); });
}

std::string mask_secrets(std::string text, const std::vector<std::string>& secrets) {
    std::vector<std::string> forms;
    for (const auto& secret : secrets) {
        if (secret.size() < shortest_masked) continue;
        forms.push_back(secret);
        forms.push_back(to_base64(secret));
        forms.push_back(percent_encode(secret));
    }
    // Longest first: one secret may be the beginning of another.
    std::sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const auto& form : forms) replace_all(text, form, "********");
    return text;
}

JsonValue mask_secrets_in(const JsonValue& value, const std::vector<std::string>& secrets) {
    if (secrets.empty()) return value;
    auto masked = map_strings(value, [&](const std::string& text) { return Result<std::string>(mask_secrets(text, secrets)); });
    return masked.ok() ? std::move(*masked) : JsonValue();
}

} // namespace orkestr
