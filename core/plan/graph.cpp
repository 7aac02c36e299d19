#include "core/plan/graph.h"


namespace orkestr {

namespace {

std::string shortened(std::string text) {
    constexpr std::size_t longest = 120;
    const auto line = text.find('\n');
    if (line != std::string::npos) text = text.substr(0, line) + " …";
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string detail_of(const DurationSource& source) {
    if (const auto* constant = std::get_if<Duration>(&source)) return to_human(*constant);
    return std::get<Expression>(source).text;
}

/// The types that are listened for.
std::string detail_of(const EventConsumption& consumption) {
    std::string types;
    for (const auto& filter : consumption.filters)
        if (filter.with.type) types += (types.empty() ? "" : ", ") + filter.with.type->text;
    if (consumption.filters.empty()) return "any event";
    return types;
}

/// The attribute as written, for a node's second line.
std::string detail_of(const Task& task) {
    if (const auto* call = std::get_if<CallHttp>(&task.kind)) return upper(call->method.text) + " " + call->endpoint.uri.text;
    if (const auto* call = std::get_if<CallFunction>(&task.kind)) return call->name;
    if (const auto* emit = std::get_if<EmitTask>(&task.kind)) return emit->event.type ? emit->event.type->text : "";
    if (const auto* listen = std::get_if<ListenTask>(&task.kind)) return detail_of(listen->to);
    if (const auto* loop = std::get_if<ForTask>(&task.kind)) {
        const auto* in = std::get_if<Expression>(&loop->in);
        return "$" + loop->each + " in " + (in ? in->text : "[…]");
    }
    if (const auto* fork = std::get_if<ForkTask>(&task.kind)) return fork->compete ? "first to complete" : "";
    if (const auto* wait = std::get_if<WaitTask>(&task.kind)) return detail_of(wait->duration);
    if (const auto* raise = std::get_if<RaiseTask>(&task.kind)) {
        if (const auto* named = std::get_if<Reference>(&raise->error)) return named->name;
        const auto& error = std::get<ErrorDefinition>(raise->error);
        return std::to_string(error.status) + (error.title ? " " + error.title->text : "");
    }
    if (const auto* run = std::get_if<RunTask>(&task.kind)) {
        if (const auto* shell = std::get_if<RunShell>(&run->process)) return shell->command.text;
        if (const auto* script = std::get_if<RunScript>(&run->process)) return script->language;
        if (const auto* child = std::get_if<RunWorkflow>(&run->process)) return child->name + " " + child->version;
        return std::get<RunContainer>(run->process).image.text;
    }
    if (const auto* set = std::get_if<SetTask>(&task.kind); set && set->value.node->is_mapping()) {
        std::string names;
        for (const auto& member : set->value.node->members()) names += (names.empty() ? "" : ", ") + std::string(member.key->text());
        return names;
    }
    return {};
}

class Builder {
public:
    Graph build(const Definition& definition) {
        graph_.nodes.push_back({"/start", "start", "", "", ""});
        list(definition.tasks, "", {{"/start", ""}}, "/end");
        graph_.nodes.push_back({"/end", "end", "", "", ""});
        return std::move(graph_);
    }

private:
    struct Port {
        std::string from;
        std::string label;
    };

    static bool has_iterator(const Task& task) {
        const auto* const listen = std::get_if<ListenTask>(&task.kind);
        return listen && listen->foreach && !listen->foreach->tasks.empty();
    }
    static bool is_container(const Task& task) {
        return std::holds_alternative<DoTask>(task.kind) || std::holds_alternative<ForTask>(task.kind) ||
               std::holds_alternative<ForkTask>(task.kind) || std::holds_alternative<TryTask>(task.kind) || has_iterator(task);
    }
    static std::string way_in(const Task& task) { return is_container(task) ? task.pointer + "/entry" : task.pointer; }

    void edge(const Port& port, const std::string& to) { graph_.edges.push_back({port.from, to, port.label}); }

    /// Where a directive leads from a task at `position` of a list that leaves to `exit`.
    std::string target(const FlowDirective* directive, const TaskList& tasks, std::size_t position, const std::string& exit) const {
        using Kind = FlowDirective::Kind;
        const Kind kind = directive ? directive->kind : Kind::continue_;
        if (kind == Kind::end) return "/end";
        if (kind == Kind::exit) return exit;
        if (kind == Kind::task)
            for (const auto& task : tasks)
                if (task->name == directive->task) return way_in(*task);
        return position + 1 < tasks.size() ? way_in(*tasks[position + 1]) : exit;
    }

    void list(const TaskList& tasks, const std::string& parent, const std::vector<Port>& entering, const std::string& exit) {
        if (tasks.empty()) {
            for (const auto& port : entering) edge(port, exit);
            return;
        }
        for (const auto& port : entering) edge(port, way_in(*tasks.front()));
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const Task& task = *tasks[i];
            const auto* then = task.base.then ? &*task.base.then : nullptr;
            const Port way_out = node(task, parent, tasks, i, exit);
            const std::size_t own = graph_.edges.size();
            if (const auto* choice = std::get_if<SwitchTask>(&task.kind)) cases(task, *choice, tasks, i, exit);
            else if (!std::holds_alternative<RaiseTask>(task.kind)) edge(way_out, target(then, tasks, i, exit));
            if (task.base.if_true) skip(way_out.from, own, target(nullptr, tasks, i, exit));
        }
    }

    /// A task that is skipped goes on with the next one whatever its `then` says. `own`: its first edge.
    void skip(const std::string& from, std::size_t own, const std::string& to) {
        for (; own < graph_.edges.size(); ++own)
            if (graph_.edges[own].to == to) return;
        edge({from, "skipped"}, to);
    }

    void cases(const Task& task, const SwitchTask& choice, const TaskList& tasks, std::size_t position, const std::string& exit) {
        bool has_default = false;
        for (const auto& one : choice.cases) {
            has_default = has_default || !one.when;
            edge({task.pointer, one.name}, target(&one.then, tasks, position, exit));
        }
        const auto* then = task.base.then ? &*task.base.then : nullptr;
        if (!has_default) edge({task.pointer, "default"}, target(then, tasks, position, exit));
    }

    Port node(const Task& task, const std::string& parent, const TaskList& tasks, std::size_t position, const std::string& exit) {
        const std::string& id = task.pointer;
        graph_.nodes.push_back({id, kind_name(task), task.name, parent, shortened(detail_of(task))});
        if (!is_container(task)) return {id, ""};
        const std::string inner_exit = id + "/exit";
        graph_.nodes.push_back({id + "/entry", "entry", "", id, ""});
        if (const auto* block = std::get_if<DoTask>(&task.kind)) list(block->tasks, id, {{id + "/entry", ""}}, inner_exit);
        if (const auto* loop = std::get_if<ForTask>(&task.kind)) list(loop->tasks, id, {{id + "/entry", ""}}, inner_exit);
        if (const auto* listen = std::get_if<ListenTask>(&task.kind)) list(listen->foreach->tasks, id, {{id + "/entry", ""}}, inner_exit);
        if (const auto* fork = std::get_if<ForkTask>(&task.kind)) branches(*fork, id);
        if (const auto* attempt = std::get_if<TryTask>(&task.kind)) {
            list(attempt->tasks, id, {{id + "/entry", ""}}, inner_exit);
            handler(*attempt, task, tasks, position, exit);
        }
        graph_.nodes.push_back({inner_exit, "exit", "", id, ""});
        return {inner_exit, ""};
    }

    void branches(const ForkTask& fork, const std::string& id) {
        const TaskList none;
        for (const auto& branch : fork.branches) {
            edge({id + "/entry", branch->name}, way_in(*branch));
            const Port way_out = node(*branch, id, none, 0, id + "/exit");
            const std::size_t own = graph_.edges.size();
            const bool ends = branch->base.then && branch->base.then->kind == FlowDirective::Kind::end;
            if (const auto* choice = std::get_if<SwitchTask>(&branch->kind)) cases(*branch, *choice, none, 0, id + "/exit");
            else if (!std::holds_alternative<RaiseTask>(branch->kind)) edge(way_out, ends ? "/end" : id + "/exit");
            if (branch->base.if_true) skip(way_out.from, own, id + "/exit");
        }
    }

    void handler(const TryTask& attempt, const Task& task, const TaskList& tasks, std::size_t position, const std::string& exit) {
        const std::string id = task.pointer + "/catch";
        const auto& caught = attempt.caught;
        graph_.nodes.push_back({id, "catch", "$" + caught.as, task.pointer, caught.retry ? "retry" : ""});
        const std::string leaves = caught.then ? target(&*caught.then, tasks, position, exit) : task.pointer + "/exit";
        if (!caught.tasks || caught.tasks->empty()) {
            edge({task.pointer + "/entry", "error"}, id);
            edge({id, ""}, leaves);
            return;
        }
        graph_.nodes.push_back({id + "/entry", "entry", "", id, ""});
        edge({task.pointer + "/entry", "error"}, id + "/entry");
        list(*caught.tasks, id, {{id + "/entry", ""}}, id + "/exit");
        graph_.nodes.push_back({id + "/exit", "exit", "", id, ""});
        edge({id + "/exit", ""}, leaves);
    }

    Graph graph_;
};

} // namespace

Graph build_graph(const Definition& definition) { return Builder().build(definition); }

Json graph_json(const Graph& graph) {
    JsonArray nodes;
    for (const auto& node : graph.nodes)
        nodes.push_back(JsonValue::object({{"id", node.id}, {"type", node.type}, {"label", node.label},
                                           {"parent", node.parent.empty() ? JsonValue() : JsonValue(node.parent)}}));
    JsonArray edges;
    for (const auto& edge : graph.edges)
        edges.push_back(JsonValue::object({{"from", edge.from}, {"to", edge.to}, {"label", edge.label}}));
    return JsonValue::object({{"nodes", std::move(nodes)}, {"edges", std::move(edges)}}).json();
}

} // namespace orkestr
