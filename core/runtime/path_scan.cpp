#include "core/runtime/path_scan.h"

#include "core/definition/reader.h"
#include "core/history/codec.h"
#include "core/runtime/latest_version.h"
#include "core/runtime/plan_cache.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace orkestr {

namespace {

constexpr std::uint32_t scanned_rows_at_once = 1000;
constexpr std::uint32_t scanned_events_at_once = 2000;
constexpr std::size_t most_waiting_runs = 4000;
constexpr unsigned most_path_readers = 8;

Error stopped_scan() { return Error{ErrorCode::cancelled, "the reading of runs was stopped", {}}; }

template <class Answer>
Result<Answer> answer_of(const std::function<void(std::function<void(Result<Answer>)>)>& request) {
    auto promise = std::make_shared<std::promise<Result<Answer>>>();
    auto answer = promise->get_future();
    request([promise](Result<Answer> result) { promise->set_value(std::move(result)); });
    return answer.get();
}

class ScanTally {
public:
    explicit ScanTally(const std::function<void(const PathScanProgress&)>& tell) : tell_(tell) {}

    void found(std::uint64_t runs, std::uint64_t looked_at, bool all) {
        change([&] {
            progress_.found += runs;
            progress_.looked_at += looked_at;
            progress_.found_all = all;
        }, all);
    }
    void done(std::uint64_t events) {
        change([&] {
            ++progress_.runs;
            progress_.events += events;
        }, false);
    }
    void finish() { change([] {}, true); }

private:
    template <class Change>
    void change(const Change& change, bool at_once) {
        const std::scoped_lock lock(mutex_);
        change();
        const auto now = std::chrono::steady_clock::now();
        if (!tell_ || (!at_once && now < next_)) return;
        next_ = now + std::chrono::milliseconds(50);
        tell_(progress_);
    }
    std::mutex mutex_;
    const std::function<void(const PathScanProgress&)>& tell_;
    PathScanProgress progress_;
    std::chrono::steady_clock::time_point next_{};
};

/// Runs that were found and not read yet.
class FoundRuns {
public:
    /// False when nobody wants more.
    bool put(std::vector<RunRow> rows) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || rows_.size() < most_waiting_runs; });
        if (closed_) return false;
        for (auto& row : rows) rows_.push_back(std::move(row));
        changed_.notify_all();
        return true;
    }
    /// Nothing when there are no more.
    std::optional<RunRow> take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || complete_ || !rows_.empty(); });
        if (closed_ || rows_.empty()) return std::nullopt;
        RunRow row = std::move(rows_.front());
        rows_.pop_front();
        changed_.notify_all();
        return row;
    }
    void complete() { set(complete_); }
    void close() { set(closed_); }

private:
    void set(bool& flag) {
        const std::scoped_lock lock(mutex_);
        flag = true;
        changed_.notify_all();
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<RunRow> rows_;
    bool complete_ = false;
    bool closed_ = false;
};

/// Reads runs one after the other through a reader of its own, on a thread of its own.
class PathReader {
public:
    /// `added`: after each run.
    PathReader(const RunSource& source, std::shared_ptr<const Plan> plan, FoundRuns& runs, ScanTally& tally, std::function<void()> added, std::stop_token stop)
        : statistics(plan.get()), source_(source), plan_(std::move(plan)), runs_(runs), tally_(tally), added_(std::move(added)), stop_(std::move(stop)) {}

    /// While it reads; any thread.
    void add_to(PathStatistics& all) {
        const std::scoped_lock lock(mutex_);
        all.merge(statistics);
    }

    void read() {
        result = read_all();
        if (!result) runs_.close();
    }

    PathStatistics statistics;
    std::uint64_t unreadable = 0;
    std::string damage;
    RunId damaged;
    Result<void> result;

private:
    Result<void> read_all() {
        const auto reader = source_.open_reader();
        if (!reader) return reader.error();
        while (const auto row = runs_.take()) {
            if (auto read = read_run(**reader, row->run); !read) return read;
            if (stop_.stop_requested()) return stopped_scan();
        }
        return {};
    }
    Result<void> read_run(HistoryReader& reader, const RunId& run) {
        RunProjection projection(plan_, RunProjection::Detail::outline);
        TimelineProjection timeline;
        PathMarks marks;
        Decoder decoder;
        std::optional<Error> broken;
        for (std::uint64_t after = 0; !broken;) {
            if (stop_.stop_requested()) return stopped_scan();
            auto rows = reader.events(run, after, scanned_events_at_once);
            // It may have been taken away meanwhile; what else is wrong with it alone leaves the others be.
            if (!rows && rows.error().code != ErrorCode::not_found && rows.error().code != ErrorCode::corrupt) return rows.error();
            if (!rows) broken = rows.error();
            if (!rows || rows->empty()) break;
            if (rows->back().seq <= after) broken = Error{ErrorCode::corrupt, "its events are not in order", {}};
            if (broken) break;
            after = rows->back().seq;
            for (EventRow& row : *rows) {
                const auto event = decode(decoder, row);
                if (!event) {
                    broken = event.error();
                    break;
                }
                projection.fold(*event);
                timeline.add(*event);
                marks.add(*event, projection.view());
            }
        }
        const RunView& view = projection.view();
        if (broken) note(run, *broken);
        if (view.events > 0) {
            const Timeline lanes = timeline.timeline(view);
            const std::scoped_lock lock(mutex_);
            statistics.add(view, lanes, marks);
        }
        tally_.done(view.events);
        added_();
        return {};
    }
    /// Payloads are not looked at: what stands in their places takes no memory.
    static Result<Event> decode(Decoder& decoder, EventRow& row) {
        static const Json anything;
        if (row.value) row.value = anything;
        return decoder.decode(row);
    }
    void note(const RunId& run, const Error& error) {
        if (unreadable++ == 0) damage = run.text + ": " + error.message, damaged = run;
    }

