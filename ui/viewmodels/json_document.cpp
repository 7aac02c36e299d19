#include "ui/viewmodels/json_document.h"

#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

/// So much is read in less time than a frame has.
constexpr std::size_t at_once_bytes = 256 * 1024;

} // namespace

JsonDocument::JsonDocument(QObject* parent) : QObject(parent) {
    ticker_.setInterval(100);
    connect(&ticker_, &QTimer::timeout, this, &JsonDocument::progressed);
}

void JsonDocument::show_text(std::shared_ptr<const std::string> text) {
    const auto ticket = gate_.supersede();
    size_bytes_ = text->size();
    if (text->size() <= at_once_bytes) {
        took(JsonIndex::build(std::move(text)));
        return;
    }
    read_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    set(LoadState::loading, {}, nullptr);
    ticker_.start();
    ticket.compute<Result<JsonIndex>>(
        [text = std::move(text), stop = ticket.stop(), read = read_] { return JsonIndex::build(text, stop, read.get()); },
        [this](Result<JsonIndex> index) { took(std::move(index)); });
}

void JsonDocument::took(Result<JsonIndex> index) {
    if (index) set(LoadState::ready, {}, std::make_shared<const JsonIndex>(std::move(*index)));
    else set(LoadState::failed, to_qt(index.error().message), nullptr);
}

void JsonDocument::set(LoadState state, const QString& message, std::shared_ptr<const JsonIndex> index) {
    ticker_.stop();
    state_ = state;
    message_ = message;
    index_ = std::move(index);
    Q_EMIT changed();
}

void JsonDocument::show_loading() {
    gate_.drop();
    size_bytes_ = 0;
    read_.reset();
    set(LoadState::loading, {}, nullptr);
}

void JsonDocument::show_failed(const QString& message) {
    gate_.drop();
    set(LoadState::failed, message, nullptr);
}

void JsonDocument::clear() {
    gate_.drop();
    size_bytes_ = 0;
    set(LoadState::idle, {}, nullptr);
}

void JsonDocument::stop() {
    if (state_ == LoadState::loading) show_failed(tr("Reading it was stopped."));
}

double JsonDocument::progress() const {
    if (!read_ || size_bytes_ == 0) return 0;
    return static_cast<double>(read_->load(std::memory_order_relaxed)) / static_cast<double>(size_bytes_);
}

} // namespace orkestr
