#include "core/definition/read_parts.h"

#include "core/definition/closest.h"
#include "core/definition/names.h"

namespace orkestr {

namespace {

constexpr std::string_view http_outputs[] = {"content", "raw", "response"};

template <class Call>
void read_http_result(Reading& reading, ObjectReader& object, Call& call) {
    object.optional("output", [&](const Node& value) {
        if (const auto output = read_choice(reading, value, http_outputs)) call.output = static_cast<HttpOutput>(*output);
    });
    object.optional("redirect", [&](const Node& value) { call.redirect = read_bool(reading, value).value_or(false); });
}

void check_method(Reading& reading, const Node& node, Text& method) {
    if (!node.is_string() || method.is_expression) return;
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    if (method.text.find_first_not_of(letters) == std::string::npos) method.is_loose = false;
    if (method.is_loose) return;
    static constexpr std::string_view token = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    if (method.text.empty() || method.text.find_first_not_of(token) != std::string::npos)
        reading.error("invalid-value", node.span(), "'" + std::string(shortened(method.text)) + "' is no HTTP method", "expected one such as 'get'");
}

CallHttp read_call_http(Reading& reading, const Node& node) {
    CallHttp call;
    ObjectReader object(reading, node, "the arguments of an HTTP call");
    object.required("method", [&](const Node& value) {
        call.method = read_text(reading, value);
        check_method(reading, value, call.method);
    });
    object.required("endpoint", [&](const Node& value) { call.endpoint = read_endpoint(reading, value); });
    const auto texts = [&](std::optional<Value>& into) {
        return [&](const Node& value) {
            into = value.is_mapping() ? read_text_mapping(reading, value) : read_mapping_or_expression(reading, value);
        };
    };
    object.optional("headers", texts(call.headers));
    object.optional("query", texts(call.query));
    object.optional("body", [&](const Node& value) { call.body = read_value(reading, value); });
    read_http_result(reading, object, call);
    object.refuse_others();
    return call;
}

CallOpenApi read_call_openapi(Reading& reading, const Node& node) {
    CallOpenApi call;
    ObjectReader object(reading, node, "the arguments of an OpenAPI call");
    object.required("document", [&](const Node& value) { call.document = read_external_resource(reading, value); });
    object.required("operationId", [&](const Node& value) { call.operation_id = read_text(reading, value); });
    object.optional("parameters", [&](const Node& value) { call.parameters = read_mapping_value(reading, value); });
    object.optional("authentication", [&](const Node& value) { call.authentication = read_authentication(reading, value); });
    read_http_result(reading, object, call);
    object.refuse_others();
    return call;
}

void check_grpc_host(Reading& reading, const Node& node) {
    std::string without_dots(node.text());
    std::erase(without_dots, '.');
    if (node.is_string() && (!is_workflow_name(without_dots) || node.text().size() > 63 || node.text().starts_with('.') || node.text().ends_with('.')))
        reading.error("invalid-value", node.span(), "'" + std::string(shortened(node.text())) + "' is no host name");
}

CallGrpc::Service read_grpc_service(Reading& reading, const Node& node) {
    CallGrpc::Service service;
    ObjectReader object(reading, node, "a gRPC service");
    object.required("name", [&](const Node& value) { service.name = read_text(reading, value); });
    object.required("host", [&](const Node& value) {
        service.host = read_text(reading, value);
        check_grpc_host(reading, value);
    });
    object.optional("port", [&](const Node& value) { service.port = read_integer(reading, value, 0, 65535); });
    object.optional("authentication", [&](const Node& value) { service.authentication = read_authentication(reading, value); });
    object.refuse_others();
    return service;
}

CallGrpc read_call_grpc(Reading& reading, const Node& node) {
    CallGrpc call;
    ObjectReader object(reading, node, "the arguments of a gRPC call");
    object.required("proto", [&](const Node& value) { call.proto = read_external_resource(reading, value); });
    object.required("service", [&](const Node& value) { call.service = read_grpc_service(reading, value); });
    object.required("method", [&](const Node& value) { call.method = read_text(reading, value); });
    object.optional("arguments", [&](const Node& value) { call.arguments = read_mapping_value(reading, value); });
    object.refuse_others();
    return call;
}

void read_consumption(Reading& reading, const Node& node, CallAsyncApi::Subscription& subscription) {
    static constexpr std::string_view limits[] = {"amount", "while", "until"};
    ObjectReader object(reading, node, "the consumption of messages");
    object.optional("for", [&](const Node& value) { subscription.consume_for = read_duration(reading, value); });
    const Member* const limit = object.one_of(limits);
    if (limit) {
        const Reading::Step step(reading, limit->key->text());
        if (limit->key->text() == "amount") subscription.amount = read_integer(reading, *limit->value, 0, INT64_MAX);
        else if (limit->key->text() == "while") subscription.while_true = read_marked_expression(reading, *limit->value, ExpressionRole::condition);
        else subscription.until = read_marked_expression(reading, *limit->value, ExpressionRole::condition);
    }
    object.refuse_others();
}

std::unique_ptr<CallAsyncApi::Subscription> read_subscription(Reading& reading, const Node& node) {
    auto subscription = std::make_unique<CallAsyncApi::Subscription>();
    ObjectReader object(reading, node, "a subscription");
    object.optional("filter", [&](const Node& value) { subscription->filter = read_marked_expression(reading, value, ExpressionRole::condition); });
    object.required("consume", [&](const Node& value) { read_consumption(reading, value, *subscription); });
    object.optional("foreach", [&](const Node& value) { subscription->foreach = read_subscription_iterator(reading, value); });
    object.refuse_others();
    return subscription;
}

CallAsyncApi::Message read_message(Reading& reading, const Node& node) {
    CallAsyncApi::Message message;
    ObjectReader object(reading, node, "a message");
    object.optional("payload", [&](const Node& value) { message.payload = read_mapping_value(reading, value); });
    object.optional("headers", [&](const Node& value) { message.headers = read_mapping_value(reading, value); });
    object.refuse_others();
    return message;
}

CallAsyncApi::Server read_server(Reading& reading, const Node& node) {
    CallAsyncApi::Server server;
    ObjectReader object(reading, node, "an AsyncAPI server");
    object.required("name", [&](const Node& value) { server.name = read_text(reading, value); });
    object.optional("variables", [&](const Node& value) { server.variables = read_mapping_value(reading, value); });
    object.refuse_others();
    return server;
}

CallAsyncApi read_call_asyncapi(Reading& reading, const Node& node) {
    static constexpr std::string_view protocols[] = {"amqp", "amqp1", "anypointmq", "googlepubsub", "http", "ibmmq", "jms",
                                                     "kafka", "mercure", "mqtt", "mqtt5", "nats", "pulsar", "redis",
                                                     "sns", "solace", "sqs", "stomp", "ws"};
    static constexpr std::string_view places[] = {"operation", "channel"};
    static constexpr std::string_view actions[] = {"message", "subscription"};
    CallAsyncApi call;
    ObjectReader object(reading, node, "the arguments of an AsyncAPI call");
    object.required("document", [&](const Node& value) { call.document = read_external_resource(reading, value); });
    object.one_of(places);
    object.one_of(actions);
    object.optional("channel", [&](const Node& value) { call.channel = read_text(reading, value); });
    object.optional("operation", [&](const Node& value) { call.operation = read_text(reading, value); });
    object.optional("server", [&](const Node& value) { call.server = read_server(reading, value); });
    object.optional("protocol", [&](const Node& value) {
        if (const auto protocol = read_choice(reading, value, protocols)) call.protocol = protocols[*protocol];
    });
    object.optional("message", [&](const Node& value) { call.message = read_message(reading, value); });
    object.optional("subscription", [&](const Node& value) { call.subscription = read_subscription(reading, value); });
    object.optional("authentication", [&](const Node& value) { call.authentication = read_authentication(reading, value); });
    object.refuse_others();
    return call;
}

std::optional<Value> read_parameters(Reading& reading, const Node& node, bool may_be_empty) {
    if (node.is_mapping() && (may_be_empty || node.size() > 0)) return read_value(reading, node);
    if (node.is_mapping()) {
        reading.error("invalid-value", node.span(), "'parameters' is empty", "leave it out");
        return std::nullopt;
    }
    if (node.is_string()) return read_value(reading, node);
    reading.wrong_type(node, "a mapping or an expression");
    return std::nullopt;
}

CallA2a read_call_a2a(Reading& reading, const Node& node) {
    static constexpr std::string_view methods[] = {
        "message/send", "message/stream", "tasks/get", "tasks/list", "tasks/cancel", "tasks/resubscribe",
        "tasks/pushNotificationConfig/set", "tasks/pushNotificationConfig/get", "tasks/pushNotificationConfig/list",
        "tasks/pushNotificationConfig/delete", "agent/getAuthenticatedExtendedCard"};
    CallA2a call;
    ObjectReader object(reading, node, "the arguments of an A2A call");
    object.optional("agentCard", [&](const Node& value) { call.agent_card = read_external_resource(reading, value); });
    object.optional("server", [&](const Node& value) { call.server = read_endpoint(reading, value); });
    object.required("method", [&](const Node& value) {
        if (const auto method = read_choice(reading, value, methods)) call.method = methods[*method];
    });
    object.optional("parameters", [&](const Node& value) { call.parameters = read_parameters(reading, value, false); });
    object.refuse_others();
    return call;
}

CallMcp::HttpTransport read_mcp_http(Reading& reading, const Node& node) {
    CallMcp::HttpTransport transport;
    ObjectReader object(reading, node, "an MCP transport over HTTP");
    object.required("endpoint", [&](const Node& value) { transport.endpoint = read_endpoint(reading, value); });
    object.optional("headers", [&](const Node& value) { transport.headers = read_text_mapping(reading, value); });
    object.refuse_others();
    return transport;
}

CallMcp::StdioTransport read_mcp_stdio(Reading& reading, const Node& node) {
    CallMcp::StdioTransport transport;
    ObjectReader object(reading, node, "an MCP transport over stdio");
    object.required("command", [&](const Node& value) { transport.command = read_text(reading, value, TextKind::command); });
    object.optional("arguments", [&](const Node& value) { transport.arguments = read_texts(reading, value); });
    object.optional("environment", [&](const Node& value) { transport.environment = read_text_mapping(reading, value); });
    object.refuse_others();
    return transport;
}

void read_mcp_transport(Reading& reading, const Node& node, CallMcp& call) {
    static constexpr std::string_view kinds[] = {"http", "stdio"};
    ObjectReader object(reading, node, "an MCP transport");
    const Member* const kind = object.one_of(kinds);
    object.optional("options", [&](const Node& value) { call.options = read_text_mapping(reading, value); });
    object.refuse_others();
    if (!kind) return;
    const Reading::Step step(reading, kind->key->text());
    if (kind->key->text() == "http") call.transport = read_mcp_http(reading, *kind->value);
    else call.transport = read_mcp_stdio(reading, *kind->value);
}

CallMcp read_call_mcp(Reading& reading, const Node& node) {
    static constexpr std::string_view methods[] = {"tools/list", "tools/call", "prompts/list", "prompts/get",
                                                   "resources/list", "resources/read", "resources/templates/list"};
    CallMcp call;
    ObjectReader object(reading, node, "the arguments of an MCP call");
    object.optional("protocolVersion", [&](const Node& value) {
        if (auto version = read_string(reading, value)) call.protocol_version = std::move(*version);
    });
    object.required("method", [&](const Node& value) {
        if (const auto method = read_choice(reading, value, methods)) call.method = methods[*method];
    });
    object.optional("parameters", [&](const Node& value) { call.parameters = read_parameters(reading, value, true); });
    object.optional("timeout", [&](const Node& value) { call.timeout = read_duration(reading, value); });
    object.required("transport", [&](const Node& value) { read_mcp_transport(reading, value, call); });
    object.optional("client", [&](const Node& value) {
        ObjectReader client(reading, value, "an MCP client");
        CallMcp::Client read;
        client.required("name", [&](const Node& name) { read.name = read_text(reading, name); });
        client.required("version", [&](const Node& version) { read.version = read_text(reading, version); });
        client.refuse_others();
        call.client = std::move(read);
    });
    object.refuse_others();
    return call;
}

/// `function:version@catalog`, a URL, or the name of a function in `use`.
CallFunction read_function_name(Reading& reading, const Node& node) {
    CallFunction call;
    call.name = node.text();
    call.name_span = node.span();
    const auto at = call.name.rfind('@');
    if (call.name.find("://") != std::string::npos) {
        call.source = CallFunction::Source::url;
        check_resource_address(reading, node);
    } else if (at != std::string::npos) {
        call.source = CallFunction::Source::catalog;
        const auto colon = call.name.find(':');
        call.function = call.name.substr(0, std::min(colon, at));
        if (colon != std::string::npos && colon < at) call.version = call.name.substr(colon + 1, at - colon - 1);
        call.catalog = call.name.substr(at + 1);
        if (call.function.empty() || call.catalog.empty() || !is_semantic_version(call.version))
            reading.error("invalid-value", node.span(), "'" + std::string(shortened(call.name)) + "' names no function of a catalog",
                          "expected the form name:1.0.0@catalog");
        else reading.refer(ReferenceKind::catalog, call.catalog, node.span());
    } else {
        call.function = call.name;
        reading.refer(ReferenceKind::function, call.name, node.span());
    }
    reading.function_calls.push_back({reading.current_function, call});
    return call;
}

} // namespace

TaskKind read_call(Reading& reading, ObjectReader& task, const Member& call) {
    const Node& name = *call.value;
    if (!name.is_string()) {
        const Reading::Step step(reading, "call");
        reading.wrong_type(name, "text: 'http', or the name of a function");
        task.know("with");
        return CallFunction{};
    }
    const std::string_view kind = name.text();
    std::optional<TaskKind> read;
    const auto with = [&](auto reader) { task.required("with", [&](const Node& value) { read = reader(reading, value); }); };
    if (kind == "http") with(read_call_http);
    else if (kind == "openapi") with(read_call_openapi);
    else if (kind == "grpc") with(read_call_grpc);
    else if (kind == "asyncapi") with(read_call_asyncapi);
    else if (kind == "a2a") with(read_call_a2a);
    else if (kind == "mcp") with(read_call_mcp);
    else {
        const Reading::Step step(reading, "call");
        read = read_function_name(reading, name);
        task.optional("with", [&](const Node& value) { std::get<CallFunction>(*read).with = read_mapping_value(reading, value); });
        return std::move(*read);
    }
    if (kind != "http") {
        const Reading::Step step(reading, "call");
        reading.unsupported(name.span(), "'" + std::string(kind) + "' calls");
    }
    return read ? std::move(*read) : TaskKind(CallHttp{});
}

} // namespace orkestr
