#include "ui/viewmodels/run_tags.h"

#include "core/base/json_value.h"
#include "core/definition/reader.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t most_tag_values = 40;

std::string text_of_tag(const JsonValue& value) {
    if (const auto* text = value.as_string()) return *text;
    std::string written;
    value.append_to(written);
    return written;
}

QString tags_in_line(const std::optional<Json>& tags) {
    QStringList parts;
    const JsonValue value = tags ? JsonValue::of(*tags) : JsonValue();
    if (const auto* members = value.as_object())
        for (const auto& [name, one] : *members) parts << to_qt(name) + u'=' + to_qt(text_of_tag(one));
    return parts.join(QStringLiteral(", "));
}

/// Where nobody has looked yet, the definition itself says.
std::optional<Json> tags_of_text(const std::string& text) {
    const auto read = read_definition(text, "definition.yaml");
    if (!read.definition || !read.definition->document.tags) return std::nullopt;
    return to_json(*read.definition->document.tags).json();
}

} // namespace

QString RunTags::text(const std::string& definition) { return find(definition).text; }

std::optional<Json> RunTags::json(const std::string& definition) { return find(definition).json; }

const RunTags::Tags& RunTags::find(const std::string& definition) {
    const auto known = known_.find(definition);
    if (known != known_.end()) return known->second;
    if (known_.size() >= most_definitions) known_.clear();
    wanted_.push_back(definition);
    const Tags& none = known_[definition];
    ask();
    return none;
}

void RunTags::ask() {
    while (asked_ < at_once && !wanted_.empty()) {
        DefinitionQuery query;
        query.hash = wanted_.front();
        wanted_.pop_front();
        ++asked_;
        const auto ticket = gate_.join();
        using Rows = std::vector<DefinitionRow>;
        source_.definitions(query, ticket.stop(), ticket.deliver<Rows>([this, definition = query.hash](Result<Rows> rows) { took(definition, std::move(rows)); }));
    }
}

void RunTags::took(const std::string& definition, Result<std::vector<DefinitionRow>> rows) {
    --asked_;
    ask();
    if (!rows || rows->empty()) return;
    DefinitionRow& row = rows->front();
    if (row.tags) return keep(definition, row.tags->text() == "null" ? std::nullopt : row.tags);
    gate_.join().compute<std::optional<Json>>([text = std::move(row.text)] { return tags_of_text(text); },
                                              [this, definition](std::optional<Json> tags) { keep(definition, std::move(tags)); });
}

void RunTags::keep(const std::string& definition, std::optional<Json> tags) {
    if (!tags) return;
    Tags& held = known_[definition];
    held.text = tags_in_line(tags);
    held.json = std::move(tags);
    Q_EMIT changed();
}

void RunTags::add_seen(SeenFilterValues& seen) const {
    for (const auto& [definition, tags] : known_) {
        const JsonValue value = tags.json ? JsonValue::of(*tags.json) : JsonValue();
        const auto* members = value.as_object();
        if (!members) continue;
        for (const auto& [name, one] : *members) {
            auto& values = seen[written_filter_field("tag", {name})];
            std::string written;
            one.append_to(written);
            if (values.size() < most_tag_values && std::find(values.begin(), values.end(), written) == values.end()) values.push_back(written);
        }
    }
}

} // namespace orkestr
