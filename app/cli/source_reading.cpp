#include "app/cli/source_reading.h"

#include "app/cli/source_argument.h"
#include "app/cli/text.h"
#include "app/workspace/file_source.h"
#include "app/workspace/workspace.h"

#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

namespace orkestr::cli {

namespace {

constexpr std::chrono::milliseconds look_again{5};

/// Files that are read to their ends before anything is said of them.
constexpr std::uint64_t most_bytes_read_first = std::uint64_t{64} << 20;

/// What is damaged is read to its end first: until then it is not known what it holds. What is small is too, so that damage
/// which only its records tell of is found.
void say_damage(const NamedSource& source) {
    for (;;) {
        const auto state = wait_for<SourceState>([&](auto done) { source.source->state({}, std::move(done)); });
        if (!state || (state->damage.empty() && state->size_bytes > most_bytes_read_first)) return;
        if (state->read_bytes >= state->size_bytes && state->damage.empty()) return;
        if (state->read_bytes < state->size_bytes) {
            std::this_thread::sleep_for(look_again);
            continue;
        }
        std::fprintf(stderr, "orkestr: %s is damaged: %s\n", source.name.c_str(), state->damage.c_str());
        return;
    }
}

} // namespace

Result<NamedSource> open_argument(const std::string& argument, const std::string& workspace) {
    const SourceArgument named = read_source_argument(argument);
    const bool is_run = named.kind == SourceArgument::Kind::run;
    if (is_run && !is_run_id(named.run))
        return Error{ErrorCode::not_found, "there is no file or folder '" + argument + "', and it is no run's id; 'orkestr runs' lists them", {}};
    const std::string& path = is_run ? workspace : named.path;
    auto source = named.kind == SourceArgument::Kind::file ? open_file_source(path) : open_source(path);
    if (!source) return source.error();
    NamedSource opened{argument, std::move(*source), std::nullopt};
    if (named.kind == SourceArgument::Kind::file) say_damage(opened);
    if (!named.run.empty()) opened.run = RunId{named.run};
    return opened;
}

int with_each_argument(const Options& options, const std::function<Result<void>(const std::string&)>& work) {
    int exit_code = ExitCode::completed;
    for (const std::string& argument : options.positional()) {
        const auto done = work(argument);
        if (done) continue;
        const int code = report(done.error());
        if (exit_code == ExitCode::completed) exit_code = code;
    }
    return exit_code;
}

Result<std::shared_ptr<const RunView>> run_of(const NamedSource& source, const RunId& run) {
    using View = std::shared_ptr<const RunView>;
    return wait_for<View>([&](auto done) { source.source->run(run, {}, std::move(done)); });
}

Result<std::shared_ptr<const StepDetail>> step_of(const NamedSource& source, const RunId& run, StepId step) {
    using Detail = std::shared_ptr<const StepDetail>;
    return wait_for<Detail>([&](auto done) { source.source->step(run, step, {}, std::move(done)); });
}

Result<void> each_row(const NamedSource& source, RunQuery query, const std::function<bool(const RunRow&)>& take) {
    bool any = false;
    if (source.run) query.run = source.run;
    for (query.limit = 1000;;) {
        const auto page = wait_for<RunPage>([&](auto done) { source.source->runs(query, {}, std::move(done)); });
        if (!page) return page.error();
        for (const RunRow& row : page->runs) {
            any = true;
            if (!take(row)) return {};
        }
        if (!page->more || nobody_reads()) break;
        query.before = page->next ? page->next : std::optional(page->runs.back().run);
    }
    if (source.run && !any && query.filter.is_empty() && query.status.empty())
        return Error{ErrorCode::not_found, source.name + ": there is no run " + source.run->text, {}};
    return {};
}

Result<RunId> meant_run(const NamedSource& source) {
    if (source.run) return *source.run;
    std::vector<RunId> some;
    const auto read = each_row(source, {}, [&some](const RunRow& row) {
        some.push_back(row.run);
        return some.size() < 2;
    });
    if (!read) return read.error();
    if (some.size() == 1) return some.front();
    if (some.empty()) return Error{ErrorCode::not_found, source.name + " holds no run", {}};
    return Error{ErrorCode::invalid_argument, source.name + " holds several runs; name one as " + source.name + "#RUN", {}};
}

Result<void> each_event(const NamedSource& source, EventQuery query, const std::function<void(const EventView&)>& take) {
    for (query.limit = 2000;;) {
        const auto page = wait_for<EventPage>([&](auto done) { source.source->events(query, {}, std::move(done)); });
        if (!page) return page.error();
        for (const EventView& event : page->events) take(event);
        if (page->next == 0 || nobody_reads()) return {};
        query.after = page->next;
    }
}

Result<std::uint64_t> count_events(const NamedSource& source, EventQuery query) {
    std::uint64_t count = 0;
    for (query.numbers_only = true;;) {
        const auto page = wait_for<EventPage>([&](auto done) { source.source->events(query, {}, std::move(done)); });
        if (!page) return page.error();
        // Without a filter every event counts.
        if (query.filter.is_empty()) return page->total;
        count += page->seqs.size();
        if (page->next == 0) return count;
        query.after = page->next;
    }
}

} // namespace orkestr::cli
