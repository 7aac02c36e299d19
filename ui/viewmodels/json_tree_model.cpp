#include "ui/viewmodels/json_tree_model.h"

#include "ui/viewmodels/text.h"

#include <QLocale>

#include <algorithm>

namespace orkestr {

bool is_redacted_json(const JsonIndex& index, std::uint32_t value) {
    if (index.kind(value) != '{') return false;
    const auto first = index.children(value, 0, 1);
    return !first.empty() && index.raw(first[0].name) == "\"$redacted\"" && index.raw(first[0].value) == "true";
}

QString shortened_literal(std::string_view literal, qsizetype most_characters, bool* cut) {
    // A character has at most four bytes.
    const auto near = literal.substr(0, static_cast<std::size_t>(most_characters) * 4);
    QString text = to_qt(near);
    const bool longer = near.size() < literal.size() || text.size() > most_characters;
    if (longer && text.size() > most_characters) {
        text.truncate(most_characters);
        if (text.back().isHighSurrogate()) text.chop(1);
    }
    while (longer && text.endsWith(QChar::ReplacementCharacter)) text.chop(1);
    if (cut) *cut = longer;
    return text;
}

void JsonTreeModel::set_index(std::shared_ptr<const JsonIndex> json) {
    beginResetModel();
    json_ = std::move(json);
    rows_.clear();
    rows_.shrink_to_fit();
    if (json_) {
        Row root;
        root.place = json_->root();
        rows_.push_back(root);
    }
    endResetModel();
}

JsonTreeModel::Shape JsonTreeModel::shape_of(const Row& row) const {
    Shape shape;
    shape.first = row.span == 0 ? 0 : row.first;
    shape.length = row.span == 0 ? json_->count(row.place) : row.span;
    if (row.span == 0 && shape.length == 1 && kind_of(row) == JsonKind::redacted) shape.length = 0;
    constexpr std::uint32_t most_rows = JsonIndex::page;
    std::uint64_t group = 1;
    while ((shape.length + group - 1) / group > most_rows) group *= most_rows;
    shape.group = group == 1 ? 0 : static_cast<std::uint32_t>(group);
    return shape;
}

void JsonTreeModel::make_children(std::uint32_t number) const {
    const Row made_of = rows_[number];
    const Shape shape = shape_of(made_of);
    const auto first_child = static_cast<std::uint32_t>(rows_.size());
    Row row;
    row.parent = number;
    if (shape.group == 0) {
        const auto children = json_->children(made_of.place, shape.first, shape.length);
        for (std::uint32_t i = 0; i < children.size(); ++i) {
            row.number = i;
            row.place = children[i].value;
            row.name = children[i].name;
            row.first = shape.first + i;
            rows_.push_back(row);
        }
    } else {
        for (std::uint32_t i = 0; i < shape.rows(); ++i) {
            row.number = i;
            row.place = made_of.place;
            row.first = shape.first + i * shape.group;
            row.span = std::min(shape.group, shape.length - i * shape.group);
            rows_.push_back(row);
        }
    }
    rows_[number].first_child = first_child;
    rows_[number].child_count = static_cast<std::uint32_t>(rows_.size()) - first_child;
}

int JsonTreeModel::rowCount(const QModelIndex& parent) const {
    if (!json_ || parent.column() > 0) return 0;
    if (!parent.isValid()) return 1;
    const Row& row = row_of(parent);
    if (row.child_count == unknown) rows_[parent.internalId()].child_count = shape_of(row).rows();
    return static_cast<int>(rows_[parent.internalId()].child_count);
}

bool JsonTreeModel::hasChildren(const QModelIndex& parent) const {
    if (!json_ || parent.column() > 0) return false;
    if (!parent.isValid()) return true;
    const Row& row = row_of(parent);
    if (row.span > 0) return true;
    return json_->is_container(row.place) && rowCount(parent) > 0;
}

int JsonTreeModel::columnCount(const QModelIndex&) const { return column_count; }

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || column < 0 || column >= column_count || row >= rowCount(parent)) return {};
    if (!parent.isValid()) return createIndex(0, column, quintptr{0});
    const auto number = static_cast<std::uint32_t>(parent.internalId());
    if (rows_[number].first_child == unknown) make_children(number);
    return createIndex(row, column, quintptr{rows_[number].first_child + static_cast<std::uint32_t>(row)});
}

