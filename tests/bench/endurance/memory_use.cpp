#include "tests/bench/endurance/memory_use.h"

#include "tests/bench/engine/bench_engine.h"

#include <QCoreApplication>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace orkestr::bench {

double heap_mb() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / 1'048'576;
}

double peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void in_process_of_its_own(void (*measure)()) {
    const pid_t child = ::fork();
    if (child < 0) fail("there is no process to be had");
    if (child == 0) {
        char name[] = "bench";
        char* arguments[] = {name, nullptr};
        int count = 1;
        {
            QCoreApplication app(count, arguments);
            measure();
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) fail("a measurement failed");
}

} // namespace orkestr::bench
