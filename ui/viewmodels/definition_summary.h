// A definition as lists name it.
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace orkestr {

struct DefinitionSummary {
    QString path;    ///< of a file; empty for one of the workspace
    QString hash;    ///< of one of the workspace; empty for a file
    QString title;   ///< the document's title, else its name, else the file's name
    QString version; ///< `namespace/name 1.0.0`; empty when it can't be read
    QString summary; ///< what it says about itself; may be empty
    int errors = 0;  ///< diagnostics that keep it from running

    QString key() const { return path.isEmpty() ? hash : path; }
    bool operator==(const DefinitionSummary&) const = default;
};

/// Reads the files, each once: blocking, any thread. A file that is gone or unreadable counts one error.
std::vector<DefinitionSummary> summarize_files(const QStringList& paths);
/// `.yaml`, `.yml` and `.json` files directly in a folder, sorted by name; absolute paths. At most 1,000.
QStringList definition_files_in(const QString& folder);

} // namespace orkestr