QModelIndex JsonTreeModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) return {};
    const Row& row = row_of(child);
    if (row.parent == unknown) return {};
    return createIndex(static_cast<int>(rows_[row.parent].number), 0, quintptr{row.parent});
}

Qt::ItemFlags JsonTreeModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

JsonKind JsonTreeModel::kind_of(const QModelIndex& index) const { return kind_of(row_of(index)); }

JsonKind JsonTreeModel::kind_of(const Row& row) const {
    if (row.span > 0) return JsonKind::group;
    switch (json_->kind(row.place)) {
    case '{': return is_redacted_json(*json_, row.place) ? JsonKind::redacted : JsonKind::object;
    case '[': return JsonKind::array;
    case '"': return JsonKind::string;
    case 't':
    case 'f':
    case 'n': return JsonKind::word;
    default: return JsonKind::number;
    }
}

bool JsonTreeModel::is_group(const QModelIndex& index) const { return index.isValid() && row_of(index).span > 0; }

QString JsonTreeModel::name_text(const Row& row) const {
    const QLocale locale;
    if (row.span > 0) {
        const std::uint32_t last = row.first + row.span - 1;
        return QStringLiteral("[%1…%2]").arg(row.first).arg(last);
    }
    if (row.parent == unknown) return tr("(root)");
    if (row.name == JsonMember::no_name) return QString::number(row.first);
    const std::string name = json_unquoted(json_->raw(row.name), shown_characters * 4);
    QString text = to_qt(name);
    if (text.size() > shown_characters) text = text.left(shown_characters) + QStringLiteral("…");
    return text.isEmpty() ? QStringLiteral("\"\"") : text;
}

QString JsonTreeModel::count_text(const Row& row) const {
    const int count = static_cast<int>(std::min<std::uint32_t>(row.span > 0 ? row.span : json_->count(row.place), 0x7fffffff));
    if (row.span == 0 && json_->kind(row.place) == '{') return tr("%Ln member(s)", nullptr, count);
    return tr("%Ln item(s)", nullptr, count);
}

QString JsonTreeModel::value_text(const Row& row) const {
    const JsonKind kind = kind_of(row);
    if (kind == JsonKind::redacted) return tr("redacted");
    if (kind == JsonKind::group) return {};
    if (json_->is_container(row.place)) return count_text(row);
    bool cut = false;
    const QString text = shortened_literal(json_->raw(row.place), shown_characters, &cut);
    return cut ? text + QStringLiteral("…") : text;
}

bool JsonTreeModel::is_cut(const Row& row) const {
    bool cut = false;
    if (row.span == 0 && !json_->is_container(row.place)) shortened_literal(json_->raw(row.place), shown_characters, &cut);
    return cut;
}

QVariant JsonTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row row = row_of(index);
    switch (role) {
    case Qt::DisplayRole: return index.column() == name_column ? name_text(row) : value_text(row);
    case Qt::AccessibleTextRole:
        return index.column() == name_column ? name_text(row) + QStringLiteral(": ") + value_text(row) : value_text(row);
    case kind_role: return static_cast<int>(kind_of(row));
    case count_role: return row.span > 0 ? row.span : json_->count(row.place);
    case size_role: return row.span > 0 ? QVariant() : QVariant::fromValue(qint64{json_->end(row.place)} - row.place);
    case place_role: return row.place;
    case text_role: return value_text(row);
    case cut_role: return is_cut(row);
    case item_role: return row.span == 0 && row.parent != unknown && row.name == JsonMember::no_name;
    default: return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == name_column ? tr("Name") : tr("Value");
}

std::uint32_t JsonTreeModel::offset_of(const QModelIndex& index) const {
    if (!index.isValid()) return 0;
    const Row& row = row_of(index);
    return row.name == JsonMember::no_name ? row.place : row.name;
}

QModelIndex JsonTreeModel::at_offset(std::uint32_t offset) const {
    if (!json_) return {};
    QModelIndex at = index(0, 0);
    for (const JsonStep& step : json_->path_to(offset)) {
        for (;;) {
            const Shape shape = shape_of(row_of(at));
            const std::uint32_t inside = step.ordinal - shape.first;
            const std::uint32_t row = shape.group == 0 ? inside : inside / shape.group;
            const QModelIndex next = index(static_cast<int>(row), 0, at);
            if (!next.isValid()) return at;
            at = next;
            if (shape.group == 0) break;
        }
    }
    return at;
}

} // namespace orkestr
