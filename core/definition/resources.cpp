#include "core/definition/resources.h"

#include "core/definition/default_catalog.h"
#include "core/definition/names.h"
#include "core/definition/read_parts.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace orkestr {

namespace {

/// `FUNCTION` of `.../FUNCTION/1.0.0/function.yaml`, else the last segment: what its steps are called.
std::string function_name(std::string_view uri) {
    const auto cut = [&] {
        const auto slash = uri.rfind('/');
        const std::string_view last = slash == std::string_view::npos ? uri : uri.substr(slash + 1);
        uri = uri.substr(0, slash == std::string_view::npos ? 0 : slash);
        return last;
    };
    std::string_view name = cut();
    const auto dot = name.rfind('.');
    if (dot != std::string_view::npos && dot > 0) name = name.substr(0, dot);
    if (name != "function" || uri.empty()) return std::string(name);
    const std::string_view folder = cut();
    if (!is_semantic_version(folder) && !is_semantic_version(folder.substr(folder.starts_with('v') ? 1 : 0))) return std::string(folder);
    const std::string_view above = cut();
    return std::string(above.empty() ? folder : above);
}

const AuthenticationPolicy* policy_of(const Definition& definition, const CallFunction& call) {
    if (call.source != CallFunction::Source::catalog) return nullptr;
    const auto* const catalog = find_named(definition.use.catalogs, call.catalog);
    const auto* const authentication = catalog ? catalog->endpoint.authentication.get() : nullptr;
    if (!authentication) return nullptr;
    if (const auto* const own = std::get_if<AuthenticationPolicy>(authentication)) return own;
    return find_named(definition.use.authentications, std::get<Reference>(*authentication).name);
}

/// Follows calls from the definition to functions elsewhere, and from these on.
class Collection {
public:
    Collection(const Definition& definition, const Json& resources, const ResourceLimits& limits)
        : definition_(definition), texts_(JsonValue::of(resources)), limits_(limits) {}

    ResourceReading collect() {
        follow(definition_.function_calls, {});
        for (std::size_t i = 0; i < result_.functions.size(); ++i) {
            const auto function = result_.functions[i];
            follow(function->function_calls, function->uri);
        }
        find_circles();
        return std::move(result_);
    }

private:
    void follow(const std::vector<FunctionCall>& calls, const std::string& file) {
        for (const auto& one : calls) {
            const std::string uri = resource_uri(definition_, one.call);
            if (uri.empty() || !seen_.insert(uri).second) continue;
            if (seen_.size() > limits_.count) {
                if (seen_.size() == limits_.count + 1)
                    report(file, "limit", one.call.name_span, "more than " + std::to_string(limits_.count) + " functions by URL and from catalogs");
                continue;
            }
            read(uri, one.call, file);
        }
    }

    void read(const std::string& uri, const CallFunction& call, const std::string& file) {
        std::string_view text;
        if (const auto* const own = find_in_default_catalog(uri)) {
            text = own->text;
        } else if (const auto* const given = texts_.find(uri); given && given->as_string()) {
            text = *given->as_string();
        } else {
            result_.missing.push_back({uri, policy_of(definition_, call), file, call.name_span});
            return;
        }
        if (text.size() > limits_.bytes)
            return report(file, "limit", call.name_span, "the function at " + uri + " is larger than " + std::to_string(limits_.bytes) + " bytes");
        std::vector<Diagnostic> diagnostics;
        auto function = read_function(text, uri, definition_, diagnostics);
        for (auto& diagnostic : diagnostics) result_.diagnostics.push_back({uri, std::move(diagnostic)});
        if (function) result_.functions.push_back(std::move(function));
    }

    void report(const std::string& file, const char* code, const SourceSpan& span, std::string message) {
        result_.diagnostics.push_back({file, {Severity::error, code, std::move(message), {}, span, {}, false}});
    }

    /// A function's name in the graph of calls: its own, or its document's URI.
    struct Edge {
        std::string callee;
        const CallFunction* call;
    };

