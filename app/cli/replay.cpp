// orkestr replay RUN
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "core/adapters/jq/jq_evaluator.h"
#include "core/runtime/replay_run.h"

#include <QEventLoop>
#include <algorithm>
#include <cstdio>

namespace orkestr::cli {

namespace {

JsonValue event_or_null(const std::string& json) {
    auto value = JsonValue::parse(json);
    return value ? *value : JsonValue();
}

int print_report(const std::string& run, const ReplayReport& report, const std::string& format) {
    const auto& divergence = report.divergence;
    if (format == "json") {
        JsonValue out = JsonValue::object({{"run", run}, {"ok", !divergence}, {"events", report.events}, {"compared", report.compared}});
        if (divergence) {
            out.set("seq", divergence->seq);
            out.set("expected", event_or_null(divergence->expected));
            out.set("actual", event_or_null(divergence->actual));
            out.set("message", divergence->message);
        }
        print_line(out.json());
    } else if (divergence) {
        std::printf("%s: nondeterminism error at event %llu: %s\n  expected: %s\n  actual:   %s\n", run.c_str(),
                    static_cast<unsigned long long>(divergence->seq), divergence->message.c_str(),
                    divergence->expected.empty() ? "(nothing)" : divergence->expected.c_str(),
                    divergence->actual.empty() ? "(nothing)" : divergence->actual.c_str());
    } else {
        std::printf("%s: %llu of %llu events decided again, all equal\n", run.c_str(), static_cast<unsigned long long>(report.compared),
                    static_cast<unsigned long long>(report.events));
    }
    return divergence ? ExitCode::failed : ExitCode::completed;
}

} // namespace

int replay(const QStringList& arguments) {
    Options options("replay", "RUN [--workspace DIR] [--format text|json]",
                    "Decides a run again from its recorded outcomes and compares each event with the one recorded.\n"
                    "Nothing outside is touched. Exits with 0 when all are equal, else with 1.",
                    {"orkestr replay 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr replay RUN --format json"});
    options.add_workspace();
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const auto row = find_run(**store, options.positional().front());
    if (!row) return not_proven(row.error());
    PlanCache plans;
    auto plan = plans.get(row->definition, **store);
    if (!plan) return not_proven(plan.error());
    auto evaluator = JqEvaluator::create();
    if (!evaluator) return report(evaluator.error());
    QEventLoop loop;
    int exit_code = ExitCode::broken;
    constexpr std::uint32_t page = 1000;
    const auto rows = [&](std::uint64_t after) { return (*store)->events(row->run, after, page); };
    replay_run(*plan, rows, **evaluator, [&](Result<ReplayReport> result) {
        if (result) result->events = std::max(result->events, row->events);
        exit_code = result ? print_report(row->run.text, *result, options.format()) : not_proven(result.error());
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    return exit_code;
}

} // namespace orkestr::cli
