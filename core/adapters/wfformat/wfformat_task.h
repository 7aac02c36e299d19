// One task of a WfFormat file.
#pragma once

#include "core/base/foreign_record.h"

#include <vector>

namespace orkestr {

struct WfTask {
    std::string id;
    std::string name;
    std::vector<std::string> parents;
    std::vector<std::string> children;
    std::vector<std::string> reads; ///< ids of files
    std::vector<std::string> writes;
    std::optional<Instant> executed;  ///< when it began
    std::optional<Duration> runtime;
    bool is_specified = false;
    bool is_executed = false;
    Json specification;
    Json execution;
};

/// What an element of `specification.tasks` says; `both`: of the older `workflow.tasks`, which holds both.
void read_wf_specification(const JsonValue& task, bool both, WfTask& into);
/// What an element of `execution.tasks` says. Times that can't be read are told of.
void read_wf_execution(const JsonValue& task, WfTask& into, RecordFindings& findings);

} // namespace orkestr
