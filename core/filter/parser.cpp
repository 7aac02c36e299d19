#include "core/filter/parser.h"

#include "core/filter/nearest.h"

#include <algorithm>
#include <charconv>

namespace orkestr {

namespace {

constexpr std::size_t longest_shown = 40;

bool is_and(const FilterToken& token) { return token.is_word("and") || token.is("&&"); }
bool is_or(const FilterToken& token) { return token.is_word("or") || token.is("||"); }
bool is_not(const FilterToken& token) { return token.is_word("not") || token.is("!"); }

struct Sign {
    std::string_view text;
    FilterOperator op;
    bool negated;
};

constexpr Sign signs[] = {
    {"==", FilterOperator::equal, false},        {"!=", FilterOperator::equal, true},
    {"<", FilterOperator::less, false},          {"<=", FilterOperator::less_equal, false},
    {">", FilterOperator::greater, false},       {">=", FilterOperator::greater_equal, false},
    {"~", FilterOperator::matches, false},       {"!~", FilterOperator::matches, true},
    {"matches", FilterOperator::matches, false}, {"contains", FilterOperator::contains, false},
    {"starts", FilterOperator::starts_with, false}, {"ends", FilterOperator::ends_with, false},
    {"in", FilterOperator::one_of, false},       {"exists", FilterOperator::exists, false},
};

/// What those who know other languages write, and what it is here.
struct MistakenSign {
    std::string_view text;
    std::string_view meant;
};

constexpr MistakenSign mistaken_signs[] = {
    {"!==", "!="}, {"=!", "!="},  {"<>", "!="},  {"><", "!="},  {"!", "!="},   {"=>", ">="}, {">==", ">="}, {"=<", "<="},
    {"<==", "<="}, {">>", ">"},   {"<<", "<"},   {"=~", "~"},   {"==~", "~"},  {"~=", "~"},  {"~==", "~"},  {"~~", "~"},
    {"!=~", "!~"}, {"!~=", "!~"}, {"~!", "!~"},  {"!~~", "!~"}, {"<=>", "=="},
};

/// The operator that was meant by the signs; empty when nobody can tell.
std::string_view meant_sign(std::string_view text) {
    if (text.find_first_not_of('=') == std::string_view::npos) return "==";
    for (const MistakenSign& one : mistaken_signs) {
        if (one.text == text) return one.meant;
    }
    return {};
}

/// The index in the text of the first byte that is not UTF-8; its size when all is.
std::size_t end_of_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > text.size()) return at;
        for (std::size_t i = 1; i < length; ++i) {
            if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return at;
        }
        const auto second = length > 2 ? static_cast<unsigned char>(text[at + 1]) : 0;
        const bool wrong = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0) ||
                           (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90);
        if (wrong) return at;
        at += length;
    }
    return at;
}

FilterNode joined(FilterNode::Kind kind, std::vector<FilterNode> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    FilterNode node;
    node.kind = kind;
    node.begin = parts.front().begin;
    node.end = parts.back().end;
    node.parts = std::move(parts);
    return node;
}

} // namespace

std::string shown_filter_text(std::string_view text) {
    if (text.size() <= longest_shown) return std::string(text);
    std::size_t end = longest_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "…";
}

bool takes_pattern(FilterOperator op) {
    return op == FilterOperator::contains || op == FilterOperator::starts_with || op == FilterOperator::ends_with ||
           op == FilterOperator::matches;
}

FilterDiagnostic filter_diagnostic(FilterProblem problem, std::size_t begin, std::size_t end, std::vector<std::string> arguments) {
    FilterDiagnostic diagnostic{problem, begin, end, std::move(arguments), {}};
    diagnostic.message = fill_filter_text(filter_problem_text(problem), diagnostic.arguments);
    return diagnostic;
}

std::string listed_words(const std::vector<std::string_view>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::optional<std::size_t> find_filter_field(FilterSubject subject, std::string_view name) {
    const auto& fields = filter_fields(subject);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (same_word(fields[i].name, name)) return i;
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& aliases = fields[i].aliases;
        if (std::any_of(aliases.begin(), aliases.end(), [&](auto alias) { return same_word(alias, name); })) return i;
    }
    return std::nullopt;
}

void FilterParser::report(FilterProblem problem, std::size_t begin, std::size_t end, std::vector<std::string> arguments) {
    diagnostics_.push_back(filter_diagnostic(problem, begin, end, std::move(arguments)));
}

void FilterParser::fail(FilterProblem problem, const FilterToken& token, std::vector<std::string> arguments) {
    if (!failed_) report(problem, token.begin, token.end, std::move(arguments));
    failed_ = true;
}

