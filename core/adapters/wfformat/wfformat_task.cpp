#include "core/adapters/wfformat/wfformat_task.h"

namespace orkestr {

namespace {

/// A list of ids; of objects their `id` or `name`.
std::vector<std::string> ids_in(const JsonValue& task, std::string_view member) {
    std::vector<std::string> ids;
    const JsonValue* list = task.find(member);
    if (!list || !list->is_array()) return ids;
    for (const JsonValue& one : *list->as_array()) {
        if (one.is_string()) ids.push_back(*one.as_string());
        if (one.is_object()) ids.push_back(one.string_at("id", one.string_at("name")));
    }
    return ids;
}

/// `files` of older versions: each says whether it is read or written.
void read_linked_files(const JsonValue& task, WfTask& into) {
    const JsonValue* files = task.find("files");
    if (!files || !files->is_array()) return;
    for (const JsonValue& file : *files->as_array()) {
        const std::string id = file.string_at("id", file.string_at("name"));
        const std::string link = file.string_at("link");
        if (link == "input") into.reads.push_back(id);
        if (link == "output") into.writes.push_back(id);
    }
}

} // namespace

void read_wf_specification(const JsonValue& task, bool both, WfTask& into) {
    into.is_specified = true;
    into.name = task.string_at("name", into.id);
    into.parents = ids_in(task, "parents");
    into.children = ids_in(task, "children");
    into.reads = ids_in(task, "inputFiles");
    into.writes = ids_in(task, "outputFiles");
    if (both) read_linked_files(task, into);
    into.specification = task.json();
}

void read_wf_execution(const JsonValue& task, WfTask& into, RecordFindings& findings) {
    const std::string place = "task " + quoted_part(into.id);
    if (const JsonValue* at = task.find("executedAt")) {
        into.executed = foreign_instant(*at);
        if (!into.executed) findings.add("has an executedAt that is no time; it is worked out from what it depends on", place);
    }
    const JsonValue* runtime = task.find("runtimeInSeconds");
    if (!runtime) runtime = task.find("runtime");
    if (runtime) {
        const auto seconds = runtime->as_double();
        into.runtime = seconds ? duration_of_seconds(*seconds) : std::nullopt;
        if (!into.runtime) findings.add("has a runtime that is no number of seconds", place);
    }
    into.is_executed = true;
    into.execution = task.json();
}

} // namespace orkestr
