// Whether a text is JSON, as one types it: the first mistake with its place and what was expected, in the user's words.
#pragma once

#include <QString>

#include <optional>

namespace orkestr {

struct JsonMistake {
    qsizetype position = 0; ///< in the text, in UTF-16 units; its size when something is missing at the end
    int line = 1;
    int column = 1;
    QString message; ///< one sentence
};

/// RFC 8259. Nothing when it is right; an empty text is a mistake.
std::optional<JsonMistake> check_json(const QString& text);

} // namespace orkestr
