// Rewrites a JSON Schema of draft 2020-12 into what valijson reads (draft 7).
#pragma once

#include "core/base/json_value.h"

namespace orkestr {

struct Draft7Schema {
    JsonValue schema;
    std::vector<std::string> patterns; ///< every regular expression in it
};

/// The same constraints in draft 7's words: `format` (an annotation in 2020-12) and `id` left out, `prefixItems` as
/// `items`, `dependentRequired` and `dependentSchemas` as `dependencies`, what stands beside a `$ref` applied too.
/// Errors: unsupported, naming a keyword that would have to be ignored; invalid_argument.
Result<Draft7Schema> schema_for_draft_7(const JsonValue& schema);

} // namespace orkestr
