// Who gives an order at the terminal.
#pragma once

#include "app/workspace/login_name.h"
#include "core/ports/run_control.h"

#include <string>

namespace orkestr::cli {

inline Author author_of(std::string reason) { return {login_name(), std::move(reason)}; }

} // namespace orkestr::cli