    const RunSource& source_;
    std::shared_ptr<const Plan> plan_;
    FoundRuns& runs_;
    ScanTally& tally_;
    std::function<void()> added_;
    std::stop_token stop_;
    std::mutex mutex_; ///< of the statistics while it reads
};

class PathScanner {
public:
    PathScanner(RunSource& source, const PathScanRequest& request, std::stop_token stop, const std::function<void(const PathScanProgress&)>& progress)
        : source_(source), request_(request), stop_(std::move(stop)), tally_(progress) {}

    Result<PathScan> scan() {
        auto reader = source_.open_reader();
        if (!reader && reader.error().code != ErrorCode::unsupported) return reader.error();
        auto done = reader ? scan_histories(**reader) : scan_records();
        if (!done) return done.error();
        tally_.finish();
        return std::move(out_);
    }

private:
    Result<void> scan_histories(HistoryReader& reader) {
        if (request_.definition.empty()) return Error{ErrorCode::invalid_argument, "which definition's runs?", {}};
        auto row = reader.definition(request_.definition);
        if (!row) return row.error();
        PlanCache plans;
        const auto plan = plans.get(request_.definition, [&]() -> Result<DefinitionRow> { return *row; });
        if (!plan) return plan.error();
        const auto read = read_definition(row->text, row->file_name);
        if (read.definition) out_.graph = build_graph(*read.definition);
        out_.definition = std::move(*row);
        FoundRuns runs;
        std::vector<std::unique_ptr<PathReader>> readers;
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < jobs(); ++i)
            readers.push_back(std::make_unique<PathReader>(source_, *plan, runs, tally_, [&] { tell_partial(readers, plan->get()); }, stop_));
        for (const auto& one : readers) threads.emplace_back([one = one.get()] { one->read(); });
        const auto found = find_runs(reader, runs);
        found ? runs.complete() : runs.close();
        for (auto& thread : threads) thread.join();
        if (stop_.stop_requested()) return stopped_scan();
        if (!found) return found;
        out_.statistics = PathStatistics(plan->get());
        for (const auto& one : readers) {
            if (!one->result) return one->result;
            take(*one);
        }
        return {};
    }
    /// Whoever comes while another tells goes on reading.
    void tell_partial(const std::vector<std::unique_ptr<PathReader>>& readers, const Plan* plan) {
        if (!request_.partial) return;
        const std::unique_lock lock(partial_mutex_, std::try_to_lock);
        const auto now = std::chrono::steady_clock::now();
        if (!lock || now < next_partial_) return;
        PathStatistics all(plan);
        for (const auto& one : readers) one->add_to(all);
        request_.partial(std::move(all));
        next_partial_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(request_.partial_ms);
    }
    void take(const PathReader& reader) {
        out_.statistics.merge(reader.statistics);
        if (reader.unreadable == 0) return;
        if (out_.unreadable == 0 || reader.damaged > damaged_) out_.damage = reader.damage, damaged_ = reader.damaged;
        out_.unreadable += reader.unreadable;
    }

    unsigned jobs() const {
        const unsigned wanted = request_.jobs != 0 ? request_.jobs : std::thread::hardware_concurrency();
        return std::clamp(wanted, 1u, most_path_readers);
    }

    Result<void> find_runs(HistoryReader& reader, FoundRuns& runs) {
        return each_page([&](const RunQuery& query) { return reader.runs(query); }, [&](std::vector<RunRow> rows) { return runs.put(std::move(rows)); });
    }

    Result<void> each_page(const std::function<Result<RunPage>(const RunQuery&)>& page_of, const std::function<bool(std::vector<RunRow>)>& put) {
        RunQuery query;
        query.definition = request_.definition;
        query.filter = request_.filter;
        query.now = request_.now;
        query.limit = scanned_rows_at_once;
        for (std::uint64_t found = 0;;) {
            if (stop_.stop_requested()) return stopped_scan();
            auto page = page_of(query);
            if (!page) return page.error();
            const bool over = found + page->runs.size() > request_.most_runs;
            if (over) page->runs.resize(request_.most_runs - found);
            out_.more = over || (page->more && found + page->runs.size() == request_.most_runs);
            found += page->runs.size();
            const bool last = !page->more || found == request_.most_runs;
            query.before = page->next ? page->next : page->runs.empty() ? query.before : std::optional(page->runs.back().run);
            const bool nowhere_to_go = !page->next && page->runs.empty();
            tally_.found(page->runs.size(), page->looked_at, last || nowhere_to_go);
            if (!put(std::move(page->runs)) || last || nowhere_to_go) return {};
        }
    }

    Result<void> scan_records() {
        std::vector<RunRow> rows;
        const auto found = each_page([&](const RunQuery& query) { return answer_of<RunPage>([&](auto done) { source_.runs(query, stop_, std::move(done)); }); },
                                     [&](std::vector<RunRow> page) {
                                         for (auto& row : page)
                                             if (request_.name.empty() || row.name == request_.name || row.ns + "/" + row.name == request_.name) rows.push_back(std::move(row));
                                         return true;
                                     });
        if (!found) return found;
        for (const RunRow& row : rows) {
            if (stop_.stop_requested()) return stopped_scan();
            using View = std::shared_ptr<const RunView>;
            const auto view = answer_of<View>([&](auto done) { source_.run(row.run, stop_, std::move(done)); });
            if (!view) return view.error();
            out_.statistics.add(**view, TimelineProjection().timeline(**view));
            tally_.done((*view)->events);
        }
        return {};
    }

    RunSource& source_;
    const PathScanRequest& request_;
    std::stop_token stop_;
    ScanTally tally_;
    PathScan out_;
    RunId damaged_;
    std::mutex partial_mutex_;
    std::chrono::steady_clock::time_point next_partial_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(request_.partial_ms);
};

