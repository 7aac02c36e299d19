#include "tests/simulation/random_definition.h"

#include "core/base/json_value.h"
#include "tests/simulation/known_expressions.h"

namespace orkestr::test {

namespace {

class Drawer {
public:
    Drawer(Random& random, int children) : random_(random), children_(children), settled_(!random.percent(25)) {}

    RandomDefinition draw(const std::string& name) {
        JsonValue definition = JsonValue::object(
            {{"document", JsonValue::object({{"dsl", "1.0.3"}, {"namespace", "sim"}, {"name", name}, {"version", "1.0.0"}})}});
        const int functions = chance(40) ? 1 : 0;
        if (functions) {
            Place inside;
            inside.in_function = true;
            inside.depth = 2;
            definition.set("use", JsonValue::object({{"functions", JsonValue::object({{"work", task(inside)}})}}));
        }
        functions_ = functions;
        definition.set("do", list({}));
        if (!settled_ && chance(20)) definition.set("timeout", JsonValue::object({{"after", "PT7S"}}));
        return {definition.json().text(), settled_};
    }

private:
    /// Where a task stands, and what may be there.
    struct Place {
        int depth = 0;
        bool in_loop = false;
        bool in_fork = false;     ///< no exports: the last one would win
        bool in_function = false;
        bool decides = true;      ///< it may fault, or end the run: of a fork's branches only one may, or the first wins
    };

    bool chance(unsigned percent) { return random_.percent(percent); }
    template <class T>
    const T& one_of(const std::vector<T>& all) { return all[random_.below(all.size())]; }

    static std::string braces(const std::string& text) { return "${ " + text + " }"; }
    std::string value(const Place& place) {
        if (place.decides && chance(3)) return failing_expression;
        if (place.decides && chance(2)) return endless_expression;
        return place.in_loop && chance(50) ? one_of(known_loop_values) : one_of(known_values);
    }
    std::string condition(const Place& place) { return place.in_loop && chance(40) ? one_of(known_loop_conditions) : one_of(known_conditions); }
    static JsonValue constant() { return JsonValue::object({{"n", 1}}); }

    JsonValue list(const Place& place) {
        JsonArray tasks;
        const std::uint64_t count = 1 + random_.below(place.depth == 0 ? 4 : 3);
        for (std::uint64_t i = 0; i < count; ++i) {
            JsonValue one = task(place);
            // Backward jumps would go round for ever; forward ones skip.
            if (i + 2 < count && chance(8)) one.set("then", "t" + std::to_string(i + 2));
            else if (chance(4)) one.set("then", "exit");
            else if (place.decides && chance(2)) one.set("then", "end");
            tasks.push_back(JsonValue::object({{"t" + std::to_string(i), std::move(one)}}));
        }
        return tasks;
    }

    JsonValue task(const Place& place) {
        JsonValue one = kind(place);
        if (chance(12)) one.set("if", condition(place));
        if (chance(8)) one.set("input", JsonValue::object({{"from", one_of(known_inputs)}}));
        // A task that has one keeps it: what stands in it is the same each time.
        if (!one.find("output") && chance(8)) one.set("output", JsonValue::object({{"as", one_of(known_values)}}));
        if (!place.in_fork && chance(10)) one.set("export", JsonValue::object({{"as", chance(50) ? "." : "{n: 3}"}}));
        if (!settled_ && chance(10)) one.set("timeout", JsonValue::object({{"after", "PT" + std::to_string(1 + random_.below(6)) + "S"}}));
        return one;
    }

