// The functions that come with the program: `call: NAME:VERSION@default` (dsl.md, "Default Catalog"). A version's text
// never changes: the hash of a plan does not cover it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace orkestr {

struct CatalogFunction {
    std::string_view name;
    std::string_view version;
    std::string_view text; ///< YAML, as in resources/catalog/functions/NAME/VERSION/function.yaml
};

std::span<const CatalogFunction> default_catalog();
/// Null when there is none.
const CatalogFunction* find_in_default_catalog(std::string_view name, std::string_view version);

/// What stands for its address: `default:functions/NAME/VERSION/function.yaml`.
std::string default_catalog_uri(std::string_view name, std::string_view version);
/// Of such an address; null for any other.
const CatalogFunction* find_in_default_catalog(std::string_view uri);

} // namespace orkestr
