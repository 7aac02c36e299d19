// Events that are for one run alone, until it has received them or can't any more: then they are dead letters. Internal to
// the event router and on its thread.
#pragma once

#include "core/runtime/router_host.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace orkestr {

class TargetedEvents {
public:
    using Event = std::shared_ptr<const BusEvent>;

    explicit TargetedEvents(RouterHost& host) : host_(host) {}

    /// One that nobody has received. Looks whether its run can; known ones are no error.
    void add(const Event& event);
    void received(const BusEvent& event) { (void)forget(event); }
    void run_ended(const RunId& run);
    /// What has expired by `now`, up to the event that `passed_by` its run: a letter twice is better than none.
    void expire(Instant now, const std::function<std::int64_t(const RunId&)>& passed_by);

private:
    bool forget(const BusEvent& event);
    void undeliverable(const BusEvent& event, const std::string& why);

    RouterHost& host_;
    std::map<RunId, std::vector<Event>> waiting_;
};

/// An event that could not be delivered, as a dead letter.
DeadLetter undeliverable_event(const BusEvent& event, const std::string& why, Instant now);

} // namespace orkestr
