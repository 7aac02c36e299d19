// Where functions and catalogs are: addresses as authors write them, and as they are fetched.
#include "core/definition/default_catalog.h"
#include "core/definition/expression_scan.h"
#include "core/definition/names.h"
#include "core/definition/read_parts.h"
#include "core/definition/resources.h"

#include <algorithm>

namespace orkestr {

namespace {

/// A URI cut at its slashes: `https:`, ``, host, segments...
std::vector<std::string_view> segments_of(std::string_view uri) {
    std::vector<std::string_view> segments;
    while (true) {
        const auto slash = uri.find('/');
        segments.push_back(uri.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        uri.remove_prefix(slash + 1);
    }
}

std::string joined(const std::vector<std::string_view>& segments, std::size_t from) {
    std::string text;
    for (std::size_t i = from; i < segments.size(); ++i) text += "/" + std::string(segments[i]);
    return text;
}

/// A branch is looked up as one (dsl.md, "File Structure"); commits and versions, which are tags, by themselves.
std::string github_reference(std::string_view reference) {
    const bool commit = reference.size() == 40 && reference.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    const bool version = is_semantic_version(reference.starts_with('v') ? reference.substr(1) : reference);
    return (commit || version || reference == "HEAD" || reference == "refs" ? "" : "refs/heads/") + std::string(reference);
}

/// `segments` of https://github.com/OWNER/REPOSITORY/...
std::string github_raw(const std::vector<std::string_view>& segments) {
    const std::string repository = "https://raw.githubusercontent.com/" + std::string(segments[3]) + "/" + std::string(segments[4]) + "/";
    const bool page = segments.size() > 6 && (segments[5] == "tree" || segments[5] == "blob" || segments[5] == "raw");
    if (page) return repository + github_reference(segments[6]) + joined(segments, 7);
    // DIRECTORY@TAG, as in dsl.md, "Using a Custom Function".
    const std::string_view last = segments.back();
    const auto at = last.rfind('@');
    if (at != std::string_view::npos && at > 0 && segments.size() > 5) {
        std::vector<std::string_view> directory = segments;
        directory.back() = last.substr(0, at);
        return repository + github_reference(last.substr(at + 1)) + joined(directory, 5) + "/function.yaml";
    }
    return repository + "HEAD" + joined(segments, 5);
}

/// GitLab's pages are PROJECT/-/tree/REFERENCE/PATH and .../blob/...; empty for any other URI.
std::string gitlab_raw(const std::vector<std::string_view>& segments) {
    for (std::size_t i = 5; i + 2 < segments.size(); ++i) {
        if (segments[i] != "-" || (segments[i + 1] != "tree" && segments[i + 1] != "blob")) continue;
        std::vector<std::string_view> raw = segments;
        raw[i + 1] = "raw";
        return std::string(raw[0]) + joined(raw, 1);
    }
    return {};
}

std::string without_end_slashes(std::string_view uri) {
    while (uri.ends_with('/')) uri.remove_suffix(1);
    return std::string(uri);
}

} // namespace

std::string raw_uri(std::string_view uri) {
    const auto segments = segments_of(uri);
    const bool web = segments.size() > 4 && (segments[0] == "https:" || segments[0] == "http:");
    if (!web) return std::string(uri);
    if (segments[2] == "github.com" || segments[2] == "www.github.com") return github_raw(segments);
    if (auto raw = gitlab_raw(segments); !raw.empty()) return raw;
    return std::string(uri);
}

std::string resource_uri(const Definition& definition, const CallFunction& call) {
    if (call.source == CallFunction::Source::named) return {};
    if (call.source == CallFunction::Source::url) return raw_uri(call.name);
    const auto* const catalog = find_named(definition.use.catalogs, call.catalog);
    if (!catalog) return call.catalog == "default" ? default_catalog_uri(call.function, call.version) : std::string();
    std::string root = without_end_slashes(catalog->endpoint.uri.text);
    // A project's own page has no branch in it: its default branch is meant.
    const bool gitlab = root.starts_with("https://gitlab.com/") && root.find("/-/") == std::string::npos;
    if (gitlab) root += "/-/raw/HEAD";
    return raw_uri(root + "/functions/" + call.function + "/" + call.version + "/function.yaml");
}

void check_resource_address(Reading& reading, const Node& node) {
    const std::string_view text = node.text();
    static constexpr std::string_view schemes[] = {"https://", "http://", "file://"};
    const bool known = std::any_of(std::begin(schemes), std::end(schemes), [&](std::string_view scheme) { return text.starts_with(scheme); });
    const bool constant = find_expression(text).kind == ExpressionExtent::Kind::none && text.find_first_of("{}") == std::string_view::npos;
    const bool plain = text.find_first_of(" \t\r\n") == std::string_view::npos;
    if (!constant)
        reading.error("invalid-value", node.span(), "the address of a function or a catalog must be constant: it is fetched when the definition is loaded");
    else if (!known || !plain || text.ends_with("://"))
        reading.error("invalid-value", node.span(), "'" + std::string(shortened(text)) + "' is no address of a function or a catalog",
                      "expected a URI that begins with https://, http:// or file://");
}

} // namespace orkestr
