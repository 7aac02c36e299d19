// What definitions refer to elsewhere as histories have it: pinned when their runs' definitions were loaded. Nothing is
// fetched.
#pragma once

#include "core/base/json_value.h"
#include "core/ports/resource_loader.h"

#include <QObject>

namespace orkestr {

/// Lives in a thread with an event loop.
class RecordedResources : public ResourceLoader {
public:
    /// {URI: text}, or null. What was added first counts.
    void add(const Json& pinned);
    /// Errors: unavailable for what no history has pinned.
    void load(const std::string& uri, const Json& authentication, std::function<void(Result<std::string>)> done) override;

private:
    QObject context_;
    JsonValue pinned_ = JsonValue(JsonObject{});
};

} // namespace orkestr
