// Several sources of secrets, asked in order.
#pragma once

#include "core/ports/secrets.h"

#include <memory>
#include <vector>

namespace orkestr {

/// The first source that knows the secret answers; a source's error ends the search, so a broken source never lets a
/// later one answer in its place.
class SecretChain : public SecretSource {
public:
    explicit SecretChain(std::vector<std::shared_ptr<const SecretSource>> sources) : sources_(std::move(sources)) {}

    Result<std::optional<JsonValue>> find(const std::string& name) const override;

private:
    std::vector<std::shared_ptr<const SecretSource>> sources_;
};

} // namespace orkestr
