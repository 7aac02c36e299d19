// orkestr schedules, orkestr unschedule NS/NAME
#include "app/cli/author.h"
#include "app/cli/listing.h"
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "app/workspace/engine_control.h"

#include <QEventLoop>
#include <cstdio>

namespace orkestr::cli {

namespace {

JsonValue schedule_json(const ScheduleView& schedule) {
    const ScheduleRow& row = schedule.row;
    JsonArray next;
    for (const Instant& at : schedule.next) next.emplace_back(to_iso8601(at));
    JsonValue out = JsonValue::object({{"definition", row.ns + "/" + row.name}, {"version", row.version}, {"rule", schedule.rule}, {"active", row.active},
                                       {"next", std::move(next)}, {"last", time_or_null(row.last)},
                                       {"last_run", row.last_run.empty() ? JsonValue() : JsonValue(row.last_run.text)}});
    if (!row.by.empty()) out.set("by", row.by);
    if (!row.reason.empty()) out.set("reason", row.reason);
    if (const auto& failure = schedule.failure)
        out.set("last_failure", JsonValue::object({{"at", to_iso8601(failure->at)}, {"message", failure->message}}));
    return out;
}

void print_schedule(const ScheduleView& schedule, Instant now) {
    const ScheduleRow& row = schedule.row;
    std::printf("%s/%s:%s  %s\n  %s\n", row.ns.c_str(), row.name.c_str(), row.version.c_str(), schedule.rule.c_str(), when_text(schedule, now).c_str());
    if (row.last) std::printf("  last %s, run %s\n", to_iso8601(*row.last).c_str(), row.last_run.text.c_str());
    if (const auto& failure = schedule.failure) std::printf("  failed %s: %s\n", to_iso8601(failure->at).c_str(), failure->message.c_str());
}

} // namespace

int schedules(const QStringList& arguments) {
    Options options("schedules", "[--workspace DIR] [--format text|json]",
                    "Lists the schedules of what is published: the latest version of each workflow, its rule and its next times.\n"
                    "Runs start while 'orkestr serve' or Studio has the workspace open; what was missed meanwhile is made up for by one run.",
                    {"orkestr schedules", "orkestr schedules --format json | jq '.[].next[0]'"});
    options.add_workspace();
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 0, 0)) return *done;
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const Instant now = SystemClock().now();
    const auto found = list_schedules(**store, now);
    if (!found) return report(found.error());
    if (options.format() == "json") {
        JsonArray all;
        for (const auto& schedule : *found) all.push_back(schedule_json(schedule));
        print_line(JsonValue(std::move(all)).json());
        return ExitCode::completed;
    }
    for (const auto& schedule : *found) print_schedule(schedule, now);
    if (found->empty()) std::fputs("No schedules. Publish a workflow that has one with 'orkestr publish FILE'.\n", stderr);
    return ExitCode::completed;
}

int unschedule(const QStringList& arguments) {
    Options options("unschedule", "NS/NAME [--reason TEXT] [--workspace DIR] [--format text|json]",
                    "No run of this workflow starts by its schedule any more, in whatever version; runs that have begun go on.\n"
                    "Publishing the workflow again schedules it again.",
                    {"orkestr unschedule shop/report", "orkestr unschedule shop/report --reason 'replaced by shop/summary'"});
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("reason", "TEXT", "Why: recorded with your login name");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    const std::string given = options.positional().front();
    const auto slash = given.find('/');
    if (slash == 0 || slash == std::string::npos || slash + 1 == given.size()) return options.refuse("a workflow is named NAMESPACE/NAME, not '" + given + "'");
    if (auto store = open_for_reading(options.workspace()); !store) return report(store.error());
    EngineControl control({.directory = options.workspace()});
    const Author author = author_of(options.value("reason"));
    QEventLoop loop;
    int exit_code = ExitCode::broken;
    control.unschedule(given.substr(0, slash), given.substr(slash + 1), author, [&](const Result<void>& result) {
        exit_code = result ? int(ExitCode::completed) : refused(result.error());
        if (result && options.format() == "json")
            print_line(JsonValue::object({{"definition", given}, {"active", false}, {"by", author.by}, {"reason", author.reason}}).json());
        else if (result) std::printf("%s: unscheduled\n", given.c_str());
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    return exit_code;
}

} // namespace orkestr::cli
