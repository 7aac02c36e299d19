#include "ui/shell/panel_focus.h"

#include <QApplication>
#include <QWidget>

namespace orkestr {

int PanelFocus::current() const {
    const QWidget* focused = QApplication::focusWidget();
    for (std::size_t i = 0; i < panels_.size(); ++i) {
        const QWidget* panel = panels_[i].widget();
        if (panel && focused && (panel == focused || panel->isAncestorOf(focused))) return static_cast<int>(i);
    }
    return -1;
}

void PanelFocus::step(int by) {
    const int count = static_cast<int>(panels_.size());
    int at = current();
    for (int tried = 0; tried < count; ++tried) {
        at = at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count;
        const QWidget* panel = panels_[static_cast<std::size_t>(at)].widget();
        if (panel && panel->isVisible()) return panels_[static_cast<std::size_t>(at)].focus();
    }
}

void PanelFocus::step_tab(int by) {
    const int here = current();
    if (here >= 0 && panels_[static_cast<std::size_t>(here)].step_tab) return panels_[static_cast<std::size_t>(here)].step_tab(by);
    for (const Panel& panel : panels_)
        if (panel.step_tab && panel.widget() && panel.widget()->isVisible()) return panel.step_tab(by);
}

} // namespace orkestr
