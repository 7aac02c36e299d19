// orkestr rerun RUN, orkestr fork RUN --from STEP
#include "app/cli/author.h"
#include "app/cli/reading.h"
#include "app/cli/run_options.h"
#include "app/cli/text.h"

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

int make_again(const Options& options, AgainRequest request) {
    RunSettings settings;
    if (const auto wrong = read_run_options(options, settings)) return *wrong;
    request.run = RunId{options.positional().front()};
    request.author = author_of(options.value("reason"));
    if (options.has("input")) {
        auto input = read_json_argument(options.value("input"));
        if (!input) return report(input.error());
        request.input = std::move(*input);
    }
    if (const auto missing = read_old_run(settings, request.run)) return *missing;
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
                    "RUN --from STEP [--input JSON|@FILE|-] [--reason TEXT] [--detach] [--secret NAME=ENVVAR]...\n"
                    "                    [--timeout DURATION] [--workspace DIR] [--format text|json|events]",
                    "Starts a new run from one of RUN's steps on and waits for its end as `orkestr run` does. What came before the step\n"
                    "is taken from RUN's history: nothing outside is contacted until STEP itself begins. STEP is a step's key, its\n"
                    "task's JSON pointer, or its name where that makes it out; 'orkestr show RUN --format json' has the keys.",
                    {"orkestr fork 01JD2X3M4N5P6Q7R8S9T0V1W2X --from charge", "orkestr fork RUN --from '/do/1/all/do/0/call#3'",
                     "orkestr fork RUN --from charge --input '{\"total\": 6}' --format json"});
    add_again_options(options, "Another input of the step. Default: what it was given");
    options.add("from", "STEP", "The step to begin with");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    AgainRequest request;
    request.step = options.value("from");
    if (request.step.empty()) return options.refuse("--from STEP is missing: the step to begin with");
    return make_again(options, std::move(request));
}

} // namespace orkestr::cli
