// Activities of the kind "http", by Qt Network's sockets (why: http_connection.h). HTTP/1.1, answers uncompressed; no
// cookies are kept and nothing is cached; connections are reused. TLS by the system's authorities. Proxies: http_proxy.h.
// Only an idempotent request is ever sent again, once, when an idle connection turns out to have been closed.
//
// A POST or PATCH that sets no Idempotency-Key gets `RUN-STEP-ATTEMPT` as one: an attempt that recovery sends again
// carries the same key, a retry is a new attempt with a key of its own (an idempotency cache may hold the failure).
#pragma once

#include "core/adapters/http/http_options.h"
#include "core/ports/activity_runner.h"
#include "core/ports/secrets.h"

#include <memory>

namespace orkestr {

class HttpActivityRunner : public ActivityRunner {
public:
    /// `secrets` outlives the runner.
    explicit HttpActivityRunner(const SecretSource& secrets, HttpOptions options = {});
    ~HttpActivityRunner() override;

    void start(ActivityRequest request, std::function<void(ActivityResult)> done) override;
    void cancel(const ActivityKey& key) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace orkestr
