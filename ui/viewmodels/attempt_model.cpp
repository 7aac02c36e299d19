#include "ui/viewmodels/attempt_model.h"

#include "core/base/json_value.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

QString time_between(const std::optional<Instant>& from, const std::optional<Instant>& to) {
    return from && to ? duration_text(*to - *from) : QString();
}

QString error_line(const AttemptView& attempt) {
    QString line;
    if (attempt.error) line = to_qt(attempt.error->detail.empty() ? attempt.error->title : attempt.error->detail);
    if (!attempt.next) return line;
    const QString again = AttemptModel::tr("tried again %1").arg(clock_text(*attempt.next));
    return line.isEmpty() ? again : QStringLiteral("%1 · %2").arg(line, again);
}

} // namespace

int AttemptModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant AttemptModel::data(const QModelIndex& index, int role) const {
    const AttemptView* row = index.isValid() ? row_at(index.row()) : nullptr;
    if (!row) return {};
    if (role == status_role) return to_qt(row->status);
    if (role == Qt::TextAlignmentRole && (index.column() == number_column || index.column() == queued_column || index.column() == running_column))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const auto& begun = row->started ? row->started : row->queued;
    switch (index.column()) {
    case number_column: return row->number;
    case status_column: return status_text(to_qt(row->status));
    case queued_column: return time_between(row->queued, row->started);
    case running_column: return time_between(begun, row->ended);
    case started_column: return begun ? clock_text(*begun) : QString();
    case error_column: return error_line(*row);
    default: return {};
    }
}

QVariant AttemptModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && (section == number_column || section == queued_column || section == running_column))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case number_column: return tr("#");
    case status_column: return tr("Status");
    case queued_column: return tr("Queued");
    case running_column: return tr("Ran");
    case started_column: return tr("Began");
    case error_column: return tr("Error");
    default: return {};
    }
}

Json AttemptModel::whole(const AttemptView& attempt) {
    JsonValue out(JsonObject{});
    if (attempt.request) out.set("request", JsonValue::of(*attempt.request));
    if (attempt.response) out.set("response", JsonValue::of(*attempt.response));
    if (attempt.error) out.set("error", attempt.error->to_value());
    if (!attempt.log.empty()) out.set("log", attempt.log);
    return out.json();
}

} // namespace orkestr