    void add_edges(const std::vector<FunctionCall>& calls) {
        for (const auto& [caller, call] : calls) {
            if (caller.empty()) continue;
            edges_[caller].push_back({call.source == CallFunction::Source::named ? call.name : resource_uri(definition_, call), &call});
        }
    }

    void find_circles() {
        for (const auto& function : result_.functions) add_edges(function->function_calls);
        if (edges_.empty()) return;
        add_edges(definition_.function_calls);
        for (const auto& function : result_.functions) find_circle(function->uri);
    }

    /// Depth first: a call of one on the path closes a circle.
    void find_circle(const std::string& start) {
        struct Visit {
            std::string name;
            std::size_t next;
        };
        if (done_.contains(start)) return;
        std::unordered_set<std::string> on_path{start};
        std::vector<Visit> path{{start, 0}};
        while (!path.empty()) {
            auto& visit = path.back();
            const auto found = edges_.find(visit.name);
            if (found == edges_.end() || visit.next >= found->second.size()) {
                done_.insert(visit.name);
                on_path.erase(visit.name);
                path.pop_back();
                continue;
            }
            const Edge& edge = found->second[visit.next++];
            if (on_path.contains(edge.callee)) report_circle(visit.name, *edge.call);
            else if (!done_.contains(edge.callee)) {
                on_path.insert(edge.callee);
                path.push_back({edge.callee, 0});
            }
        }
    }

    void report_circle(const std::string& caller, const CallFunction& call) {
        const bool document = std::any_of(result_.functions.begin(), result_.functions.end(), [&](const auto& one) { return one->uri == caller; });
        Diagnostic diagnostic;
        diagnostic.code = "unsupported";
        diagnostic.unsupported = true;
        diagnostic.message = "Orkestr does not support functions that call themselves ('" + std::string(shortened(call.name)) + "') yet";
        diagnostic.span = call.name_span;
        result_.diagnostics.push_back({document ? caller : std::string(), std::move(diagnostic)});
    }

    const Definition& definition_;
    JsonValue texts_;
    const ResourceLimits& limits_;
    ResourceReading result_;
    std::unordered_set<std::string> seen_;
    std::unordered_map<std::string, std::vector<Edge>> edges_;
    std::unordered_set<std::string> done_;
};

} // namespace

bool ResourceReading::has_errors() const {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const auto& one) { return one.diagnostic.severity == Severity::error; });
}

const FunctionDocument* ResourceReading::find(std::string_view uri) const {
    for (const auto& function : functions)
        if (function->uri == uri) return function.get();
    return nullptr;
}

std::shared_ptr<const FunctionDocument> read_function(std::string_view text, const std::string& uri, const Definition& caller,
                                                      std::vector<Diagnostic>& diagnostics, const ReadLimits& limits) {
    const auto tree = Tree::parse(text, diagnostics, limits.tree);
    if (!tree) return nullptr;
    Reading reading(tree, limits);
    const Reading::Step in_resources(reading, "resources");
    const Reading::Step at_uri(reading, uri);
    reading.current_function = uri;
    reading.lists.emplace_back();
    reading.lists.back().closed = "a function is a single task";
    auto function = std::make_shared<FunctionDocument>();
    function->uri = uri;
    function->tree = tree;
    if (auto task = read_task(reading, function_name(uri), tree->root().span(), tree->root())) function->tasks.push_back(std::move(task));
    function->expressions = std::move(reading.expressions);
    function->schemas = std::move(reading.schemas);
    function->sub_workflows = std::move(reading.sub_workflows);
    function->function_calls = reading.function_calls;
    reading.resolve_references(caller.tree->root());
    auto found = reading.take_diagnostics();
    diagnostics.insert(diagnostics.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    return reading.failed() ? nullptr : std::move(function);
}

ResourceReading read_resources(const Definition& definition, const Json& resources, const ResourceLimits& limits) {
    return Collection(definition, resources, limits).collect();
}

std::vector<NeededResource> missing_resources(const Definition& definition, const Json& resources) {
    return read_resources(definition, resources).missing;
}

} // namespace orkestr
