#include "ui/viewmodels/saved_searches.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace orkestr {

int SavedSearches::find(const QString& name) const {
    const auto at = std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.name.compare(name.trimmed(), Qt::CaseInsensitive) == 0; });
    return at == all_.end() ? -1 : static_cast<int>(at - all_.begin());
}

bool SavedSearches::put(SavedSearch search) {
    search.name = search.name.trimmed().left(most_name_characters);
    if (search.name.isEmpty()) return false;
    const int at = find(search.name);
    if (at < 0 && all_.size() >= most_searches) return false;
    if (at < 0) all_.push_back(std::move(search));
    else all_[static_cast<std::size_t>(at)] = std::move(search);
    Q_EMIT changed();
    return true;
}

void SavedSearches::remove(const QString& name) {
    const int at = find(name);
    if (at < 0) return;
    all_.erase(all_.begin() + at);
    Q_EMIT changed();
}

bool SavedSearches::rename(const QString& from, const QString& to) {
    const int at = find(from);
    const QString name = to.trimmed().left(most_name_characters);
    const int other = find(name);
    if (at < 0 || name.isEmpty() || (other >= 0 && other != at)) return false;
    all_[static_cast<std::size_t>(at)].name = name;
    Q_EMIT changed();
    return true;
}

void SavedSearches::move(int from, int to) {
    const int count = static_cast<int>(all_.size());
    if (from < 0 || from >= count || to < 0 || to >= count || from == to) return;
    SavedSearch moved = std::move(all_[static_cast<std::size_t>(from)]);
    all_.erase(all_.begin() + from);
    all_.insert(all_.begin() + to, std::move(moved));
    Q_EMIT changed();
}

void SavedSearches::use(const QString& filter) {
    const QString text = filter.trimmed();
    if (text.isEmpty() || (!used_.isEmpty() && used_.first() == text)) return;
    used_.removeAll(text);
    used_.prepend(text);
    if (used_.size() > most_filters_remembered) used_.removeLast();
    Q_EMIT used_changed();
}

QByteArray SavedSearches::text() const {
    QJsonArray all;
    for (const SavedSearch& search : all_) {
        QJsonObject one{{QStringLiteral("name"), search.name}, {QStringLiteral("filter"), search.filter}};
        if (search.columns) one.insert(QStringLiteral("columns"), QJsonDocument::fromJson(search.columns->text()).array());
        all.append(one);
    }
    const QJsonObject kept{{QStringLiteral("searches"), all}, {QStringLiteral("used"), QJsonArray::fromStringList(used_)}};
    return QJsonDocument(kept).toJson(QJsonDocument::Compact);
}

void SavedSearches::read(const QByteArray& text) {
    const QJsonObject kept = QJsonDocument::fromJson(text).object();
    all_.clear();
    used_.clear();
    for (const auto& value : kept.value(QLatin1String("searches")).toArray()) {
        const QJsonObject one = value.toObject();
        SavedSearch search{one.value(QLatin1String("name")).toString().trimmed().left(most_name_characters), one.value(QLatin1String("filter")).toString(), {}};
        const QJsonValue columns = one.value(QLatin1String("columns"));
        if (columns.isArray()) search.columns = RunColumns::read(QJsonDocument(columns.toArray()).toJson(QJsonDocument::Compact));
        if (!search.name.isEmpty() && find(search.name) < 0 && all_.size() < most_searches) all_.push_back(std::move(search));
    }
    for (const auto& value : kept.value(QLatin1String("used")).toArray()) {
        const QString filter = value.toString().trimmed();
        if (!filter.isEmpty() && !used_.contains(filter) && used_.size() < most_filters_remembered) used_ << filter;
    }
    Q_EMIT changed();
    Q_EMIT used_changed();
}

} // namespace orkestr
