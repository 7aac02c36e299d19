// orkestr replay RUN|FILE|FILE#RUN...
#include "app/cli/filter_option.h"
#include "app/cli/long_work.h"
#include "app/cli/reading.h"
#include "app/cli/source_argument.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "app/cli/verify_run.h"
#include "app/workspace/run_replayer.h"
#include "app/workspace/system_clock.h"
#include "core/adapters/archive/open_archive.h"
#include "core/adapters/jq/jq_evaluator.h"
#include "core/history/audit_log_verifier.h"
#include "core/runtime/check.h"
#include "core/runtime/unjudged_runs.h"

#include <QEventLoop>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <list>
#include <map>
#include <set>

namespace orkestr::cli {

namespace {

constexpr std::uint64_t most_replay_jobs = 256;

/// What is replayed, and the sources that it comes from.
struct ReplayQuestion {
    std::list<std::pair<std::string, std::unique_ptr<RunSource>>> sources; ///< by place
    std::map<std::string, std::set<std::string>> named; ///< runs by the place of their source; an empty one: all of it
    ReplayRequest request;
    bool one_run = false; ///< a single run by a single definition
    std::set<std::string> redacted; ///< places of logs that something was taken out of
};

/// How the source is. A log without its end must be read through before its runs are known.
Result<SourceState> settled_state(RunSource& source) {
    for (;;) {
        const auto state = wait_for<SourceState>([&](auto done) { source.state({}, std::move(done)); });
        if (!state) return state.error();
        if (state->damage.empty() || state->read_bytes >= state->size_bytes) return *state;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

/// The same for all names of one place.
std::string place_of(const std::string& path) {
    std::error_code failed;
    const auto place = std::filesystem::canonical(path, failed);
    return failed ? path : place.string();
}

/// Arguments of the same source that follow each other are replayed together. What was named before is not named again.
Result<void> add_runs(ReplayQuestion& question, const std::string& argument, const std::string& workspace, const Filter& filter, Instant now) {
    const SourceArgument named = read_source_argument(argument);
    const bool of_workspace = named.kind == SourceArgument::Kind::run;
    const std::string path = of_workspace ? workspace : named.path;
    if (!named.run.empty() && !is_run_id(named.run))
        return Error{ErrorCode::not_found, "'" + named.run + "' is no run's id, nor a file; 'orkestr runs' lists runs", {}};
    const std::string place = place_of(path);
    if (!question.named[place].insert(named.run).second) return {};
    auto at = std::find_if(question.sources.begin(), question.sources.end(), [&](const auto& one) { return one.first == place; });
    if (at == question.sources.end()) {
        auto opened = open_argument(argument, workspace);
        if (!opened) return opened.error();
        at = question.sources.emplace(at, place, std::move(opened->source));
    }
    auto& asked = question.request.runs;
    const bool whole = named.run.empty();
    if (whole || asked.empty() || place_of(asked.back().name) != place || asked.back().runs.empty()) {
        const auto state = settled_state(*at->second);
        if (!state) return state.error();
        const RunSource* source = at->second.get();
        asked.push_back({path, [source] { return source->open_reader(); }, {}, filter, now, !state->damage.empty()});
        if (state->redacted > 0) question.redacted.insert(place);
    }
    if (!whole) asked.back().runs.push_back(RunId{named.run});
    return {};
}

/// A run that is named besides all of its source is replayed as one that is named.
void replay_each_once(ReplayQuestion& question) {
    for (ReplayedRuns& all : question.request.runs) {
        if (!all.runs.empty()) continue;
        for (const std::string& run : question.named[place_of(all.name)])
            if (!run.empty()) all.except.insert(RunId{run});
    }
}

/// Nothing when it can be replayed by; else it has been said why not.
std::optional<int> refuse_definition(const ReplayDefinition& definition) {
    auto evaluator = JqEvaluator::create();
    if (!evaluator) return report(evaluator.error());
    std::optional<Result<CheckedDefinition>> checked;
    QEventLoop waiting;
    check_definition(definition.text, definition.file_name, **evaluator, nullptr, [&](Result<CheckedDefinition> result) {
        checked = std::move(result);
        waiting.quit();
    });
    while (!checked) waiting.exec();
    if (!*checked) return report(checked->error());
    // What it calls elsewhere is looked for in the histories.
    if ((*checked)->ok() || (*checked)->unresolved) return std::nullopt;
    std::fprintf(stderr, "%s\n", diagnostics_text(**checked).c_str());
    return ExitCode::invalid;
}

std::optional<int> read_question(const Options& options, ReplayQuestion& question) {
    const auto filter = read_filter_option(options, FilterSubject::run);
    if (const auto* wrong = std::get_if<int>(&filter)) return *wrong;
    if (options.has("jobs")) {
        const std::string text = options.value("jobs");
        const bool digits = !text.empty() && text.size() < 6 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        const auto jobs = digits ? std::stoul(text) : 0;
        if (jobs == 0 || jobs > most_replay_jobs) return options.refuse("--jobs takes a number from 1 to " + std::to_string(most_replay_jobs));
        question.request.jobs = static_cast<unsigned>(jobs);
    }
    for (const std::string& file : options.values("definition")) {
        auto text = read_text(file);
        if (!text) return report(text.error());
        if (text->empty()) return options.refuse("'" + file + "' is empty");
        question.request.definitions.push_back({std::move(*text), file});
        if (const auto wrong = refuse_definition(question.request.definitions.back())) return wrong;
    }
    const Instant now = SystemClock().now();
    for (const std::string& argument : options.positional())
        if (auto added = add_runs(question, argument, options.workspace(), std::get<Filter>(filter), now); !added) return not_proven(added.error());
    replay_each_once(question);
    const auto& asked = question.request.runs;
    question.one_run = options.positional().size() == 1 && asked.front().runs.size() == 1 && question.request.definitions.size() <= 1;
    return std::nullopt;
}

JsonValue texts(const std::vector<std::string>& list) {
    JsonArray out;
    for (const std::string& one : list) out.emplace_back(one);
    return JsonValue(std::move(out));
}

JsonValue event_or_null(const std::string& json) {
    auto value = JsonValue::parse(json);
    return value ? *value : JsonValue();
}

/// What verifying finds in a run, of those whose runs differ. One call at a time.
class ChainCheck {
public:
    /// What was done to its record; nothing: its chain holds, or that can't be told.
    std::optional<std::string> of_run(const std::string& path, const RunId& run) {
        std::error_code failed;
        if (std::filesystem::is_directory(path, failed)) return in_workspace(path, run);
        const auto found = in_log(path, run);
        return found ? std::optional(found->sentence()) : std::nullopt;
    }

private:
    std::optional<std::string> in_workspace(const std::string& path, const RunId& run) {
        auto store = stores_.find(path);
        if (store == stores_.end()) {
            auto opened = open_for_reading(path);
            store = stores_.emplace(path, opened ? std::move(*opened) : nullptr).first;
        }
        if (!store->second) return std::nullopt;
        const auto row = find_run(*store->second, run.text);
        if (!row) return std::nullopt;
        const auto verified = verify_run(*store->second, *row);
        return verified && verified->broken ? std::optional(verified->broken->sentence()) : std::nullopt;
    }

    std::optional<AuditFinding> in_log(const std::string& path, const RunId& run) {
        auto log = logs_.find(path);
        if (log == logs_.end()) log = logs_.emplace(path, verify(path, {})).first;
        if (!log->second || !log->second->run || *log->second->run == run) return log->second;
        return ++asked_ <= most_asked ? verify(path, {run}) : std::nullopt;
    }

    /// Each costs a pass over the log.
    static constexpr int most_asked = 20;
    static std::optional<AuditFinding> verify(const std::string& path, const AuditQuestion& question) {
        std::error_code failed;
        if (!std::filesystem::is_regular_file(path, failed)) return std::nullopt;
        const auto bytes = open_archive(path);
        if (!bytes) return std::nullopt;
        auto verdict = verify_audit_log(**bytes, question);
        return verdict ? std::move(verdict->finding) : std::nullopt;
    }
    std::map<std::string, std::optional<AuditFinding>> logs_;
    std::map<std::string, std::unique_ptr<SqliteStore>> stores_;
    int asked_ = 0;
};

/// Prints cells as they come.
class ReplayPrinter {
public:
    ReplayPrinter(const ReplayQuestion& question, std::string format) : question_(question), format_(std::move(format)) {}

    void print(const ReplayCell& cell) {
        if (cell.outcome == ReplayCell::Outcome::cancelled) return;
        if (cell.outcome == ReplayCell::Outcome::impossible) return print_impossible(cell);
        const bool diverges = cell.outcome == ReplayCell::Outcome::diverges;
        if (!diverges && !question_.one_run) return;
        std::optional<std::string> broken;
        // By another definition runs may well differ; nothing says then that it is the record.
        if (diverges && question_.request.definitions.empty()) broken = chain_.of_run(question_.request.runs[cell.source].name, cell.run.run);
        if (format_ == "text") return print_text(cell, broken);
        JsonValue row = json(cell);
        if (broken) row.set("chain", *broken);
        print_row(row);
    }

    /// What was printed before is whole JSON also when the rest is missing.
    void break_off() const {
        if (format_ == "json" && printed_ > 0 && !question_.one_run) std::puts("]");
    }

    void end(const ReplayTotals& totals) const {
        if (question_.one_run) return;
        if (format_ == "json") std::puts(printed_ > 0 ? "]" : "[]");
        if (format_ != "text") return;
        std::printf("%s, %s decided again: %llu equal, %s", counted(totals.runs, "run").c_str(), counted(totals.compared, "event").c_str(), number(totals.equal),
                    counted(totals.diverging, "diverges", "diverge").c_str());
        if (totals.redacted > 0) std::printf(", %llu equal as far as can be judged (%s can't be)", number(totals.redacted), counted(totals.unjudged, "event").c_str());
        if (const auto impossible = totals.impossible - totals.another_workflow - totals.redacted) std::printf(", %llu can't be replayed", number(impossible));
        if (totals.another_workflow > 0) std::printf(", %s", counted(totals.another_workflow, "is of another workflow", "are of other workflows").c_str());
        std::printf("\n");
    }

    bool broken() const { return broken_; }

private:
    static unsigned long long number(std::uint64_t value) { return value; }
    const std::string* file_of(const ReplayCell& cell) const {
        const auto& definitions = question_.request.definitions;
        return definitions.empty() ? nullptr : &definitions[cell.definition].file_name;
    }
    std::string title(const ReplayCell& cell) const {
        const std::string* file = file_of(cell);
        return cell.run.run.text + (file ? " by " + *file : "");
    }

    void print_row(const JsonValue& row) {
        const bool in_list = format_ == "json" && !question_.one_run;
        std::printf("%s%s%s", in_list ? printed_ > 0 ? ",\n" : "[" : "", row.json().text().c_str(), in_list ? "" : "\n");
        ++printed_;
    }

    void print_impossible(const ReplayCell& cell) {
        if (cell.reason == ReplayCell::Reason::another_workflow) return;
        if (cell.reason == ReplayCell::Reason::unavailable) broken_ = true;
        const std::string far = cell.compared > 0 ? " (" + counted(cell.compared, "event") + " decided again and equal" + steps_text(cell) + ")" : "";
        std::fprintf(stderr, "orkestr: %s: %s%s\n", title(cell).c_str(), cell.message.c_str(), far.c_str());
        if (format_ == "text") return;
        JsonValue row = JsonValue::object({{"run", cell.run.run.text}});
        if (question_.one_run) row.set("ok", false);
        row.set("events", cell.events);
        row.set("compared", cell.compared);
        if (const std::string* file = file_of(cell)) row.set("definition", *file);
        row.set("impossible", to_string(cell.reason));
        row.set("message", cell.message);
        if (cell.seq > 0) row.set("seq", cell.seq);
        add_unjudged(row, cell);
        print_row(row);
    }

    static void add_unjudged(JsonValue& row, const ReplayCell& cell) {
        if (cell.unjudged == 0 && cell.stopped == 0) return;
        row.set("unjudged", cell.unjudged);
        row.set("unjudged_steps", texts(cell.unjudged_steps));
        row.set("stopped", cell.stopped > 0 ? JsonValue(cell.stopped) : JsonValue());
    }

    /// The steps that could not be judged.
    static std::string steps_text(const ReplayCell& cell) {
        constexpr std::size_t most = 10;
        if (cell.unjudged_steps.empty()) return {};
        std::string text = "; not judged: ";
        for (std::size_t i = 0; i < std::min(most, cell.unjudged_steps.size()); ++i) text += (i > 0 ? ", " : "") + cell.unjudged_steps[i];
        if (cell.unjudged_steps.size() > most) text += " and " + std::to_string(cell.unjudged_steps.size() - most) + " more";
        return text;
    }

    void print_text(const ReplayCell& cell, const std::optional<std::string>& broken) const {
        if (cell.outcome == ReplayCell::Outcome::equal) {
            std::printf("%s: %llu of %llu events decided again, all equal\n", title(cell).c_str(), number(cell.compared), number(cell.events));
            return;
        }
        const std::string where = cell.step.empty() ? "" : " (" + cell.step + ")";
        if (broken) std::printf("%s: the record is not as it was written, its chain is broken: %s\n", title(cell).c_str(), broken->c_str());
        const char* what = broken ? "differs from its definition" : "nondeterminism error";
        std::printf("%s: %s at event %llu%s: %s\n  expected: %s\n  actual:   %s\n", title(cell).c_str(), what, number(cell.seq), where.c_str(), cell.message.c_str(),
                    cell.expected.empty() ? "(nothing)" : cell.expected.c_str(), cell.actual.empty() ? "(nothing)" : cell.actual.c_str());
        if (cell.unjudged > 0) std::printf("  before it %s could not be judged, because something was redacted%s\n", counted(cell.unjudged, "event").c_str(), steps_text(cell).c_str());
    }

    JsonValue json(const ReplayCell& cell) const {
        const bool diverges = cell.outcome == ReplayCell::Outcome::diverges;
        JsonValue out = JsonValue::object({{"run", cell.run.run.text}});
        if (question_.one_run) out.set("ok", !diverges);
        out.set("events", cell.events);
        out.set("compared", cell.compared);
        if (const std::string* file = file_of(cell)) out.set("definition", *file);
        if (!diverges) return out;
        out.set("seq", cell.seq);
        out.set("expected", event_or_null(cell.expected));
        out.set("actual", event_or_null(cell.actual));
        out.set("message", cell.message);
        out.set("step", cell.step.empty() ? JsonValue() : JsonValue(cell.step));
        out.set("task", cell.task.empty() ? JsonValue() : JsonValue(cell.task));
        add_unjudged(out, cell);
        return out;
    }

    const ReplayQuestion& question_;
    std::string format_;
    std::uint64_t printed_ = 0;
    bool broken_ = false;
    ChainCheck chain_;
};

/// Of logs that something was taken out of: how many runs the filter could not judge for that.
Result<std::uint64_t> unjudged_runs(const ReplayQuestion& question) {
    std::uint64_t unjudged = 0;
    for (const ReplayedRuns& asked : question.request.runs) {
        const std::string place = place_of(asked.name);
        const bool with_all = !asked.runs.empty() && question.named.at(place).contains({});
        if (with_all || !question.redacted.contains(place)) continue;
        auto reader = asked.open();
        if (!reader) return reader.error();
        RunQuery query;
        query.filter = asked.filter;
        query.now = asked.now;
        const auto count = [&] {
            auto runs = count_unjudged(**reader, query);
            if (runs) unjudged += *runs;
            return runs;
        };
        if (asked.runs.empty())
            if (auto all = count(); !all) return all;
        for (const RunId& run : asked.runs) {
            query.run = run;
            if (auto one = count(); !one) return one;
        }
    }
    return unjudged;
}

/// What a filter looks at may not be there.
void say_what_was_filtered(const ReplayQuestion& question, const ReplayTotals& totals) {
    if (totals.runs == 0) std::fputs("orkestr: no run matches the filter\n", stderr);
    if (const auto unjudged = unjudged_runs(question)) say_unjudged(*unjudged);
    else report(unjudged.error());
}

int exit_code(const ReplayTotals& totals, bool broken) {
    const std::uint64_t impossible = totals.impossible - totals.another_workflow;
    if (totals.another_workflow > 0 && totals.another_workflow == totals.impossible && totals.equal + totals.diverging == 0) {
        std::fputs("orkestr: none of these runs is of the definition's workflow; name a run to replay it all the same\n", stderr);
        return ExitCode::failed;
    }
    if (broken) return ExitCode::broken;
    return totals.diverging + impossible > 0 ? ExitCode::failed : ExitCode::completed;
}

} // namespace

int replay(const QStringList& arguments) {
    Options options("replay", "RUN|SOURCE|SOURCE#RUN... [--definition FILE]... [--filter FILTER] [--jobs N] [--workspace DIR] [--format text|json|jsonl]",
                    "Decides runs again from their recorded outcomes and compares each event with the one recorded; of a SOURCE (a workspace's\n"
                    "folder, an audit log) all of them. With --definition by a changed definition: what would have gone otherwise, and where\n"
                    "first. Nothing outside is touched. Exits with 0 when all are equal, else with 1 and the first event of each run that\n"
                    "differs: in JSON {\"run\",\"seq\",\"expected\",\"actual\",...}. A run that can't be replayed, or only up to an event that is\n"
                    "damaged, is {\"run\",\"impossible\":REASON,\"message\",\"compared\",...}, and counts as one that differs. So does one that is equal\n"
                    "only as far as can be judged, because what was redacted decides the rest: its REASON is \"redacted\", \"unjudged\" how many\n"
                    "events, \"unjudged_steps\" whose, and \"stopped\" the event from which on nothing could be decided, if there is one.\n"
                    "Where a run differs and its chain of hashes is broken, that is told (\"chain\": what 'orkestr verify' says). Runs that are\n"
                    "named more than once are replayed once.",
                    {"orkestr replay 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr replay RUN --format json", "orkestr replay all.orklog --jobs 8",
                     "orkestr replay all.orklog --definition order.yaml --filter 'status == faulted' --format jsonl"});
    options.add_workspace();
    options.add_format({"text", "json", "jsonl"});
    options.add("definition", "FILE", "Decide by this definition instead of each run's own; again for more. Of a SOURCE only runs of the same workflow are replayed");
    options.add("filter", "FILTER", "Only runs that this holds of (see orkestr runs)");
    options.add("jobs", "N", "So many at the same time. Default: the number of processors");
    if (const auto done = options.parse(arguments, 1, 1'000'000)) return *done;
    ReplayQuestion question;
    if (const auto wrong = read_question(options, question)) return *wrong;
    ReplayPrinter printer(question, options.format());
    Result<ReplayTotals> totals = Error{ErrorCode::internal, "", {}};
    {
        ProgressLine line("replaying");
        totals = do_long_work<ReplayTotals>([&](std::stop_token stop) {
            return replay_runs(
                question.request, [&](const ReplayCell& cell) { printer.print(cell); },
                [&](const ReplayProgress& progress) { line.show(progress.runs, progress.of_runs, "runs"); }, std::move(stop));
        });
    }
    if (!totals) {
        printer.break_off();
        return not_proven(totals.error());
    }
    printer.end(*totals);
    if (options.has("filter")) say_what_was_filtered(question, *totals);
    return exit_code(*totals, printer.broken());
}

} // namespace orkestr::cli
