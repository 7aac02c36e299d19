// A request's body that can be read once only.
#pragma once

#include <QIODevice>
#include <algorithm>
#include <cstring>

namespace orkestr {

/// Qt sends a request again, up to twice and without saying so, when the connection closes before an answer. For
/// methods that may not be repeated (RFC 9110 9.2.2) that must fail instead: a body that can't be rewound makes it so.
class HttpBody : public QIODevice {
public:
    explicit HttpBody(QByteArray bytes, QObject* parent) : QIODevice(parent), bytes_(std::move(bytes)) {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return bytes_.size() - at_; }

protected:
    qint64 readData(char* data, qint64 max) override {
        const qint64 count = std::min<qint64>(max, bytes_.size() - at_);
        if (count <= 0) return -1;
        std::memcpy(data, bytes_.constData() + at_, static_cast<std::size_t>(count));
        at_ += count;
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray bytes_;
    qint64 at_ = 0;
};

} // namespace orkestr
