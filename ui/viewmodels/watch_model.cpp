#include "ui/viewmodels/watch_model.h"

#include "ui/viewmodels/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t short_json_bytes = 240;

constexpr std::uint32_t changes_at_once = 10'000;

constexpr const char* redaction_mark = R"({"$redacted":true})";
/// So much of a value is looked through for marks.
constexpr std::size_t most_marked_bytes = 4096;

/// The events at which the condition holds and didn't before.
Result<std::vector<std::uint64_t>> becomes_true(TimeTravel& travel, const DataPath& path, const WatchCondition& condition, const std::stop_token& stop) {
    std::vector<std::uint64_t> events;
    for (std::uint64_t first = 0;;) {
        const auto page = travel.changes(path, first, changes_at_once, stop);
        if (!page) return page.error();
        for (const ValueChange& change : page->changes)
            if (condition.holds(change.after) && !condition.holds(change.before)) events.push_back(change.seq);
        first += page->changes.size();
        if (page->changes.empty() || first >= page->total) return events;
    }
}

} // namespace

QString short_json(const Json& json) {
    if (json.size_bytes() <= short_json_bytes) return to_qt(json.text());
    return to_qt(json.text().substr(0, short_json_bytes)) + QStringLiteral("…");
}

QString watched_text(const std::optional<Json>& value, bool redacted, const QString& nothing) {
    const QString word = WatchModel::tr("redacted");
    if (!value) return redacted ? word : nothing;
    if (!redacted) return short_json(*value);
    if (value->text() == redaction_mark) return word;
    QString text = to_qt(value->text().substr(0, most_marked_bytes)).replace(QLatin1String(redaction_mark), QStringLiteral("‹%1›").arg(word));
    if (static_cast<std::size_t>(text.size()) <= short_json_bytes && value->size_bytes() <= most_marked_bytes) return text;
    return text.left(short_json_bytes) + QStringLiteral("…");
}

WatchModel::WatchModel(TravelDocument& document, QObject* parent) : QAbstractTableModel(parent), document_(document) {
    connect(&document_, &TravelDocument::position_changed, this, &WatchModel::follow);
    connect(&document_, &TravelDocument::extended, this, &WatchModel::follow);
}

WatchModel::~WatchModel() {
    for (const QObject* who : {static_cast<const QObject*>(this), static_cast<const QObject*>(&changing_), static_cast<const QObject*>(&jumping_)}) document_.work().forget(who);
}

void WatchModel::set_shown(bool shown) {
    shown_ = shown;
    if (shown && !watches_.empty()) document_.begin();
    follow();
}

std::vector<DataPath> WatchModel::paths() const {
    std::vector<DataPath> out;
    for (const Watch& watch : watches_) out.push_back(watch.path);
    return out;
}

/// Where the position rests or has come to: a drag shows the values on its way as quickly as they are known.
void WatchModel::follow() {
    if (document_.last() == 0) {
        for (Watch& watch : watches_) watch.look.reset(), watch.last.reset();
        if (!watches_.empty()) Q_EMIT dataChanged(index(0, value_column), index(rowCount() - 1, change_column));
        return;
    }
    if (!shown_ || watches_.empty() || document_.is_seeking()) return;
    ask_values();
    ask_changes();
}

void WatchModel::ask_values() {
    document_.work().ask(this, TravelWork::Length::quick, [this, paths = paths(), seq = document_.position()](TimeTravel& travel, std::stop_token) -> std::function<void()> {
        std::vector<Look> looks;
        for (const DataPath& path : paths) {
            auto value = travel.value_at(path, seq);
            const auto redacted = travel.is_redacted_at(path, seq);
            if (value && redacted) looks.push_back({std::move(*value), *redacted, {}});
            else looks.push_back({{}, false, to_qt((value ? redacted.error() : value.error()).message)});
        }
        return [this, count = paths.size(), looks = std::move(looks)] {
            if (count != watches_.size() || count == 0) return;
            for (std::size_t i = 0; i < count; ++i) watches_[i].look = looks[i];
            Q_EMIT dataChanged(index(0, value_column), index(rowCount() - 1, value_column));
        };
    });
}

