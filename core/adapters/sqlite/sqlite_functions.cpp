#include "core/adapters/sqlite/sqlite_functions.h"

#include "core/adapters/sqlite/sqlite_run_time.h"
#include "core/filter/json_path.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlQuery>
#include <QVariant>

#include <charconv>
#include <sqlite3.h>

namespace orkestr {

namespace {

std::string_view bytes_of_value(sqlite3_value* value) {
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

FilterValue filter_value_of(sqlite3_value* value, FilterType type) {
    if (sqlite3_value_type(value) == SQLITE_NULL) return {};
    switch (type) {
    case FilterType::text: return bytes_of_value(value);
    case FilterType::json: return JsonText{bytes_of_value(value)};
    case FilterType::boolean: return sqlite3_value_int64(value) != 0;
    default: return static_cast<std::int64_t>(sqlite3_value_int64(value));
    }
}

void holds(sqlite3_context* context, int, sqlite3_value** arguments) {
    const auto* functions = static_cast<const SqliteFunctions*>(sqlite3_user_data(context));
    const SqliteFilterLeaves* filter = functions->in_use();
    const auto number = static_cast<std::size_t>(sqlite3_value_int64(arguments[0]));
    if (!filter || number >= filter->leaves.size()) return sqlite3_result_error(context, "no such leaf", -1);
    const FilterLeaf& leaf = *filter->leaves[number];
    const bool search = leaf.op == FilterOperator::search;
    const FilterType type = search ? FilterType::text : filter_fields(FilterSubject::run)[leaf.field].type;
    sqlite3_result_int(context, leaf_holds(leaf, type, filter_value_of(arguments[1], type), filter->now) ? 1 : 0);
}

void value_of(sqlite3_context* context, int, sqlite3_value** arguments) {
    static const std::vector<FilterMember> path{std::string("value_of")};
    const auto found = find_json(bytes_of_value(arguments[0]), path);
    std::int64_t seq = 0;
    if (found && std::from_chars(found->data(), found->data() + found->size(), seq).ec == std::errc() && seq > 0 && seq < 1 << 24) {
        sqlite3_result_int64(context, seq);
    }
}

void off_time(sqlite3_context* context, int, sqlite3_value** arguments) {
    const bool on_time = starts_on_time(bytes_of_value(arguments[0]), sqlite3_value_int64(arguments[1]));
    sqlite3_result_int(context, on_time ? 0 : 1);
}

/// The driver's own connection, when it is of the SQLite that we speak to as well.
sqlite3* handle_of(const QSqlDatabase& database) {
    const QVariant handle = database.driver()->handle();
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0) return nullptr;
    QSqlQuery query(QStringLiteral("SELECT sqlite_source_id()"), database);
    if (!query.next() || query.value(0).toString() != QLatin1String(sqlite3_sourceid())) return nullptr;
    return *static_cast<sqlite3* const*>(handle.constData());
}

} // namespace

Result<std::unique_ptr<SqliteFunctions>> SqliteFunctions::install(const QSqlDatabase& database) {
    struct Function {
        const char* name;
        int arguments;
        int flags;
        void (*call)(sqlite3_context*, int, sqlite3_value**);
    };
    const Function all[] = {{"orkestr_holds", 2, 0, holds},
                            {"orkestr_value_of", 1, SQLITE_DETERMINISTIC, value_of},
                            {"orkestr_off_time", 2, SQLITE_DETERMINISTIC, off_time}};
    sqlite3* const handle = handle_of(database);
    if (!handle) return {ErrorCode::unavailable, "Qt's SQLite driver brings an SQLite of its own: install the package libqt6sql6-sqlite"};
    auto functions = std::make_unique<SqliteFunctions>();
    for (const Function& one : all) {
        // Only from statements of ours, never from what a file says (views, triggers).
        const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY | one.flags;
        const int code = sqlite3_create_function_v2(handle, one.name, one.arguments, flags, functions.get(), one.call,
                                                    nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return {ErrorCode::internal, std::string("SQLite refused ") + one.name + ": " + sqlite3_errstr(code)};
    }
    return functions;
}

} // namespace orkestr
