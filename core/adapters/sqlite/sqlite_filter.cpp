#include "core/adapters/sqlite/sqlite_filter.h"

#include "core/filter/fields.h"

#include <algorithm>
#include <limits>

namespace orkestr {

namespace {

const char* input_sql =
    "(SELECT coalesce(value, (SELECT bytes FROM blobs WHERE id = value_blob)) FROM events WHERE key = (no << 24) + 1)";
const char* output_sql =
    "CASE WHEN status = 'completed' THEN (SELECT coalesce(last.value, (SELECT bytes FROM blobs WHERE id = last.value_blob),"
    " (SELECT coalesce(value, (SELECT bytes FROM blobs WHERE id = value_blob)) FROM events"
    " WHERE key = (no << 24) + orkestr_value_of(last.data)))"
    " FROM events AS last WHERE last.key > no << 24 AND last.key <= (no << 24) + runs.events AND last.type = 'run.completed'"
    " ORDER BY last.key DESC LIMIT 1) END";
const char* tag_sql = "(SELECT nullif(tags, 'null') FROM definitions WHERE hash = definition)";

/// What is in the field; a text that is not there is ''.
std::string column_of(std::size_t field) {
    switch (field) {
    case run_field::run: return "+run";
    case run_field::status: return "+status";
    case run_field::definition: return "(ns || '/' || name)";
    case run_field::name: return "+name";
    case run_field::ns: return "+ns";
    case run_field::version: return "+version";
    case run_field::hash: return "+definition";
    case run_field::started: return "+started";
    case run_field::ended: return "+ended";
    case run_field::error: return "+error";
    case run_field::parent: return "coalesce(parent, '')";
    case run_field::events: return "+events";
    case run_field::open: return "(ended IS NULL)";
    case run_field::input: return input_sql;
    case run_field::output: return output_sql;
    default: return tag_sql;
    }
}

const char* sign_of(FilterOperator op) {
    switch (op) {
    case FilterOperator::less: return " < ";
    case FilterOperator::less_equal: return " <= ";
    case FilterOperator::greater: return " > ";
    case FilterOperator::greater_equal: return " >= ";
    default: return " = ";
    }
}

bool orders(FilterOperator op) {
    return op == FilterOperator::less || op == FilterOperator::less_equal || op == FilterOperator::greater ||
           op == FilterOperator::greater_equal;
}

bool is_null(const FilterLiteral& literal) { return std::holds_alternative<std::nullptr_t>(literal); }

class LeafCompiler {
public:
    LeafCompiler(const FilterLeaf& leaf, SqliteFilterLeaves& leaves) : leaf_(leaf), leaves_(leaves) {}

    SqliteCondition compile();

private:
    void judged(const std::string& column);
    void searched();
    void text(const std::string& column);
    void number(const std::string& column, bool may_lack);
    void time(const std::string& column, bool may_lack);
    void time_compared(const std::string& column, FilterOperator op, const FilterLiteral& literal);
    void truth();
    void duration();
    void one_of(const std::string& column, const char* parameter);
    void add(const FilterLiteral& literal);
    void add_length(Duration length);

    const FilterLeaf& leaf_;
    SqliteFilterLeaves& leaves_;
    SqliteCondition made_;
};

void LeafCompiler::add(const FilterLiteral& literal) {
    if (const auto* text = std::get_if<std::string>(&literal)) made_.parameters.emplace_back(*text);
    else if (const auto* real = std::get_if<double>(&literal)) made_.parameters.emplace_back(*real);
    else if (const auto* whole = std::get_if<std::int64_t>(&literal)) made_.parameters.emplace_back(*whole);
    else if (const auto* length = std::get_if<Duration>(&literal)) add_length(*length);
    else made_.parameters.emplace_back(std::string());
}

/// SQLite compares whole numbers with others exactly.
void LeafCompiler::add_length(Duration length) {
    if (length.ns == 0) made_.parameters.emplace_back(length.ms);
    else made_.parameters.emplace_back(length.fractional_ms());
}

/// By the code that judges in memory, which also turns the answer round.
void LeafCompiler::judged(const std::string& column) {
    made_.sql = "orkestr_holds(?, " + column + ")";
    made_.parameters.emplace_back(static_cast<std::int64_t>(leaves_.leaves.size()));
    leaves_.leaves.push_back(&leaf_);
}

void LeafCompiler::searched() {
    const auto& fields = filter_fields(FilterSubject::run);
    SqliteCondition whole;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].searched) continue;
        made_ = {};
        judged(column_of(i));
        whole.sql += (whole.sql.empty() ? "" : " OR ") + made_.sql;
        whole.parameters.insert(whole.parameters.end(), made_.parameters.begin(), made_.parameters.end());
    }
    made_ = std::move(whole);
}

