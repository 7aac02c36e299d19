// orkestr verify RUN
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "core/history/chain.h"
#include "core/engine/state.h"
#include "core/history/codec.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

/// What is wrong with a recorded run, or nothing. `head` becomes the last event's hash.
std::optional<ChainBreak> find_break(const SqliteStore& store, const RecordedRun& recorded, Digest& head) {
    const auto workspace_key = store.workspace_key();
    if (!workspace_key) return ChainBreak{0, workspace_key.error().message};
    if (recorded.events.empty()) return ChainBreak{1, "the run has no events"};
    const std::string nonce = JsonValue::of(recorded.events.front().data).string_at("nonce");
    head = chain_start(recorded.row.run);
    if (auto broken = verify_chain(recorded.events, run_key(*workspace_key, nonce), 0, head)) return broken;
    const std::uint64_t last = recorded.events.back().seq;
    if (recorded.row.events != last)
        return ChainBreak{last + 1, "the run's row counts " + std::to_string(recorded.row.events) + " events; the history ends with number " + std::to_string(last)};
    // The chain holds: what it holds must also fold.
    const auto events = decode_all(recorded.events);
    if (!events) return ChainBreak{0, events.error().message};
    State state;
    for (const auto& event : *events)
        if (auto applied = apply(state, event); !applied) return ChainBreak{event.seq, applied.error().message};
    if (to_string(state.status) != recorded.row.status)
        return ChainBreak{last, "the run's row says " + recorded.row.status + "; its history says " + to_string(state.status)};
    return std::nullopt;
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
    const auto recorded = read_run(**store, options.positional().front());
    if (!recorded) return report(recorded.error());
    Digest head{};
    const auto broken = find_break(**store, *recorded, head);
    const std::uint64_t count = recorded->events.size();
    if (options.format() == "json") {
        JsonValue out = JsonValue::object({{"run", recorded->row.run.text}, {"ok", !broken}, {"events", count}});
        if (broken) {
            out.set("seq", broken->seq);
            out.set("message", broken->message);
        } else {
            out.set("head", to_hex(head));
        }
        print_line(out.json());
    } else if (broken) {
        std::printf("%s: broken at event %llu: %s\n", recorded->row.run.text.c_str(), static_cast<unsigned long long>(broken->seq), broken->message.c_str());
    } else {
        std::printf("%s: %llu events, chain intact, head %s\n", recorded->row.run.text.c_str(), static_cast<unsigned long long>(count), to_hex(head).c_str());
    }
    return broken ? ExitCode::failed : ExitCode::completed;
}

} // namespace orkestr::cli
