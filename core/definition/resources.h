// What a definition refers to elsewhere: functions that it calls by URL or from a catalog (dsl.md, "Catalogs", "Using a
// Custom Function"). Nothing is fetched here: the caller asks what is missing, gets it and asks again until nothing is.
#pragma once

#include "core/definition/reader.h"

namespace orkestr {

/// A function's own document: a task, read by the rules of one in `use.functions`. What it names (secrets, catalogs,
/// authentications, retries, other functions) is what the definition that calls it declares.
struct FunctionDocument {
    std::string uri;
    TaskList tasks; ///< one; its pointer is `/resources/URI`
    std::vector<ListedExpression> expressions;
    std::vector<ListedSchema> schemas;
    std::vector<SubWorkflow> sub_workflows;
    std::vector<FunctionCall> function_calls;
    std::shared_ptr<const Tree> tree;
};

struct NeededResource {
    std::string uri; ///< as it is to be fetched: http:, https: or file:
    /// That of the catalog's endpoint, a name in `use` resolved; null: none. Points into the definition.
    const AuthenticationPolicy* authentication = nullptr;
    std::string file; ///< where the call stands: empty for the definition, else the URI of a function
    SourceSpan span;  ///< of the call's name, in `file`
};

struct ResourceDiagnostic {
    std::string file; ///< the URI of the function; empty: the definition itself
    Diagnostic diagnostic;
};

struct ResourceReading {
    /// In the order in which the calls are found.
    std::vector<std::shared_ptr<const FunctionDocument>> functions;
    std::vector<NeededResource> missing;
    /// What is wrong with the functions, or with how they call each other.
    std::vector<ResourceDiagnostic> diagnostics;

    bool has_errors() const;
    const FunctionDocument* find(std::string_view uri) const;
};

struct ResourceLimits {
    std::size_t count = 100;
    std::size_t bytes = std::size_t{1} << 20; ///< of each
};

/// Reads every function that can be reached from the definition, through other functions too. `resources`: {URI: text};
/// null: none. The program's own (default_catalog.h) are there without being given.
ResourceReading read_resources(const Definition& definition, const Json& resources, const ResourceLimits& limits = {});

/// What there is still to fetch, each URI once. Those that a function not fetched yet may call come in a later answer.
std::vector<NeededResource> missing_resources(const Definition& definition, const Json& resources);

/// The URI that a call by URL or from a catalog is to be fetched from: pages of GitHub and GitLab as the raw documents
/// behind them. Empty for a call by name.
std::string resource_uri(const Definition& definition, const CallFunction& call);
/// `https://github.com/O/R/tree/main/x` -> `https://raw.githubusercontent.com/O/R/refs/heads/main/x`.
std::string raw_uri(std::string_view uri);

/// The document's text alone: errors have its own lines and columns. Null: only diagnostics.
std::shared_ptr<const FunctionDocument> read_function(std::string_view text, const std::string& uri, const Definition& caller,
                                                      std::vector<Diagnostic>& diagnostics, const ReadLimits& limits = {});

} // namespace orkestr
