#include "ui/viewmodels/task_titles.h"

#include "ui/viewmodels/text.h"

#include <algorithm>
#include <map>

namespace orkestr {

namespace {

/// The task's name, then those of the tasks around it, the nearest first.
QStringList names_upwards(const PathStatistics& statistics, const TaskPathStatistics& task) {
    QStringList names{to_qt(task.name)};
    std::string pointer = task.task;
    for (auto cut = pointer.rfind('/'); cut != std::string::npos && cut > 0; cut = pointer.rfind('/')) {
        pointer.resize(cut);
        if (const TaskPathStatistics* around = statistics.task(pointer)) names << to_qt(around->name);
    }
    return names;
}

QString title_of(const QStringList& upwards, qsizetype length) {
    QStringList names = upwards.mid(0, length);
    std::reverse(names.begin(), names.end());
    return names.join(QStringLiteral(" › "));
}

} // namespace

TaskTitles::TaskTitles(const PathStatistics& statistics) {
    std::map<std::string, std::vector<const TaskPathStatistics*>> by_name;
    for (const TaskPathStatistics* task : statistics.tasks()) by_name[task->name].push_back(task);
    for (const auto& [name, tasks] : by_name) {
        if (tasks.size() == 1) {
            titles_.insert(to_qt(tasks.front()->task), to_qt(name));
            continue;
        }
        std::vector<QStringList> upwards;
        qsizetype longest = 1;
        for (const TaskPathStatistics* task : tasks) longest = std::max(longest, upwards.emplace_back(names_upwards(statistics, *task)).size());
        // With one name more those that were alike until then may be told apart.
        for (qsizetype length = 1; length <= longest; ++length) {
            QHash<QString, int> alike;
            for (const QStringList& names : upwards) ++alike[title_of(names, length)];
            for (std::size_t i = 0; i < tasks.size(); ++i) {
                const QString pointer = to_qt(tasks[i]->task);
                const QString title = title_of(upwards[i], length);
                if (alike.value(title) == 1 && !titles_.contains(pointer)) titles_.insert(pointer, title);
            }
        }
        for (const TaskPathStatistics* task : tasks)
            if (!titles_.contains(to_qt(task->task))) titles_.insert(to_qt(task->task), to_qt(task->task));
    }
}

QString TaskTitles::of(const std::string& pointer) const {
    const auto known = titles_.find(to_qt(pointer));
    return known == titles_.end() ? task_name(pointer) : *known;
}

} // namespace orkestr