std::string qualified(const DefinitionRow& row) { return row.ns + "/" + row.name + ":" + row.version; }

bool is_hash_text(const std::string& text) { return text.size() >= 8 && text.size() <= 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos; }

/// The names of definitions, for a message.
std::string names_of(const std::vector<DefinitionRow>& rows) {
    std::string text;
    std::size_t count = 0;
    for (const DefinitionRow& row : rows) {
        if (++count > 10) continue;
        text += (text.empty() ? "" : ", ") + qualified(row);
    }
    return text.empty() ? "there are none" : "there are " + text + (count > 10 ? ", ..." : "");
}

MeantDefinition latest_of(const std::vector<DefinitionRow>& rows) {
    MeantDefinition meant{latest_version(rows), {}};
    for (const DefinitionRow& row : rows)
        if (row.version != meant.row.version) meant.others.push_back(qualified(row));
    return meant;
}

} // namespace

Result<PathScan> scan_paths(RunSource& source, const PathScanRequest& request, std::stop_token stop, const std::function<void(const PathScanProgress&)>& progress) {
    return PathScanner(source, request, std::move(stop), progress).scan();
}

Result<MeantDefinition> find_definition(RunSource& source, const std::string& text) {
    using Rows = std::vector<DefinitionRow>;
    const auto ask = [&](const DefinitionQuery& query) {
        return answer_of<Rows>([&](auto done) { source.definitions(query, {}, std::move(done)); });
    };
    if (is_hash_text(text) && text.size() == 64) {
        DefinitionQuery query;
        query.hash = text;
        const auto found = ask(query);
        if (!found) return found.error();
        if (!found->empty()) return MeantDefinition{found->front(), {}};
        return Error{ErrorCode::not_found, "there is no definition " + text, {}};
    }
    const auto all = ask({});
    if (!all) return all.error();
    const auto slash = text.rfind('/');
    const auto colon = text.find(':', slash == std::string::npos ? 0 : slash);
    const std::string ns = slash == std::string::npos ? "" : text.substr(0, slash);
    const std::string version = colon == std::string::npos ? "" : text.substr(colon + 1);
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    const std::string name = text.substr(begin, colon == std::string::npos ? colon : colon - begin);
    Rows named, hashed;
    for (const DefinitionRow& row : *all) {
        if (row.name == name && (slash == std::string::npos || row.ns == ns) && (version.empty() || row.version == version)) named.push_back(row);
        if (is_hash_text(text) && row.hash.starts_with(text)) hashed.push_back(row);
    }
    if (named.empty() && hashed.size() == 1) return MeantDefinition{hashed.front(), {}};
    if (named.empty()) return Error{ErrorCode::not_found, "there is no definition '" + text + "'; " + names_of(*all), {}};
    for (const DefinitionRow& row : named)
        if (row.ns != named.front().ns)
            return Error{ErrorCode::invalid_argument, "'" + text + "' is in several namespaces: " + names_of(named), {}};
    return latest_of(named);
}

} // namespace orkestr