void WatchModel::ask_changes() {
    document_.work().ask(&changing_, TravelWork::Length::search, [this, paths = paths(), seq = document_.position()](TimeTravel& travel, std::stop_token stop) -> std::function<void()> {
        std::vector<Change> changes;
        for (const DataPath& path : paths) {
            auto change = travel.last_change(path, seq + 1, stop);
            if (!change && change.error().code == ErrorCode::cancelled) return {};
            changes.push_back(change ? Change{std::move(*change), {}} : Change{{}, to_qt(change.error().message)});
        }
        return [this, count = paths.size(), changes = std::move(changes)] {
            if (count != watches_.size() || count == 0) return;
            for (std::size_t i = 0; i < count; ++i) watches_[i].last = changes[i];
            Q_EMIT dataChanged(index(0, change_column), index(rowCount() - 1, change_column));
        };
    });
}

Result<int> WatchModel::add(const QString& path) {
    const QString text = path.trimmed();
    if (text.size() > most_path_characters) return Error{ErrorCode::limit, tr("The path is too long").toStdString(), {}};
    auto wish = read_wish(text);
    if (!wish) return wish.error();
    for (int known = 0; known < rowCount(); ++known)
        if (this->text(known) == wish->text()) return known;
    if (rowCount() >= most_watches) return Error{ErrorCode::limit, tr("No more than %Ln value(s) can be watched", nullptr, most_watches).toStdString(), {}};
    const int row = rowCount();
    beginInsertRows({}, row, row);
    const bool stops = wish->condition.has_value();
    watches_.push_back({std::move(wish->path), std::move(wish->condition), false, {}, {}, {}});
    endInsertRows();
    if (stops) set_stops(row, true);
    else Q_EMIT edited();
    if (shown_) document_.begin();
    follow();
    return row;
}

void WatchModel::remove(int row) {
    if (row < 0 || row >= rowCount()) return;
    set_stops(row, false);
    beginRemoveRows({}, row, row);
    watches_.erase(watches_.begin() + row);
    endRemoveRows();
    Q_EMIT edited();
    follow();
}

QString WatchModel::Wish::text() const { return to_qt(condition ? path.text() + condition->text() : path.text()); }

Result<WatchModel::Wish> WatchModel::read_wish(const QString& text) {
    auto split = WatchCondition::split(text.toStdString());
    if (!split) return split.error();
    auto path = DataPath::parse(split->first);
    if (!path) return path.error();
    return Wish{std::move(*path), std::move(split->second)};
}

QString WatchModel::text(int row) const {
    if (row < 0 || row >= rowCount()) return {};
    const Watch& watch = watches_[static_cast<std::size_t>(row)];
    return Wish{watch.path, watch.condition}.text();
}

QString WatchModel::path(int row) const { return row < 0 || row >= rowCount() ? QString() : to_qt(watches_[static_cast<std::size_t>(row)].path.text()); }

bool WatchModel::stops_at(int row) const { return row >= 0 && row < rowCount() && watches_[static_cast<std::size_t>(row)].stops; }

void WatchModel::find_stops(Watch& watch) {
    watch.changes = std::make_unique<TravelEvents>(document_);
    if (watch.condition) watch.changes->find([path = watch.path, condition = *watch.condition](TimeTravel& travel, std::stop_token stop) { return becomes_true(travel, path, condition, stop); });
    else watch.changes->find([path = watch.path](TimeTravel& travel, std::stop_token stop) { return travel.change_events(path, stop); });
}

void WatchModel::set_stops(int row, bool stops) {
    if (row < 0 || row >= rowCount() || stops_at(row) == stops) return;
    Watch& watch = watches_[static_cast<std::size_t>(row)];
    watch.stops = stops;
    // Who stops at them lets go of them before they are gone.
    const auto former = std::move(watch.changes);
    if (stops) find_stops(watch);
    Q_EMIT stops_changed();
    Q_EMIT dataChanged(index(row, stop_column), index(row, stop_column));
    Q_EMIT edited();
}

std::vector<TravelEvents*> WatchModel::stops() const {
    std::vector<TravelEvents*> out;
    for (const Watch& watch : watches_)
        if (watch.changes) out.push_back(watch.changes.get());
    return out;
}

std::optional<Json> WatchModel::value(int row) const {
    if (row < 0 || row >= rowCount()) return std::nullopt;
    const auto& look = watches_[static_cast<std::size_t>(row)].look;
    return look ? look->value : std::nullopt;
}

