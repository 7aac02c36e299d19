// orkestr export [RUN...]
#include "app/cli/export.h"

#include "app/cli/long_work.h"
#include "app/cli/reading.h"
#include "app/cli/source_argument.h"
#include "app/cli/text.h"
#include "app/workspace/notes_place.h"
#include "app/workspace/run_export.h"
#include "app/workspace/system_clock.h"
#include "core/base/ids.h"
#include "core/history/redaction.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

void print_exported(const Exported& exported, const std::string& path) {
    std::printf("%s: %s, %s", path.c_str(), counted(exported.runs, "run").c_str(), counted(exported.events, "event").c_str());
    if (exported.redacted > 0) std::printf(", %s", counted(exported.redacted, "redacted view").c_str());
    if (exported.bookmarks > 0) std::printf(", %s", counted(exported.bookmarks, "bookmark").c_str());
    std::printf("\n  SHA-256 %s\n  signed by %s\n", exported.sha256.c_str(), exported.key.c_str());
}

bool is_case(const std::string& path) { return path.ends_with(case_suffix); }

/// What a case takes along of what is exported from: its bookmarks and notes as they are now, and of a case how it was looked at.
Result<CaseContent> case_content(const std::string& path) {
    CaseContent content;
    if (const auto line = read_case(path); line && *line) content.view = (*line)->content.view;
    const auto file = notes_of(path);
    if (!file) return file.error();
    auto annotations = file->read();
    if (!annotations) return annotations.error();
    content.annotations = std::move(*annotations);
    return content;
}

/// The same case again: signed by nobody anew, so that no workspace is needed.
Result<std::optional<Exported>> export_again(const std::string& log, const ExportRequest& request) {
    if (log.empty() || !request.as_case) return std::optional<Exported>();
    return do_long_work<std::optional<Exported>>([&](std::stop_token stop) { return export_same_case(log, request, {}, std::move(stop)); });
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
    options.add("o", "FILE", "The file to write, an .orklog or an .orkcase; what is there is replaced once the new one is whole");
    options.add("notes", "TEXT|@FILE|-", "Of an .orkcase: its notes, in place of those that are kept with what is exported");
    options.add("redact", "JSONPATH", "Take out what this selects in payloads, errors, logs and reasons: $.card, $..password, $.lines[*].price. Again for more");
    options.add("zstd", nullptr, "Compress, in frames that can be read at random");
}

std::optional<int> read_export_options(const Options& options, ExportRequest& request) {
    if (!options.has("o") || options.value("o").empty()) return options.refuse("where to? Name the file with -o FILE");
    request.path = options.value("o");
    request.redactions = options.values("redact");
    request.compressed = options.has("zstd");
    if (const auto paths = Redaction::create(request.redactions); !paths) return options.refuse(paths.error().message);
    if (!options.has("notes")) return std::nullopt;
    if (!is_case(request.path)) return options.refuse("an audit log holds no notes; name a case with -o FILE.orkcase");
    auto notes = read_text_argument(options.value("notes"));
    if (!notes) return options.refuse(notes.error().message);
    if (notes->size() > longest_notes) return options.refuse("the notes are longer than " + std::to_string(longest_notes) + " bytes");
    request.as_case.emplace().annotations.notes = std::move(*notes);
    return std::nullopt;
}

namespace {

/// The request with all that goes into a case, when it is for one.
Result<ExportRequest> with_case(ExportRequest request, const std::string& source) {
    if (!is_case(request.path)) return request;
    auto content = case_content(source);
    if (!content) return content.error();
    if (request.as_case) content->annotations.notes = std::move(request.as_case->annotations.notes);
    request.as_case = std::move(*content);
    return request;
}

Result<Exported> do_export(const std::string& workspace, const std::string& log, const ExportRequest& request) {
    return do_long_work<Exported>([&](std::stop_token stop) -> Result<Exported> {
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
}

} // namespace

int export_and_report(const std::string& workspace, const std::string& log, const ExportRequest& asked, const std::string& format) {
    const auto request = with_case(asked, log.empty() ? workspace : log);
    if (!request) return tell_error(format, request.error(), refused);
    auto again = export_again(log, *request);
    auto exported = !again ? Result<Exported>(again.error()) : *again ? Result<Exported>(std::move(**again)) : do_export(workspace, log, *request);
    if (!exported) return tell_error(format, exported.error(), exported.error().code == ErrorCode::corrupt ? not_proven : refused);
    if (format == "json") {
        JsonValue out = JsonValue::object({{"file", request->path}, {"runs", exported->runs}, {"events", exported->events}, {"redacted", exported->redacted},
                                           {"bytes", exported->size_bytes}, {"sha256", exported->sha256}, {"key", exported->key}});
        if (request->as_case) out.set("bookmarks", exported->bookmarks);
        print_line(out.json());
    } else {
        print_exported(*exported, request->path);
    }
    return ExitCode::completed;
}

int export_runs(const QStringList& arguments) {
    Options options("export", "[RUN...|LOG[#RUN]...] [--filter F] [--redact JSONPATH]... [--zstd] [--notes TEXT|@FILE|-] -o FILE [--workspace DIR]\n"
                    "               [--format text|json]",
                    "Writes runs into an audit log: a file that proves itself, signed by the workspace's key. Neither RUN nor --filter:\n"
                    "all runs. What is redacted keeps its place in the chain of hashes. Of another audit log: a part of it, which keeps\n"
                    "the proof of where it comes from. A FILE that ends in .orkcase is a case: such a log with the bookmarks and notes\n"
                    "that are kept on these runs, which opens to the same view elsewhere.",
                    {"orkestr export -o all.orklog", "orkestr export all.orklog --notes 'why orders stood still' -o orders.orkcase", "orkestr export 01JD2X3M4N5P6Q7R8S9T0V1W2X --redact '$..card' -o order.orklog",
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
    if (!source) return tell_error(options.format(), source.error(), refused);
    request.runs = source->runs;
    return export_and_report(source->workspace.empty() ? options.workspace() : source->workspace, source->log, request, options.format());
}

} // namespace orkestr::cli
