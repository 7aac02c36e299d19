#include "ui/viewmodels/event_model.h"

#include "core/ports/filter_records.h"
#include "ui/viewmodels/color_rules.h"
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
    run_ = run;
    total_ = 0;
    moment_ = 0;
    start_anew();
}

void EventModel::set_filter(const Filter& filter) {
    filter_ = filter;
    start_anew();
}

void EventModel::start_anew() {
    beginResetModel();
    now_ = Instant{QDateTime::currentMSecsSinceEpoch()};
    gate_.drop();
    scan_gate_.drop();
    rows_ = 0;
    matches_.clear();
    scanned_ = 0;
    scanning_ = stopped_ = false;
    scan_message_.clear();
    pages_.clear();
    by_number_.clear();
    asked_.clear();
    endResetModel();
    set_state(run_.empty() ? LoadState::idle : LoadState::loading);
    if (!run_.empty() && filter_.is_empty()) ask(0);
    else if (!run_.empty()) scan();
    Q_EMIT scan_changed();
}

void EventModel::set_total(std::uint64_t total) {
    if (run_.empty() || total <= total_) return;
    total_ = total;
    if (filter_.is_empty()) return grow(static_cast<int>(std::min<std::uint64_t>(total, most_rows)));
    if (!scanning_ && !stopped_) scan();
}

void EventModel::grow(int rows) {
    if (rows <= rows_) return;
    // The last page that is held may have grown.
    if (const int last = rows_ / page_rows; rows_ % page_rows != 0 && by_number_.contains(last)) ask(last);
    beginInsertRows({}, rows_, rows - 1);
    rows_ = rows;
    endInsertRows();
}

void EventModel::scan() {
    scanning_ = true;
    EventQuery query{.run = run_, .after = scanned_, .filter = filter_, .now = now_, .numbers_only = true};
    const auto ticket = scan_gate_.supersede();
    source_.events(std::move(query), ticket.stop(), ticket.deliver<EventPage>([this](Result<EventPage> answer) { took_matches(std::move(answer)); }));
}

void EventModel::took_matches(Result<EventPage> answer) {
    scanning_ = false;
    if (!answer) {
        scan_message_ = to_qt(answer.error().message);
        if (rows_ == 0) set_state(LoadState::failed, scan_message_);
        Q_EMIT scan_changed();
        return;
    }
    total_ = std::max(total_, answer->total);
    scanned_ = answer->next != 0 ? answer->next : answer->total;
    matches_.insert(matches_.end(), answer->seqs.begin(), answer->seqs.end());
    grow(static_cast<int>(std::min<std::size_t>(matches_.size(), most_rows)));
    set_state(LoadState::ready);
    if (scanned_ < total_ && !stopped_) scan();
    Q_EMIT scan_changed();
}

void EventModel::stop_scan() {
    if (filter_.is_empty() || stopped_) return;
    stopped_ = true;
    scanning_ = false;
    scan_gate_.drop();
    Q_EMIT scan_changed();
}

void EventModel::go_on() {
    if (!stopped_) return;
    stopped_ = false;
    if (scanned_ < total_) scan();
    Q_EMIT scan_changed();
}

int EventModel::row_of(std::uint64_t seq) const {
    if (filter_.is_empty()) return seq >= 1 && seq <= static_cast<std::uint64_t>(rows_) ? static_cast<int>(seq - 1) : -1;
    const auto at = std::lower_bound(matches_.begin(), matches_.end(), seq);
    return at == matches_.end() || at - matches_.begin() >= rows_ ? -1 : static_cast<int>(at - matches_.begin());
}

std::uint64_t EventModel::seq_at(int row) const {
    if (row < 0 || row >= rows_) return 0;
    return filter_.is_empty() ? static_cast<std::uint64_t>(row) + 1 : matches_[static_cast<std::size_t>(row)];
}

void EventModel::set_marks(std::map<std::uint64_t, Mark> marks) {
    if (marks == marks_) return;
    marks_ = std::move(marks);
    if (rows_ > 0) Q_EMIT dataChanged(index(0, type_column), index(rows_ - 1, type_column));
}

