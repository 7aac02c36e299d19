#include "ui/viewmodels/moment_document.h"

#include "ui/viewmodels/text.h"

namespace orkestr {

MomentDocument::MomentDocument(TravelDocument& document, QObject* parent) : QObject(parent), document_(document) {
    connect(&document_, &TravelDocument::position_changed, this, &MomentDocument::follow);
    connect(&document_, &TravelDocument::extended, this, &MomentDocument::follow);
    connect(&document_, &TravelDocument::stage_changed, this, &MomentDocument::follow);
}

MomentDocument::~MomentDocument() { document_.work().forget(this); }

void MomentDocument::set_shown(bool shown) {
    shown_ = shown;
    if (shown) document_.begin();
    follow();
}

void MomentDocument::follow() {
    using TravelStage = TravelDocument::Stage;
    const TravelStage stage = document_.stage();
    if (stage != TravelStage::ready) {
        seq_ = asked_ = 0;
        json_.reset();
        if (stage == TravelStage::reading) return set(LoadState::loading);
        return set(stage == TravelStage::failed || stage == TravelStage::unsupported ? LoadState::failed : LoadState::idle, document_.message());
    }
    if (!shown_ || document_.is_seeking()) return;
    const std::uint64_t seq = document_.position();
    if (seq == asked_ || seq == 0) return;
    asked_ = seq;
    if (!json_) set(LoadState::loading);
    document_.work().ask(this, TravelWork::Length::quick, [this, seq](TimeTravel& travel, std::stop_token) -> std::function<void()> {
        return [this, seq, answer = travel.document_at(seq)] { took(seq, answer); };
    });
}

void MomentDocument::took(std::uint64_t seq, Result<Json> answer) {
    if (!answer) return set(LoadState::failed, to_qt(answer.error().message));
    seq_ = seq;
    json_ = std::move(*answer);
    state_ = LoadState::ready;
    message_.clear();
    Q_EMIT changed();
}

void MomentDocument::set(LoadState state, const QString& message) {
    if (state == state_ && message == message_) return;
    state_ = state;
    message_ = message;
    Q_EMIT changed();
}

} // namespace orkestr
