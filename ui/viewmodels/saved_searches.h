// Searches that people keep: a name, a filter, and perhaps the columns that belong to it.
#pragma once

#include "ui/viewmodels/run_columns.h"

#include <QObject>

namespace orkestr {

struct SavedSearch {
    QString name;
    QString filter;
    std::optional<RunColumns> columns;
    bool operator==(const SavedSearch&) const = default;
};

class SavedSearches : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t most_searches = 100;
    static constexpr qsizetype most_name_characters = 100;
    static constexpr qsizetype most_filters_remembered = 50;

    explicit SavedSearches(QObject* parent = nullptr) : QObject(parent) {}

    /// In the order in which they are offered; no two have the same name.
    const std::vector<SavedSearch>& all() const { return all_; }
    /// -1: there is none of that name.
    int find(const QString& name) const;
    /// Takes the place of one of that name, or comes at the end. False when it has no name, or there are too many.
    bool put(SavedSearch search);
    void remove(const QString& name);
    /// False when there is one of that name already, or the name is empty.
    bool rename(const QString& from, const QString& to);
    void move(int from, int to);

    /// Filters that were used, the last first.
    const QStringList& used() const { return used_; }
    void use(const QString& filter);

    /// What settings keep: JSON.
    QByteArray text() const;
    /// What can't be read is left out.
    void read(const QByteArray& text);

Q_SIGNALS:
    void changed();
    void used_changed();

private:
    std::vector<SavedSearch> all_;
    QStringList used_;
};

} // namespace orkestr
