#include "tests/conformance/random_filters.h"

#include "tests/conformance/store_subject.h"

#include <algorithm>

namespace orkestr::test {

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;

std::string lowered(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

bool contains(const std::string& text, const std::string& part) { return lowered(text).find(lowered(part)) != std::string::npos; }
bool starts(const std::string& text, const std::string& part) { return lowered(text).rfind(lowered(part), 0) == 0; }
bool ends(const std::string& text, const std::string& part) {
    return text.size() >= part.size() && lowered(text.substr(text.size() - part.size())) == lowered(part);
}

RandomFilter negated(const std::string& text, const std::function<bool(const SampleRun&)>& holds) {
    return {text, [holds](const SampleRun& run) { return !holds(run); }};
}

/// Of JSON that a path leads to.
const JsonValue* member(const std::optional<JsonValue>& whole, const std::vector<std::string>& names) {
    const JsonValue* value = whole ? &*whole : nullptr;
    for (const std::string& name : names) {
        if (!value) return nullptr;
        if (name == "#1") value = value->is_array() && value->as_array()->size() > 1 ? &(*value->as_array())[1] : nullptr;
        else value = value->is_object() ? value->find(name) : nullptr;
    }
    return value;
}

} // namespace

std::vector<DefinitionRow> RandomFilters::definitions() {
    std::vector<DefinitionRow> rows;
    const char* tags[] = {R"({"env":"test","level":1})", R"({"env":"live"})", "null"};
    for (int i = 1; i <= 3; ++i) {
        DefinitionRow row{"ns", "d" + std::to_string(i), "1.0.0", "h" + std::to_string(i), "text", "file", Instant{1}};
        row.tags = Json::trusted(tags[i - 1]);
        rows.push_back(row);
    }
    // What nobody has looked at yet.
    rows.push_back({"ns", "d4", "1.0.0", "h4", "text", "file", Instant{1}});
    return rows;
}

JsonValue RandomFilters::json(int depth) {
    switch (random_.below(depth > 0 ? 9 : 7)) {
    case 0: return nullptr;
    case 1: return random_.percent(50);
    case 2: return below(5) - 2;
    case 3: return static_cast<double>(below(8)) / 4;
    case 4: return BigInteger{"123456789012345678901"};
    case 5: return to_iso8601(Instant{now_.ms - below(4 * day)});
    case 6: return word();
    case 7: {
        JsonArray items;
        while (random_.percent(60)) items.push_back(json(depth - 1));
        return items;
    }
    default: {
        JsonObject members;
        for (const char* name : {"a b", "k", "n", "list", "o", "quote\"d"}) {
            if (random_.percent(60)) members.emplace_back(name, json(depth - 1));
        }
        return members;
    }
    }
}

SampleRun RandomFilters::run(std::uint64_t number) {
    SampleRun sample;
    const std::string status = pick({"faulted", "running", "completed", "completed", "waiting", "cancelled"});
    const std::int64_t started = now_.ms - below(5 * day);
    // Most start soon after they were asked for; some wait for long, some are forks of older ones, some clocks go back.
    const std::int64_t asked = started - (random_.percent(80) ? below(2000) : below(2 * day) - day);
    std::string entropy(10, '\0');
    for (char& c : entropy) c = static_cast<char>(random_.below(256));
    sample.batch = batch_of(RunId{make_ulid(Instant{asked}, entropy)}, 0, 1 + random_.below(3), status);
    RunRow& row = sample.batch.row;
    const std::uint64_t kind = 1 + random_.below(4);
    row.ns = pick({"ns", "orders"});
    row.name = pick({"greet", "d1", "a b"});
    row.version = pick({"1.0.0", "2.1.0"});
    row.definition = "h" + std::to_string(kind);
    row.started = Instant{started};
    if (status != "running" && status != "waiting") row.ended = Instant{started + below(3 * hour)};
    if (status == "faulted" || random_.percent(10)) row.error = pick({"Not Found", "Timeout: Ação", "found AB"});
    if (random_.percent(30)) row.parent = run_id(number % 5);
    if (kind == 1) sample.tags = JsonValue::object({{"env", "test"}, {"level", 1}});
    if (kind == 2) sample.tags = JsonValue::object({{"env", "live"}});
    std::vector<EventRow>& events = sample.batch.events;
    events.front().type = "run.started";
    if (random_.percent(95)) {
        sample.input = json(3);
        events.front().value = sample.input->json();
        if (random_.percent(3)) {
            sample.input = JsonValue::object({{"big", std::string(70'000, 'x')}, {"n", 1}});
            events.front().value = sample.input->json();
        }
    }
    if (status == "completed" && events.size() > 1) {
        EventRow& last = events[1];
        last.type = "run.completed";
        if (sample.input && random_.percent(50)) {
            sample.output = sample.input;
            last.data = Json::trusted(R"({"value_of":1})");
        } else {
            sample.output = json(3);
            last.value = sample.output->json();
        }
    }
    return sample;
}

std::string RandomFilters::written(const std::string& text) {
    const bool plain = !text.empty() && text.find_first_of(" \"") == std::string::npos;
    if (plain && random_.percent(50)) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\\\"" : std::string(1, c);
    return quoted + '"';
}

RandomFilter RandomFilters::filter(int depth) {
    if (depth == 0 || random_.percent(30)) return leaf();
    if (random_.percent(20)) {
        const RandomFilter inner = filter(depth - 1);
        return negated(pick({"not (", "!("}) + inner.text + ")", inner.holds);
    }
    const bool all = random_.percent(50);
    std::vector<RandomFilter> parts;
    for (std::uint64_t i = 0, count = 2 + random_.below(2); i < count; ++i) parts.push_back(filter(depth - 1));
    std::string text;
    for (const RandomFilter& part : parts) text += (text.empty() ? "" : all ? " and " : " or ") + ("(" + part.text + ")");
    return {text, [parts, all](const SampleRun& run) {
                const auto holds = [&](const RandomFilter& part) { return part.holds(run); };
                return all ? std::all_of(parts.begin(), parts.end(), holds) : std::any_of(parts.begin(), parts.end(), holds);
            }};
}

RandomFilter RandomFilters::leaf() {
    switch (random_.below(9)) {
    case 0:
    case 1: return text_leaf();
    case 2: return time_leaf();
    case 3: return size_leaf("events", "", [](const SampleRun& run) { return static_cast<double>(run.batch.row.events); });
    case 4:
        return size_leaf("duration", "m", [now = now_](const SampleRun& run) {
            const RunRow& row = run.batch.row;
            return static_cast<double>((row.ended ? *row.ended : now).ms - row.started.ms) / 60'000;
        });
    case 5: return truth_leaf();
    case 6: return json_leaf();
    case 7: return fine_leaf();
    default: return search_leaf();
    }
}

/// Lengths finer than what is recorded, near those that are.
RandomFilter RandomFilters::fine_leaf() {
    const auto minutes = static_cast<std::int64_t>(below(120));
    const auto us = static_cast<std::int64_t>(below(3)) * 500;
    const std::string value = std::to_string(minutes) + "m" + std::to_string(us) + "us";
    const std::int64_t wanted_us = minutes * 60'000'000 + us;
    const auto lasted_us = [now = now_](const SampleRun& run) {
        const RunRow& row = run.batch.row;
        return ((row.ended ? *row.ended : now).ms - row.started.ms) * 1000;
    };
    switch (random_.below(6)) {
    case 0: return {"duration == " + value, [=](const SampleRun& run) { return lasted_us(run) == wanted_us; }};
    case 1: return {"duration < " + value, [=](const SampleRun& run) { return lasted_us(run) < wanted_us; }};
    case 2: return {"duration <= " + value, [=](const SampleRun& run) { return lasted_us(run) <= wanted_us; }};
    case 3: return {"duration > " + value, [=](const SampleRun& run) { return lasted_us(run) > wanted_us; }};
    case 4: return {"duration in (" + value + ", 1us)", [=](const SampleRun& run) { return lasted_us(run) == wanted_us || lasted_us(run) == 1; }};
    default: return {"duration in 500us.." + value, [=](const SampleRun& run) { return lasted_us(run) >= 500 && lasted_us(run) <= wanted_us; }};
    }
}

RandomFilter RandomFilters::text_leaf() {
    const std::pair<const char*, Text> fields[] = {
        {"status", [](const SampleRun& run) { return run.batch.row.status; }},
        {"state", [](const SampleRun& run) { return run.batch.row.status; }},
        {"namespace", [](const SampleRun& run) { return run.batch.row.ns; }},
        {"name", [](const SampleRun& run) { return run.batch.row.name; }},
        {"version", [](const SampleRun& run) { return run.batch.row.version; }},
        {"hash", [](const SampleRun& run) { return run.batch.row.definition; }},
        {"definition", [](const SampleRun& run) { return run.batch.row.ns + "/" + run.batch.row.name; }},
        {"error", [](const SampleRun& run) { return run.batch.row.error; }},
        {"run", [](const SampleRun& run) { return run.batch.row.run.text; }},
        {"parent", [](const SampleRun& run) { return run.batch.row.parent ? run.batch.row.parent->text : std::string(); }},
    };
    const auto& [field, text] = fields[random_.below(std::size(fields))];
    const std::string name = field;
    std::string value = word();
    if (name == "parent" || name == "run") value = run_id(random_.below(5)).text;
    if (name == "definition" && random_.percent(60)) value = pick({"ns/greet", "orders/a b", "ns/d1"});
    const std::string other = word();
    const auto of = text;
    switch (random_.below(14)) {
    case 0: return {name + " == " + written(value), [=](const SampleRun& run) { return of(run) == value; }};
    case 1: return {name + " != " + written(value), [=](const SampleRun& run) { return of(run) != value; }};
    case 2: return {name + " < " + written(value), [=](const SampleRun& run) { return !of(run).empty() && of(run) < value; }};
    case 3: return {name + ">=" + written(value), [=](const SampleRun& run) { return !of(run).empty() && of(run) >= value; }};
    case 4:
        return {name + " in (" + written(value) + "," + written(other) + ")", [=](const SampleRun& run) { return of(run) == value || of(run) == other; }};
    case 5:
        return {name + " not in (" + written(value) + ", " + written(other) + " )",
                [=](const SampleRun& run) { return of(run) != value && of(run) != other; }};
    case 6:
        return {name + " in \"" + value + "\"..\"" + other + "\"",
                [=](const SampleRun& run) { return !of(run).empty() && of(run) >= value && of(run) <= other; }};
    case 7: return {name + " contains " + written(value), [=](const SampleRun& run) { return !of(run).empty() && contains(of(run), value); }};
    case 8: return {name + " not contains " + written(value), [=](const SampleRun& run) { return of(run).empty() || !contains(of(run), value); }};
    case 9: return {name + " starts with " + written(value), [=](const SampleRun& run) { return !of(run).empty() && starts(of(run), value); }};
    case 10: return {name + " ends with " + written(value), [=](const SampleRun& run) { return !of(run).empty() && ends(of(run), value); }};
    case 11:
        // An expression of nothing but letters, so that finding it is the same as finding the text.
        return {name + " ~ \"^" + value + "\"", [=](const SampleRun& run) { return !of(run).empty() && of(run).rfind(value, 0) == 0; }};
    case 12: return {name + pick({" exists", "", " != null", " != \"\""}), [=](const SampleRun& run) { return !of(run).empty(); }};
    default: return {name + pick({" == null", " not exists", " == ''"}), [=](const SampleRun& run) { return of(run).empty(); }};
    }
}

RandomFilter RandomFilters::time_leaf() {
    const bool of_start = random_.percent(60);
    const std::string name = of_start ? "started" : "ended";
    const auto time = [of_start](const SampleRun& run) -> std::optional<std::int64_t> {
        if (of_start) return run.batch.row.started.ms;
        return run.batch.row.ended ? std::optional(run.batch.row.ended->ms) : std::nullopt;
    };
    const Instant a{now_.ms - below(6 * day)};
    const Instant b{now_.ms - below(6 * day)};
    const std::int64_t hours = below(100);
    const std::string date = to_iso8601(a).substr(0, 10);
    const std::int64_t midnight = parse_instant(date + "T00:00:00Z").value().ms;
    const std::string ago = "now - " + std::to_string(hours) + "h";
    const std::int64_t then = now_.ms - hours * hour;
    switch (random_.below(10)) {
    case 0: return {name + " < " + to_iso8601(a), [=](const SampleRun& run) { return time(run) && *time(run) < a.ms; }};
    case 1: return {name + " >= " + ago, [=](const SampleRun& run) { return time(run) && *time(run) >= then; }};
    case 2: return {name + " in last " + std::to_string(hours) + "h", [=](const SampleRun& run) { return time(run) && *time(run) >= then; }};
    case 3: return {name + " == " + date, [=](const SampleRun& run) { return time(run) && *time(run) >= midnight && *time(run) < midnight + day; }};
    case 4: return {name + " > " + date, [=](const SampleRun& run) { return time(run) && *time(run) >= midnight + day; }};
    case 5: return {name + " <= " + date, [=](const SampleRun& run) { return time(run) && *time(run) < midnight + day; }};
    case 6:
        return {name + " in " + to_iso8601(a) + ".." + to_iso8601(b),
                [=](const SampleRun& run) { return time(run) && *time(run) >= a.ms && *time(run) <= b.ms; }};
    case 7: return {name + " not in " + date + ".." + ago, [=](const SampleRun& run) { return !time(run) || *time(run) < midnight || *time(run) > then; }};
    case 8:
        return {name + " in (" + date + ", " + to_iso8601(b) + ")", [=](const SampleRun& run) {
                    return time(run) && ((*time(run) >= midnight && *time(run) < midnight + day) || *time(run) == b.ms);
                }};
    default: return {name + " != null", [=](const SampleRun& run) { return time(run).has_value(); }};
    }
}

RandomFilter RandomFilters::size_leaf(const std::string& field, const std::string& unit, const Number& number) {
    const double a = static_cast<double>(below(8)) / 2 + (unit.empty() ? 0 : static_cast<double>(below(120)));
    const double b = a + static_cast<double>(below(4));
    const auto shown = [&](double value) { return JsonValue(value).json().text() + unit; };
    switch (random_.below(7)) {
    case 0: return {field + " == " + shown(a), [=](const SampleRun& run) { return *number(run) == a; }};
    case 1: return {field + " != " + shown(a), [=](const SampleRun& run) { return *number(run) != a; }};
    case 2: return {field + " < " + shown(a), [=](const SampleRun& run) { return *number(run) < a; }};
    case 3: return {field + " >= " + shown(a), [=](const SampleRun& run) { return *number(run) >= a; }};
    case 4: return {field + " in " + shown(a) + ".." + shown(b), [=](const SampleRun& run) { return *number(run) >= a && *number(run) <= b; }};
    case 5: return {field + " in (" + shown(a) + ", " + shown(b) + ")", [=](const SampleRun& run) { return *number(run) == a || *number(run) == b; }};
    default: return {field + " == null", [](const SampleRun&) { return false; }};
    }
}

RandomFilter RandomFilters::truth_leaf() {
    const auto open = [](const SampleRun& run) { return !run.batch.row.ended.has_value(); };
    switch (random_.below(4)) {
    case 0: return {"open", open};
    case 1: return {"open == true", open};
    case 2: return negated("open != true", open);
    default: return negated("unfinished == false", open);
    }
}

RandomFilter RandomFilters::json_leaf() {
    struct Place {
        const char* text;
        std::vector<std::string> names;
    };
    const Place places[] = {{"", {}}, {".n", {"n"}}, {".k", {"k"}}, {"[\"a b\"]", {"a b"}}, {".list[1]", {"list", "#1"}},
                            {".o.n", {"o", "n"}}, {"['quote\"d']", {"quote\"d"}}, {".list", {"list"}}};
    const Place& place = places[random_.below(std::size(places))];
    const auto names = place.names;
    switch (random_.below(5)) {
    case 0:
    case 1:
        return json_comparison(std::string("input") + place.text, [=](const SampleRun& run) { return member(run.input, names); });
    case 2: return json_comparison(std::string("output") + place.text, [=](const SampleRun& run) { return member(run.output, names); });
    case 3: return json_comparison("tag.env", [=](const SampleRun& run) { return member(run.tags, {"env"}); });
    default: return json_comparison("tag.level", [=](const SampleRun& run) { return member(run.tags, {"level"}); });
    }
}

RandomFilter RandomFilters::json_comparison(const std::string& field, const Tree& tree) {
    const auto text = [tree](const SampleRun& run) -> std::optional<std::string> {
        const JsonValue* value = tree(run);
        return value && value->as_string() ? std::optional(*value->as_string()) : std::nullopt;
    };
    const auto number = [tree](const SampleRun& run) {
        const JsonValue* value = tree(run);
        return value ? value->as_double() : std::nullopt;
    };
    const std::string value = random_.percent(20) ? pick({"test", "live"}) : word();
    const std::string quoted = '"' + value + '"';
    const double size = static_cast<double>(below(10)) / 4 - 1;
    const std::string shown = JsonValue(size).json().text();
    const std::int64_t hours = below(100);
    const std::int64_t then = now_.ms - hours * hour;
    const auto as_text = [tree](const SampleRun& run) -> std::optional<std::string> {
        const JsonValue* held = tree(run);
        if (!held) return std::nullopt;
        return held->as_string() ? *held->as_string() : held->json().text();
    };
    switch (random_.below(12)) {
    case 0: return {field + " == " + quoted, [=](const SampleRun& run) { return text(run) == value; }};
    case 1: return {field + " != " + shown, [=](const SampleRun& run) { return number(run) != size; }};
    case 2: return {field + " == " + shown, [=](const SampleRun& run) { return number(run) == size; }};
    case 3: return {field + " < " + shown, [=](const SampleRun& run) { return number(run) && *number(run) < size; }};
    case 4: return {field + " >= " + quoted, [=](const SampleRun& run) { return text(run) && *text(run) >= value; }};
    case 5: return {field + " == true", [=](const SampleRun& run) { return tree(run) && tree(run)->as_bool() && *tree(run)->as_bool(); }};
    case 6: return {field + " == null", [=](const SampleRun& run) { return !tree(run) || tree(run)->is_null(); }};
    case 7: return {field + pick({" exists", ""}), [=](const SampleRun& run) { return tree(run) != nullptr; }};
    case 8:
        return {field + " in (null, " + shown + ", " + quoted + ")", [=](const SampleRun& run) {
                    return !tree(run) || tree(run)->is_null() || number(run) == size || text(run) == value;
                }};
    case 9:
        return {field + " contains " + quoted, [=](const SampleRun& run) {
                    const JsonValue* held = tree(run);
                    if (!held || !held->is_array()) return held && contains(*as_text(run), value);
                    const auto same = [&](const JsonValue& item) { return item.as_string() && *item.as_string() == value; };
                    return std::any_of(held->as_array()->begin(), held->as_array()->end(), same);
                }};
    case 10: return {field + " starts with " + quoted, [=](const SampleRun& run) { return as_text(run) && starts(*as_text(run), value); }};
    default:
        return {field + " in last " + std::to_string(hours) + "h", [=](const SampleRun& run) {
                    const auto instant = text(run) ? parse_instant(*text(run)) : Result<Instant>(ErrorCode::invalid_argument, {});
                    return instant && instant->ms >= then;
                }};
    }
}

RandomFilter RandomFilters::search_leaf() {
    const std::string value = word();
    return {'"' + value + '"', [value](const SampleRun& run) {
                const RunRow& row = run.batch.row;
                for (const std::string& text : {row.run.text, row.status, row.ns + "/" + row.name, row.version, row.error}) {
                    if (!text.empty() && contains(text, value)) return true;
                }
                return false;
            }};
}

} // namespace orkestr::test
