#include "core/filter/complete.h"

#include "core/filter/json_path.h"
#include "core/filter/parser.h"

#include <algorithm>

namespace orkestr {

namespace {

using Offer = FilterSuggestion::Kind;
using What = FilterExpectation::What;

bool ends_piece(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '(' || c == ')' || c == ',' || c == '=' || c == '<' ||
           c == '>' || c == '!' || c == '~' || c == '&' || c == '|';
}

/// The piece of the text at the cursor.
struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Where the quotes are that the cursor stands in.
std::optional<Piece> quotes_around(std::string_view text, std::size_t cursor) {
    std::size_t at = 0;
    while (at < cursor) {
        const char quote = text[at];
        if (quote != '"' && quote != '\'') {
            ++at;
            continue;
        }
        const std::size_t begin = at++;
        while (at < text.size() && text[at] != quote) at += text[at] == '\\' && at + 1 < text.size() ? 2 : 1;
        const bool closed = at < text.size();
        at = std::min(at + 1, text.size());
        // Without an end the quotes may have been opened just now.
        if (!closed && begin < cursor) return Piece{begin, cursor};
        if (begin < cursor && cursor < at) return Piece{begin, at};
    }
    return std::nullopt;
}

Piece piece_at(std::string_view text, std::size_t cursor) {
    Piece piece{cursor, cursor};
    if (const auto quotes = quotes_around(text, cursor)) {
        piece = *quotes;
        if (piece.begin == 0 || text[piece.begin - 1] != '[') return piece;
    }
    while (piece.begin > 0 && !ends_piece(text[piece.begin - 1]) && text[piece.begin - 1] != '"' && text[piece.begin - 1] != '\'') {
        --piece.begin;
    }
    const std::size_t range = text.substr(piece.begin, cursor - piece.begin).rfind("..");
    if (range != std::string_view::npos && piece.end == cursor) piece.begin += range + 2;
    while (piece.end < text.size() && !ends_piece(text[piece.end]) && !text.substr(piece.end).starts_with("..")) ++piece.end;
    return piece;
}

bool begins_with(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && same_word(text.substr(0, prefix.size()), prefix);
}

bool has_within(std::string_view text, std::string_view part) {
    for (std::size_t at = 0; at + part.size() <= text.size(); ++at) {
        if (same_word(text.substr(at, part.size()), part)) return true;
    }
    return false;
}

std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

struct Described {
    std::string_view text;
    std::string_view about;
};

constexpr Described word_signs[] = {
    {"in", "is one of: in (a, b); is between: in A..B"},
    {"contains", "has this text in it, in any case"},
    {"starts with", "begins with this text, in any case"},
    {"ends with", "ends with this text, in any case"},
    {"exists", "is there"},
};
constexpr Described text_signs[] = {{"==", "is exactly"}, {"!=", "is not"}, {"~", "matches a regular expression"}, {"!~", "matches no such expression"}};
constexpr Described size_signs[] = {{"<", "less, shorter or before"}, {"<=", "at most"}, {">", "more, longer or after"}, {">=", "at least"}};
constexpr Described connectives[] = {{"and", "and this too"}, {"or", "or this"}};

class Completer {
public:
    Completer(FilterSubject subject, const SeenFilterValues& seen, std::string_view typed) : subject_(subject), seen_(seen), typed_(typed) {}

    void add_expected(const FilterExpectation& expectation);
    std::vector<FilterSuggestion> take();

private:
    void add(Offer kind, std::string_view text, std::string_view about = {}) {
        all_.push_back({kind, std::string(text), std::string(about)});
    }
    void add_all(Offer kind, const auto& described) {
        for (const Described& one : described) add(kind, one.text, one.about);
    }
    void add_terms();
    void add_members();
    void add_signs(const FilterExpectation& expectation);
    void add_values(const FilterExpectation& expectation);
    void add_connectives(const FilterExpectation& expectation);
    std::string_view typed_value() const { return typed_.starts_with('"') || typed_.starts_with('\'') ? typed_.substr(1) : typed_; }

