#include "ui/viewmodels/travel_session.h"

namespace orkestr {

TravelSession::TravelSession(RunSource& source, RunDocument& run, QObject* parent)
    : QObject(parent), document_(source, run), watches_(document_), stops_(document_), player_(document_, stops_), changes_(document_), data_(document_), bookmarks_(document_) {
    connect(&watches_, &WatchModel::stops_changed, this, [this] { stops_.set_watched(watches_.stops()); });
}

} // namespace orkestr
