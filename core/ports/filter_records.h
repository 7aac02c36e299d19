// What the filter language judges by: runs (run_record.h), steps and events, field by field in the order of
// core/filter/fields.h. A record looks at what it was made of, which must outlive it; one thread at a time.
#pragma once

#include "core/ports/run_record.h"
#include "core/projection/run_view.h"

namespace orkestr {

class StepRecord final : public FilterRecord {
public:
    explicit StepRecord(const StepView& step) : step_(step) {
        if (!step.error) return;
        error_ = step.error->title.empty() ? step.error->type : step.error->title;
        if (!step.error->detail.empty()) error_ += ": " + step.error->detail;
    }

    FilterValue field(std::size_t index, Instant now) const override {
        switch (index) {
        case step_field::key: return filter_value::text(step_.key);
        case step_field::task: return filter_value::text(step_.task);
        case step_field::name: return filter_value::text(step_.name);
        case step_field::kind: return filter_value::text(step_.kind);
        case step_field::status: return filter_value::text(step_.status);
        case step_field::attempt: return std::int64_t{step_.attempt};
        case step_field::started: return filter_value::time(step_.started);
        case step_field::ended: return filter_value::time(step_.ended);
        case step_field::duration: return filter_value::duration(step_.started, step_.ended, now);
        case step_field::error: return filter_value::text(error_);
        case step_field::input: return filter_value::json(step_.input);
        case step_field::output: return filter_value::json(step_.output);
        default: return {};
        }
    }

private:
    const StepView& step_;
    std::string error_;
};

/// Whether an event of this type tells of a failure, of ours or in the terms of others.
inline bool tells_of_failure(std::string_view type) {
    for (const std::string_view word : {"faulted", "failed", "Failed", "TimedOut", "error.", "evaluation.stopped", "exception"}) {
        if (type.find(word) != std::string_view::npos) return true;
    }
    return false;
}

class EventRecord final : public FilterRecord {
public:
    explicit EventRecord(const EventView& event) : event_(event) {}

    FilterValue field(std::size_t index, Instant) const override {
        switch (index) {
        case event_field::seq: return static_cast<std::int64_t>(event_.seq);
        case event_field::type: return filter_value::text(event_.type);
        case event_field::at: return event_.at.ms;
        case event_field::task: return filter_value::text(event_.task);
        case event_field::step: return filter_value::text(event_.step);
        case event_field::attempt: return event_.attempt == 0 ? FilterValue() : FilterValue(std::int64_t{event_.attempt});
        case event_field::data: return JsonText{event_.data.text()};
        case event_field::failed: return tells_of_failure(event_.type);
        default: return {};
        }
    }

private:
    const EventView& event_;
};

} // namespace orkestr
