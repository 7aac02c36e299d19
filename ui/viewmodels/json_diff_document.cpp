#include "ui/viewmodels/json_diff_document.h"

#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

/// So much is compared in less time than a frame has.
constexpr std::size_t compared_at_once_bytes = 64 * 1024;

Result<JsonDiff> read_and_compare(const Json& left, const Json& right, const std::stop_token& stop) {
    if (left.size_bytes() + right.size_bytes() > most_json_diff_bytes)
        return Error{ErrorCode::limit, "documents of more than 256 MB together are not compared", {}};
    auto a = JsonIndex::build(shared_text(left), stop);
    if (!a) return a.error();
    auto b = JsonIndex::build(shared_text(right), stop);
    if (!b) return b.error();
    return diff_json(std::make_shared<const JsonIndex>(std::move(*a)), std::make_shared<const JsonIndex>(std::move(*b)), stop);
}

} // namespace

void JsonDiffDocument::set(LoadState state, const QString& message, std::shared_ptr<const JsonDiff> diff) {
    state_ = state;
    message_ = message;
    diff_ = std::move(diff);
    Q_EMIT changed();
}

void JsonDiffDocument::compare(const Json& left, const Json& right) {
    const auto ticket = gate_.supersede();
    too_large_ = false;
    size_bytes_ = left.size_bytes() + right.size_bytes();
    if (size_bytes_ <= compared_at_once_bytes) return took(read_and_compare(left, right, {}));
    set(LoadState::loading, {}, nullptr);
    ticket.compute<Result<JsonDiff>>([left, right, stop = ticket.stop()] { return read_and_compare(left, right, stop); },
                                     [this](Result<JsonDiff> diff) { took(std::move(diff)); });
}

void JsonDiffDocument::took(Result<JsonDiff> diff) {
    if (diff) return set(LoadState::ready, {}, std::make_shared<const JsonDiff>(std::move(*diff)));
    too_large_ = diff.error().code == ErrorCode::limit;
    const QString most = size_text(static_cast<qint64>(most_json_diff_bytes));
    const QString why = too_large_ ? tr("Documents of more than %1 together are not compared.").arg(most) : to_qt(diff.error().message);
    set(LoadState::failed, why, nullptr);
}

void JsonDiffDocument::clear() {
    gate_.drop();
    set(LoadState::idle, {}, nullptr);
}

void JsonDiffDocument::show_loading() {
    gate_.drop();
    size_bytes_ = 0;
    set(LoadState::loading, {}, nullptr);
}

void JsonDiffDocument::show_failed(const QString& message) {
    gate_.drop();
    too_large_ = false;
    set(LoadState::failed, message, nullptr);
}

void JsonDiffDocument::stop() {
    if (state_ == LoadState::loading) show_failed(tr("Comparing was stopped."));
}

} // namespace orkestr