void EventModel::ask(int page) const {
    if (!asked_.insert(page).second) return;
    auto* self = const_cast<EventModel*>(this);
    const auto ticket = gate_.join();
    EventQuery query{.run = run_, .after = static_cast<std::uint64_t>(page) * page_rows, .limit = page_rows};
    if (!filter_.is_empty()) {
        const auto first = std::min(matches_.size(), static_cast<std::size_t>(page) * page_rows);
        const auto last = std::min(matches_.size(), first + page_rows);
        query.seqs.assign(matches_.begin() + static_cast<std::ptrdiff_t>(first), matches_.begin() + static_cast<std::ptrdiff_t>(last));
    }
    source_.events(std::move(query), ticket.stop(),
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
    // All of them again, after a filter.
    if (filter_.is_empty()) grow(static_cast<int>(std::min<std::uint64_t>(total_, most_rows)));
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
    Page held;
    held.reserve(events.size());
    for (EventView& event : events) held.push_back({std::move(event)});
    pages_.emplace_front(page, std::move(held));
    by_number_[page] = pages_.begin();
    if (pages_.size() <= kept_pages) return;
    by_number_.erase(pages_.back().first);
    pages_.pop_back();
}

const EventView* EventModel::event_in(int row) const {
    const HeldEvent* event = row >= 0 && row < rows_ ? event_at(row) : nullptr;
    return event ? &event->view : nullptr;
}

void EventModel::set_moment(std::uint64_t seq) {
    if (seq == moment_) return;
    moment_ = seq;
    if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, column_count - 1), {future_role});
}

void EventModel::set_rules(ColorRules* rules) {
    if (rules_) rules_->disconnect(this);
    rules_ = rules;
    if (rules_) connect(rules_, &ColorRules::changed, this, &EventModel::judge_again);
    judge_again();
}

void EventModel::judge_again() {
    for (auto& [number, page] : pages_)
        for (HeldEvent& event : page) event.rule = unjudged;
    if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, column_count - 1));
}

int EventModel::rule_of(HeldEvent& event) const {
    if (!rules_) return -1;
    if (event.rule == unjudged) event.rule = rules_->rule_for(EventRecord(event.view), FilterSubject::event, now_);
    return event.rule;
}

EventModel::HeldEvent* EventModel::event_at(int row) const {
    const int page = row / page_rows;
    const auto held = by_number_.find(page);
    if (held == by_number_.end()) {
        ask(page);
        return nullptr;
    }
    pages_.splice(pages_.begin(), pages_, held->second);
    Page& events = held->second->second;
    const auto place = static_cast<std::size_t>(row % page_rows);
    if (place < events.size()) return &events[place];
    ask(page);
    return nullptr;
}

int EventModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : rows_; }

int EventModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant EventModel::mark_data(const QModelIndex& index, int role) const {
    const bool asked = role == Qt::DecorationRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole;
    const auto mark = asked && index.column() == type_column ? marks_.find(seq_at(index.row())) : marks_.end();
    if (mark == marks_.end()) return {};
    if (role == Qt::DecorationRole) return mark->second.shape;
    if (role == Qt::ToolTipRole) return mark->second.about;
    return QStringLiteral("%1, %2").arg(data(index, Qt::DisplayRole).toString(), mark->second.about);
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = index.column() == seq_column || index.column() == attempt_column;
        return number ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    }
    if (const QVariant marked = mark_data(index, role); marked.isValid()) return marked;
    const bool is_asked = role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole || role >= Qt::UserRole;
    if (!is_asked) return {};
    HeldEvent* held = event_at(index.row());
    const EventView* event = held ? &held->view : nullptr;
    if (role == loaded_role) return event != nullptr;
    if (role == Qt::DisplayRole && index.column() == seq_column) return static_cast<qulonglong>(seq_at(index.row()));
    if (role == future_role) return moment_ != 0 && seq_at(index.row()) > moment_;
    if (!event && role == rule_role) return -1;
    if (!event) return role == Qt::DisplayRole && index.column() == type_column ? QVariant(QStringLiteral("…")) : QVariant();
    if (role == step_key_role) return to_qt(event->step);
    if (role == json_role) return to_qt(event->json().text());
    if (role != Qt::DisplayRole) return rule_data(*held, index.column(), role);
    switch (index.column()) {
    case time_column: return clock_text(event->at);
    case type_column: return to_qt(event->type);
    case task_column: return task_name(event->task);
    case attempt_column: return event->attempt > 1 ? QVariant(static_cast<int>(event->attempt)) : QVariant();
    case data_column: return shown_data(event->data);
    default: return {};
    }
}

QVariant EventModel::rule_data(HeldEvent& event, int column, int role) const {
    const int rule = rule_of(event);
    if (role == rule_role) return rule < 0 ? -1 : static_cast<int>(rules_->rules()[static_cast<std::size_t>(rule)].color);
    if (rule < 0) return {};
    const QString name = rules_->rules()[static_cast<std::size_t>(rule)].name;
    // The number stands beside the rule's mark: it says what that means.
    if (role == Qt::ToolTipRole && column == seq_column) return QStringLiteral("<qt>%1</qt>").arg(tr("Rule: %1").arg(name).toHtmlEscaped());
    return role == Qt::AccessibleDescriptionRole ? QVariant(tr("Rule: %1").arg(name)) : QVariant();
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
