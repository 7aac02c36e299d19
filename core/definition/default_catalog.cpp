#include "core/definition/default_catalog.h"

namespace orkestr {

const CatalogFunction* find_in_default_catalog(std::string_view name, std::string_view version) {
    for (const auto& function : default_catalog())
        if (function.name == name && function.version == version) return &function;
    return nullptr;
}

std::string default_catalog_uri(std::string_view name, std::string_view version) {
    return "default:functions/" + std::string(name) + "/" + std::string(version) + "/function.yaml";
}

const CatalogFunction* find_in_default_catalog(std::string_view uri) {
    for (const auto& function : default_catalog())
        if (default_catalog_uri(function.name, function.version) == uri) return &function;
    return nullptr;
}

} // namespace orkestr
