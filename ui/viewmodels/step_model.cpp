#include "ui/viewmodels/step_model.h"

#include "ui/viewmodels/step_wait.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr int clock_ms = 500;

Instant now_instant() { return {QDateTime::currentMSecsSinceEpoch()}; }

Instant last_time(const RunView& view) {
    Instant last = view.ended.value_or(view.started);
    for (const StepView& step : view.steps)
        for (const auto& time : {step.started, step.ended})
            if (time) last = std::max(last, *time);
    return last;
}

bool same_row(const StepView& a, const StepView& b) {
    return a.status == b.status && a.attempt == b.attempt && a.started == b.started && a.ended == b.ended &&
           a.error.has_value() == b.error.has_value() && a.waits_until == b.waits_until && a.listens == b.listens &&
           a.events_received == b.events_received;
}

bool is_right_aligned(int column) { return column >= StepModel::attempt_column && column <= StepModel::duration_column; }

QString repeat_text(const std::string& key) {
    const auto mark = key.find('#');
    return mark == std::string::npos ? QString() : to_qt(key.substr(mark));
}

} // namespace

StepModel::StepModel(QObject* parent) : QAbstractItemModel(parent) {
    clock_.setInterval(clock_ms);
    connect(&clock_, &QTimer::timeout, this, &StepModel::tick);
}

bool StepModel::continues(const RunView& now) const {
    if (!view_ || view_->run != now.run) return false;
    const std::size_t both = std::min(view_->steps.size(), now.steps.size());
    // Steps stand in the order in which they began: an earlier view holds the first of them.
    return both == 0 || view_->steps[both - 1].id == now.steps[both - 1].id;
}

void StepModel::show(std::shared_ptr<const RunView> view, std::optional<Instant> moment) {
    if (view == view_ && moment == moment_) return;
    moment_ = moment;
    if (!view || !continues(*view)) {
        beginResetModel();
        view_ = std::move(view);
        start_anew();
        endResetModel();
    } else {
        if (view->steps.size() < view_->steps.size()) take_rows(view->steps.size());
        const auto before = std::exchange(view_, std::move(view));
        tell_changes(*before, rows_.size());
        append_rows(rows_.size());
    }
    if (view_ && !live_) last_seen_ = last_time(*view_);
    if (view_ && !view_->ended && live_ && !moment_) clock_.start();
    else clock_.stop();
    // Open durations end elsewhere, and shares are of another whole.
    if (view_ && !clock_.isActive()) tick();
}

void StepModel::set_definition(std::shared_ptr<const Definition> definition) {
    definition_ = std::move(definition);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (view_->steps[i].ended) continue;
        Q_EMIT dataChanged(index_of(static_cast<int>(i)), index_of(static_cast<int>(i)));
    }
}

void StepModel::start_anew() {
    rows_.clear();
    top_.clear();
    by_step_.clear();
    latest_by_task_.clear();
    if (!view_) return;
    for (auto& [parent, children] : add_rows(0)) children_of(parent) = std::move(children);
}

/// Those of one parent come together, with all that they hold.
void StepModel::append_rows(std::size_t from) {
    for (const auto& [parent, children] : add_rows(from)) {
        auto& there = children_of(parent);
        const int first = static_cast<int>(there.size());
        beginInsertRows(index_of(parent), first, first + static_cast<int>(children.size()) - 1);
        there.insert(there.end(), children.begin(), children.end());
        endInsertRows();
    }
}

/// The last come last among their siblings, too.
void StepModel::take_rows(std::size_t from) {
    std::map<int, int> left; // by rows that stay: how many they still hold
    for (std::size_t i = rows_.size(); i-- > from;) {
        const Row& row = rows_[i];
        const StepView& step = view_->steps[i];
        if (row.parent < static_cast<int>(from)) left[row.parent] = row.place;
        by_step_.erase(step.id);
        if (row.before >= 0) latest_by_task_[step.task] = row.before;
        else latest_by_task_.erase(step.task);
    }
    for (const auto& [parent, count] : left) {
        auto& children = children_of(parent);
        beginRemoveRows(index_of(parent), count, static_cast<int>(children.size()) - 1);
        children.resize(static_cast<std::size_t>(count));
        endRemoveRows();
    }
    rows_.resize(from);
}

/// From number `from` on. What goes below rows that were there is not there yet: it is returned, by those.
std::map<int, std::vector<int>> StepModel::add_rows(std::size_t from) {
    std::map<int, std::vector<int>> below;
    if (from == 0) rows_.reserve(view_->steps.size());
    for (std::size_t i = from; i < view_->steps.size(); ++i) {
        const StepView& step = view_->steps[i];
        const int number = static_cast<int>(i);
        Row row;
        row.parent = parent_of(step);
        const bool was_there = row.parent < static_cast<int>(from);
        auto& siblings = was_there ? below[row.parent] : children_of(row.parent);
        row.place = static_cast<int>(siblings.size() + (was_there ? children_of(row.parent).size() : 0));
        siblings.push_back(number);
        if (const auto latest = latest_by_task_.find(step.task); latest != latest_by_task_.end()) row.before = latest->second;
        rows_.push_back(std::move(row));
        by_step_.set(step.id, static_cast<std::uint32_t>(number));
        latest_by_task_[step.task] = number;
    }
    return below;
}