    JsonValue kind(const Place& place) {
        const bool deep = place.depth >= 3;
        switch (random_.below(deep ? 9 : 15)) {
        case 0:
        case 1: return JsonValue::object({{"set", chance(30) ? constant() : JsonValue(braces(value(place)))}});
        case 2: return JsonValue::object({{"wait", "PT" + std::to_string(1 + random_.below(5)) + "S"}});
        case 3:
        case 4: return process(place);
        case 5: return place.decides && chance(40) ? raise() : JsonValue::object({{"set", constant()}});
        case 6: return child(place);
        case 7: return emit();
        case 8: return listen();
        case 9: return JsonValue::object({{"do", list(inside(place))}});
        case 10: return loop(place);
        case 11: return fork(place);
        case 12: return attempt(place);
        case 13: return choice(place);
        default: return function(place);
        }
    }

    static Place inside(const Place& place) {
        Place inner = place;
        ++inner.depth;
        return inner;
    }

    JsonValue process(const Place& place) {
        static const std::vector<std::string> commands = {"ok", "ok", "echo", "flaky", "fail"};
        std::string command = one_of(commands);
        if (!place.decides && command != "echo") command = "ok";
        JsonValue shell = JsonValue::object({{"command", command}});
        if (chance(30)) shell.set("stdin", braces(one_of(known_values)));
        JsonValue run = JsonValue::object({{"shell", std::move(shell)}});
        if (chance(10)) run.set("await", false);
        JsonValue one = JsonValue::object({{"run", std::move(run)}});
        if (place.decides && chance(8)) {
            // It never answers, so that it is always the timeout that comes.
            one = JsonValue::object({{"run", JsonValue::object({{"shell", JsonValue::object({{"command", "hang"}})}})}});
            one.set("timeout", JsonValue::object({{"after", "PT2S"}}));
        }
        return one;
    }
    JsonValue raise() {
        return JsonValue::object({{"raise", JsonValue::object({{"error", JsonValue::object({{"type", "https://example.com/e"}, {"status", std::int64_t(500 + random_.below(3))}})}})}});
    }
    JsonValue child(const Place& place) {
        if (children_ == 0 || !place.decides) return JsonValue::object({{"set", constant()}});
        JsonValue workflow = JsonValue::object({{"namespace", "sim"}, {"name", "child" + std::to_string(random_.below(static_cast<std::uint64_t>(children_)))}, {"version", "1.0.0"}});
        if (chance(5)) workflow.set("name", "nobody");
        if (chance(50)) workflow.set("input", constant());
        JsonValue run = JsonValue::object({{"workflow", std::move(workflow)}});
        if (chance(10)) run.set("await", false);
        return JsonValue::object({{"run", std::move(run)}});
    }
    static JsonValue emit() {
        const JsonValue with = JsonValue::object({{"type", "a.b"}, {"data", constant()}});
        // Its id is drawn: what follows is the same each time.
        return JsonValue::object({{"emit", JsonValue::object({{"event", JsonValue::object({{"with", with}})}})}, {"output", JsonValue::object({{"as", constant()}})}});
    }
    static JsonValue filter(const std::string& type) {
        return JsonValue::object({{"with", JsonValue::object({{"type", type}})}});
    }
    /// Which events come, and when, is not settled: what follows is the same each time.
    JsonValue listen() {
        JsonValue wanted = JsonValue::object({{"to", wanted_events()}});
        JsonValue one = JsonValue::object({{"listen", std::move(wanted)}});
        if (chance(20)) one.set("foreach", JsonValue::object({{"do", JsonArray{JsonValue::object({{"each", JsonValue::object({{"set", constant()}})}})}}}));
        one.set("output", JsonValue::object({{"as", constant()}}));
        return one;
    }
    JsonValue wanted_events() {
        switch (random_.below(5)) {
        case 0: return JsonValue::object({{"one", filter("sim.a")}});
        case 1: return JsonValue::object({{"any", JsonArray{filter("sim.a"), filter("sim.b")}}});
        case 2: return JsonValue::object({{"all", JsonArray{filter("all.a"), filter("all.b")}}});
        case 3: {
            JsonArray both;
            for (const char* type : {"same.a", "same.b"}) {
                JsonValue one = filter(type);
                one.set("correlate", JsonValue::object({{"n", JsonValue::object({{"from", known_correlation}})}}));
                both.push_back(std::move(one));
            }
            return JsonValue::object({{"all", std::move(both)}});
        }
        default:
            return JsonValue::object({{"any", JsonArray{filter("sim.a"), filter("sim.b")}}, {"until", JsonValue::object({{"one", filter("sim.c")}})}});
        }
    }
    JsonValue loop(const Place& place) {
        Place body = inside(place);
        body.in_loop = true;
        JsonValue one = JsonValue::object({{"for", JsonValue::object({{"in", "[1, 2, 3]"}})}, {"do", list(body)}});
        if (chance(30)) one.set("while", one_of(known_loop_conditions));
        return one;
    }
    JsonValue fork(const Place& place) {
        const bool compete = chance(30);
        const std::uint64_t count = 1 + random_.below(3);
        const std::uint64_t decider = place.decides ? random_.below(count) : count;
        JsonArray branches;
        for (std::uint64_t i = 0; i < count; ++i) {
            Place branch = inside(place);
            branch.in_fork = true;
            branch.decides = i == decider || (!settled_ && place.decides);
            // Who is first is settled only where each branch waits for one timer, each for another time.
            JsonValue content = compete && settled_ ? JsonValue::object({{"wait", "PT" + std::to_string(1 + (i * 2 + decider) % 5) + "S"}, {"output", JsonValue::object({{"as", JsonValue::object({{"n", std::int64_t(i)}})}})}}) : task(branch);
            branches.push_back(JsonValue::object({{"b" + std::to_string(i), std::move(content)}}));
        }
        return JsonValue::object({{"fork", JsonValue::object({{"compete", compete}, {"branches", std::move(branches)}})}, {"output", JsonValue::object({{"as", constant()}})}});
    }
    JsonValue attempt(const Place& place) {
        Place body = inside(place);
        JsonValue caught = JsonValue::object({});
        if (chance(60)) {
            JsonValue limit = JsonValue::object({{"attempt", JsonValue::object({{"count", std::int64_t(random_.below(3))}})}});
            if (!settled_ && chance(30)) limit.set("duration", "PT4S");
            JsonValue retry = JsonValue::object({{"limit", std::move(limit)}, {"delay", "PT1S"}});
            if (chance(30)) retry.set("backoff", JsonValue::object({{"exponential", JsonValue::object({})}}));
            if (chance(30)) retry.set("jitter", JsonValue::object({{"from", "PT0.1S"}, {"to", "PT0.9S"}}));
            caught.set("retry", std::move(retry));
        }
        if (chance(60)) caught.set("do", list(body));
        if (chance(20)) caught.set("errors", JsonValue::object({{"with", JsonValue::object({{"status", 500}})}}));
        return JsonValue::object({{"try", list(body)}, {"catch", std::move(caught)}});
    }
    JsonValue choice(const Place& place) {
        JsonArray cases{JsonValue::object({{"one", JsonValue::object({{"when", condition(place)}, {"then", "continue"}})}})};
        if (chance(50)) cases.push_back(JsonValue::object({{"two", JsonValue::object({{"when", condition(place)}, {"then", "exit"}})}}));
        if (chance(50)) cases.push_back(JsonValue::object({{"other", JsonValue::object({{"then", "continue"}})}}));
        return JsonValue::object({{"switch", std::move(cases)}});
    }
    JsonValue function(const Place& place) {
        if (functions_ == 0 || place.in_function || place.in_fork) return JsonValue::object({{"set", constant()}});
        return JsonValue::object({{"call", "work"}, {"with", constant()}});
    }

    Random& random_;
    const int children_;
    const bool settled_;
    int functions_ = 0;
};

} // namespace

RandomDefinition random_definition(Random& random, const std::string& name, int children) { return Drawer(random, children).draw(name); }

} // namespace orkestr::test
