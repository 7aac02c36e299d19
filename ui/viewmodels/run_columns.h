// The columns that a table of runs can have, and which of them are shown, in which order and how wide: what people choose
// and Studio remembers.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace orkestr {

/// In the order in which they are offered. RunTableModel has them all, by these numbers.
enum class RunColumn { status, definition, ns, version, started, ended, duration, error, run, parent, events, tags };
inline constexpr int run_column_count = 12;

/// What stands above it, translated.
QString run_column_title(RunColumn column);
/// What it is called in settings, the same in every language.
QString run_column_word(RunColumn column);

struct ShownRunColumn {
    RunColumn column = RunColumn::status;
    int width_px = 0;
    bool operator==(const ShownRunColumn&) const = default;
};

class RunColumns {
public:
    static constexpr int least_width_px = 48;
    static constexpr int most_width_px = 2000;

    /// Those that a table has at first.
    RunColumns();

    /// From left to right; never none.
    const std::vector<ShownRunColumn>& shown() const { return shown_; }
    bool shows(RunColumn column) const;

    /// Where a column comes in that was not there: after those that are offered before it. The last one can't be taken away.
    void set_shown(RunColumn column, bool shown);
    void set_width(RunColumn column, int width_px);
    /// Puts a shown column at this place, counted from the left.
    void move(RunColumn column, int to);

    /// What settings keep: JSON.
    QByteArray text() const;
    /// Columns that are not known, twice there or have no width are left out; nothing when none is left.
    static std::optional<RunColumns> read(const QByteArray& text);

    bool operator==(const RunColumns&) const = default;

private:
    std::vector<ShownRunColumn> shown_;
};

} // namespace orkestr
