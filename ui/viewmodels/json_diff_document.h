// Two JSON documents that are compared: read and compared on another thread.
#pragma once

#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/json_diff.h"
#include "ui/viewmodels/load_state.h"

#include <optional>

namespace orkestr {

class JsonDiffDocument : public QObject {
    Q_OBJECT
public:
    explicit JsonDiffDocument(QObject* parent = nullptr) : QObject(parent) {}

    void compare(const Json& left, const Json& right);
    /// There is nothing to compare, it is still being fetched, or can't be.
    void clear();
    void show_loading();
    void show_failed(const QString& message);
    /// Gives up comparing.
    void stop();

    LoadState state() const { return state_; }
    /// Why it failed; when the documents are too large, that.
    const QString& message() const { return message_; }
    bool is_too_large() const { return too_large_; }
    /// Null unless ready.
    const std::shared_ptr<const JsonDiff>& diff() const { return diff_; }
    std::size_t size_bytes() const { return size_bytes_; }

Q_SIGNALS:
    void changed();

private:
    void took(Result<JsonDiff> diff);
    void set(LoadState state, const QString& message, std::shared_ptr<const JsonDiff> diff);

    LoadState state_ = LoadState::idle;
    QString message_;
    bool too_large_ = false;
    std::size_t size_bytes_ = 0;
    std::shared_ptr<const JsonDiff> diff_;
    AnswerGate gate_{this};
};

} // namespace orkestr
