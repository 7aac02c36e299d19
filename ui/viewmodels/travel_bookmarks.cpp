#include "ui/viewmodels/travel_bookmarks.h"

#include "ui/viewmodels/bookmark_model.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr qsizetype shown_note_characters = 400;

/// The shapes as they stand in texts.
QString mark_sign(MarkShape shape) {
    switch (shape) {
    case MarkShape::flag: return QStringLiteral("⚑");
    case MarkShape::star: return QStringLiteral("☆");
    case MarkShape::circle: return QStringLiteral("○");
    case MarkShape::square: return QStringLiteral("□");
    case MarkShape::triangle: return QStringLiteral("△");
    case MarkShape::diamond: return QStringLiteral("◇");
    }
    return {};
}

} // namespace

QString bookmark_text(const TravelBookmark& bookmark) {
    QString text = mark_sign(bookmark.shape) + QLatin1Char(' ') + mark_name(bookmark.shape);
    if (!bookmark.label.isEmpty()) text += QStringLiteral(" · ") + bookmark.label;
    const QString note = bookmark.note.trimmed();
    if (!note.isEmpty()) text += QLatin1Char('\n') + (note.size() <= shown_note_characters ? note : note.left(shown_note_characters) + QStringLiteral("…"));
    return text;
}

TravelBookmarks::TravelBookmarks(TravelDocument& document, QObject* parent) : QObject(parent), document_(document) {
    connect(&document_.run(), &RunDocument::opened, this, [this] { wanted_.reset(); });
    connect(&document_, &TravelDocument::stage_changed, this, &TravelBookmarks::go_on);
}

void TravelBookmarks::put(std::vector<TravelBookmark> bookmarks) {
    std::stable_sort(bookmarks.begin(), bookmarks.end(), [](const TravelBookmark& a, const TravelBookmark& b) { return a.seq < b.seq; });
    if (bookmarks == all_) return;
    all_ = std::move(bookmarks);
    Q_EMIT changed();
}

std::vector<TravelBookmark> TravelBookmarks::on(std::uint64_t seq) const {
    std::vector<TravelBookmark> out;
    std::copy_if(all_.begin(), all_.end(), std::back_inserter(out), [seq](const TravelBookmark& one) { return one.seq == seq; });
    return out;
}

void TravelBookmarks::go(Direction direction) {
    if (all_.empty()) {
        Q_EMIT nothing_there();
        return;
    }
    wanted_ = direction;
    document_.begin();
    go_on();
}

void TravelBookmarks::go_on() {
    if (!wanted_ || document_.stage() != TravelDocument::Stage::ready) return;
    const bool forward = *std::exchange(wanted_, std::nullopt) == Direction::forward;
    // From now there is an event before the next one: the last.
    const std::uint64_t from = document_.is_past() ? document_.position() : document_.last() + 1;
    const TravelBookmark* found = nullptr;
    for (const TravelBookmark& one : all_) {
        if (one.seq > document_.last()) break;
        if (forward ? one.seq > from : one.seq < from) found = &one;
        if (forward && found) break;
    }
    if (!found) {
        Q_EMIT nothing_there();
        return;
    }
    const QString text = bookmark_text(*found).section(QLatin1Char('\n'), 0, 0);
    document_.go_to(found->seq);
    Q_EMIT reached(text);
}

} // namespace orkestr
