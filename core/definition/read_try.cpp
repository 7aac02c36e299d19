// try, catch, retry policies and errors.
#include "core/definition/read_parts.h"

#include "core/definition/names.h"

namespace orkestr {

namespace {

constexpr std::int64_t most_status = 99999;

void read_backoff(Reading& reading, const Node& node, RetryPolicy& policy) {
    static constexpr std::string_view kinds[] = {"constant", "linear", "exponential"};
    ObjectReader object(reading, node, "a backoff");
    const Member* const kind = object.one_of(kinds);
    object.refuse_others();
    if (!kind) return;
    const Reading::Step step(reading, kind->key->text());
    if (kind->key->text() == "linear") policy.backoff = RetryPolicy::Backoff::linear;
    if (kind->key->text() == "exponential") policy.backoff = RetryPolicy::Backoff::exponential;
    if (!read_open_mapping(reading, *kind->value)) return;
    for (const auto& member : kind->value->members())
        reading.warning("unknown-property", member.key->span(), "'" + std::string(shortened(member.key->text())) + "' has no effect in a backoff",
                        "expected {}");
}

void read_retry_limit(Reading& reading, const Node& node, RetryPolicy& policy) {
    ObjectReader object(reading, node, "a retry limit");
    object.optional("attempt", [&](const Node& value) {
        ObjectReader attempt(reading, value, "the limit of attempts");
        attempt.optional("count", [&](const Node& count) { policy.limit_attempt_count = read_integer(reading, count, 0, INT64_MAX); });
        attempt.optional("duration", [&](const Node& duration) { policy.limit_attempt_duration = read_duration(reading, duration); });
        attempt.refuse_others();
    });
    object.optional("duration", [&](const Node& value) { policy.limit_duration = read_duration(reading, value); });
    object.refuse_others();
}

RetryPolicy::Jitter read_jitter(Reading& reading, const Node& node) {
    RetryPolicy::Jitter jitter;
    ObjectReader object(reading, node, "a jitter");
    object.required("from", [&](const Node& value) { jitter.from = read_duration(reading, value); });
    object.required("to", [&](const Node& value) { jitter.to = read_duration(reading, value); });
    object.refuse_others();
    const auto* const from = std::get_if<Duration>(&jitter.from);
    const auto* const to = std::get_if<Duration>(&jitter.to);
    if (from && to && object.find("from") && object.find("to") && *from > *to)
        reading.error("invalid-value", node.span(), "the jitter's 'from' is longer than its 'to'");
    return jitter;
}

ErrorFilter read_error_filter(Reading& reading, const Node& node) {
    ErrorFilter filter;
    ObjectReader object(reading, node, "an error filter");
    const auto text = [&](std::string_view name, std::optional<std::string>& into) {
        object.optional(name, [&](const Node& value) {
            into = read_string(reading, value);
            if (expression_in(value))
                reading.error("invalid-value", value.span(), "an error filter compares with fixed values, not with expressions",
                              "use 'when' of the catch");
        });
    };
    text("type", filter.type);
    text("instance", filter.instance);
    text("title", filter.title);
    text("detail", filter.detail);
    if (object.find("detail") == nullptr) text("details", filter.detail);
    object.optional("status", [&](const Node& value) { filter.status = read_integer(reading, value, 0, most_status); });
    object.refuse_others();
    if (node.is_mapping() && node.size() == 0)
        reading.error("invalid-value", node.span(), "an error filter that names nothing", "expected one of 'type', 'status', 'instance', 'title' or 'detail'");
    return filter;
}

void read_retry_choice(Reading& reading, const Node& node, CatchClause& clause) {
    if (node.is_mapping()) {
        clause.retry = std::make_shared<const RetryPolicy>(read_retry_policy(reading, node));
    } else if (!node.is_string()) {
        reading.wrong_type(node, "a retry policy (a mapping) or the name of one in 'use.retries'");
    } else if (auto reference = read_reference(reading, node, ReferenceKind::retry)) {
        clause.retry = std::move(*reference);
    }
}

CatchClause read_catch(Reading& reading, const Node& node) {
    CatchClause clause;
    clause.span = node.span();
    ObjectReader object(reading, node, "'catch'");
    object.optional("errors", [&](const Node& value) {
        ObjectReader errors(reading, value, "'errors'");
        errors.optional("with", [&](const Node& filter) { clause.errors = read_error_filter(reading, filter); });
        errors.refuse_others();
    });
    object.optional("as", [&](const Node& value) {
        if (auto name = read_variable_name(reading, value)) clause.as = std::move(*name);
    });
    const auto outer = reading.scope;
    reading.scope = with_variable(outer, clause.as);
    object.optional("when", [&](const Node& value) { clause.when = read_expression(reading, value, ExpressionRole::catch_when); });
    object.optional("exceptWhen", [&](const Node& value) { clause.except_when = read_expression(reading, value, ExpressionRole::catch_when); });
    object.optional("retry", [&](const Node& value) { read_retry_choice(reading, value, clause); });
    object.optional("do", [&](const Node& value) { clause.tasks = read_task_list(reading, value); });
    reading.scope = outer;
    object.optional("then", [&](const Node& value) { clause.then = read_flow_directive(reading, value); });
    object.refuse_others();
    return clause;
}

void check_instance(Reading& reading, const Node& node, const Text& instance) {
    if (!node.is_string() || instance.is_expression || instance.text.empty()) return;
    const bool pointer = instance.text.starts_with('/');
    bool escapes = true;
    for (std::size_t i = 0; i < instance.text.size(); ++i)
        if (instance.text[i] == '~') escapes = escapes && i + 1 < instance.text.size() && (instance.text[i + 1] == '0' || instance.text[i + 1] == '1');
    if (!pointer || !escapes)
        reading.error("invalid-value", node.span(), "'instance' must be a JSON pointer or an expression", "expected one such as '/do/0/getPet'");
}

} // namespace

RetryPolicy read_retry_policy(Reading& reading, const Node& node) {
    RetryPolicy policy;
    policy.span = node.span();
    ObjectReader object(reading, node, "a retry policy");
    object.optional("when", [&](const Node& value) { policy.when = read_expression(reading, value, ExpressionRole::retry_when); });
    object.optional("exceptWhen", [&](const Node& value) { policy.except_when = read_expression(reading, value, ExpressionRole::retry_when); });
    object.optional("delay", [&](const Node& value) { policy.delay = read_duration(reading, value); });
    object.optional("backoff", [&](const Node& value) { read_backoff(reading, value, policy); });
    object.optional("limit", [&](const Node& value) { read_retry_limit(reading, value, policy); });
    object.optional("jitter", [&](const Node& value) { policy.jitter = read_jitter(reading, value); });
    object.refuse_others();
    if (object.valid() && !policy.limit_attempt_count && !policy.limit_duration) {
        const SourceSpan span = node.size() > 0 ? node.members().front().key->span() : node.span();
        reading.warning("unlimited-retry", span, "this policy retries without end", "set 'limit.attempt.count' or 'limit.duration'");
    }
    return policy;
}

ErrorDefinition read_error_definition(Reading& reading, const Node& node) {
    ErrorDefinition error;
    error.span = node.span();
    ObjectReader object(reading, node, "an error");
    object.required("type", [&](const Node& value) { error.type = read_uri(reading, value); });
    object.required("status", [&](const Node& value) { error.status = read_integer(reading, value, 0, most_status).value_or(500); });
    object.optional("instance", [&](const Node& value) {
        error.instance = read_text(reading, value);
        check_instance(reading, value, *error.instance);
    });
    object.optional("title", [&](const Node& value) { error.title = read_text(reading, value); });
    object.optional("detail", [&](const Node& value) { error.detail = read_text(reading, value); });
    object.refuse_others();
    return error;
}

TryTask read_try(Reading& reading, ObjectReader& task) {
    TryTask read;
    task.required("try", [&](const Node& node) { read.tasks = read_task_list(reading, node); });
    task.required("catch", [&](const Node& node) { read.caught = read_catch(reading, node); });
    return read;
}

} // namespace orkestr
