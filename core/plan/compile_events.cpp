// Which events are wanted, as a plan says it (dsl-reference.md, "Event Filter", "Event Consumption Strategy").
#include "core/base/text_pattern.h"
#include "core/plan/plan_compiler.h"

#include <algorithm>

namespace orkestr {

namespace {

/// The value, or `otherwise` where it fails. Collected, for in jq 1.6 a `try` also catches what fails after it.
std::string tried(const std::string& text, std::string_view otherwise) {
    return "__one(try " + text + " catch " + std::string(otherwise) + ")";
}

/// `.` is the attribute: equal, or a whole-text match. The pattern alone is judged last: brackets around one that is none
/// can make it one.
std::string pattern_condition(std::string_view text) {
    const std::string pattern = ProgramBuilder::literal(text);
    const std::string whole = ProgramBuilder::literal("\\A(?:" + std::string(text) + ")\\z");
    return ". == " + pattern + " or (type == \"string\" and " + tried("(test(" + whole + ") and test(" + pattern + "))", "false") + ")";
}

/// `.` is the attribute: a boolean result decides, null is no match, any other must be the attribute.
std::string expression_condition(const std::string& expression) {
    return "[., " + tried("__one(" + expression + "\n)", "null") +
           "] | if (.[1] | type) == \"boolean\" then .[1] elif .[1] == null then false else .[0] == .[1] end";
}

/// With evaluate.mode loose: what an expression says where the text is one that yields a value, else a pattern.
std::string loose_condition(const ProgramBuilder& builder, std::string_view text) {
    const std::string pattern = pattern_condition(text);
    return builder.loose_part("[., __one(try ([", text,
                              "\n] | if length == 1 then . else error(\"\") end) catch null)] | if .[1] == null then (.[0] | " + pattern +
                                  ") elif (.[1][0] | type) == \"boolean\" then .[1][0] elif .[1][0] == null then false else .[0] == .[1][0] end",
                              pattern);
}

/// The names of events, sources and times are told from expressions by their letters.
bool is_plain_name(std::string_view text) {
    static constexpr std::string_view signs = "_.:/@#%~+-";
    return !text.starts_with('.') && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || signs.find(c) != std::string_view::npos;
    });
}

std::string attribute_condition(const ProgramBuilder& builder, const Node& node) {
    if (const auto expression = expression_in(node)) return expression_condition(*expression);
    if (builder.is_loose(node)) return loose_condition(builder, node.text());
    if (node.is_string()) return pattern_condition(node.text());
    return tried("(. == " + builder.text_of(node) + ")", "false");
}

/// Empty: nothing but simple attributes.
std::string attributes_condition(const ProgramBuilder& builder, const EventProperties& with, PlannedFilter& planned) {
    std::string conditions;
    for (const auto& member : with.all.node->members()) {
        const std::string name(member.key->text());
        const Node& node = *member.value;
        const bool constant_text = node.is_string() && !expression_in(node);
        const bool constant = constant_text && (!builder.is_loose(node) || is_plain_name(node.text()));
        if (constant && name != "data" && is_simple_pattern(node.text())) {
            planned.simple.emplace_back(name, node.text());
            continue;
        }
        if (name == "type" && node.text().find("serverlessworkflow") != std::string_view::npos) planned.names_lifecycle = true;
        if (!conditions.empty()) conditions += " and ";
        conditions += "(.[" + ProgramBuilder::literal(name) + "] | " + attribute_condition(builder, node) + ")";
    }
    return conditions;
}

/// `.` is the envelope.
std::string correlation_condition(const ProgramBuilder& builder, const Correlation& correlation) {
    const Text& expect = *correlation.expect;
    const std::string expected = expect.is_expression ? tried(builder.text_of(expect), "null") : builder.text_of(expect);
    return "([" + tried(ProgramBuilder::text_of(correlation.from), "null") + ", " + expected + "] | .[0] != null and .[0] == .[1])";
}

} // namespace

PlannedFilter PlanCompiler::filter(const EventFilter& filter, const ExpressionScope& where, const std::string& place) {
    PlannedFilter planned;
    std::string condition = attributes_condition(builder_, filter.with, planned);
    std::string values;
    for (const auto& correlation : filter.correlate) {
        if (correlation.expect) condition += (condition.empty() ? "" : " and ") + correlation_condition(builder_, correlation);
        else
            values += (values.empty() ? "" : ", ") + ProgramBuilder::literal(correlation.name) + ": " +
                      tried(ProgramBuilder::text_of(correlation.from), "null");
    }
    if (condition.empty() && values.empty()) return planned;
    std::string text = "{" + values + "}";
    if (!values.empty()) text += " | if any(.[]; . == null) then null else . end";
    if (!condition.empty()) text = "if " + condition + " then " + text + " else null end";
    planned.match = builder_.composed(std::move(text), where, place);
    return planned;
}

std::vector<PlannedFilter> PlanCompiler::filters(const EventConsumption& consumption, const ExpressionScope& where, const std::string& place) {
    std::vector<PlannedFilter> planned;
    const bool one = consumption.kind == EventConsumption::Kind::one;
    const std::string list = place + (one ? "/one" : consumption.kind == EventConsumption::Kind::any ? "/any" : "/all");
    for (std::size_t i = 0; i < consumption.filters.size(); ++i)
        planned.push_back(filter(consumption.filters[i], where, one ? list : list + "/" + std::to_string(i)));
    if (planned.empty()) planned.emplace_back();
    return planned;
}

Consumption PlanCompiler::consumption(const EventConsumption& consumption, const ExpressionScope& where, const std::string& place) {
    Consumption planned;
    planned.kind = consumption.kind;
    planned.filters = filters(consumption, where, place);
    planned.until = builder_.condition(consumption.until, where);
    if (consumption.until_consumed) {
        planned.until_kind = consumption.until_consumed->kind;
        planned.until_filters = filters(*consumption.until_consumed, where, place + "/until");
    }
    return planned;
}

TaskSpec PlanCompiler::spec(const Task& task, const ListenTask& listen) {
    ListenSpec spec;
    spec.to = consumption(listen.to, scope(task, ExpressionRole::condition), task.pointer + "/listen/to");
    spec.read = listen.read;
    if (!listen.foreach) return spec;
    const auto& foreach = *listen.foreach;
    auto& each = spec.each.emplace(ListenSpec::Each{});
    each.item = foreach.item;
    each.at = foreach.at;
    each.first = first_of(foreach.tasks);
    const auto inside = [&](ExpressionRole role) {
        auto where = scope(task, role);
        where.own = {foreach.item, foreach.at};
        return where;
    };
    if (foreach.output) {
        each.output_as = builder_.transform(foreach.output->as, inside(ExpressionRole::task_output_as));
        each.output_schema = schema(foreach.output->schema);
    }
    if (foreach.export_to) {
        each.export_as = builder_.transform(foreach.export_to->as, inside(ExpressionRole::task_export_as));
        each.export_schema = schema(foreach.export_to->schema);
    }
    return spec;
}

PlannedSchedule PlanCompiler::schedule(const Schedule& schedule) {
    const auto constant = [](const std::optional<DurationSource>& source) -> std::optional<Duration> {
        if (!source) return std::nullopt;
        return std::get<Duration>(*source);
    };
    PlannedSchedule planned;
    planned.every = constant(schedule.every);
    planned.cron = schedule.cron;
    planned.after = constant(schedule.after);
    if (schedule.on) planned.on = consumption(*schedule.on, {ExpressionRole::schedule, nullptr, nullptr, {}}, "/schedule/on");
    planned.read = schedule.read;
    return planned;
}

} // namespace orkestr
