// The expressions of a step's task with what they came to, as far as the history holds it.
#pragma once

#include "core/definition/model.h"
#include "core/projection/step_detail.h"
#include "ui/viewmodels/table_rows.h"

#include <QString>

namespace orkestr {

/// `detail`'s expressions as their author wrote them, with what was computed of them: where several stand in one object, each
/// with its part of the value. A null definition gives them without their texts.
std::vector<ExpressionView> written_expressions(const StepDetail& detail, const StepValues* values, const Definition* definition);

class ExpressionModel : public TableRows<ExpressionView, std::string> {
    Q_OBJECT
public:
    enum Column { place_column, text_column, value_column, origin_column, column_count };

    using TableRows::TableRows;

    /// How far computing has come, and why there is no more; nothing before it was asked for.
    void set_values(const std::optional<StepValues>& values);
    /// All that is known of it: the value, or where it was evaluated several times an array of them.
    static std::optional<Json> whole(const ExpressionView& row);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    std::string key_of(const ExpressionView& row) const override { return row.place + "\n" + row.text; }
    bool is_same(const ExpressionView& a, const ExpressionView& b) const override { return a.value == b.value && a.computed == b.computed; }

private:
    QString value_text(const ExpressionView& row) const;
    QString origin_text(const ExpressionView& row) const;
    QString missing_text() const;

    bool asked_ = false;
    bool complete_ = false;
    int percent_ = 0;
    StepValues::Missing missing_ = StepValues::Missing::nothing;
    QString detail_;
};

} // namespace orkestr
