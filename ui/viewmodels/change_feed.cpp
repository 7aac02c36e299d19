#include "ui/viewmodels/change_feed.h"

#include "core/ports/run_source.h"

namespace orkestr {

ChangeFeed::ChangeFeed(RunSource& source, QObject* parent) : QObject(parent), source_(source) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ChangeFeed::tell);
    source_.watch(gate_.notifier([this] { arrived(); }));
}

ChangeFeed::~ChangeFeed() { source_.watch({}); }

void ChangeFeed::arrived() {
    if (timer_.isActive()) return;
    const qint64 passed_ms = since_told_.isValid() ? since_told_.elapsed() : interval_ms;
    if (passed_ms >= interval_ms) tell();
    else timer_.start(static_cast<int>(interval_ms - passed_ms));
}

void ChangeFeed::tell() {
    since_told_.start();
    Q_EMIT changed();
}

} // namespace orkestr
