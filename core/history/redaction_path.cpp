#include "core/history/redaction_path.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t most_segments = 100;

bool is_path_name(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || byte >= 0x80;
}

} // namespace

class RedactionPathReader {
public:
    explicit RedactionPathReader(std::string_view text) : text_(text) {}

    Result<RedactionPath> read() {
        RedactionPath path;
        path.text_ = text_;
        if (!take("$")) return expected("'$', which a path begins with");
        while (at_ < text_.size()) {
            auto segment = read_segment();
            if (!segment) return segment.error();
            path.segments_.push_back(std::move(*segment));
            if (path.segments_.size() > most_segments) return expected("no more: a path has at most 100 parts");
        }
        return path;
    }

private:
    using Segment = RedactionPath::Segment;

    Result<Segment> read_segment() {
        Segment segment;
        if (take("..")) {
            segment.descends = true;
            if (peek() == '[') return read_bracket(std::move(segment));
        } else if (peek() == '[') {
            return read_bracket(std::move(segment));
        } else if (!take(".")) {
            return expected("'.', '..' or '['");
        }
        if (take("*")) return segment;
        segment.kind = Segment::Kind::name;
        while (at_ < text_.size() && is_path_name(text_[at_])) segment.name += text_[at_++];
        if (segment.name.empty()) return expected("a name or '*'");
        return segment;
    }

    Result<Segment> read_bracket(Segment segment) {
        take("[");
        if (take("*")) {
        } else if (peek() == '\'' || peek() == '"') {
            segment.kind = Segment::Kind::name;
            auto name = read_quoted();
            if (!name) return name.error();
            segment.name = std::move(*name);
        } else if (peek() >= '0' && peek() <= '9') {
            segment.kind = Segment::Kind::index;
            while (peek() >= '0' && peek() <= '9' && segment.index < (std::uint64_t{1} << 53)) segment.index = segment.index * 10 + static_cast<std::uint64_t>(text_[at_++] - '0');
        } else {
            return expected("a quoted name, an index or '*'");
        }
        if (!take("]")) return expected("']'");
        return segment;
    }

    /// By the JSON parser, which knows the escapes; \' is JSONPath's own.
    Result<std::string> read_quoted() {
        const std::size_t begin = at_;
        const char quote = text_[at_++];
        std::string json = "\"";
        for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
            const char c = text_[at_];
            if (c == '\\' && at_ + 1 < text_.size()) {
                ++at_;
                if (text_[at_] != '\'') json += '\\';
                json += text_[at_];
            } else {
                if (c == '"') json += '\\';
                json += c;
            }
        }
        if (at_ == text_.size()) return expected("the quotation mark that ends the name");
        ++at_;
        const auto value = JsonValue::parse(json + '"');
        if (value && value->as_string()) return *value->as_string();
        at_ = begin;
        return expected("a name with the escapes of JSON");
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    Error expected(const std::string& what) const {
        std::uint32_t column = 1;
        for (std::size_t i = 0; i < at_; ++i) column += (static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80;
        const std::string found = at_ < text_.size() ? "" : ", where the path ends";
        return Error{ErrorCode::invalid_argument, "the JSONPath '" + std::string(text_) + "' should have " + what + " at character " + std::to_string(column) + found,
                     SourceSpan{1, column, 1, column + 1, at_, std::min(at_ + 1, text_.size())}};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Result<RedactionPath> RedactionPath::parse(std::string_view text) { return RedactionPathReader(text).read(); }

RedactionPath RedactionPath::after(std::size_t segments) const {
    RedactionPath rest;
    rest.text_ = text_;
    rest.segments_.assign(segments_.begin() + static_cast<std::ptrdiff_t>(std::min(segments, segments_.size())), segments_.end());
    return rest;
}

void RedactionPath::select(const JsonValue& root, std::set<const JsonValue*>& selected) const {
    Seen seen;
    visit(root, 0, seen, selected);
}

void RedactionPath::visit(const JsonValue& value, std::size_t segment, Seen& seen, std::set<const JsonValue*>& selected) const {
    if (segment == segments_.size()) {
        selected.insert(&value);
        return;
    }
    // Two descents meet at the same places by many ways.
    if (segments_[segment].descends && !seen.emplace(&value, segment).second) return;
    visit_children(value, segment, seen, selected);
}

void RedactionPath::visit_children(const JsonValue& value, std::size_t segment, Seen& seen, std::set<const JsonValue*>& selected) const {
    const Segment& part = segments_[segment];
    const auto child = [&](const JsonValue& one, bool chosen) {
        if (chosen) visit(one, segment + 1, seen, selected);
        if (part.descends) visit(one, segment, seen, selected);
    };
    if (const auto* object = value.as_object()) {
        if (part.kind == Segment::Kind::name && !part.descends) {
            if (const auto* member = value.find(part.name)) visit(*member, segment + 1, seen, selected);
            return;
        }
        for (const auto& [name, member] : *object) child(member, part.kind == Segment::Kind::all || (part.kind == Segment::Kind::name && part.name == name));
    } else if (const auto* array = value.as_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) child((*array)[i], part.kind == Segment::Kind::all || (part.kind == Segment::Kind::index && part.index == i));
    }
}

} // namespace orkestr
