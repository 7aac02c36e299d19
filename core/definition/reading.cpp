#include "core/definition/reading.h"

#include "core/base/json_pointer.h"
#include "core/definition/closest.h"
#include "core/definition/expression_scan.h"
#include "core/definition/names.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t most_pointer_bytes = std::size_t{64} << 20;
constexpr std::size_t most_expressions = 500'000;

} // namespace

Reading::Reading(std::shared_ptr<const Tree> tree, const ReadLimits& limits) : tree_(std::move(tree)), limits_(limits) {}

Reading::Step::Step(Reading& reading, std::string_view name) : reading_(reading), length_(reading.pointer_.size()) {
    reading.pointer_ += '/';
    reading.pointer_ += pointer_token(name);
}

Reading::Step::Step(Reading& reading, std::size_t index) : reading_(reading), length_(reading.pointer_.size()) {
    reading.pointer_ += '/';
    reading.pointer_ += std::to_string(index);
}

Reading::Step::~Step() { reading_.pointer_.resize(length_); }

std::string Reading::subject() const {
    const auto readable = [](std::string_view token) { return std::string(shortened(pointer_name(token))); };
    const auto slash = pointer_.rfind('/');
    if (slash == std::string::npos) return "the definition";
    const std::string_view last = std::string_view(pointer_).substr(slash + 1);
    const bool index = !last.empty() && std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!index || slash == 0) return "'" + readable(last) + "'";
    const auto before = pointer_.rfind('/', slash - 1);
    const std::string_view owner = std::string_view(pointer_).substr(before + 1, slash - before - 1);
    const std::size_t number = last.size() < 10 ? std::stoul(std::string(last)) + 1 : 0;
    return "item " + std::to_string(number) + " of '" + readable(owner) + "'";
}

void Reading::add(Diagnostic diagnostic) {
    const bool error = diagnostic.severity == Severity::error;
    if (error) {
        ++errors_;
        if (diagnostic.unsupported) ++unsupported_;
    }
    auto& kept = error ? error_diagnostics_ : warning_diagnostics_;
    if (kept.size() >= limits_.diagnostics || full()) return;
    // An alias shows the same text in several places of the definition: once is enough.
    if (!seen_.insert(diagnostic.code + '@' + std::to_string(diagnostic.span.begin) + ' ' + diagnostic.message).second) return;
    diagnostic.pointer = pointer_;
    kept.push_back(std::move(diagnostic));
}

void Reading::error(const char* code, const SourceSpan& span, std::string message, std::string suggestion) {
    add({Severity::error, code, std::move(message), std::move(suggestion), span, {}, false});
}

void Reading::warning(const char* code, const SourceSpan& span, std::string message, std::string suggestion) {
    add({Severity::warning, code, std::move(message), std::move(suggestion), span, {}, false});
}

void Reading::unsupported(const SourceSpan& span, const std::string& what, std::string suggestion) {
    add({Severity::error, "unsupported", "Orkestr does not support " + what + " yet", std::move(suggestion), span, {}, true});
}

void Reading::wrong_type(const Node& node, std::string_view expected, std::string suggestion) {
    error("wrong-type", node.span(), subject() + " must be " + std::string(expected) + ", found " + std::string(node_type_name(node)),
          std::move(suggestion));
}

std::vector<Diagnostic> Reading::take_diagnostics() {
    std::vector<Diagnostic> all = std::move(error_diagnostics_);
    const std::size_t room = limits_.diagnostics - std::min(limits_.diagnostics, all.size());
    const auto by_place = [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; };
    std::stable_sort(warning_diagnostics_.begin(), warning_diagnostics_.end(), by_place);
    warning_diagnostics_.resize(std::min(warning_diagnostics_.size(), room));
    all.insert(all.end(), std::make_move_iterator(warning_diagnostics_.begin()), std::make_move_iterator(warning_diagnostics_.end()));
    std::stable_sort(all.begin(), all.end(), by_place);
    return all;
}

void Reading::list_expression(std::string_view text, const Node& node, std::size_t begin, ExpressionRole role) {
    if (expressions.size() >= most_expressions) {
        if (!too_many_expressions_) error("limit", node.span(), "more than " + std::to_string(most_expressions) + " expressions");
        too_many_expressions_ = true;
        return;
    }
    if (!count_pointer(node.span())) return;
    if (evaluate.language == "jq") {
        const ExpressionScan scan = scan_expression(text);
        const bool in_place = begin + text.size() <= node.text().size();
        for (const auto& fault : scan.faults) {
            const SourceSpan span = in_place ? tree_->span_within(node, begin + fault.begin, begin + fault.end) : node.span();
            error(fault.code, span, fault.message, fault.suggestion);
        }
        if (scan.faults.empty()) check_variables(scan, node, begin, role);
    }
    expressions.push_back({std::string(text), role, node.span(), pointer_, task, &node, scope});
}

bool Reading::count_task(const SourceSpan& span) {
    if (++tasks_ <= limits_.tasks) return count_pointer(span);
    if (tasks_ == limits_.tasks + 1) error("limit", span, "more than " + std::to_string(limits_.tasks) + " tasks");
    return false;
}

bool Reading::count_part(const SourceSpan& span) {
    if (++parts_ <= limits_.parts) return true;
    if (parts_ == limits_.parts + 1)
        error("limit", span, "more than " + std::to_string(limits_.parts) + " cases, filters, list items and components of 'use'");
    return false;
}

bool Reading::count_pointer(const SourceSpan& span) {
    const bool passed = pointer_bytes_ > most_pointer_bytes;
    pointer_bytes_ += pointer_.size();
    if (pointer_bytes_ <= most_pointer_bytes) return true;
    if (!passed) error("limit", span, "the paths in this definition take more than " + std::to_string(most_pointer_bytes >> 20) + " MB together",
                       "use shorter names or less nesting");
    return false;
}

void Reading::refer(ReferenceKind kind, std::string_view name, const SourceSpan& span) {
    if (!count_pointer(span)) return;
    references_.push_back({kind, std::string(name), span, pointer_});
}

std::string_view node_type_name(const Node& node) {
    if (node.is_sequence()) return "a list";
    if (node.is_mapping()) return "a mapping";
    switch (node.scalar_type()) {
    case ScalarType::null: return "nothing";
    case ScalarType::boolean: return "a boolean";
    case ScalarType::integer:
    case ScalarType::floating: return "a number";
    case ScalarType::string: return "text";
    }
    return "text";
}

} // namespace orkestr
