// What each task of a definition came to over many runs; and the ways that the runs took.
#pragma once

#include "ui/viewmodels/task_titles.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace orkestr {

class TaskPathModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { task_column, runs_column, p50_column, p95_column, faults_column, retries_column, critical_column, column_count };

    explicit TaskPathModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Null: nothing.
    void show(std::shared_ptr<const PathStatistics> statistics, const TaskTitles& titles);
    const TaskPathStatistics* task_at(int row) const;
    int find(const QString& pointer) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const PathStatistics> statistics_;
    std::vector<const TaskPathStatistics*> tasks_; ///< of statistics_
    TaskTitles titles_;
    std::int64_t critical_ms_ = 0;                 ///< of all of them
};

class RunPathModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { runs_column, status_column, p50_column, path_column, column_count };
    enum Role { run_role = Qt::UserRole }; ///< QString: the latest run that took it
    static constexpr std::size_t most_rows = 100;

    explicit RunPathModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void show(const std::shared_ptr<const PathStatistics>& statistics, const TaskTitles& titles);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString path_text(const PathFrequency& path) const;

    std::vector<PathFrequency> paths_;
    TaskTitles titles_;
    std::uint64_t runs_ = 0;
};

/// `82 %`, `< 1 %`; of none nothing.
QString share_text(std::uint64_t part, std::uint64_t all);

} // namespace orkestr
