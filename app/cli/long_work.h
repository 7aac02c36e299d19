// Work that takes long: on a thread of its own, ended by Ctrl+C, with its progress on the terminal.
#pragma once

#include "app/cli/interrupt.h"
#include "core/base/result.h"

#include <QEventLoop>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace orkestr::cli {

/// One line on standard error, over and over, where that is a terminal; gone when this is.
class ProgressLine {
public:
    explicit ProgressLine(std::string what);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Any thread, one at a time; shown ten times a second. `of` 0: not known.
    void show(std::uint64_t done, std::uint64_t of, const char* unit);

private:
    std::string what_;
    bool terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point next_{};
};

/// Does it, and waits. The first Ctrl+C (or SIGTERM) asks it to stop.
template <class T>
Result<T> do_long_work(const std::function<Result<T>(std::stop_token)>& work) {
    QEventLoop loop;
    std::stop_source stop;
    const Interrupt interrupt([&stop] { stop.request_stop(); });
    std::optional<Result<T>> result;
    std::thread worker([&] {
        result.emplace(work(stop.get_token()));
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    worker.join();
    return std::move(*result);
}

} // namespace orkestr::cli
