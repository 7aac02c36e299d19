#include "app/expression_worker/expression_chunk.h"

#include "app/expression_worker/expression_text.h"
#include "app/expression_worker/sandbox.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace orkestr {

namespace {

/// Of an expression that yields more, only that is told.
constexpr std::size_t max_counted_values = 100'000;
/// Loose parts that are tried in one compilation.
constexpr std::size_t max_tried_parts = 200;

constexpr std::string_view prelude_one =
    "def __one(f): [f] | if length < 2 then .[0] "
    "else error(\"the expression yields \\(length) values; exactly one is expected\") end;\n"
    "def __truth(f): __one(f) | if . then true else false end;\n";

// libjq's @uri leaves !*'() alone; RFC 6570's simple expansion encodes them (section 3.2.1, "unreserved").
constexpr std::string_view prelude_uri =
    "def __uri(v): def pct(c; e): if contains(c) then split(c) | join(e) else . end;\n"
    "v | if . == null then \"\" elif type == \"array\" or type == \"object\" then "
    "error(\"an \\(type) can't be part of a URI: give a string, a number or a boolean\") "
    "else tostring | @uri | pct(\"!\"; \"%21\") | pct(\"*\"; \"%2A\") | pct(\"'\"; \"%27\") | pct(\"(\"; \"%28\") "
    "| pct(\")\"; \"%29\") end;\n";

// libjq 1.6 takes an error whose message is null for no value at all.
constexpr std::string_view prelude_error =
    "def __error(m): error(m);\n"
    "def error(m): m | if . == null then __error(\"null\") else __error(.) end;\n"
    "def error: error(.);\n";

void append_dispatch(std::string& out, const std::vector<std::size_t>& indices, std::size_t first, std::size_t last) {
    if (last - first == 1) {
        out += "__e" + std::to_string(indices[first]);
        return;
    }
    const std::size_t middle = (first + last) / 2;
    out += "if .[0] < " + std::to_string(indices[middle]) + " then ";
    append_dispatch(out, indices, first, middle);
    out += " else ";
    append_dispatch(out, indices, middle, last);
    out += " end";
}

/// From the input, which is [index, `.`, variables...].
void append_bindings(std::string& out, const ProgramExpression& expression) {
    for (std::size_t i = 0; i < expression.variables.size(); ++i)
        out += ".[" + std::to_string(i + 2) + "] as $" + expression.variables[i] + " | ";
    out += ".[1] | ";
}

/// The definitions before these expressions: only those that one of them may call.
std::string prelude_of(std::span<const std::string> texts, const std::vector<std::size_t>& indices) {
    const auto some_has = [&](std::string_view name) {
        return std::any_of(indices.begin(), indices.end(),
                           [&](std::size_t i) { return texts[i].find(name) != std::string::npos; });
    };
    std::string prelude(prelude_one);
    if (some_has("__uri")) prelude += prelude_uri;
    if (some_has("error")) prelude += prelude_error;
    return prelude;
}

void append_function(std::string& out, std::size_t index, const ProgramExpression& expression, std::string_view text) {
    out += "def __e" + std::to_string(index) + ": ";
    append_bindings(out, expression);
    // The line break ends a comment of the author's.
    out.append("(\n").append(text).append("\n);\n");
}

int count_lines(std::string_view text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

void collect_message(void* messages, jv message) {
    message = jq_format_error(message);
    if (jv_get_kind(message) == JV_KIND_STRING)
        static_cast<std::vector<std::string>*>(messages)->emplace_back(jq_string_bytes(message));
    jv_free(message);
}

constexpr std::string_view line_mark = " at <top-level>, line ";

/// Without libjq's prefixes, its guess about shells, the place in a text that the author never saw, and that text.
std::string readable_message(std::string_view message) {
    if (message.starts_with("jq: error: ")) message.remove_prefix(11);
    if (const auto mark = message.find(line_mark); mark != std::string_view::npos) message = message.substr(0, mark);
    std::string text(message);
    for (const std::string_view noise : {" (Unix shell quoting issues?)", " (Windows cmd shell quoting issues?)"})
        if (const auto at = text.find(noise); at != std::string::npos) text.erase(at, noise.size());
    const auto replace = [&](std::string_view from, std::string_view to) {
        if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
    };
    replace("unexpected $end", "unexpected end of the expression");
    replace(", expecting $end", "");
    replace("$*label-", "label $");
    replace("memory exhausted", "the expression is too long for libjq");
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

/// The line that a message of libjq's names; 0: none.
int line_of(const std::string& message) {
    const auto mark = message.find(line_mark);
    int line = 0;
    if (mark != std::string::npos) std::from_chars(message.data() + mark + line_mark.size(), message.data() + message.size(), line);
    return line;
}

bool is_count_of_errors(std::string_view message) { return message.find(" compile error") != std::string_view::npos; }

std::string first_message(const std::vector<std::string>& messages) {
    for (const std::string& message : messages)
        if (!is_count_of_errors(message)) return readable_message(message);
    return "libjq can't compile the expression";
}

ExpressionChunk::State compile_text(const std::string& text, std::vector<std::string>& messages) {
    ExpressionChunk::State state(jq_init());
    if (!state) return nullptr;
    jq_set_nomem_handler(state.get(), die_of_memory, nullptr);
    jq_set_error_cb(state.get(), collect_message, &messages);
    // libjq asserts that there is a list.
    jq_set_attr(state.get(), jv_string("JQ_LIBRARY_PATH"), jv_array());
    if (jq_compile(state.get(), text.c_str()) == 0) return nullptr;
    jq_set_error_cb(state.get(), [](void*, jv message) { jv_free(message); }, nullptr);
    return state;
}

jv invalid_with(std::string_view message) {
    return jv_invalid_with_msg(jv_string_sized(message.data(), static_cast<int>(message.size())));
}

/// For what jq_next gave instead of a value: null at the end, else an error whose message is a string.
jv without_value(jv invalid) {
    if (!jv_invalid_has_msg(jv_copy(invalid))) {
        jv_free(invalid);
        return jv_null();
    }
    jv message = jv_invalid_get_msg(invalid);
    if (jv_get_kind(message) == JV_KIND_STRING) return jv_invalid_with_msg(message);
    std::string text;
    append_jq_value(text, message, 64 * 1024);
    jv_free(message);
    return invalid_with(text);
}

} // namespace

ExpressionChunk::ExpressionChunk(std::span<const ProgramExpression> expressions,
                                 std::span<const std::string> known_faults,
                                 std::function<void(std::size_t)> before_compiling)
    : expressions_(expressions), before_compiling_(std::move(before_compiling)),
      faults_(known_faults.begin(), known_faults.end()), lines_(expressions.size()) {
    std::vector<std::size_t> sound;
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        texts_.push_back(expressions[i].text);
        literal_.emplace_back(expressions[i].loose.size());
        if (!faults_[i].empty()) continue;
        settle_loose_parts(i);
        if (auto refusal = refusal_of_expression(texts_[i])) faults_[i] = std::move(*refusal);
        for (const std::string& name : expressions[i].variables)
            if (!is_variable_name(name)) faults_[i] = "'" + name + "' can't name a variable";
        if (faults_[i].empty()) sound.push_back(i);
    }
    compile_all(sound);
}

void ExpressionChunk::compile_all(const std::vector<std::size_t>& indices) {
    std::vector<std::size_t> rest = indices;
    while (!rest.empty()) {
        std::vector<std::string> messages;
        if (compile(rest, messages)) return;
        if (resolve_loose_parts(rest)) continue;
        const auto culprits = find_faults(rest, messages);
        std::erase_if(rest, [&](std::size_t index) { return !faults_[index].empty(); });
        if (!culprits.empty()) continue;
        // Each compiles alone, but not together: too much for one libjq program.
        for (const std::size_t index : rest) faults_[index] = first_message(messages);
        return;
    }
}

bool ExpressionChunk::compile(const std::vector<std::size_t>& indices, std::vector<std::string>& messages) {
    before_compiling_(indices.front());
    std::string text = prelude_of(texts_, indices);
    int line = 1 + count_lines(text);
    for (const std::size_t index : indices) {
        append_function(text, index, expressions_[index], texts_[index]);
        const int lines = count_lines(texts_[index]) + 3;
        lines_[index] = {line, line + lines - 1};
        line += lines;
    }
    append_dispatch(text, indices, 0, indices.size());

    state_ = compile_text(text, messages);
    return state_ != nullptr;
}

/// Before the first compilation: what a look at the text shows to be no jq. A part that is balanced by itself can't close
/// what stands around it.
void ExpressionChunk::settle_loose_parts(std::size_t index) {
    const ProgramExpression& expression = expressions_[index];
    if (expression.loose.empty()) return;
    const std::string_view text = expression.text;
    std::string settled;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < expression.loose.size(); ++i) {
        const LoosePart& part = expression.loose[i];
        const auto author = text.substr(part.author_begin, part.author_end - part.author_begin);
        if (!literal_[index][i] && refusal_of_expression(author)) literal_[index][i] = true;
        if (!literal_[index][i]) continue;
        settled.append(text.substr(copied, part.begin - copied)).append(part.otherwise);
        copied = part.end;
    }
    texts_[index] = settled.append(text.substr(copied));
}

