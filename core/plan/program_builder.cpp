#include "core/plan/program_builder.h"

#include "core/definition/expression_scan.h"
#include "core/plan/expression_input.h"

#include <algorithm>
#include <charconv>
#include <regex>

namespace orkestr {

namespace {

/// Around the number of a loose part in a text that is being composed.
constexpr char loose_mark = '\x01';

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

std::vector<std::string> arguments_of(ExpressionRole role) {
    std::vector<std::string> names{"secrets", "workflow", "runtime"};
    const auto add = [&](std::initializer_list<const char*> more) { names.insert(names.end(), more.begin(), more.end()); };
    switch (role) {
    case ExpressionRole::workflow_input_from:
    case ExpressionRole::schedule:
    case ExpressionRole::workflow: break;
    case ExpressionRole::workflow_output_as: add({"context"}); break;
    case ExpressionRole::task_if:
    case ExpressionRole::task_input_from:
    case ExpressionRole::task_timeout:
    case ExpressionRole::extension_when: add({"context", "task"}); break;
    case ExpressionRole::task_export_as: add({"context", "task", "input", "authorization", "output"}); break;
    default: add({"context", "task", "input", "authorization"}); break;
    }
    return names;
}

NamedSecrets secrets_in(const std::string& text) {
    static const std::regex form(R"re(\$secrets\b(?:\s*\.\s*([A-Za-z_]\w*)|\s*\.?\s*\[?\s*"((?:[^"\\])+)")?)re");
    NamedSecrets found;
    if (text.find("$secrets") == std::string::npos) return found;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), form); at != std::sregex_iterator(); ++at) {
        if ((*at)[1].matched) found.names.push_back((*at)[1]);
        else if ((*at)[2].matched) found.names.push_back((*at)[2]);
        else found.any = true;
    }
    return found;
}

bool is_identity(std::string_view text) { return text == "."; }

} // namespace

/// Every `$name` in the text, wherever it stands: naming one too many costs a little, one too few would be wrong.
std::vector<std::string> variables_in(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '$' || !is_name_start(text[i + 1])) continue;
        std::size_t end = i + 1;
        while (end < text.size() && is_name_part(text[end])) ++end;
        names.emplace_back(text.substr(i + 1, end - i - 1));
        i = end - 1;
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::vector<std::string> names_in_scope(const ExpressionScope& scope) {
    auto names = arguments_of(scope.role);
    for (const auto* variable = scope.variables; variable; variable = variable->outer.get()) names.push_back(variable->name);
    names.insert(names.end(), scope.own.begin(), scope.own.end());
    return names;
}

ProgramBuilder::ProgramBuilder(const Definition& definition, std::string id)
    : definition_(definition), program_(std::make_shared<ExpressionProgram>()) {
    program_->id = std::move(id);
}

