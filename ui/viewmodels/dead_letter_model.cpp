#include "ui/viewmodels/dead_letter_model.h"

#include "core/base/json_value.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

QString kind_text(const std::string& kind) {
    if (kind == "run") return DeadLetterModel::tr("Run");
    if (kind == "event") return DeadLetterModel::tr("Event");
    return kind == "activity" ? DeadLetterModel::tr("Activity") : to_qt(kind);
}

QString letter_json(const DeadLetter& letter) {
    JsonValue out = JsonValue::object({{"id", letter.id}, {"at", to_iso8601(letter.at)}, {"kind", letter.kind}, {"title", letter.title}});
    if (!letter.run.empty()) out.set("run", letter.run.text);
    out.set("body", JsonValue::of(letter.body));
    return to_qt(out.json().text());
}

} // namespace

int DeadLetterModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant DeadLetterModel::data(const QModelIndex& index, int role) const {
    const DeadLetter* letter = index.isValid() ? row_at(index.row()) : nullptr;
    if (!letter) return {};
    switch (role) {
    case run_role: return to_qt(letter->run.text);
    case id_role: return static_cast<qint64>(letter->id);
    case json_role: return letter_json(*letter);
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case time_column: return moment_text(to_qt(letter->at));
    case kind_column: return kind_text(letter->kind);
    case title_column: return to_qt(letter->title);
    case run_column: return to_qt(letter->run.text);
    default: return {};
    }
}

QVariant DeadLetterModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case time_column: return tr("When");
    case kind_column: return tr("Kind");
    case title_column: return tr("What went wrong");
    case run_column: return tr("Run", "a column of runs' ids");
    default: return {};
    }
}

} // namespace orkestr
