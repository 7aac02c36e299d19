// Where in a moment's data (run_moment.h) a JSONPath looks. The paths are those of history/redaction_path.h.
//
// A path that begins with a member of the document - seq, at, run, definition, event, status, started, ended, by, reason,
// input, context, data, output, error, tasks, variables, steps, timers, pending, state - is a path into the document. Any
// other is looked up in $context first and, where that has nothing there, in the data that flows: `$.order.total` is
// `$.context.order.total` or else `$.data.order.total`. After `$.tasks` a task is named by its name or, in quotes, by its
// JSON pointer: `$.tasks.charge.output`, `$.tasks['/do/0/charge'].output`.
#pragma once

#include "core/history/redaction_path.h"

#include <optional>
#include <string>
#include <vector>

namespace orkestr {

class DataPath {
public:
    /// Errors: invalid_argument, as RedactionPath::parse.
    static Result<DataPath> parse(std::string_view text);

    const std::string& text() const { return path_.text(); }
    const std::vector<RedactionPath::Segment>& segments() const { return path_.segments(); }
    /// It names one place at most: no `*`, no `..`.
    bool is_single() const { return single_; }
    /// It is looked up in $context and then in the data that flows.
    bool is_plain() const { return plain_; }

    /// What the segments from number `first` on select in a canonical JSON text, in the order of the text.
    std::vector<Json> select(const Json& json, std::size_t first) const;
    /// What was selected as one value: of a path that names one place what is there, of any other an array of all that was
    /// found. Nothing where nothing was.
    std::optional<Json> value_of(std::vector<Json> selected) const;

private:
    explicit DataPath(RedactionPath path);

    RedactionPath path_;
    bool single_ = false;
    bool plain_ = false;
};

} // namespace orkestr
