#include "ui/viewmodels/json_diff_model.h"

#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

void JsonDiffModel::set_diff(std::shared_ptr<const JsonDiff> diff) {
    beginResetModel();
    diff_ = std::move(diff);
    rows_.clear();
    rows_.shrink_to_fit();
    if (diff_) {
        Row root;
        root.change = diff_->entries[0].change;
        rows_.push_back(root);
    }
    endResetModel();
}

const JsonDiffModel::Row& JsonDiffModel::holder(const Row& row) const {
    const Row* at = &row;
    while (at->kind == RowKind::rest) at = &rows_[at->parent];
    return *at;
}

std::uint32_t JsonDiffModel::total(const Row& holder) const {
    const JsonDiffEntry& entry = diff_->entries[holder.entry];
    if (holder.kind == RowKind::plain) return side(holder).count(holder.member.value);
    if (holder.kind == RowKind::fold) return entry.count;
    switch (holder.change) {
    case JsonChange::inside: return entry.child_count;
    case JsonChange::added: return diff_->right->count(entry.right.value);
    case JsonChange::removed: return diff_->left->count(entry.left.value);
    case JsonChange::same: return diff_->right->count(entry.right.value);
    case JsonChange::changed: break;
    }
    return 0;
}

std::uint32_t JsonDiffModel::rows_below(const Row& row) const {
    const std::uint32_t all = total(holder(row));
    const std::uint32_t before = row.kind == RowKind::rest ? row.ordinal : 0;
    const std::uint32_t left = all - before;
    return left > page ? page + 1 : left;
}

void JsonDiffModel::append_children(const Row& holder, Row child, std::uint32_t first, std::uint32_t count) const {
    const JsonDiffEntry& entry = diff_->entries[holder.entry];
    if (holder.kind == RowKind::entry && holder.change == JsonChange::inside) {
        for (std::uint32_t i = 0; i < count; ++i) {
            child.entry = entry.first_child + first + i;
            child.change = diff_->entries[child.entry].change;
            child.kind = child.change == JsonChange::same ? RowKind::fold : RowKind::entry;
            child.number = i;
            rows_.push_back(child);
        }
        return;
    }
    child.kind = RowKind::plain;
    child.entry = holder.entry;
    child.change = holder.change;
    std::uint32_t place = 0;
    if (holder.kind == RowKind::plain) {
        place = holder.member.value;
    } else if (holder.kind == RowKind::fold) {
        place = diff_->entries[entry.parent].right.value;
        first += entry.right_ordinal;
    } else {
        place = holder.change == JsonChange::removed ? entry.left.value : entry.right.value;
    }
    const auto children = side(holder).children(place, first, count);
    for (std::uint32_t i = 0; i < children.size(); ++i) {
        child.member = children[i];
        child.ordinal = first + i;
        child.number = i;
        rows_.push_back(child);
    }
}

void JsonDiffModel::make_children(std::uint32_t number) const {
    const Row row = rows_[number];
    const Row held = holder(row);
    const std::uint32_t before = row.kind == RowKind::rest ? row.ordinal : 0;
    const std::uint32_t all = total(held);
    const auto first_child = static_cast<std::uint32_t>(rows_.size());
    Row child;
    child.parent = number;
    append_children(held, child, before, std::min(page, all - before));
    if (all - before > page) {
        child.kind = RowKind::rest;
        child.change = held.change;
        child.entry = held.entry;
        child.number = static_cast<std::uint32_t>(rows_.size()) - first_child;
        child.ordinal = before + page;
        rows_.push_back(child);
    }
    rows_[number].first_child = first_child;
}

int JsonDiffModel::rowCount(const QModelIndex& parent) const {
    if (!diff_ || parent.column() > 0) return 0;
    if (!parent.isValid()) return 1;
    Row& row = rows_[parent.internalId()];
    if (row.child_count == unknown) row.child_count = rows_below(row);
    return static_cast<int>(row.child_count);
}

bool JsonDiffModel::hasChildren(const QModelIndex& parent) const { return rowCount(parent) > 0; }

int JsonDiffModel::columnCount(const QModelIndex&) const { return 1; }