void LeafCompiler::one_of(const std::string& column, const char* parameter) {
    made_.sql = column + " IN (";
    for (std::size_t i = 0; i < leaf_.values.size(); ++i) {
        made_.sql += i > 0 ? std::string(", ") + parameter : parameter;
        add(leaf_.values[i]);
    }
    made_.sql += ")";
}

void LeafCompiler::text(const std::string& column) {
    const std::string there = column + " <> ''";
    if (leaf_.op == FilterOperator::exists) {
        made_.sql = there;
    } else if (leaf_.op == FilterOperator::one_of) {
        one_of(column, "CAST(? AS TEXT)");
    } else if (leaf_.op == FilterOperator::range) {
        made_.sql = there + " AND " + column + " BETWEEN CAST(? AS TEXT) AND CAST(? AS TEXT)";
        add(leaf_.values[0]);
        add(leaf_.values[1]);
    } else {
        made_.sql = column + sign_of(leaf_.op) + "CAST(? AS TEXT)";
        if (orders(leaf_.op)) made_.sql += " AND " + there;
        add(leaf_.values[0]);
    }
}

void LeafCompiler::number(const std::string& column, bool may_lack) {
    if (leaf_.op == FilterOperator::exists) {
        made_.sql = may_lack ? column + " IS NOT NULL" : "true";
    } else if (leaf_.op == FilterOperator::range) {
        made_.sql = column + " BETWEEN ? AND ?";
        add(leaf_.values[0]);
        add(leaf_.values[1]);
    } else {
        made_.sql = column + sign_of(leaf_.op) + "?";
        add(leaf_.values[0]);
    }
}

void LeafCompiler::time_compared(const std::string& column, FilterOperator op, const FilterLiteral& literal) {
    const FilterTimeSpan span = span_of(std::get<FilterTime>(literal), leaves_.now);
    const auto add_bound = [&](const char* sign, std::int64_t bound) {
        made_.sql += column + sign + "?";
        made_.parameters.emplace_back(bound);
    };
    switch (op) {
    case FilterOperator::less: return add_bound(" < ", span.begin);
    case FilterOperator::less_equal: return add_bound(" < ", span.end);
    case FilterOperator::greater: return add_bound(" >= ", span.end);
    case FilterOperator::greater_equal: return add_bound(" >= ", span.begin);
    default: break;
    }
    add_bound(" >= ", span.begin);
    made_.sql += " AND ";
    add_bound(" < ", span.end);
}

void LeafCompiler::time(const std::string& column, bool may_lack) {
    if (leaf_.op == FilterOperator::one_of) return judged(column);
    if (may_lack) made_.sql = column + " IS NOT NULL AND ";
    if (leaf_.op == FilterOperator::exists) {
        made_.sql += "true";
    } else if (leaf_.op == FilterOperator::last) {
        const std::int64_t period = std::get<Duration>(leaf_.values[0]).ms;
        made_.sql += column + " >= ?";
        // A duration has a bound that keeps this far from overflow unless the clock is off by ages.
        made_.parameters.emplace_back(leaves_.now.ms < std::numeric_limits<std::int64_t>::min() + period ? std::numeric_limits<std::int64_t>::min() : leaves_.now.ms - period);
    } else if (leaf_.op == FilterOperator::range) {
        time_compared(column, FilterOperator::greater_equal, leaf_.values[0]);
        made_.sql += " AND ";
        time_compared(column, FilterOperator::less_equal, leaf_.values[1]);
    } else {
        time_compared(column, leaf_.op, leaf_.values[0]);
    }
}

