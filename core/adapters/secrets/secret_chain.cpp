#include "core/adapters/secrets/secret_chain.h"

namespace orkestr {

Result<std::optional<JsonValue>> SecretChain::find(const std::string& name) const {
    for (const auto& source : sources_) {
        auto found = source->find(name);
        if (!found || *found) return found;
    }
    return std::optional<JsonValue>();
}

} // namespace orkestr
