// Ctrl+C and SIGTERM as calls in the event loop.
#pragma once

#include <QObject>
#include <functional>
#include <memory>

class QSocketNotifier;

namespace orkestr::cli {

/// One at a time. Two signals are told; a third ends the process at once, as it would without this.
class Interrupt : public QObject {
    Q_OBJECT
public:
    explicit Interrupt(std::function<void()> interrupted);
    ~Interrupt() override;

private:
    std::unique_ptr<QSocketNotifier> notifier_;
    int reading_ = -1;
};

} // namespace orkestr::cli
