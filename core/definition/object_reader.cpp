#include "core/definition/object_reader.h"

#include "core/definition/closest.h"
#include "core/definition/names.h"

#include <algorithm>

namespace orkestr {

ObjectReader::ObjectReader(Reading& reading, const Node& node, std::string_view what) : reading_(reading), node_(node), what_(what) {
    if (node.is_mapping()) return;
    reading.wrong_type(node, what_ == reading.subject() ? "a mapping" : "a mapping (" + what_ + ")");
}

ObjectReader::~ObjectReader() {
    for (const auto name : missing_) report_missing(name);
}

const Member* ObjectReader::find(std::string_view name) const {
    for (const auto& member : node_.members())
        if (member.key->text() == name) return &member;
    return nullptr;
}

const Member* ObjectReader::know(std::string_view name) {
    known_.push_back(name);
    return find(name);
}

/// The first line of the mapping: a whole mapping is too long a place for what is not in it.
SourceSpan ObjectReader::head() const {
    SourceSpan span = node_.span();
    if (node_.size() > 0) {
        const SourceSpan key = node_.members().front().key->span();
        return node_.is_flow() ? SourceSpan{span.line, span.column, span.line, span.column + 1, span.begin, span.begin + 1} : key;
    }
    return span;
}

void ObjectReader::missing(std::string_view name) {
    if (valid()) missing_.push_back(name);
}

void ObjectReader::report_missing(std::string_view name) {
    reading_.error("missing-property", head(), "'" + std::string(name) + "' is missing in " + what_);
}

const Member* ObjectReader::one_of(std::span<const std::string_view> names) {
    const Member* found = nullptr;
    for (const auto name : names) {
        const Member* const member = know(name);
        if (!member) continue;
        if (found) {
            reading_.error("several-alternatives", member->key->span(),
                           what_ + " can't have both '" + std::string(found->key->text()) + "' and '" + std::string(name) + "'",
                           "keep one of them");
            return nullptr;
        }
        found = member;
    }
    if (!found && valid())
        reading_.error("missing-property", head(), what_ + " must have one of " + listed(names));
    return found;
}

bool ObjectReader::is_known(std::string_view name) const {
    return std::find(known_.begin(), known_.end(), name) != known_.end();
}

void ObjectReader::refuse_others(Severity severity) {
    const bool refused = severity == Severity::error;
    std::vector<std::string_view> strangers;
    for (const auto& member : node_.members())
        if (strangers.size() < 100 && !is_known(member.key->text())) strangers.push_back(member.key->text());
    for (const auto name : missing_)
        if (!refused || closest(name, strangers).empty()) report_missing(name);
    missing_.clear();
    std::vector<std::string_view> free_names;
    for (const auto name : known_)
        if (!find(name)) free_names.push_back(name);
    for (const auto& member : node_.members()) {
        const std::string_view name = member.key->text();
        if (is_known(name)) continue;
        if (reading_.full()) return;
        std::string suggestion = did_you_mean(name, free_names);
        if (suggestion.empty() && known_.size() <= 8) suggestion = "expected " + listed(known_);
        const std::string message = "unknown property '" + std::string(shortened(name)) + "' in " + what_;
        const Reading::Step step(reading_, name);
        if (severity == Severity::error) reading_.error("unknown-property", member.key->span(), message, suggestion);
        else reading_.warning("unknown-property", member.key->span(), message + " has no effect", suggestion);
    }
}

} // namespace orkestr
