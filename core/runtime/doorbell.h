// How a process tells the holder of a workspace's engine that there is something in the inbox: a local socket (0600) in
// the user's runtime directory. A ring carries no data; a lost one is made up for by the holder's own look once a second.
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <string>

class QLocalServer;

namespace orkestr {

/// Lives in a thread with an event loop.
class Doorbell : public QObject {
    Q_OBJECT
public:
    /// `workspace` is the workspace's directory. `rung` comes in the doorbell's thread, and once a second without a ring.
    Doorbell(const std::string& workspace, std::function<void()> rung);
    ~Doorbell() override;

    /// Rings the holder's bell, if there is one; waits half a second at the most.
    static bool ring(const std::string& workspace);

private:
    std::unique_ptr<QLocalServer> server_;
};

} // namespace orkestr
