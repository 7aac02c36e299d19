// What is wrong with the definition that is open, as a table.
#pragma once

#include "ui/viewmodels/definition_content.h"

#include <QAbstractTableModel>

namespace orkestr {

class ProblemListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { message_column, place_column, code_column, column_count };
    enum Role {
        error_role = Qt::UserRole + 1, ///< bool: an error, not a warning
        line_role,                     ///< int, from 1
        column_role,                   ///< int, from 1
        copy_role                      ///< QString: `file:line:col: error[code]: ...`
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: none.
    void show(std::shared_ptr<const DefinitionContent> content);
    const Diagnostic* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const DefinitionContent> content_;
};

} // namespace orkestr
