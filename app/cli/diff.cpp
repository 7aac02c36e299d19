// orkestr diff A B
#include "app/cli/long_work.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "core/base/duration_text.h"
#include "core/base/shortened.h"
#include "core/runtime/run_comparison.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace orkestr::cli {

namespace {

constexpr std::size_t most_steps_shown = 100;
constexpr std::size_t most_changes_shown = 5;
constexpr std::size_t most_durations_shown = 10;
constexpr std::size_t most_durations = 100; ///< in JSON
/// As of work that ended without an answer.
constexpr int undecided = ExitCode::cancelled;

std::string value_text(const std::optional<std::string>& json) { return json ? shortened(*json, 200) : "(nothing)"; }

void print_head(char letter, const ComparedRunHead& head) {
    std::printf("%c  %s  %s  %s, %s\n", letter, head.run.text.c_str(), head.label.c_str(), head.status.c_str(), counted(head.events, "event").c_str());
}

void print_change(const RunChange& change) {
    std::printf("    %s\n      a: %s\n      b: %s\n", change.path.c_str(), value_text(change.a).c_str(), value_text(change.b).c_str());
}

std::string durations(const StepDiff& step) {
    if (!step.duration_a || !step.duration_b || step.duration_a == step.duration_b) return {};
    return "  (took " + to_human(*step.duration_a) + " in a, " + to_human(*step.duration_b) + " in b)";
}

void print_step(const StepDiff& step) {
    const char sign = step.kind == StepDiff::Kind::only_a ? '-' : step.kind == StepDiff::Kind::only_b ? '+' : '~';
    if (step.kind != StepDiff::Kind::differs) {
        std::printf("  %c %s  only in %c\n", sign, step.key().c_str(), sign == '-' ? 'a' : 'b');
        return;
    }
    std::printf("  %c %s%s\n", sign, step.key().c_str(), durations(step).c_str());
    for (std::size_t i = 0; i < std::min(step.changes.size(), most_changes_shown); ++i) print_change(step.changes[i]);
    const std::uint64_t more = step.more_changes + (step.changes.size() > most_changes_shown ? step.changes.size() - most_changes_shown : 0);
    if (more > 0) std::printf("    and %llu more\n", static_cast<unsigned long long>(more));
}

/// Steps of both runs that took longer in one of them: by 10 ms at least, and by a fifth; the largest differences first.
std::vector<const StepDiff*> slower_steps(const RunDiff& diff) {
    const auto apart = [](const StepDiff& step) { return std::abs(step.duration_a->ms - step.duration_b->ms); };
    std::vector<const StepDiff*> steps;
    for (const StepDiff& step : diff.steps) {
        if (!step.duration_a || !step.duration_b) continue;
        if (apart(step) >= 10 && 5 * apart(step) >= std::max(step.duration_a->ms, step.duration_b->ms)) steps.push_back(&step);
    }
    std::stable_sort(steps.begin(), steps.end(), [&](const auto* x, const auto* y) { return apart(*x) > apart(*y); });
    return steps;
}

void print_durations(const RunDiff& diff) {
    const auto steps = slower_steps(diff);
    if (steps.empty()) return;
    std::printf("\nDurations, a and b\n");
    for (std::size_t i = 0; i < std::min(steps.size(), most_durations_shown); ++i)
        std::printf("  %10s  %10s  %s\n", to_human(*steps[i]->duration_a).c_str(), to_human(*steps[i]->duration_b).c_str(), steps[i]->key().c_str());
    if (steps.size() > most_durations_shown) std::printf("  and %s; --format json tells more\n", counted(steps.size() - most_durations_shown, "more step").c_str());
}

JsonValue head_json(const ComparedRunHead& head) {
    return JsonValue::object({{"run", head.run.text}, {"definition", head.definition}, {"name", head.label}, {"status", head.status}, {"events", head.events}});
}

/// In b it is another one.
bool has_other_key(const StepDiff& step) { return !step.key_b.empty() && step.key_b != step.key(); }

/// The difference as RunDiff::to_value has it, and what was compared: `"a":{"run","definition","name","status","events"},"b":{...}`,
/// `"durations":[{"step","duration_ms":{"a","b"}}]` of slower_steps(), at most most_durations, and how many more there are. A
/// step that has another key in b has it as `step_b`.
JsonValue comparison_json(const RunComparison& found) {
    JsonValue out = found.diff.to_value();
    out.set("a", head_json(found.a));
    out.set("b", head_json(found.b));
    const StepDiff* first = found.diff.first_step();
    if (first && has_other_key(*first)) {
        JsonValue named = *out.find("first");
        named.set("step_b", first->key_b);
        out.set("first", std::move(named));
    }
    const auto steps = slower_steps(found.diff);
    JsonArray durations;
    for (std::size_t i = 0; i < std::min(steps.size(), most_durations); ++i) {
        JsonValue one = JsonValue::object({{"step", steps[i]->key()}, {"duration_ms", JsonValue::object({{"a", steps[i]->duration_a->ms}, {"b", steps[i]->duration_b->ms}})}});
        if (has_other_key(*steps[i])) one.set("step_b", steps[i]->key_b);
        durations.push_back(std::move(one));
    }
    out.set("durations", std::move(durations));
    if (steps.size() > most_durations) out.set("more_durations", steps.size() - most_durations);
    return out;
}

void print_text(const RunComparison& found) {
    const RunDiff& diff = found.diff;
    print_head('a', found.a);
    print_head('b', found.b);
    if (found.a.definition != found.b.definition) std::printf("The definitions differ: tasks are compared by their names.\n");
    if (diff.redacted > 0) std::printf("%s could not be compared.\n", counted(diff.redacted, "redacted value").c_str());
    if (diff.unread > 0) std::printf("%s too large to be looked into.\n", counted(diff.unread, "payload that differs is", "payloads that differ are").c_str());
    if (!diff.verdict()) {
        std::printf("\nEqual as far as can be seen: %s; whether what was redacted differs is not known\n", counted(diff.equal_steps, "step").c_str());
        return;
    }
    if (diff.equal) {
        std::printf("\nEqual: %s\n", counted(diff.equal_steps, "step").c_str());
        return;
    }
    std::printf("\nFirst difference: %s\n", diff.first_step()->key().c_str());
    print_change(*diff.first_change());
    std::printf("\nSteps: %llu equal, %s, %llu only in a, %llu only in b\n", static_cast<unsigned long long>(diff.equal_steps),
                counted(diff.differing_steps, "differs", "differ").c_str(), static_cast<unsigned long long>(diff.only_a), static_cast<unsigned long long>(diff.only_b));
    std::size_t shown = 0, left = 0;
    for (const StepDiff& step : diff.steps) {
        if (step.kind == StepDiff::Kind::equal) continue;
        if (++shown <= most_steps_shown) print_step(step);
        else ++left;
    }
    if (left > 0) std::printf("  and %s; --format json tells them all\n", counted(left, "more step").c_str());
}

/// The argument's source, with the run that it means.
Result<NamedSource> open_run(const std::string& argument, const std::string& workspace) {
    auto source = open_argument(argument, workspace);
    if (!source) return source;
    const auto run = meant_run(*source);
    if (!run) return run.error();
    source->run = *run;
    return source;
}

} // namespace

