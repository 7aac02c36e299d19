// When a step in a worker has taken too long.
#pragma once

#include <cstdint>

namespace orkestr {

/// `processor_ns` is what the step has used of the processor, `passed_ns` the time since it began. The limit is on time
/// that passed; a step that is kept waiting by other programs has more of it, four times the limit at most, until it
/// has used a quarter of the limit itself: what is quick on a quiet machine is not stopped on a busy one.
constexpr bool is_out_of_time(std::int64_t processor_ns, std::int64_t passed_ns, std::int64_t limit_ns) {
    return passed_ns > limit_ns && (processor_ns > limit_ns / 4 || passed_ns > 4 * limit_ns);
}

} // namespace orkestr
