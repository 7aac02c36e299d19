// Secrets from a JSON file: one object, each member a secret by its name. The file is a workspace's `secrets.json`.
#pragma once

#include "core/ports/secrets.h"

#include <string>

namespace orkestr {

/// Reads the file anew at each find, so an edit counts at once. A file that isn't there holds no secrets. Errors (io):
/// group or others may read or write it, it is no regular file, larger than 1 MiB, unreadable, or not a JSON object. No
/// message ever shows what the file holds.
class FileSecrets : public SecretSource {
public:
    explicit FileSecrets(std::string path) : path_(std::move(path)) {}

    Result<std::optional<JsonValue>> find(const std::string& name) const override;

private:
    std::string path_;
};

} // namespace orkestr
