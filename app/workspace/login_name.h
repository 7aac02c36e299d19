// What the system calls whoever uses this program.
#pragma once

#include <string>

namespace orkestr {

/// The login name of the process's user; its number where it has none. Any thread that nobody else asks the same in.
std::string login_name();

} // namespace orkestr
