// orkestr at RUN
#include "app/cli/long_work.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "core/base/shortened.h"
#include "core/history/redaction.h"
#include "core/runtime/run_travel.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <thread>

namespace orkestr::cli {

namespace {

constexpr std::size_t most_value_text = 400;
constexpr std::size_t most_under_way = 50;
constexpr std::uint32_t changes_at_once = 1000;
constexpr int unknown_value = ExitCode::cancelled;
/// Longer runs of a log are read once it is known where each of their events stands.
constexpr std::uint64_t most_events_unread = 20'000;

/// What `at` is asked for.
struct AtWish {
    std::string argument;
    std::string workspace;
    std::optional<std::uint64_t> seq;    ///< nothing: the last event
    std::optional<std::uint64_t> before; ///< nothing: behind the last event
    std::optional<DataPath> path;
    std::optional<DataPath> last_change;
    std::optional<DataPath> changes;
    bool json = false;
};

std::string brief(const Json& json) { return shortened(json.text(), most_value_text); }

/// Of what was taken out whole, or with what it was in, there is nothing to be shown.
std::string brief(const std::optional<Json>& json, bool redacted) {
    if (redacted && (!json || *json == redaction_mark().json())) return "(redacted)";
    return json ? brief(*json) : "(nothing)";
}

/// A log that has no index, or a long run of one, can be read when all of it was gone through.
Result<void> wait_for_log(const NamedSource& source, HistoryReader& reader, const std::stop_token& stop, ProgressLine& line) {
    for (;;) {
        const auto state = wait_for<SourceState>([&](auto done) { source.source->state({}, std::move(done)); });
        if (!state) return state.error();
        if (state->read_bytes >= state->size_bytes) return {};
        if (source.run) {
            const auto row = reader.run(*source.run);
            if (row && row->events <= most_events_unread) return {};
        }
        if (stop.stop_requested()) return {ErrorCode::cancelled, "the reading was stopped"};
        line.show(state->read_bytes, state->size_bytes, "bytes");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

Result<std::unique_ptr<TimeTravel>> travel_as_wished(const AtWish& wish, const std::stop_token& stop) {
    auto source = open_argument(wish.argument, wish.workspace);
    if (!source) return source.error();
    auto opened = source->source->open_reader();
    if (!opened && opened.error().code == ErrorCode::unsupported)
        return Error{ErrorCode::unsupported, opened.error().message + "; 'orkestr show' and 'orkestr events' say what is in it", {}};
    if (!opened) return opened.error();
    const std::shared_ptr<HistoryReader> reader = std::move(*opened);
    ProgressLine line("Reading");
    if (auto read = wait_for_log(*source, *reader, stop, line); !read) return read.error();
    const auto run = meant_run(*source);
    if (!run) return run.error();
    return travel_in(reader, *run, stop, [&line](std::uint64_t done, std::uint64_t total) { line.show(done, total, "events"); });
}

void print_under_way(const RunMoment& moment) {
    if (moment.live.empty()) return;
    std::printf("\nUnder way\n");
    auto view = moment.run.steps.begin();
    std::size_t shown = 0;
    for (const MomentStep& live : moment.live) {
        const bool begun = view != moment.run.steps.end() && view->id == live.id;
        const StepView* step = begun ? &*view++ : nullptr;
        if (++shown > most_under_way) continue;
        std::string more;
        if (step && step->attempt > 1) more += " attempt " + std::to_string(step->attempt);
        if (step && step->waits_until) more += " until " + to_iso8601(*step->waits_until);
        if (live.branches > 0) more += " " + std::to_string(live.open_branches) + " of " + std::to_string(live.branches) + " branches open";
        if (live.events_received > 0) more += " " + std::to_string(live.events_received) + " events received";
        for (const auto& variable : live.binds) more += " $" + variable.name + " = " + shortened(variable.value.text(), 60);
        std::printf("  %-40s %s%s\n", live.key.c_str(), step ? step->status.c_str() : "pending", more.c_str());
    }
    if (shown > most_under_way) std::printf("  and %zu more; --format json tells them all\n", shown - most_under_way);
}

void print_tasks(const RunView& run) {
    if (run.nodes.empty()) return;
    std::printf("\nTasks\n  %-40s %-10s %6s %9s %11s\n", "TASK", "STATUS", "STEPS", "ATTEMPTS", "ITERATIONS");
    for (const auto& [task, node] : run.nodes)
        std::printf("  %-40s %-10s %6u %9u %11u\n", task.c_str(), node.status.c_str(), node.steps, node.attempts, node.iterations);
}

void print_moment(const RunMoment& moment, std::uint64_t last) {
    const RunView& run = moment.run;
    std::printf("Run         %s\nEvent       %llu of %llu  %s", run.run.text.c_str(), static_cast<unsigned long long>(moment.seq), static_cast<unsigned long long>(last),
                moment.event.type.c_str());
    if (!moment.event.step.empty()) std::printf("  %s", moment.event.step.c_str());
    std::printf("\nAt          %s\nStatus      %s\nStarted     %s\n", to_iso8601(moment.at).c_str(), run.status.c_str(), to_iso8601(run.started).c_str());
    if (run.ended) std::printf("Ended       %s\n", to_iso8601(*run.ended).c_str());
    if (!run.by.empty()) std::printf("By          %s\n", run.by.c_str());
    if (!run.reason.empty()) std::printf("Reason      %s\n", run.reason.c_str());
    std::printf("Input       %s\nContext     %s\nData        %s\n", brief(moment.input).c_str(), brief(moment.context).c_str(), brief(moment.data).c_str());
    for (const auto& variable : moment.variables) std::printf("Variable    $%s = %s\n", variable.name.c_str(), brief(variable.value).c_str());
    if (run.output) std::printf("Output      %s\n", brief(*run.output).c_str());
    if (run.error) std::printf("Error       %s\n", brief(run.error->to_json()).c_str());
    for (const auto& timer : moment.timers) {
        const std::string& whose = timer.key.empty() ? "the run" : timer.key;
        std::printf("Timer       %s of %s at %s\n", timer.kind.c_str(), whose.c_str(), to_iso8601(timer.due).c_str());
    }
    for (const auto& work : moment.pending) std::printf("Ordered     %s of %s by event %llu\n", work.kind.c_str(), work.key.c_str(), static_cast<unsigned long long>(work.seq));
    print_under_way(moment);
    print_tasks(run);
}

/// In the order that is canonical; values as they are, however deep.
std::string change_json(const ValueChange& change) {
    std::string out = "{";
    if (change.after) out += "\"after\":" + change.after->text() + ",";
    out += "\"at\":\"" + to_iso8601(change.at) + "\",";
    if (change.before) out += "\"before\":" + change.before->text() + ",";
    out += std::string("\"certain\":") + (change.certain ? "true" : "false") + ",\"redacted\":" + (change.redacted() ? "true" : "false") + ",\"seq\":" + std::to_string(change.seq) + ",\"step\":";
    out += change.step.empty() ? "null" : Json::string(change.step).text();
    return out + ",\"type\":" + Json::string(change.type).text() + "}";
}

void print_change(const ValueChange& change, bool json) {
    if (json) {
        std::printf("%s\n", change_json(change).c_str());
        return;
    }
    std::printf("Event       %llu  %s", static_cast<unsigned long long>(change.seq), change.type.c_str());
    if (!change.step.empty()) std::printf("  %s", change.step.c_str());
    std::printf("\nAt          %s\nBefore      %s\nAfter       %s\n", to_iso8601(change.at).c_str(), brief(change.before, change.before_redacted).c_str(),
                brief(change.after, change.after_redacted).c_str());
    if (!change.certain) std::printf("Some of it was redacted: whether it changed here is not known.\n");
    else if (change.redacted()) std::printf("Some of it was redacted.\n");
}

void print_change_line(const ValueChange& change) {
    std::printf("%8llu  %s  %-20s %-32s %s%s\n", static_cast<unsigned long long>(change.seq), to_iso8601(change.at).c_str(), change.type.c_str(), change.step.c_str(),
                brief(change.after, change.after_redacted).c_str(), change.certain ? "" : "  (may have changed)");
}

/// With a way to find out all the same.
Error not_followed(Error error) {
    if (error.code == ErrorCode::unsupported) error.message += "; 'orkestr at RUN --seq N --path JSONPATH' prints it after any event";
    return error;
}

/// That there is nothing is an answer too.
int nothing_found(const std::string& what) {
    std::fprintf(stderr, "orkestr: %s\n", what.c_str());
    return ExitCode::failed;
}

Result<int> print_last_change(TimeTravel& travel, const AtWish& wish, const std::stop_token& stop) {
    const std::uint64_t before = wish.before.value_or(travel.last() + 1);
    const auto change = travel.last_change(*wish.last_change, before, stop);
    if (!change) return not_followed(change.error());
    if (!*change)
        return nothing_found("nothing at " + wish.last_change->text() + " changed before event " + std::to_string(std::min(before, travel.last() + 1)));
    print_change(**change, wish.json);
    return ExitCode::completed;
}

Result<int> print_changes(TimeTravel& travel, const AtWish& wish, const std::stop_token& stop) {
    std::uint64_t shown = 0;
    for (bool more = true; more;) {
        const auto page = travel.changes(*wish.changes, shown, changes_at_once, stop);
        if (!page && wish.json && shown > 0) std::printf("]\n");
        if (!page) return not_followed(page.error());
        more = !page->changes.empty();
        for (const ValueChange& change : page->changes) {
            more = !wish.before || change.seq < *wish.before;
            if (!more) break;
            if (wish.json) std::printf("%s%s", shown > 0 ? "," : "[", change_json(change).c_str());
            else print_change_line(change);
            ++shown;
        }
    }
    if (wish.json) std::printf("%s]\n", shown > 0 ? "" : "[");
    if (shown > 0) return ExitCode::completed;
    return nothing_found("nothing at " + wish.changes->text() + " changed before event " + std::to_string(std::min(wish.before.value_or(travel.last() + 1), travel.last() + 1)));
}

Result<int> print_state(TimeTravel& travel, const AtWish& wish) {
    const std::uint64_t seq = wish.seq.value_or(travel.last());
    if (wish.path) {
        const auto value = travel.value_at(*wish.path, seq);
        if (!value) return value.error();
        const auto redacted = travel.is_redacted_at(*wish.path, seq);
        if (!redacted) return redacted.error();
        if (!*value && *redacted) {
            std::fprintf(stderr, "orkestr: what %s looks at after event %llu was redacted\n", wish.path->text().c_str(), static_cast<unsigned long long>(seq));
            return unknown_value;
        }
        if (!*value) return nothing_found("there is nothing at " + wish.path->text() + " after event " + std::to_string(seq));
        print_line(**value);
        // Something else may have stood before what was found.
        if (*redacted && (*value)->text().find(redacted_member) == std::string::npos)
            std::fprintf(stderr, "orkestr: some of what %s looks at was redacted\n", wish.path->text().c_str());
        return ExitCode::completed;
    }
    if (wish.json) {
        const auto document = travel.document_at(seq);
        if (!document) return document.error();
        print_line(*document);
        return ExitCode::completed;
    }
    const auto moment = travel.at(seq);
    if (!moment) return moment.error();
    print_moment(*moment, travel.last());
    return ExitCode::completed;
}

Result<int> tell(const AtWish& wish, const std::stop_token& stop) {
    const auto travel = travel_as_wished(wish, stop);
    if (!travel) return travel.error();
    if (!(*travel)->damage().empty())
        std::fprintf(stderr, "orkestr: the history can't be followed behind event %llu: %s\n", static_cast<unsigned long long>((*travel)->last()), (*travel)->damage().c_str());
    if (wish.last_change) return print_last_change(**travel, wish, stop);
    if (wish.changes) return print_changes(**travel, wish, stop);
    return print_state(**travel, wish);
}

/// Nothing for what is no number from 1 on.
std::optional<std::uint64_t> event_number(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
    return number;
}

/// Reads the options into the wish. An exit code when something is wrong with them.
std::optional<int> read_wish(const Options& options, AtWish& wish) {
    for (const auto& [name, number] : {std::pair{"seq", &wish.seq}, {"before", &wish.before}}) {
        if (!options.has(name)) continue;
        *number = event_number(options.value(name));
        if (!*number) return options.refuse(std::string("--") + name + " takes the number of an event, from 1 on, not '" + options.value(name) + "'");
    }
    for (const auto& [name, path] : {std::pair{"path", &wish.path}, {"last-change", &wish.last_change}, {"changes", &wish.changes}}) {
        if (!options.has(name)) continue;
        auto read = DataPath::parse(options.value(name));
        if (!read) return options.refuse(read.error().message);
        *path = std::move(*read);
    }
    const bool searches = wish.last_change || wish.changes;
    if (wish.last_change && wish.changes) return options.refuse("--last-change and --changes exclude one another");
    if (searches && (wish.seq || wish.path)) return options.refuse("--seq and --path are for looking at one moment; a search for changes takes --before");
    if (!searches && wish.before) return options.refuse("--before is for --last-change and --changes");
    return std::nullopt;
}

} // namespace

int at(const QStringList& arguments) {
    Options options("at", "RUN|FILE#RUN [--seq N] [--path JSONPATH | --last-change JSONPATH | --changes JSONPATH] [--before N] [--workspace DIR] [--format text|json]",
                    "Shows a run as it was right after one of its events, or finds the event that changed a value last. RUN is one of the\n"
                    "workspace, or FILE#RUN, WORKSPACE#RUN; a file that holds one run needs no name.\n\n"
                    "The state is one JSON document: status, input, context, data (what flows: the output of the last task that ended),\n"
                    "output, error, tasks.NAME.input, .output, .error, .status, variables, steps under way, timers, pending work. A path\n"
                    "that begins with none of these is looked up in context first, and where that has nothing there, in data:\n"
                    "$.order.total is $.context.order.total, or else $.data.order.total. Tasks of the same name are told apart by their\n"
                    "JSON pointer: $.tasks['/do/0/charge'].output. Paths know .name, ['name'], [0], .*, ..name.\n\n"
                    "--last-change and --changes follow context, data, input, output, error, tasks, variables, status, started, ended,\n"
                    "by and reason, and what is in them; not $ itself, nor seq, at, event, run, definition, steps, timers, pending and\n"
                    "state, and .. only behind one of the former ($.context..id, $.tasks.NAME.output..id): --path prints those after any\n"
                    "event. Where the value was redacted, each event that gives it is told, with \"certain\":false if it may not have changed.\n\n"
                    "Exits with 1 when the path has nothing there, or nothing changed, and with 3 when what it looks at was redacted.",
                    {"orkestr at 01JD2X3M4N5P6Q7R8S9T0V1W2X --seq 40", "orkestr at audit.orklog#RUN --seq 40 --format json", "orkestr at RUN --seq 40 --path '$.tasks.charge.output'",
                     "orkestr at RUN --last-change '$.order.total'", "orkestr at RUN --last-change '$.order.total' --before 40", "orkestr at RUN --changes '$.tasks.charge.status'"});
    options.add_workspace();
    options.add("seq", "N", "Right after this event. Default: the last one");
    options.add("path", "JSONPATH", "Print what is there");
    options.add("last-change", "JSONPATH", "Print the event that changed this value last");
    options.add("changes", "JSONPATH", "Print every event that changed this value");
    options.add("before", "N", "Changes below this event only");
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    AtWish wish;
    if (const auto wrong = read_wish(options, wish)) return *wrong;
    wish.argument = options.positional().front();
    wish.workspace = options.workspace();
    wish.json = options.format() == "json";
    const auto told = do_long_work<int>([&wish](std::stop_token stop) { return tell(wish, stop); });
    return told ? *told : refused(told.error());
}

} // namespace orkestr::cli
