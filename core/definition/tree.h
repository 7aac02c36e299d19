// A located tree of a YAML or JSON text: every node with its place. JSON is YAML, so both take the same path.
//
// Scalars follow YAML 1.2's core schema (yaml.org/spec/1.2.2, chapter 10.3): `on`, `yes` and `off` are strings, and there
// are no merge keys (`<<` is refused). An alias is the node that its anchor names, so a node can have several parents.
// A tree is immutable once made and may be read from any thread. Its nodes live as long as it does.
#pragma once

#include "core/base/json_value.h"
#include "core/definition/arena.h"
#include "core/definition/diagnostic.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

enum class NodeKind : std::uint8_t { scalar, sequence, mapping };

enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

/// A scalar's type by its style, its tag and the core schema.
enum class ScalarType : std::uint8_t { null, boolean, integer, floating, string };

class Node;

/// One member of a mapping. The key of a definition is always a scalar (the reader of trees refuses others).
struct Member {
    const Node* key;
    const Node* value;
};

class Node {
public:
    NodeKind kind() const { return kind_; }
    bool is_scalar() const { return kind_ == NodeKind::scalar; }
    bool is_sequence() const { return kind_ == NodeKind::sequence; }
    bool is_mapping() const { return kind_ == NodeKind::mapping; }
    /// A scalar that the core schema reads as a string.
    bool is_string() const { return is_scalar() && scalar_type_ == ScalarType::string; }

    ScalarType scalar_type() const { return scalar_type_; }
    ScalarStyle style() const { return style_; }
    /// A sequence in [ ] or a mapping in { }, on however many lines.
    bool is_flow() const { return flow_; }
    /// A scalar's text, unescaped and unfolded; empty for others.
    std::string_view text() const { return is_scalar() ? std::string_view(text_, count_) : std::string_view(); }

    /// The elements of a sequence; empty for others.
    std::span<const Node* const> items() const { return is_sequence() ? std::span(items_, count_) : std::span<const Node* const>(); }
    /// The members of a mapping in the order of the text; empty for others.
    std::span<const Member> members() const { return is_mapping() ? std::span(members_, count_) : std::span<const Member>(); }
    /// The value of a member, or null; linear in the number of members.
    const Node* find(std::string_view key) const;
    std::size_t size() const { return is_scalar() ? 0 : count_; }

    /// Quotes and brackets belong to the span; a block scalar's runs from its indicator (`|`) to the end of its last
    /// line; a block collection's from its first key or dash to the end of its last value.
    SourceSpan span() const { return {line_, column_, end_line_, end_column_, begin_, end_}; }

    /// Levels of nesting below this node: 0 for a scalar.
    std::uint32_t height() const { return height_; }

private:
    friend class Tree;
    friend class TreeBuilder;

    NodeKind kind_ = NodeKind::scalar;
    ScalarStyle style_ = ScalarStyle::plain;
    ScalarType scalar_type_ = ScalarType::null;
    bool flow_ = false;
    std::uint32_t begin_ = 0;
    std::uint32_t end_ = 0;
    std::uint32_t line_ = 0;
    std::uint32_t column_ = 0;
    std::uint32_t end_line_ = 0;
    std::uint32_t end_column_ = 0;
    std::uint32_t height_ = 0;
    std::uint32_t expanded_ = 1; ///< nodes below and with this one, every alias counted where it stands
    std::uint32_t count_ = 0;
    union {
        const char* text_ = nullptr;
        const Node* const* items_;
        const Member* members_;
    };
};

/// Bounds on what is read; beyond them there is a `limit` diagnostic at the place.
struct TreeLimits {
    std::size_t text_bytes = std::size_t{16} << 20;
    std::uint32_t nodes = 4'000'000;
    std::uint32_t depth = 1000;              ///< of nested collections: Json::max_depth too
    std::uint32_t alias_expansion = 1'000'000; ///< nodes more than there are, were every alias written out
    std::uint32_t line_tokens = 1'000'000;     ///< , : [ and { on one line: the parser looks ahead to a line's end
};

class Tree {
public:
    ~Tree();
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    /// Reads one document. Null when a diagnostic is added (codes: yaml-syntax, encoding, duplicate-key, limit,
    /// several-documents, empty-document, unknown-anchor, unsupported-yaml). The first of them ends the reading, but
    /// for duplicate keys, of which there may be several.
    static std::shared_ptr<const Tree> parse(std::string_view text, std::vector<Diagnostic>& diagnostics,
                                             const TreeLimits& limits = {});

    const Node& root() const { return *root_; }
    const std::string& text() const { return text_; }
    /// The place of a range of bytes inside a node's own text, where the text stands in one piece in the source (plain,
    /// or quoted without escapes and line breaks); else the node's span.
    SourceSpan span_within(const Node& node, std::size_t begin, std::size_t end) const;

private:
    friend class TreeBuilder;
    Tree();

    std::string text_;
    const Node* root_ = nullptr;
    Arena arena_;
};

/// The node as a JSON value. Integers beyond int64 become BigInteger; .inf and .nan, which JSON lacks, become strings.
JsonValue to_json(const Node& node);

} // namespace orkestr
