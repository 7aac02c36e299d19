#include "ui/viewmodels/source_document.h"

#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

SourceDocument::SourceDocument(RunSource& source, ChangeFeed& feed, QObject* parent) : QObject(parent), source_(source) {
    timer_.setInterval(interval_ms);
    connect(&timer_, &QTimer::timeout, this, &SourceDocument::ask);
    connect(&feed, &ChangeFeed::changed, this, [this] {
        if (is_file()) ask();
    });
}

void SourceDocument::begin() { ask(); }

void SourceDocument::ask() {
    if (asking_) return;
    asking_ = true;
    const auto ticket = gate_.supersede();
    source_.state(ticket.stop(), ticket.deliver<SourceState>([this](Result<SourceState> answer) { took(std::move(answer)); }));
}

void SourceDocument::took(Result<SourceState> answer) {
    asking_ = false;
    if (!answer) {
        timer_.stop();
        state_.damage = answer.error().message;
    } else {
        state_ = std::move(*answer);
        known_ = true;
        if (is_file() && (is_reading() || is_checking())) timer_.start();
        else timer_.stop();
    }
    Q_EMIT changed();
}

int SourceDocument::percent() const {
    if (state_.size_bytes == 0 || (!is_reading() && !is_checking())) return 100;
    return percent_of(is_reading() ? state_.read_bytes : state_.checked_bytes, state_.size_bytes);
}

QString SourceDocument::kind_text() const {
    switch (state_.kind) {
    case SourceState::Kind::workspace: return tr("Workspace");
    case SourceState::Kind::audit_log: return tr("Audit log");
    case SourceState::Kind::audit_case: return tr("Case");
    case SourceState::Kind::temporal: return tr("Temporal history");
    case SourceState::Kind::otlp: return tr("OTLP traces");
    case SourceState::Kind::wfformat: return tr("WfFormat record");
    }
    return {};
}

QString SourceDocument::proof_text() const {
    if (is_reading()) return tr("Reading… %1 %").arg(percent());
    const QString redacted = state_.redacted > 0 ? QStringLiteral(", ") + tr("%n redacted view(s)", nullptr, static_cast<int>(state_.redacted)) : QString();
    switch (state_.proof) {
    case SourceState::Proof::none: return {};
    case SourceState::Proof::checking: return tr("Checking… %1 %").arg(percent());
    case SourceState::Proof::intact: return tr("Chain intact%1").arg(redacted);
    case SourceState::Proof::broken: return state_.finding.empty() ? tr("The check failed") : to_qt(state_.finding);
    }
    return {};
}

} // namespace orkestr
