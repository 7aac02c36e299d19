// The indexes of the fields in filter_fields(), for those who make records.
#pragma once

#include <cstddef>

namespace orkestr {

namespace run_field {
enum : std::size_t {
    run, status, definition, name, ns, version, hash, started, ended, duration, error, parent, events, open, input, output, tag
};
}

namespace step_field {
enum : std::size_t { key, task, name, kind, status, attempt, started, ended, duration, error, input, output };
}

namespace event_field {
enum : std::size_t { seq, type, at, task, step, attempt, data, failed };
}

} // namespace orkestr
