// What a definition names is looked up here, once all of it has been read.
#include "core/base/json_pointer.h"
#include "core/definition/closest.h"
#include "core/definition/default_catalog.h"
#include "core/definition/expression_arguments.h"
#include "core/definition/expression_scan.h"
#include "core/definition/names.h"
#include "core/definition/reading.h"

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

constexpr std::string_view call_kinds[] = {"http", "openapi", "grpc", "asyncapi", "a2a", "mcp"};

struct ReferenceWords {
    const char* code;
    const char* what;
    const char* member; ///< of `use`
};

ReferenceWords words_of(ReferenceKind kind) {
    switch (kind) {
    case ReferenceKind::retry: return {"unknown-retry", "retry policy", "retries"};
    case ReferenceKind::function: return {"unknown-function", "function", "functions"};
    case ReferenceKind::error: return {"unknown-error", "error", "errors"};
    case ReferenceKind::timeout: return {"unknown-timeout", "timeout", "timeouts"};
    case ReferenceKind::authentication: return {"unknown-authentication", "authentication", "authentications"};
    case ReferenceKind::secret: return {"unknown-secret", "secret", "secrets"};
    case ReferenceKind::catalog: return {"unknown-catalog", "catalog", "catalogs"};
    }
    return {"unknown-name", "name", ""};
}

/// The names that `use` has for a kind, whether or not what they name was read well.
std::vector<std::string_view> declared_names(const Node& root, ReferenceKind kind) {
    std::vector<std::string_view> names;
    const Node* const use = root.find("use");
    const Node* const all = use ? use->find(words_of(kind).member) : nullptr;
    if (all) {
        for (const auto& member : all->members()) names.push_back(member.key->text());
        for (const Node* item : all->items()) names.push_back(item->text());
    }
    if (kind == ReferenceKind::catalog) names.push_back("default");
    return names;
}

} // namespace

namespace {

/// Everything that a `then` of the list may say, in a fixed order.
std::vector<std::string_view> target_candidates(const Reading::List& list) {
    std::vector<std::string_view> candidates{"continue", "exit", "end"};
    for (const auto& [name, index] : list.names) candidates.push_back(name);
    std::sort(candidates.begin() + 3, candidates.end());
    return candidates;
}

} // namespace

void Reading::check_variables(const ExpressionScan& scan, const Node& node, std::size_t begin, ExpressionRole role) {
    for (const auto& secret : scan.secrets)
        refer(ReferenceKind::secret, secret.name, tree_->span_within(node, begin + secret.begin, begin + secret.end));
    if (!scope_known) return;
    for (const auto& variable : scan.variables) {
        if (full()) return;
        if (has_argument(role, variable.name)) continue;
        bool in_scope = false;
        for (auto at = scope.get(); at && !in_scope; at = at->outer.get()) in_scope = at->name == variable.name;
        if (in_scope) continue;
        const SourceSpan span = tree_->span_within(node, begin + variable.begin, begin + variable.end);
        if (is_argument(variable.name)) {
            error("unknown-variable", span, "'$" + variable.name + "' is not available in " + std::string(role_name(role)));
            continue;
        }
        std::vector<std::string_view> known;
        for (const std::string_view name : {"context", "input", "output", "secrets", "authorization", "task", "workflow", "runtime"})
            if (has_argument(role, name)) known.push_back(name);
        for (auto at = scope.get(); at; at = at->outer.get()) known.push_back(at->name);
        const std::string_view near = closest(variable.name, known);
        error("unknown-variable", span, "'$" + std::string(shortened(variable.name)) + "' is not defined here",
              near.empty() ? std::string() : "did you mean '$" + std::string(near) + "'?");
    }
}

