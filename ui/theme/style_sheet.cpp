#include "ui/theme/style_sheet.h"

namespace orkestr {

static const char* const sheet_text = R"(
QToolTip { color: @text; background: @raised; border: 1px solid @strong_border; padding: 4px 6px; }
QHeaderView::section { color: @secondary; background: @window; border: 0; padding: 6px 8px; }
QHeaderView::section:horizontal { border-bottom: 1px solid @border; }
QHeaderView { background: @window; border: 0; }
QTableCornerButton::section { background: @window; border: 0; }
QAbstractScrollArea { border: 0; }
QDialog > QPlainTextEdit { border: 1px solid @strong_border; border-radius: 3px; }
QDialog > QPlainTextEdit:focus { border-color: @accent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @handle; border: 3px solid transparent; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @strong_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle, QMainWindow::separator { background: @border; }
QSplitter::handle:horizontal, QMainWindow::separator:vertical { width: 1px; }
QSplitter::handle:vertical, QMainWindow::separator:horizontal { height: 1px; }
QToolBar { border: 0; border-bottom: 1px solid @border; background: @window; padding: 4px 8px; spacing: 4px; }
QStatusBar { border-top: 1px solid @border; }
QStatusBar::item { border: 0; }
QTabWidget::pane { border: 0; border-top: 1px solid @border; }
QTabBar::tab { color: @secondary; background: transparent; border: 0; padding: 7px 12px; }
QTabBar::tab { border-bottom: 2px solid transparent; }
QTabBar[narrow="true"]::tab { padding: 7px 8px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:focus { color: @accent; }
)";

QString style_sheet(const Theme& theme) {
    QString text = QLatin1String(sheet_text);
    const auto put = [&text](const char* name, const QColor& color) {
        text.replace(QLatin1String(name), color.name());
    };
    put("@text", theme.text);
    put("@secondary", theme.secondary_text);
    put("@raised", theme.raised);
    put("@window", theme.window);
    put("@strong_border", theme.strong_border);
    put("@border", theme.border);
    put("@accent", theme.accent);
    put("@handle", blended(theme.window, theme.strong_border, 0.75));
    return text;
}

} // namespace orkestr
