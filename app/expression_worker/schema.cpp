#include "app/expression_worker/schema.h"

#include "app/expression_worker/schema_dialect.h"

#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace orkestr {

namespace {

using valijson::adapters::NlohmannJsonAdapter;

constexpr std::size_t max_violations = 20;

constexpr const char* whole_value = "the whole value";

/// The JSON pointer of valijson's path: `<root>`, then `["name"]` or `[0]` a level.
std::string place_of(const std::vector<std::string>& context) {
    if (context.size() < 2) return whole_value;
    std::string pointer;
    for (std::size_t i = 1; i < context.size(); ++i) {
        std::string_view step = context[i];
        if (step.starts_with("[\"") && step.ends_with("\"]")) step = step.substr(2, step.size() - 4);
        else if (step.starts_with('[') && step.ends_with(']')) step = step.substr(1, step.size() - 2);
        pointer += '/';
        for (const char c : step) {
            if (c == '~') pointer += "~0";
            else if (c == '/') pointer += "~1";
            else pointer += c;
        }
    }
    return pointer;
}

/// valijson follows each violation with one for every level around it; those say nothing more.
bool only_repeats(const valijson::ValidationResults::Error& error, const std::vector<std::string>& inner) {
    const bool around = error.context.size() <= inner.size() &&
                        std::equal(error.context.begin(), error.context.end(), inner.begin());
    const std::string& text = error.description;
    return around && (text.starts_with("Failed to validate against schema associated with") ||
                      text.starts_with("Failed to validate item #") ||
                      text.starts_with("Failed to validate against dependent schema") ||
                      text.starts_with("Failed to validate against a conditional schema") ||
                      text.starts_with("Failed to validate against child schema #"));
}

/// valijson reads patterns only when it meets a value for them.
std::optional<std::string> fault_of_patterns(const std::vector<std::string>& patterns) {
    for (const std::string& pattern : patterns) {
        try {
            const std::regex compiled(pattern);
        } catch (const std::regex_error&) {
            return "'" + pattern.substr(0, 100) + "' is no regular expression";
        }
    }
    return std::nullopt;
}

std::vector<std::string> list_violations(valijson::ValidationResults& results) {
    std::vector<std::string> violations;
    std::vector<std::string> inner;
    valijson::ValidationResults::Error error;
    while (violations.size() < max_violations && results.popError(error)) {
        if (only_repeats(error, inner)) continue;
        std::string text = error.description;
        while (!text.empty() && text.back() == '.') text.pop_back();
        violations.push_back(place_of(error.context) + ": " + text);
        inner = error.context;
    }
    return violations;
}

} // namespace

struct Schema::Compiled {
    valijson::Schema schema;
};

Schema::Schema(std::unique_ptr<Compiled> compiled, std::string fault)
    : compiled_(std::move(compiled)), fault_(std::move(fault)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

Schema Schema::at_fault(std::string_view fault) { return Schema(nullptr, std::string(fault)); }

Schema Schema::compile(std::string_view text) {
    auto parsed = JsonValue::parse(text);
    if (!parsed) return Schema(nullptr, parsed.error().message);
    auto rewritten = schema_for_draft_7(*parsed);
    if (!rewritten) return Schema(nullptr, rewritten.error().message);
    if (auto fault = fault_of_patterns(rewritten->patterns)) return Schema(nullptr, std::move(*fault));
    try {
        auto compiled = std::make_unique<Compiled>();
        const nlohmann::json document = nlohmann::json::parse(rewritten->schema.json().text());
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(NlohmannJsonAdapter(document), compiled->schema);
        return Schema(std::move(compiled), {});
    } catch (const std::exception& error) {
        return Schema(nullptr, error.what());
    }
}

SchemaOutcome Schema::check(std::string_view json) const {
    const auto at_fault = [](const std::string& reason) {
        return SchemaOutcome{false, true, "the schema can't be used: " + reason, {}};
    };
    if (!compiled_) return at_fault(fault_);
    try {
        const nlohmann::json value = nlohmann::json::parse(json);
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(compiled_->schema, NlohmannJsonAdapter(value), &results)) return {true, false, {}, {}};
        SchemaOutcome outcome{false, false, "the value does not match its schema", list_violations(results)};
        if (outcome.violations.empty())
            outcome.violations.push_back(std::string(whole_value) + ": the schema allows no value here");
        outcome.message += ": " + outcome.violations.front();
        if (const auto more = outcome.violations.size() - 1; more > 0) outcome.message += " (and " + std::to_string(more) + " more)";
        return outcome;
    } catch (const std::exception& error) {
        return at_fault(error.what());
    }
}

} // namespace orkestr
