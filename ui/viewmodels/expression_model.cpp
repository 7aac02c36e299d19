#include "ui/viewmodels/expression_model.h"

#include "core/base/json_value.h"
#include "core/base/shortened.h"
#include "ui/viewmodels/text.h"

#include <charconv>

namespace orkestr {

namespace {

constexpr std::size_t shown_value_characters = 200;

/// One step of a JSON pointer, its escapes taken back (RFC 6901).
std::string unescaped(std::string_view part) {
    std::string out;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const bool escape = part[i] == '~' && i + 1 < part.size();
        out += escape ? (part[++i] == '1' ? '/' : '~') : part[i];
    }
    return out;
}

/// What a pointer leads to; null where it leads nowhere.
const JsonValue* at_pointer(const JsonValue& value, std::string_view pointer) {
    const JsonValue* at = &value;
    while (at && !pointer.empty()) {
        const auto end = pointer.find('/', 1);
        const std::string part = unescaped(pointer.substr(1, end == std::string_view::npos ? end : end - 1));
        pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
        if (const auto* items = at->as_array()) {
            std::size_t place = items->size();
            std::from_chars(part.data(), part.data() + part.size(), place);
            at = place < items->size() ? &(*items)[place] : nullptr;
        } else {
            at = at->find(part);
        }
    }
    return at;
}

} // namespace

std::vector<ExpressionView> written_expressions(const StepDetail& detail, const Definition* definition) {
    std::vector<ExpressionView> rows;
    for (const ExpressionView& one : detail.expressions) {
        bool written = false;
        for (const ListedExpression& listed : definition ? definition->expressions : std::vector<ListedExpression>{}) {
            const bool within = listed.pointer == one.place || listed.pointer.starts_with(one.place + "/");
            if (!within) continue;
            written = true;
            ExpressionView row{listed.pointer, listed.text, {}};
            const std::string_view rest = std::string_view(listed.pointer).substr(one.place.size());
            if (one.value && rest.empty()) row.value = one.value;
            else if (one.value)
                if (const JsonValue whole = JsonValue::of(*one.value); const JsonValue* part = at_pointer(whole, rest)) row.value = part->json();
            rows.push_back(std::move(row));
        }
        if (!written) rows.push_back(one);
    }
    return rows;
}

int ExpressionModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant ExpressionModel::data(const QModelIndex& index, int role) const {
    const ExpressionView* row = index.isValid() ? row_at(index.row()) : nullptr;
    if (!row || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    if (role == Qt::ToolTipRole) return index.column() == place_column ? to_qt(row->place) : QVariant();
    switch (index.column()) {
    case place_column: return to_qt(std::string_view(row->place).substr(row->place.rfind('/') + 1));
    case text_column: return to_qt(row->text);
    case value_column: return row->value ? to_qt(shortened(row->value->text(), shown_value_characters)) : tr("not recorded");
    default: return {};
    }
}

QVariant ExpressionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case place_column: return tr("Where");
    case text_column: return tr("Expression");
    case value_column: return tr("Value");
    default: return {};
    }
}

} // namespace orkestr
