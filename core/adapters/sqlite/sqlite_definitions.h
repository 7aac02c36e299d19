// Definitions in a workspace's file; see Store::put_definition.
#pragma once

#include "core/adapters/sqlite/sqlite_connection.h"
#include "core/ports/store.h"

namespace orkestr {

Result<void> put_sqlite_definition(SqliteConnection& connection, const DefinitionRow& definition);
Result<std::vector<DefinitionRow>> find_sqlite_definitions(SqliteConnection& connection, const DefinitionQuery& query);

} // namespace orkestr
