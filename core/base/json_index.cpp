#include "core/base/json_index.h"

#include "core/base/json_indexer.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace orkestr {

std::size_t json_string_stop(std::string_view text, std::size_t at) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t high = 0x8080808080808080;
    const auto zero_byte = [](std::uint64_t word) { return (word - ones) & ~word & high; };
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        const std::uint64_t control = (word - ones * 0x20) & ~word & high;
        if ((zero_byte(word ^ (ones * '"')) | zero_byte(word ^ (ones * '\\')) | control) != 0) break;
    }
    for (; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c == '"' || c == '\\' || c < 0x20) break;
    }
    return at;
}

namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

bool ends_scalar(char c) { return c == ',' || c == ']' || c == '}' || is_blank(c); }

} // namespace

/// Goes over the children of an array or object, from one whose first byte is known.
class JsonIndex::Walk {
public:
    Walk(const JsonIndex& index, std::uint32_t container, std::uint32_t at)
        : index_(index), text_(*index.text_), object_(index.kind(container) == '{'), at_(at) {}

    /// The next child; nothing at the end. `end()` is then one past its last byte.
    std::optional<JsonMember> next() {
        skip_blanks();
        if (text_[at_] == ']' || text_[at_] == '}') return std::nullopt;
        JsonMember member;
        if (object_) {
            member.name = at_;
            at_ = index_.end(at_);
            skip_blanks();
            ++at_;
            skip_blanks();
        }
        member.value = at_;
        end_ = at_ = index_.end(at_);
        skip_blanks();
        if (text_[at_] == ',') ++at_;
        return member;
    }
    std::uint32_t end() const { return end_; }

private:
    void skip_blanks() {
        while (is_blank(text_[at_])) ++at_;
    }

    const JsonIndex& index_;
    const std::string& text_;
    bool object_;
    std::uint32_t at_;
    std::uint32_t end_ = 0;
};

Result<JsonIndex> JsonIndex::build(std::shared_ptr<const std::string> text, std::stop_token stop,
                                   std::atomic<std::uint64_t>* read) {
    if (text->size() > most_bytes) return Error{ErrorCode::limit, "JSON texts over 4 GiB can't be shown", {}};
    return JsonIndexer(std::move(text), std::move(stop), read).run();
}

const JsonIndex::Span* JsonIndex::span_of(std::uint32_t begin) const {
    const auto at = std::lower_bound(spans_.begin(), spans_.end(), begin,
                                     [](const Span& span, std::uint32_t place) { return span.begin < place; });
    return at != spans_.end() && at->begin == begin ? &*at : nullptr;
}

std::uint32_t JsonIndex::end(std::uint32_t value) const {
    const std::string& text = *text_;
    const char c = text[value];
    // Whatever is short and holds nothing is found sooner by reading it.
    const std::string_view near = std::string_view(text).substr(0, std::min<std::size_t>(text.size(), value + indexed_json_bytes));
    if (c == '"') {
        for (std::size_t at = value + 1; at < near.size(); at += 2) {
            at = json_string_stop(near, at);
            if (at < near.size() && near[at] == '"') return static_cast<std::uint32_t>(at + 1);
        }
    } else if (c != '{' && c != '[') {
        std::size_t at = value;
        while (at < near.size() && !ends_scalar(near[at])) ++at;
        if (at < near.size() || at == text.size()) return static_cast<std::uint32_t>(at);
    }
    const Span* span = span_of(value);
    return span ? span->end : scan_end(value);
}

/// Of an array or object that is not in the index: it is small but for values in it that are.
std::uint32_t JsonIndex::scan_end(std::uint32_t value) const {
    const std::string& text = *text_;
    int depth = 0;
    for (std::uint32_t at = value;;) {
        const char c = text[at];
        if (c == '"') {
            at = end(at);
            continue;
        }
        if (c == '{' || c == '[') {
            if (const Span* span = at == value ? nullptr : span_of(at)) {
                at = span->end;
                continue;
            }
            ++depth;
        }
        ++at;
        if ((c == '}' || c == ']') && --depth == 0) return at;
    }
}

std::uint32_t JsonIndex::count(std::uint32_t value) const {
    if (!is_container(value)) return 0;
    if (const Span* span = span_of(value)) return span->count;
    std::uint32_t out = 0;
    for (Walk walk(*this, value, value + 1); walk.next();) ++out;
    return out;
}

std::vector<JsonMember> JsonIndex::children(std::uint32_t value, std::uint32_t first, std::uint32_t most) const {
    std::vector<JsonMember> out;
    if (!is_container(value)) return out;
    std::uint32_t at = value + 1;
    std::uint32_t ordinal = 0;
    if (const Span* span = span_of(value)) {
        if (first >= span->count) return out;
        ordinal = first / page * page;
        if (ordinal > 0) at = marks_[span->first_mark + ordinal / page - 1];
        out.reserve(std::min(most, span->count - first));
    }
    Walk walk(*this, value, at);
    for (; ordinal < first; ++ordinal)
        if (!walk.next()) return out;
    while (out.size() < most) {
        const auto member = walk.next();
        if (!member) break;
        out.push_back(*member);
    }
    return out;
}

std::vector<JsonStep> JsonIndex::path_to(std::uint32_t offset) const {
    std::vector<JsonStep> out;
    std::uint32_t place = root_;
    while (is_container(place) && offset > place && offset < end(place)) {
        std::uint32_t at = place + 1;
        std::uint32_t ordinal = 0;
        const Span* span = span_of(place);
        if (span && span->count > page) {
            const auto first = marks_.begin() + span->first_mark;
            const auto last = first + (span->count - 1) / page;
            const auto after = std::upper_bound(first, last, offset);
            ordinal = static_cast<std::uint32_t>(after - first) * page;
            if (after != first) at = *(after - 1);
        }
        Walk walk(*this, place, at);
        for (;; ++ordinal) {
            const auto member = walk.next();
            const std::uint32_t begin = !member ? 0 : member->name == JsonMember::no_name ? member->value : member->name;
            if (!member || offset < begin) return out;
            if (offset >= walk.end()) continue;
            out.push_back({ordinal, *member});
            if (offset < member->value) return out;
            place = member->value;
            break;
        }
    }
    return out;
}

std::optional<JsonStep> JsonIndex::find(std::uint32_t object, std::string_view name) const {
    std::optional<JsonStep> out;
    if (kind(object) != '{') return out;
    std::string literal;
    append_json_string(literal, name);
    Walk walk(*this, object, object + 1);
    for (std::uint32_t ordinal = 0;; ++ordinal) {
        const auto member = walk.next();
        if (!member) return out;
        const std::string_view written = raw(member->name);
        const bool same = written == literal || (written.find('\\') != std::string_view::npos && json_unquoted(written) == name);
        if (same) out = JsonStep{ordinal, *member};
    }
}

std::shared_ptr<const std::string> shared_text(const Json& json) {
    const auto kept = std::make_shared<const Json>(json);
    return {kept, &kept->text()};
}

} // namespace orkestr
