#include "ui/viewmodels/bookmark_model.h"

#include "ui/viewmodels/notes_document.h"
#include "ui/viewmodels/text.h"

#include <QLocale>

namespace orkestr {

QString mark_name(MarkShape shape) {
    switch (shape) {
    case MarkShape::flag: return BookmarkModel::tr("Flag");
    case MarkShape::star: return BookmarkModel::tr("Star");
    case MarkShape::circle: return BookmarkModel::tr("Circle");
    case MarkShape::square: return BookmarkModel::tr("Square");
    case MarkShape::triangle: return BookmarkModel::tr("Triangle");
    case MarkShape::diamond: return BookmarkModel::tr("Diamond");
    }
    return {};
}

QString bookmark_place(const Bookmark& bookmark) {
    if (bookmark.seq > 0) return BookmarkModel::tr("Event %1").arg(QLocale().toString(static_cast<qulonglong>(bookmark.seq)));
    if (bookmark.step.empty()) return BookmarkModel::tr("The run");
    // A step's key is its task's place, and which time round behind it.
    const auto sign = bookmark.step.find('#');
    const QString name = task_name(bookmark.step.substr(0, sign));
    return sign == std::string::npos ? name : name + QLatin1Char(' ') + to_qt(bookmark.step.substr(sign));
}

BookmarkModel::BookmarkModel(NotesDocument& notes, QObject* parent) : TableRows(parent), notes_(notes) {
    connect(&notes_, &NotesDocument::changed, this, &BookmarkModel::fill);
}

void BookmarkModel::show(const RunId& run) {
    run_ = run;
    fill();
}

void BookmarkModel::fill() {
    const auto& all = notes_.annotations().bookmarks;
    set_rows(run_.empty() ? all : annotations_of(notes_.annotations(), {run_}).bookmarks);
}

int BookmarkModel::row_of(const std::string& id) const {
    for (int row = 0; row < rowCount(); ++row)
        if (row_at(row)->id == id) return row;
    return -1;
}

int BookmarkModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant BookmarkModel::data(const QModelIndex& index, int role) const {
    const Bookmark* bookmark = index.isValid() ? row_at(index.row()) : nullptr;
    if (!bookmark) return {};
    if (role == Qt::DecorationRole && index.column() == place_column) return QString::fromLatin1(to_string(bookmark->shape));
    if (role == Qt::AccessibleTextRole && index.column() == place_column)
        return QStringLiteral("%1, %2").arg(bookmark_place(*bookmark), mark_name(bookmark->shape));
    if (role == Qt::ToolTipRole && index.column() == run_column) return to_qt(bookmark->run.text);
    if (role == Qt::ToolTipRole && index.column() == place_column && !bookmark->step.empty()) return to_qt(bookmark->step);
    if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
    switch (index.column()) {
    case place_column: return bookmark_place(*bookmark);
    case label_column: return to_qt(bookmark->label);
    case note_column: return to_qt(bookmark->note).section(QLatin1Char('\n'), 0, 0);
    case author_column: return to_qt(bookmark->author);
    case time_column: return moment_text(to_qt(bookmark->created));
    case run_column: return to_qt(bookmark->run.text);
    default: return {};
    }
}

QVariant BookmarkModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case place_column: return tr("On", "what a bookmark is on");
    case label_column: return tr("Label");
    case note_column: return tr("Note");
    case author_column: return tr("By", "who made a bookmark");
    case time_column: return tr("Made");
    case run_column: return tr("Run");
    default: return {};
    }
}

Qt::ItemFlags BookmarkModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = TableRows::flags(index);
    return index.column() == label_column && notes_.can_change() ? usual | Qt::ItemIsEditable : usual;
}

bool BookmarkModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const Bookmark* bookmark = index.isValid() ? row_at(index.row()) : nullptr;
    if (!bookmark || role != Qt::EditRole || index.column() != label_column || !notes_.can_change()) return false;
    Bookmark now = *bookmark;
    now.label = value.toString().simplified().toStdString();
    if (now.label.size() > longest_label) return false;
    notes_.put(now);
    return true;
}

} // namespace orkestr
