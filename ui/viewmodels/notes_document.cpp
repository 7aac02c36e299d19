#include "ui/viewmodels/notes_document.h"

#include "core/base/sha256.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

NotesDocument::~NotesDocument() {
    if (notes_) notes_->watch({});
}

void NotesDocument::set_notes(RunNotes* notes) {
    if (notes_) notes_->watch({});
    read_gate_.drop();
    change_gate_.drop();
    notes_ = notes;
    annotations_ = {};
    removed_.clear();
    message_.clear();
    pending_ = 0;
    state_ = notes_ ? LoadState::loading : LoadState::idle;
    if (notes_) {
        notes_->watch(read_gate_.notifier([this] {
            if (pending_ > 0) read_again_ = true;
            else if (notes_) read();
        }));
        read();
    }
    Q_EMIT changed();
}

void NotesDocument::read() {
    read_again_ = false;
    const auto ticket = read_gate_.supersede();
    notes_->read(ticket.stop(), ticket.deliver<KeptNotes>([this](Result<KeptNotes> answer) {
        if (pending_ > 0) return;
        if (answer) return took(std::move(answer));
        annotations_ = {};
        state_ = LoadState::failed;
        message_ = to_qt(answer.error().message);
        Q_EMIT changed();
    }));
}

void NotesDocument::took(Result<KeptNotes> answer) {
    const QString path = to_qt(answer->path);
    const bool same = state_ == LoadState::ready && answer->annotations == annotations_ && path == path_;
    annotations_ = std::move(answer->annotations);
    path_ = path;
    // A message of a change that failed stays until the next one is kept.
    if (state_ != LoadState::ready) message_.clear();
    state_ = LoadState::ready;
    if (!same) Q_EMIT changed();
}

void NotesDocument::change(const AnnotationChange& change) {
    if (!can_change()) return;
    if (const auto now = change_annotations(annotations_, change); !now) return failed(now.error());
    ++pending_;
    Q_EMIT changed();
    notes_->change(change, change_gate_.join().deliver<KeptNotes>([this](Result<KeptNotes> answer) {
        --pending_;
        if (!answer) return failed(answer.error());
        const bool had_message = !message_.isEmpty();
        message_.clear();
        if (pending_ == 0) took(std::move(answer));
        if (had_message) Q_EMIT changed();
        if (pending_ == 0 && read_again_) read();
    }));
}

void NotesDocument::failed(const Error& error) {
    message_ = to_qt(error.message);
    Q_EMIT changed();
    if (pending_ == 0) read();
}

const Bookmark* NotesDocument::find(const std::string& id) const {
    const auto& list = annotations_.bookmarks;
    const auto at = std::find_if(list.begin(), list.end(), [&](const Bookmark& one) { return one.id == id; });
    return at == list.end() ? nullptr : &*at;
}

const Bookmark* NotesDocument::find(const RunId& run, std::uint64_t seq, const std::string& step) const {
    const auto& list = annotations_.bookmarks;
    const auto is_it = [&](const Bookmark& one) { return one.run == run && one.seq == seq && (seq > 0 || one.step == step); };
    const auto at = std::find_if(list.begin(), list.end(), is_it);
    return at == list.end() ? nullptr : &*at;
}

std::string NotesDocument::add(const RunId& run, std::uint64_t seq, const std::string& step) {
    if (!can_change()) return {};
    Bookmark bookmark;
    bookmark.created = Instant{QDateTime::currentMSecsSinceEpoch()};
    bookmark.id = make_ulid(bookmark.created, random_bytes(10));
    bookmark.run = run;
    bookmark.seq = seq;
    bookmark.step = step;
    bookmark.author = user_.toStdString();
    change(PutBookmark{bookmark});
    return find(bookmark.id) ? bookmark.id : std::string();
}

void NotesDocument::put(const Bookmark& bookmark) {
    if (const Bookmark* known = find(bookmark.id); known && *known == bookmark) return;
    change(PutBookmark{bookmark});
}

void NotesDocument::remove(const std::string& id) {
    const Bookmark* known = find(id);
    if (!known || !can_change()) return;
    removed_.push_back(*known);
    change(RemoveBookmark{id});
}

void NotesDocument::set_text(const QString& text, const QString& from) {
    if (text.toStdString() != annotations_.notes) change(SetNotes{text.toStdString(), from.toStdString()});
}

void NotesDocument::undo() {
    if (removed_.empty() || !can_change()) return;
    const Bookmark bookmark = removed_.back();
    removed_.pop_back();
    change(PutBookmark{bookmark});
}

} // namespace orkestr
