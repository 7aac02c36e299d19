// Groups of runs as a list, with how many are in each; those that the filter names are marked.
#pragma once

#include "ui/viewmodels/run_groups.h"

#include <QAbstractListModel>
#include <QStringList>

namespace orkestr {

class RunGroupModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        key_role = Qt::UserRole + 1, ///< QString: RunGroup::key
        runs_role,                   ///< qulonglong
        chosen_role,                 ///< bool: the filter names it
        share_role                   ///< double: of the largest group
    };
    /// What a list can be looked through.
    static constexpr std::size_t most_rows = 1000;

    /// The count outlives the model.
    explicit RunGroupModel(const RunGroupCount& count, QObject* parent = nullptr);

    void set_chosen(const QStringList& keys);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void take();

    const RunGroupCount& count_;
    std::vector<RunGroup> groups_;
    QStringList chosen_;
};

} // namespace orkestr
