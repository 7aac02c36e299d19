#include "core/definition/reader.h"

#include "core/definition/closest.h"
#include "core/definition/cron.h"
#include "core/definition/names.h"
#include "core/definition/read_parts.h"

#include <cstring>
#include <filesystem>
#include <fstream>

namespace orkestr {

namespace {

std::string read_name(Reading& reading, const Node& node) {
    auto name = read_string(reading, node);
    if (name && !is_workflow_name(*name))
        reading.error("invalid-name", node.span(), reading.subject() + " is no valid name: '" + std::string(shortened(*name)) + "'",
                      "expected letters, digits and hyphens, 63 at most");
    return name.value_or(std::string());
}

std::string read_version(Reading& reading, const Node& node) {
    auto version = read_string(reading, node);
    if (version && !is_semantic_version(*version))
        reading.error("invalid-version", node.span(), "'" + std::string(shortened(*version)) + "' is no semantic version",
                      "expected one such as '1.0.0'");
    return version.value_or(std::string());
}

std::string read_dsl(Reading& reading, const Node& node) {
    auto dsl = read_string(reading, node);
    if (!dsl) return {};
    if (!is_semantic_version(*dsl))
        reading.error("invalid-version", node.span(), "'" + std::string(shortened(*dsl)) + "' is no version of the DSL", "expected one such as '1.0.3'");
    else if (!dsl->starts_with("1.0."))
        reading.error("dsl-version", node.span(), "Orkestr reads the DSL's versions 1.0.x, not '" + std::string(shortened(*dsl)) + "'", "expected '1.0.3'");
    return std::move(*dsl);
}

Document read_document(Reading& reading, const Node& node) {
    Document document;
    ObjectReader object(reading, node, "'document'");
    object.required("dsl", [&](const Node& value) { document.dsl = read_dsl(reading, value); });
    object.required("namespace", [&](const Node& value) { document.ns = read_name(reading, value); });
    object.required("name", [&](const Node& value) { document.name = read_name(reading, value); });
    object.required("version", [&](const Node& value) { document.version = read_version(reading, value); });
    object.optional("title", [&](const Node& value) { document.title = read_string(reading, value); });
    object.optional("summary", [&](const Node& value) { document.summary = read_string(reading, value); });
    object.optional("tags", [&](const Node& value) { document.tags = read_open_mapping(reading, value); });
    object.optional("metadata", [&](const Node& value) { document.metadata = read_open_mapping(reading, value); });
    object.refuse_others();
    return document;
}

Evaluate read_evaluate(Reading& reading, const Node& node) {
    static constexpr std::string_view modes[] = {"strict", "loose"};
    Evaluate evaluate;
    ObjectReader object(reading, node, "'evaluate'");
    object.optional("language", [&](const Node& value) {
        if (auto language = read_string(reading, value)) evaluate.language = std::move(*language);
        if (value.is_string() && evaluate.language != "jq")
            reading.unsupported(value.span(), "expressions in '" + std::string(shortened(evaluate.language)) + "'", "expected 'jq'");
    });
    object.optional("mode", [&](const Node& value) {
        const auto mode = read_choice(reading, value, modes);
        if (mode) evaluate.mode = *mode == 0 ? Evaluate::Mode::strict : Evaluate::Mode::loose;
    });
    object.refuse_others();
    return evaluate;
}

void read_cron(Reading& reading, const Node& node, Schedule& schedule) {
    schedule.cron = read_string(reading, node);
    schedule.cron_span = node.span();
    if (!schedule.cron) return;
    const auto cron = parse_cron(*schedule.cron);
    if (cron) return;
    const SourceSpan& in_text = *cron.error().span;
    reading.error("invalid-cron", reading.tree().span_within(node, in_text.begin, in_text.end), cron.error().message);
}

/// The specification lets them stand together and does not say what that means.
void check_one_kind(Reading& reading, const ObjectReader& schedule) {
    const Member* first = nullptr;
    for (const std::string_view kind : {"every", "cron", "after", "on"}) {
        const Member* const member = schedule.find(kind);
        if (!member) continue;
        if (!first) {
            first = member;
            continue;
        }
        const auto& later = member->key->span().begin > first->key->span().begin ? *member : *first;
        const Reading::Step step(reading, later.key->text());
        const std::string both = "'" + std::string(first->key->text()) + "' and '" + std::string(kind) + "'";
        return reading.unsupported(later.key->span(), "a schedule with both " + both, "keep one of them");
    }
}

Schedule read_schedule(Reading& reading, const Node& node) {
    static constexpr std::string_view reads[] = {"data", "envelope", "raw"};
    Schedule schedule;
    schedule.span = node.span();
    ObjectReader object(reading, node, "'schedule'");
    const auto duration = [&](std::string_view name, std::optional<DurationSource>& into) {
        object.optional(name, [&](const Node& value) {
            into = read_duration(reading, value, ExpressionRole::schedule);
            if (std::holds_alternative<Expression>(*into))
                reading.error("invalid-duration", value.span(),
                              reading.subject() + " of a schedule must be constant: there is no run yet with data to evaluate",
                              "expected a duration such as PT15M or { minutes: 15 }");
        });
    };
    duration("every", schedule.every);
    object.optional("cron", [&](const Node& value) { read_cron(reading, value, schedule); });
    duration("after", schedule.after);
    object.optional("on", [&](const Node& value) { schedule.on = read_event_consumption(reading, value, Listener::schedule); });
    object.optional("read", [&](const Node& value) {
        if (const auto read = read_choice(reading, value, reads)) schedule.read = static_cast<EventRead>(*read);
    });
    object.refuse_others();
    check_one_kind(reading, object);
    if (const Member* const read = object.find("read"); read && !object.find("on"))
        reading.error("missing-property", read->key->span(), "'read' only goes with 'on'");
    if (const auto* const every = schedule.every ? std::get_if<Duration>(&*schedule.every) : nullptr; every && every->ms == 0 && !reading.failed())
        reading.error("invalid-duration", object.find("every")->value->span(), "'every' must be longer than nothing");
    if (node.is_mapping() && !object.find("every") && !object.find("cron") && !object.find("after") && !object.find("on") && !object.find("read"))
        reading.error("missing-property", node.span(), "'schedule' needs one of 'every', 'cron', 'after' or 'on'");
    return schedule;
}

void read_root(Reading& reading, const Node& root, Definition& definition) {
    ObjectReader object(reading, root, "a workflow definition");
    if (!object.valid()) return;
    // First, for it says how expressions are written.
    object.optional("evaluate", [&](const Node& value) { definition.evaluate = reading.evaluate = read_evaluate(reading, value); });
    object.required("document", [&](const Node& value) { definition.document = read_document(reading, value); });
    object.optional("input", [&](const Node& value) { definition.input = read_input(reading, value, ExpressionRole::workflow_input_from); });
    object.optional("use", [&](const Node& value) { definition.use = read_use(reading, value); });
    object.required("do", [&](const Node& value) { definition.tasks = read_task_list(reading, value); });
    object.optional("timeout", [&](const Node& value) { definition.timeout = read_timeout_choice(reading, value, ExpressionRole::workflow); });
    object.optional("output", [&](const Node& value) { definition.output = read_output(reading, value, ExpressionRole::workflow_output_as); });
    object.optional("schedule", [&](const Node& value) { definition.schedule = read_schedule(reading, value); });
    object.refuse_others();
    reading.resolve_references(root);
}

ReadResult file_failure(std::string message) {
    Diagnostic diagnostic;
    diagnostic.code = "file";
    diagnostic.message = std::move(message);
    diagnostic.span = {1, 1, 1, 1, 0, 0};
    return {nullptr, nullptr, {std::move(diagnostic)}};
}

} // namespace

ReadResult read_definition(std::string_view text, std::string_view, const ReadLimits& limits) {
    ReadResult result;
    const auto tree = Tree::parse(text, result.diagnostics, limits.tree);
    if (!tree) return result;
    Reading reading(tree, limits);
    auto definition = std::make_shared<Definition>();
    definition->tree = tree;
    read_root(reading, tree->root(), *definition);
    definition->expressions = std::move(reading.expressions);
    definition->schemas = std::move(reading.schemas);
    definition->sub_workflows = std::move(reading.sub_workflows);
    definition->function_calls = std::move(reading.function_calls);
    (reading.failed() ? result.refused : result.definition) = std::move(definition);
    result.diagnostics = reading.take_diagnostics();
    return result;
}

ReadResult read_definition_file(const std::string& path, const ReadLimits& limits) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) return file_failure("there is no such file");
    if (std::filesystem::is_directory(status)) return file_failure("this is a directory; expected a file");
    std::ifstream file(path, std::ios::binary);
    if (!file) return file_failure("the file can't be opened: " + std::string(std::strerror(errno)));
    std::string text;
    std::vector<char> buffer(std::size_t{64} << 10);
    while (text.size() <= limits.tree.text_bytes && (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0))
        text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
    if (file.bad()) return file_failure("the file can't be read: " + std::string(std::strerror(errno)));
    return read_definition(text, path, limits);
}

} // namespace orkestr