    FilterSubject subject_;
    const SeenFilterValues& seen_;
    std::string_view typed_;
    std::vector<FilterSuggestion> all_;
};

void Completer::add_expected(const FilterExpectation& expectation) {
    switch (expectation.what) {
    case What::nothing:
    case What::term: return add_terms();
    case What::after_field: return add_signs(expectation);
    case What::value: return add_values(expectation);
    case What::connective: return add_connectives(expectation);
    case What::with: return add(Offer::keyword, "with");
    case What::period:
        for (const char* length : {"5m", "1h", "2h", "24h", "7d", "30d"}) add(Offer::value, length);
        return;
    case What::list: break;
    }
    const FilterType type = filter_fields(subject_)[expectation.field].type;
    if (type == FilterType::time || type == FilterType::json) add(Offer::keyword, "last", "not longer ago than: in last 2h");
    if (typed_.empty()) add(Offer::keyword, "(", "one of these: in (a, b)");
    add_values(expectation);
}

void Completer::add_terms() {
    if (typed_.find_first_of(".[") != std::string_view::npos) return add_members();
    for (const FilterField& field : filter_fields(subject_)) add(Offer::field, field.name, field.about);
    add(Offer::keyword, "not", "turns what follows round");
    if (typed_.empty()) add(Offer::keyword, "(", "puts together what belongs together");
}

void Completer::add_members() {
    for (const auto& [written, values] : seen_) {
        if (written.find_first_of(".[") != std::string::npos) add(Offer::member, written);
    }
}

void Completer::add_signs(const FilterExpectation& expectation) {
    const FilterType type = filter_fields(subject_)[expectation.field].type;
    const bool texts = type == FilterType::text || type == FilterType::json;
    if (!expectation.negated) {
        for (const Described& sign : text_signs) {
            if (texts || sign.text == "==" || sign.text == "!=") add(Offer::sign, sign.text, sign.about);
        }
        if (type != FilterType::text && type != FilterType::boolean) add_all(Offer::sign, size_signs);
    }
    for (const Described& sign : word_signs) {
        const bool fits = texts || sign.text == "exists" || (sign.text == "in" && type != FilterType::boolean);
        if (fits) add(Offer::sign, sign.text, sign.about);
    }
    if (expectation.negated) return;
    if (type == FilterType::text) add_all(Offer::sign, size_signs);
    add(Offer::keyword, "not", "not in, not contains, ...");
    add_connectives(expectation);
}

void Completer::add_values(const FilterExpectation& expectation) {
    const FilterField& field = filter_fields(subject_)[expectation.field];
    std::vector<std::string> values;
    const auto found = seen_.find(written_filter_field(field.name, expectation.path));
    if (found != seen_.end()) {
        for (const std::string& value : found->second) {
            // A text of JSON may look like a number, so it keeps its quotes; what is no text stands for itself.
            const auto text = field.is_open() ? json_string(value) : std::nullopt;
            values.push_back(text ? in_quotes(*text) : field.is_open() ? value : quoted_filter_text(value));
        }
    }
    for (const std::string_view value : field.values) values.emplace_back(value);
    if (field.type == FilterType::boolean) values.insert(values.end(), {"true", "false"});
    if (field.type == FilterType::time) values.insert(values.end(), {"now", "today", "yesterday", "now-1h", "now-24h"});
    if (field.type == FilterType::duration) values.insert(values.end(), {"1s", "10s", "1m", "1h"});
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::find(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i), values[i]) == values.begin() + static_cast<std::ptrdiff_t>(i)) add(Offer::value, values[i]);
    }
    if (expectation.op == FilterOperator::equal) add(Offer::value, "null", "nothing is there");
}

void Completer::add_connectives(const FilterExpectation& expectation) {
    add_all(Offer::keyword, connectives);
    if (expectation.open > 0) add(Offer::keyword, ")", "ends what belongs together");
}

/// Those that begin with what was typed, then those that have it within; when it is one of them already, the rest helps no more.
std::vector<FilterSuggestion> Completer::take() {
    std::vector<FilterSuggestion> taken;
    const std::string_view typed = typed_value();
    const auto bare = [](const FilterSuggestion& one) { return std::string_view(one.text).substr(one.text.starts_with('"') ? 1 : 0); };
    for (const bool first : {true, false}) {
        for (const FilterSuggestion& one : all_) {
            const bool begins = begins_with(bare(one), typed);
            const bool wanted = first ? begins : !begins && !typed.empty() && has_within(bare(one), typed);
            if (wanted && taken.size() < most_filter_suggestions) taken.push_back(one);
        }
    }
    return taken;
}

} // namespace

std::string quoted_filter_text(std::string_view value) {
    const bool plain = !value.empty() && value.find_first_of(" \t\r\n()\",'&|=<>!~\\") == std::string_view::npos &&
                       value.find("..") == std::string_view::npos && !same_word(value, "null");
    return plain ? std::string(value) : in_quotes(value);
}

std::string written_filter_field(std::string_view field, const std::vector<FilterMember>& path) {
    std::string written(field);
    for (const FilterMember& member : path) {
        if (const auto* index = std::get_if<std::size_t>(&member)) {
            written += '[' + std::to_string(*index) + ']';
            continue;
        }
        const auto& name = std::get<std::string>(member);
        const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), FilterLexer::is_name_byte);
        if (plain) {
            written += '.' + name;
            continue;
        }
        written += '[' + in_quotes(name) + ']';
    }
    return written;
}

FilterCompletion complete_filter(std::string_view text, std::size_t cursor, FilterSubject subject, const SeenFilterValues& seen) {
    text = text.substr(0, most_filter_bytes);
    cursor = std::min(cursor, text.size());
    while (cursor > 0 && cursor < text.size() && (static_cast<unsigned char>(text[cursor]) & 0xC0) == 0x80) --cursor;
    const Piece piece = piece_at(text, cursor);
    FilterParser parser(text.substr(0, piece.begin), subject);
    (void)parser.parse();
    Completer completer(subject, seen, text.substr(piece.begin, cursor - piece.begin));
    completer.add_expected(parser.expectation());
    return {piece.begin, piece.end, completer.take()};
}

} // namespace orkestr
