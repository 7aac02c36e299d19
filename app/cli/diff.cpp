// orkestr diff A B
#include "app/cli/long_work.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "core/base/duration_text.h"
#include "core/base/shortened.h"
#include "core/runtime/run_comparison.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

constexpr std::size_t most_steps_shown = 100;
constexpr std::size_t most_changes_shown = 5;
/// As of work that ended without an answer.
constexpr int undecided = ExitCode::cancelled;

std::string value_text(const std::optional<std::string>& json) { return json ? shortened(*json, 200) : "(nothing)"; }

void print_head(char letter, const ComparedRunHead& head) {
    std::printf("%c  %s  %s  %s, %llu events\n", letter, head.run.text.c_str(), head.label.c_str(), head.status.c_str(), static_cast<unsigned long long>(head.events));
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

void print_text(const RunComparison& found) {
    const RunDiff& diff = found.diff;
    print_head('a', found.a);
    print_head('b', found.b);
    if (found.a.definition != found.b.definition) std::printf("The definitions differ: tasks are compared by their names.\n");
    const auto number = [](std::uint64_t count) { return static_cast<unsigned long long>(count); };
    if (diff.redacted > 0)
        std::printf("%llu redacted %s could not be compared.\n", number(diff.redacted), diff.redacted == 1 ? "value" : "values");
    if (diff.unread > 0) std::printf("%llu payloads that differ are too large to be looked into.\n", number(diff.unread));
    if (!diff.verdict()) {
        std::printf("\nEqual as far as can be seen: %llu steps; whether what was redacted differs is not known\n", number(diff.equal_steps));
        return;
    }
    if (diff.equal) {
        std::printf("\nEqual: %llu steps\n", number(diff.equal_steps));
        return;
    }
    std::printf("\nFirst difference: %s\n", diff.first_step()->key().c_str());
    print_change(*diff.first_change());
    std::printf("\nSteps: %llu equal, %llu differ, %llu only in a, %llu only in b\n", static_cast<unsigned long long>(diff.equal_steps),
                static_cast<unsigned long long>(diff.differing_steps), static_cast<unsigned long long>(diff.only_a), static_cast<unsigned long long>(diff.only_b));
    std::size_t shown = 0, left = 0;
    for (const StepDiff& step : diff.steps) {
        if (step.kind == StepDiff::Kind::equal) continue;
        if (++shown <= most_steps_shown) print_step(step);
        else ++left;
    }
    if (left > 0) std::printf("  and %zu more steps; --format json tells them all\n", left);
}

/// The run that an argument means: a file or a workspace that holds just one needs no name.
Result<NamedSource> open_run(const std::string& argument, const std::string& workspace) {
    auto source = open_argument(argument, workspace);
    if (!source || source->run) return source;
    std::vector<RunId> some;
    const auto read = each_row(*source, {}, [&](const RunRow& row) {
        some.push_back(row.run);
        return some.size() < 2;
    });
    if (!read) return read.error();
    if (some.empty()) return Error{ErrorCode::not_found, argument + " holds no run", {}};
    if (some.size() > 1) return Error{ErrorCode::invalid_argument, argument + " holds several runs; name one as " + argument + "#RUN", {}};
    source->run = some.front();
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
    if (options.format() == "json") print_line(found->diff.json());
    else print_text(*found);
    const auto equal = found->diff.verdict();
    return !equal ? undecided : *equal ? ExitCode::completed : ExitCode::failed;
}

} // namespace orkestr::cli
