// All that belongs to travelling in time in the run that is open.
#pragma once

#include "ui/viewmodels/change_model.h"
#include "ui/viewmodels/moment_document.h"
#include "ui/viewmodels/travel_bookmarks.h"
#include "ui/viewmodels/travel_player.h"
#include "ui/viewmodels/watch_model.h"

namespace orkestr {

class TravelSession : public QObject {
    Q_OBJECT
public:
    /// Both outlive it.
    TravelSession(RunSource& source, RunDocument& run, QObject* parent = nullptr);

    TravelDocument& document() { return document_; }
    WatchModel& watches() { return watches_; }
    TravelStops& stops() { return stops_; }
    TravelPlayer& player() { return player_; }
    /// Of the watched value that is looked at.
    ChangeModel& changes() { return changes_; }
    MomentDocument& data() { return data_; }
    TravelBookmarks& bookmarks() { return bookmarks_; }

private:
    TravelDocument document_;
    WatchModel watches_;
    TravelStops stops_;
    TravelPlayer player_;
    ChangeModel changes_;
    MomentDocument data_;
    TravelBookmarks bookmarks_;
};

} // namespace orkestr
