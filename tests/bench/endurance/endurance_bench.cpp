// Whether runs can be long and wide. One JSON line per figure. An argument names the one thing to measure.
#include "tests/bench/endurance/endurance.h"
#include "tests/bench/endurance/memory_use.h"

#include <string_view>

int main(int argc, char** argv) {
    using namespace orkestr::bench;
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    struct Measurement {
        std::string_view name;
        void (*measure)();
    };
    static constexpr Measurement all[] = {{"forks", measure_wide_fork}, {"payloads", measure_large_payloads}, {"waiting", measure_waiting_runs}, {"long", measure_long_run}};
    for (const Measurement& one : all)
        if (wanted.empty() || wanted == one.name) in_process_of_its_own(one.measure);
    return 0;
}
