#include "core/adapters/sqlite/sqlite_definitions.h"

#include "core/adapters/sqlite/sqlite_transaction.h"

namespace orkestr {

namespace {

DefinitionRow definition_of(const SqliteStatement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), Instant{row.integer(6)},
            row.integer(7) != 0, Json::trusted(row.text(8)),
            row.is_null(9) ? std::optional<Json>() : Json::trusted(row.text(9))};
}

Result<std::optional<DefinitionRow>> first_definition(SqliteStatement& find) {
    const SqliteReading reading(find);
    if (auto ran = find.run(); !ran) return ran.error();
    const auto there = find.next();
    if (!there) return there.error();
    return *there ? std::optional(definition_of(find)) : std::optional<DefinitionRow>{};
}

/// The statement that finds definitions under this condition, in the columns that definition_of reads.
std::string definitions_where(const char* condition) {
    return std::string("SELECT CAST(ns AS BLOB), CAST(name AS BLOB), CAST(version AS BLOB), CAST(hash AS BLOB),"
                       " CAST(text AS BLOB), CAST(file_name AS BLOB), published, listed,"
                       " CAST(resources AS BLOB), CAST(tags AS BLOB) FROM definitions WHERE ") +
           condition;
}

Result<std::optional<DefinitionRow>> definition_by_hash(SqliteConnection& connection, const std::string& hash) {
    static const std::string sql = definitions_where("hash = CAST(? AS TEXT)");
    return first_definition(connection.statement(sql).bind(hash));
}

Result<std::optional<DefinitionRow>> definition_by_name(SqliteConnection& connection, const DefinitionRow& row) {
    static const std::string sql = definitions_where(
        "named = 1 AND ns = CAST(? AS TEXT) AND name = CAST(? AS TEXT) AND version = CAST(? AS TEXT)");
    return first_definition(connection.statement(sql).bind(row.ns).bind(row.name).bind(row.version));
}

Result<void> insert_definition(SqliteConnection& connection, const DefinitionRow& row) {
    SqliteStatement& insert = connection.statement(
        "INSERT INTO definitions (ns, name, version, hash, text, file_name, published, listed, named, resources,"
        " tags) VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),"
        " CAST(? AS TEXT), ?, ?, 0, CAST(? AS TEXT), CAST(? AS TEXT))");
    insert.bind(row.ns).bind(row.name).bind(row.version).bind(row.hash).bind(row.text).bind(row.file_name);
    insert.bind(row.published.ms).bind(std::int64_t{row.listed}).bind(row.resources.text());
    if (row.tags) insert.bind(row.tags->text());
    else insert.bind_null();
    return insert.run();
}

Result<void> tag_definition(SqliteConnection& connection, const DefinitionRow& row) {
    SqliteStatement& update = connection.statement("UPDATE definitions SET tags = CAST(? AS TEXT) WHERE hash = CAST(? AS TEXT)");
    return update.bind(row.tags->text()).bind(row.hash).run();
}

Result<void> list_definition(SqliteConnection& connection, const DefinitionRow& row) {
    SqliteStatement& update = connection.statement(
        "UPDATE definitions SET listed = 1, published = ?, file_name = CAST(? AS TEXT) WHERE hash = CAST(? AS TEXT)");
    return update.bind(row.published.ms).bind(row.file_name).bind(row.hash).run();
}

Result<void> name_definition(SqliteConnection& connection, const DefinitionRow& row) {
    SqliteStatement& unname = connection.statement(
        "UPDATE definitions SET named = 0 WHERE named = 1 AND ns = CAST(? AS TEXT) AND name = CAST(? AS TEXT)"
        " AND version = CAST(? AS TEXT)");
    if (auto ran = unname.bind(row.ns).bind(row.name).bind(row.version).run(); !ran) return ran;
    return connection.statement("UPDATE definitions SET named = 1 WHERE hash = CAST(? AS TEXT)").bind(row.hash).run();
}

Result<void> put_in_transaction(SqliteConnection& connection, const DefinitionRow& row) {
    const auto known = definition_by_hash(connection, row.hash);
    if (!known) return known.error();
    const auto same_name = [&](const DefinitionRow& other) {
        return other.ns == row.ns && other.name == row.name && other.version == row.version;
    };
    if (*known && !same_name(**known)) {
        return {ErrorCode::already_exists, "the hash " + row.hash + " stands for another definition"};
    }
    const auto holder = definition_by_name(connection, row);
    if (!holder) return holder.error();
    if (row.listed && *holder && (*holder)->hash != row.hash && (*holder)->listed) {
        return {ErrorCode::already_exists, row.ns + "/" + row.name + " " + row.version +
                                               " is published with other content: give the new text another version"};
    }
    Result<void> put;
    if (!*known) {
        put = insert_definition(connection, row);
    } else if (row.listed && !(*known)->listed) {
        put = list_definition(connection, row);
    }
    if (put && *known && !(*known)->tags && row.tags) put = tag_definition(connection, row);
    if (!put) return put;
    const bool takes_name = !*holder || (row.listed && (*holder)->hash != row.hash);
    return takes_name ? name_definition(connection, row) : put;
}

/// A condition for each member that is given, the same text for the same members: a handful of statements in all.
std::string_view definitions_sql(const DefinitionQuery& query) {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> all;
        for (int given = 0; given < 64; ++given) {
            std::string sql = definitions_where(given & 1 ? "hash = CAST(? AS TEXT)" : given & 32 ? "true" : "named = 1");
            if (given & 2) sql += " AND ns = CAST(? AS TEXT)";
            if (given & 4) sql += " AND name = CAST(? AS TEXT)";
            if (given & 8) sql += " AND version = CAST(? AS TEXT)";
            if (given & 16) sql += " AND listed = 1";
            if (given & 32) sql += " AND tags IS NULL";
            all.push_back(sql + " ORDER BY ns, name, version, hash");
        }
        return all;
    }();
    std::size_t given = 0;
    if (!query.hash.empty()) given |= 1;
    if (!query.ns.empty()) given |= 2;
    if (!query.name.empty()) given |= 4;
    if (!query.version.empty()) given |= 8;
    if (query.listed_only) given |= 16;
    if (query.untagged_only) given |= 32;
    return texts[given];
}

} // namespace

Result<void> put_sqlite_definition(SqliteConnection& connection, const DefinitionRow& definition) {
    return in_sqlite_transaction(connection, [&] { return put_in_transaction(connection, definition); });
}

Result<std::vector<DefinitionRow>> find_sqlite_definitions(SqliteConnection& connection, const DefinitionQuery& query) {
    SqliteStatement& find = connection.statement(definitions_sql(query));
    for (const std::string* given : {&query.hash, &query.ns, &query.name, &query.version}) {
        if (!given->empty()) find.bind(*given);
    }
    const SqliteReading reading(find);
    if (auto ran = find.run(); !ran) return ran.error();
    std::vector<DefinitionRow> rows;
    while (true) {
        const auto there = find.next();
        if (!there) return there.error();
        if (!*there) return rows;
        rows.push_back(definition_of(find));
    }
}

} // namespace orkestr
