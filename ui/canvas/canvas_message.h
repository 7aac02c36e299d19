// What the canvas says in place of a graph.
#pragma once

#include <QString>

namespace orkestr {

struct CanvasMessage {
    enum class Kind { none, loading, empty, failed };
    Kind kind = Kind::none;
    QString title;  ///< one line, translated
    QString detail; ///< may be empty, may have several lines

    bool operator==(const CanvasMessage&) const = default;
};

} // namespace orkestr
