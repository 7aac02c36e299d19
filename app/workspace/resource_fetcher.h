// Fetches functions of catalogs: files, and documents over HTTP by the activity runner that workflows use.
#pragma once

#include "core/adapters/http/http_activity_runner.h"
#include "core/ports/resource_loader.h"
#include "core/ports/secrets.h"

#include <QObject>
#include <memory>

namespace orkestr {

/// Lives in a thread with an event loop.
class ResourceFetcher : public ResourceLoader {
public:
    explicit ResourceFetcher(std::shared_ptr<const SecretSource> secrets);

    void load(const std::string& uri, const Json& authentication, std::function<void(Result<std::string>)> done) override;

private:
    QObject context_;
    std::shared_ptr<const SecretSource> secrets_;
    HttpActivityRunner http_;
    std::uint32_t requests_ = 0;
};

} // namespace orkestr
