// The system calls that the worker may make once it runs.
#pragma once

namespace orkestr {

/// From now on every other call fails with EPERM, in this process for good. Needs PR_SET_NO_NEW_PRIVS. Does nothing on
/// kernels and processors it doesn't know. False: the kernel refused the filter.
bool allow_only_needed_system_calls();

} // namespace orkestr
