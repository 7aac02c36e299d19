#include "tests/architecture/source_scan.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace orkestr::architecture {

namespace {

/// The text with comments and string literals blanked out, except the names that follow #include; lines stay lines.
std::string without_comments_and_strings(const std::string& text) {
    std::string out = text;
    const auto blank = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to && i < out.size(); ++i)
            if (out[i] != '\n') out[i] = ' ';
    };
    static const std::regex include_line(R"(^[ \t]*#[ \t]*include[ \t]*["<][^\n]*)");
    std::size_t i = 0;
    bool line_start = true;
    while (i < text.size()) {
        std::smatch match;
        const auto first = line_start ? text.find_first_not_of(" \t", i) : std::string::npos;
        if (first != std::string::npos && text[first] == '#' &&
            std::regex_search(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(), match, include_line,
                              std::regex_constants::match_continuous)) {
            i += static_cast<std::size_t>(match.length());
            line_start = false;
            continue;
        }
        line_start = text[i] == '\n';
        if (text.compare(i, 2, "//") == 0) {
            const auto end = std::min(text.find('\n', i), text.size());
            blank(i, end);
            i = end;
        } else if (text.compare(i, 2, "/*") == 0) {
            const auto end = text.find("*/", i + 2);
            blank(i, end == std::string::npos ? text.size() : end + 2);
            i = end == std::string::npos ? text.size() : end + 2;
        } else if (text.compare(i, 2, "R\"") == 0) {
            const auto open = text.find('(', i);
            const std::string close = open == std::string::npos ? "" : ")" + text.substr(i + 2, open - i - 2) + "\"";
            const auto end = open == std::string::npos ? std::string::npos : text.find(close, open);
            blank(i, end == std::string::npos ? text.size() : end + close.size());
            i = end == std::string::npos ? text.size() : end + close.size();
        } else if (text[i] == '"') {
            const auto begin = i++;
            while (i < text.size() && text[i] != '"' && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
            blank(begin, ++i);
        } else {
            ++i;
        }
    }
    return out;
}

} // namespace

std::vector<Include> includes_of(const std::string& text) {
    static const std::regex form(R"(^[ \t]*#[ \t]*include[ \t]*(?:"([^"]*)\"|<([^>]*)>))");
    std::vector<Include> out;
    const std::string code = without_comments_and_strings(text);
    int line = 0;
    for (std::size_t at = 0; at < code.size();) {
        const auto end = std::min(code.find('\n', at), code.size());
        const std::string one = code.substr(at, end - at);
        ++line;
        std::smatch match;
        if (one.find('#') != std::string::npos && std::regex_search(one, match, form)) out.push_back({line, match[1].matched ? match[1] : match[2], match[1].matched});
        at = end + 1;
    }
    return out;
}

std::string folder_of(const std::string& path) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < path.size();) {
        const auto slash = path.find('/', at);
        if (slash == std::string::npos) break;
        parts.push_back(path.substr(at, slash - at));
        at = slash + 1;
    }
    if (parts.empty()) return {};
    const bool adapter = parts.size() >= 3 && parts[0] == "core" && parts[1] == "adapters";
    const std::size_t depth = std::min<std::size_t>(adapter ? 3 : 2, parts.size());
    std::string folder = parts[0];
    for (std::size_t i = 1; i < depth; ++i) folder += "/" + parts[i];
    return folder;
}

std::vector<SourceFile> read_sources(const std::string& root, const std::vector<std::string>& folders) {
    namespace fs = std::filesystem;
    std::vector<SourceFile> out;
    for (const auto& folder : folders) {
        std::error_code error;
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder, error)) {
            const auto extension = entry.path().extension();
            if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            out.push_back({fs::relative(entry.path(), root).generic_string(), {std::istreambuf_iterator<char>(file), {}}});
        }
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return out;
}

} // namespace orkestr::architecture
