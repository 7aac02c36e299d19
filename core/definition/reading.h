// The state of one reading of a definition: where it is, what it found wrong, what must be looked up at the end.
// Inside of core/definition only.
#pragma once

#include "core/definition/model.h"
#include "core/definition/reader.h"

#include <set>
#include <unordered_map>
#include <unordered_set>

namespace orkestr {

/// What a name refers to.
enum class ReferenceKind { retry, function, error, timeout, authentication, secret, catalog };

class Reading {
public:
    Reading(std::shared_ptr<const Tree> tree, const ReadLimits& limits);

    // --- Where the reading is

    /// Goes into a member or an item for as long as it lives.
    class Step {
    public:
        Step(Reading& reading, std::string_view name);
        Step(Reading& reading, std::size_t index);
        ~Step();
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

    private:
        Reading& reading_;
        std::size_t length_;
    };

    const std::string& pointer() const { return pointer_; }
    /// For messages: `'method'`, `item 3 of 'arguments'`.
    std::string subject() const;
    const Tree& tree() const { return *tree_; }
    const ReadLimits& limits() const { return limits_; }

    // --- What it found

    void error(const char* code, const SourceSpan& span, std::string message, std::string suggestion = {});
    void warning(const char* code, const SourceSpan& span, std::string message, std::string suggestion = {});
    /// Valid by the specification, but not run yet. `what` names the construct: "'listen' tasks".
    void unsupported(const SourceSpan& span, const std::string& what, std::string suggestion = {});
    /// "'method' must be text, found a list"
    void wrong_type(const Node& node, std::string_view expected, std::string suggestion = {});
    bool failed() const { return errors_ > 0; }
    /// Further errors would not be kept: what only finds more of them can stop.
    bool full() const { return error_diagnostics_.size() >= limits_.diagnostics; }
    /// Errors so far, unsupported ones not counted: a way to see whether a part was read well.
    std::size_t error_count() const { return errors_ - unsupported_; }
    /// Sorted by place, bounded.
    std::vector<Diagnostic> take_diagnostics();

    // --- What it collects

    /// Lists an expression and checks its form. `begin` is the text's offset in the node's own.
    void list_expression(std::string_view text, const Node& node, std::size_t begin, ExpressionRole role);
    /// To be looked up when all of `use` is known.
    void refer(ReferenceKind kind, std::string_view name, const SourceSpan& span);
    void resolve_references(const Node& root);
    /// False, with a diagnostic once, when a limit on tasks is passed.
    bool count_task(const SourceSpan& span);
    /// The same for what else a definition has in any number, and what takes far more memory than its text.
    bool count_part(const SourceSpan& span);
    /// False, with a diagnostic once, when the paths that are kept take too much memory.
    bool count_pointer(const SourceSpan& span);

    struct Target {
        std::string_view name;
        SourceSpan span;
        std::string pointer;
    };
    /// A list of tasks whose `then` may name its members.
    struct List {
        std::unordered_map<std::string_view, std::size_t> names; ///< first index of each
        std::vector<Target> targets;
        /// Why its tasks can't be targets, where they can't: "the branches of a fork run side by side".
        const char* closed = nullptr;
    };
    std::vector<List> lists;
    std::size_t current_list = 0;

    Evaluate evaluate;
    const Task* task = nullptr;                  ///< being read
    std::shared_ptr<const VariableScope> scope;  ///< visible here
    bool scope_known = true;                     ///< false inside `use`, whose parts stand wherever they are named
    std::size_t task_depth = 0;
    const Node* schema_root = nullptr; ///< the inline JSON Schema being read, which its `$ref`s point into
    /// A `$ref` and the schema that it was looked up in: each once, however many aliases show it.
    std::set<std::pair<const Node*, const Node*>> schema_references;
    /// Of the large mappings that `$ref`s went through.
    std::unordered_map<const Node*, std::unordered_map<std::string_view, const Node*>> schema_members;
    std::vector<ListedExpression> expressions;
    std::vector<ListedSchema> schemas;
    std::vector<SubWorkflow> sub_workflows;
    std::string current_function; ///< being read: its name, or the URI of its document
    std::vector<FunctionCall> function_calls;

private:
    void add(Diagnostic diagnostic);
    void check_variables(const struct ExpressionScan& scan, const Node& node, std::size_t begin, ExpressionRole role);
    void resolve_targets();
    void resolve_default_catalog(const Node& root);
    void resolve_function_cycles();

    struct PendingReference {
        ReferenceKind kind;
        std::string name;
        SourceSpan span;
        std::string pointer;
    };

    std::shared_ptr<const Tree> tree_;
    const ReadLimits& limits_;
    std::string pointer_;
    std::vector<Diagnostic> error_diagnostics_;
    std::vector<Diagnostic> warning_diagnostics_;
    std::unordered_set<std::string> seen_;
    std::size_t errors_ = 0;
    std::size_t unsupported_ = 0;
    std::size_t tasks_ = 0;
    std::size_t parts_ = 0;
    std::size_t pointer_bytes_ = 0;
    bool too_many_expressions_ = false;
    std::vector<PendingReference> references_;
};

/// "text", "a number", "a list", ... : what a node is, for messages.
std::string_view node_type_name(const Node& node);

} // namespace orkestr
