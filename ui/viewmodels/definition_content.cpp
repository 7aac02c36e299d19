#include "ui/viewmodels/definition_content.h"

#include "core/base/sha256.h"
#include "ui/viewmodels/text.h"

#include <QFileInfo>

namespace orkestr {

QString DefinitionContent::name() const {
    if (!definition) return QFileInfo(file_name).fileName();
    const Document& document = definition->document;
    return to_qt(document.title && !document.title->empty() ? *document.title : document.name);
}

QString DefinitionContent::version() const {
    if (!definition) return {};
    const Document& document = definition->document;
    return QStringLiteral("%1/%2 %3").arg(to_qt(document.ns), to_qt(document.name), to_qt(document.version));
}

std::shared_ptr<const DefinitionContent> make_content(const std::string& text, const QString& file_name) {
    auto content = std::make_shared<DefinitionContent>();
    content->text = to_qt(text);
    content->file_name = file_name;
    ReadResult read = read_definition(text, QFileInfo(file_name).fileName().toStdString());
    content->definition = std::move(read.definition);
    content->diagnostics = std::move(read.diagnostics);
    for (const Diagnostic& diagnostic : content->diagnostics)
        ++(diagnostic.severity == Severity::error ? content->errors : content->warnings);
    if (content->definition) {
        content->graph = build_graph(*content->definition);
        content->places = NodePlaces(*content->definition);
        content->hash = to_qt(to_hex(sha256(definition_json(*content->definition).text())));
    }
    return content;
}

} // namespace orkestr
