// One event of a Temporal history, as far as all events are alike.
#pragma once

#include "core/adapters/temporal/temporal_type.h"
#include "core/base/foreign_record.h"

#include <optional>

namespace orkestr {

struct TemporalEvent {
    const TemporalType* type = nullptr; ///< null: one that is not known
    std::string type_text;              ///< its short name, or what stands in the file
    std::optional<std::int64_t> id;
    std::optional<Instant> at;
    JsonValue attributes; ///< payloads readable; an object
    Json data;            ///< the whole event: its attributes under `attributes`, its type only where it is not known

    TemporalRole role() const { return type ? type->role : TemporalRole::other; }
    /// The number of an event that an attribute names.
    std::optional<std::int64_t> reference(std::string_view attribute) const;
    /// The name in an attribute such as `activityType`: an object's `name`, or the text itself.
    std::string name_in(std::string_view attribute) const;
};

/// Errors: invalid_json, also when it is no object.
Result<TemporalEvent> read_temporal_event(std::string_view text);

} // namespace orkestr
