#include "core/runtime/check.h"

#include "core/plan/expression_check.h"
#include "core/runtime/schedule_clock.h"

#include <algorithm>
#include <map>
#include <memory>

namespace orkestr {

namespace {

Diagnostic expression_fault(const ListedExpression& listed, const std::string& message) {
    Diagnostic diagnostic;
    diagnostic.code = "expression-syntax";
    diagnostic.message = "this expression is no jq that Orkestr can run: " + message;
    diagnostic.span = listed.span;
    diagnostic.pointer = listed.pointer;
    return diagnostic;
}

Diagnostic schema_fault(const ListedSchema& listed, const std::string& message) {
    Diagnostic diagnostic;
    diagnostic.code = "invalid-schema";
    diagnostic.message = "this JSON Schema can't be used: " + message;
    diagnostic.span = listed.node->span();
    diagnostic.pointer = listed.pointer;
    return diagnostic;
}

void add_faults(std::vector<Diagnostic>& diagnostics, const CheckingProgram& checking, const std::vector<ExpressionDiagnostic>& faults) {
    std::vector<std::size_t> pattern_places;
    for (const auto& fault : faults) {
        if (fault.expression < checking.expressions.size()) {
            diagnostics.push_back(expression_fault(*checking.expressions[fault.expression], fault.message));
            continue;
        }
        const ListedSchema& listed = *checking.schemas[fault.expression - checking.expressions.size()];
        const SourceSpan span = listed.node->span();
        // A schema is at fault for its patterns, which come before it and are at the right place.
        const bool said = std::any_of(pattern_places.begin(), pattern_places.end(),
                                      [&](std::size_t place) { return span.begin <= place && place < span.end; });
        if (said && !listed.is_pattern) continue;
        if (listed.is_pattern) pattern_places.push_back(span.begin);
        diagnostics.push_back(schema_fault(listed, fault.message));
    }
}

/// The machine's time zone database knows which zones there are; the reader doesn't.
void check_time_zone(const Definition& definition, std::vector<Diagnostic>& diagnostics) {
    if (!definition.schedule || !definition.schedule->cron) return;
    const auto cron = parse_cron(*definition.schedule->cron);
    if (!cron || has_time_zone(cron->zone)) return;
    Diagnostic diagnostic;
    diagnostic.code = "invalid-cron";
    diagnostic.message = "there is no time zone '" + cron->zone + "'; expected a name of the IANA database such as Europe/Rome";
    diagnostic.span = definition.schedule->cron_span;
    diagnostic.pointer = "/schedule/cron";
    diagnostics.push_back(std::move(diagnostic));
}

/// How to authenticate where a catalog is, as an activity's request says it. Errors: unsupported for what only a run knows.
Result<Json> static_authentication(const AuthenticationPolicy& policy) {
    const auto refuse = [](const char* what) { return Error{ErrorCode::unsupported, std::string(what) + " can't be used to fetch a catalog's functions", {}}; };
    const auto use = [](const char* scheme, const std::string& secret) {
        return JsonValue::object({{scheme, JsonValue::object({{"use", secret}})}}).json();
    };
    const auto user = [&](const char* scheme, const std::variant<UserPassword, SecretReference>& credentials) -> Result<Json> {
        if (const auto* secret = std::get_if<SecretReference>(&credentials)) return use(scheme, secret->name);
        const auto& given = std::get<UserPassword>(credentials);
        if (given.username.is_expression || given.password.is_expression) return refuse("expressions");
        return JsonValue::object({{scheme, JsonValue::object({{"username", given.username.text}, {"password", given.password.text}})}}).json();
    };
    if (const auto* basic = std::get_if<BasicAuthentication>(&policy.scheme)) return user("basic", basic->credentials);
    if (const auto* digest = std::get_if<DigestAuthentication>(&policy.scheme)) return user("digest", digest->credentials);
    const auto* bearer = std::get_if<BearerAuthentication>(&policy.scheme);
    if (!bearer) return refuse("this kind of authentication");
    if (const auto* secret = std::get_if<SecretReference>(&bearer->token)) return use("bearer", secret->name);
    const Text& token = std::get<Text>(bearer->token);
    if (token.is_expression) return refuse("expressions");
    return JsonValue::object({{"bearer", JsonValue::object({{"token", token.text}})}}).json();
}

/// One check, step by step: what the reader says, what is fetched, what the evaluator says, the plan.
class Check : public std::enable_shared_from_this<Check> {
public:
    using Done = std::function<void(Result<CheckedDefinition>)>;
    Check(CheckedDefinition checked, std::shared_ptr<const Definition> definition, ExpressionEvaluator& evaluator, ResourceLoader* loader, Done done)
        : checked_(std::move(checked)), definition_(std::move(definition)), evaluator_(evaluator), loader_(loader), done_(std::move(done)) {}

    /// Of a refused definition too: who mends it wants to know all of it.
    void run(const std::shared_ptr<const Definition>& readable) {
        if (!readable) return finish();
        auto checking = std::make_shared<CheckingProgram>(checking_program(*readable, checked_.diagnostics));
        check_time_zone(*readable, checked_.diagnostics);
        compile(checking, [self = shared_from_this(), readable, checking](const std::vector<ExpressionDiagnostic>& faults) {
            add_faults(self->checked_.diagnostics, *checking, faults);
            self->fetch();
        });
    }

private:
    void compile(const std::shared_ptr<CheckingProgram>& checking, std::function<void(const std::vector<ExpressionDiagnostic>&)> then) {
        if (checking->expressions.empty() && checking->schemas.empty()) return then({});
        evaluator_.compile(checking->program, [self = shared_from_this(), checking, then = std::move(then)](const Result<std::vector<ExpressionDiagnostic>>& faults) {
            if (!faults && self->definition_) return self->done_(faults.error());
            then(faults ? *faults : std::vector<ExpressionDiagnostic>{});
        });
    }

