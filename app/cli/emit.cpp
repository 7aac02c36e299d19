// orkestr emit --type T
#include "app/cli/author.h"
#include "app/cli/reading.h"
#include "app/cli/run_options.h"
#include "app/cli/text.h"
#include "app/workspace/engine_control.h"
#include "core/base/duration_text.h"
#include "core/definition/event_attributes.h"

#include <QEventLoop>
#include <cstdio>

namespace orkestr::cli {

namespace {

std::string said(const char* option, const EventAttributeFault& fault) {
    return std::string(option) + ", character " + std::to_string(fault.begin + 1) + ": " + fault.message + "; " + fault.suggestion;
}

int print_emitted(const Emitted& emitted, const EmitRequest& request, Duration keep, const std::string& format) {
    const std::string until = to_iso8601(SystemClock().now() + keep);
    if (format == "json") {
        JsonValue out = JsonValue::object({{"id", emitted.id}, {"number", emitted.bus}, {"type", request.type}, {"engine", emitted.engine}, {"kept_until", until}});
        if (!request.to.empty()) out.set("to", request.to.text);
        print_line(out.json());
        return ExitCode::completed;
    }
    std::printf("%s  %s%s%s\n", emitted.id.c_str(), request.type.c_str(), request.to.empty() ? "" : " to run ", request.to.text.c_str());
    std::printf(emitted.engine ? "It is delivered now; whoever begins to listen later can have it until %s, if nobody has received it.\n"
                               : "Nobody is there to deliver it now. It is kept until %s; 'orkestr serve' or Studio delivers it.\n",
                until.c_str());
    return ExitCode::completed;
}

} // namespace

int emit(const QStringList& arguments) {
    Options options("emit",
                    "--type T [--source S] [--data JSON|@FILE|-] [--to RUN] [--reason TEXT] [--keep DURATION]\n"
                    "                    [--workspace DIR] [--format text|json]",
                    "Sends a CloudEvent to those who listen for it: runs, and schedules by events. It is recorded when this ends, and\n"
                    "delivered while 'orkestr serve' or Studio has the workspace open. An event that nobody has received is kept for a\n"
                    "day (--keep), so that a listener that starts late can still have it; 'orkestr events' lists those.",
                    {"orkestr emit --type com.example.order.placed --data '{\"id\": 42}'", "orkestr emit --type com.example.approved --to RUN --reason 'asked Ada'",
                     "orkestr emit --type com.example.report --data @report.json --keep 7d --format json"});
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("type", "T", "The event's type, such as com.example.order.placed");
    options.add("source", "S", "Where it comes from, a URI. Default: /orkestr/ and your login name");
    options.add("data", "JSON|@FILE|-", "Its data: JSON, a file's, or standard input's. Default: none");
    options.add("to", "RUN", "A signal: for this run alone");
    options.add("reason", "TEXT", "Why: recorded with the event");
    options.add("keep", "DURATION", "How long it is kept while nobody receives it: 20s, 1h30m, 7d or ISO 8601", "P1D");
    if (const auto done = options.parse(arguments, 0, 0)) return *done;

    EmitRequest request{options.value("type"), options.value("source"), {}, RunId{options.value("to")}, author_of(options.value("reason"))};
    if (!options.has("type")) return options.refuse("--type T is missing: the event's type, such as com.example.order.placed");
    if (const auto fault = find_event_type_fault(request.type)) return options.refuse(said("--type", *fault));
    if (options.has("source"))
        if (const auto fault = find_event_source_fault(request.source)) return options.refuse(said("--source", *fault));
    if (options.has("to") && !is_run_id(request.to.text)) return options.refuse("--to: '" + request.to.text + "' is no run's id; 'orkestr runs' lists them");
    const auto keep = parse_duration(options.value("keep"));
    if (!keep || keep->ms <= 0) return options.refuse("--keep: " + (keep ? "more than nothing is expected" : keep.error().message));
    if (options.has("data")) {
        auto data = read_json_argument(options.value("data"), "the data");
        if (!data) return report(data.error());
        request.data = std::move(*data);
    }
    if (auto store = open_for_reading(options.workspace()); !store) return report(store.error());
    EngineControl control({.directory = options.workspace(), .keep_events = *keep});
    QEventLoop loop;
    int exit_code = ExitCode::broken;
    control.emit(request, [&](Result<Emitted> emitted) {
        exit_code = emitted ? print_emitted(*emitted, request, *keep, options.format()) : refused(emitted.error());
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    return exit_code;
}

} // namespace orkestr::cli
