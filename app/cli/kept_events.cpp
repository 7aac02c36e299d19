// orkestr events
#include "app/cli/listing.h"
#include "app/cli/reading.h"
#include "app/cli/run_events.h"
#include "app/cli/text.h"
#include "app/workspace/system_clock.h"

#include <cstdio>

namespace orkestr::cli {

namespace {

JsonValue kept_json(const BusEvent& event) {
    JsonValue out = JsonValue::object({{"number", event.id}, {"at", to_iso8601(event.at)}, {"kept_until", to_iso8601(event.expires)}, {"received", event.claimed},
                                       {"event", JsonValue::of(event.event)}});
    if (!event.to.empty()) out.set("to", event.to.text);
    if (!event.by.empty()) out.set("by", event.by);
    if (!event.reason.empty()) out.set("reason", event.reason);
    return out;
}

void print_kept(const BusEvent& event) {
    const JsonValue envelope = JsonValue::of(event.event);
    std::printf("%s  until %s  %s  from %s%s%s%s\n", to_iso8601(event.at).c_str(), to_iso8601(event.expires).c_str(), envelope.string_at("type").c_str(),
                envelope.string_at("source").c_str(), event.to.empty() ? "" : "  to run ", event.to.text.c_str(), event.claimed ? "  received" : "");
}

} // namespace

int kept_events(const QStringList& arguments) {
    Options options("events", "[SOURCE|RUN...] [--filter FILTER] [--count] [--all] [--workspace DIR] [--format text|json|jsonl]",
                    "Lists what happened in runs: in a RUN, or in all runs of a SOURCE (a workspace's folder, an audit log, another\n"
                    "system's record; FILE#RUN is one run in it).\n\n"
                    "Without SOURCE or RUN: the events that were sent and that nobody has received yet, oldest first, and until when\n"
                    "each is kept. A listener that starts before then can still have it.",
                    {"orkestr events 01JD2X3M4N5P6Q7R8S9T0V1W2X", "orkestr events audit.orklog --filter 'failed' --format jsonl",
                     "orkestr events audit.orklog --filter 'type ~ \"^activity\"' --count", "orkestr events --format json | jq '.[].event.type'"});
    options.add_workspace();
    options.add_format({"text", "json", "jsonl"});
    options.add("filter", "FILTER", "Only events that this holds of; core/filter/LANGUAGE.md says what can be written");
    options.add("count", nullptr, "Only print how many there are");
    options.add("all", nullptr, "Without RUN: also those that somebody has received and that are still there");
    if (const auto done = options.parse(arguments, 0, 1'000'000)) return *done;
    if (!options.positional().empty()) return run_events(options);
    for (const char* about_runs : {"filter", "count"})
        if (options.has(about_runs)) return options.refuse(std::string("--") + about_runs + " takes a SOURCE or a RUN");
    if (options.format() == "jsonl") return options.refuse("--format jsonl takes a SOURCE or a RUN");
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const bool json = options.format() == "json";
    const Instant now = SystemClock().now();
    std::size_t printed = 0;
    BusQuery query{0, !options.has("all"), 1000};
    for (bool more = true; more;) {
        const auto page = (*store)->bus_events(query);
        if (!page) {
            if (json && query.after != 0) std::puts("]");
            return report(page.error());
        }
        if (json && query.after == 0) std::fputc('[', stdout);
        for (const BusEvent& event : *page) {
            if (event.expires <= now && !options.has("all")) continue;
            if (json) std::printf("%s%s", printed ? ",\n" : "", kept_json(event).json().text().c_str());
            else print_kept(event);
            ++printed;
        }
        more = page->size() == query.limit;
        if (more) query.after = page->back().id;
    }
    if (json) std::puts("]");
    else if (printed == 0) std::fputs("No events are kept: what was sent was received.\n", stderr);
    return ExitCode::completed;
}

} // namespace orkestr::cli
