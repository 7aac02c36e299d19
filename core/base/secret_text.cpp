#include "core/base/secret_text.h"

#include "core/base/sha256.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::string_view opening = "orkestr-secret(";
constexpr std::string_view mask = "********";
constexpr std::size_t shortest_masked = 4;

std::string percent_encode(std::string_view text, const char* hex = "0123456789ABCDEF") {
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
    const auto found = lookup(names[0]);
    if (!found) return found.error();
    if (!*found) return Error{ErrorCode::not_found, "there is no secret '" + names[0] + "'", {}};
    const JsonValue* value = &**found;
    for (std::size_t i = 1; value && i < names.size(); ++i) {
        value = value->find(names[i]);
        if (!value) return Error{ErrorCode::not_found, "the secret '" + names[0] + "' has no '" + names[i] + "'", {}};
    }
    if (const auto* text = value->as_string()) return *text;
    return value->json().text();
}

/// The first placeholder of a nonce in a text: where it begins, its path, and where the text goes on after it.
struct Placeholder {
    std::size_t begin = 0;
    std::string_view path;
    std::size_t end = 0;
};

std::optional<Placeholder> first_placeholder(std::string_view text, std::string_view nonce) {
    if (nonce.empty()) return std::nullopt;
    const std::string mark = std::string(opening) + std::string(nonce) + '/';
    const auto at = text.find(mark);
    const auto end = at == std::string_view::npos ? at : text.find(')', at);
    if (end == std::string_view::npos) return std::nullopt;
    return Placeholder{at, text.substr(at + mark.size(), end - at - mark.size()), end + 1};
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
    std::size_t at = text.find(what);
    if (at == std::string::npos) return;
    std::string out;
    std::size_t from = 0;
    for (; at != std::string::npos; at = text.find(what, from)) {
        out.append(text, from, at - from);
        out += with;
        from = at + what.size();
    }
    out.append(text, from);
    text = std::move(out);
}

/// What a secret looks like in texts, longest first: one may be the beginning of another.
std::vector<std::string> masked_forms(const std::vector<std::string>& secrets) {
    std::vector<std::string> forms;
    for (const auto& secret : secrets) {
        if (secret.size() < shortest_masked) continue;
        forms.push_back(secret);
        forms.push_back(to_base64(secret));
        const auto percent = percent_encode(secret);
        forms.push_back(percent);
        forms.push_back(percent_encode(secret, "0123456789abcdef"));
        auto form = percent;
        replace_all(form, "%20", "+");
        forms.push_back(std::move(form));
        std::string escaped;
        append_json_string(escaped, secret);
        forms.push_back(escaped.substr(1, escaped.size() - 2));
    }
    std::sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    return forms;
}

std::string mask_forms(std::string text, const std::vector<std::string>& forms) {
    for (const auto& form : forms) replace_all(text, form, mask);
    return text;
}

JsonValue mask_tree(const JsonValue& value, const std::vector<std::string>& forms) {
    if (const auto* text = value.as_string()) return JsonValue(mask_forms(*text, forms));
    if (value.is_number()) {
        const std::string digits = value.json().text();
        return std::find(forms.begin(), forms.end(), digits) == forms.end() ? value : JsonValue(mask);
    }
    if (const auto* items = value.as_array()) {
        JsonArray out;
        out.reserve(items->size());
        for (const auto& item : *items) out.push_back(mask_tree(item, forms));
        return JsonValue(std::move(out));
    }
    if (const auto* members = value.as_object()) {
        JsonObject out;
        out.reserve(members->size());
        for (const auto& [name, member] : *members) out.emplace_back(mask_forms(name, forms), mask_tree(member, forms));
        return JsonValue(std::move(out));
    }
    return value;
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
    std::string out;
    while (const auto found = first_placeholder(text, nonce)) {
        out += text.substr(0, found->begin);
        auto value = value_at(found->path, lookup);
        if (!value) return value.error();
        used.push_back(*value);
        out += *value;
        text.remove_prefix(found->end);
    }
    out += text;
    return out;
}

Result<JsonValue> reveal_secrets_in(const JsonValue& value, std::string_view nonce, const SecretLookup& lookup,
                                    std::vector<std::string>& used) {
    return map_strings(value, [&](const std::string& text) { return reveal_secrets(std::string_view(text), nonce, lookup, used); });
}

bool has_secrets(std::string_view text, std::string_view nonce) { return first_placeholder(text, nonce).has_value(); }

std::string hide_placeholders(std::string_view text, std::string_view nonce) {
    std::string out;
    while (const auto found = first_placeholder(text, nonce)) {
        out += text.substr(0, found->begin);
        out += mask;
        text.remove_prefix(found->end);
    }
    out += text;
    return out;
}

JsonValue hide_placeholders_in(const JsonValue& value, std::string_view nonce) {
    auto hidden = map_strings(value, [&](const std::string& text) { return Result<std::string>(hide_placeholders(text, nonce)); });
    return hidden ? std::move(*hidden) : JsonValue();
}

std::string mask_secrets(std::string text, const std::vector<std::string>& secrets) {
    return mask_forms(std::move(text), masked_forms(secrets));
}

JsonValue mask_secrets_in(const JsonValue& value, const std::vector<std::string>& secrets) {
    const auto forms = masked_forms(secrets);
    return forms.empty() ? value : mask_tree(value, forms);
}

} // namespace orkestr
