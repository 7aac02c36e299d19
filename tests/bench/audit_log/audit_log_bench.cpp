// An audit log of 1,000,000 events opened, indexed and verified, beside a bare simdjson scan of the same file and `wc -l`;
// and exports. One JSON line per figure. Each in a process of its own, so that its peak of memory is its own.
#include "app/workspace/run_export.h"
#include "core/adapters/archive/open_archive.h"
#include "core/runtime/history_view.h"
#include "tests/bench/audit_log/bench_log.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <simdjson.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace orkestr::bench {

namespace {

constexpr std::uint64_t log_events = 1'000'000;
constexpr std::uint64_t exported_events = 200'000;

struct Measured {
    double seconds = 0;
    double peak_mb = 0;
};

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "bench_audit_log: %s\n", why.c_str());
    std::exit(1);
}

/// Runs a program to its end.
Measured run_program(std::vector<std::string> arguments) {
    std::vector<char*> argv;
    for (auto& one : arguments) argv.push_back(one.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const double begin = wall_s();
    if (::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ) != 0) give_up(arguments[0] + " can't be run");
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    rusage usage{};
    if (::wait4(child, &status, 0, &usage) != child || status != 0) give_up(arguments[0] + " " + arguments.back() + " failed");
    return {wall_s() - begin, static_cast<double>(usage.ru_maxrss) / 1024};
}

/// This program again, for one thing: the best of three.
Measured measure(const std::string& what, const std::string& path, int times = 3) {
    Measured best;
    for (int i = 0; i < times; ++i) {
        const Measured one = run_program({"/proc/self/exe", what, path});
        if (i == 0 || one.seconds < best.seconds) best = one;
    }
    return best;
}

std::shared_ptr<const ByteSource> source_of(const std::string& path) {
    auto source = open_archive(path);
    if (!source) give_up(source.error().message);
    return *source;
}

/// Every member of every line, as bare as simdjson does it.
void scan_with_simdjson(const std::string& path) {
    simdjson::padded_string text;
    if (simdjson::padded_string::load(path).get(text) != simdjson::SUCCESS) give_up("simdjson can't read the file");
    simdjson::dom::parser parser;
    simdjson::dom::document_stream lines;
    if (parser.parse_many(text, std::size_t{16} << 20).get(lines) != simdjson::SUCCESS) give_up("simdjson can't begin");
    std::uint64_t bytes = 0;
    for (auto line : lines)
        for (const auto member : line.get_object()) bytes += member.key.size();
    if (bytes == 0) give_up("simdjson saw nothing");
}

void open_first_screen(const std::string& path) {
    const auto index = AuditLogIndex::open_quickly(source_of(path));
    if (!index || !index->damage().empty()) give_up("the log does not open");
    const std::size_t count = index->run_count();
    const auto runs = index->runs(count - 200, 200);
    if (!runs || runs->size() != 200 || index->rows(runs->back().row.run, 0, 1000)->empty()) give_up("the first screen is empty");
}

/// As a source does it for the page of a run.
void open_long_run(const std::string& path) {
    const auto index = AuditLogIndex::build(source_of(path));
    if (!index) give_up(index.error().message);
    const RunId run = index->run_at(0);
    HistoryView history(run, nullptr, [&](std::uint64_t after, std::uint32_t limit) { return index->rows(run, after, limit); });
    auto caught_up = history.catch_up();
    while (caught_up && !*caught_up) caught_up = history.catch_up();
    if (!caught_up || history.outline()->steps.size() < log_events / 2 - 10) give_up("the long run does not open");
}

int do_one(const std::string& what, const std::string& path) {
    if (what == "write log") write_bench_log(path, log_events);
    if (what == "write long log") write_long_log(path, log_events);
    if (what == "long run") open_long_run(path);
    if (what == "write workspace") write_bench_workspace(path + "/workspace.sqlite", exported_events);
    if (what == "simdjson") scan_with_simdjson(path);
    if (what == "first") open_first_screen(path);
    if (what == "index") {
        const auto index = AuditLogIndex::build(source_of(path));
        if (!index || index->event_count() < log_events) give_up("the log does not open");
    }
    if (what == "verify") {
        const auto verdict = verify_audit_log(*source_of(path), {});
        if (!verdict || verdict->finding) give_up("the log does not verify");
    }
    if (what.starts_with("export")) {
        const auto store = SqliteStore::open(path + "/workspace.sqlite", SqliteStore::Mode::read_only);
        if (!store) give_up(store.error().message);
        ExportRequest request;
        request.path = path + "/out.orklog";
        request.compressed = what == "export-zstd";
        if (what == "export-redacted") request.redactions = {"$..name"};
        const auto done = export_from_store(**store, *log_signer(**store, path), request);
        if (!done) give_up(done.error().message);
    }
    return 0;
}

