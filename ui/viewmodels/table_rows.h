// Rows of a table that is read as a whole, again and again: what is the same stays where it is, so that a selection and
// the place that was scrolled to outlive the reading.
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <vector>

namespace orkestr {

/// For some hundreds of rows. Derived classes have Q_OBJECT, the columns and the data.
template <class Row, class Key>
class TableRows : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
    const Row* row_at(int row) const {
        return row < 0 || row >= static_cast<int>(rows_.size()) ? nullptr : &rows_[static_cast<std::size_t>(row)];
    }

    void set_rows(std::vector<Row> rows) {
        std::vector<Key> now;
        for (const Row& row : rows) now.push_back(key_of(row));
        if (is_reordered(now)) {
            beginResetModel();
            rows_ = std::move(rows);
            endResetModel();
            return;
        }
        for (std::size_t i = rows_.size(); i-- > 0;) {
            if (std::find(now.begin(), now.end(), key_of(rows_[i])) != now.end()) continue;
            beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
            rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(i));
            endRemoveRows();
        }
        for (std::size_t i = 0; i < rows.size(); ++i) put(i, std::move(rows[i]), now[i]);
    }

protected:
    /// Which thing a row is about.
    virtual Key key_of(const Row& row) const = 0;
    /// Nothing of it is shown otherwise.
    virtual bool is_same(const Row& a, const Row& b) const = 0;

private:
    bool is_reordered(const std::vector<Key>& now) const {
        auto from = now.begin();
        for (const Row& row : rows_) {
            const Key key = key_of(row);
            if (std::find(now.begin(), now.end(), key) == now.end()) continue;
            from = std::find(from, now.end(), key);
            if (from == now.end()) return true;
        }
        return false;
    }

    void put(std::size_t at, Row row, const Key& key) {
        const int place = static_cast<int>(at);
        if (at == rows_.size() || key_of(rows_[at]) != key) {
            beginInsertRows({}, place, place);
            rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
            endInsertRows();
            return;
        }
        const bool changed = !is_same(rows_[at], row);
        rows_[at] = std::move(row);
        if (changed) Q_EMIT this->dataChanged(this->index(place, 0), this->index(place, this->columnCount({}) - 1));
    }

    std::vector<Row> rows_;
};

} // namespace orkestr
