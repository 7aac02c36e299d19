#include "ui/viewmodels/kept_event_model.h"

#include "core/base/json_value.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

QString kept_json(const BusEvent& event) {
    JsonValue out = JsonValue::object({{"at", to_iso8601(event.at)}, {"keptUntil", to_iso8601(event.expires)}});
    if (!event.to.empty()) out.set("to", event.to.text);
    if (!event.by.empty()) out.set("by", event.by);
    if (!event.reason.empty()) out.set("reason", event.reason);
    out.set("event", JsonValue::of(event.event));
    return to_qt(out.json().text());
}

/// The moment, and how long the event is kept from the time it came.
QString until_text(const BusEvent& event) {
    return KeptEventModel::tr("%1 (%2 in all)", "a moment, and a length of time")
        .arg(moment_text(to_qt(event.expires)), duration_text((event.expires - event.at).ms));
}

} // namespace

int KeptEventModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant KeptEventModel::data(const QModelIndex& index, int role) const {
    const BusEvent* event = index.isValid() ? row_at(index.row()) : nullptr;
    if (!event) return {};
    switch (role) {
    case run_role: return to_qt(event->to.text);
    case json_role: return kept_json(*event);
    case Qt::DisplayRole: break;
    default: return {};
    }
    const auto attribute = [event](const char* name) { return to_qt(JsonValue::of(event->event).string_at(name)); };
    switch (index.column()) {
    case time_column: return moment_text(to_qt(event->at));
    case type_column: return attribute("type");
    case source_column: return attribute("source");
    case to_column: return event->to.empty() ? tr("everybody") : to_qt(event->to.text);
    case until_column: return until_text(*event);
    default: return {};
    }
}

QVariant KeptEventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case time_column: return tr("Sent");
    case type_column: return tr("Type");
    case source_column: return tr("Source");
    case to_column: return tr("For", "for whom");
    case until_column: return tr("Kept until");
    default: return {};
    }
}

} // namespace orkestr
