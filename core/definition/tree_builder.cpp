// A tree from the parser's events: names its places, follows its aliases and keeps to its limits.
#include "core/definition/core_schema.h"
#include "core/definition/duplicate_keys.h"
#include "core/definition/encoding.h"
#include "core/definition/json_lines.h"
#include "core/definition/line_index.h"
#include "core/definition/tree.h"
#include "core/definition/yaml_parser.h"
#include "core/definition/yaml_syntax_error.h"

#include <cassert>
#include <limits>
#include <unordered_map>

namespace orkestr {

namespace {

constexpr std::uint32_t most_duplicates = 50;

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

    bool fail(const char* code, ByteRange range, std::string message, std::string suggestion = {}) {
        diagnostics_.push_back({Severity::error, code, std::move(message), std::move(suggestion), span_of(range), {}, false});
        failed_ = true;
        return false;
    }

    SourceSpan span_of(ByteRange range) {
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
        const auto crowded = find_crowded_line(text, limits_.line_tokens);
        return !crowded || fail("limit", {*crowded, *crowded + 1},
                                "more than " + std::to_string(limits_.line_tokens) + " separators on one line", "break the line");
    }

    void read_events() {
        YamlParser parser(json_lines_.broken() ? std::string_view(json_lines_.text()) : std::string_view(tree_->text_).substr(base_));
        if (!parser.ready()) {
            fail("yaml-syntax", {0, 0}, "the YAML parser could not start: out of memory");
            return;
        }
        while (!failed_) {
            const YamlEvent* const event = parser.next();
            if (!event) break;
            read_event(*event);
        }
        if (failed_) return;
        if (const auto error = parser.error()) report_syntax_error(*error);
        else if (!tree_->root_) fail("empty-document", {base_, base_}, "the text holds no definition", "expected 'document' and 'do'");
    }

    void read_event(const YamlEvent& event) {
        switch (event.kind) {
        case YamlEventKind::document_start:
            if (tree_->root_)
                fail("several-documents", range_of(event.token), "a second YAML document; a file holds one definition",
                     "remove what follows '---'");
            return;
        case YamlEventKind::mapping_start: open(NodeKind::mapping, event); return;
        case YamlEventKind::sequence_start: open(NodeKind::sequence, event); return;
        case YamlEventKind::mapping_end:
        case YamlEventKind::sequence_end: close(event.token); return;
        case YamlEventKind::scalar: read_scalar(event); return;
        case YamlEventKind::alias: read_alias(event.token); return;
        case YamlEventKind::other: return;
        }
    }

    /// In the text as it was given: the parser sees neither its byte order mark nor its long lines.
    std::optional<ByteRange> known_range(const YamlToken& token) const {
        if (!token.range) return std::nullopt;
        const std::size_t size = tree_->text_.size();
        const std::size_t begin = std::min(json_lines_.original(token.range->begin) + base_, size);
        return ByteRange{begin, std::clamp(json_lines_.original(token.range->end) + base_, begin, size)};
    }

    ByteRange range_of(const YamlToken& token) const { return known_range(token).value_or(ByteRange{last_end_, last_end_}); }

    void pass(const YamlToken& token) {
        if (const auto range = known_range(token)) last_end_ = std::max(last_end_, range->end);
    }

    void pass_properties(const YamlEvent& event) {
        if (event.anchor) pass(*event.anchor);
        if (event.tag) pass(*event.tag);
    }

    Node* new_node(NodeKind kind) {
        if (++node_count_ > limits_.nodes) {
            fail("limit", {last_end_, last_end_}, "more than " + std::to_string(limits_.nodes) + " values in the text");
            return nullptr;
        }
        auto* const node = tree_->arena_.create<Node>();
        node->kind_ = kind;
        return node;
    }

    void begin_at(Node& node, std::size_t offset) {
        const TextPosition position = lines_.position(offset);
        node.begin_ = static_cast<std::uint32_t>(offset);
        node.line_ = position.line;
        node.column_ = position.column;
    }

    void end_at(Node& node, std::size_t offset) {
        const TextPosition position = lines_.position(offset);
        node.end_ = static_cast<std::uint32_t>(offset);
        node.end_line_ = position.line;
        node.end_column_ = position.column;
    }

