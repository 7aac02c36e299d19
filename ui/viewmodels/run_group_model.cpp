#include "ui/viewmodels/run_group_model.h"

#include "ui/viewmodels/text.h"

#include <QLocale>

#include <algorithm>

namespace orkestr {

RunGroupModel::RunGroupModel(const RunGroupCount& count, QObject* parent) : QAbstractListModel(parent), count_(count) {
    connect(&count_, &RunGroupCount::changed, this, &RunGroupModel::take);
    take();
}

void RunGroupModel::take() {
    std::vector<RunGroup> groups = count_.groups();
    if (groups.size() > most_rows) groups.resize(most_rows);
    const auto same_key = [](const RunGroup& a, const RunGroup& b) { return a.key == b.key; };
    if (std::equal(groups.begin(), groups.end(), groups_.begin(), groups_.end(), same_key)) {
        const bool changed = groups != groups_;
        groups_ = std::move(groups);
        if (changed) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    groups_ = std::move(groups);
    endResetModel();
}

void RunGroupModel::set_chosen(const QStringList& keys) {
    if (keys == chosen_) return;
    chosen_ = keys;
    if (!groups_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int RunGroupModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(groups_.size()); }

QVariant RunGroupModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const RunGroup& group = groups_[static_cast<std::size_t>(index.row())];
    const QString key = to_qt(group.key);
    const bool none = key.isEmpty();
    switch (role) {
    case Qt::DisplayRole: return none ? tr("No error") : key;
    case Qt::AccessibleTextRole: return tr("%1: %n run(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(group.runs, 1'000'000'000))).arg(none ? tr("No error") : key);
    case key_role: return key;
    case runs_role: return static_cast<qulonglong>(group.runs);
    case chosen_role: return chosen_.contains(key);
    case share_role: return static_cast<double>(group.runs) / static_cast<double>(std::max<std::uint64_t>(1, groups_.front().runs));
    default: return {};
    }
}

} // namespace orkestr
