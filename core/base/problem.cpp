#include "core/base/problem.h"

#include <array>

namespace orkestr {

namespace {

struct Standard {
    const char* name;
    int status;
    const char* title;
};

constexpr std::array<Standard, 8> standards = {{{"configuration", 400, "Configuration Error"},
                                                {"validation", 400, "Validation Error"},
                                                {"expression", 400, "Expression Error"},
                                                {"authentication", 401, "Authentication Error"},
                                                {"authorization", 403, "Authorization Error"},
                                                {"timeout", 408, "Timeout Error"},
                                                {"communication", 500, "Communication Error"},
                                                {"runtime", 500, "Runtime Error"}}};

constexpr std::array<std::string_view, 4> prefixes = {
    "https://open-workflow-specification.org/spec/1.0.0/errors/", "https://serverlessworkflow.io/spec/1.0.0/errors/",
    "https://open-workflow-specification.org/dsl/errors/types/", "https://serverlessworkflow.io/dsl/errors/types/"};

/// The standard error's name in a type URI, or nothing.
std::string_view standard_name(std::string_view type) {
    for (const auto prefix : prefixes) {
        if (!type.starts_with(prefix)) continue;
        const auto name = type.substr(prefix.size());
        for (const auto& standard : standards)
            if (name == standard.name) return name;
    }
    return {};
}

} // namespace

Problem Problem::standard(StandardError kind, std::string detail) {
    const auto& standard = standards[static_cast<std::size_t>(kind)];
    return {standard_error_type(kind), standard.status, standard.title, std::move(detail), {}};
}

JsonValue Problem::to_value() const {
    JsonObject members{{"type", type}, {"status", status}};
    if (!title.empty()) members.emplace_back("title", title);
    if (!detail.empty()) members.emplace_back("detail", detail);
    if (!instance.empty()) members.emplace_back("instance", instance);
    return JsonValue(std::move(members));
}

Problem Problem::from_value(const JsonValue& value) {
    // A status beyond what an int holds is no status.
    auto status = value.integer_at("status", 500);
    if (status < 0 || status > 999999) status = 500;
    return {value.string_at("type"), static_cast<int>(status), value.string_at("title"),
            value.string_at("detail"), value.string_at("instance")};
}

std::string standard_error_type(StandardError kind) {
    return std::string(prefixes[0]) + standards[static_cast<std::size_t>(kind)].name;
}

bool same_error_type(const std::string& a, const std::string& b) {
    if (a == b) return true;
    const auto name = standard_name(a);
    return !name.empty() && name == standard_name(b);
}

} // namespace orkestr
