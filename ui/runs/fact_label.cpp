#include "ui/runs/fact_label.h"

#include "ui/theme/appearance.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace orkestr {

namespace {

constexpr QChar break_mark(0x200b); ///< zero width: a line may end here

constexpr qsizetype longest_whole_word = 20;

/// `com.example.order.approved` may be broken at its dots; `shop/order 1.0.0` only where it is anyway.
QString breakable(const QString& text) {
    QStringList words = text.split(QLatin1Char(' '));
    for (QString& word : words) {
        if (word.size() <= longest_whole_word) continue;
        QString broken;
        for (const QChar one : word) {
            broken += one;
            if (QStringView(u"./_=:#").contains(one)) broken += break_mark;
        }
        word = broken;
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

FactLabel::FactLabel(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    connect(this, &QLabel::linkActivated, this, &FactLabel::run_chosen);
}

void FactLabel::show_fact(const DetailFact& fact) {
    fact_ = fact;
    const bool link = !fact.run.isEmpty();
    setTextFormat(link ? Qt::RichText : Qt::PlainText);
    setTextInteractionFlags(link ? Qt::TextBrowserInteraction : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont font = fact.code ? code_font() : ui_font();
    if (fact.code) font.setPixelSize(12);
    setFont(font);
    setAccessibleName(QStringLiteral("%1: %2").arg(fact.label, fact.value));
    show_value();
}

void FactLabel::show_value() {
    // An id has no place to break.
    const bool id = fact_.code && !fact_.value.contains(QLatin1Char('/'));
    const QString value = id ? fontMetrics().elidedText(fact_.value, Qt::ElideMiddle, width()) : breakable(fact_.value);
    setToolTip(id && value != fact_.value ? fact_.value : QString());
    const QString shown = fact_.run.isEmpty()
                              ? value
                              : QStringLiteral("<a href=\"%1\">%2</a>").arg(fact_.run.toHtmlEscaped(), value.toHtmlEscaped());
    if (shown != text()) setText(shown);
}

/// Without the marks; a shortened id as a whole.
void FactLabel::copy() {
    const QString selected = selectedText().remove(break_mark);
    const bool shortened = !toolTip().isEmpty();
    if (!selected.isEmpty()) QGuiApplication::clipboard()->setText(shortened ? fact_.value : selected);
}

void FactLabel::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) copy();
    else QLabel::keyPressEvent(event);
}

void FactLabel::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    QAction* copied = menu.addAction(tr("&Copy"));
    copied->setEnabled(hasSelectedText());
    QAction* all = menu.addAction(tr("Copy &all of it"));
    const QAction* chosen = menu.exec(event->globalPos());
    if (chosen == copied) copy();
    if (chosen == all) QGuiApplication::clipboard()->setText(fact_.value);
}

void FactLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    show_value();
}

} // namespace orkestr
