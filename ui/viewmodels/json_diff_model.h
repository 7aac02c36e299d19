// What changed between two documents, as one tree: changes with both values, and what is the same folded to a row that
// tells how much it is. Rows come into being when somebody looks at them; of long lists a thousand at a time.
#pragma once

#include "ui/viewmodels/json_diff.h"
#include "ui/viewmodels/json_path.h"
#include "ui/viewmodels/json_tree_model.h"

namespace orkestr {

class JsonDiffModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        change_role = Qt::UserRole + 1, ///< JsonChange; of rows below something added or removed the same, else same
        left_role,                      ///< its value on the left as it is shown; invalid where it has none
        right_role,
        left_kind_role,                 ///< JsonKind
        right_kind_role,
        fold_role,                      ///< how many rows it stands for; 0: it is one itself
        item_role,                      ///< its name is a number
    };
    static constexpr std::uint32_t page = 1000;

    explicit JsonDiffModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

    /// Null for nothing.
    void set_diff(std::shared_ptr<const JsonDiff> diff);
    const std::shared_ptr<const JsonDiff>& diff() const { return diff_; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    /// The row of JsonDiff::changes[number].
    QModelIndex change(std::size_t number) const;
    /// The number of the first change at or below a row or after it; changes.size() when there is none.
    std::size_t change_from(const QModelIndex& index) const;
    /// A row below something that was added or removed as a whole.
    bool is_below_change(const QModelIndex& index) const;
    /// As written, on the right side or on the left of what is not there; empty for rows that stand for several.
    std::string_view raw_value(const QModelIndex& index) const;
    /// On the right side, or on the left of what is not there.
    JsonPath path(const QModelIndex& index) const;

private:
    static constexpr std::uint32_t unknown = 0xffffffff;
    enum class RowKind : std::uint8_t {
        entry, ///< of the diff
        fold,  ///< several that are the same
        plain, ///< below something that is on one side only, or the same
        rest,  ///< what is beyond a thousand rows of its parent
    };
    struct Row {
        RowKind kind = RowKind::entry;
        JsonChange change = JsonChange::same;
        std::uint32_t parent = unknown;
        std::uint32_t number = 0;
        std::uint32_t entry = 0;      ///< the innermost
        JsonMember member;            ///< of a plain row
        std::uint32_t ordinal = 0;    ///< of a plain row; of a rest how many rows came before
        std::uint32_t first_child = unknown;
        std::uint32_t child_count = unknown;
    };
    const Row& row_of(const QModelIndex& index) const { return rows_[index.internalId()]; }
    const JsonIndex& side(const Row& row) const { return row.change == JsonChange::removed ? *diff_->left : *diff_->right; }
    /// Of a row, or of the one that a rest goes on with.
    const Row& holder(const Row& row) const;
    std::uint32_t total(const Row& holder) const;
    std::uint32_t rows_below(const Row& row) const;
    void make_children(std::uint32_t number) const;
    void append_children(const Row& holder, Row child, std::uint32_t first, std::uint32_t count) const;
    QString name_text(const Row& row) const;
    QString value_text(const JsonIndex& index, std::uint32_t value) const;
    QVariant left_value(const Row& row) const;
    QVariant right_value(const Row& row) const;
    QVariant kind_value(const Row& row, bool left) const;
    std::optional<std::uint32_t> left_place(const Row& row) const;
    std::optional<std::uint32_t> right_place(const Row& row) const;
    QString spoken(const Row& row) const;

    std::shared_ptr<const JsonDiff> diff_;
    /// Rows are made by reading (index() is const); only the GUI thread does.
    mutable std::vector<Row> rows_;
};

} // namespace orkestr
