// Bookmarks and notes on what a window shows: as they are now, changed here and by others, with the last removals to take
// back. GUI thread.
#pragma once

#include "core/ports/run_notes.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"

#include <QObject>
#include <QString>

#include <vector>

namespace orkestr {

class NotesDocument : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~NotesDocument() override;

    /// Where they are kept; outlives the document. Null: nowhere, and none can be made.
    void set_notes(RunNotes* notes);
    /// Who makes bookmarks.
    void set_user(const QString& user) { user_ = user; }

    LoadState state() const { return state_; }
    /// Why they can't be read, or why the last change was not kept; empty when all is well.
    const QString& message() const { return message_; }
    /// They were read: more can be made.
    bool can_change() const { return notes_ && state_ == LoadState::ready; }
    const Annotations& annotations() const { return annotations_; }
    /// Of the file that they are in.
    const QString& path() const { return path_; }
    /// Null when there is none of this id.
    const Bookmark* find(const std::string& id) const;
    /// The first on just this; null when there is none. `step` is its key, and counts where `seq` is 0.
    const Bookmark* find(const RunId& run, std::uint64_t seq, const std::string& step) const;

    // What is changed here is shown at once; when it can't be kept, what is kept is shown again, and message() says why.

    /// Gives its id; empty when nothing can be changed.
    std::string add(const RunId& run, std::uint64_t seq, const std::string& step);
    void put(const Bookmark& bookmark);
    void remove(const std::string& id);
    /// On all of it; `from` as SetNotes has it.
    void set_text(const QString& text, const QString& from);

    bool can_undo() const { return !removed_.empty(); }
    /// The removed bookmark that undo() brings back; null when there is none.
    const Bookmark* last_removed() const { return removed_.empty() ? nullptr : &removed_.back(); }
    void undo();

Q_SIGNALS:
    void changed();

private:
    void read();
    void change(const AnnotationChange& change);
    void took(Result<KeptNotes> answer);
    void failed(const Error& error);

    RunNotes* notes_ = nullptr;
    QString user_;
    LoadState state_ = LoadState::idle;
    QString message_;
    Annotations annotations_;
    QString path_;
    std::vector<Bookmark> removed_;
    int pending_ = 0;           ///< changes that were not answered yet
    bool read_again_ = false;   ///< somebody wrote meanwhile
    AnswerGate read_gate_{this};
    AnswerGate change_gate_{this};
};

} // namespace orkestr