void Reading::resolve_references(const Node& root) {
    std::array<std::unordered_set<std::string_view>, 7> declared;
    std::array<std::vector<std::string_view>, 7> listed_names;
    for (const auto& reference : references_) {
        const auto kind = static_cast<std::size_t>(reference.kind);
        if (listed_names[kind].empty()) {
            listed_names[kind] = declared_names(root, reference.kind);
            declared[kind].insert(listed_names[kind].begin(), listed_names[kind].end());
        }
        if (declared[kind].contains(reference.name) || full()) continue;
        const ReferenceWords words = words_of(reference.kind);
        pointer_ = reference.pointer;
        std::vector<std::string_view> candidates = listed_names[kind];
        if (reference.kind == ReferenceKind::function) candidates.insert(candidates.end(), std::begin(call_kinds), std::end(call_kinds));
        std::string suggestion = did_you_mean(reference.name, candidates);
        if (suggestion.empty()) suggestion = std::string("declare it in 'use.") + words.member + "'";
        error(words.code, reference.span,
              std::string("unknown ") + words.what + " '" + std::string(shortened(reference.name)) + "'", std::move(suggestion));
    }
    resolve_targets();
    resolve_default_catalog(root);
    resolve_function_cycles();
    pointer_.clear();
}

/// A definition may declare a catalog of that name; else the program's own has to have the function.
void Reading::resolve_default_catalog(const Node& root) {
    const Node* const use = root.find("use");
    const Node* const catalogs = use ? use->find("catalogs") : nullptr;
    if (catalogs && catalogs->find("default")) return;
    for (const auto& [caller, call] : function_calls) {
        if (call.catalog != "default" || !is_semantic_version(call.version)) continue;
        if (find_in_default_catalog(call.function, call.version)) continue;
        std::vector<std::string> names;
        for (const auto& function : default_catalog()) names.push_back(std::string(function.name) + ":" + std::string(function.version) + "@default");
        const std::vector<std::string_view> candidates(names.begin(), names.end());
        std::string suggestion = did_you_mean(call.name, candidates);
        if (suggestion.empty()) suggestion = "expected " + listed(candidates);
        error("unknown-function", call.name_span, "the default catalog has no function '" + std::string(shortened(call.function)) + "' of the version " +
                  std::string(shortened(call.version)), std::move(suggestion));
    }
}

void Reading::resolve_targets() {
    std::unordered_set<std::string_view> everywhere;
    for (const auto& list : lists)
        for (const auto& [name, index] : list.names) everywhere.insert(name);
    for (const auto& list : lists) {
        std::vector<std::string_view> candidates;
        for (const auto& target : list.targets) {
            if (full()) return;
            const std::string name(shortened(target.name));
            pointer_ = target.pointer;
            if (list.closed) {
                error("unknown-task", target.span, "'then' can't name a task here: " + std::string(list.closed),
                      "expected 'continue', 'exit' or 'end'");
            } else if (!list.names.contains(target.name)) {
                if (candidates.empty()) candidates = target_candidates(list);
                if (everywhere.contains(target.name))
                    error("unknown-task", target.span, "the task '" + name + "' is in another list; 'then' can only name a task of its own list");
                else
                    error("unknown-task", target.span, "no task '" + name + "' in this list", did_you_mean(target.name, candidates));
            }
        }
    }
}

void Reading::resolve_function_cycles() {
    // Depth first over the calls between functions; a call back to one on the path closes a circle.
    std::unordered_map<std::string_view, std::vector<const CallFunction*>> calls;
    for (const auto& [caller, call] : function_calls)
        if (!caller.empty() && call.source == CallFunction::Source::named) calls[caller].push_back(&call);
    enum class Mark { on_path, done };
    std::unordered_map<std::string_view, Mark> marks;
    struct Visit {
        std::string_view name;
        std::size_t next;
    };
    for (const auto& [start, unused] : calls) {
        if (marks.contains(start)) continue;
        std::vector<Visit> path{{start, 0}};
        marks[start] = Mark::on_path;
        while (!path.empty()) {
            auto& [name, next] = path.back();
            const auto found = calls.find(name);
            if (found == calls.end() || next >= found->second.size()) {
                marks[name] = Mark::done;
                path.pop_back();
                continue;
            }
            const CallFunction& callee = *found->second[next++];
            const auto mark = marks.find(callee.name);
            if (mark == marks.end()) {
                marks[callee.name] = Mark::on_path;
                path.push_back({callee.name, 0});
            } else if (mark->second == Mark::on_path) {
                pointer_ = "/use/functions/" + pointer_token(name);
                unsupported(callee.name_span, "functions that call themselves ('" + std::string(shortened(callee.name)) + "')");
            }
        }
    }
}

} // namespace orkestr
