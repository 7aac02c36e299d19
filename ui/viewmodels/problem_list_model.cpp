#include "ui/viewmodels/problem_list_model.h"

#include "ui/viewmodels/text.h"

#include <QFileInfo>

namespace orkestr {

void ProblemListModel::show(std::shared_ptr<const DefinitionContent> content) {
    if (content == content_) return;
    beginResetModel();
    content_ = std::move(content);
    endResetModel();
}

const Diagnostic* ProblemListModel::at(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : &content_->diagnostics[static_cast<std::size_t>(row)];
}

int ProblemListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !content_ ? 0 : static_cast<int>(content_->diagnostics.size());
}

int ProblemListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant ProblemListModel::data(const QModelIndex& index, int role) const {
    const Diagnostic* problem = index.isValid() ? at(index.row()) : nullptr;
    if (!problem) return {};
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == place_column) return QStringLiteral("%1:%2").arg(problem->span.line).arg(problem->span.column);
        if (index.column() == code_column) return to_qt(problem->code);
        return problem->suggestion.empty() ? to_qt(problem->message) : to_qt(problem->message + "; " + problem->suggestion);
    case Qt::AccessibleTextRole:
        if (index.column() == message_column)
            return (problem->severity == Severity::error ? tr("Error: %1") : tr("Warning: %1")).arg(to_qt(problem->message));
        return data(index, Qt::DisplayRole);
    case error_role: return problem->severity == Severity::error;
    case line_role: return static_cast<int>(problem->span.line);
    case column_role: return static_cast<int>(problem->span.column);
    case copy_role: return to_qt(to_text(*problem, QFileInfo(content_->file_name).fileName().toStdString()));
    default: return {};
    }
}

QVariant ProblemListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case message_column: return tr("Problem");
    case place_column: return tr("Line");
    case code_column: return tr("Code");
    default: return {};
    }
}

} // namespace orkestr
