// The bookmarks of a run, or of all runs, as a table; a label is written in place.
#pragma once

#include "core/ports/run_notes.h"
#include "ui/viewmodels/table_rows.h"

namespace orkestr {

class NotesDocument;

class BookmarkModel : public TableRows<Bookmark, std::string> {
    Q_OBJECT
public:
    enum Column { place_column, label_column, note_column, author_column, time_column, run_column, column_count };

    /// The document outlives the model.
    explicit BookmarkModel(NotesDocument& notes, QObject* parent = nullptr);

    /// Empty: those of all runs.
    void show(const RunId& run);
    const RunId& run() const { return run_; }
    /// -1 when it is not among them.
    int row_of(const std::string& id) const;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// A label; anything else is refused.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

protected:
    std::string key_of(const Bookmark& row) const override { return row.id; }
    bool is_same(const Bookmark& a, const Bookmark& b) const override { return a == b; }

private:
    void fill();

    NotesDocument& notes_;
    RunId run_;
};

/// What a bookmark is on: `Event 12`, a step's name, `The run`.
QString bookmark_place(const Bookmark& bookmark);
/// The shape's name, translated.
QString mark_name(MarkShape shape);

} // namespace orkestr
