#include "ui/viewmodels/definition_summary.h"

#include "core/definition/reader.h"
#include "ui/viewmodels/text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace orkestr {

namespace {

DefinitionSummary summarize_file(const QString& path) {
    DefinitionSummary out;
    out.path = path;
    out.title = QFileInfo(path).fileName();
    const ReadResult read = read_definition_file(path.toStdString());
    out.errors = static_cast<int>(std::count_if(read.diagnostics.begin(), read.diagnostics.end(), [](const Diagnostic& one) {
        return one.severity == Severity::error;
    }));
    if (!read.definition) return out;
    const Document& document = read.definition->document;
    out.title = to_qt(document.title && !document.title->empty() ? *document.title : document.name);
    out.version = QStringLiteral("%1/%2 %3").arg(to_qt(document.ns), to_qt(document.name), to_qt(document.version));
    out.summary = to_qt(document.summary.value_or(std::string())).simplified();
    return out;
}

} // namespace

std::vector<DefinitionSummary> summarize_files(const QStringList& paths) {
    std::vector<DefinitionSummary> out;
    out.reserve(static_cast<std::size_t>(paths.size()));
    for (const QString& path : paths) out.push_back(summarize_file(path));
    return out;
}

QStringList definition_files_in(const QString& folder) {
    constexpr int most_files = 1000;
    QStringList out;
    if (folder.isEmpty()) return out;
    const QDir dir(folder);
    const QStringList names = dir.entryList({QStringLiteral("*.yaml"), QStringLiteral("*.yml"), QStringLiteral("*.json")},
                                            QDir::Files | QDir::Readable, QDir::Name | QDir::IgnoreCase);
    for (const QString& name : names.mid(0, most_files)) out << dir.absoluteFilePath(name);
    return out;
}

} // namespace orkestr