QModelIndex JsonDiffModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || column != 0 || row >= rowCount(parent)) return {};
    if (!parent.isValid()) return createIndex(0, 0, quintptr{0});
    const auto number = static_cast<std::uint32_t>(parent.internalId());
    if (rows_[number].first_child == unknown) make_children(number);
    return createIndex(row, 0, quintptr{rows_[number].first_child + static_cast<std::uint32_t>(row)});
}

QModelIndex JsonDiffModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || row_of(child).parent == unknown) return {};
    const std::uint32_t number = row_of(child).parent;
    return createIndex(static_cast<int>(rows_[number].number), 0, quintptr{number});
}

std::optional<std::uint32_t> JsonDiffModel::left_place(const Row& row) const {
    if (row.kind == RowKind::fold || row.kind == RowKind::rest) return std::nullopt;
    if (row.kind == RowKind::plain) return row.change == JsonChange::removed ? std::optional(row.member.value) : std::nullopt;
    const std::uint32_t value = diff_->entries[row.entry].left.value;
    return value == JsonDiffEntry::none ? std::nullopt : std::optional(value);
}

std::optional<std::uint32_t> JsonDiffModel::right_place(const Row& row) const {
    if (row.kind == RowKind::fold || row.kind == RowKind::rest) return std::nullopt;
    if (row.kind == RowKind::plain) return row.change == JsonChange::removed ? std::nullopt : std::optional(row.member.value);
    const std::uint32_t value = diff_->entries[row.entry].right.value;
    return value == JsonDiffEntry::none ? std::nullopt : std::optional(value);
}

QString JsonDiffModel::value_text(const JsonIndex& index, std::uint32_t value) const {
    if (is_redacted_json(index, value)) return tr("redacted");
    const int count = static_cast<int>(std::min<std::uint32_t>(index.count(value), 0x7fffffff));
    if (index.kind(value) == '{') return count == 0 ? QStringLiteral("{}") : QStringLiteral("{…} ") + tr("%Ln member(s)", nullptr, count);
    if (index.kind(value) == '[') return count == 0 ? QStringLiteral("[]") : QStringLiteral("[…] ") + tr("%Ln item(s)", nullptr, count);
    bool cut = false;
    const QString text = shortened_literal(index.raw(value), JsonTreeModel::shown_characters, &cut);
    return cut ? text + QStringLiteral("…") : text;
}

QVariant JsonDiffModel::left_value(const Row& row) const {
    const auto place = left_place(row);
    return place ? QVariant(value_text(*diff_->left, *place)) : QVariant();
}

QVariant JsonDiffModel::right_value(const Row& row) const {
    const auto place = right_place(row);
    return place ? QVariant(value_text(*diff_->right, *place)) : QVariant();
}

QVariant JsonDiffModel::kind_value(const Row& row, bool left) const {
    const auto place = left ? left_place(row) : right_place(row);
    if (!place) return {};
    const JsonIndex& index = left ? *diff_->left : *diff_->right;
    if (is_redacted_json(index, *place)) return static_cast<int>(JsonKind::redacted);
    switch (index.kind(*place)) {
    case '{': return static_cast<int>(JsonKind::object);
    case '[': return static_cast<int>(JsonKind::array);
    case '"': return static_cast<int>(JsonKind::string);
    case 't':
    case 'f':
    case 'n': return static_cast<int>(JsonKind::word);
    default: return static_cast<int>(JsonKind::number);
    }
}

QString JsonDiffModel::name_text(const Row& row) const {
    if (row.kind == RowKind::fold) return tr("%Ln unchanged", nullptr, static_cast<int>(diff_->entries[row.entry].count));
    if (row.kind == RowKind::rest) return tr("%Ln more", nullptr, static_cast<int>(total(holder(row)) - row.ordinal));
    if (row.parent == unknown) return tr("(root)");
    const bool plain = row.kind == RowKind::plain;
    const JsonDiffEntry& entry = diff_->entries[row.entry];
    const JsonMember member = plain ? row.member : row.change == JsonChange::removed ? entry.left : entry.right;
    if (member.name != JsonMember::no_name) return to_qt(json_unquoted(side(row).raw(member.name), JsonTreeModel::shown_characters));
    if (plain) return QString::number(row.ordinal);
    if (row.change == JsonChange::removed) return QString::number(entry.left_ordinal);
    if (row.change == JsonChange::added || entry.left_ordinal == entry.right_ordinal) return QString::number(entry.right_ordinal);
    return QStringLiteral("%1→%2").arg(entry.left_ordinal).arg(entry.right_ordinal);
}

