// orkestr verify RUN|FILE
#include "app/cli/reading.h"
#include "app/cli/source_argument.h"
#include "app/cli/text.h"
#include "app/cli/verify_log.h"
#include "core/history/chain.h"
#include "core/history/chain_fault.h"
#include "core/history/history_fold.h"
#include "core/runtime/run_slot.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

/// Where a history is broken, in the words of the audit log's verifier.
struct Broken {
    AuditFault kind = AuditFault::edited;
    std::uint64_t seq = 0;
    std::string message;
};

struct Verified {
    std::optional<Broken> broken;
    std::uint64_t events = 0;
    Digest head{};
};

/// Reads a run's history from its beginning: the chain, and the state that its events fold to.
class HistoryCheck {
public:
    /// `rows`: of the run, to be read again where something is wrong.
    HistoryCheck(const RunRow& run, std::string workspace_key, ChainRows rows)
        : workspace_key_(std::move(workspace_key)), rows_(std::move(rows)), counted_(run.events), head_(chain_start(run.run)) {
        slot_.id = run.run;
    }

    Result<void> take(const std::vector<EventRow>& page) {
        if (last_ == 0) {
            slot_.started = page.front().at;
            key_ = run_key_of(workspace_key_, slot_.id, page.front());
        }
        const auto broken = verify_chain(page, key_, last_, head_);
        for (const auto& row : page) {
            if (broken && row.seq >= broken->seq) break;
            // The chain holds: what it holds must also fold.
            if (const auto applied = fold_.add(row); !applied) {
                break_at(row.seq, applied.error().message);
                return stop();
            }
            last_ = row.seq;
        }
        if (!broken) return {};
        const ChainPlace place{slot_.id, workspace_key_, broken->seq, head_, key_, counted_, last_ > 0 && fold_.state().ended()};
        break_at(broken->seq, broken->message, chain_fault(place, rows_));
        return stop();
    }

    /// Against what the workspace says of the run beside its history.
    void compare(const RunRow& row) {
        if (broken_) return;
        if (last_ == 0) return break_at(1, "the run has no events", AuditFault::deleted);
        if (row.events != last_)
            return break_at(last_ + 1, "the run's row counts " + std::to_string(row.events) + " events; the history ends with number " + std::to_string(last_),
                            row.events > last_ ? AuditFault::deleted : AuditFault::inserted);
        slot_.state = fold_.take();
        const RunRow folded = run_row(slot_);
        if (row.ended && !folded.ended)
            return break_at(last_ + 1, "the history ends with number " + std::to_string(last_) + "; the run's row says that it went on and is " + row.status, AuditFault::truncated);
        const auto differs = [&](const char* what, const auto& said, const auto& is) {
            if (!broken_ && said != is) break_at(last_, std::string("the run's row has another ") + what + " than its history");
        };
        differs("status", row.status, folded.status);
        differs("definition", row.definition, folded.definition);
        differs("namespace", row.ns, folded.ns);
        differs("name", row.name, folded.name);
        differs("version", row.version, folded.version);
        differs("start", row.started, folded.started);
        differs("end", row.ended, folded.ended);
        differs("error", row.error, folded.error);
        differs("parent", row.parent, folded.parent);
    }

    void break_at(std::uint64_t seq, std::string message, AuditFault kind = AuditFault::edited) { broken_ = Broken{kind, seq, std::move(message)}; }
    Verified result() const { return {broken_, last_, head_}; }
    bool broken() const { return broken_.has_value(); }

private:
    Result<void> stop() const { return Error{ErrorCode::corrupt, broken_->message, {}}; }

    std::string workspace_key_;
    ChainRows rows_;
    std::uint64_t counted_; ///< by the run's row, at first
    Digest key_{};
    Digest head_;
    std::uint64_t last_ = 0;
    HistoryFold fold_;
    RunSlot slot_;
    std::optional<Broken> broken_;
};

/// Errors: what is no fault of the run.
Result<Verified> verify_run(const SqliteStore& store, RunRow row) {
    const auto workspace_key = store.workspace_key();
    if (!workspace_key) return workspace_key.error();
    HistoryCheck history(row, *workspace_key, [&store, &row](std::uint64_t after, std::uint32_t limit) { return store.events(row.run, after, limit); });
    const auto take = [&history](const std::vector<EventRow>& page) { return history.take(page); };
    // A run that goes on meanwhile: until its row stays as it was while its events were read.
    for (bool changed = true; changed && !history.broken();) {
        const auto read = read_events(store, row.run, history.result().events, take);
        if (!read && !history.broken()) {
            if (read.error().code != ErrorCode::corrupt) return read.error();
            // The store misses an event, or can't read it.
            const bool lacks = read.error().message.find("lacks") != std::string::npos;
            history.break_at(history.result().events + 1, read.error().message, lacks ? AuditFault::deleted : AuditFault::edited);
        }
        const auto again = find_run(store, row.run.text);
        if (!again) return again.error();
        changed = again->events != row.events;
        row = *again;
    }
    history.compare(row);
    PlanCache plans;
    if (const auto plan = plans.get(row.definition, store); !plan && !history.broken()) history.break_at(1, plan.error().message);
    return history.result();
}

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
