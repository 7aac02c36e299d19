#include "ui/canvas/node_tip.h"

#include "ui/canvas/node_texts.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

struct NodeTipWords {
    Q_DECLARE_TR_FUNCTIONS(NodeTip)
};

QString heat_words(const NodeStatus& status) {
    if (status.heat < 0) return {};
    return NodeTipWords::tr("%1 % of the time of the slowest").arg(static_cast<int>(status.heat * 100 + 0.5));
}

} // namespace

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
        if (status.heat >= 0) text += QStringLiteral("<br>%1").arg(heat_words(status));
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
    if (status.heat >= 0) words << heat_words(status);
    return words.join(QStringLiteral(", "));
}

} // namespace orkestr
