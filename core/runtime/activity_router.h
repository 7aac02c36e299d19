// Gives each activity to the runner of its kind.
#pragma once

#include "core/ports/activity_runner.h"

#include <map>
#include <string>

namespace orkestr {

class ActivityRouter : public ActivityRunner {
public:
    /// The runner must outlive the router.
    void add(const std::string& kind, ActivityRunner& runner) { runners_[kind] = &runner; }

    void start(ActivityRequest request, std::function<void(ActivityResult)> done) override;
    void cancel(const ActivityKey& key) override;

private:
    std::map<std::string, ActivityRunner*> runners_;
    std::map<ActivityKey, ActivityRunner*> under_way_;
};

} // namespace orkestr
