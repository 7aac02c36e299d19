// How a turn gets values: from constants, from answers, or by asking.
#include "core/base/duration_text.h"
#include "core/engine/consumption.h"
#include "core/engine/turn.h"
#include "core/plan/expression_input.h"

#include <algorithm>

namespace orkestr {

namespace {

Drawn ready(Payload value) {
    Drawn drawn;
    drawn.kind = Drawn::Kind::ready;
    drawn.value = std::move(value);
    return drawn;
}

/// dsl.md, "DateTime Descriptor".
std::string date_time(Instant instant) {
    return R"({"epoch":{"milliseconds":)" + std::to_string(instant.ms) + R"(,"seconds":)" + std::to_string(instant.ms / 1000) +
           R"(},"iso8601":")" + to_iso8601(instant) + "\"}";
}

/// An ISO 8601 text, or an object of days, hours, minutes, seconds and milliseconds.
Result<std::int64_t> read_duration(const JsonValue& value) {
    if (const auto* text = value.as_string()) {
        auto parsed = parse_iso_duration(*text);
        if (!parsed) return parsed.error();
        return parsed->ms;
    }
    const auto* members = value.as_object();
    if (!members || members->empty())
        return Error{ErrorCode::invalid_argument, std::string("a duration is expected (ISO 8601 text, or an object such as {\"seconds\": 5}), not ") + value.type_name(), {}};
    double ms = 0;
    for (const auto& [name, amount] : *members) {
        const double unit = name == "days" ? 86400e3 : name == "hours" ? 3600e3 : name == "minutes" ? 60e3 : name == "seconds" ? 1e3 : name == "milliseconds" ? 1 : -1;
        const auto number = amount.as_double();
        if (unit < 0 || !number || *number < 0) return Error{ErrorCode::invalid_argument, "'" + name + "' is no part of a duration", {}};
        ms += unit * *number;
    }
    constexpr double longest = 1000.0 * 365 * 86400 * 1000;
    if (ms > longest) return Error{ErrorCode::limit, "the duration is longer than 1000 years", {}};
    return static_cast<std::int64_t>(ms);
}

} // namespace

Json authorization_descriptor(const JsonValue& policy) {
    const auto* members = policy.as_object();
    if (!members || members->empty()) return {};
    const auto& [scheme, given] = members->front();
    const std::string user = given.string_at("username");
    const std::string password = given.string_at("password");
    const bool secret = (user + password).find("orkestr-secret(") != std::string::npos;
    JsonValue out = JsonValue::object({{"parameter", nullptr}});
    out.set("scheme", scheme == "basic" ? "Basic" : scheme == "bearer" ? "Bearer" : "Digest");
    if (scheme == "bearer" && given.find("token")) out.set("parameter", given.string_at("token"));
    if (scheme == "basic" && given.find("username") && !secret) out.set("parameter", to_base64(user + ":" + password));
    return out.json();
}

Drawn Turn::value(const Step& step, Slot slot, const ValueSource& source, const Payload& input, const ExtraVariables& extra) {
    if (const auto* constant = std::get_if<Json>(&source)) return ready({*constant, 0});
    if (const auto* index = std::get_if<ExpressionIndex>(&source)) return expression(step, slot, *index, input, extra);
    return ready(input);
}

Drawn Turn::expression(const Step& step, Slot slot, ExpressionIndex index, const Payload& input, const ExtraVariables& extra) {
    const RequestKey key{step.id, slot, step.touched};
    if (values_.contains(key)) return answered(key, step, StandardError::expression);
    if (auto missing = missing_secret(step, slot, index)) return *missing;
    out_.requests.push_back(request(key, step, index, input.json, extra));
    return {};
}

bool Turn::asks_for(const Step& step, Slot slot, const ValueSource& source) const {
    const auto* index = std::get_if<ExpressionIndex>(&source);
    if (!index) return std::holds_alternative<Identity>(source);
    return reads_input(plan.program->expressions[*index]) && !values_.contains({step.id, slot, step.touched});
}

ValueRequest Turn::request(const RequestKey& key, const Step& step, ExpressionIndex index, const Json& input, const ExtraVariables& extra) const {
    const ProgramExpression& expression = plan.program->expressions[index];
    ValueRequest out{key, false, index, reads_input(expression) ? input : Json(), {}};
    for (const auto& name : expression.variables) out.variables.push_back(variable(step, name, extra));
    return out;
}

Drawn Turn::check(const Step& step, Slot slot, SchemaIndex schema, const Payload& input) {
    const RequestKey key{step.id, slot, step.touched};
    if (values_.contains(key)) return answered(key, step, StandardError::validation);
    out_.requests.push_back({key, true, schema, input.json, {}});
    return {};
}

Drawn Turn::duration(const Step& step, Slot slot, const PlannedDuration& source, const Payload& input, const ExtraVariables& extra) {
    if (const auto* constant = std::get_if<Duration>(&source)) return ready({Json::integer(constant->ms), 0});
    Drawn drawn = expression(step, slot, std::get<ExpressionIndex>(source), input, extra);
    if (!drawn.ready()) return drawn;
    const auto ms = read_duration(JsonValue::of(drawn.value.json));
    if (ms) return ready({Json::integer(*ms), 0});
    drawn.kind = Drawn::Kind::failed;
    drawn.problem = problem(step, StandardError::expression, ms.error().message);
    return drawn;
}

