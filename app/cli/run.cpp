// orkestr run FILE
#include "app/cli/run_options.h"
#include "app/cli/text.h"

namespace orkestr::cli {

int run(const QStringList& arguments) {
    Options options("run",
                    "FILE [--input JSON|@FILE|-] [--workspace DIR|--ephemeral] [--secret NAME=ENVVAR]...\n"
                    "                   [--timeout DURATION|--detach] [--format text|json|events]",
                    "Starts one run of a definition and waits for its end. Every result from outside is recorded in the\n"
                    "workspace before anything is built on it. Exits with 0 completed, 1 faulted, 2 invalid, 3 cancelled or timed out, 4 store or I/O.",
                    {"orkestr run order.yaml --input '{\"id\": 42}'", "orkestr run order.yaml --input @order.json --format json",
                     "orkestr run hello.yaml --ephemeral --format events", "orkestr run order.yaml --detach",
                     "orkestr run deploy.yaml --secret token=DEPLOY_TOKEN --timeout 10m"});
    add_run_options(options);
    options.add("input", "JSON|@FILE|-", "The input: JSON, a file's, or standard input's", "{}");
    options.add("ephemeral", nullptr, "Keep nothing: the history lives in memory");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    if (options.has("ephemeral") && options.has("workspace")) return options.refuse("--ephemeral and --workspace exclude each other");
    if (options.has("ephemeral") && options.has("detach")) return options.refuse("--ephemeral and --detach exclude each other");

    RunSettings settings;
    settings.file = options.positional().front();
    if (const auto wrong = read_run_options(options, settings)) return *wrong;
    settings.engine.ephemeral = options.has("ephemeral");
    auto text = read_text(settings.file);
    if (!text) return report(text.error());
    settings.text = std::move(*text);
    auto input = read_json_argument(options.value("input"));
    if (!input) return report(input.error());
    settings.input = std::move(*input);
    return drive(std::move(settings));
}

} // namespace orkestr::cli
