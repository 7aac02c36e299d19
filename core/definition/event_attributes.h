// What CloudEvents 1.0 asks of an event's attributes ("Context Attributes"), of texts that stand in a definition or were
// given at a terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

struct EventAttributeFault {
    std::size_t begin = 0; ///< byte offsets in the text
    std::size_t end = 0;
    std::string message;
    std::string suggestion;
};

/// `type`: what happened, a text that is not empty.
std::optional<EventAttributeFault> find_event_type_fault(std::string_view type);
/// `source`: where it happened, a URI reference that is not empty.
std::optional<EventAttributeFault> find_event_source_fault(std::string_view source);

} // namespace orkestr
