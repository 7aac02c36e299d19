#include "core/definition/model.h"

namespace orkestr {

const char* kind_name(const Task& task) {
    struct Names {
        const char* operator()(const DoTask&) const { return "do"; }
        const char* operator()(const EmitTask&) const { return "emit"; }
        const char* operator()(const ForTask&) const { return "for"; }
        const char* operator()(const ForkTask&) const { return "fork"; }
        const char* operator()(const ListenTask&) const { return "listen"; }
        const char* operator()(const RaiseTask&) const { return "raise"; }
        const char* operator()(const RunTask&) const { return "run"; }
        const char* operator()(const SetTask&) const { return "set"; }
        const char* operator()(const SwitchTask&) const { return "switch"; }
        const char* operator()(const TryTask&) const { return "try"; }
        const char* operator()(const WaitTask&) const { return "wait"; }
        const char* operator()(const CallHttp&) const { return "call"; }
        const char* operator()(const CallFunction&) const { return "call"; }
        const char* operator()(const CallOpenApi&) const { return "call"; }
        const char* operator()(const CallGrpc&) const { return "call"; }
        const char* operator()(const CallAsyncApi&) const { return "call"; }
        const char* operator()(const CallA2a&) const { return "call"; }
        const char* operator()(const CallMcp&) const { return "call"; }
    };
    return std::visit(Names{}, task.kind);
}

Json task_definition_json(const Task& task) { return task.node ? to_json(*task.node).json() : Json(); }

Json definition_json(const Definition& definition) { return to_json(definition.tree->root()).json(); }

} // namespace orkestr
