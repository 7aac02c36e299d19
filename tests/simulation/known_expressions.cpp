#include "tests/simulation/known_expressions.h"

#include "core/base/json_value.h"

#include <QtGlobal>

namespace orkestr::test {

const std::vector<std::string> known_values = {".", "{n: (.n + 1)}", "{n: 3}", "$input", "{n: ($context.n + .n)}"};
const std::vector<std::string> known_inputs = {".", "{n: (.n + 1)}", "{n: 3}", "{n: ($context.n + .n)}"};
const std::vector<std::string> known_conditions = {"true", "false", ".n < 3", "$context == null"};
const std::vector<std::string> known_loop_values = {"{n: (.n + $item)}", "{n: $index}"};
const std::vector<std::string> known_loop_conditions = {"$item < 2", "$index < 1"};
const std::string failing_expression = "error(\"no\")";
const std::string endless_expression = "def f: f; f";
const std::string known_correlation = ".data.n";

namespace {

using Variables = std::vector<std::pair<std::string, JsonValue>>;

/// One text of an author. A failure is kept; then values mean nothing.
class Author {
public:
    Author(const JsonValue& input, const Variables& variables) : input_(input), variables_(variables) {}

    JsonValue value(const std::string& text) {
        if (text == ".") return input_;
        if (text == "{n: (.n + 1)}") return with_n(number(input_) + 1);
        if (text == "{n: 3}") return with_n(3);
        if (text == "$input") return variable("input");
        if (text == "$context") return variable("context");
        if (text == "{n: ($context.n + .n)}") return with_n(number(variable("context")) + number(input_));
        if (text == "{n: (.n + $item)}") return with_n(number(input_) + integer(variable("item")));
        if (text == "{n: $index}") return with_n(integer(variable("index")));
        if (text == "true" || text == "false") return text == "true";
        if (text == ".n < 3") return number(input_) < 3;
        if (text == "$context == null") return variable("context").is_null();
        if (text == "$item < 2") return integer(variable("item")) < 2;
        if (text == "$index < 1") return integer(variable("index")) < 1;
        if (text == "[1, 2, 3]") return JsonArray{1, 2, 3};
        if (text == failing_expression) return fail("no", false);
        if (text == endless_expression) return fail("took too long", true);
        qFatal("the simulation knows no expression '%s'", text.c_str());
    }
    const std::optional<EvaluationFailure>& failure() const { return failure_; }

private:
    static JsonValue with_n(std::int64_t n) { return JsonValue::object({{"n", n}}); }
    static std::int64_t integer(const JsonValue& value) { return value.as_integer() ? *value.as_integer() : 0; }
    std::int64_t number(const JsonValue& value) {
        if (value.is_null()) return 0;
        if (!value.is_object()) fail("Cannot index that with \"n\"", false);
        return value.integer_at("n");
    }
    JsonValue variable(const std::string& name) const {
        for (const auto& [known, value] : variables_)
            if (known == name) return value;
        qFatal("the variable $%s was not sent", name.c_str());
    }
    JsonValue fail(const std::string& message, bool stopped) {
        if (!failure_) failure_ = EvaluationFailure{stopped, message, {}};
        return {};
    }

    const JsonValue& input_;
    const Variables& variables_;
    std::optional<EvaluationFailure> failure_;
};

/// A composed text: `__one(...)` and `__truth(...)` in objects, arrays and the conditions of a switch.
class Composed {
public:
    Composed(const std::string& text, Author& author) : text_(text), author_(author) {}

    JsonValue value() {
        if (takes("__one(")) return author_.value(until("\n)"));
        if (takes("__truth(")) return truth(author_.value(until("\n)")));
        if (takes("if ")) return choice();
        if (takes("{")) return object();
        if (takes("[")) return array();
        const auto end = std::min(text_.find_first_of(",]} ", at_), text_.size());
        const auto begin = std::exchange(at_, end);
        const auto parsed = text_[begin] == '"' ? literal(begin) : JsonValue::parse(text_.substr(begin, end - begin));
        if (!parsed) qFatal("the simulation can't read '%s'", text_.c_str());
        return *parsed;
    }

private:
    static bool truth(const JsonValue& value) { return !value.is_null() && !(value.as_bool() && !*value.as_bool()); }
    bool takes(const char* word) {
        const std::string_view expected(word);
        if (text_.compare(at_, expected.size(), expected) != 0) return false;
        at_ += expected.size();
        return true;
    }
    std::string until(const char* mark) {
        const auto end = text_.find(mark, at_);
        if (end == std::string::npos) qFatal("the simulation can't read '%s'", text_.c_str());
        std::string part = text_.substr(at_, end - at_);
        at_ = end + std::string_view(mark).size();
        return part;
    }
    Result<JsonValue> literal(std::size_t begin) {
        std::size_t end = begin + 1;
        while (text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
        at_ = end + 1;
        return JsonValue::parse(text_.substr(begin, at_ - begin));
    }
    JsonValue choice() {
        JsonValue chosen;
        bool found = false;
        do {
            const bool holds = !found && truth(value()) && !author_.failure();
            if (found) skip_condition();
            takes(" then ");
            JsonValue number = value();
            if (holds) chosen = std::move(number);
            found = found || holds;
        } while (takes(" elif "));
        takes(" else ");
        JsonValue otherwise = value();
        takes(" end");
        return found ? chosen : otherwise;
    }
    void skip_condition() {
        takes("__truth(");
        until("\n)");
    }
    JsonValue object() {
        JsonObject members;
        while (!takes("}")) {
            takes(",");
            std::string name = *literal(at_)->as_string();
            takes(":");
            members.emplace_back(std::move(name), value());
        }
        return members;
    }
    JsonValue array() {
        JsonArray items;
        while (!takes("]")) {
            takes(",");
            items.push_back(value());
        }
        return items;
    }

    const std::string& text_;
    Author& author_;
    std::size_t at_ = 0;
};

/// What an event's `.data.n` binds the name `n` to; null when there is none.
EvaluationOutcome correlated(const JsonValue& envelope) {
    const JsonValue* data = envelope.find("data");
    const JsonValue* n = data ? data->find("n") : nullptr;
    return n ? JsonValue::object({{"n", *n}}).json() : Json();
}

} // namespace

EvaluationOutcome evaluate_known(const EvaluationRequest& request) {
    const auto& expression = request.program->expressions.at(request.index);
    if (expression.text.find("try __one(" + known_correlation + "\n) catch null") != std::string::npos) return correlated(JsonValue::of(request.input));
    Variables variables;
    for (std::size_t i = 0; i < expression.variables.size(); ++i)
        variables.emplace_back(expression.variables[i], JsonValue::of(request.variables.at(i)));
    const JsonValue input = JsonValue::of(request.input);
    Author author(input, variables);
    const JsonValue value = Composed(expression.text, author).value();
    if (author.failure()) return *author.failure();
    return value.json();
}

} // namespace orkestr::test
