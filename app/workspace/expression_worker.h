// Expressions for those who only look, from the sandboxed worker.
#pragma once

#include "core/runtime/value_thread.h"

#include <memory>

namespace orkestr {

/// One for all sources of a program. The worker is started when somebody asks for the first time.
std::shared_ptr<ValueThread> make_value_thread();

} // namespace orkestr
