// orkestr export [RUN...]
#include "app/cli/export.h"

#include "app/cli/long_work.h"
#include "app/cli/reading.h"
#include "app/cli/source_argument.h"
#include "app/cli/text.h"
#include "app/workspace/run_export.h"
#include "app/workspace/system_clock.h"
#include "core/base/ids.h"
#include "core/history/redaction.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

void print_exported(const Exported& exported, const std::string& path) {
    std::printf("%s: %llu runs, %llu events", path.c_str(), static_cast<unsigned long long>(exported.runs), static_cast<unsigned long long>(exported.events));
    if (exported.redacted > 0) std::printf(", %llu redacted views", static_cast<unsigned long long>(exported.redacted));
    std::printf("\n  SHA-256 %s\n  signed by %s\n", exported.sha256.c_str(), exported.key.c_str());
}

/// What is exported from: everything that the arguments name must be of one source.
struct ExportSource {
    std::string workspace; ///< a folder, where one is named
    std::string log;
    std::vector<RunId> runs;
    bool whole = false; ///< also named without a run
};

Result<ExportSource> read_source(const std::vector<std::string>& arguments) {
    ExportSource out;
    std::optional<std::pair<SourceArgument::Kind, std::string>> first;
    for (const auto& text : arguments) {
        const SourceArgument argument = read_source_argument(text);
        const std::pair source{argument.kind, argument.path};
        if (first && *first != source) return Error{ErrorCode::invalid_argument, "the runs of one export come from one source; '" + text + "' is of another", {}};
        first = source;
        if (argument.kind == SourceArgument::Kind::workspace) out.workspace = argument.path;
        if (argument.kind == SourceArgument::Kind::file) out.log = argument.path;
        if (argument.run.empty() && argument.kind != SourceArgument::Kind::run) {
            out.whole = true;
            continue;
        }
        if (!is_run_id(argument.run)) return Error{ErrorCode::not_found, "'" + argument.run + "' is neither a run's id nor a file; 'orkestr runs' lists runs", {}};
        out.runs.push_back(RunId{argument.run});
    }
    if (out.whole) out.runs.clear();
    return out;
}

} // namespace

void add_export_options(Options& options) {
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("o", "FILE", "The file to write; what is there is replaced once the new one is whole");
    options.add("redact", "JSONPATH", "Take out what this selects in payloads, errors, logs and reasons: $.card, $..password, $.lines[*].price. Again for more");
    options.add("zstd", nullptr, "Compress, in frames that can be read at random");
}

std::optional<int> read_export_options(const Options& options, ExportRequest& request) {
    if (!options.has("o") || options.value("o").empty()) return options.refuse("where to? Name the file with -o FILE");
    request.path = options.value("o");
    request.redactions = options.values("redact");
    request.compressed = options.has("zstd");
    if (const auto paths = Redaction::create(request.redactions); !paths) return options.refuse(paths.error().message);
    return std::nullopt;
}

int export_and_report(const std::string& workspace, const std::string& log, const ExportRequest& request, const std::string& format) {
    const auto exported = do_long_work<Exported>([&](std::stop_token stop) -> Result<Exported> {
        const auto store = open_for_reading(workspace);
        if (!store && !log.empty() && store.error().code == ErrorCode::not_found)
            return Error{ErrorCode::not_found, "what is written is signed, and there is no workspace at '" + workspace + "' to sign it; name one with --workspace", {}};
        if (!store) return store.error();
        const auto signer = log_signer(**store, workspace);
        if (!signer) return signer.error();
        ProgressLine line("writing " + request.path);
        const auto told = [&line](const ExportProgress& progress) { line.show(progress.events, progress.of_events, "events"); };
        return log.empty() ? export_from_store(**store, *signer, request, told, std::move(stop)) : export_from_log(log, *signer, request, told, std::move(stop));
    });
    if (!exported) return exported.error().code == ErrorCode::corrupt ? not_proven(exported.error()) : refused(exported.error());
    if (format == "json")
        print_line(JsonValue::object({{"file", request.path}, {"runs", exported->runs}, {"events", exported->events}, {"redacted", exported->redacted},
                                      {"bytes", exported->size_bytes}, {"sha256", exported->sha256}, {"key", exported->key}}).json());
    else print_exported(*exported, request.path);
    return ExitCode::completed;
}

int export_runs(const QStringList& arguments) {
    Options options("export", "[RUN...|LOG[#RUN]...] [--filter F] [--redact JSONPATH]... [--zstd] -o FILE [--workspace DIR] [--format text|json]",
                    "Writes runs into an audit log: a file that proves itself, signed by the workspace's key. Neither RUN nor --filter:\n"
                    "all runs. What is redacted keeps its place in the chain of hashes. Of another audit log: a part of it, which keeps\n"
                    "the proof of where it comes from.",
                    {"orkestr export -o all.orklog", "orkestr export 01JD2X3M4N5P6Q7R8S9T0V1W2X --redact '$..card' -o order.orklog",
                     "orkestr export --filter 'status == faulted and started in last 1d' --zstd -o faulted.orklog"});
    add_export_options(options);
    options.add("filter", "F", "Only runs that this filter holds for: status == faulted and duration > 5s");
    if (const auto done = options.parse(arguments, 0, 1'000'000)) return *done;
    ExportRequest request;
    if (const auto wrong = read_export_options(options, request)) return *wrong;
    if (options.has("filter")) {
        auto filter = read_filter(options.value("filter"), FilterSubject::run);
        if (!filter) return options.refuse(filter.error().message);
        request.filter = std::move(*filter);
        request.now = SystemClock().now();
    }
    const auto source = read_source(options.positional());
    if (!source) return refused(source.error());
    request.runs = source->runs;
    return export_and_report(source->workspace.empty() ? options.workspace() : source->workspace, source->log, request, options.format());
}

} // namespace orkestr::cli
