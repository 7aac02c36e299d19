// What the filter language judges runs by, field by field in the order of core/filter/fields.h. A record looks at what it
// was made of, which must outlive it; one thread at a time.
#pragma once

#include "core/filter/fields.h"
#include "core/ports/store.h"

#include <functional>
#include <map>

namespace orkestr {

namespace filter_value {

inline FilterValue text(const std::string& text) { return std::string_view(text); }
inline FilterValue time(const std::optional<Instant>& time) { return time ? FilterValue(time->ms) : FilterValue(); }
inline FilterValue json(const std::optional<Json>& json) { return json ? FilterValue(JsonText{json->text()}) : FilterValue(); }
/// Until now, of what has not ended.
inline FilterValue duration(const std::optional<Instant>& started, const std::optional<Instant>& ended, Instant now) {
    if (!started) return {};
    const Instant end = ended.value_or(now);
    if (end.ns != 0 || started->ns != 0) return end - *started;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(end.ms) - static_cast<std::uint64_t>(started->ms));
}

} // namespace filter_value

class RunRecord final : public FilterRecord {
public:
    /// Gives input, output and tags of the run when they are asked for (run_field::input, output, tag).
    using Payload = std::function<std::optional<Json>(std::size_t field)>;

    explicit RunRecord(const RunRow& row, Payload payload = {})
        : row_(row), definition_(row.ns + "/" + row.name), payload_(std::move(payload)) {}

    FilterValue field(std::size_t index, Instant now) const override {
        switch (index) {
        case run_field::run: return filter_value::text(row_.run.text);
        case run_field::status: return filter_value::text(row_.status);
        case run_field::definition: return filter_value::text(definition_);
        case run_field::name: return filter_value::text(row_.name);
        case run_field::ns: return filter_value::text(row_.ns);
        case run_field::version: return filter_value::text(row_.version);
        case run_field::hash: return filter_value::text(row_.definition);
        case run_field::started: return row_.started.ms;
        case run_field::ended: return filter_value::time(row_.ended);
        case run_field::duration: return filter_value::duration(row_.started, row_.ended ? row_.ended : row_.last_known, now);
        case run_field::error: return filter_value::text(row_.error);
        case run_field::parent: return row_.parent ? filter_value::text(row_.parent->text) : FilterValue();
        case run_field::events: return static_cast<std::int64_t>(row_.events);
        case run_field::open: return row_.open();
        default: return payload(index);
        }
    }

private:
    FilterValue payload(std::size_t index) const {
        if (!payload_) return {};
        const auto [found, fresh] = payloads_.try_emplace(index);
        if (fresh) found->second = payload_(index);
        return filter_value::json(found->second);
    }

    const RunRow& row_;
    std::string definition_;
    Payload payload_;
    mutable std::map<std::size_t, std::optional<Json>> payloads_;
};

} // namespace orkestr
