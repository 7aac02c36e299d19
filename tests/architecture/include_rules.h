// Who may include whom (core/ARCHITECTURE.md), as data, and what holds a source against it. Pure: it sees only the texts
// that it is given.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace orkestr::architecture {

struct SourceFile {
    std::string path; ///< from the root of the tree, as includes name it: core/base/json.h
    std::string text;
};

enum class Qt {
    none,
    core, ///< QtCore's headers only
    any,
};

/// One line of the table.
struct Rule {
    std::string folder;              ///< a trailing `/*` stands for each folder inside, all strangers to one another
    std::vector<std::string> may;    ///< folders of ours, beside itself
    std::vector<std::string> libraries; ///< beginnings of `<...>` names beside the standard library's
    Qt qt = Qt::none;
    std::vector<std::string> never;  ///< standard headers that the folder's promise rules out
};

/// The table. The first rule whose folder holds a file is its rule.
const std::vector<Rule>& rules();

/// A header of this library stands in one file of the project only: where the rest is kept apart from it.
const std::vector<std::string>& in_one_file_only();

/// Tells QtCore's headers from those of Qt's other modules.
using IsQtCore = std::function<bool(const std::string& header)>;

/// What breaks the table in these sources, one `path:line: what is wrong` each, in the order of the files.
std::vector<std::string> forbidden_includes(const std::vector<SourceFile>& files, const IsQtCore& is_qt_core);

/// Cycles of files, and of folders, through includes between quotes: `a -> b -> a`.
std::vector<std::string> cycles(const std::vector<SourceFile>& files);

/// Absolute paths of somebody's machine in a text, as `path:line: what is wrong`.
std::vector<std::string> machine_paths(const std::vector<SourceFile>& files);

/// Names at the top of the tree that have no place there.
std::vector<std::string> strangers_at_the_top(const std::set<std::string>& names);

} // namespace orkestr::architecture
