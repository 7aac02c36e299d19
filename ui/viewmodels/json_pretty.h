// JSON laid out for reading: two spaces a level, one member a line, short arrays of plain values on one line. Members
// stay in the order of the text.
#pragma once

#include <QString>

#include <string_view>

namespace orkestr {

struct PrettyJson {
    QString text;
    bool cut = false; ///< more than `most_bytes` of it were left out
};

/// `json` is right JSON. Pure; any thread. Stops at a line's end once the text has about `most_bytes`.
PrettyJson pretty_json(std::string_view json, std::size_t most_bytes);

} // namespace orkestr