std::string ProgramBuilder::literal(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string ProgramBuilder::text_of(const Expression& expression) {
    // The line break ends a comment that the author may have left at the end.
    return "__one(" + expression.text + "\n)";
}

std::string ProgramBuilder::text_of(const Text& text) const {
    if (text.is_expression) return "__one(" + text.text + "\n)";
    return text.is_loose ? loose_value(text.text, literal(text.text)) : literal(text.text);
}

std::string ProgramBuilder::text_of(const Node& node) const {
    if (const auto expression = expression_in(node)) return "__one(" + *expression + "\n)";
    if (is_loose(node)) return loose_value(node.text(), literal(node.text()));
    std::string out;
    if (node.is_sequence()) {
        out = "[";
        for (const Node* item : node.items()) {
            if (out.size() > 1) out += ',';
            out += text_of(*item);
        }
        return out + "]";
    }
    if (node.is_mapping()) {
        out = "{";
        for (const auto& member : node.members()) {
            if (out.size() > 1) out += ',';
            out += literal(member.key->text()) + ":" + text_of(*member.value);
        }
        return out + "}";
    }
    to_json(node).append_to(out);
    return out;
}

bool ProgramBuilder::is_loose(const Node& node) const {
    return loose && node.is_string() && !expression_in(node) && may_be_expression(node.text());
}

std::string ProgramBuilder::loose_part(std::string_view before, std::string_view text, std::string_view after, std::string otherwise) const {
    marked_.push_back({std::string(before), std::string(text), std::string(after), std::move(otherwise)});
    return loose_mark + std::to_string(marked_.size() - 1) + loose_mark;
}

/// The value of the text, or `otherwise`, a constant, where it fails or yields none or several. Collected, for in jq 1.6 a `try` also
/// catches what fails after it.
std::string ProgramBuilder::loose_value(std::string_view text, const std::string& otherwise) const {
    return loose_part("__one(try ([", text, "\n] | if length == 1 then .[0] else error(\"\") end) catch " + otherwise + ")", otherwise);
}

/// Puts in what the marks stand for.
ProgramExpression ProgramBuilder::expanded(const std::string& text) const {
    ProgramExpression expression;
    std::string& out = expression.text;
    const auto place = [&] { return static_cast<std::uint32_t>(out.size()); };
    std::size_t copied = 0;
    for (auto mark = text.find(loose_mark); mark != std::string::npos; mark = text.find(loose_mark, copied)) {
        const auto end = text.find(loose_mark, mark + 1);
        std::size_t number = marked_.size();
        if (end != std::string::npos) std::from_chars(text.data() + mark + 1, text.data() + end, number);
        out.append(text, copied, mark - copied);
        copied = mark + 1;
        if (number >= marked_.size()) {
            out += loose_mark; // an author's own
            continue;
        }
        const MarkedPart& part = marked_[number];
        LoosePart placed;
        placed.begin = place();
        out += part.before;
        placed.author_begin = place();
        out += part.text;
        placed.author_end = place();
        out += part.after;
        placed.end = place();
        placed.otherwise = part.otherwise;
        expression.loose.push_back(std::move(placed));
        copied = end + 1;
    }
    out.append(text, copied);
    return expression;
}

std::string ProgramBuilder::text_of(const Value& value) const { return text_of(*value.node); }

std::string ProgramBuilder::text_of(const Endpoint& endpoint) const {
    if (endpoint.uri.is_expression) return text_of(endpoint.uri);
    const std::string uri = uri_text(endpoint.uri.text);
    if (!endpoint.uri.is_loose) return uri;
    // Behind `catch` the input would be the error's message.
    return loose_part("([., __one(try ([", endpoint.uri.text,
                      "\n] | if length == 1 then . else error(\"\") end) catch null)] | if .[1] then .[1][0] else (.[0] | " + uri + ") end)", uri);
}

/// Of a URI template.
std::string ProgramBuilder::uri_text(const std::string& uri) {
    std::string out;
    std::size_t plain = 0;
    for (auto open = uri.find('{'); open != std::string::npos; open = uri.find('{', plain)) {
        const auto close = uri.find('}', open);
        if (close == std::string::npos) break;
        const std::string name = uri.substr(open + 1, close - open - 1);
        out += literal(uri.substr(plain, open - plain)) + "+__uri(if type==\"object\" then .[" + literal(name) + "] else null end)+";
        plain = close + 1;
    }
    return "(" + out + literal(uri.substr(plain)) + ")";
}

ValueSource ProgramBuilder::transform(const std::optional<Transform>& transform, const ExpressionScope& scope) {
    if (!transform) return Absent{};
    if (const auto* data = std::get_if<Value>(&*transform)) return value(*data, scope);
    const auto& expression = std::get<Expression>(*transform);
    if (is_identity(expression.text)) return Identity{};
    if (auto constant = constant_of(expression.text)) return std::move(*constant);
    return add(text_of(expression), scope, {});
}

ValueSource ProgramBuilder::value(const Value& value, const ExpressionScope& scope) {
    if (!value.has_expressions) return to_json(*value.node).json();
    const auto whole = expression_in(*value.node);
    if (whole && is_identity(*whole)) return Identity{};
    if (whole)
        if (auto constant = constant_of(*whole)) return std::move(*constant);
    return add(text_of(*value.node), scope, {});
}

ValueSource ProgramBuilder::condition(const std::optional<Expression>& expression, const ExpressionScope& scope) {
    if (!expression) return Absent{};
    if (const auto constant = constant_of(expression->text)) return Json::boolean(!constant->is_null() && constant->text() != "false");
    return add("__truth(" + expression->text + "\n)", scope, {});
}

PlannedDuration ProgramBuilder::duration(const DurationSource& source, const ExpressionScope& scope) {
    if (const auto* constant = std::get_if<Duration>(&source)) return *constant;
    return add(text_of(std::get<Expression>(source)), scope, {});
}

ValueSource ProgramBuilder::composed(std::string text, const ExpressionScope& scope, std::string place) {
    // Nothing of an author's to evaluate: then the text is JSON as it stands.
    if (text.find("__one(") == std::string::npos && text.find("__uri(") == std::string::npos && text.find("__truth(") == std::string::npos &&
        text.find(loose_mark) == std::string::npos) {
        if (auto constant = Json::parse(text)) return std::move(*constant);
    }
    return add(std::move(text), scope, std::move(place));
}

SchemaIndex ProgramBuilder::schema(const Node& document) {
    program_->schemas.push_back(to_json(document).json());
    return static_cast<SchemaIndex>(program_->schemas.size() - 1);
}

std::int32_t ProgramBuilder::definition_of(const Task* task) {
    const auto [at, inserted] = definitions_.try_emplace(task, static_cast<std::int32_t>(program_->definitions.size()));
    if (inserted) program_->definitions.push_back(task ? task_definition_json(*task) : definition_json(definition_));
    return at->second;
}

ExpressionIndex ProgramBuilder::add(std::string text, const ExpressionScope& scope, std::string place) {
    const auto known = names_in_scope(scope);
    ProgramExpression expression = expanded(text);
    for (auto& name : variables_in(expression.text))
        if (std::find(known.begin(), known.end(), name) != known.end()) expression.variables.push_back(std::move(name));
    for (const auto& name : expression.variables) {
        if (name == "workflow") expression.workflow_definition = definition_of(nullptr);
        if (name == "task" && scope.task) expression.task_definition = definition_of(scope.task);
    }

    std::string key = expression.text;
    for (const auto& name : expression.variables) key += "\n$" + name;
    key += "\n" + std::to_string(expression.task_definition);
    for (const auto& part : expression.loose) key += "\n" + std::to_string(part.begin) + " " + part.otherwise;
    const auto [at, inserted] = known_.try_emplace(std::move(key), static_cast<ExpressionIndex>(program_->expressions.size()));
    if (inserted) {
        secrets.push_back(secrets_in(expression.text));
        places.push_back(place.empty() && scope.task ? scope.task->pointer : std::move(place));
        program_->expressions.push_back(std::move(expression));
    }
    return at->second;
}

std::shared_ptr<const ExpressionProgram> ProgramBuilder::take_program() { return std::move(program_); }

} // namespace orkestr
