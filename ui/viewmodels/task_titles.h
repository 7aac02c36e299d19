// What the tasks of a definition are called where they stand beside each other: by their names, those of the same name with
// the tasks around them, `loop › charge`, as many as tell them apart.
#pragma once

#include "core/projection/path_statistics.h"

#include <QHash>
#include <QString>

namespace orkestr {

class TaskTitles {
public:
    TaskTitles() = default;
    explicit TaskTitles(const PathStatistics& statistics);

    /// Of a task's JSON pointer; of one that is not known, its own name.
    QString of(const std::string& pointer) const;
    bool knows(const std::string& pointer) const { return titles_.contains(QString::fromStdString(pointer)); }

private:
    QHash<QString, QString> titles_; ///< by pointer
};

} // namespace orkestr
