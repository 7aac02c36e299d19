// Bookmarks on events of the run that is travelled in: marks along its line, and places to go to.
#pragma once

#include "core/ports/run_notes.h"
#include "ui/viewmodels/travel_document.h"

namespace orkestr {

struct TravelBookmark {
    std::uint64_t seq = 0;
    MarkShape shape = MarkShape::flag;
    QString label;
    QString note;
    bool operator==(const TravelBookmark&) const = default;
};

/// `⚑ Flag · label`, and its note on further lines.
QString bookmark_text(const TravelBookmark& bookmark);

class TravelBookmarks : public QObject {
    Q_OBJECT
public:
    /// The document outlives it.
    explicit TravelBookmarks(TravelDocument& document, QObject* parent = nullptr);

    /// Of the run that is open, in any order.
    void put(std::vector<TravelBookmark> bookmarks);
    /// Ascending; of one event in the order in which they were put.
    const std::vector<TravelBookmark>& all() const { return all_; }
    /// Those on one event.
    std::vector<TravelBookmark> on(std::uint64_t seq) const;

    /// To the nearest event with a bookmark; where the history isn't read yet, once it is.
    void go(Direction direction);

Q_SIGNALS:
    void changed();
    /// It came to one: what it says.
    void reached(const QString& text);
    /// There is none in this direction.
    void nothing_there();

private:
    void go_on();

    TravelDocument& document_;
    std::vector<TravelBookmark> all_;
    std::optional<Direction> wanted_;
};

} // namespace orkestr
