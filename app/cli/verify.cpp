// orkestr verify RUN|FILE
#include "app/cli/reading.h"
#include "app/cli/source_argument.h"
#include "app/cli/text.h"
#include "app/cli/verify_log.h"
#include "app/cli/verify_run.h"
#include "core/history/audit_log_verifier.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

std::optional<Digest> read_hex(const std::string& hex) {
    const auto bytes = from_hex(hex);
    Digest out{};
    if (!bytes || bytes->size() != out.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), out.begin());
    return out;
}

int print_verified(const RunId& run, const Verified& verified, const std::string& format) {
    const auto& broken = verified.broken;
    if (format == "json") {
        JsonValue out = JsonValue::object({{"run", run.text}, {"ok", !broken}, {"events", verified.events}});
        if (broken) {
            out.set("kind", to_string(broken->kind));
            out.set("record", broken->seq);
            out.set("seq", broken->seq);
            out.set("message", broken->message);
        } else {
            out.set("head", to_hex(verified.head));
        }
        print_line(out.json());
    } else if (broken) {
        std::printf("%s: broken at event %llu: %s\n", run.text.c_str(), static_cast<unsigned long long>(broken->seq), broken->message.c_str());
    } else {
        std::printf("%s: %s, chain intact, head %s\n", run.text.c_str(), counted(verified.events, "event").c_str(), to_hex(verified.head).c_str());
    }
    return broken ? ExitCode::failed : ExitCode::completed;
}

int verify_in_workspace(const std::string& workspace, const std::string& run, const std::optional<Digest>& head, const std::string& format) {
    auto store = open_for_reading(workspace);
    if (!store) return tell_error(format, store.error());
    const auto row = find_run(**store, run);
    if (!row) return tell_error(format, row.error());
    auto verified = verify_run(**store, *row);
    if (!verified) return tell_error(format, verified.error());
    if (!verified->broken && head && *head != verified->head)
        verified->broken = Broken{AuditFault::head, verified->events, "the run's head is " + to_hex(verified->head) + ", not the one that was asked for"};
    return print_verified(row->run, *verified, format);
}

} // namespace

int verify(const QStringList& arguments) {
    Options options("verify", "RUN|LOG|LOG#RUN [--head HEX] [--key HEX] [--workspace DIR] [--format text|json]",
                    "Checks that a run's history, or an audit log, is whole and as it was written: every event is bound to the one before by\n"
                    "SHA-256, every run of a log to its signed footer. Exits with 0 when it is, else with 1, and says which record is the first\n"
                    "bad one, and whether it was edited, deleted, inserted, reordered, truncated, signed wrongly (signature) or has another head.\n"
                    "Exits with 2 for a file of another kind, with 4 for what is not there: then with --format json {\"ok\":false,\"error\":{...}}.\n"
                    "Of a case (.orkcase) record 0 is its own line, with the bookmarks and notes.",
                    {"orkestr verify 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr verify order.orklog --format json", "orkestr verify order.orkcase",
                     "orkestr verify all.orklog#01JD2X3M4N5P6Q7R8S9T0V1W2X --head 5f1d..."});
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("head", "HEX", "What the run's head, or the log's SHA-256, must be: written down where nobody can change it");
    options.add("key", "HEX", "Of a log: the public key that must have signed it");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    AuditQuestion question;
    if (options.has("head") && !(question.head = read_hex(options.value("head")))) return options.refuse("--head takes 64 hex digits");
    if (options.has("key") && !(question.key = read_hex(options.value("key")))) return options.refuse("--key takes 64 hex digits");
    const SourceArgument source = read_source_argument(options.positional().front());
    if (source.kind != SourceArgument::Kind::file) {
        if (source.kind == SourceArgument::Kind::run && !is_run_id(source.run))
            return tell_error(options.format(), {ErrorCode::not_found, "'" + source.run + "' is no run's id, nor a file; 'orkestr runs' lists runs", {}});
        if (question.key) return options.refuse("--key is for audit logs");
        if (source.kind == SourceArgument::Kind::workspace && source.run.empty()) {
            if (const auto there = open_for_reading(source.path); !there) return tell_error(options.format(), there.error());
            return options.refuse("which run of '" + source.path + "'? Name it as " + source.path + "#RUN");
        }
        return verify_in_workspace(source.kind == SourceArgument::Kind::workspace ? source.path : options.workspace(), source.run, question.head, options.format());
    }
    if (!source.run.empty()) {
        if (!is_run_id(source.run)) return tell_error(options.format(), {ErrorCode::not_found, "'" + source.run + "' is no run's id; 'orkestr runs " + source.path + "' lists them", {}});
        question.run = RunId{source.run};
    }
    return verify_log(source.path, question, options.format());
}

} // namespace orkestr::cli
