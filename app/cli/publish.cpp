// orkestr publish FILE...
#include "app/cli/listing.h"
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "app/workspace/engine_control.h"

#include <QEventLoop>
#include <algorithm>
#include <cstdio>
#include <limits>

namespace orkestr::cli {

namespace {

/// The schedule that holds by what was just published, if there is one.
std::optional<ScheduleView> schedule_of(const std::string& workspace, const std::string& hash) {
    const auto store = open_for_reading(workspace);
    const auto all = store ? list_schedules(**store, SystemClock().now()) : Result<std::vector<ScheduleView>>(store.error());
    if (!all) return std::nullopt;
    const auto at = std::find_if(all->begin(), all->end(), [&](const ScheduleView& one) { return one.row.definition == hash; });
    return at == all->end() ? std::nullopt : std::optional(*at);
}

void say_schedule(const ScheduleView& schedule) {
    std::printf("  scheduled: %s; %s\n  Runs start while 'orkestr serve' or Studio has the workspace open.\n", schedule.rule.c_str(),
                when_text(schedule, SystemClock().now()).c_str());
}

} // namespace

int publish(const QStringList& arguments) {
    Options options("publish", "FILE... [--workspace DIR] [--format text|json]",
                    "Puts definitions into a workspace, where other workflows can run them and their schedules begin to hold.\n"
                    "A published version never changes: the same version with other content is refused.",
                    {"orkestr publish order.yaml", "orkestr publish --workspace ./ws workflows/*.yaml"});
    options.add_workspace();
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, std::numeric_limits<int>::max())) return *done;

    EngineControl control({options.workspace(), false, {}});
    int worst = ExitCode::completed;
    JsonArray published;
    for (const auto& file : options.positional()) {
        auto text = read_text(file);
        if (!text) {
            worst = std::max(worst, report(text.error()));
            continue;
        }
        QEventLoop loop;
        control.publish(std::move(*text), file, [&](Result<std::string> hash) {
            if (!hash) {
                if (hash.error().code == ErrorCode::invalid_definition) std::fprintf(stderr, "%s\n", hash.error().message.c_str());
                worst = std::max(worst, hash.error().code == ErrorCode::invalid_definition ? int(ExitCode::invalid) : report(hash.error()));
            } else if (options.format() == "json") {
                JsonValue one = JsonValue::object({{"file", file}, {"hash", *hash}});
                if (const auto schedule = schedule_of(options.workspace(), *hash)) {
                    one.set("schedule", schedule->rule);
                    one.set("next", schedule->next.empty() ? JsonValue() : JsonValue(to_iso8601(schedule->next.front())));
                }
                published.push_back(std::move(one));
            } else {
                std::printf("%s: published as %s\n", file.c_str(), hash->substr(0, 12).c_str());
                if (const auto schedule = schedule_of(options.workspace(), *hash)) say_schedule(*schedule);
            }
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        });
        loop.exec();
    }
    if (options.format() == "json") print_line(JsonValue(std::move(published)).json());
    return worst;
}

} // namespace orkestr::cli
