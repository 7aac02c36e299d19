// Who gives an order at the terminal.
#pragma once

#include "core/ports/run_control.h"

#include <string>

namespace orkestr::cli {

/// The login name of the process's user; its number where it has none.
std::string login_name();

inline Author author_of(std::string reason) { return {login_name(), std::move(reason)}; }

} // namespace orkestr::cli
