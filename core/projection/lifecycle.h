// Lifecycle CloudEvents (dsl.md, "Lifecycle Events"; their data: dsl-reference.md): what the events of a run tell others.
//
//     {"specversion":"1.0","id":"RUN-SEQ-KIND[-STEP]","source":"/NS/NAME/RUN","type":"io.serverlessworkflow.KIND.v1",
//      "time":...,"datacontenttype":"application/json","data":{...}}
//
// KIND is workflow.started, .suspended, .resumed, .correlation-started, .correlation-completed, .cancelled, .faulted or
// .completed, or task.created, .started, .suspended, .resumed, .retried, .cancelled, .faulted or .completed. A run's
// qualified name is NAME-RUN.NS. A task is created when it starts; one that is skipped is not told of, nor is an
// extension, whose tasks are. The optional status-changed events are not made.
#pragma once

#include "core/engine/state.h"

#include <functional>
#include <string>
#include <vector>

namespace orkestr {

/// Whether such an event can have lifecycle events; cheap.
bool has_lifecycle(const EventBody& body);

/// Those of the events of one commit, in order. `after` is the state then, `ended` what Effects says of the same events.
/// Only types that `wanted` holds for are made. What a fork took from another run was told by that one.
std::vector<Json> lifecycle_events(const Plan& plan, const State& after, const std::vector<Event>& events,
                                   const std::vector<EndedStep>& ended, const std::function<bool(const std::string& type)>& wanted);

} // namespace orkestr
