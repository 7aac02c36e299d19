#include "ui/viewmodels/event_model.h"

#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t shown_data_bytes = 240;

QString shown_data(const Json& data) {
    if (data.text() == "{}") return {};
    if (data.size_bytes() <= shown_data_bytes) return to_qt(data.text());
    return to_qt(data.text().substr(0, shown_data_bytes)) + QStringLiteral("…");
}

} // namespace

EventModel::EventModel(RunSource& source, QObject* parent) : QAbstractTableModel(parent), source_(source), gate_(this) {}

void EventModel::show(const RunId& run) {
    beginResetModel();
    gate_.drop();
    run_ = run;
    rows_ = 0;
    pages_.clear();
    by_number_.clear();
    asked_.clear();
    endResetModel();
    set_state(run.empty() ? LoadState::idle : LoadState::loading);
    if (!run.empty()) ask(0);
}

void EventModel::set_total(std::uint64_t total) {
    const int rows = static_cast<int>(std::min<std::uint64_t>(total, most_rows));
    if (rows <= rows_ || run_.empty()) return;
    // The last page that is held may have grown.
    if (const int last = rows_ / page_rows; rows_ % page_rows != 0 && by_number_.contains(last)) ask(last);
    beginInsertRows({}, rows_, rows - 1);
    rows_ = rows;
    endInsertRows();
}

void EventModel::ask(int page) const {
    if (!asked_.insert(page).second) return;
    auto* self = const_cast<EventModel*>(this);
    const auto ticket = gate_.join();
    source_.events(run_, static_cast<std::uint64_t>(page) * page_rows, page_rows, ticket.stop(),
                   ticket.deliver<EventPage>([self, page](Result<EventPage> answer) { self->took(page, std::move(answer)); }));
}

void EventModel::took(int page, Result<EventPage> answer) {
    asked_.erase(page);
    if (!answer) {
        if (rows_ == 0) set_state(LoadState::failed, to_qt(answer.error().message));
        return;
    }
    keep(page, std::move(answer->events));
    set_total(answer->total);
    set_state(LoadState::ready);
    const int first = page * page_rows;
    const int last = std::min(rows_, first + page_rows) - 1;
    if (first <= last) Q_EMIT dataChanged(index(first, 0), index(last, column_count - 1));
}

void EventModel::keep(int page, std::vector<EventView> events) {
    if (const auto held = by_number_.find(page); held != by_number_.end()) {
        pages_.erase(held->second);
        by_number_.erase(held);
    }
    pages_.emplace_front(page, std::move(events));
    by_number_[page] = pages_.begin();
    if (pages_.size() <= kept_pages) return;
    by_number_.erase(pages_.back().first);
    pages_.pop_back();
}

const EventView* EventModel::event_at(int row) const {
    const int page = row / page_rows;
    const auto held = by_number_.find(page);
    if (held == by_number_.end()) {
        ask(page);
        return nullptr;
    }
    pages_.splice(pages_.begin(), pages_, held->second);
    const Page& events = held->second->second;
    const auto place = static_cast<std::size_t>(row % page_rows);
    if (place < events.size()) return &events[place];
    ask(page);
    return nullptr;
}

int EventModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : rows_; }

int EventModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant EventModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = index.column() == seq_column || index.column() == attempt_column;
        return number ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    }
    if (role != Qt::DisplayRole && role < Qt::UserRole) return {};
    const EventView* event = event_at(index.row());
    if (role == loaded_role) return event != nullptr;
    if (role == Qt::DisplayRole && index.column() == seq_column) return index.row() + 1;
    if (!event) return role == Qt::DisplayRole && index.column() == type_column ? QVariant(QStringLiteral("…")) : QVariant();
    if (role == step_key_role) return to_qt(event->step);
    if (role == json_role) return to_qt(event->json().text());
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case time_column: return clock_text(to_qt(event->at));
    case type_column: return to_qt(event->type);
    case task_column: return task_name(event->task);
    case attempt_column: return event->attempt > 1 ? QVariant(static_cast<int>(event->attempt)) : QVariant();
    case data_column: return shown_data(event->data);
    default: return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && (section == seq_column || section == attempt_column))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case seq_column: return tr("#");
    case time_column: return tr("Time");
    case type_column: return tr("Event");
    case task_column: return tr("Step");
    case attempt_column: return tr("Attempt");
    case data_column: return tr("Data");
    default: return {};
    }
}

void EventModel::set_state(LoadState state, const QString& message) {
    if (state == state_ && message == message_) return;
    state_ = state;
    message_ = message;
    Q_EMIT state_changed();
}

} // namespace orkestr
