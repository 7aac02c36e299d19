// The tasks of a WfFormat file as a run.
#pragma once

#include "core/adapters/wfformat/wfformat_task.h"
#include "core/ports/records.h"

namespace orkestr {

struct WfDocument {
    JsonValue header; ///< all that concerns no single task: names, versions, machines, files
    std::vector<WfTask> tasks; ///< ids are unique; at least one
    bool has_execution = false;
    std::optional<Instant> executed;
    std::optional<Duration> makespan;
};

/// `note`: how times were worked out, if they were.
RecordedRun wf_run(WfDocument document, RecordFindings& findings, std::string& note);

StepDetail wf_step_detail(const RecordedRun& run, const StepView& step);

} // namespace orkestr
