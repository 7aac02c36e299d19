// orkestr runs
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "app/workspace/location.h"
#include "core/base/duration_text.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace orkestr::cli {

namespace {

constexpr const char* statuses[] = {"pending", "running", "waiting", "suspended", "cancelled", "faulted", "completed"};

JsonValue run_json(const RunRow& row) {
    return JsonValue::object({{"run", row.run.text}, {"definition", row.ns + "/" + row.name}, {"version", row.version},
                              {"status", row.status}, {"started", to_iso8601(row.started)},
                              {"ended", row.ended ? JsonValue(to_iso8601(*row.ended)) : JsonValue()}});
}

void print_row(const RunRow& row) {
    const std::string took = row.ended ? to_human(*row.ended - row.started) : "";
    std::printf("%s  %-9s  %s  %12s  %s/%s:%s%s%s\n", row.run.text.c_str(), row.status.c_str(), to_iso8601(row.started).c_str(),
                took.c_str(), row.ns.c_str(), row.name.c_str(), row.version.c_str(), row.error.empty() ? "" : "  ", row.error.c_str());
}

} // namespace

int runs(const QStringList& arguments) {
    Options options("runs", "[--status STATUS] [--limit N] [--workspace DIR] [--format text|json]",
                    "Lists the runs of a workspace, newest first.",
                    {"orkestr runs", "orkestr runs --status faulted --limit 20", "orkestr runs --format json | jq '.[0].run'"});
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("status", "STATUS", "Only runs of this status: pending, running, waiting, suspended, cancelled, faulted, completed");
    options.add("limit", "N", "At most so many. Default: all");
    if (const auto done = options.parse(arguments, 0, 0)) return *done;
    long limit = -1;
    if (options.has("limit")) {
        bool number = false;
        limit = QString::fromStdString(options.value("limit")).toLong(&number);
        if (!number || limit < 1) return options.refuse("--limit takes a number from 1");
    }
    const std::string status = options.value("status");
    if (!status.empty() && std::find(std::begin(statuses), std::end(statuses), status) == std::end(statuses))
        return options.refuse("'" + status + "' is no status; expected one of: pending, running, waiting, suspended, cancelled, faulted, completed");
    const bool json = options.format() == "json";
    auto store = open_for_reading(options.workspace());
    if (!store) {
        // The default workspace is made by the first run: until then it is just empty.
        if (store.error().code != ErrorCode::not_found || options.has("workspace")) return report(store.error());
        if (json) std::puts("[]");
        else std::fputs("No runs yet. Start one with 'orkestr run FILE'.\n", stderr);
        return ExitCode::completed;
    }
    RunQuery query;
    query.status = status;
    query.limit = 1000;
    long printed = 0;
    for (bool first = true;; first = false) {
        auto page = (*store)->runs(query);
        if (!page) return report(page.error());
        if (json && first) std::fputc('[', stdout);
        for (const auto& row : *page) {
            if (limit >= 0 && printed == limit) break;
            if (json) std::printf("%s%s", printed ? ",\n" : "", run_json(row).json().text().c_str());
            else print_row(row);
            ++printed;
        }
        if (page->size() < query.limit || (limit >= 0 && printed >= limit)) break;
        query.before = page->back().run;
    }
    if (json) std::puts("]");
    else if (printed == 0) std::fputs("No runs. Start one with 'orkestr run FILE'.\n", stderr);
    return ExitCode::completed;
}

} // namespace orkestr::cli
