#include "app/cli/long_work.h"

#include <cstdio>
#include <unistd.h>

namespace orkestr::cli {

ProgressLine::ProgressLine(std::string what) : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(std::uint64_t done, std::uint64_t of, const char* unit) {
    if (!terminal_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    shown_ = true;
    const auto percent = of > 0 ? static_cast<unsigned>(static_cast<double>(done) * 100 / static_cast<double>(of)) : 0;
    if (of > 0) std::fprintf(stderr, "\r\033[K%s: %llu of %llu %s, %u %%", what_.c_str(), static_cast<unsigned long long>(done), static_cast<unsigned long long>(of), unit, percent);
    else std::fprintf(stderr, "\r\033[K%s ...", what_.c_str());
    std::fflush(stderr);
}

} // namespace orkestr::cli
