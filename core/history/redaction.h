// What is taken out of events before others see them, and what stands in its place.
//
// The paths are applied to an event's payload, and to the free-form members of its data (error, log, by, reason, detail,
// correlations, secrets); those that a history needs to be read stay. In place of what a path selects stands
// {"$redacted":true}, of a text in data "[redacted]". A payload that is an array keeps its length.
#pragma once

#include "core/history/event_row.h"
#include "core/history/redaction_path.h"

namespace orkestr {

inline constexpr const char* redacted_text = "[redacted]";
inline constexpr const char* redacted_member = "$redacted";

class Redaction {
public:
    Redaction() = default;
    /// Errors: as RedactionPath::parse; limit over 1,000 paths.
    static Result<Redaction> create(const std::vector<std::string>& paths);

    bool empty() const { return paths_.empty(); }
    /// Takes it out of the row, whose hash stays. Gives JSON pointers into the record (`/value/a/b`, `/data/error`), in order;
    /// none when nothing was selected, and then the row is as it was.
    std::vector<std::string> apply(EventRow& row) const;

private:
    std::set<const JsonValue*> selected_in(const JsonValue& root) const;
    void apply_to_value(EventRow& row, std::vector<std::string>& pointers) const;
    void apply_to_data(EventRow& row, std::vector<std::string>& pointers) const;

    std::vector<RedactionPath> paths_;
};

/// A value that is the marker, as it stands in a redacted payload.
bool is_redacted(const JsonValue& value);
/// What stands there.
JsonValue redaction_mark();

} // namespace orkestr
