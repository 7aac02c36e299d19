// What a definition refers to elsewhere, fetched; or, while it can't be reached, as the workspace has it from when the same
// definition was loaded before.
#pragma once

#include "core/ports/resource_loader.h"
#include "core/ports/store.h"

namespace orkestr {

class PinnedResources : public ResourceLoader {
public:
    /// `loader` outlives it. `pinned` gives what is pinned, {URI: text} or null; it is asked only when it is needed.
    PinnedResources(ResourceLoader& loader, std::function<Json()> pinned) : loader_(loader), pinned_(std::move(pinned)) {}

    void load(const std::string& uri, const Json& authentication, std::function<void(Result<std::string>)> done) override;

private:
    ResourceLoader& loader_;
    std::function<Json()> pinned_;
};

/// What was pinned when this very text was loaded before; null when it was not.
Json pinned_resources(const Store& store, const std::string& text, const std::string& file_name);

} // namespace orkestr
