// orkestr verify RUN
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "core/history/chain.h"
#include "core/history/history_fold.h"
#include "core/runtime/run_slot.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

struct Verified {
    std::optional<ChainBreak> broken;
    std::uint64_t events = 0;
    Digest head{};
};

/// Reads a run's history from its beginning: the chain, and the state that its events fold to.
class HistoryReader {
public:
    HistoryReader(const RunId& run, std::string workspace_key) : workspace_key_(std::move(workspace_key)), head_(chain_start(run)) { slot_.id = run; }

    Result<void> take(const std::vector<EventRow>& page) {
        if (last_ == 0) {
            slot_.started = page.front().at;
            key_ = run_key(workspace_key_, JsonValue::of(page.front().data).string_at("nonce"));
        }
        if ((broken_ = verify_chain(page, key_, last_, head_))) return stop();
        for (const auto& row : page) {
            // The chain holds: what it holds must also fold.
            const auto applied = fold_.add(row);
            if (applied) continue;
            break_at(row.seq, applied.error().message);
            return stop();
        }
        last_ = page.back().seq;
        return {};
    }

    /// Against what the workspace says of the run beside its history.
    void compare(const RunRow& row) {
        if (broken_) return;
        if (last_ == 0) return break_at(1, "the run has no events");
        if (row.events != last_)
            return break_at(last_ + 1, "the run's row counts " + std::to_string(row.events) + " events; the history ends with number " + std::to_string(last_));
        slot_.state = fold_.take();
        const RunRow folded = run_row(slot_);
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

    void break_at(std::uint64_t seq, std::string message) { broken_ = ChainBreak{seq, std::move(message)}; }
    Verified result() const { return {broken_, last_, head_}; }
    bool broken() const { return broken_.has_value(); }

private:
    Result<void> stop() const { return Error{ErrorCode::corrupt, broken_->message, {}}; }

    std::string workspace_key_;
    Digest key_{};
    Digest head_;
    std::uint64_t last_ = 0;
    HistoryFold fold_;
    RunSlot slot_;
    std::optional<ChainBreak> broken_;
};

/// Errors: what is no fault of the run.
Result<Verified> verify_run(const SqliteStore& store, RunRow row) {
    const auto workspace_key = store.workspace_key();
    if (!workspace_key) return workspace_key.error();
    HistoryReader history(row.run, *workspace_key);
    const auto take = [&history](const std::vector<EventRow>& page) { return history.take(page); };
    // A run that goes on meanwhile: until its row stays as it was while its events were read.
    for (bool changed = true; changed && !history.broken();) {
        const auto read = read_events(store, row.run, history.result().events, take);
        if (!read && !history.broken()) {
            if (read.error().code != ErrorCode::corrupt) return read.error();
            history.break_at(history.result().events + 1, read.error().message);
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

} // namespace

int verify(const QStringList& arguments) {
    Options options("verify", "RUN [--workspace DIR] [--format text|json]",
                    "Checks that a run's history is whole and unchanged: every event is bound to the one before by SHA-256.\n"
                    "Exits with 0 when it is, else with 1.",
                    {"orkestr verify 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr verify RUN --format json"});
    options.add_workspace();
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const auto row = find_run(**store, options.positional().front());
    if (!row) return not_proven(row.error());
    const auto verified = verify_run(**store, *row);
    if (!verified) return report(verified.error());
    const auto& broken = verified->broken;
    if (options.format() == "json") {
        JsonValue out = JsonValue::object({{"run", row->run.text}, {"ok", !broken}, {"events", verified->events}});
        if (broken) {
            out.set("seq", broken->seq);
            out.set("message", broken->message);
        } else {
            out.set("head", to_hex(verified->head));
        }
        print_line(out.json());
    } else if (broken) {
        std::printf("%s: broken at event %llu: %s\n", row->run.text.c_str(), static_cast<unsigned long long>(broken->seq), broken->message.c_str());
    } else {
        std::printf("%s: %llu events, chain intact, head %s\n", row->run.text.c_str(), static_cast<unsigned long long>(verified->events), to_hex(verified->head).c_str());
    }
    return broken ? ExitCode::failed : ExitCode::completed;
}

} // namespace orkestr::cli
