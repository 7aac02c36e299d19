// orkestr dead list|show|retry|discard
#include "app/cli/author.h"
#include "app/cli/listing.h"
#include "app/cli/reading.h"
#include "app/cli/run_options.h"
#include "app/cli/text.h"

#include <QEventLoop>
#include <cstdio>

namespace orkestr::cli {

namespace {

JsonValue letter_json(const DeadLetter& letter, bool with_body) {
    JsonValue out = JsonValue::object({{"id", letter.id}, {"at", to_iso8601(letter.at)}, {"kind", letter.kind},
                                       {"run", letter.run.empty() ? JsonValue() : JsonValue(letter.run.text)}, {"title", letter.title}, {"state", letter.state}});
    if (letter.decided) {
        out.set("decided", to_iso8601(*letter.decided));
        out.set("by", letter.by);
        out.set("reason", letter.reason);
    }
    if (!letter.retried_as.empty()) out.set("retried_as", letter.retried_as.text);
    if (with_body) out.set("body", JsonValue::of(letter.body));
    return out;
}

std::string decision_text(const DeadLetter& letter) {
    std::string text = letter.state;
    if (!letter.decided) return text;
    text += " at " + to_iso8601(*letter.decided) + (letter.by.empty() ? "" : " by " + letter.by) + (letter.reason.empty() ? "" : ": " + letter.reason);
    return letter.retried_as.empty() ? text : text + ", as run " + letter.retried_as.text;
}

int list_letters(const Options& options) {
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const bool json = options.format() == "json";
    DeadLetterQuery query;
    if (options.has("all")) query.state.clear();
    query.limit = 1000;
    bool some = false;
    for (bool more = true; more;) {
        const auto page = (*store)->dead_letters(query);
        if (!page) return report(page.error());
        if (json && query.before == 0) std::fputc('[', stdout);
        for (const DeadLetter& letter : *page) {
            if (json) std::printf("%s%s", some ? ",\n" : "", letter_json(letter, false).json().text().c_str());
            else std::printf("%6lld  %s  %-8s  %s%s\n", static_cast<long long>(letter.id), to_iso8601(letter.at).c_str(), letter.kind.c_str(), letter.title.c_str(),
                             letter.state == "open" ? "" : ("  (" + letter.state + ")").c_str());
            some = true;
        }
        more = page->size() == query.limit;
        if (more) query.before = page->back().id;
    }
    if (json) std::puts("]");
    else if (!some) std::fputs("No dead letters.\n", stderr);
    return ExitCode::completed;
}

Result<DeadLetter> find_letter(const SqliteStore& store, std::int64_t id) {
    DeadLetterQuery query;
    query.id = id;
    query.state.clear();
    auto found = store.dead_letters(query);
    if (!found) return found.error();
    if (found->empty()) return Error{ErrorCode::not_found, "there is no dead letter " + std::to_string(id) + "; 'orkestr dead list --all' lists them", {}};
    return found->front();
}

int show_letter(const Options& options, const DeadLetter& letter) {
    if (options.format() == "json") {
        print_line(letter_json(letter, true).json());
        return ExitCode::completed;
    }
    std::printf("Dead letter  %lld\nKind         %s\nSince        %s\nTitle        %s\n", static_cast<long long>(letter.id), letter.kind.c_str(),
                to_iso8601(letter.at).c_str(), letter.title.c_str());
    if (!letter.run.empty()) std::printf("Run          %s\n", letter.run.text.c_str());
    std::printf("State        %s\nContent      %s\n", decision_text(letter).c_str(), letter.body.text().c_str());
    return ExitCode::completed;
}

int discard_letter(const Options& options, const DeadLetter& letter) {
    if (options.value("reason").empty()) return options.refuse("--reason TEXT is missing: why it is laid aside");
    EngineControl control({.directory = options.workspace()});
    QEventLoop loop;
    int exit_code = ExitCode::broken;
    control.decide({letter.id, false, author_of(options.value("reason"))}, [&](const Result<std::optional<RunId>>& result) {
        exit_code = result ? int(ExitCode::completed) : refused(result.error());
        if (result && options.format() == "json") print_line(JsonValue::object({{"id", letter.id}, {"state", "discarded"}}).json());
        else if (result) std::printf("dead letter %lld: discarded\n", static_cast<long long>(letter.id));
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    return exit_code;
}

int retry_letter(const Options& options, const SqliteStore& store, const DeadLetter& letter) {
    RunSettings settings;
    if (const auto wrong = read_run_options(options, settings)) return *wrong;
    settings.leave_to_others = true;
    if (letter.kind != "event") {
        const auto row = find_run(store, letter.run.text);
        if (!row) return refused(row.error());
        auto plan = PlanCache().get(row->definition, store);
        if (!plan) return not_proven(plan.error());
        settings.plan = std::move(*plan);
    }
    settings.start = [decision = DeadLetterDecision{letter.id, true, author_of(options.value("reason"))}, json = options.format() != "text"](EngineControl& control, StartedOne done) {
        control.decide(decision, [decision, json, done = std::move(done)](Result<std::optional<RunId>> run) {
            if (run && !*run && json) print_line(JsonValue::object({{"id", decision.id}, {"state", "retried"}}).json());
            else if (run && !*run) std::printf("dead letter %lld: the event was sent again\n", static_cast<long long>(decision.id));
            done(std::move(run));
        });
    };
    return drive(std::move(settings));
}

} // namespace

int dead(const QStringList& arguments) {
    Options options("dead",
                    "list [--all] | show ID | retry ID [--reason TEXT] | discard ID --reason TEXT\n"
                    "                    [--workspace DIR] [--format text|json, and events for retry]",
                    "What could not be done and waits for somebody to decide: runs that faulted, events that nobody could receive,\n"
                    "activities that every engine ended over. Retrying a run starts it anew with the same input, an activity a fork of\n"
                    "its run from there, an event sends it again. A new run is driven to its end here, unless another process has the\n"
                    "workspace open: that one drives it, and its id is printed.",
                    {"orkestr dead list", "orkestr dead show 7", "orkestr dead retry 7 --reason 'the shop is back'", "orkestr dead discard 7 --reason 'paid by hand'"});
    add_run_options(options);
    options.add("all", nullptr, "list: also those that were retried or discarded");
    options.add("reason", "TEXT", "Why: recorded with your login name");
    if (const auto done = options.parse(arguments, 1, 2)) return *done;
    const auto given = options.positional();
    const std::string& what = given.front();
    if (what != "retry" && options.format() == "events")
        return options.refuse("unknown format 'events'; expected one of: text, json (only 'dead retry' has a run whose events it can print)");
    if (what == "list" && given.size() == 1) return list_letters(options);
    if (what != "show" && what != "retry" && what != "discard") return options.refuse("list, show, retry or discard is expected, not '" + (what == "list" ? given[1] : what) + "'");
    if (given.size() < 2) return options.refuse("the letter's number is missing; 'orkestr dead list' shows it");
    bool number = false;
    const std::int64_t id = QString::fromStdString(given[1]).toLongLong(&number);
    if (!number) return options.refuse("'" + given[1] + "' is no letter's number; 'orkestr dead list' shows them");
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const auto letter = find_letter(**store, id);
    if (!letter) return refused(letter.error());
    if (what == "show") return show_letter(options, *letter);
    if (what == "discard") return discard_letter(options, *letter);
    return retry_letter(options, **store, *letter);
}

} // namespace orkestr::cli