/// Finds the loose parts that don't compile by themselves, once. False: nothing has changed.
bool ExpressionChunk::resolve_loose_parts(const std::vector<std::size_t>& indices) {
    if (std::exchange(resolved_, true)) return false;
    std::vector<Candidate> candidates;
    for (const std::size_t index : indices)
        for (std::size_t i = 0; i < expressions_[index].loose.size(); ++i)
            if (!literal_[index][i]) candidates.push_back({index, i});
    bool changed = false;
    while (!candidates.empty()) {
        const auto count = static_cast<std::ptrdiff_t>(std::min(candidates.size(), max_tried_parts));
        std::vector<Candidate> tried(candidates.begin(), candidates.begin() + count);
        candidates.erase(candidates.begin(), candidates.begin() + count);
        for (auto culprits = failing(tried); !culprits.empty(); culprits = failing(tried)) {
            changed = true;
            for (const Candidate& culprit : culprits) literal_[culprit.expression][culprit.part] = true;
            std::erase_if(tried, [this](const Candidate& one) { return is_literal(one); });
            if (tried.empty()) break;
        }
    }
    for (const std::size_t index : indices) settle_loose_parts(index);
    return changed;
}

/// Each part as a function of its own: libjq's messages name their lines. It goes on after a syntax error, but looks for
/// unknown names only when there is none, so what is left has to be asked again.
std::vector<ExpressionChunk::Candidate> ExpressionChunk::failing(const std::vector<Candidate>& candidates) {
    std::string text = prelude_of(texts_, {});
    text += prelude_error;
    text += prelude_uri;
    std::vector<std::pair<int, int>> lines;
    std::vector<std::size_t> numbers;
    int line = 1 + count_lines(text);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const ProgramExpression& expression = expressions_[candidates[i].expression];
        const LoosePart& part = expression.loose[candidates[i].part];
        const auto own = std::string_view(expression.text).substr(part.begin, part.end - part.begin);
        append_function(text, i, expression, own);
        lines.emplace_back(line, line + count_lines(own) + 2);
        line = lines.back().second + 1;
        numbers.push_back(i);
    }
    append_dispatch(text, numbers, 0, numbers.size());
    before_compiling_(candidates.front().expression);
    std::vector<std::string> messages;
    if (compile_text(text, messages)) return {};
    if (candidates.size() == 1) return candidates;
    std::vector<Candidate> culprits;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto is_here = [&](const std::string& message) {
            const int place = line_of(message);
            return lines[i].first <= place && place <= lines[i].second;
        };
        if (std::any_of(messages.begin(), messages.end(), is_here)) culprits.push_back(candidates[i]);
    }
    if (!culprits.empty()) return culprits;
    for (const Candidate& one : candidates)
        if (!failing({one}).empty()) culprits.push_back(one);
    return culprits;
}

