#include "core/adapters/sqlite/sqlite_run_kinds.h"

#include "core/adapters/sqlite/sqlite_rows.h"
#include "core/filter/filter_tree.h"
#include "core/ports/run_record.h"

#include <algorithm>
#include <map>

namespace orkestr {

namespace {

bool names_tags(const FilterNode& node) {
    if (node.kind == FilterNode::Kind::leaf) return node.leaf.op != FilterOperator::search && node.leaf.field == run_field::tag;
    return std::any_of(node.parts.begin(), node.parts.end(), names_tags);
}

Result<std::map<std::string, Json>> tags_by_definition(SqliteConnection& connection) {
    using Tagged = std::pair<std::string, Json>;
    SqliteStatement& find = connection.statement("SELECT CAST(hash AS BLOB), CAST(tags AS BLOB) FROM definitions WHERE tags <> 'null'");
    const auto rows = collect_sqlite_rows<Tagged>(find, [](SqliteStatement& row) -> Result<Tagged> {
        return Tagged{row.text(0), Json::trusted(row.text(1))};
    });
    if (!rows) return rows.error();
    return std::map<std::string, Json>(rows->begin(), rows->end());
}

Result<std::vector<RunKind>> read_kinds(SqliteConnection& connection) {
    SqliteStatement& find = connection.statement(
        "SELECT CAST(definition AS BLOB), CAST(ns AS BLOB), CAST(name AS BLOB), CAST(version AS BLOB),"
        " CAST(status AS BLOB), open, runs FROM run_kinds WHERE runs > 0");
    return collect_sqlite_rows<RunKind>(find, [](SqliteStatement& row) -> Result<RunKind> {
        RunKind kind;
        kind.row.definition = row.text(0);
        kind.row.ns = row.text(1);
        kind.row.name = row.text(2);
        kind.row.version = row.text(3);
        kind.row.status = row.text(4);
        if (row.integer(5) == 0) kind.row.ended.emplace();
        kind.runs = static_cast<std::uint64_t>(row.integer(6));
        return kind;
    });
}

/// The parts of the filter that all must hold and are of kinds.
std::vector<const FilterNode*> parts_of_kinds(const FilterNode& root) {
    std::vector<const FilterNode*> parts;
    const auto add = [&](const FilterNode& part) {
        if (is_of_kinds(part)) parts.push_back(&part);
    };
    if (root.kind == FilterNode::Kind::all) std::for_each(root.parts.begin(), root.parts.end(), add);
    else add(root);
    return parts;
}

} // namespace

Result<void> count_sqlite_run(SqliteConnection& connection, std::int64_t run_no, int by) {
    SqliteStatement& count = connection.statement(
        "INSERT INTO run_kinds (definition, ns, name, version, status, open, runs)"
        " SELECT definition, ns, name, version, status, ended IS NULL, ? FROM runs WHERE no = ?"
        " ON CONFLICT DO UPDATE SET runs = runs + excluded.runs");
    return count.bind(std::int64_t{by}).bind(run_no).run();
}

bool is_of_kinds(const FilterNode& node) {
    if (node.kind != FilterNode::Kind::leaf) {
        return std::all_of(node.parts.begin(), node.parts.end(), [](const FilterNode& part) { return is_of_kinds(part); });
    }
    if (node.leaf.op == FilterOperator::search) return false;
    switch (node.leaf.field) {
    case run_field::status:
    case run_field::definition:
    case run_field::name:
    case run_field::ns:
    case run_field::version:
    case run_field::hash:
    case run_field::open:
    case run_field::tag: return true;
    default: return false;
    }
}

bool is_of_kinds(const RunQuery& query) {
    return !query.run && !query.before && (query.filter.is_empty() || is_of_kinds(*query.filter.root()));
}

Result<RunKinds> sqlite_kinds_of(SqliteConnection& connection, const RunQuery& query) {
    auto all = read_kinds(connection);
    if (!all) return all.error();
    RunKinds kinds{std::move(*all), {}};
    const auto parts = query.filter.is_empty() ? std::vector<const FilterNode*>() : parts_of_kinds(*query.filter.root());
    std::map<std::string, Json> tags;
    if (std::any_of(parts.begin(), parts.end(), [](const FilterNode* part) { return names_tags(*part); })) {
        auto found = tags_by_definition(connection);
        if (!found) return found.error();
        tags = std::move(*found);
    }
    for (const RunKind& kind : kinds.all) {
        const RunRow& row = kind.row;
        if (query.open && row.open() != *query.open) continue;
        if (!query.status.empty() && row.status != query.status) continue;
        if (!query.definition.empty() && row.definition != query.definition) continue;
        const RunRecord record(row, [&](std::size_t) {
            const auto tagged = tags.find(row.definition);
            return tagged == tags.end() ? std::optional<Json>() : tagged->second;
        });
        const bool holds = std::all_of(parts.begin(), parts.end(), [&](const FilterNode* part) {
            return node_holds(*part, FilterSubject::run, record, query.now);
        });
        if (holds) kinds.meant.push_back(kind);
    }
    return kinds;
}

} // namespace orkestr
