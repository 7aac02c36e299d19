#include "app/cli/source_argument.h"

#include <filesystem>
#include <optional>

namespace orkestr::cli {

static std::optional<SourceArgument::Kind> kind_at(const std::string& path) {
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (path.empty() || !std::filesystem::exists(status)) return std::nullopt;
    return std::filesystem::is_directory(status) ? SourceArgument::Kind::workspace : SourceArgument::Kind::file;
}

SourceArgument read_source_argument(const std::string& argument) {
    // A name may hold the sign itself: what is there as it stands comes first.
    if (const auto kind = kind_at(argument)) return {*kind, argument, {}};
    // PATH# names no run: not all of them either, for whoever has left one out.
    const auto sign = argument.rfind('#');
    if (sign != std::string::npos && sign + 1 < argument.size())
        if (const auto kind = kind_at(argument.substr(0, sign))) return {*kind, argument.substr(0, sign), argument.substr(sign + 1)};
    return {SourceArgument::Kind::run, {}, argument};
}

} // namespace orkestr::cli
