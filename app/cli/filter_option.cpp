#include "app/cli/filter_option.h"

#include "app/cli/text.h"

#include <algorithm>
#include <cstdio>

namespace orkestr::cli {

namespace {

constexpr std::size_t shown_before = 60; ///< characters
constexpr std::size_t shown_behind = 30;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t characters(const std::string& text, std::size_t begin, std::size_t end) {
    return static_cast<std::size_t>(std::count_if(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end),
                                                  [](char c) { return !continues(c); }));
}

} // namespace

std::string marked_place(const std::string& text, std::size_t begin, std::size_t end) {
    begin = std::min(begin, text.size());
    end = std::clamp(end, begin, text.size());
    std::size_t first = begin;
    for (std::size_t count = 0; first > 0 && count < shown_before; count += continues(text[first]) ? 0 : 1) --first;
    while (first > 0 && continues(text[first])) --first;
    std::size_t last = begin;
    for (std::size_t count = 0; last < text.size() && count < shown_behind; ++last) count += continues(text[last]) ? 0 : 1;
    while (last < text.size() && continues(text[last])) ++last;
    std::string line = text.substr(first, last - first);
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    const std::string cut = first > 0 ? "..." : "";
    const std::size_t marks = std::max<std::size_t>(characters(text, begin, std::min(end, last)), 1);
    return "    " + cut + line + "\n    " + std::string(cut.size() + characters(text, first, begin), ' ') + std::string(marks, '^');
}

std::variant<Filter, int> read_filter_option(const Options& options, FilterSubject subject) {
    if (!options.has("filter")) return Filter();
    const std::string text = options.value("filter");
    const ParsedFilter parsed = parse_filter(text, subject);
    for (const FilterDiagnostic& one : parsed.diagnostics) {
        const std::string said = one.message + "\n" + marked_place(text, one.begin, one.end);
        if (!one.is_warning()) return options.refuse("--filter: " + said);
        std::fprintf(stderr, "orkestr: --filter: %s\n", said.c_str());
    }
    return *parsed.filter;
}

void say_unjudged(std::uint64_t runs) {
    if (runs == 0) return;
    std::fprintf(stderr, "orkestr: %s not be judged: what the filter looks at was redacted\n", counted(runs, "run could", "runs could").c_str());
}

} // namespace orkestr::cli
