// orkestr redact FILE
#include "app/cli/export.h"
#include "app/cli/source_argument.h"
#include "core/base/ids.h"

namespace orkestr::cli {

int redact(const QStringList& arguments) {
    Options options("redact", "FILE[#RUN] --redact JSONPATH... -o FILE [--zstd] [--workspace DIR] [--format text|json]",
                    "Writes an audit log again without what the paths select. The chain of hashes stays as it was and still verifies; what\n"
                    "is shown in place of a redacted payload is vouched for by the new signature, which is the workspace's. The log itself\n"
                    "is verified first, and never changed.",
                    {"orkestr redact order.orklog --redact '$..card' -o order-public.orklog", "orkestr redact all.orklog --redact '$.customer' --redact '$.error.detail' -o out.orklog"});
    add_export_options(options);
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    ExportRequest request;
    if (const auto wrong = read_export_options(options, request)) return *wrong;
    if (request.redactions.empty()) return options.refuse("what is to be taken out? Name it with --redact JSONPATH");
    const std::string text = options.positional().front();
    const SourceArgument source = read_source_argument(text);
    if (source.kind == SourceArgument::Kind::run) return tell_error(options.format(), {ErrorCode::not_found, "there is no file '" + text + "'", {}});
    if (source.kind == SourceArgument::Kind::workspace) return options.refuse("'" + text + "' is a folder; 'orkestr export --redact' makes a log of a workspace");
    if (!source.run.empty()) {
        if (!is_run_id(source.run)) return tell_error(options.format(), {ErrorCode::not_found, "'" + source.run + "' is no run's id", {}});
        request.runs.push_back(RunId{source.run});
    }
    return export_and_report(options.workspace(), source.path, request, options.format());
}

} // namespace orkestr::cli
