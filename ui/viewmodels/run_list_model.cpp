#include "ui/viewmodels/run_list_model.h"

#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

bool same_to_see(const RunRow& a, const RunRow& b) {
    return a.status == b.status && a.ended == b.ended && a.error == b.error && a.name == b.name && a.version == b.version;
}

} // namespace

RunListModel::RunListModel(RunSource& source, ChangeFeed& feed, QObject* parent)
    : QAbstractListModel(parent), source_(source) {
    connect(&feed, &ChangeFeed::changed, this, &RunListModel::refresh);
    ask_newest();
}

void RunListModel::set_query(const RunQuery& query) {
    query_ = query;
    query_.before.reset();
    newest_gate_.drop();
    older_gate_.drop();
    asking_newest_ = asking_older_ = changed_meanwhile_ = false;
    start_anew({});
    set_state(LoadState::loading);
    ask_newest();
}

void RunListModel::refresh() {
    // An answer under way may be older than the change: ask once more when it is there.
    if (asking_newest_) changed_meanwhile_ = true;
    else ask_newest();
}

std::uint32_t RunListModel::rows_to_refresh() const {
    const auto last_open = std::find_if(rows_.rbegin(), rows_.rend(), [](const RunRow& row) { return row.open(); });
    const auto needed = static_cast<std::size_t>(rows_.rend() - last_open);
    return static_cast<std::uint32_t>(std::clamp<std::size_t>(needed, page_rows, 10'000));
}

void RunListModel::ask_newest() {
    asking_newest_ = true;
    RunQuery query = query_;
    query.limit = rows_to_refresh();
    const auto ticket = newest_gate_.supersede();
    source_.runs(query, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) { newest(std::move(page)); }));
}

void RunListModel::newest(Result<RunPage> page) {
    asking_newest_ = false;
    if (!page) {
        if (rows_.empty()) set_state(LoadState::failed, to_qt(page.error().message));
    } else if (!merge(page->runs)) {
        start_anew(std::move(*page));
    }
    if (page) set_state(LoadState::ready);
    if (changed_meanwhile_) {
        changed_meanwhile_ = false;
        ask_newest();
    }
}

void RunListModel::start_anew(RunPage page) {
    older_gate_.drop();
    beginResetModel();
    rows_ = std::move(page.runs);
    more_ = page.more;
    next_ = page.next;
    asking_older_ = false;
    endResetModel();
}

/// False when the fresh rows don't continue the ones that are there (or a filter let go of some of them).
bool RunListModel::merge(const std::vector<RunRow>& fresh) {
    if (rows_.empty() || fresh.empty()) return false;
    const auto first_known =
        std::find_if(fresh.begin(), fresh.end(), [this](const RunRow& row) { return row.run == rows_.front().run; });
    if (first_known == fresh.end()) return false;
    const auto known = static_cast<std::size_t>(fresh.end() - first_known);
    if (known > rows_.size()) return false;
    for (std::size_t i = 0; i < known; ++i)
        if (rows_[i].run != first_known[static_cast<std::ptrdiff_t>(i)].run) return false;
    for (std::size_t i = 0; i < known; ++i) {
        const RunRow& now = first_known[static_cast<std::ptrdiff_t>(i)];
        const bool same = same_to_see(rows_[i], now);
        rows_[i] = now;
        if (!same) Q_EMIT dataChanged(index(static_cast<int>(i)), index(static_cast<int>(i)));
    }
    if (first_known != fresh.begin()) {
        beginInsertRows({}, 0, static_cast<int>(first_known - fresh.begin()) - 1);
        rows_.insert(rows_.begin(), fresh.begin(), first_known);
        endInsertRows();
    }
    return true;
}

bool RunListModel::canFetchMore(const QModelIndex& parent) const { return !parent.isValid() && more_ && !asking_older_; }

void RunListModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent) || rows_.empty()) return;
    asking_older_ = true;
    RunQuery query = query_;
    query.before = next_ ? next_ : rows_.back().run;
    query.limit = page_rows;
    const auto ticket = older_gate_.supersede();
    source_.runs(query, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) { older(std::move(page)); }));
}

void RunListModel::older(Result<RunPage> page) {
    // What is there stays when it fails; the next scroll to the end asks again.
    if (page && !page->runs.empty()) {
        // A view may ask for more as soon as it hears of rows to come: not before they are there.
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(page->runs.size()) - 1);
        rows_.insert(rows_.end(), std::make_move_iterator(page->runs.begin()), std::make_move_iterator(page->runs.end()));
        more_ = page->more;
        next_ = page->next;
        asking_older_ = false;
        endInsertRows();
        return;
    }
    if (page) more_ = false;
    asking_older_ = false;
}

void RunListModel::set_state(LoadState state, const QString& message) {
    if (state == state_ && message == message_) return;
    state_ = state;
    message_ = message;
    Q_EMIT state_changed();
}

const RunRow* RunListModel::row_at(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : &rows_[static_cast<std::size_t>(row)];
}

int RunListModel::find(const QString& run) const {
    const std::string id = run.toStdString();
    const auto at = std::find_if(rows_.begin(), rows_.end(), [&id](const RunRow& row) { return row.run.text == id; });
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

int RunListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    const RunRow* row = index.isValid() ? row_at(index.row()) : nullptr;
    if (!row) return {};
    switch (role) {
    case Qt::DisplayRole:
    case name_role: return to_qt(row->name);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(to_qt(row->name), status_text(to_qt(row->status)), moment_text(to_qt(row->started)));
    case run_role: return to_qt(row->run.text);
    case version_role: return to_qt(row->version);
    case status_role: return to_qt(row->status);
    case started_role: return to_qt(row->started);
    case duration_role: return row->ended ? QVariant(duration_text(*row->ended - row->started)) : QVariant(QString());
    case error_role: return to_qt(row->error);
    default: return {};
    }
}

QHash<int, QByteArray> RunListModel::roleNames() const {
    return {{run_role, "run"},         {name_role, "name"},         {version_role, "version"}, {status_role, "status"},
            {started_role, "started"}, {duration_role, "duration"}, {error_role, "error"}};
}

} // namespace orkestr
