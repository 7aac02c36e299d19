// The subcommands of `orkestr`.
#pragma once

#include <QStringList>
#include <span>

namespace orkestr::cli {

/// What a program that calls `orkestr` can rely on.
enum ExitCode : int {
    completed = 0,
    failed = 1,    ///< the run faulted; a history does not verify or replay; what was asked for can't be done to what is there
    invalid = 2,   ///< an invalid definition, a file of the wrong kind, or wrong usage
    cancelled = 3, ///< cancelled, over its time limit, or without an answer: what would tell was redacted
    broken = 4     ///< what was named is not there; the store, or input and output
};

struct Command {
    const char* name;
    const char* summary;
    int (*run)(const QStringList& arguments); ///< arguments[0] is the subcommand's name
};

std::span<const Command> commands();

int validate(const QStringList& arguments);
int run(const QStringList& arguments);
int publish(const QStringList& arguments);
int runs(const QStringList& arguments);
int show(const QStringList& arguments);
int at(const QStringList& arguments);
int replay(const QStringList& arguments);
int verify(const QStringList& arguments);
int diff(const QStringList& arguments);
int paths(const QStringList& arguments);
int graph(const QStringList& arguments);
int serve(const QStringList& arguments);
int emit(const QStringList& arguments);
int kept_events(const QStringList& arguments);
int suspend(const QStringList& arguments);
int resume(const QStringList& arguments);
int cancel(const QStringList& arguments);
int rerun(const QStringList& arguments);
int fork(const QStringList& arguments);
int dead(const QStringList& arguments);
int schedules(const QStringList& arguments);
int unschedule(const QStringList& arguments);
int backup(const QStringList& arguments);
int export_runs(const QStringList& arguments);
int redact(const QStringList& arguments);

} // namespace orkestr::cli