Drawn Turn::answered(const RequestKey& key, const Step& step, StandardError failure) const {
    const ValueOutcome& outcome = values_.at(key);
    if (const auto* json = std::get_if<Json>(&outcome)) return ready({*json, 0});
    const auto& failed = std::get<ValueFailure>(outcome);
    Drawn drawn;
    drawn.kind = Drawn::Kind::failed;
    drawn.stopped = failed.stopped;
    drawn.slot = key.slot;
    // Also where a limit stopped it: the message names the limit, and a schema that is not checked is not met.
    drawn.problem = problem(step, failure, failed.message);
    return drawn;
}

std::optional<Drawn> Turn::missing_secret(const Step& step, Slot slot, ExpressionIndex index) const {
    const auto& named = plan.expression_secrets[index];
    if (named.names.empty() && !named.any) return std::nullopt;
    const JsonValue known = JsonValue::of(state.header.secrets);
    const auto missing = [&](const std::string& name) { return known.find(name) == nullptr; };
    std::vector<std::string> wanted = named.names;
    if (named.any) wanted.insert(wanted.end(), plan.secrets.begin(), plan.secrets.end());
    const auto at = std::find_if(wanted.begin(), wanted.end(), missing);
    if (at == wanted.end()) return std::nullopt;
    Drawn drawn;
    drawn.kind = Drawn::Kind::failed;
    drawn.slot = slot;
    drawn.problem = problem(step, StandardError::authorization, "the secret '" + *at + "' is not available to this run");
    return drawn;
}

Json Turn::task_descriptor(const Step& step, const ExtraVariables& extra) const {
    const auto* extension = std::get_if<ExtensionSpec>(&task(step).spec);
    const PlannedTask& planned = plan.task(extended_task(plan, step.task));
    std::string out = "{\"input\":" + step.raw_input.json.text() + ",\"name\":";
    append_json_string(out, planned.name);
    if (extra.task_output) out += ",\"output\":" + extra.task_output->json.text();
    out += ",\"reference\":";
    append_json_string(out, planned.pointer);
    out += ",\"startedAt\":" + date_time(step.started_at) + "}";
    if (!extension) return Json::trusted(std::move(out));
    // What the descriptor says hides members of the definition that are called the same.
    JsonValue both = JsonValue::of(extension->definition);
    const JsonValue descriptor = JsonValue::of(Json::trusted(std::move(out)));
    for (const auto& [name, member] : *descriptor.as_object()) both.set(name, member);
    return both.json();
}

Json Turn::variable(const Step& step, std::string_view name, const ExtraVariables& extra) const {
    // Loop and error variables, the innermost first, hide everything else.
    if (extra.error_name && *extra.error_name == name) return *extra.error;
    for (const Step* at = &step; at && at->id != workflow_step; at = state.find(at->parent)) {
        if (!at->machine) continue;
        if (at->id != step.id && std::holds_alternative<FunctionSpec>(task(*at).spec)) break;
        const bool inside = at != &step || extra.own_loop;
        if (const auto* loop = std::get_if<ForSpec>(&task(*at).spec); loop && inside && at->item_list && at->index < at->item_list->size()) {
            if (loop->each == name) return (*at->item_list)[at->index];
            if (loop->at == name) return Json::integer(at->index);
        }
        if (const auto* listen = std::get_if<ListenSpec>(&task(*at).spec); listen && listen->each && inside) {
            const std::size_t index = at->iterated.size();
            if (listen->each->at == name) return Json::integer(static_cast<std::int64_t>(index));
            if (listen->each->item == name) return read_event(listen->read, consumed_event(listen->to, *at, index));
        }
        if (const auto* attempt = std::get_if<TrySpec>(&task(*at).spec); attempt && attempt->as == name && at->stage == Stage::handling)
            return at->fault.problem.to_json();
    }
    if (name == "context") return state.context.json;
    if (name == "input") return step.input.json;
    if (name == "output") return extra.output ? extra.output->json : Json();
    if (name == "secrets") return state.header.secrets;
    if (name == "task") return task_descriptor(step, extra);
    if (name == "authorization") {
        if (extra.authorization) return *extra.authorization;
        const JsonValue request = JsonValue::of(step.request.json);
        const auto* policy = request.find("authentication");
        return policy ? authorization_descriptor(*policy) : Json();
    }
    if (name == "workflow") {
        std::string out = "{\"id\":\"" + state.author.text + "\",\"input\":" + state.header.value.json.text();
        const Step* workflow = state.find(workflow_step);
        return Json::trusted(out + ",\"startedAt\":" + date_time(workflow ? workflow->started_at : state.at) + "}");
    }
    if (name == "runtime") {
        return JsonValue::object({{"name", state.header.runtime_name}, {"version", state.header.runtime_version}, {"metadata", JsonValue(JsonObject{})}}).json();
    }
    return {};
}

} // namespace orkestr
