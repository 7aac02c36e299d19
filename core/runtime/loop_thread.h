// A thread with a Qt event loop. Unlike with QThread::wait() all of the thread is gone when it has ended, also what libraries
// keep for each thread.
#pragma once

#include <QEventLoop>
#include <QObject>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace orkestr {

/// Used from one thread.
class LoopThread {
public:
    LoopThread();
    /// Ends the loop, then the objects, the latest first; waits for that.
    ~LoopThread();

    /// An object of the calling thread lives, and ends, there from now on.
    void take(std::unique_ptr<QObject> object);

private:
    QEventLoop* loop_ = nullptr; ///< the thread's
    std::vector<std::unique_ptr<QObject>> objects_;
    std::thread thread_;
};

/// A thread for work that may run Qt event loops.
std::jthread start_with_qt(std::function<void()> work);

} // namespace orkestr
