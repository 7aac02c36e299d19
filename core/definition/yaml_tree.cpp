// The only file that knows libfyaml: its events become a Tree. Positions come from byte offsets alone: the parser's own
// columns and its block collections' ends are not what a reader of diagnostics expects.
#include "core/definition/core_schema.h"
#include "core/definition/encoding.h"
#include "core/definition/json_lines.h"
#include "core/definition/line_index.h"
#include "core/definition/tree.h"
#include "core/definition/yaml_syntax_message.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <libfyaml.h>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace orkestr {

namespace {

struct ParserCloser {
    void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};

struct DiagCloser {
    void operator()(fy_diag* diag) const { fy_diag_destroy(diag); }
};

using ParserHandle = std::unique_ptr<fy_parser, ParserCloser>;
using DiagHandle = std::unique_ptr<fy_diag, DiagCloser>;

DiagHandle create_diag() {
    fy_diag_cfg config{};
    fy_diag_cfg_default(&config);
    config.fp = nullptr;
    config.output_fn = [](fy_diag*, void*, const char*, std::size_t) {};
    DiagHandle diag(fy_diag_create(&config));
    if (diag) fy_diag_set_collect_errors(diag.get(), true);
    return diag;
}

ParserHandle create_parser(fy_diag* diag, std::string_view text) {
    fy_parse_cfg config{};
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_JSON_NONE);
    config.diag = diag;
    ParserHandle parser(fy_parser_create(&config));
    if (parser && fy_parser_set_string(parser.get(), text.data(), text.size()) != 0) parser.reset();
    return parser;
}

std::string_view token_text(fy_token* token) {
    std::size_t length = 0;
    const char* const text = token ? fy_token_get_text(token, &length) : nullptr;
    return text ? std::string_view(text, length) : std::string_view();
}

ScalarStyle style_of(fy_token* token) {
    switch (fy_token_scalar_style(token)) {
    case FYSS_SINGLE_QUOTED: return ScalarStyle::single_quoted;
    case FYSS_DOUBLE_QUOTED: return ScalarStyle::double_quoted;
    case FYSS_LITERAL: return ScalarStyle::literal;
    case FYSS_FOLDED: return ScalarStyle::folded;
    default: return ScalarStyle::plain;
    }
}

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

} // namespace

class TreeBuilder {
public:
    TreeBuilder(std::string_view text, std::vector<Diagnostic>& diagnostics, const TreeLimits& limits)
        : diagnostics_(diagnostics), limits_(limits), tree_(new Tree), lines_(std::string_view()), json_lines_(std::string_view()) {
        tree_->text_ = text.substr(0, std::min(text.size(), limits.text_bytes + 1));
    }

    std::shared_ptr<const Tree> build() {
        const std::size_t before = diagnostics_.size();
        if (check_text()) read_events();
        return diagnostics_.size() == before && tree_->root_ ? std::shared_ptr<const Tree>(std::move(tree_)) : nullptr;
    }

private:
    struct Frame {
        Node* node;
        std::size_t first_child; ///< in children_
        std::string anchor;
        std::uint64_t expanded = 1;
        std::uint32_t height = 0;
    };

    struct Range {
        std::size_t begin;
        std::size_t end;
    };

    bool fail(const char* code, Range range, std::string message, std::string suggestion = {}) {
        diagnostics_.push_back({Severity::error, code, std::move(message), std::move(suggestion), span_of(range), {}, false});
        failed_ = true;
        return false;
    }

    SourceSpan span_of(Range range) {
        const auto begin = lines_.position(range.begin);
        const auto end = lines_.position(range.end);
        return {begin.line, begin.column, end.line, end.column, range.begin, range.end};
    }