void LeafCompiler::truth() {
    if (leaf_.op == FilterOperator::exists) {
        made_.sql = "true";
        return;
    }
    const auto* wanted = std::get_if<bool>(&leaf_.values[0]);
    made_.sql = !wanted ? "false" : *wanted ? "ended IS NULL" : "ended IS NOT NULL";
}

void LeafCompiler::duration() {
    const std::string column = "(coalesce(ended, " + std::to_string(leaves_.now.ms) + ") - started)";
    number(column, false);
}

SqliteCondition LeafCompiler::compile() {
    if (leaf_.op == FilterOperator::search) {
        searched();
        return std::move(made_);
    }
    const FilterType type = filter_fields(FilterSubject::run)[leaf_.field].type;
    const bool may_lack = leaf_.field == run_field::ended;
    const std::string column = column_of(leaf_.field);
    const bool nothing = type != FilterType::text && type != FilterType::json && leaf_.op == FilterOperator::equal && is_null(leaf_.values[0]);
    const bool sizes = type == FilterType::number || type == FilterType::duration;
    if (leaf_.pattern || type == FilterType::json || (leaf_.op == FilterOperator::one_of && sizes)) {
        judged(leaf_.field == run_field::duration ? "(coalesce(ended, " + std::to_string(leaves_.now.ms) + ") - started)" : column);
    } else if (nothing) {
        made_.sql = may_lack ? "ended IS NULL" : "false";
    } else if (type == FilterType::text) {
        text(column);
    } else if (type == FilterType::number) {
        number(column, may_lack);
    } else if (type == FilterType::time) {
        time(column, may_lack);
    } else if (type == FilterType::boolean) {
        if (leaf_.op == FilterOperator::one_of) judged(column);
        else truth();
    } else {
        duration();
    }
    const bool judged_alone = made_.sql.starts_with("orkestr_holds");
    if (leaf_.negated && !judged_alone) made_.sql = "NOT (" + made_.sql + ")";
    return std::move(made_);
}

/// What is cheap is asked first.
int cost_of(const SqliteCondition& condition) {
    if (condition.sql.find("SELECT") != std::string::npos) return 2;
    return condition.sql.find("orkestr_holds") != std::string::npos ? 1 : 0;
}

} // namespace

void SqliteCondition::bind_to(SqliteStatement& statement) const {
    for (const Parameter& one : parameters) {
        if (const auto* text = std::get_if<std::string>(&one)) statement.bind(std::string_view(*text));
        else if (const auto* real = std::get_if<double>(&one)) statement.bind(*real);
        else statement.bind(std::get<std::int64_t>(one));
    }
}

void SqliteCondition::add(const SqliteCondition& other) {
    if (other.sql.empty()) return;
    sql += (sql.empty() ? "(" : " AND (") + other.sql + ")";
    parameters.insert(parameters.end(), other.parameters.begin(), other.parameters.end());
}

SqliteCondition sqlite_condition(const FilterNode& node, SqliteFilterLeaves& leaves) {
    if (node.kind == FilterNode::Kind::leaf) return LeafCompiler(node.leaf, leaves).compile();
    std::vector<SqliteCondition> parts;
    for (const FilterNode& part : node.parts) parts.push_back(sqlite_condition(part, leaves));
    if (node.kind == FilterNode::Kind::negation) {
        parts.front().sql = "NOT (" + parts.front().sql + ")";
        return std::move(parts.front());
    }
    std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return cost_of(a) < cost_of(b); });
    SqliteCondition whole;
    for (const SqliteCondition& part : parts) {
        if (!whole.sql.empty()) whole.sql += node.kind == FilterNode::Kind::all ? " AND " : " OR ";
        whole.sql += "(" + part.sql + ")";
        whole.parameters.insert(whole.parameters.end(), part.parameters.begin(), part.parameters.end());
    }
    return whole;
}

} // namespace orkestr