    /// The node stands at `place`, which is not its own for an alias: as a child of the open collection, or as the root.
    void attach(const Node& node, ByteRange place) {
        if (frames_.empty()) {
            tree_->root_ = &node;
            return;
        }
        Frame& frame = frames_.back();
        children_.push_back(&node);
        frame.expanded = std::min<std::uint64_t>(frame.expanded + node.expanded_, std::numeric_limits<std::uint32_t>::max());
        frame.height = std::max(frame.height, node.height_ + 1);
        if (node.height_ + frames_.size() > limits_.depth) fail_depth(place);
        if (frame.expanded > std::uint64_t{node_count_} + limits_.alias_expansion)
            fail("limit", place, "the aliases of this text expand to more than " + std::to_string(limits_.alias_expansion) + " values");
    }

    void fail_depth(ByteRange range) {
        fail("limit", range, "nested deeper than " + std::to_string(limits_.depth) + " levels");
    }

    /// True when this is where a mapping's key stands.
    bool expects_key() const {
        return !frames_.empty() && frames_.back().node->is_mapping() && (children_.size() - frames_.back().first_child) % 2 == 0;
    }

    void open(NodeKind kind, const YamlEvent& event) {
        const ByteRange range = range_of(event.token);
        if (expects_key()) {
            fail("unsupported-yaml", range, "a list or mapping as a key; expected a string");
            return;
        }
        if (event.tag && !check_tag(*event.tag, kind)) return;
        if (frames_.size() >= limits_.depth) return fail_depth(range);
        Node* const node = new_node(kind);
        if (!node) return;
        const char first = range.begin < tree_->text_.size() ? tree_->text_[range.begin] : '\0';
        node->flow_ = range.end > range.begin && first == (kind == NodeKind::mapping ? '{' : '[');
        begin_at(*node, range.begin);
        frames_.push_back({node, children_.size(), std::string(event.anchor ? event.anchor->text : ""), 1, 0});
        if (event.anchor) anchors_[frames_.back().anchor] = nullptr;
        pass_properties(event);
        pass(event.token);
    }

    void close(const YamlToken& end) {
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
        // An anchor of the same name inside this node came later, and is what an alias means from now on.
        if (!frame.anchor.empty() && !anchors_[frame.anchor]) anchors_[frame.anchor] = &node;
        if (!failed_) attach(node, {node.begin_, node.begin_});
    }

    void place_end(Node& node, std::span<const Node* const> children, const YamlToken& end) {
        const auto range = known_range(end);
        if (node.flow_ && range) {
            end_at(node, range->end);
            last_end_ = std::max(last_end_, range->end);
            return;
        }
        end_at(node, std::max<std::size_t>(last_end_, node.begin_));
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
        node.items_ = tree_->arena_.copy(children);
        node.count_ = static_cast<std::uint32_t>(children.size());
    }

    void store_members(Node& node, std::span<const Node* const> children) {
        const std::size_t count = children.size() / 2;
        auto* const members = reinterpret_cast<Member*>(tree_->arena_.allocate(count * sizeof(Member), alignof(Member)));
        for (std::size_t i = 0; i < count; ++i) new (members + i) Member{children[2 * i], children[2 * i + 1]};
        node.members_ = members;
        node.count_ = static_cast<std::uint32_t>(count);
        check_duplicates(node);
    }

    /// Reading goes on behind them: more may follow, in other mappings too.
    void check_duplicates(const Node& node) {
        for (const DuplicateKey& duplicate : find_duplicate_keys(node.members(), most_duplicates - duplicates_)) {
            ++duplicates_;
            const bool failed_before = failed_;
            fail("duplicate-key", {duplicate.key->begin_, duplicate.key->end_},
                 "the key '" + std::string(duplicate.key->text().substr(0, 100)) + "' stands twice in the same mapping (first on line " +
                     std::to_string(duplicate.first->line_) + ")");
            failed_ = failed_before;
        }
    }

    bool check_tag(const YamlToken& tag, NodeKind kind) {
        if (is_core_tag(tag.text, kind)) return true;
        return fail("unsupported-yaml", range_of(tag), "the tag '" + std::string(tag.text.substr(0, 100)) + "' has no meaning here",
                    "remove it");
    }

