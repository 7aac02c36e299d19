#include "ui/viewmodels/change_model.h"

#include "ui/viewmodels/text.h"
#include "ui/viewmodels/watch_model.h"

#include <algorithm>

namespace orkestr {

ChangeModel::ChangeModel(TravelDocument& document, QObject* parent) : QAbstractTableModel(parent), document_(document) {
    connect(&document_, &TravelDocument::extended, this, [this] {
        if (document_.last() == 0) return start_anew();
        // More of them come at the end: the last page tells how many there are.
        pages_.erase(total_ / page_rows);
        asked_.reset();
        if (path_) ask(total_ / page_rows);
    });
}

ChangeModel::~ChangeModel() { document_.work().forget(this); }

void ChangeModel::show(const QString& path) {
    auto parsed = path.isEmpty() ? std::nullopt : std::optional(DataPath::parse(path.toStdString()));
    path_ = parsed && *parsed ? std::optional(std::move(**parsed)) : std::nullopt;
    start_anew();
}

void ChangeModel::start_anew() {
    document_.work().forget(this);
    beginResetModel();
    total_ = 0;
    pages_.clear();
    asked_.reset();
    reading_ = false;
    message_.clear();
    endResetModel();
    if (path_) ask(0);
    Q_EMIT state_changed();
}

void ChangeModel::ask(std::uint64_t page) const {
    if (asked_ == page || !document_.work().can_ask()) return;
    asked_ = page;
    reading_ = true;
    auto* self = const_cast<ChangeModel*>(this);
    document_.work().ask(this, TravelWork::Length::search, [self, path = *path_, page](TimeTravel& travel, std::stop_token stop) -> std::function<void()> {
        auto answer = travel.changes(path, page * page_rows, page_rows, stop);
        if (!answer && answer.error().code == ErrorCode::cancelled) return {};
        return [self, page, answer = std::move(answer)] { self->took(page, answer); };
    });
}

void ChangeModel::took(std::uint64_t page, Result<ValueChanges> answer) {
    reading_ = false;
    asked_.reset();
    message_ = answer ? QString() : to_qt(answer.error().message);
    if (answer) {
        const auto rows = static_cast<int>(std::min<std::uint64_t>(answer->total, 50'000'000));
        if (rows > rowCount()) {
            beginInsertRows({}, rowCount(), rows - 1);
            total_ = static_cast<std::uint64_t>(rows);
            endInsertRows();
        }
        pages_[page] = std::move(answer->changes);
        // Those furthest from what is looked at go first.
        while (pages_.size() > kept_pages) pages_.erase(pages_.rbegin()->first - page > page - pages_.begin()->first ? std::prev(pages_.end()) : pages_.begin());
        if (rows > 0) Q_EMIT dataChanged(index(0, 0), index(rows - 1, column_count - 1));
    }
    Q_EMIT state_changed();
}

const ValueChange* ChangeModel::change_at(int row) const {
    const auto number = static_cast<std::uint64_t>(row);
    const auto page = pages_.find(number / page_rows);
    if (page == pages_.end()) {
        ask(number / page_rows);
        return nullptr;
    }
    const std::uint64_t place = number % page_rows;
    return place < page->second.size() ? &page->second[place] : nullptr;
}

std::uint64_t ChangeModel::seq_at(int row) const {
    const ValueChange* change = row >= 0 && row < rowCount() ? change_at(row) : nullptr;
    return change ? change->seq : 0;
}

int ChangeModel::row_of(std::uint64_t seq) const {
    int row = -1;
    for (const auto& [page, changes] : pages_) {
        const auto at = std::upper_bound(changes.begin(), changes.end(), seq, [](std::uint64_t one, const ValueChange& change) { return one < change.seq; });
        if (at != changes.begin()) row = static_cast<int>(page * page_rows) + static_cast<int>(at - changes.begin()) - 1;
    }
    return row;
}

int ChangeModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(total_); }

int ChangeModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant ChangeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole && index.column() == seq_column) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const ValueChange* change = change_at(index.row());
    if (!change) return index.column() == event_column ? QStringLiteral("…") : QString();
    switch (index.column()) {
    case seq_column: return static_cast<qulonglong>(change->seq);
    case time_column: return clock_text(to_qt(change->at));
    case event_column: {
        const QString event = change->step.empty() ? to_qt(change->type) : task_name(change->step) + QStringLiteral(" · ") + to_qt(change->type);
        return change->certain ? event : event + QStringLiteral(" · ") + tr("may have changed it");
    }
    case before_column: return watched_text(change->before, change->before_redacted, tr("nothing"));
    case after_column: return watched_text(change->after, change->after_redacted, tr("nothing"));
    default: return {};
    }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == seq_column) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case seq_column: return tr("Event", "its number");
    case time_column: return tr("Time");
    case event_column: return tr("What happened");
    case before_column: return tr("Before");
    case after_column: return tr("After");
    default: return {};
    }
}

} // namespace orkestr
