// What the tests of others' records share: the samples, short ways to look at what was read, and ways to spoil a text.
#pragma once

#include "tests/records/record_judge.h"

#include <functional>
#include <string>
#include <vector>

namespace orkestr::test {

/// A file of shared/samples; empty when the folder is not there.
std::string record_sample(const std::string& name);

/// `id:name:kind:status` of each step, one a line.
std::string steps_text(const RecordedRun& run);
/// `from>to` of each edge, sorted, between blanks.
std::string edges_text(const RecordedRun& run);
/// `seq type step` of each event, one a line.
std::string events_text(const RecordedRun& run);
/// The step with this name, whole.
StepDetail detail_of(const Records& records, const std::string& name);

/// Reads the text cut at many places and with many bytes changed; what it gives must be right or an error with a message.
/// What went wrong, or nothing.
std::string spoil(const std::string& text, const std::function<Result<Records>(std::string_view)>& read);

} // namespace orkestr::test
