#include "core/adapters/sqlite/sqlite_run_plan.h"

#include "core/adapters/sqlite/sqlite_rows.h"
#include "core/adapters/sqlite/sqlite_run_time.h"
#include "core/filter/fields.h"

#include <algorithm>
#include <limits>
#include <set>

namespace orkestr {

namespace {

constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();
/// More ways than that are slower than reading past what is not meant.
constexpr std::size_t most_ways = 16;
/// Of these a page may read all and sort.
constexpr std::int64_t most_off_time = 20'000;

constexpr const char* by_id = "runs INDEXED BY sqlite_autoindex_runs_1";

SqliteCondition equals(const char* column, const std::string& text) { return {std::string(column) + " = CAST(? AS TEXT)", {text}}; }

/// The leaves that must hold, whatever else must.
std::vector<const FilterLeaf*> needed_leaves(const Filter& filter) {
    std::vector<const FilterLeaf*> leaves;
    const auto add = [&](const FilterNode& node) {
        if (node.kind == FilterNode::Kind::leaf && !node.leaf.negated && node.leaf.op != FilterOperator::search) leaves.push_back(&node.leaf);
    };
    if (filter.is_empty()) return leaves;
    if (filter.root()->kind == FilterNode::Kind::all) std::for_each(filter.root()->parts.begin(), filter.root()->parts.end(), add);
    else add(*filter.root());
    return leaves;
}

/// The times that a leaf about a time leaves open.
FilterTimeSpan span_of_leaf(const FilterLeaf& leaf, Instant now) {
    const auto value = [&](std::size_t i) { return span_of(std::get<FilterTime>(leaf.values[i]), now); };
    switch (leaf.op) {
    case FilterOperator::equal:
        if (std::holds_alternative<std::nullptr_t>(leaf.values[0])) return {0, 0};
        return value(0);
    case FilterOperator::less: return {earliest, value(0).begin};
    case FilterOperator::less_equal: return {earliest, value(0).end};
    case FilterOperator::greater: return {value(0).end, latest};
    case FilterOperator::greater_equal: return {value(0).begin, latest};
    case FilterOperator::range: return {value(0).begin, value(1).end};
    case FilterOperator::last: return {now.ms - std::get<Duration>(leaf.values[0]).ms, latest};
    default: return {earliest, latest};
    }
}

class RunPlanner {
public:
    RunPlanner(SqliteConnection& connection, const RunQuery& query) : connection_(connection), query_(query) {}

    Result<RunPlan> plan();

private:
    void add_conditions();
    bool add_named();
    Result<void> add_by_kinds();
    void add_cheapest(const RunKinds& kinds);
    Result<void> add_start();