void print(const char* figure, double value, const char* unit, double floor, const char* floor_is) {
    std::printf(R"({"bench":"audit_log","figure":"%s","value":%.3f,"unit":"%s","floor":%.3f,"floor_is":"%s"})"
                "\n", figure, value, unit, floor, floor_is);
    std::fflush(stdout);
}

void measure_opening(const std::string& path) {
    // In a process of its own: what is measured starts with this one's peak of memory.
    const Measured written = measure("write log", path, 1);
    const double file_mb = static_cast<double>(std::filesystem::file_size(path)) / 1'048'576;
    print("memory of a process that writes 1,000,000 events", written.peak_mb, "MiB", file_mb, "the file");
    const Measured nothing = measure("nothing", path);
    const Measured lines = run_program({"wc", "-l", path});
    const Measured scan = measure("simdjson", path);
    const Measured index = measure("index", path);
    print("first screen of 1,000,000 events", measure("first", path).seconds, "s", nothing.seconds, "a process that does nothing");
    print("complete index of 1,000,000 events", index.seconds, "s", scan.seconds, "a bare simdjson scan");
    print("complete index of 1,000,000 events", index.seconds, "s", lines.seconds, "wc -l");
    print("memory of a process with the index", index.peak_mb, "MiB", file_mb * 0.15, "15 % of the file");
    print("of that the process itself", nothing.peak_mb, "MiB", file_mb, "the file");
    const Measured verified = measure("verify", path, 1);
    print("verification of 1,000,000 events", verified.seconds, "s", scan.seconds, "a bare simdjson scan");
    print("memory of a process that verifies", verified.peak_mb, "MiB", file_mb, "the file");
}

void measure_long_run(const std::string& path) {
    measure("write long log", path, 1);
    const double file_mb = static_cast<double>(std::filesystem::file_size(path)) / 1'048'576;
    const Measured nothing = measure("nothing", path);
    const Measured index = measure("index", path, 1);
    const Measured opened = measure("long run", path, 1);
    print("one run of 1,000,000 events: complete index", index.seconds, "s", measure("simdjson", path).seconds, "a bare simdjson scan");
    print("one run of 1,000,000 events: memory with the index, without the process itself", index.peak_mb - nothing.peak_mb, "MiB", file_mb * 0.15, "15 % of the file");
    print("one run of 1,000,000 events: index and the run's 500,000 steps", opened.seconds, "s", index.seconds, "the index alone");
    print("one run of 1,000,000 events: memory with its steps, without the process itself", opened.peak_mb - nothing.peak_mb, "MiB", file_mb * 0.15, "15 % of the file");
}

void measure_exports(const std::string& folder) {
    measure("write workspace", folder, 1);
    for (const auto& [what, figure] : {std::pair{"export", "export"}, std::pair{"export-zstd", "export, compressed"}, std::pair{"export-redacted", "export, redacted"}}) {
        const Measured done = measure(what, folder, 1);
        print(figure, static_cast<double>(exported_events) / done.seconds, "events/s", done.peak_mb, "MiB at the most");
    }
}

} // namespace

} // namespace orkestr::bench

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 3) return orkestr::bench::do_one(argv[1], argv[2]);
    const QTemporaryDir folder;
    orkestr::bench::measure_opening(folder.filePath("log.orklog").toStdString());
    std::filesystem::remove(folder.filePath("log.orklog").toStdString());
    orkestr::bench::measure_long_run(folder.filePath("long.orklog").toStdString());
    std::filesystem::remove(folder.filePath("long.orklog").toStdString());
    orkestr::bench::measure_exports(folder.path().toStdString());
    return 0;
}
