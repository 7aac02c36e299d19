#include "ui/runs/fact_label.h"

#include "ui/theme/appearance.h"

namespace orkestr {

FactLabel::FactLabel(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    connect(this, &QLabel::linkActivated, this, &FactLabel::run_chosen);
}

void FactLabel::show_fact(const DetailFact& fact) {
    const bool link = !fact.run.isEmpty();
    setTextFormat(link ? Qt::RichText : Qt::PlainText);
    setTextInteractionFlags(link ? Qt::TextBrowserInteraction : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont font = fact.code ? code_font() : ui_font();
    if (fact.code) font.setPixelSize(12);
    setFont(font);
    setAccessibleName(fact.label);
    const QString shown = link ? QStringLiteral("<a href=\"%1\">%1</a>").arg(fact.run.toHtmlEscaped()) : fact.value;
    if (shown != text()) setText(shown);
}

} // namespace orkestr
