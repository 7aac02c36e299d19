// What a step may do next: every machine is a table of (stage, trigger) -> stage. A transition that is not in a
// machine's table is an error (corrupt), never ignored. Each machine's file begins with its table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace orkestr {

enum class Stage : std::uint8_t {
    pending,     ///< about to start: `if`, input
    running,     ///< the machine is to act
    waiting,     ///< for a timer
    active,      ///< an activity is under way
    delegating,  ///< a child run is under way
    listening,   ///< for events
    body,        ///< tasks inside it run
    backing_off, ///< before another attempt
    handling,    ///< the tasks of a catch run
    leaving,     ///< the machine's work is done: output, export
    ended
};

enum class Trigger : std::uint8_t {
    skip,
    start,
    complete,
    fault,
    cancel,
    wait,
    timer,
    expire, ///< its timeout fired
    schedule_activity,
    schedule_detached, ///< an activity or a child that nobody waits for
    activity_complete,
    activity_fail,
    schedule_child,
    child_complete,
    child_fail,
    enter, ///< a loop's array is known
    iterate,
    call,
    attempt,
    attempt_expire,
    retry,
    handle_error, ///< caught, and there are tasks to handle it
    pass_error,   ///< caught, and there are none
    emit,
    listen,
    receive, ///< an event came
    iterated, ///< an event's iteration is over
    hear_out, ///< a listener has had what it wanted
    apply,    ///< an extension comes to its next part
    branch_done,      ///< a branch inside it ended, others go on
    last_branch_done, ///< the last one ended
    export_context,
    stop ///< an evaluation was stopped by a limit
};

struct Transition {
    Stage from;
    Trigger trigger;
    Stage to;
};

/// One machine: the tasks of one kind (`workflow` is the run itself).
struct Machine {
    std::string_view kind;
    std::span<const Transition> table;
};

const char* to_string(Stage stage);
const char* to_string(Trigger trigger);
inline constexpr int stage_count = 11;
inline constexpr int trigger_count = 33;

/// All machines.
std::span<const Machine> all_machines();
/// The machine for a kind of task, or null.
const Machine* find_machine(std::string_view kind);
std::optional<Stage> next_stage(const Machine& machine, Stage from, Trigger trigger);

} // namespace orkestr
