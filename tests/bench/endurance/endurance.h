// Long and wide runs. Each prints its figures and is called in a process of its own.
#pragma once

namespace orkestr::bench {

void measure_long_run();
void measure_waiting_runs();
void measure_wide_fork();
void measure_large_payloads();

} // namespace orkestr::bench