void WatchModel::go_to_change(int row, Direction direction) {
    if (row < 0 || row >= rowCount()) return;
    document_.begin();
    const bool back = direction == Direction::backward;
    // From now the last event is one before.
    const std::uint64_t from = document_.is_past() ? document_.position() : document_.last() + 1;
    document_.work().ask(&jumping_, TravelWork::Length::search, [this, path = watches_[static_cast<std::size_t>(row)].path, from, back](TimeTravel& travel, std::stop_token stop) -> std::function<void()> {
        const auto change = back ? travel.last_change(path, from, stop) : travel.next_change(path, from, stop);
        if (!change && change.error().code == ErrorCode::cancelled) return {};
        if (!change) return [this, why = to_qt(change.error().message)] { Q_EMIT told(why); };
        if (!*change) return [this, back, text = to_qt(path.text())] { Q_EMIT told(back ? tr("%1 did not change before").arg(text) : tr("%1 does not change any more").arg(text)); };
        return [this, seq = (*change)->seq] { document_.go_to(seq); };
    });
}

QByteArray WatchModel::text() const {
    QJsonArray all;
    for (const Watch& watch : watches_) all.append(QJsonObject{{QStringLiteral("path"), Wish{watch.path, watch.condition}.text()}, {QStringLiteral("stop"), watch.stops}});
    return watches_.empty() ? QByteArray() : QJsonDocument(all).toJson(QJsonDocument::Compact);
}

void WatchModel::read(const QByteArray& text) {
    beginResetModel();
    auto former = std::exchange(watches_, {});
    for (const QJsonValue& one : QJsonDocument::fromJson(text).array()) {
        const QString path = one[QStringLiteral("path")].toString();
        if (path.size() > most_path_characters || rowCount() >= most_watches) continue;
        auto wish = read_wish(path);
        if (!wish) continue;
        watches_.push_back({std::move(wish->path), std::move(wish->condition), one[QStringLiteral("stop")].toBool(), {}, {}, {}});
        if (watches_.back().stops) find_stops(watches_.back());
    }
    endResetModel();
    Q_EMIT stops_changed();
    follow();
}

int WatchModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(watches_.size()); }

int WatchModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

Qt::ItemFlags WatchModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == stop_column ? usual | Qt::ItemIsUserCheckable : usual;
}

QString WatchModel::change_text(const Watch& watch) const {
    if (!watch.last) return QStringLiteral("…");
    if (!watch.last->error.isEmpty()) return watch.last->error;
    if (!watch.last->change) return tr("not yet");
    const ValueChange& change = *watch.last->change;
    const QString number = QLocale().toString(static_cast<qulonglong>(change.seq));
    const QString event = change.certain ? tr("event %1").arg(number) : tr("event %1, perhaps").arg(number);
    const std::uint64_t seq = document_.position();
    if (change.seq == seq) return tr("%1, this one").arg(event);
    if (seq == 0 || seq > document_.times().size()) return event;
    return tr("%1, %2 before").arg(event, duration_text(document_.times()[seq - 1] - change.at));
}

QVariant WatchModel::display(const Watch& watch, int column) const {
    switch (column) {
    case path_column: return Wish{watch.path, watch.condition}.text();
    case value_column:
        if (!watch.look) return document_.last() == 0 ? QString() : QStringLiteral("…");
        if (!watch.look->error.isEmpty()) return watch.look->error;
        return watched_text(watch.look->value, watch.look->redacted, tr("nothing there"));
    case change_column: return document_.last() == 0 ? QString() : change_text(watch);
    default: return {};
    }
}

QVariant WatchModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Watch& watch = watches_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return display(watch, index.column());
    if (role == Qt::CheckStateRole && index.column() == stop_column) return static_cast<int>(watch.stops ? Qt::Checked : Qt::Unchecked);
    if (role == Qt::AccessibleTextRole && index.column() == stop_column) 
        return !watch.stops ? tr("Playing does not stop") : watch.condition ? tr("Playing stops where this becomes true") : tr("Playing stops where it changes");
    return {};
}

bool WatchModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != stop_column) return false;
    set_stops(index.row(), value.toInt() == Qt::Checked);
    return true;
}

QVariant WatchModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case path_column: return tr("Path");
    case value_column: return tr("Value then");
    case change_column: return tr("Last change");
    case stop_column: return tr("Stop");
    default: return {};
    }
}

} // namespace orkestr