    void read_scalar(const YamlEvent& event) {
        pass_properties(event);
        if (event.tag && !check_tag(*event.tag, NodeKind::scalar)) return;
        Node* const node = new_node(NodeKind::scalar);
        if (!node) return;
        const std::string_view text = event.token.text;
        node->style_ = event.style;
        const ByteRange range = scalar_range(*node, event.token);
        begin_at(*node, range.begin);
        end_at(*node, range.end);
        if (!text.data() && node->style_ == ScalarStyle::plain && range.end > range.begin) {
            fail("yaml-syntax", range, "this text can't be read", "put it in quotes");
            return;
        }
        keep_text(*node, text);
        node->scalar_type_ = event.tag                             ? tagged_scalar_type(node->text(), node->style_, event.tag->text)
                             : event.style == ScalarStyle::plain ? core_scalar_type(node->text())
                                                                 : ScalarType::string;
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
        if (event.anchor) anchors_[std::string(event.anchor->text)] = node;
        attach(*node, range);
    }

    /// With quotes, with a block's indicator, and without what a block leaves empty at its end.
    ByteRange scalar_range(const Node& node, const YamlToken& value) const {
        const std::string& source = tree_->text_;
        const auto marks = known_range(value);
        if (!marks) {
            // An absent value: just behind the ':' or '-' that announced it.
            const bool colon = last_end_ < source.size() && source[last_end_] == ':' && !expects_key();
            return {last_end_ + colon, last_end_ + colon};
        }
        ByteRange range = *marks;
        if (node.style_ == ScalarStyle::single_quoted || node.style_ == ScalarStyle::double_quoted) {
            const char quote = node.style_ == ScalarStyle::single_quoted ? '\'' : '"';
            if (range.begin > 0 && source[range.begin - 1] == quote) --range.begin;
            if (range.end < source.size() && source[range.end] == quote) ++range.end;
        } else if (node.style_ == ScalarStyle::literal || node.style_ == ScalarStyle::folded) {
            const char indicator = node.style_ == ScalarStyle::literal ? '|' : '>';
            const auto at = std::string_view(source).substr(0, std::max(range.begin, last_end_ + 1)).find(indicator, last_end_);
            if (at != std::string_view::npos) range.begin = at;
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
            node.text_ = tree_->arena_.copy(std::span(text.data(), text.size()));
        }
    }

    void read_alias(const YamlToken& token) {
        const std::string name(token.text);
        ByteRange range = range_of(token);
        if (range.begin > 0 && tree_->text_[range.begin - 1] == '*') --range.begin;
        last_end_ = std::max(last_end_, range.end);
        const auto found = anchors_.find(name);
        if (found == anchors_.end()) {
            fail("unknown-anchor", range, "the alias '*" + name.substr(0, 100) + "' names no anchor above",
                 "put the text in quotes if no alias is meant");
            return;
        }
        if (!found->second) {
            fail("unknown-anchor", range, "the alias '*" + name.substr(0, 100) + "' stands inside what it names");
            return;
        }
        if (expects_key() && !found->second->is_scalar()) {
            fail("unsupported-yaml", range, "a list or mapping as a key; expected a string");
            return;
        }
        attach(*found->second, range);
    }

    void report_syntax_error(const YamlError& error) {
        std::size_t offset = last_end_;
        if (error.line > 0 && json_lines_.broken())
            offset = json_lines_.original(LineIndex(json_lines_.text()).offset(error.line, error.column)) + base_;
        else if (error.line > 0) offset = lines_.offset(error.line, error.column);
        std::optional<OpenBracket> bracket;
        const auto innermost = std::find_if(frames_.rbegin(), frames_.rend(), [](const Frame& frame) { return frame.node->flow_; });
        if (innermost != frames_.rend()) bracket = OpenBracket{innermost->node->begin_, innermost->node->is_mapping()};
        YamlSyntaxError said = explain_syntax_error(error.message, offset, lines_, bracket);
        fail("yaml-syntax", said.range, std::move(said.message), std::move(said.suggestion));
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
    std::unordered_map<std::string, const Node*> anchors_; ///< null while what it names is open
};

std::shared_ptr<const Tree> Tree::parse(std::string_view text, std::vector<Diagnostic>& diagnostics, const TreeLimits& limits) {
    return TreeBuilder(text, diagnostics, limits).build();
}

} // namespace orkestr
