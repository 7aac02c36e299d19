// Whether runs can be long and wide. One JSON line per figure.
#include "tests/bench/endurance/endurance.h"
#include "tests/bench/endurance/memory_use.h"

int main() {
    using namespace orkestr::bench;
    in_process_of_its_own(measure_wide_fork);
    in_process_of_its_own(measure_large_payloads);
    in_process_of_its_own(measure_waiting_runs);
    in_process_of_its_own(measure_long_run);
    return 0;
}
