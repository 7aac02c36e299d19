#include "core/definition/read_parts.h"

#include "core/definition/names.h"

namespace orkestr {

namespace {

/// Reads each member of a mapping of named components.
template <class Read>
void read_named(Reading& reading, const Node& node, Read&& read) {
    if (!read_open_mapping(reading, node)) return;
    for (const auto& member : node.members()) {
        if (!reading.count_part(member.key->span())) break;
        const Reading::Step step(reading, member.key->text());
        read(*member.key, *member.value);
    }
}

TaskList read_functions(Reading& reading, const Node& node) {
    TaskList functions;
    const std::size_t outer = reading.current_list;
    reading.current_list = reading.lists.size();
    reading.lists.emplace_back();
    reading.lists[reading.current_list].closed = "a function is a single task";
    const std::size_t here = reading.current_list;
    read_named(reading, node, [&](const Node& name, const Node& value) {
        reading.current_list = here;
        reading.current_function = name.text();
        if (auto task = read_task(reading, name.text(), name.span(), value)) functions.push_back(std::move(task));
        reading.current_function.clear();
    });
    reading.current_list = outer;
    return functions;
}

Extension read_extension(Reading& reading, const Node& name, const Node& node) {
    static constexpr std::string_view targets[] = {"call", "composite", "emit", "for", "listen", "raise", "run", "set", "switch", "try", "wait", "all"};
    Extension extension;
    extension.name = name.text();
    extension.span = name.span();
    ObjectReader object(reading, node, "an extension");
    object.required("extend", [&](const Node& value) {
        if (const auto target = read_choice(reading, value, targets)) extension.extend = targets[*target];
    });
    object.optional("when", [&](const Node& value) { extension.when = read_expression(reading, value, ExpressionRole::extension_when); });
    object.optional("before", [&](const Node& value) { extension.before = read_task_list(reading, value); });
    object.optional("after", [&](const Node& value) { extension.after = read_task_list(reading, value); });
    object.refuse_others();
    return extension;
}

std::vector<Extension> read_extensions(Reading& reading, const Node& node) {
    std::vector<Extension> extensions;
    if (!node.is_sequence()) {
        reading.wrong_type(node, "a list of extensions");
        return extensions;
    }
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        const Reading::Step step(reading, index++);
        if (!item->is_mapping() || item->size() != 1) {
            reading.wrong_type(*item, "one named extension: - name: { extend: ... }");
            continue;
        }
        if (!reading.count_part(item->span())) break;
        const Member& member = item->members().front();
        const Reading::Step at_name(reading, member.key->text());
        extensions.push_back(read_extension(reading, *member.key, *member.value));
    }
    return extensions;
}

std::vector<Reference> read_secrets(Reading& reading, const Node& node) {
    std::vector<Reference> secrets;
    if (!node.is_sequence()) {
        reading.wrong_type(node, "a list of secrets' names");
        return secrets;
    }
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        if (!reading.count_part(item->span())) break;
        const Reading::Step step(reading, index++);
        if (auto name = read_string(reading, *item)) secrets.push_back({std::move(*name), item->span()});
    }
    return secrets;
}

} // namespace

Use read_use(Reading& reading, const Node& node) {
    Use use;
    ObjectReader object(reading, node, "'use'");
    // What stands here is evaluated where it is named, with that place's variables.
    reading.scope_known = false;
    object.optional("authentications", [&](const Node& value) {
        read_named(reading, value, [&](const Node& name, const Node& policy) {
            use.authentications.push_back({std::string(name.text()), name.span(), read_authentication_policy(reading, policy)});
        });
    });
    object.optional("errors", [&](const Node& value) {
        read_named(reading, value, [&](const Node& name, const Node& error) {
            use.errors.push_back({std::string(name.text()), name.span(), read_error_definition(reading, error)});
        });
    });
    object.optional("retries", [&](const Node& value) {
        read_named(reading, value, [&](const Node& name, const Node& policy) {
            use.retries.push_back({std::string(name.text()), name.span(), read_retry_policy(reading, policy)});
        });
    });
    object.optional("timeouts", [&](const Node& value) {
        read_named(reading, value, [&](const Node& name, const Node& timeout) {
            use.timeouts.push_back({std::string(name.text()), name.span(), read_timeout(reading, timeout, ExpressionRole::task_timeout)});
        });
    });
    object.optional("catalogs", [&](const Node& value) {
        read_named(reading, value, [&](const Node& name, const Node& catalog) {
            ObjectReader one(reading, catalog, "a catalog");
            Catalog read;
            one.required("endpoint", [&](const Node& endpoint) {
                read.endpoint = read_endpoint(reading, endpoint);
                if (read.endpoint.uri.node && read.endpoint.uri.node->is_string()) check_resource_address(reading, *read.endpoint.uri.node);
            });
            one.refuse_others();
            use.catalogs.push_back({std::string(name.text()), name.span(), std::move(read)});
        });
    });
    reading.scope_known = true;
    object.optional("secrets", [&](const Node& value) { use.secrets = read_secrets(reading, value); });
    object.optional("functions", [&](const Node& value) { use.functions = read_functions(reading, value); });
    object.optional("extensions", [&](const Node& value) { use.extensions = read_extensions(reading, value); });
    object.refuse_others();
    return use;
}

} // namespace orkestr