/// A skipped step names no parent: it belongs to the latest step of the task that holds it.
int StepModel::parent_of(const StepView& step) const {
    if (const auto found = by_step_.find(step.parent); found != StepNumbers::none) return static_cast<int>(found);
    if (step.status != "skipped") return -1;
    std::string task = step.task;
    for (auto slash = task.rfind('/'); slash != std::string::npos && slash > 0; slash = task.rfind('/')) {
        task.resize(slash);
        if (const auto found = latest_by_task_.find(task); found != latest_by_task_.end()) return found->second;
    }
    return -1;
}

void StepModel::tell_changes(const RunView& before, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (same_row(before.steps[i], view_->steps[i])) continue;
        const int row = static_cast<int>(i);
        Q_EMIT dataChanged(index_of(row), index_of(row, column_count - 1));
    }
}

void StepModel::tick() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (view_->steps[i].ended) continue;
        Q_EMIT dataChanged(index_of(static_cast<int>(i), duration_column), index_of(static_cast<int>(i), timeline_column));
    }
}

QModelIndex StepModel::find(StepId step) const {
    const auto found = by_step_.find(step);
    return found == StepNumbers::none ? QModelIndex() : index_of(static_cast<int>(found));
}

QModelIndex StepModel::index_of(int row, int column) const {
    if (row < 0) return {};
    return createIndex(rows_[static_cast<std::size_t>(row)].place, column, static_cast<quintptr>(row));
}

QModelIndex StepModel::index(int row, int column, const QModelIndex& parent) const {
    if (column < 0 || column >= column_count || (parent.isValid() && parent.column() != 0)) return {};
    const auto& children = children_of(parent.isValid() ? static_cast<int>(parent.internalId()) : -1);
    if (row < 0 || row >= static_cast<int>(children.size())) return {};
    return createIndex(row, column, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex StepModel::parent(const QModelIndex& child) const {
    return child.isValid() ? index_of(rows_[static_cast<std::size_t>(child.internalId())].parent) : QModelIndex();
}

int StepModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() && parent.column() != 0) return 0;
    return static_cast<int>(children_of(parent.isValid() ? static_cast<int>(parent.internalId()) : -1).size());
}

int StepModel::columnCount(const QModelIndex&) const { return column_count; }

Instant StepModel::now() const { return moment_ ? *moment_ : now_instant(); }

Instant StepModel::end_of(const StepView& step) const {
    if (step.ended) return *step.ended;
    return live_ || moment_ ? now() : std::max(last_seen_, step.started.value_or(last_seen_));
}

QVariant StepModel::display(const StepView& step, int column) const {
    switch (column) {
    case name_column: return to_qt(step.name);
    case status_column: return status_text(to_qt(step.status));
    case attempt_column: return step.attempt > 1 ? QVariant(static_cast<int>(step.attempt)) : QVariant();
    case started_column: return step.started ? clock_text(*step.started) : QString();
    case duration_column: return step.started ? duration_text(end_of(step) - *step.started) : QString();
    default: return {};
    }
}

QVariant StepModel::share(const StepView& step, int role) const {
    if (!step.started) return 0.0;
    // Of what only a file tells, the last that it tells is the end.
    const Duration lasted = (view_->ended ? *view_->ended : live_ || moment_ ? now() : last_seen_) - view_->started;
    const double whole = lasted > Duration{} ? lasted.fractional_ms() : 1.0;
    const double begin = (*step.started - view_->started).fractional_ms() / whole;
    if (role == share_begin_role) return std::clamp(begin, 0.0, 1.0);
    return std::clamp((end_of(step) - *step.started).fractional_ms() / whole, 0.0, 1.0);
}

QVariant StepModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const StepView& row = step(index);
    switch (role) {
    case Qt::DisplayRole: return display(row, index.column());
    case Qt::TextAlignmentRole:
        return is_right_aligned(index.column()) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case step_role: return row.id;
    case status_role: return to_qt(row.status);
    case kind_role: return to_qt(row.kind);
    case repeat_role: return repeat_text(row.key);
    case duration_ms_role: return row.started ? QVariant(static_cast<qint64>((end_of(row) - *row.started).ms)) : QVariant(qint64{0});
    case share_begin_role:
    case share_length_role: return share(row, role);
    case error_role: return row.error ? to_qt(row.error->title.empty() ? row.error->type : row.error->title) : QString();
    case waits_role: return step_wait(row, definition_.get()).line();
    default: return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && is_right_aligned(section)) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case name_column: return tr("Step");
    case status_column: return tr("Status");
    case attempt_column: return tr("Attempt");
    case started_column: return tr("Started");
    case duration_column: return tr("Duration");
    case timeline_column: return tr("Timeline");
    default: return {};
    }
}

} // namespace orkestr
