// What this process takes of the machine's memory.
#pragma once

namespace orkestr::bench {

double heap_mb(); ///< what is allocated and not freed
double peak_mb(); ///< resident, at its highest

/// Runs `measure` in a process of its own, so that its peak is its own; to be called before there is a QCoreApplication.
/// Ends this program when it fails.
void in_process_of_its_own(void (*measure)());

} // namespace orkestr::bench