void FilterParser::fail_at(const FilterToken& token, FilterProblem problem, std::vector<std::string> arguments) {
    if (token.kind != Kind::stray || (token.text != "&" && token.text != "|")) return fail(problem, token, std::move(arguments));
    const FilterToken signs = lexer_.signs_around(token.begin);
    fail(FilterProblem::not_an_operator, signs, {shown_filter_text(signs.text), signs.text.front() == '&' ? "&&" : "||"});
}

void FilterParser::expect(What what, const FilterLeaf* leaf) {
    // What comes next where the text ends; elsewhere it is of no interest.
    if (failed_ || lexer_.peek(Place::term).kind != Kind::end) return;
    expectation_ = {what, leaf ? leaf->field : 0, {}, leaf ? leaf->op : FilterOperator::exists, leaf && leaf->negated, open_};
    if (leaf) expectation_.path = leaf->path;
}

bool FilterParser::deeper(const FilterToken& token) {
    if (++depth_ > most_filter_depth) fail(FilterProblem::too_deep, token, {std::to_string(most_filter_depth)});
    return !failed_;
}

ParsedFilter FilterParser::parse() {
    const std::string_view text = lexer_.text();
    ParsedFilter parsed;
    if (text.size() > most_filter_bytes) {
        report(FilterProblem::too_long, most_filter_bytes, text.size(), {std::to_string(most_filter_bytes)});
    } else if (const std::size_t wrong = end_of_utf8(text); wrong < text.size()) {
        report(FilterProblem::not_utf8, wrong, wrong + 1);
    } else {
        Filter filter;
        filter.text_ = text;
        filter.subject_ = subject_;
        expect(What::term);
        if (lexer_.peek(Place::term).kind != Kind::end) {
            auto root = std::make_shared<FilterNode>(any());
            const FilterToken rest = lexer_.peek(Place::term);
            if (!failed_ && rest.kind == Kind::close) fail(FilterProblem::unexpected_text, rest, {rest.text});
            if (!failed_ && rest.kind != Kind::end) {
                const bool word = rest.kind == Kind::word || rest.kind == Kind::quoted || rest.kind == Kind::open;
                fail_at(rest, word ? FilterProblem::expected_connective : FilterProblem::unexpected_text,
                        {shown_filter_text(text.substr(rest.begin, rest.end - rest.begin))});
            }
            if (diagnostics_.empty()) diagnostics_ = check_filter(*root, subject_, text);
            filter.root_ = std::move(root);
        }
        const auto is_error = [](const FilterDiagnostic& one) { return !one.is_warning(); };
        if (std::none_of(diagnostics_.begin(), diagnostics_.end(), is_error)) parsed.filter = std::move(filter);
    }
    parsed.diagnostics = diagnostics_;
    std::stable_sort(parsed.diagnostics.begin(), parsed.diagnostics.end(),
                     [](const FilterDiagnostic& a, const FilterDiagnostic& b) { return a.begin < b.begin; });
    return parsed;
}

FilterNode FilterParser::any() {
    std::vector<FilterNode> parts;
    parts.push_back(all());
    while (!failed_ && is_or(lexer_.peek(Place::term))) {
        lexer_.take(Place::term);
        parts.push_back(all());
    }
    return joined(FilterNode::Kind::any, std::move(parts));
}

FilterNode FilterParser::all() {
    std::vector<FilterNode> parts;
    parts.push_back(negation());
    while (!failed_ && is_and(lexer_.peek(Place::term))) {
        lexer_.take(Place::term);
        parts.push_back(negation());
    }
    return joined(FilterNode::Kind::all, std::move(parts));
}

FilterNode FilterParser::negation() {
    expect(What::term);
    const FilterToken token = lexer_.peek(Place::term);
    if (!is_not(token)) return term();
    lexer_.take(Place::term);
    FilterNode node;
    node.kind = FilterNode::Kind::negation;
    node.begin = token.begin;
    if (deeper(token)) node.parts.push_back(negation());
    else node.parts.emplace_back();
    --depth_;
    node.end = node.parts.front().end;
    return node;
}

FilterNode FilterParser::term() {
    const FilterToken token = lexer_.peek(Place::term);
    if (token.kind == Kind::open) return group();
    if (++terms_ > most_filter_terms) fail(FilterProblem::too_many_terms, token, {std::to_string(most_filter_terms)});
    if (token.kind == Kind::quoted) return search();
    if (token.kind == Kind::word) return comparison();
    fail_at(token, FilterProblem::expected_term);
    return {};
}

