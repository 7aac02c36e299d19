// Readers of the parts of a definition. Inside of core/definition only.
#pragma once

#include "core/definition/read_values.h"

namespace orkestr {

// read_authentication.cpp
AuthenticationPolicy read_authentication_policy(Reading& reading, const Node& node);
std::shared_ptr<const Authentication> read_authentication(Reading& reading, const Node& node);
Endpoint read_endpoint(Reading& reading, const Node& node, ExpressionRole role = ExpressionRole::task);
ExternalResource read_external_resource(Reading& reading, const Node& node);

// read_event.cpp
EventProperties read_event_properties(Reading& reading, const Node& node, std::string_view what, ExpressionRole role);
/// Where events are listened for.
enum class Listener { task, schedule };
EventConsumption read_event_consumption(Reading& reading, const Node& node, Listener listener, bool may_have_until = true);
SubscriptionIterator read_subscription_iterator(Reading& reading, const Node& node);
ListenTask read_listen(Reading& reading, ObjectReader& task);
EmitTask read_emit(Reading& reading, ObjectReader& task);

// read_data_flow.cpp
std::shared_ptr<const Schema> read_schema(Reading& reading, const Node& node);
Input read_input(Reading& reading, const Node& node, ExpressionRole role);
Output read_output(Reading& reading, const Node& node, ExpressionRole role);
Export read_export(Reading& reading, const Node& node);
std::optional<TimeoutChoice> read_timeout_choice(Reading& reading, const Node& node, ExpressionRole role);
Timeout read_timeout(Reading& reading, const Node& node, ExpressionRole role);

// read_call.cpp
TaskKind read_call(Reading& reading, ObjectReader& task, const Member& call);

// read_run.cpp
RunTask read_run(Reading& reading, const Node& node);

// read_try.cpp
TryTask read_try(Reading& reading, ObjectReader& task);
RetryPolicy read_retry_policy(Reading& reading, const Node& node);
ErrorDefinition read_error_definition(Reading& reading, const Node& node);

// read_task.cpp
std::unique_ptr<Task> read_task(Reading& reading, std::string_view name, const SourceSpan& name_span, const Node& node);
/// `closed`: why no task of the list can be named by `then`, or null.
TaskList read_task_list(Reading& reading, const Node& node, const char* closed = nullptr);
std::optional<FlowDirective> read_flow_directive(Reading& reading, const Node& node);

// resource_uri.cpp
/// The address of a function or a catalog: constant, http, https or file.
void check_resource_address(Reading& reading, const Node& node);

// read_use.cpp
Use read_use(Reading& reading, const Node& node);

// check_schema.cpp
void check_json_schema(Reading& reading, const Node& node);

// check_flow.cpp
void check_reachability(Reading& reading, const TaskList& tasks);

} // namespace orkestr