    void fetch() {
        if (!definition_ || has_errors(checked_.diagnostics)) return finish();
        const auto missing = missing_resources(*definition_, checked_.resources);
        if (missing.empty()) return check_functions();
        const NeededResource needed = missing.front();
        if (needed.file.empty()) calls_[needed.uri] = needed.span;
        else calls_[needed.uri] = calls_[needed.file];
        if (!loader_) {
            checked_.unresolved = true;
            add(Severity::warning, "unresolved-resource", "the function at " + needed.uri + " is fetched when the definition is loaded into a workspace; it was not looked at", needed.uri);
            return finish();
        }
        Json authentication;
        if (needed.authentication) {
            auto said = static_authentication(*needed.authentication);
            if (!said) return fail_resource(needed.uri, said.error().message);
            authentication = *said;
        }
        loader_->load(needed.uri, authentication, [self = shared_from_this(), uri = needed.uri](const Result<std::string>& text) {
            if (!text) return self->fail_resource(uri, text.error().message);
            JsonValue all = self->checked_.resources.is_null() ? JsonValue(JsonObject{}) : JsonValue::of(self->checked_.resources);
            all.set(uri, *text);
            self->checked_.resources = all.json();
            self->fetch();
        });
    }

    void fail_resource(const std::string& uri, const std::string& why) {
        add(Severity::error, "unavailable-resource", why, uri);
        finish();
    }

    /// The expressions and schemas of what was fetched.
    void check_functions() {
        reading_ = std::make_shared<ResourceReading>(read_resources(*definition_, checked_.resources));
        for (const ResourceDiagnostic& found : reading_->diagnostics) add_of(found.file, found.diagnostic);
        check_function(0);
    }

    void check_function(std::size_t index) {
        if (index >= reading_->functions.size()) return finish();
        const auto& function = reading_->functions[index];
        auto checking = std::make_shared<CheckingProgram>(checking_program(*function, {}));
        compile(checking, [self = shared_from_this(), function, checking, index](const std::vector<ExpressionDiagnostic>& faults) {
            std::vector<Diagnostic> found;
            add_faults(found, *checking, faults);
            for (const Diagnostic& one : found) self->add_of(function->uri, one);
            self->check_function(index + 1);
        });
    }

    void add(Severity severity, std::string code, std::string message, const std::string& uri) {
        Diagnostic diagnostic;
        diagnostic.severity = severity;
        diagnostic.code = std::move(code);
        diagnostic.message = std::move(message);
        diagnostic.span = calls_[uri];
        checked_.diagnostics.push_back(std::move(diagnostic));
    }

    /// What is wrong with a function elsewhere stands where it is called, and says where it is.
    void add_of(const std::string& file, Diagnostic diagnostic) {
        if (!file.empty()) {
            diagnostic.message = "in " + to_text(diagnostic, file);
            diagnostic.suggestion.clear();
            diagnostic.pointer.clear();
            diagnostic.span = calls_[file];
        }
        checked_.diagnostics.push_back(std::move(diagnostic));
    }

    void finish() {
        auto& said = checked_.diagnostics;
        std::stable_sort(said.begin(), said.end(), [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
        // An alias shows the same text in several places of the definition: once is enough.
        const auto same = [](const Diagnostic& a, const Diagnostic& b) { return a.span == b.span && a.code == b.code && a.message == b.message; };
        said.erase(std::unique(said.begin(), said.end(), same), said.end());
        if (!has_errors(said) && definition_ && !checked_.unresolved) make_plan();
        done_(std::move(checked_));
    }

    void make_plan() {
        auto plan = compile_plan(*definition_, checked_.resources);
        if (!plan) {
            Diagnostic diagnostic;
            diagnostic.code = "unsupported";
            diagnostic.unsupported = true;
            diagnostic.message = plan.error().message;
            if (plan.error().span) diagnostic.span = *plan.error().span;
            checked_.diagnostics.push_back(std::move(diagnostic));
            return;
        }
        checked_.plan = std::move(*plan);
        checked_.definition = std::move(definition_);
    }

    CheckedDefinition checked_;
    std::shared_ptr<const Definition> definition_; ///< null: refused
    ExpressionEvaluator& evaluator_;
    ResourceLoader* loader_;
    Done done_;
    std::map<std::string, SourceSpan> calls_; ///< where a resource is called from in the definition, by URI
    std::shared_ptr<ResourceReading> reading_;
};

} // namespace

void check_definition(std::string text, std::string file_name, ExpressionEvaluator& evaluator, ResourceLoader* loader,
                      std::function<void(Result<CheckedDefinition>)> done) {
    auto read = read_definition(text, file_name);
    const auto readable = read.definition ? read.definition : read.refused;
    CheckedDefinition checked{std::move(text), std::move(file_name), {}, {}, std::move(read.diagnostics), {}, false};
    std::make_shared<Check>(std::move(checked), read.definition, evaluator, loader, std::move(done))->run(readable);
}

std::string diagnostics_text(const CheckedDefinition& checked) {
    std::string out;
    for (const auto& diagnostic : checked.diagnostics) out += (out.empty() ? "" : "\n") + to_text(diagnostic, checked.file_name);
    return out;
}

} // namespace orkestr
