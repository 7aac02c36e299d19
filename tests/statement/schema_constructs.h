// The constructs that the specification's JSON Schema has, and those that a definition uses.
//
// A construct is the path of a property, from the root or from the definition ($defs) that has it: `schedule.every`,
// `retryPolicy.limit.attempt.count`; `*` stands for names of the author's own. What a task has stands below the word that
// makes it one, each kind of call apart: `for.in`, `for.while`, `call.http.with.method`; what all have below `task`. A value
// of an enumeration follows a colon: `listen.read: raw`.
#pragma once

#include "core/base/json_value.h"

#include <map>
#include <set>
#include <string>

namespace orkestr::test {

class SchemaConstructs {
public:
    explicit SchemaConstructs(JsonValue schema);

    /// Each property, with the values it may have where it is an enumeration. `flowDirective` is one without a property.
    const std::map<std::string, std::set<std::string>>& all() const { return all_; }
    /// What a definition uses. What it calls as a function, and results of tasks, are data to it.
    std::set<std::string> used_by(const JsonValue& definition) const;
    /// Whether something in the schema refers to what has this construct: else it describes what a task gives.
    bool is_written(const std::string& construct) const;

private:
    /// A place in the schema: the name of its definition (empty: the root) and the way from there.
    struct Place {
        std::string owner;
        std::string path;
        std::string name() const;
        Place in(const std::string& member) const { return {owner, path.empty() ? member : path + "." + member}; }
    };

    const JsonValue* definition(const std::string& name) const;
    void list(const JsonValue& schema, const Place& place);
    void use(const JsonValue& value, const JsonValue& schema, const Place& place, std::set<std::string>& used) const;
    void use_members(const JsonValue& value, const JsonValue& schema, const Place& place, std::set<std::string>& used) const;
    void use_task(const JsonValue& task, std::set<std::string>& used) const;
    void use_reference(const JsonValue& value, const std::string& name, std::set<std::string>& used) const;

    JsonValue schema_;
    std::map<std::string, std::set<std::string>> all_;
    std::set<std::string> referred_; ///< definitions
};

} // namespace orkestr::test