    SqliteConnection& connection_;
    const RunQuery& query_;
    RunPlan plan_;
};

void RunPlanner::add_conditions() {
    plan_.leaves.now = query_.now;
    if (query_.run) plan_.holds.add(equals("run", query_.run->text));
    if (query_.open) plan_.holds.add({*query_.open ? "ended IS NULL" : "ended IS NOT NULL", {}});
    if (!query_.status.empty()) plan_.holds.add(equals("+status", query_.status));
    if (!query_.definition.empty()) plan_.holds.add(equals("+definition", query_.definition));
    if (!query_.filter.is_empty()) plan_.holds.add(sqlite_condition(*query_.filter.root(), plan_.leaves));
    if (plan_.holds.sql.empty()) plan_.holds.sql = "true";
}

/// True when runs are named by their ids or by their parent's.
bool RunPlanner::add_named() {
    if (query_.run) {
        plan_.ways.push_back({by_id, equals("run", query_.run->text), true});
        return true;
    }
    for (const FilterLeaf* leaf : needed_leaves(query_.filter)) {
        const bool by_run = leaf->field == run_field::run;
        if ((!by_run && leaf->field != run_field::parent) || (leaf->op != FilterOperator::equal && leaf->op != FilterOperator::one_of)) continue;
        std::set<std::string> names;
        for (const FilterLiteral& value : leaf->values) {
            if (const auto* name = std::get_if<std::string>(&value)) names.insert(*name);
        }
        if (names.empty() || names.size() < leaf->values.size() || (!by_run && names.size() > most_ways)) continue;
        if (!by_run) {
            for (const std::string& name : names) plan_.ways.push_back({"runs INDEXED BY runs_by_parent", equals("parent", name)});
            return true;
        }
        SqliteCondition some{"run IN (", {}};
        for (const std::string& name : names) {
            some.sql += some.parameters.empty() ? "CAST(? AS TEXT)" : ", CAST(? AS TEXT)";
            some.parameters.emplace_back(name);
        }
        some.sql += ")";
        plan_.ways.push_back({by_id, std::move(some), true});
        return true;
    }
    return false;
}

Result<void> RunPlanner::add_by_kinds() {
    const auto kinds = sqlite_kinds_of(connection_, query_);
    if (!kinds) return kinds.error();
    if (kinds->meant.empty()) return {};
    add_cheapest(*kinds);
    return add_start();
}

/// By status, by definition, those that are open, or all: what leads past the fewest runs.
void RunPlanner::add_cheapest(const RunKinds& kinds) {
    std::set<std::string> statuses;
    std::set<std::string> definitions;
    bool only_open = true;
    for (const RunKind& kind : kinds.meant) {
        statuses.insert(kind.row.status);
        definitions.insert(kind.row.definition);
        only_open = only_open && kind.row.open();
    }
    std::uint64_t all = 0;
    std::uint64_t by_status = 0;
    std::uint64_t by_definition = 0;
    std::uint64_t open = 0;
    for (const RunKind& kind : kinds.all) {
        all += kind.runs;
        if (statuses.contains(kind.row.status)) by_status += kind.runs;
        if (definitions.contains(kind.row.definition)) by_definition += kind.runs;
        if (kind.row.open()) open += kind.runs;
    }
    std::uint64_t least = all;
    if (statuses.size() <= most_ways) least = std::min(least, by_status);
    if (definitions.size() <= most_ways) least = std::min(least, by_definition);
    if (only_open) least = std::min(least, open);
    if (least == all) {
        plan_.ways.push_back({by_id, {"true", {}}});
    } else if (only_open && least == open) {
        plan_.ways.push_back({"runs INDEXED BY runs_open", {"ended IS NULL", {}}});
    } else if (statuses.size() <= most_ways && least == by_status) {
        for (const std::string& one : statuses) plan_.ways.push_back({"runs INDEXED BY runs_by_status", equals("status", one)});
    } else {
        for (const std::string& one : definitions) plan_.ways.push_back({"runs INDEXED BY runs_by_definition", equals("definition", one)});
    }
}

/// When the filter bounds the time of start, ids are bounded too, and what is off time gets a way of its own.
Result<void> RunPlanner::add_start() {
    FilterTimeSpan span{earliest, latest};
    for (const FilterLeaf* leaf : needed_leaves(query_.filter)) {
        if (leaf->field != run_field::started) continue;
        const FilterTimeSpan one = span_of_leaf(*leaf, query_.now);
        span = {std::max(span.begin, one.begin), std::min(span.end, one.end)};
    }
    if (span.begin == earliest && span.end == latest) return {};
    if (span.begin >= span.end) {
        plan_.ways.clear();
        return {};
    }
    const SqliteCondition off_time{"started >= ? AND started < ?", {span.begin, span.end}};
    SqliteStatement count = connection_.prepare("SELECT count(*) FROM (SELECT 1 FROM runs_off_time WHERE " + off_time.sql + " LIMIT ?)");
    off_time.bind_to(count);
    count.bind(most_off_time + 1);
    const auto many = collect_sqlite_rows<std::int64_t>(count, [](SqliteStatement& row) -> Result<std::int64_t> { return row.integer(0); });
    if (!many) return many.error();
    if (many->front() > most_off_time) return {};
    const RunIdSpan ids = ids_of_runs_started(span.begin, span.end);
    SqliteCondition within;
    if (ids.first) within.add({"run >= CAST(? AS TEXT)", {*ids.first}});
    if (ids.behind) within.add({"run < CAST(? AS TEXT)", {*ids.behind}});
    if (within.sql.empty()) return {};
    for (RunWay& way : plan_.ways) way.where.add(within);
    RunWay few{"runs NOT INDEXED", {"no IN (SELECT run_no FROM runs_off_time WHERE " + off_time.sql + ")", off_time.parameters}, true};
    within.sql = "NOT (" + within.sql + ")";
    few.where.add(within);
    if (many->front() > 0) plan_.ways.push_back(std::move(few));
    return {};
}

Result<RunPlan> RunPlanner::plan() {
    add_conditions();
    if (!add_named()) {
        if (auto added = add_by_kinds(); !added) return added.error();
    }
    return std::move(plan_);
}

} // namespace

Result<RunPlan> plan_sqlite_runs(SqliteConnection& connection, const RunQuery& query) {
    return RunPlanner(connection, query).plan();
}

} // namespace orkestr
