#include "tests/statement/schema_constructs.h"

namespace orkestr::test {

namespace {

constexpr const char* combinations[] = {"allOf", "oneOf", "anyOf"};

/// What `#/$defs/NAME` names; empty: the schema refers to nothing.
std::string reference_in(const JsonValue& schema) {
    const std::string text = schema.string_at("$ref");
    return text.substr(text.rfind('/') + 1);
}

/// The schemas that hold for the same value.
std::vector<const JsonValue*> parts_of(const JsonValue& schema) {
    std::vector<const JsonValue*> parts;
    for (const char* combination : combinations)
        if (const JsonValue* list = schema.find(combination); list && list->as_array())
            for (const auto& part : *list->as_array()) parts.push_back(&part);
    return parts;
}

const JsonObject& members_of(const JsonValue* value) {
    static const JsonObject none;
    return value && value->as_object() ? *value->as_object() : none;
}

/// `call.http` for what says so by a constant, `call.function` for the one that excludes the others.
std::string call_owner(const JsonValue& alternative) {
    for (const JsonValue* part : parts_of(alternative)) {
        const JsonValue* properties = part->find("properties");
        if (const JsonValue* call = properties ? properties->find("call") : nullptr) return "call." + call->string_at("const", "function");
    }
    return {};
}

bool is_task(const std::string& owner) { return owner.ends_with("Task"); }
std::string task_word(const std::string& owner) { return owner.substr(0, owner.size() - 4); }

} // namespace

std::string SchemaConstructs::Place::name() const {
    if (owner.empty()) return path;
    if (owner == "taskBase") return "task." + path;
    if (owner.starts_with("call.")) return path == "call" ? owner : owner + "." + path;
    if (is_task(owner)) {
        const std::string word = task_word(owner);
        return path == word || path.starts_with(word + ".") ? path : word + "." + path;
    }
    return path.empty() ? owner : owner + "." + path;
}

SchemaConstructs::SchemaConstructs(JsonValue schema) : schema_(std::move(schema)) {
    list(schema_, {});
    for (const auto& [name, one] : members_of(schema_.find("$defs"))) {
        if (name != "callTask") list(one, {name, {}});
        else
            for (const JsonValue* alternative : parts_of(one)) list(*alternative, {call_owner(*alternative), {}});
    }
}

const JsonValue* SchemaConstructs::definition(const std::string& name) const {
    const JsonValue* definitions = schema_.find("$defs");
    return definitions ? definitions->find(name) : nullptr;
}

void SchemaConstructs::list(const JsonValue& schema, const Place& place) {
    if (!schema.is_object()) return;
    if (const std::string name = reference_in(schema); !name.empty()) referred_.insert(name);
    if (const JsonValue* values = schema.find("enum"); values && values->as_array())
        for (const auto& value : *values->as_array())
            if (value.as_string()) all_[place.name()].insert(*value.as_string());
    for (const auto& [name, property] : members_of(schema.find("properties"))) {
        if (property.as_bool()) continue; // forbidden here
        all_.try_emplace(place.in(name).name());
        list(property, place.in(name));
    }
    for (const JsonValue* part : parts_of(schema)) list(*part, place);
    if (const JsonValue* items = schema.find("items")) list(*items, place);
    if (const JsonValue* others = schema.find("additionalProperties"); others && others->is_object()) list(*others, place.in("*"));
}

std::set<std::string> SchemaConstructs::used_by(const JsonValue& definition) const {
    std::set<std::string> used;
    use(definition, schema_, {}, used);
    return used;
}

bool SchemaConstructs::is_written(const std::string& construct) const {
    const std::string owner = construct.substr(0, construct.find('.'));
    return !definition(owner) || referred_.contains(owner);
}

void SchemaConstructs::use(const JsonValue& value, const JsonValue& schema, const Place& place, std::set<std::string>& used) const {
    if (!schema.is_object()) return;
    if (const std::string name = reference_in(schema); !name.empty()) use_reference(value, name, used);
    if (const JsonValue* values = schema.find("enum"); values && values->as_array())
        for (const auto& one : *values->as_array())
            if (one == value && one.as_string()) used.insert(place.name() + ": " + *one.as_string());
    use_members(value, schema, place, used);
    if (const JsonValue* items = schema.find("items"); items && value.as_array())
        for (const auto& item : *value.as_array()) use(item, *items, place, used);
    for (const JsonValue* part : parts_of(schema)) use(value, *part, place, used);
}

void SchemaConstructs::use_members(const JsonValue& value, const JsonValue& schema, const Place& place, std::set<std::string>& used) const {
    const JsonValue* properties = schema.find("properties");
    const JsonValue* others = schema.find("additionalProperties");
    for (const auto& [name, member] : members_of(&value)) {
        const JsonValue* property = properties ? properties->find(name) : nullptr;
        if (property && !property->as_bool()) {
            used.insert(place.in(name).name());
            use(member, *property, place.in(name), used);
        } else if (!property && others && others->is_object()) {
            use(member, *others, place.in("*"), used);
        }
    }
}

void SchemaConstructs::use_reference(const JsonValue& value, const std::string& name, std::set<std::string>& used) const {
    if (name == "task") use_task(value, used);
    else if (const JsonValue* one = definition(name)) use(value, *one, {name, {}}, used);
}

/// Of the kinds of task, the one that the value is.
void SchemaConstructs::use_task(const JsonValue& task, std::set<std::string>& used) const {
    for (const JsonValue* alternative : parts_of(*definition("task"))) {
        const std::string owner = reference_in(*alternative);
        const std::string word = task_word(owner);
        if (!task.find(word) || (word == "do" && task.find("for"))) continue;
        const JsonValue& schema = *definition(owner);
        if (word != "call") return use(task, schema, {owner, {}}, used);
        const JsonValue* function = nullptr;
        for (const JsonValue* call : parts_of(schema)) {
            const std::string kind = call_owner(*call);
            if (kind == "call.function") function = call;
            if (kind == "call." + task.string_at("call")) return use(task, *call, {kind, {}}, used);
        }
        if (function) use(task, *function, {"call.function", {}}, used);
    }
}

} // namespace orkestr::test