/// Why an expression can't be compiled, in libjq's words: without the brackets around it, so that its end is its end.
std::string ExpressionChunk::message_of(std::size_t index, const std::vector<std::string>& messages) {
    const ProgramExpression& expression = expressions_[index];
    std::string text = prelude_of(texts_, {index});
    append_bindings(text, expression);
    std::vector<std::string> own;
    before_compiling_(index);
    return compile_text(text + "\n" + texts_[index], own) ? first_message(messages) : first_message(own);
}

/// Sets the faults of those of `indices` that don't compile alone; libjq's line numbers say whom to ask first.
std::vector<std::size_t> ExpressionChunk::find_faults(const std::vector<std::size_t>& indices,
                                                      const std::vector<std::string>& messages) {
    if (indices.size() == 1) {
        faults_[indices.front()] = message_of(indices.front(), messages);
        return indices;
    }
    std::vector<std::size_t> suspects;
    for (const std::string& message : messages) {
        const int line = line_of(message);
        if (line == 0) continue;
        for (const std::size_t index : indices)
            if (lines_[index].first <= line && line <= lines_[index].second) suspects.push_back(index);
    }
    std::sort(suspects.begin(), suspects.end());
    suspects.erase(std::unique(suspects.begin(), suspects.end()), suspects.end());
    const auto is_at_fault = [&](std::size_t index) {
        std::vector<std::string> own;
        if (!compile({index}, own)) faults_[index] = message_of(index, own);
        return !faults_[index].empty();
    };
    std::vector<std::size_t> culprits;
    std::copy_if(suspects.begin(), suspects.end(), std::back_inserter(culprits), is_at_fault);
    if (culprits.empty()) std::copy_if(indices.begin(), indices.end(), std::back_inserter(culprits), is_at_fault);
    return culprits;
}

jv ExpressionChunk::evaluate(jv input) {
    jq_start(state_.get(), input, 0);
    jv value = jq_next(state_.get());
    if (!jv_is_valid(value)) return without_value(value);
    std::size_t count = 1;
    while (true) {
        jv other = jq_next(state_.get());
        if (!jv_is_valid(other)) {
            if (jv_invalid_has_msg(jv_copy(other))) {
                jv_free(value);
                return without_value(other);
            }
            jv_free(other);
            break;
        }
        jv_free(other);
        if (++count > max_counted_values) break;
    }
    if (count == 1) return value;
    jv_free(value);
    const std::string number = count > max_counted_values ? "more than " + std::to_string(max_counted_values) : std::to_string(count);
    return invalid_with("the expression yields " + number + " values; exactly one is expected");
}

void ExpressionChunk::forget_values() { jq_start(state_.get(), jv_null(), 0); }

} // namespace orkestr