FilterNode FilterParser::group() {
    const FilterToken open = lexer_.take(Place::term);
    ++open_;
    FilterNode node;
    if (deeper(open)) node = any();
    --depth_;
    const FilterToken close = lexer_.peek(Place::term);
    if (!failed_ && close.kind != Kind::close) {
        const bool more = close.kind != Kind::end;
        if (more) fail_at(close, FilterProblem::expected_connective, {shown_filter_text(close.text)});
        else fail(FilterProblem::expected_close, open);
    }
    if (failed_) return node;
    lexer_.take(Place::term);
    --open_;
    expect(What::connective);
    return node;
}

FilterNode FilterParser::search() {
    const FilterToken token = lexer_.take(Place::term);
    FilterNode node;
    node.begin = token.begin;
    node.end = token.end;
    node.leaf.op = FilterOperator::search;
    node.leaf.values.emplace_back(token.text);
    node.leaf.value_begin = token.begin;
    node.leaf.value_end = token.end;
    if (token.unclosed) report(FilterProblem::open_quote, token.begin, token.end);
    add_pattern(node.leaf, token.text, FilterPattern::Kind::contains, token);
    if (!token.unclosed) expect(What::connective);
    return node;
}

std::optional<std::size_t> FilterParser::field(const FilterToken& word) {
    if (const auto found = find_filter_field(subject_, word.text)) return found;
    for (const std::string_view keyword : {"and", "or", "in", "contains", "starts", "ends", "with", "matches", "exists", "last"}) {
        if (!word.is_word(keyword)) continue;
        fail(FilterProblem::expected_term, word);
        return std::nullopt;
    }
    std::vector<std::string_view> known;
    for (const FilterField& one : filter_fields(subject_)) known.push_back(one.name);
    std::vector<std::string_view> meant = known;
    for (const FilterField& one : filter_fields(subject_)) meant.insert(meant.end(), one.aliases.begin(), one.aliases.end());
    const std::string_view near = nearest_word(word.text, meant);
    if (near.empty()) report(FilterProblem::unknown_field, word.begin, word.end, {shown_filter_text(word.text), listed_words(known)});
    else report(FilterProblem::unknown_field_near, word.begin, word.end, {shown_filter_text(word.text), std::string(near)});
    return std::nullopt;
}

FilterNode FilterParser::comparison() {
    const FilterToken word = lexer_.take(Place::term);
    FilterNode node;
    node.begin = word.begin;
    const auto found = field(word);
    if (failed_) return node;
    if (!found) {
        // What follows is read as if it were about anything, so that more than one mistake is shown at once.
        const std::size_t before = diagnostics_.size();
        FilterLeaf unknown;
        while (lexer_.byte() == '.' || lexer_.byte() == '[') {
            const std::size_t at = lexer_.at();
            path(unknown);
            if (failed_ || lexer_.at() == at) break;
        }
        node.leaf.field = filter_fields(subject_).size() - 1;
        read_operator(node);
        if (!failed_) diagnostics_.resize(std::min(before, diagnostics_.size()));
        node.end = lexer_.at();
        return node;
    }
    node.leaf.field = *found;
    path(node.leaf);
    node.end = lexer_.at();
    expect(What::after_field, &node.leaf);
    const FilterField& named = field_of(node.leaf);
    if (!failed_ && !read_operator(node) && named.type == FilterType::boolean) {
        node.leaf.op = FilterOperator::equal;
        node.leaf.values = {FilterLiteral(true)};
        node.leaf.value_begin = node.begin;
        node.leaf.value_end = node.end;
    }
    return node;
}

void FilterParser::path(FilterLeaf& leaf) {
    const std::size_t begin = lexer_.at();
    while (!failed_ && (lexer_.byte() == '.' || lexer_.byte() == '[')) {
        if (lexer_.byte() == '[') {
            bracketed_member(leaf);
            continue;
        }
        const std::size_t dot = lexer_.at();
        lexer_.go_to(dot + 1);
        std::size_t end = dot + 1;
        const std::string_view text = lexer_.text();
        while (end < text.size() && FilterLexer::is_name_byte(text[end])) ++end;
        if (end == dot + 1) return fail(FilterProblem::bad_member, {Kind::stray, dot, dot + 1, {}});
        leaf.path.emplace_back(std::string(text.substr(dot + 1, end - dot - 1)));
        lexer_.go_to(end);
    }
    if (leaf.path.empty() || failed_ || field_of(leaf).is_open()) return;
    std::vector<std::string_view> open;
    for (const FilterField& one : filter_fields(subject_)) {
        if (one.is_open()) open.push_back(one.name);
    }
    report(FilterProblem::no_members, begin, lexer_.at(), {name_of(leaf), listed_words(open)});
    leaf.path.clear();
}

