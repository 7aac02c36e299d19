#include "core/runtime/loop_thread.h"

#include <QCoreApplication>
#include <QThread>
#include <future>

namespace orkestr {

LoopThread::LoopThread() {
    std::promise<QEventLoop*> begun;
    auto loop = begun.get_future();
    thread_ = std::thread([this, &begun] {
        QEventLoop own;
        begun.set_value(&own);
        own.exec();
        while (!objects_.empty()) objects_.pop_back();
        // Qt does that at the end of its own threads only.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    });
    loop_ = loop.get();
}

LoopThread::~LoopThread() {
    QMetaObject::invokeMethod(loop_, &QEventLoop::quit, Qt::QueuedConnection);
    thread_.join();
}

void LoopThread::take(std::unique_ptr<QObject> object) {
    object->moveToThread(loop_->thread());
    objects_.push_back(std::move(object));
}

std::jthread start_with_qt(std::function<void()> work) {
    return std::jthread([work = std::move(work)] {
        // Qt makes what watches sockets and timers with a thread's first loop, and has none for them before.
        const QEventLoop first;
        work();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    });
}

} // namespace orkestr
