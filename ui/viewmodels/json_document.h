// A JSON text that is looked at: however long, it is read once on another thread, and then any part of it is at hand
// (core/base/json_index.h). Holds the text (shared with whoever gave it) and at most a fifteenth of it beside.
#pragma once

#include "core/base/json_index.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"

#include <QTimer>

namespace orkestr {

class JsonDocument : public QObject {
    Q_OBJECT
public:
    explicit JsonDocument(QObject* parent = nullptr);

    void show(const Json& json) { show_text(shared_text(json)); }
    /// Any JSON text, shown as it is written. Short ones are there at once, others with changed().
    void show_text(std::shared_ptr<const std::string> text);
    /// What is to be shown is still being fetched, or can't be; or there is nothing.
    void show_loading();
    void show_failed(const QString& message);
    void clear();
    /// Gives up reading a text.
    void stop();

    LoadState state() const { return state_; }
    /// Why it failed.
    const QString& message() const { return message_; }
    /// Null unless ready.
    const std::shared_ptr<const JsonIndex>& index() const { return index_; }
    /// While it loads: how much of the text is read, from 0 to 1.
    double progress() const;
    /// Of the text that is shown or read.
    std::size_t size_bytes() const { return size_bytes_; }

Q_SIGNALS:
    /// Another text, or another state.
    void changed();
    void progressed();

private:
    void set(LoadState state, const QString& message, std::shared_ptr<const JsonIndex> index);
    void took(Result<JsonIndex> index);

    LoadState state_ = LoadState::idle;
    QString message_;
    std::shared_ptr<const JsonIndex> index_;
    std::size_t size_bytes_ = 0;
    std::shared_ptr<std::atomic<std::uint64_t>> read_;
    QTimer ticker_;
    AnswerGate gate_{this};
};

} // namespace orkestr
