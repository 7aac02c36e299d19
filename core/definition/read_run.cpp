#include "core/definition/read_parts.h"

#include "core/definition/names.h"

namespace orkestr {

namespace {

template <class Process>
void read_process_streams(Reading& reading, ObjectReader& object, Process& process) {
    object.optional("stdin", [&](const Node& value) { process.stdin_text = read_text(reading, value); });
    object.optional("arguments", [&](const Node& value) { process.arguments = read_texts(reading, value); });
    object.optional("environment", [&](const Node& value) { process.environment = read_mapping_value(reading, value); });
}

void read_lifetime(Reading& reading, const Node& node, RunContainer& container) {
    static constexpr std::string_view cleanups[] = {"never", "always", "eventually"};
    ObjectReader object(reading, node, "a container's lifetime");
    object.required("cleanup", [&](const Node& value) {
        if (const auto cleanup = read_choice(reading, value, cleanups)) container.cleanup = static_cast<RunContainer::Cleanup>(*cleanup);
    });
    object.optional("after", [&](const Node& value) { container.cleanup_after = read_duration(reading, value); });
    const bool eventually = container.cleanup == RunContainer::Cleanup::eventually;
    if (eventually && !object.find("after")) object.missing("after");
    object.refuse_others();
    if (const Member* const after = object.find("after"); after && !eventually)
        reading.error("unknown-property", after->key->span(), "'after' only goes with 'cleanup: eventually'", "remove it");
}

RunContainer read_container(Reading& reading, const Node& node) {
    static constexpr std::string_view policies[] = {"ifNotPresent", "always", "never"};
    RunContainer container;
    ObjectReader object(reading, node, "a container");
    object.required("image", [&](const Node& value) { container.image = read_text(reading, value); });
    object.optional("name", [&](const Node& value) { container.name = read_text(reading, value); });
    object.optional("command", [&](const Node& value) { container.command = read_text(reading, value, TextKind::command); });
    object.optional("ports", [&](const Node& value) { container.ports = read_mapping_value(reading, value); });
    object.optional("volumes", [&](const Node& value) { container.volumes = read_mapping_value(reading, value); });
    object.optional("lifetime", [&](const Node& value) { read_lifetime(reading, value, container); });
    object.optional("pullPolicy", [&](const Node& value) {
        if (const auto policy = read_choice(reading, value, policies)) container.pull_policy = static_cast<RunContainer::PullPolicy>(*policy);
    });
    read_process_streams(reading, object, container);
    object.refuse_others();
    return container;
}

void check_language(Reading& reading, const Node& node, const std::string& language) {
    if (language == "js" || language == "javascript" || language == "python") return;
    reading.unsupported(node.span(), "scripts in '" + std::string(shortened(language)) + "'", "expected 'js' or 'python'");
}

RunScript read_script(Reading& reading, const Node& node) {
    static constexpr std::string_view sources[] = {"code", "source"};
    RunScript script;
    ObjectReader object(reading, node, "a script");
    object.required("language", [&](const Node& value) {
        if (auto language = read_string(reading, value)) script.language = std::move(*language);
        if (value.is_string()) check_language(reading, value, script.language);
    });
    if (const Member* const source = object.one_of(sources)) {
        const Reading::Step step(reading, source->key->text());
        if (source->key->text() == "code") {
            script.code = read_text(reading, *source->value, TextKind::code);
        } else {
            script.source = read_external_resource(reading, *source->value);
            reading.unsupported(source->key->span(), "scripts from an external 'source'", "put the script into 'code'");
        }
    }
    read_process_streams(reading, object, script);
    object.refuse_others();
    return script;
}

RunShell read_shell(Reading& reading, const Node& node) {
    RunShell shell;
    ObjectReader object(reading, node, "a shell command");
    object.required("command", [&](const Node& value) { shell.command = read_text(reading, value, TextKind::command); });
    read_process_streams(reading, object, shell);
    object.refuse_others();
    return shell;
}

std::string read_workflow_name(Reading& reading, const Node& node) {
    auto name = read_string(reading, node);
    if (name && !is_workflow_name(*name))
        reading.error("invalid-name", node.span(), reading.subject() + " '" + std::string(shortened(*name)) + "' can't be the name of a workflow",
                      "expected letters, digits and hyphens, 63 at most");
    return name.value_or(std::string());
}

RunWorkflow read_workflow(Reading& reading, const Node& node) {
    RunWorkflow workflow;
    workflow.span = node.span();
    ObjectReader object(reading, node, "a workflow to run");
    object.required("namespace", [&](const Node& value) { workflow.ns = read_workflow_name(reading, value); });
    object.required("name", [&](const Node& value) { workflow.name = read_workflow_name(reading, value); });
    object.required("version", [&](const Node& value) {
        auto version = read_string(reading, value);
        if (version && *version != "latest" && !is_semantic_version(*version))
            reading.error("invalid-version", value.span(), "'" + std::string(shortened(*version)) + "' is no semantic version",
                          "expected one such as '1.0.0', or 'latest'");
        workflow.version = version.value_or(std::string());
    });
    object.optional("input", [&](const Node& value) { workflow.input = read_mapping_value(reading, value); });
    object.refuse_others();
    reading.sub_workflows.push_back({workflow.ns, workflow.name, workflow.version, workflow.span, reading.task});
    return workflow;
}

/// A workflow has neither streams nor an exit code; its output stands where a process has its standard output.
void check_workflow_return(Reading& reading, const ObjectReader& run, RunTask::Return returns) {
    const Member* const member = run.find("return");
    if (!member || returns == RunTask::Return::stdout_text) return;
    const Reading::Step step(reading, "return");
    reading.unsupported(member->value->span(), "'return: " + std::string(member->value->text()) + "' of a workflow",
                        returns == RunTask::Return::none ? "write output: { as: 'null' } for no output"
                                                         : "leave it out: the output is the workflow's own");
}

} // namespace

RunTask read_run(Reading& reading, const Node& node) {
    static constexpr std::string_view kinds[] = {"container", "script", "shell", "workflow"};
    static constexpr std::string_view returns[] = {"stdout", "stderr", "code", "all", "none"};
    RunTask run;
    ObjectReader object(reading, node, "'run'");
    object.optional("await", [&](const Node& value) { run.await = read_bool(reading, value).value_or(true); });
    object.optional("return", [&](const Node& value) {
        if (const auto choice = read_choice(reading, value, returns)) run.returns = static_cast<RunTask::Return>(*choice);
    });
    const Member* const kind = object.one_of(kinds);
    object.refuse_others();
    if (!kind) return run;
    const std::string_view name = kind->key->text();
    if (name == "workflow") check_workflow_return(reading, object, run.returns);
    const Reading::Step step(reading, name);
    if (name == "container") {
        run.process = read_container(reading, *kind->value);
        reading.unsupported(kind->key->span(), "'run.container'", "use 'shell' or 'script'");
    }
    if (name == "script") run.process = read_script(reading, *kind->value);
    if (name == "shell") run.process = read_shell(reading, *kind->value);
    if (name == "workflow") run.process = read_workflow(reading, *kind->value);
    return run;
}

} // namespace orkestr