QString JsonDiffModel::spoken(const Row& row) const {
    const QString name = name_text(row);
    if (row.kind == RowKind::fold || row.kind == RowKind::rest) return name;
    switch (row.change) {
    case JsonChange::added: return tr("added %1: %2").arg(name, right_value(row).toString());
    case JsonChange::removed: return tr("removed %1: %2").arg(name, left_value(row).toString());
    case JsonChange::changed: return tr("changed %1: from %2 to %3").arg(name, left_value(row).toString(), right_value(row).toString());
    case JsonChange::inside: return tr("%1, changes inside").arg(name);
    case JsonChange::same: break;
    }
    return name + QStringLiteral(": ") + right_value(row).toString();
}

QVariant JsonDiffModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row row = row_of(index);
    switch (role) {
    case Qt::DisplayRole: return name_text(row);
    case Qt::AccessibleTextRole: return spoken(row);
    case change_role: return static_cast<int>(row.change);
    case left_role: return left_value(row);
    case right_role: return right_value(row);
    case left_kind_role: return kind_value(row, true);
    case right_kind_role: return kind_value(row, false);
    case fold_role:
        return row.kind == RowKind::fold ? diff_->entries[row.entry].count : row.kind == RowKind::rest ? total(holder(row)) - row.ordinal : 0U;
    case item_role: {
        const JsonDiffEntry& entry = diff_->entries[row.entry];
        const JsonMember member = row.kind == RowKind::plain ? row.member : row.change == JsonChange::removed ? entry.left : entry.right;
        return row.parent != unknown && member.name == JsonMember::no_name;
    }
    default: return {};
    }
}

QModelIndex JsonDiffModel::change(std::size_t number) const {
    if (!diff_ || number >= diff_->changes.size()) return {};
    std::vector<std::uint32_t> path;
    for (std::uint32_t entry = diff_->changes[number]; entry != JsonDiffEntry::none && entry != 0; entry = diff_->entries[entry].parent)
        path.push_back(entry);
    QModelIndex at = index(0, 0);
    for (auto entry = path.rbegin(); entry != path.rend(); ++entry) {
        std::uint32_t row = *entry - diff_->entries[diff_->entries[*entry].parent].first_child;
        for (; row >= page && rowCount(at) > static_cast<int>(page); row -= page) at = index(static_cast<int>(page), 0, at);
        at = index(static_cast<int>(row), 0, at);
    }
    return at;
}

std::size_t JsonDiffModel::change_from(const QModelIndex& index) const {
    if (!diff_ || !index.isValid()) return 0;
    const auto& entries = diff_->entries;
    // The way from the root to an entry is where it stands in the documents.
    const auto way = [&](std::uint32_t entry) {
        std::vector<std::uint32_t> out;
        for (; entry != JsonDiffEntry::none && entry != 0; entry = entries[entry].parent) out.push_back(entry);
        std::reverse(out.begin(), out.end());
        return out;
    };
    const auto here = way(row_of(index).entry);
    const auto at = std::lower_bound(diff_->changes.begin(), diff_->changes.end(), here,
                                     [&](std::uint32_t change, const std::vector<std::uint32_t>& place) { return way(change) < place; });
    return static_cast<std::size_t>(at - diff_->changes.begin());
}

bool JsonDiffModel::is_below_change(const QModelIndex& index) const {
    const Row& row = row_of(index);
    return row.kind != RowKind::entry && (row.change == JsonChange::added || row.change == JsonChange::removed);
}

std::string_view JsonDiffModel::raw_value(const QModelIndex& index) const {
    if (!diff_ || !index.isValid()) return {};
    if (const auto right = right_place(row_of(index))) return diff_->right->raw(*right);
    if (const auto left = left_place(row_of(index))) return diff_->left->raw(*left);
    return {};
}

JsonPath JsonDiffModel::path(const QModelIndex& index) const {
    if (!diff_ || !index.isValid()) return {};
    const Row& row = row_of(index);
    if (const auto right = right_place(row)) return json_path(*diff_->right, *right);
    if (const auto left = left_place(row)) return json_path(*diff_->left, *left);
    return path(parent(index));
}

} // namespace orkestr
