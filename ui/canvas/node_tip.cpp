#include "ui/canvas/node_tip.h"

#include "ui/canvas/node_texts.h"

namespace orkestr {

QString node_tip(const CanvasScene& scene, int node, const NodeStatus& status) {
    const GraphIndex::Node& known = scene.index.node(node);
    QString text = QStringLiteral("<qt><b>%1</b>").arg(scene.title(node).toHtmlEscaped());
    const QString kind = node_type_label(known.type);
    if (kind != scene.title(node)) text += QStringLiteral(" &nbsp;%1").arg(kind.toHtmlEscaped());
    if (!scene.node(node).subtitle.isEmpty())
        text += QStringLiteral("<br>%1").arg(scene.node(node).subtitle.toHtmlEscaped());
    if (status.status != DisplayStatus::none) {
        text += QStringLiteral("<br>%1").arg(status_label(status.status).toHtmlEscaped());
        const QString note = status_note(status);
        if (!note.isEmpty()) text += QStringLiteral(" · %1").arg(note.toHtmlEscaped());
    }
    if (!is_terminal(known.type))
        text += QStringLiteral("<br><small>%1</small>").arg(scene.node(node).id.toHtmlEscaped());
    return text + QStringLiteral("</qt>");
}

QString node_words(const CanvasScene& scene, int node, const NodeStatus& status) {
    const GraphIndex::Node& known = scene.index.node(node);
    QStringList words{scene.title(node)};
    const QString kind = node_type_label(known.type);
    if (kind != words.front()) words << kind;
    if (status.status != DisplayStatus::none) words << status_label(status.status);
    const QString note = status_note(status);
    if (!note.isEmpty()) words << note;
    return words.join(QStringLiteral(", "));
}

} // namespace orkestr
