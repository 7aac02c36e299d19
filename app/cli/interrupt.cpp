#include "app/cli/interrupt.h"

#include <QSocketNotifier>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace orkestr::cli {

// Written in a signal handler: the only thing a handler may safely do here is write to a pipe.
static volatile std::sig_atomic_t writing_end = -1;
static volatile std::sig_atomic_t signals_left = 2;

static void on_signal(int signal) {
    const char byte = 1;
    if (writing_end >= 0) (void)!::write(writing_end, &byte, 1);
    // The event loop is told twice; a third signal must always work.
    signals_left = signals_left - 1;
    if (signals_left <= 0) std::signal(signal, SIG_DFL);
}

static void handle(int signal, void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

Interrupt::Interrupt(std::function<void()> interrupted) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return;
    reading_ = ends[0];
    writing_end = ends[1];
    notifier_ = std::make_unique<QSocketNotifier>(reading_, QSocketNotifier::Read);
    connect(notifier_.get(), &QSocketNotifier::activated, this, [this, interrupted = std::move(interrupted)] {
        char byte = 0;
        while (::read(reading_, &byte, 1) == 1) interrupted();
    });
    handle(SIGINT, on_signal);
    handle(SIGTERM, on_signal);
}

Interrupt::~Interrupt() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    if (writing_end >= 0) ::close(writing_end);
    writing_end = -1;
    if (reading_ >= 0) ::close(reading_);
}

} // namespace orkestr::cli