int diff(const QStringList& arguments) {
    Options options("diff", "A B [--workspace DIR] [--ignore-order] [--format text|json]",
                    "Compares two runs step by step: A and B are runs of the workspace, or FILE#RUN, WORKSPACE#RUN.\n"
                    "Says what differs first, then each step that is in one of them only or differs in its status, input, output,\n"
                    "error, attempts, chosen case or order. Runs of different definitions are compared task by task, by name.\n"
                    "Ids, times and durations are no differences; which steps took longer in one of them is told besides. Exits with 0\n"
                    "when the runs are equal, with 1 when they differ, with 3 when nothing differs in what can be\n"
                    "seen and values were redacted (in JSON \"equal\":null and \"redacted\":N; of one run and a redacted log of it, the\n"
                    "events' hashes decide), and with 4 when one of them is not there.",
                    {"orkestr diff 01JD2X3M4N5P6Q7R8S9T0V1W2X 01JD2X4A5B6C7D8E9F0G1H2J3K", "orkestr diff yesterday.orklog#RUN RUN",
                     "orkestr diff A B --format json | jq .first"});
    options.add_workspace();
    options.add("ignore-order", nullptr, "The order in which steps began and ended is no difference");
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 2, 2)) return *done;
    const auto names = options.positional();
    const auto a = open_run(names[0], options.workspace());
    if (!a) return report(a.error());
    const auto b = open_run(names[1], options.workspace());
    if (!b) return report(b.error());
    RunDiffOptions wanted;
    wanted.order = !options.has("ignore-order");
    const auto found = do_long_work<RunComparison>([&](std::stop_token stop) {
        ProgressLine line("Comparing");
        return compare_runs({a->source.get(), *a->run}, {b->source.get(), *b->run}, wanted, stop,
                            [&](const ComparisonProgress& at) { line.show(at.events, at.of, "events"); });
    });
    if (!found) return report(found.error());
    if (options.format() == "json") {
        print_line(comparison_json(*found).json());
    } else {
        print_text(*found);
        print_durations(found->diff);
    }
    const auto equal = found->diff.verdict();
    return !equal ? undecided : *equal ? ExitCode::completed : ExitCode::failed;
}

} // namespace orkestr::cli
