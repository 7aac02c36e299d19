#include "ui/viewmodels/json_search.h"

#include "core/base/json_indexer.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::uint64_t part_bytes = 1 << 20;

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool holds_ignoring_case(std::string_view text, std::string_view needle) {
    const auto same = [](char a, char b) { return lower_case(a) == b; };
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(), same) != text.end();
}

bool is_ascii_text(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

} // namespace

JsonMatcher::JsonMatcher(const JsonQuery& query) : query_(query) {
    if (query.expression) {
        expression_.setPattern(query.text);
        QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
        if (!query.match_case) options |= QRegularExpression::CaseInsensitiveOption;
        expression_.setPatternOptions(options);
        return;
    }
    const std::string text = query.text.toStdString();
    if (query.match_case || is_ascii_text(text)) needle_ = text;
    if (!query.match_case) std::transform(needle_.begin(), needle_.end(), needle_.begin(), lower_case);
}

QString JsonMatcher::mistake() const {
    if (!query_.expression || expression_.isValid()) return {};
    return QCoreApplication::translate("JsonSearch", "%1, at character %2").arg(expression_.errorString()).arg(expression_.patternErrorOffset() + 1);
}

bool JsonMatcher::matches(std::string_view literal) const {
    if (literal.empty() || literal[0] != '"') return matches_text(literal);
    if (literal.find('\\') != std::string_view::npos) return matches_text(json_unquoted(literal));
    return matches_text(literal.substr(1, literal.size() - 2));
}

bool JsonMatcher::matches_text(std::string_view text) const {
    if (query_.expression) return expression_.match(to_qt(text)).hasMatch();
    if (!needle_.empty()) return query_.match_case ? text.find(needle_) != std::string_view::npos : holds_ignoring_case(text, needle_);
    return !is_ascii_text(text) && to_qt(text).contains(query_.text, Qt::CaseInsensitive);
}

std::vector<std::pair<int, int>> JsonMatcher::ranges(const QString& text) const {
    constexpr std::size_t most = 100;
    std::vector<std::pair<int, int>> out;
    if (query_.text.isEmpty() || (query_.expression && !expression_.isValid())) return out;
    if (query_.expression) {
        for (auto at = expression_.globalMatch(text); at.hasNext() && out.size() < most;) {
            const auto match = at.next();
            if (match.capturedLength() > 0) out.emplace_back(match.capturedStart(), match.capturedLength());
        }
        return out;
    }
    const auto sensitivity = query_.match_case ? Qt::CaseSensitive : Qt::CaseInsensitive;
    for (qsizetype at = text.indexOf(query_.text, 0, sensitivity); at >= 0 && out.size() < most;
         at = text.indexOf(query_.text, at + query_.text.size(), sensitivity))
        out.emplace_back(static_cast<int>(at), static_cast<int>(query_.text.size()));
    return out;
}

void search_json(const JsonIndex& index, const JsonMatcher& matcher, const std::stop_token& stop,
                 const std::function<void(std::vector<std::uint32_t> hits, std::uint64_t read_bytes)>& found) {
    const std::string_view text = index.text();
    const JsonQuery& query = matcher.query();
    std::vector<std::uint32_t> hits;
    std::size_t count = 0;
    std::size_t next_part = part_bytes;
    const auto judge = [&](std::size_t begin, std::size_t end) {
        if (!matcher.matches(text.substr(begin, end - begin))) return;
        hits.push_back(static_cast<std::uint32_t>(begin));
        ++count;
    };
    std::size_t at = index.root();
    while (at < text.size() && count < JsonSearch::most_hits) {
        if (at >= next_part) {
            if (stop.stop_requested()) return;
            found(std::exchange(hits, {}), at);
            next_part = at + part_bytes;
        }
        const char c = text[at];
        const std::size_t begin = at;
        if (c == '"') {
            for (++at; text[at = json_string_stop(text, at)] != '"';) at += 2;
            ++at;
            const std::size_t after = std::min(text.find_first_not_of(" \n\t\r", at), text.size() - 1);
            const bool is_name = text[after] == ':';
            if (is_name ? query.in_names : query.in_values) judge(begin, at);
        } else if (c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
            at = std::min(text.find_first_of(",]} \n\t\r", at), text.size());
            if (query.in_values) judge(begin, at);
        } else {
            ++at;
        }
    }
    found(std::move(hits), std::min(at, text.size()));
}

void JsonSearch::start(std::shared_ptr<const JsonIndex> index, const JsonQuery& query) {
    const auto ticket = gate_.supersede();
    query_ = query;
    hits_.clear();
    progress_ = 0;
    stopped_ = false;
    const JsonMatcher matcher(query);
    mistake_ = matcher.mistake();
    running_ = index && !query.text.isEmpty() && mistake_.isEmpty();
    size_bytes_ = index ? index->text().size() : 0;
    Q_EMIT changed();
    if (!running_) return;
    const auto part = ticket.deliver<Part>([this](Result<Part> found) { took(std::move(*found)); });
    ticket.compute<bool>(
        [index = std::move(index), matcher, stop = ticket.stop(), part] {
            search_json(*index, matcher, stop, [&](std::vector<std::uint32_t> hits, std::uint64_t read) { part(Part{std::move(hits), read}); });
            return true;
        },
        [this](bool) {
            running_ = false;
            progress_ = 1;
            Q_EMIT changed();
        });
}

void JsonSearch::took(Part part) {
    hits_.insert(hits_.end(), part.hits.begin(), part.hits.end());
    progress_ = size_bytes_ == 0 ? 1 : static_cast<double>(part.read) / static_cast<double>(size_bytes_);
    Q_EMIT changed();
}

void JsonSearch::stop() {
    if (!running_) return;
    gate_.drop();
    running_ = false;
    stopped_ = true;
    Q_EMIT changed();
}

qsizetype JsonSearch::next(std::uint32_t offset) const {
    const auto at = std::upper_bound(hits_.begin(), hits_.end(), offset);
    return at == hits_.end() ? -1 : at - hits_.begin();
}

qsizetype JsonSearch::previous(std::uint32_t offset) const {
    const auto at = std::lower_bound(hits_.begin(), hits_.end(), offset);
    return at == hits_.begin() ? -1 : at - hits_.begin() - 1;
}

} // namespace orkestr
