// The expressions of a step's task with what they came to, as far as the history holds it.
#pragma once

#include "core/definition/model.h"
#include "core/projection/step_detail.h"
#include "ui/viewmodels/table_rows.h"

#include <QString>

namespace orkestr {

/// `detail`'s expressions as their author wrote them: where several stand in one object, each with its part of the value.
/// A null definition gives them without their texts.
std::vector<ExpressionView> written_expressions(const StepDetail& detail, const Definition* definition);

class ExpressionModel : public TableRows<ExpressionView, std::string> {
    Q_OBJECT
public:
    enum Column { place_column, text_column, value_column, column_count };

    using TableRows::TableRows;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    std::string key_of(const ExpressionView& row) const override { return row.place + "\n" + row.text; }
    bool is_same(const ExpressionView& a, const ExpressionView& b) const override { return a.value == b.value; }
};

} // namespace orkestr
