#include "ui/viewmodels/expression_model.h"

#include "core/base/json_pointer.h"
#include "core/base/json_value.h"
#include "core/base/shortened.h"
#include "ui/viewmodels/text.h"

#include <charconv>

namespace orkestr {

namespace {

constexpr std::size_t shown_value_characters = 200;
constexpr std::size_t most_computed_parts = 10;

/// The last of a pointer's parts; a number says nothing without what it counts: `arguments[0]`.
std::string place_name(std::string_view pointer) {
    const auto slash = pointer.rfind('/');
    const std::string_view last = pointer.substr(slash + 1);
    const bool counts = !last.empty() && last.find_first_not_of("0123456789") == std::string_view::npos;
    if (!counts || slash == std::string_view::npos || slash == 0) return pointer_name(last);
    return place_name(pointer.substr(0, slash)) + "[" + std::string(last) + "]";
}

/// What a pointer leads to; null where it leads nowhere.
const JsonValue* at_pointer(const JsonValue& value, std::string_view pointer) {
    const JsonValue* at = &value;
    while (at && !pointer.empty()) {
        const auto end = pointer.find('/', 1);
        const std::string part = pointer_name(pointer.substr(1, end == std::string_view::npos ? end : end - 1));
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

/// Which of them it is a part of, the innermost; empty when of none.
std::string place_of(const ListedExpression& listed, const std::vector<ExpressionView>& all) {
    std::string found;
    for (const ExpressionView& one : all) {
        const bool within = listed.pointer == one.place || listed.pointer.starts_with(one.place + "/");
        if (within && one.place.size() > found.size()) found = one.place;
    }
    return found;
}

std::optional<Json> part_at(const Json& value, std::string_view rest) {
    if (rest.empty()) return value;
    const JsonValue whole = JsonValue::of(value);
    // A request's members stand less deep than in the definition: `with/endpoint/uri`, `run/shell/command`.
    for (std::string_view left = rest; left.size() > 1; left = left.substr(std::min(left.find('/', 1), left.size())))
        if (const JsonValue* part = at_pointer(whole, left == "/endpoint" ? "/uri" : left)) return part->json();
    return std::nullopt;
}

/// One of the expressions that stand in an object which is evaluated as a whole.
ExpressionView part_of(const ExpressionView& whole, const ListedExpression& listed, std::string_view rest) {
    ExpressionView row{listed.pointer, listed.text, {}, {}};
    if (whole.value) row.value = part_at(*whole.value, rest);
    // Parts are cut out here, where windows are drawn: no more of them than somebody looks at.
    const std::size_t first = rest.empty() || whole.computed.size() <= most_computed_parts ? 0 : whole.computed.size() - most_computed_parts;
    for (std::size_t i = first; i < whole.computed.size(); ++i) {
        ComputedValue computed = whole.computed[i];
        if (computed.value) computed.value = part_at(*computed.value, rest);
        if (computed.value || !computed.failure.empty()) row.computed.push_back(std::move(computed));
    }
    return row;
}

} // namespace

std::vector<ExpressionView> written_expressions(const StepDetail& detail, const StepValues* values, const Definition* definition) {
    std::vector<ExpressionView> rows;
    for (ExpressionView one : detail.expressions) {
        if (values && !one.value)
            for (const ExpressionView& computed : values->expressions)
                if (computed.place == one.place) one.computed = computed.computed;
        bool written = false;
        for (const ListedExpression& listed : definition ? definition->expressions : std::vector<ListedExpression>{}) {
            if (place_of(listed, detail.expressions) != one.place) continue;
            written = true;
            const std::string_view rest = std::string_view(listed.pointer).substr(one.place.size());
            rows.push_back(part_of(one, listed, rest));
        }
        if (!written) rows.push_back(one);
    }
    return rows;
}

int ExpressionModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant ExpressionModel::data(const QModelIndex& index, int role) const {
    const ExpressionView* row = index.isValid() ? row_at(index.row()) : nullptr;
    if (!row || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    if (role == Qt::ToolTipRole && index.column() == place_column) return to_qt(row->place);
    // Columns are narrow: the tip has all of the text, and where there is no value the reason in detail.
    if (role == Qt::ToolTipRole && index.column() >= value_column && !row->value && row->computed.empty()) return detail_.isEmpty() ? origin_text(*row) : detail_;
    switch (index.column()) {
    case place_column: return to_qt(place_name(row->place));
    case text_column: return to_qt(row->text);
    case value_column: return value_text(*row);
    case origin_column: return origin_text(*row);
    default: return {};
    }
}

QString ExpressionModel::value_text(const ExpressionView& row) const {
    if (row.value) return to_qt(shortened(row.value->text(), shown_value_characters));
    if (row.computed.empty()) return QStringLiteral("–");
    const ComputedValue& last = row.computed.back();
    return to_qt(shortened(last.value ? last.value->text() : last.failure, shown_value_characters));
}

QString ExpressionModel::origin_text(const ExpressionView& row) const {
    if (row.value) return tr("recorded");
    if (row.computed.size() == 1) return row.computed.back().value ? tr("computed again") : tr("computed again: it fails");
    if (!row.computed.empty()) return tr("computed again, the last of %1").arg(row.computed.size());
    if (!asked_) return tr("not recorded");
    if (!complete_) return tr("computing… %1 %").arg(percent_);
    return missing_text();
}

/// Why an expression has no value, when all was computed that can be.
QString ExpressionModel::missing_text() const {
    switch (missing_) {
    case StepValues::Missing::nothing: return tr("not evaluated");
    case StepValues::Missing::no_evaluator: return tr("not recorded; there is no evaluator");
    case StepValues::Missing::other_semantics: return tr("not recorded; the run was made by another version");
    case StepValues::Missing::no_definition: return tr("not recorded; its definition is missing");
    case StepValues::Missing::redacted: return tr("redacted");
    case StepValues::Missing::differs: return tr("not recorded; the history differs from what is decided now");
    case StepValues::Missing::unreadable: return tr("not recorded; the history can't be read");
    case StepValues::Missing::too_many: return tr("not recorded; too many to compute");
    }
    return {};
}

void ExpressionModel::set_values(const std::optional<StepValues>& values) {
    const bool asked = values.has_value();
    const bool complete = asked && values->complete;
    const int percent = asked && values->total > 0 ? static_cast<int>(100 * std::min(values->done, values->total) / values->total) : 0;
    const auto missing = asked ? values->missing : StepValues::Missing::nothing;
    QString detail = asked ? to_qt(values->detail) : QString();
    if (asked == asked_ && complete == complete_ && percent == percent_ && missing == missing_ && detail == detail_) return;
    asked_ = asked;
    complete_ = complete;
    percent_ = percent;
    missing_ = missing;
    detail_ = std::move(detail);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, value_column), index(rowCount() - 1, origin_column));
}

std::optional<Json> ExpressionModel::whole(const ExpressionView& row) {
    if (row.value || row.computed.empty()) return row.value;
    if (row.computed.size() == 1 && row.computed.front().value) return row.computed.front().value;
    std::string out;
    for (const ComputedValue& one : row.computed) {
        out += (out.empty() ? "[{\"event\":" : ",{\"event\":") + std::to_string(one.seq);
        if (one.value) {
            out += ",\"value\":" + one.value->text();
        } else {
            out += ",\"failure\":";
            append_json_string(out, one.failure);
        }
        out += '}';
    }
    return Json::trusted(out + ']');
}

QVariant ExpressionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case place_column: return tr("Where");
    case text_column: return tr("Expression");
    case value_column: return tr("Value");
    case origin_column: return tr("From");
    default: return {};
    }
}

} // namespace orkestr
