#include "core/runtime/doorbell.h"

#include "core/base/sha256.h"

#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

namespace orkestr {

static QString bell_path(const std::string& workspace) {
    const QString directory = QFileInfo(QString::fromStdString(workspace)).canonicalFilePath();
    // Without a runtime directory the workspace itself is the place that only its user can enter.
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR")) return QDir(directory).filePath("engine.bell");
    const std::string name = "orkestr-" + to_hex(sha256(directory.toStdString())).substr(0, 24) + ".bell";
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)).filePath(QString::fromStdString(name));
}

Doorbell::Doorbell(const std::string& workspace, std::function<void()> rung) : server_(std::make_unique<QLocalServer>()) {
    const QString path = bell_path(workspace);
    QLocalServer::removeServer(path); // whoever left it does not hold the engine's lock any more
    server_->setSocketOptions(QLocalServer::UserAccessOption);
    server_->listen(path);
    connect(server_.get(), &QLocalServer::newConnection, this, [this, rung] {
        while (QLocalSocket* socket = server_->nextPendingConnection()) socket->deleteLater();
        rung();
    });
    auto* look = new QTimer(this);
    connect(look, &QTimer::timeout, this, rung);
    look->start(1000);
}

Doorbell::~Doorbell() = default;

bool Doorbell::ring(const std::string& workspace) {
    QLocalSocket socket;
    socket.connectToServer(bell_path(workspace));
    return socket.waitForConnected(500);
}

} // namespace orkestr