    /// What can be told before parsing: size, encoding, and lines that the parser would have to hold as a whole.
    bool check_text() {
        const std::string& text = tree_->text_;
        if (text.size() > limits_.text_bytes)
            return fail("limit", {0, 0}, "the text is larger than " + std::to_string(limits_.text_bytes >> 20) + " MB");
        lines_ = LineIndex(text);
        if (const auto fault = find_encoding_fault(text))
            return fail("encoding", {fault->offset, fault->offset + 1}, fault->message);
        const std::size_t mark = byte_order_mark_size(text);
        base_ = mark;
        last_end_ = mark;
        json_lines_ = JsonLines(std::string_view(text).substr(mark));
        if (json_lines_.broken()) return true;
        std::uint32_t tokens = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '\n') tokens = 0;
            if (c != ',' && c != ':' && c != '[' && c != '{') continue;
            if (++tokens > limits_.line_tokens)
                return fail("limit", {i, i + 1},
                            "more than " + std::to_string(limits_.line_tokens) + " separators on one line", "break the line");
        }
        return true;
    }

    void read_events() {
        const DiagHandle diag = create_diag();
        const std::string_view text = json_lines_.broken() ? std::string_view(json_lines_.text())
                                                           : std::string_view(tree_->text_).substr(base_);
        const ParserHandle parser = diag ? create_parser(diag.get(), text) : nullptr;
        if (!parser) {
            fail("yaml-syntax", {0, 0}, "the YAML parser could not start: out of memory");
            return;
        }
        while (!failed_) {
            fy_event* const event = fy_parser_parse(parser.get());
            if (!event) break;
            read_event(event);
            fy_parser_event_free(parser.get(), event);
        }
        if (failed_) return;
        if (fy_parser_get_stream_error(parser.get())) report_syntax_error(diag.get());
        else if (!tree_->root_) fail("empty-document", {base_, base_}, "the text holds no definition", "expected 'document' and 'do'");
    }

    void read_event(fy_event* event) {
        switch (event->type) {
        case FYET_DOCUMENT_START:
            if (tree_->root_) {
                const Range range = token_range(event->document_start.document_start).value_or(Range{last_end_, last_end_});
                fail("several-documents", range, "a second YAML document; a file holds one definition", "remove what follows '---'");
            }
            return;
        case FYET_MAPPING_START: open(NodeKind::mapping, event, event->mapping_start.mapping_start); return;
        case FYET_SEQUENCE_START: open(NodeKind::sequence, event, event->sequence_start.sequence_start); return;
        case FYET_MAPPING_END: close(event->mapping_end.mapping_end); return;
        case FYET_SEQUENCE_END: close(event->sequence_end.sequence_end); return;
        case FYET_SCALAR: read_scalar(event); return;
        case FYET_ALIAS: read_alias(event->alias.anchor); return;
        default: return;
        }
    }

    std::optional<Range> token_range(fy_token* token) const {
        const fy_mark* const start = token ? fy_token_start_mark(token) : nullptr;
        const fy_mark* const end = token ? fy_token_end_mark(token) : nullptr;
        if (!start || !end) return std::nullopt;
        const std::size_t size = tree_->text_.size();
        const std::size_t begin = std::min(json_lines_.original(start->input_pos) + base_, size);
        return Range{begin, std::clamp(json_lines_.original(end->input_pos) + base_, begin, size)};
    }

    void pass(fy_token* token) {
        if (const auto range = token_range(token)) last_end_ = std::max(last_end_, range->end);
    }

    Node* new_node(NodeKind kind) {
        if (++node_count_ > limits_.nodes) {
            fail("limit", {last_end_, last_end_}, "more than " + std::to_string(limits_.nodes) + " values in the text");
            return nullptr;
        }
        auto* const node = new (allocate(sizeof(Node), alignof(Node))) Node;
        node->kind_ = kind;
        return node;
    }

    std::byte* allocate(std::size_t size, std::size_t alignment) {
        static constexpr std::size_t block_bytes = std::size_t{256} << 10;
        block_used_ = (block_used_ + alignment - 1) & ~(alignment - 1);
        if (tree_->blocks_.empty() || block_used_ + size > block_size_) {
            block_size_ = std::max(block_bytes, size);
            tree_->blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block_size_));
            block_used_ = 0;
        }
        std::byte* const at = tree_->blocks_.back().get() + block_used_;
        block_used_ += size;
        return at;
    }

    void place(Node& node, Range range) {
        const SourceSpan span = span_of(range);
        node.begin_ = static_cast<std::uint32_t>(range.begin);
        node.end_ = static_cast<std::uint32_t>(range.end);
        node.line_ = span.line;
        node.column_ = span.column;
        node.end_line_ = span.end_line;
        node.end_column_ = span.end_column;
    }

    /// The node stands where the text is now: as a child of the open collection, or as the root.
    void attach(const Node& node) {
        if (frames_.empty()) {
            tree_->root_ = &node;
            return;
        }
        Frame& frame = frames_.back();
        children_.push_back(&node);
        frame.expanded = std::min<std::uint64_t>(frame.expanded + node.expanded_, std::numeric_limits<std::uint32_t>::max());
        frame.height = std::max(frame.height, node.height_ + 1);
        if (node.height_ + frames_.size() > limits_.depth) fail_depth({node.begin_, node.begin_});
        if (frame.expanded > std::uint64_t{node_count_} + limits_.alias_expansion)
            fail("limit", {node.begin_, node.begin_}, "the aliases of this text expand to more than " +
                     std::to_string(limits_.alias_expansion) + " values");
    }

    void fail_depth(Range range) {
        fail("limit", range, "nested deeper than " + std::to_string(limits_.depth) + " levels");
    }

    /// True when this is where a mapping's key stands.
    bool expects_key() const {
        return !frames_.empty() && frames_.back().node->is_mapping() && (children_.size() - frames_.back().first_child) % 2 == 0;
    }

    void open(NodeKind kind, fy_event* event, fy_token* start) {
        fy_token* const anchor = fy_event_get_anchor_token(event);
        fy_token* const tag = fy_event_get_tag_token(event);
        const Range range = token_range(start).value_or(Range{last_end_, last_end_});
        if (expects_key()) {
            fail("unsupported-yaml", range, "a list or mapping as a key; expected a string");
            return;
        }
        if (tag && !check_tag(tag, kind)) return;
        if (frames_.size() >= limits_.depth) return fail_depth(range);
        Node* const node = new_node(kind);
        if (!node) return;
        const char first = range.begin < tree_->text_.size() ? tree_->text_[range.begin] : '\0';
        node->flow_ = range.end > range.begin && first == (kind == NodeKind::mapping ? '{' : '[');
        node->begin_ = static_cast<std::uint32_t>(range.begin);
        const auto begin = lines_.position(range.begin);
        node->line_ = begin.line;
        node->column_ = begin.column;
        frames_.push_back({node, children_.size(), std::string(token_text(anchor)), 1, 0});
        pass(anchor);
        pass(tag);
        pass(start);
    }

    void close(fy_token* end) {
        assert(!frames_.empty());
        const Frame frame = std::move(frames_.back());
        frames_.pop_back();
        Node& node = *frame.node;
        const std::span<const Node* const> children(children_.data() + frame.first_child, children_.size() - frame.first_child);
        place_end(node, children, end);
        if (node.is_mapping()) store_members(node, children);
        else store_items(node, children);
        node.height_ = frame.height;
        node.expanded_ = static_cast<std::uint32_t>(frame.expanded);
        children_.resize(frame.first_child);
        if (!frame.anchor.empty()) anchors_[frame.anchor] = &node;
        if (!failed_) attach(node);
    }

    void place_end(Node& node, std::span<const Node* const> children, fy_token* end) {
        const auto range = token_range(end);
        if (node.flow_ && range) {
            const auto position = lines_.position(range->end);
            node.end_ = static_cast<std::uint32_t>(range->end);
            node.end_line_ = position.line;
            node.end_column_ = position.column;
            last_end_ = std::max(last_end_, range->end);
            return;
        }
        node.end_ = static_cast<std::uint32_t>(std::max<std::size_t>(last_end_, node.begin_));
        const auto position = lines_.position(node.end_);
        node.end_line_ = position.line;
        node.end_column_ = position.column;
        // The parser puts the start of a block mapping in odd places where its first key is quoted or in brackets.
        if (children.empty() || !node.is_mapping() || node.flow_) return;
        const Node& first = *children.front();
        if (first.begin_ < node.begin_ || tree_->text_[node.begin_] != '?') {
            node.begin_ = first.begin_;
            node.line_ = first.line_;
            node.column_ = first.column_;
        }
    }

    void store_items(Node& node, std::span<const Node* const> children) {
        auto** const items = reinterpret_cast<const Node**>(allocate(children.size_bytes(), alignof(const Node*)));
        std::copy(children.begin(), children.end(), items);
        node.items_ = items;
        node.count_ = static_cast<std::uint32_t>(children.size());
    }

    void store_members(Node& node, std::span<const Node* const> children) {
        const std::size_t count = children.size() / 2;
        auto* const members = reinterpret_cast<Member*>(allocate(count * sizeof(Member), alignof(Member)));
        for (std::size_t i = 0; i < count; ++i) new (members + i) Member{children[2 * i], children[2 * i + 1]};
        node.members_ = members;
        node.count_ = static_cast<std::uint32_t>(count);
        check_duplicates(node);
    }

    void check_duplicates(const Node& node) {
        std::unordered_map<std::string_view, const Node*> seen;
        const auto members = node.members();
        const bool small = members.size() <= 8;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const Node& key = *members[i].key;
            const Node* first = nullptr;
            if (small) {
                for (std::size_t j = 0; j < i && !first; ++j)
                    if (members[j].key->text() == key.text()) first = members[j].key;
            } else if (const auto [at, added] = seen.emplace(key.text(), &key); !added) {
                first = at->second;
            }
            if (!first) continue;
            if (++duplicates_ > 50) return;
            const bool failed_before = failed_;
            fail("duplicate-key", {key.begin_, key.end_}, "the key '" + std::string(key.text().substr(0, 100)) +
                     "' stands twice in the same mapping (first on line " + std::to_string(first->line_) + ")");
            failed_ = failed_before; // reading goes on: more of them may follow
        }
    }

    bool check_tag(fy_token* tag, NodeKind kind) {
        std::string_view name = token_text(tag);
        static constexpr std::string_view prefix = "tag:yaml.org,2002:";
        if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
        const Range range = token_range(tag).value_or(Range{last_end_, last_end_});
        const bool fits = kind == NodeKind::mapping    ? name == "map"
                          : kind == NodeKind::sequence ? name == "seq"
                                                       : name == "str" || name == "int" || name == "float" || name == "bool" ||
                                                             name == "null" || name == "!";
        if (fits) return true;
        return fail("unsupported-yaml", range, "the tag '" + std::string(token_text(tag).substr(0, 100)) + "' has no meaning here",
                    "remove it");
    }

    void read_scalar(fy_event* event) {
        fy_token* const anchor = event->scalar.anchor;
        fy_token* const tag = event->scalar.tag;
        fy_token* const value = event->scalar.value;
        pass(anchor);
        pass(tag);
        if (tag && !check_tag(tag, NodeKind::scalar)) return;
        Node* const node = new_node(NodeKind::scalar);
        if (!node) return;
        const std::string_view text = token_text(value);
        node->style_ = style_of(value);
        const Range range = scalar_range(*node, value);
        place(*node, range);
        if (!text.data() && node->style_ == ScalarStyle::plain && range.end > range.begin) {
            fail("yaml-syntax", range, "this text can't be read", "put it in quotes");
            return;
        }
        keep_text(*node, text);
        node->scalar_type_ = scalar_type(*node, token_text(tag));
        last_end_ = std::max(last_end_, range.end);
        if (node->scalar_type_ == ScalarType::floating && core_scalar_value(text, ScalarType::floating).is_string()) {
            fail("unsupported-yaml", range, "'" + std::string(text.substr(0, 20)) + "' is a number that JSON does not have",
                 "put it in quotes");
            return;
        }
        if (expects_key() && node->scalar_type_ == ScalarType::null && node->style_ == ScalarStyle::plain) {
            fail("unsupported-yaml", range, "a key is missing before ':'", "put the key in quotes if 'null' is meant");
            return;
        }
        if (expects_key() && text == "<<" && node->style_ == ScalarStyle::plain) {
            fail("unsupported-yaml", range, "merge keys ('<<') are not part of YAML 1.2", "write the members out");
            return;
        }
        const std::string_view name = token_text(anchor);
        if (!name.empty()) anchors_[std::string(name)] = node;
        attach(*node);
    }

    /// With quotes, with a block's indicator, and without what a block leaves empty at its end.
    Range scalar_range(const Node& node, fy_token* value) const {
        const std::string& source = tree_->text_;
        const auto marks = token_range(value);
        if (!marks) {
            // An absent value: just behind the ':' or '-' that announced it.
            const bool colon = last_end_ < source.size() && source[last_end_] == ':' && !expects_key();
            return {last_end_ + colon, last_end_ + colon};
        }
        Range range = *marks;
        if (node.style_ == ScalarStyle::single_quoted || node.style_ == ScalarStyle::double_quoted) {
            const char quote = node.style_ == ScalarStyle::single_quoted ? '\'' : '"';
            if (range.begin > 0 && source[range.begin - 1] == quote) --range.begin;
            if (range.end < source.size() && source[range.end] == quote) ++range.end;
        } else if (node.style_ == ScalarStyle::literal || node.style_ == ScalarStyle::folded) {
            const char indicator = node.style_ == ScalarStyle::literal ? '|' : '>';
            const auto at = source.find(indicator, last_end_);
            if (at != std::string::npos && at < std::max(range.begin, last_end_ + 1)) range.begin = at;
            while (range.end > range.begin + 1 && is_white(source[range.end - 1])) --range.end;
        }
        return range;
    }

    /// In place when the source has the same bytes, so that places inside a string can be told.
    void keep_text(Node& node, std::string_view text) {
        const std::string& source = tree_->text_;
        const bool quoted = node.style_ == ScalarStyle::single_quoted || node.style_ == ScalarStyle::double_quoted;
        const std::size_t begin = node.begin_ + (quoted ? 1 : 0);
        node.count_ = static_cast<std::uint32_t>(text.size());
        if (text.empty()) {
            node.text_ = "";
        } else if (source.compare(begin, text.size(), text) == 0) {
            node.text_ = source.data() + begin;
        } else {
            auto* const copy = reinterpret_cast<char*>(allocate(text.size(), 1));
            std::memcpy(copy, text.data(), text.size());
            node.text_ = copy;
        }
    }

    static ScalarType scalar_type(const Node& node, std::string_view tag) {
        if (tag.ends_with("str") || tag == "!") return ScalarType::string;
        if (tag.ends_with("int")) return ScalarType::integer;
        if (tag.ends_with("float")) return ScalarType::floating;
        if (tag.ends_with("bool")) return ScalarType::boolean;
        if (tag.ends_with("null")) return ScalarType::null;
        return node.style_ == ScalarStyle::plain ? core_scalar_type(node.text()) : ScalarType::string;
    }

    void read_alias(fy_token* token) {
        const std::string name(token_text(token));
        Range range = token_range(token).value_or(Range{last_end_, last_end_});
        if (range.begin > 0 && tree_->text_[range.begin - 1] == '*') --range.begin;
        last_end_ = std::max(last_end_, range.end);
        for (const auto& frame : frames_)
            if (frame.anchor == name) {
                fail("unknown-anchor", range, "the alias '*" + name.substr(0, 100) + "' stands inside what it names");
                return;
            }
        const auto found = anchors_.find(name);
        if (found == anchors_.end()) {
            fail("unknown-anchor", range, "the alias '*" + name.substr(0, 100) + "' names no anchor above",
                 "put the text in quotes if no alias is meant");
            return;
        }
        if (expects_key() && !found->second->is_scalar()) {
            fail("unsupported-yaml", range, "a list or mapping as a key; expected a string");
            return;
        }
        attach(*found->second);
    }

    void report_syntax_error(fy_diag* diag) {
        void* previous = nullptr;
        const fy_diag_error* const error = fy_diag_errors_iterate(diag, &previous);
        const std::string_view words = error && error->msg ? std::string_view(error->msg) : std::string_view();
        Range range{last_end_, last_end_};
        if (error && error->line > 0) {
            const auto line = static_cast<std::uint32_t>(error->line);
            const auto column = static_cast<std::uint32_t>(std::max(error->column, 1));
            if (json_lines_.broken()) range.begin = json_lines_.original(LineIndex(json_lines_.text()).offset(line, column)) + base_;
            else range.begin = lines_.offset(line, column);
            range.end = range.begin;
        }
        SyntaxMessage message = explain_syntax_error(words);
        if (words.find("without a closing") != std::string_view::npos || words.find("missing comma") != std::string_view::npos)
            if (const Node* unclosed = innermost_bracket(); unclosed && range.begin >= tree_->text_.size()) {
                range = {unclosed->begin_, unclosed->begin_ + std::size_t{1}};
                message = explain_syntax_error(unclosed->is_mapping() ? "flow mapping without a closing bracket"
                                                                      : "flow sequence without a closing bracket");
            }
        if (const auto tab = tab_near(range.begin)) {
            range = {*tab, *tab + 1};
            message = explain_syntax_error("tab");
        }
        fail("yaml-syntax", range, std::move(message.message), std::move(message.suggestion));
    }

    const Node* innermost_bracket() const {
        for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
            if (frame->node->flow_) return frame->node;
        return nullptr;
    }

    /// A tab in the indentation of the line at an offset or of the next one.
    std::optional<std::size_t> tab_near(std::size_t offset) {
        const std::uint32_t line = lines_.position(offset).line;
        for (std::uint32_t number = line; number <= line + 1; ++number) {
            const std::string_view text = lines_.line(number);
            const std::size_t content = text.find_first_not_of(" \t");
            const std::size_t tab = text.find('\t');
            if (tab != std::string_view::npos && content != std::string_view::npos && tab < content)
                return static_cast<std::size_t>(text.data() - tree_->text_.data()) + tab;
        }
        return std::nullopt;
    }

    std::vector<Diagnostic>& diagnostics_;
    const TreeLimits& limits_;
    std::unique_ptr<Tree> tree_;
    LineIndex lines_;
    JsonLines json_lines_;
    std::size_t base_ = 0;     ///< bytes of the byte order mark
    std::size_t last_end_ = 0; ///< where the last token ended
    std::uint32_t node_count_ = 0;
    std::uint32_t duplicates_ = 0;
    bool failed_ = false;
    std::vector<Frame> frames_;
    std::vector<const Node*> children_; ///< of all open collections
    std::unordered_map<std::string, const Node*> anchors_;
    std::size_t block_used_ = 0;
    std::size_t block_size_ = 0;
};

std::shared_ptr<const Tree> Tree::parse(std::string_view text, std::vector<Diagnostic>& diagnostics, const TreeLimits& limits) {
    return TreeBuilder(text, diagnostics, limits).build();
}

} // namespace orkestr
