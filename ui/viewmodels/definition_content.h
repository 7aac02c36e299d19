// What a definition's text comes to, all of it: made off the GUI thread, immutable, shared.
#pragma once

#include "core/definition/reader.h"
#include "core/plan/graph.h"
#include "ui/viewmodels/node_places.h"

#include <QString>

#include <memory>

namespace orkestr {

struct DefinitionContent {
    QString text;                                 ///< line breaks as in the file
    QString file_name;                            ///< as messages name it
    std::shared_ptr<const Definition> definition; ///< null when there are errors among the diagnostics
    std::vector<Diagnostic> diagnostics;
    Graph graph; ///< empty without a definition
    NodePlaces places;
    QString hash; ///< of the content, hex; empty without a definition
    int errors = 0;
    int warnings = 0;

    QString name() const;    ///< the document's title, else its name; the file's name without a definition
    QString version() const; ///< `namespace/name 1.0.0`; empty without a definition
};

/// Pure; call it on any thread.
std::shared_ptr<const DefinitionContent> make_content(const std::string& text, const QString& file_name);

} // namespace orkestr
