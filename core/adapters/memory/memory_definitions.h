// The definitions of a workspace that lives in memory. Not safe for several threads: the store around it is.
#pragma once

#include "core/ports/store.h"

#include <map>
#include <tuple>

namespace orkestr {

class MemoryDefinitions {
public:
    Result<void> put(const DefinitionRow& definition);
    std::vector<DefinitionRow> find(const DefinitionQuery& query) const;
    /// Of the definition with this hash, where it has some and they are known.
    std::optional<Json> tags(const std::string& hash) const;

private:
    using Name = std::tuple<std::string, std::string, std::string>; ///< namespace, name, version

    std::map<std::string, DefinitionRow> by_hash_;
    std::map<Name, std::string> by_name_; ///< the hash that a name and version stand for
};

} // namespace orkestr
