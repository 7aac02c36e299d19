#include "tests/simulation/simulated_activities.h"

#include "core/base/json_value.h"

#include <algorithm>
#include <utility>

namespace orkestr::test {

namespace {

std::string command_of(const ActivityRequest& request) { return JsonValue::of(request.request).string_at("command"); }

ActivityResult result_of(const ActivityRequest& request) {
    const std::string command = command_of(request);
    const std::int64_t attempt = request.key.attempt;
    if (command == "fail" || (command == "flaky" && attempt == 1))
        return {Problem::standard(StandardError::communication, command + " " + std::to_string(attempt)), "it did not work"};
    return {JsonValue::object({{"n", command == "echo" ? attempt : 7}}).json(), {}};
}

} // namespace

void SimulatedActivities::start(ActivityRequest request, std::function<void(ActivityResult)> done) {
    started(request);
    under_way_.push_back({std::move(request), std::move(done)});
}

void SimulatedActivities::cancel(const ActivityKey& key) {
    std::erase_if(under_way_, [&](const UnderWay& one) { return one.request.key == key; });
}

std::size_t SimulatedActivities::answerable() const {
    return static_cast<std::size_t>(std::count_if(under_way_.begin(), under_way_.end(), [](const UnderWay& one) { return command_of(one.request) != "hang"; }));
}

void SimulatedActivities::finish_one(bool answers) {
    std::size_t chosen = random_.below(answerable());
    for (std::size_t i = 0; i < under_way_.size(); ++i) {
        if (command_of(under_way_[i].request) == "hang" || chosen-- > 0) continue;
        if (!std::exchange(under_way_[i].performed, true)) performed(under_way_[i].request.key);
        if (!answers) return;
        const UnderWay one = std::move(under_way_[i]);
        under_way_.erase(under_way_.begin() + static_cast<std::ptrdiff_t>(i));
        return one.done(result_of(one.request));
    }
}

} // namespace orkestr::test
