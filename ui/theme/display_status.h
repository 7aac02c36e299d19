// The status of a run or step as people see it: the DSL's seven, plus skipped (a step whose `if` was false) and none.
// Each has a colour (theme.h), an icon of its own shape and a word, so that no status is told by colour alone.
#pragma once

#include <QString>
#include <QStringView>

#include <array>

namespace orkestr {

enum class DisplayStatus { none, pending, running, waiting, suspended, cancelled, faulted, completed, skipped };

inline constexpr std::array all_display_statuses{
    DisplayStatus::none,    DisplayStatus::pending,   DisplayStatus::running,
    DisplayStatus::waiting, DisplayStatus::suspended, DisplayStatus::cancelled,
    DisplayStatus::faulted, DisplayStatus::completed, DisplayStatus::skipped};

/// The status of this DSL word (`running`), in lower case; none for any other word.
DisplayStatus display_status(QStringView word);
/// The DSL's word, the same in every language; empty for none.
QString status_word(DisplayStatus status);
/// What people read, translated; empty for none.
QString status_label(DisplayStatus status);
/// The icon's name (icon.h); empty for none.
QString status_icon_name(DisplayStatus status);

} // namespace orkestr
