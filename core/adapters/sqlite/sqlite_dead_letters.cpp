#include "core/adapters/sqlite/sqlite_dead_letters.h"

#include "core/adapters/sqlite/sqlite_rows.h"
#include "core/adapters/sqlite/sqlite_transaction.h"
#include "core/ports/append_check.h"

namespace orkestr {

namespace {

std::optional<std::int64_t> milliseconds(const std::optional<Instant>& at) {
    return at ? std::optional(at->ms) : std::nullopt;
}

Result<DeadLetter> dead_letter_of(SqliteStatement& row) {
    DeadLetter letter;
    letter.id = row.integer(0);
    letter.at = Instant{row.integer(1)};
    letter.kind = row.text(2);
    letter.run.text = row.text(3);
    letter.title = row.text(4);
    letter.state = row.text(5);
    letter.by = row.text(6);
    letter.reason = row.text(7);
    if (!row.is_null(8)) letter.decided = Instant{row.integer(8)};
    letter.retried_as.text = row.text(9);
    letter.body = Json::trusted(row.text(10));
    return letter;
}

/// The condition of each member that is given, the same text for the same members.
std::string_view dead_letters_sql(const DeadLetterQuery& query) {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> all;
        for (int given = 0; given < 16; ++given) {
            std::string sql = "SELECT id, at, CAST(kind AS BLOB), CAST(run AS BLOB), CAST(title AS BLOB),"
                              " CAST(state AS BLOB), CAST(decided_by AS BLOB), CAST(reason AS BLOB), decided,"
                              " CAST(retried_as AS BLOB), CAST(body AS BLOB) FROM dead_letters WHERE true";
            // The plus keeps SQLite from that column's index: a run's letters are few.
            const char* plus = given & 3 ? "+" : "";
            if (given & 1) sql += " AND id = ?";
            if (given & 2) sql += " AND run = CAST(? AS TEXT)";
            if (given & 4) sql += std::string(" AND ") + plus + "state = CAST(? AS TEXT)";
            if (given & 8) sql += " AND id < ?";
            all.push_back(sql + " ORDER BY id DESC LIMIT ?");
        }
        return all;
    }();
    std::size_t given = 0;
    if (query.id) given |= 1;
    if (query.run) given |= 2;
    if (!query.state.empty()) given |= 4;
    if (query.before != 0) given |= 8;
    return texts[given];
}

Result<void> decide_in_transaction(SqliteConnection& connection, const DeadLetter& letter) {
    SqliteStatement& find = connection.statement("SELECT CAST(state AS BLOB) FROM dead_letters WHERE id = ?");
    const auto states = collect_sqlite_rows<std::string>(
        find.bind(letter.id), [](SqliteStatement& row) -> Result<std::string> { return row.text(0); });
    if (!states) return states.error();
    if (states->empty()) return dead_letter_not_found(letter.id);
    if (states->front() != "open") return dead_letter_conflict(letter.id, states->front());
    SqliteStatement& decide = connection.statement(
        "UPDATE dead_letters SET state = CAST(? AS TEXT), decided_by = CAST(? AS TEXT), reason = CAST(? AS TEXT),"
        " decided = ?, retried_as = CAST(? AS TEXT) WHERE id = ?");
    decide.bind(letter.state).bind(letter.by).bind(letter.reason).bind(milliseconds(letter.decided));
    return decide.bind(letter.retried_as.text).bind(letter.id).run();
}

} // namespace

Result<std::int64_t> add_sqlite_dead_letter(SqliteConnection& connection, const DeadLetter& letter) {
    SqliteStatement& put = connection.statement(
        "INSERT INTO dead_letters (at, kind, run, title, state, decided_by, reason, decided, retried_as, body) VALUES"
        " (?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?,"
        " CAST(? AS TEXT), CAST(? AS TEXT))");
    put.bind(letter.at.ms).bind(letter.kind).bind(letter.run.text).bind(letter.title).bind(letter.state);
    put.bind(letter.by).bind(letter.reason).bind(milliseconds(letter.decided)).bind(letter.retried_as.text);
    if (auto ran = put.bind(letter.body.text()).run(); !ran) return ran.error();
    return put.last_insert_id();
}

Result<std::vector<DeadLetter>> read_sqlite_dead_letters(SqliteConnection& connection, const DeadLetterQuery& query) {
    if (auto checked = check_query(query); !checked) return checked.error();
    SqliteStatement& find = connection.statement(dead_letters_sql(query));
    if (query.id) find.bind(*query.id);
    if (query.run) find.bind(query.run->text);
    if (!query.state.empty()) find.bind(query.state);
    if (query.before != 0) find.bind(query.before);
    return collect_sqlite_rows<DeadLetter>(find.bind(std::int64_t{query.limit}), dead_letter_of);
}

Result<void> decide_sqlite_dead_letter(SqliteConnection& connection, const DeadLetter& letter) {
    if (auto checked = check_decision(letter); !checked) return checked;
    return in_sqlite_transaction(connection, [&] { return decide_in_transaction(connection, letter); });
}

} // namespace orkestr
