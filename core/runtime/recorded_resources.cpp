#include "core/runtime/recorded_resources.h"

namespace orkestr {

void RecordedResources::add(const Json& pinned) {
    const JsonValue all = JsonValue::of(pinned);
    if (!all.as_object()) return;
    for (const auto& [uri, text] : *all.as_object())
        if (!pinned_.find(uri)) pinned_.set(uri, text);
}

void RecordedResources::load(const std::string& uri, const Json&, std::function<void(Result<std::string>)> done) {
    const JsonValue* known = pinned_.find(uri);
    const std::string* text = known ? known->as_string() : nullptr;
    auto answer = text ? Result<std::string>(*text)
                       : Error{ErrorCode::unavailable, "no definition of these runs refers to it, and a replay fetches nothing", {}};
    QMetaObject::invokeMethod(&context_, [done = std::move(done), answer = std::move(answer)] { done(answer); }, Qt::QueuedConnection);
}

} // namespace orkestr
