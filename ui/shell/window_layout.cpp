#include "ui/shell/window_layout.h"

#include "ui/shell/floating_panel.h"
#include "ui/shell/studio_actions.h"
#include "ui/shell/studio_settings.h"

#include <QEvent>
#include <QSplitter>

namespace orkestr {

namespace {

constexpr int sidebar_px = 264;
constexpr int inspector_px = 344;
constexpr int panel_px = 280;
/// Narrower windows leave the text of a run's definition out at first: the graph comes before it.
constexpr int room_for_all_px = 1560;

} // namespace

WindowLayout::WindowLayout(StudioSettings& settings, const StudioActions& actions, QObject* parent)
    : QObject(parent), settings_(settings), actions_(actions) {
    connect(actions_.show_sidebar, &QAction::toggled, this, [this](bool on) { toggled("sidebar", panels.sidebar, on); });
    connect(actions_.show_code, &QAction::toggled, this, [this](bool on) { toggled("code", panels.code, on); });
    connect(actions_.show_panel, &QAction::toggled, this, [this](bool on) { toggled("panel", panels.panel, on); });
    connect(actions_.show_inspector, &QAction::toggled, this, [this](bool on) { toggled("inspector", panels.inspector, on); });
}

void WindowLayout::add_floating(FloatingPanel* panel) {
    floating_ << panel;
    connect(panel, &FloatingPanel::moved, this, &WindowLayout::set_sizes);
}

void WindowLayout::set_visible(QWidget* widget, bool visible) {
    for (const auto& one : floating_)
        if (one && one->panel() == widget) return one->set_visible(visible);
    widget->setVisible(visible);
}

bool WindowLayout::takes_room(const QWidget* widget) const {
    return widget && !widget->isHidden() && qobject_cast<QSplitter*>(widget->parentWidget());
}

QString WindowLayout::key(const char* panel) const { return QLatin1String(run_ ? "run/" : "definition/") + QLatin1String(panel); }

bool WindowLayout::wanted(const char* panel) const {
    const bool code = qstrcmp(panel, "code") == 0;
    const bool room = panels.columns && panels.columns->window()->width() >= room_for_all_px;
    const bool usual = qstrcmp(panel, "sidebar") == 0 || (code ? !run_ || room : run_);
    return settings_.layout(key(panel), usual ? 1 : 0) != 0;
}

void WindowLayout::show_panel(const char* panel, QWidget* widget, QAction* action, bool possible) {
    const bool visible = possible && widget && wanted(panel);
    if (widget) set_visible(widget, visible);
    action->setEnabled(possible);
    action->setChecked(visible);
}

void WindowLayout::apply(bool run, bool text) {
    if (panels.columns->isVisible() && !applying_) remember();
    panels.page->installEventFilter(this);
    connect(panels.page, &QSplitter::splitterMoved, this, &WindowLayout::remember, Qt::UniqueConnection);
    run_ = run;
    text_ = text;
    applying_ = true;
    show_panel("sidebar", panels.sidebar, actions_.show_sidebar, true);
    show_panel("code", panels.code, actions_.show_code, text);
    show_panel("panel", panels.panel, actions_.show_panel, run);
    show_panel("inspector", panels.inspector, actions_.show_inspector, run);
    set_sizes();
    applying_ = false;
}

void WindowLayout::set_text(bool text) {
    if (text != text_) apply(run_, text);
}

void WindowLayout::toggled(const char* panel, QWidget* widget, bool visible) {
    if (applying_ || !widget) return;
    remember();
    settings_.set_layout(key(panel), visible ? 1 : 0);
    applying_ = true;
    set_visible(widget, visible);
    set_sizes();
    applying_ = false;
}

void WindowLayout::set_sizes() {
    const int width = std::max(panels.columns->width(), 640);
    const int side = !takes_room(panels.sidebar) ? 0 : settings_.layout(QStringLiteral("sidebar_px"), sidebar_px);
    const bool inspected = takes_room(panels.inspector);
    const int inspector = inspected ? settings_.layout(QStringLiteral("inspector_px"), inspector_px) : 0;
    const int middle = std::max(240, width - side - inspector);
    QList<int> columns{side, middle};
    if (panels.inspector) columns << inspector;
    panels.columns->setSizes(columns);

    const int panel = takes_room(panels.panel) ? settings_.layout(QStringLiteral("panel_px"), panel_px) : 0;
    QList<int> rows{std::max(160, panels.rows->height() - panel)};
    if (panels.panel) rows << panel;
    panels.rows->setSizes(rows);

    share_page(middle);
}

/// Of the text in thousandths of the middle: a share reads better than a width when windows differ.
void WindowLayout::share_page(int width) {
    const int share = settings_.layout(key("code_share"), run_ ? 340 : 400);
    const int code = !takes_room(panels.code) ? 0 : width * share / 1000;
    panels.page->setSizes({width - code, code});
}

bool WindowLayout::eventFilter(QObject* watched, QEvent* event) {
    if (watched == panels.page && event->type() == QEvent::Resize) share_page(panels.page->width());
    return QObject::eventFilter(watched, event);
}

void WindowLayout::remember() {
    const QList<int> columns = panels.columns->sizes();
    if (takes_room(panels.sidebar) && columns.value(0) > 0) settings_.set_layout(QStringLiteral("sidebar_px"), columns[0]);
    if (takes_room(panels.inspector) && columns.value(2) > 0)
        settings_.set_layout(QStringLiteral("inspector_px"), columns[2]);
    const QList<int> rows = panels.rows->sizes();
    if (takes_room(panels.panel) && rows.value(1) > 0) settings_.set_layout(QStringLiteral("panel_px"), rows[1]);
    const QList<int> page = panels.page->sizes();
    if (takes_room(panels.code) && page.value(1) > 0 && page[0] + page[1] > 0)
        settings_.set_layout(key("code_share"), page[1] * 1000 / (page[0] + page[1]));
}

void WindowLayout::reset() {
    for (const auto& one : floating_)
        if (one) one->set_floating(false);
    settings_.reset_layout();
    applying_ = true;
    apply(run_, text_);
}

} // namespace orkestr
