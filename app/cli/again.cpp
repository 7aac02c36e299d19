// orkestr rerun RUN, orkestr fork RUN|SOURCE|SOURCE#RUN --from STEP
#include "app/cli/author.h"
#include "app/cli/long_work.h"
#include "app/cli/reading.h"
#include "app/cli/run_options.h"
#include "app/cli/source_argument.h"
#include "app/cli/source_reading.h"
#include "app/cli/text.h"
#include "core/adapters/archive/open_archive.h"
#include "core/history/audit_log_verifier.h"

namespace orkestr::cli {

namespace {

void add_again_options(Options& options, const char* input) {
    add_run_options(options);
    options.add("input", "JSON|@FILE|-", input);
    options.add("reason", "TEXT", "Why: recorded in the new run");
}

/// The run that is made again must be there; the plan of what it ran becomes that of the new one.
std::optional<int> read_old_run(RunSettings& settings, const RunId& run) {
    auto store = open_for_reading(settings.engine.directory);
    if (!store) return report(store.error());
    const auto row = find_run(**store, run.text);
    if (!row) return refused(row.error());
    auto plan = PlanCache().get(row->definition, **store);
    if (!plan) return not_proven(plan.error());
    settings.plan = std::move(*plan);
    return std::nullopt;
}

/// A log that is not as it was written is none to go on from. Errors: corrupt, with what is wrong.
Result<void> verify_before_fork(const std::string& path, const RunId& run) {
    ProgressLine line("verifying");
    const auto verdict = do_long_work<AuditVerdict>([&](std::stop_token stop) -> Result<AuditVerdict> {
        const auto bytes = open_archive(path);
        if (!bytes) return bytes.error();
        return verify_audit_log(**bytes, {run}, [&line](std::uint64_t done, std::uint64_t of) { line.show(done, of, "bytes"); }, std::move(stop));
    });
    if (!verdict) return verdict.error();
    if (verdict->finding) return Error{ErrorCode::corrupt, path + " is not as it was written, and no run is made from it: " + verdict->finding->sentence(), {}};
    return {};
}

/// Opens the source that the run is in, and reads what it ran. Errors: what opening and reading say; invalid_argument where
/// the source holds several runs and none is named.
Result<void> read_elsewhere(const std::string& argument, const SourceArgument& named, RunSettings& settings, AgainRequest& request) {
    if (!named.run.empty() && !is_run_id(named.run)) return Error{ErrorCode::not_found, "'" + named.run + "' is no run's id; 'orkestr runs " + named.path + "' lists them", {}};
    const auto source = open_argument(argument, settings.engine.directory);
    if (!source) return source.error();
    auto run = meant_run(*source);
    if (!run) return run.error();
    request.run = std::move(*run);
    auto reader = source->source->open_reader();
    if (!reader) return reader.error();
    request.from = std::move(*reader);
    const auto row = request.from->run(request.run);
    if (!row) return row.error();
    auto plan = PlanCache().get(row->definition, [&] { return request.from->definition(row->definition); });
    if (!plan) return plan.error();
    settings.plan = std::move(*plan);
    return named.kind == SourceArgument::Kind::file ? verify_before_fork(named.path, request.run) : Result<void>();
}

int make_again(const Options& options, AgainRequest request) {
    RunSettings settings;
    if (const auto wrong = read_run_options(options, settings)) return *wrong;
    const std::string argument = options.positional().front();
    const SourceArgument named = read_source_argument(argument);
    const bool elsewhere = named.kind != SourceArgument::Kind::run;
    request.run = RunId{argument};
    request.author = author_of(options.value("reason"));
    if (options.has("input")) {
        auto input = read_json_argument(options.value("input"));
        if (!input) return report(input.error());
        request.input = std::move(*input);
    }
    if (!request.step.empty() && options.has("context")) {
        if (options.value("context") == "-" && options.value("input") == "-") return options.refuse("--input and --context can't both be read from standard input");
        auto context = read_json_argument(options.value("context"));
        if (!context) return report(context.error());
        request.context = std::move(*context);
    }
    if (elsewhere) {
        if (request.step.empty()) return options.refuse("only a fork can be made of a run that is elsewhere");
        const auto read = read_elsewhere(argument, named, settings, request);
        if (!read && read.error().code == ErrorCode::invalid_argument) return options.refuse(read.error().message);
        if (!read) return not_proven(read.error());
    } else if (const auto missing = read_old_run(settings, request.run)) {
        return *missing;
    }
    settings.file = request.file_name;
    settings.text = request.definition_text;
    settings.start = [request = std::move(request)](EngineControl& control, StartedOne done) {
        control.again(request, [done = std::move(done)](const Result<RunId>& run) {
            done(run ? Result<std::optional<RunId>>(*run) : Result<std::optional<RunId>>(run.error()));
        });
    };
    return drive(std::move(settings));
}

} // namespace

int rerun(const QStringList& arguments) {
    Options options("rerun",
                    "RUN [--input JSON|@FILE|-] [--definition FILE] [--reason TEXT] [--detach] [--secret NAME=ENVVAR]...\n"
                    "                     [--timeout DURATION] [--workspace DIR] [--format text|json|events]",
                    "Starts a new run of what RUN ran, with the same input or another, and waits for its end as `orkestr run` does.\n"
                    "The old run stays as it is; the new one says where it comes from.",
                    {"orkestr rerun 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr rerun RUN --input '{\"id\": 43}' --reason 'wrong id'",
                     "orkestr rerun RUN --definition order.yaml --format json"});
    add_again_options(options, "Another input. Default: what the old run was given");
    options.add("definition", "FILE", "Another definition, such as a corrected version. Default: the one that RUN ran");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    AgainRequest request;
    if (options.has("definition")) {
        request.file_name = options.value("definition");
        auto text = read_text(request.file_name);
        if (!text) return report(text.error());
        if (text->empty()) return options.refuse("'" + request.file_name + "' is empty");
        request.definition_text = std::move(*text);
    }
    return make_again(options, std::move(request));
}

int fork(const QStringList& arguments) {
    Options options("fork",
                    "RUN|SOURCE|SOURCE#RUN --from STEP [--input JSON|@FILE|-] [--context JSON|@FILE|-] [--reason TEXT] [--detach]\n"
                    "                    [--secret NAME=ENVVAR]... [--timeout DURATION] [--workspace DIR] [--format text|json|events]",
                    "Starts a new run from one of RUN's steps on and waits for its end as `orkestr run` does. What came before the step\n"
                    "is taken from RUN's history, with the results that RUN has by now of work that other branches had under way then:\n"
                    "nothing outside is contacted before STEP itself begins. Where STEP is in one branch of several, the others go on too\n"
                    "from where they were at that moment: what they had not ordered yet is done anew, at the same time as STEP.\n"
                    "STEP is a step's key, its task's JSON pointer, or its name where that makes it out, each also with #ITERATION;\n"
                    "'orkestr show RUN --format json' has the keys. RUN can be in an audit log or a case, which is verified first, or in\n"
                    "another workspace: what it ran is taken into --workspace. A SOURCE that holds just one run means that one.",
                    {"orkestr fork 01JD2X3M4N5P6Q7R8S9T0V1W2X --from charge", "orkestr fork RUN --from '/do/1/all/do/0/call#3'", "orkestr fork RUN --from 'call#3'",
                     "orkestr fork RUN --from charge --input '{\"total\": 6}' --format json",
                     "orkestr fork RUN --from charge --context '{\"customer\": \"c1\"}'", "orkestr fork all.orklog#01JD2X3M4N5P6Q7R8S9T0V1W2X --from charge"});
    add_again_options(options, "Another input of the step. Default: what it was given");
    options.add("context", "JSON|@FILE|-", "Another $context when the step begins; 'orkestr at RUN --path $.context' has what it was. Default: as it was");
    options.add("from", "STEP", "The step to begin with");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    AgainRequest request;
    request.step = options.value("from");
    if (request.step.empty()) return options.refuse("--from STEP is missing: the step to begin with");
    return make_again(options, std::move(request));
}

} // namespace orkestr::cli
