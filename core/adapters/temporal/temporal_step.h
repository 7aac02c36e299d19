// What a Temporal event says of a step: its name, how it ended, what went into it and came out.
#pragma once

#include "core/adapters/temporal/temporal_event.h"
#include "core/projection/step_detail.h"

namespace orkestr {

struct RecordedRun;

/// The word for the step that this event begins: `activity`, `timer`, `local-activity`, `version`, ...
std::string step_word(const TemporalEvent& event);
/// What people call it: an activity's or child's type, a signal's name, `timer 1s`.
std::string step_name(const TemporalEvent& event, const std::string& word);
/// Its kind; a local activity is no mere marker.
std::string step_kind(const TemporalEvent& event, const std::string& word);

/// A Temporal failure with its causes in the detail; nothing where it is none.
std::optional<Problem> problem_of(const JsonValue* failure);
/// How a closing event says that something failed, in whatever attribute; a time-out has none but its type.
std::optional<Problem> problem_of(const TemporalEvent& event);
/// The stack traces of a failure and its causes.
std::string stack_of(const JsonValue* failure);

StepDetail temporal_step_detail(const RecordedRun& run, const StepView& step);

} // namespace orkestr
