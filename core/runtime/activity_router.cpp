#include "core/runtime/activity_router.h"

#include <QCoreApplication>
#include <QMetaObject>

namespace orkestr {

void ActivityRouter::start(ActivityRequest request, std::function<void(ActivityResult)> done) {
    const auto at = runners_.find(request.kind);
    if (at == runners_.end()) {
        Problem problem = Problem::standard(StandardError::configuration, "no runner here does '" + request.kind + "' activities");
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [done = std::move(done), problem = std::move(problem)] { done({problem, {}}); }, Qt::QueuedConnection);
        return;
    }
    const ActivityKey key = request.key;
    under_way_[key] = at->second;
    at->second->start(std::move(request), [this, key, done = std::move(done)](ActivityResult result) {
        under_way_.erase(key);
        done(std::move(result));
    });
}

void ActivityRouter::cancel(const ActivityKey& key) {
    const auto at = under_way_.find(key);
    if (at == under_way_.end()) return;
    ActivityRunner* runner = at->second;
    under_way_.erase(at);
    runner->cancel(key);
}

} // namespace orkestr
