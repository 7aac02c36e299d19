// `orkestr`: the engine in a terminal and on servers.
#include "app/cli/command.h"

#include <QCoreApplication>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <iterator>
#include <poll.h>
#include <unistd.h>

namespace orkestr::cli {

std::span<const Command> commands() {
    static constexpr Command all[] = {
        {"validate", "Check definitions", validate},
        {"run", "Run a definition and wait for it", run},
        {"publish", "Put definitions into a workspace", publish},
        {"serve", "Drive a workspace until stopped: runs, timers, events, schedules", serve},
        {"runs", "List runs", runs},
        {"show", "Show runs", show},
        {"at", "Show a run as it was after an event, or find what changed a value", at},
        {"suspend", "Suspend a run", suspend},
        {"resume", "Resume a suspended run", resume},
        {"cancel", "Cancel a run", cancel},
        {"rerun", "Run again what a run ran", rerun},
        {"fork", "Run again from one of a run's steps on", fork},
        {"emit", "Send an event", emit},
        {"events", "List the events of runs, or those that nobody has received", kept_events},
        {"schedules", "List when workflows start by themselves", schedules},
        {"unschedule", "Let a workflow start by itself no more", unschedule},
        {"dead", "List, retry or discard what could not be done", dead},
        {"replay", "Decide a run again and compare", replay},
        {"diff", "Compare two runs", diff},
        {"paths", "Tell which ways the runs of a definition took, and how long", paths},
        {"verify", "Check that a run or an audit log is as it was written", verify},
        {"export", "Write runs into an audit log", export_runs},
        {"redact", "Write an audit log again without what others must not see", redact},
        {"graph", "Print a definition's graph as JSON", graph},
        {"backup", "Copy a workspace while it is in use", backup},
    };
    return all;
}

} // namespace orkestr::cli

static void print_help(std::FILE* to) {
    std::fputs("Usage: orkestr COMMAND [ARGUMENTS]\n\nRun, inspect and prove durable workflows.\n\nCommands:\n", to);
    for (const auto& command : orkestr::cli::commands()) std::fprintf(to, "  %-10s %s\n", command.name, command.summary);
    std::fputs("\nExit codes:\n  0 done, or yes   1 faulted, refused, or no   2 invalid   3 cancelled or timed out   4 not there, store or I/O\n", to);
    std::fputs("\n  --version  Print the version\n  --help     Show this help; 'orkestr COMMAND --help' tells more\n\nExamples:\n"
               "  orkestr validate order.yaml\n  orkestr run order.yaml --input '{\"id\": 42}'\n  orkestr runs\n", to);
}

/// A standard stream that the caller has closed must not become some file or socket of ours: what is written to it fails.
static void keep_standard_descriptors() {
    for (int descriptor = 0; descriptor <= 2; ++descriptor)
        if (::fcntl(descriptor, F_GETFD) < 0) (void)!::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

/// The exit code, unless what was printed has not reached anybody.
static int after_output(int exit_code) {
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return exit_code;
    const int why = errno;
    // Whoever has read enough of it and gone (`| head`) needs not be told.
    pollfd reader{STDOUT_FILENO, 0, 0};
    const bool gone = ::poll(&reader, 1, 0) == 1 && (reader.revents & POLLERR) != 0;
    if (!gone) std::fprintf(stderr, "orkestr: the output could not be written: %s\n", std::strerror(why));
    return orkestr::cli::broken;
}

int main(int argc, char** argv) {
    keep_standard_descriptors();
    // A reader that goes away is an error of writing, not the end of a run.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName("orkestr");
    QCoreApplication::setApplicationVersion(ORKESTR_VERSION);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty()) {
        print_help(stderr);
        return orkestr::cli::invalid;
    }
    const bool help = arguments[0] == "help" && arguments.size() > 1;
    if (!help && (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help")) {
        print_help(stdout);
        return after_output(0);
    }
    if (arguments[0] == "--version") {
        std::puts("orkestr " ORKESTR_VERSION);
        return after_output(0);
    }
    const auto all = orkestr::cli::commands();
    const QString name = help ? arguments[1] : arguments[0];
    const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return name == one.name; });
    if (at == all.end()) {
        std::fprintf(stderr, "orkestr: there is no command '%s'; see 'orkestr --help'\n", name.toUtf8().constData());
        return orkestr::cli::invalid;
    }
    return after_output(at->run(help ? QStringList{name, "--help"} : arguments));
}