void FilterParser::bracketed_member(FilterLeaf& leaf) {
    const std::size_t begin = lexer_.at();
    lexer_.go_to(begin + 1);
    const auto wrong = [&] { fail(FilterProblem::bad_member, {Kind::stray, begin, std::max(lexer_.at(), begin + 1), {}}); };
    if (lexer_.byte() == '"' || lexer_.byte() == '\'') {
        const FilterToken name = lexer_.take(Place::term);
        if (name.unclosed) return fail(FilterProblem::open_quote, name);
        leaf.path.emplace_back(name.text);
    } else {
        const std::string_view text = lexer_.text();
        std::size_t index = 0;
        const char* const first = text.data() + lexer_.at();
        const auto read = std::from_chars(first, text.data() + text.size(), index);
        if (read.ec != std::errc()) return wrong();
        lexer_.go_to(lexer_.at() + static_cast<std::size_t>(read.ptr - first));
        leaf.path.emplace_back(index);
    }
    if (lexer_.byte() != ']') return wrong();
    lexer_.go_to(lexer_.at() + 1);
}

/// False when the field stands alone.
bool FilterParser::read_operator(FilterNode& node) {
    FilterToken token = lexer_.peek(Place::term);
    if (token.is_word("not")) {
        const std::size_t at = lexer_.at();
        lexer_.take(Place::term);
        node.leaf.negated = true;
        expect(What::after_field, &node.leaf);
        token = lexer_.peek(Place::term);
        if (word_operator(node, token)) return true;
        node.leaf.negated = false;
        lexer_.go_to(at);
        if (token.kind == Kind::end) fail(FilterProblem::expected_list, token);
        return false;
    }
    if (token.kind == Kind::word) return word_operator(node, token);
    return token.kind == Kind::sign && FilterLexer::compares(token.text.front()) && sign_operator(node);
}

/// Signs that stand together are one operator or none: what begins a value like one needs a space or quotes.
bool FilterParser::sign_operator(FilterNode& node) {
    const FilterToken token = lexer_.signs_around(lexer_.peek(Place::term).begin);
    const auto is_sign = [](std::string_view text) {
        return std::any_of(std::begin(signs), std::end(signs), [&](const Sign& sign) { return sign.text == text; });
    };
    const std::string_view meant = is_sign(token.text) ? std::string_view(token.text) : meant_sign(token.text);
    if (meant.empty()) {
        fail(FilterProblem::no_operator, token, {shown_filter_text(token.text)});
        return true;
    }
    lexer_.go_to(token.end);
    if (meant != token.text) {
        const bool before_word = token.text == "!" && is_sign(lexer_.peek(Place::term).text);
        report(FilterProblem::not_an_operator, token.begin, token.end, {shown_filter_text(token.text), before_word ? "not" : std::string(meant)});
        if (before_word) return word_operator(node, lexer_.peek(Place::term));
    }
    const Sign& sign = *std::find_if(std::begin(signs), std::end(signs), [&](const Sign& one) { return one.text == meant; });
    node.leaf.op = sign.op;
    node.leaf.negated = sign.negated;
    check_operator(node.leaf, sign.text, token);
    values(node, sign.text);
    return true;
}

bool FilterParser::word_operator(FilterNode& node, const FilterToken& token) {
    for (const Sign& sign : signs) {
        if (!token.is_word(sign.text)) continue;
        lexer_.take(Place::term);
        node.leaf.op = sign.op;
        check_operator(node.leaf, sign.text, token);
        if (sign.op == FilterOperator::starts_with || sign.op == FilterOperator::ends_with) {
            expect(What::with, &node.leaf);
            const FilterToken with = lexer_.peek(Place::term);
            if (!with.is_word("with")) {
                fail(FilterProblem::expected_with, with, {std::string(sign.text)});
                return true;
            }
            lexer_.take(Place::term);
        }
        values(node, sign.text);
        return true;
    }
    return false;
}

ParsedFilter parse_filter(std::string_view text, FilterSubject subject) { return FilterParser(text, subject).parse(); }

Result<Filter> read_filter(std::string_view text, FilterSubject subject) {
    ParsedFilter parsed = parse_filter(text, subject);
    if (parsed.filter) return std::move(*parsed.filter);
    for (const FilterDiagnostic& one : parsed.diagnostics) {
        if (one.is_warning()) continue;
        SourceSpan span;
        span.begin = one.begin;
        span.end = one.end;
        return Error{ErrorCode::invalid_argument, "the filter's byte " + std::to_string(one.begin + 1) + ": " + one.message, span};
    }
    return {ErrorCode::internal, "a filter without a diagnostic was refused"};
}

} // namespace orkestr
