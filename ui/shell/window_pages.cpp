#include "ui/shell/window_pages.h"

#include "ui/replay/state_page.h"
#include "ui/replay/watch_page.h"
#include "ui/runs/bookmark_panel.h"
#include "ui/runs/event_table.h"
#include "ui/runs/payload_pane.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/runs/timeline_view.h"
#include "ui/shell/bookmark_commands.h"
#include "ui/shell/main_window.h"
#include "ui/shell/travel_commands.h"

#include <QCoreApplication>
#include <QHash>

namespace orkestr {

const QStringList& window_pages() {
    static const QStringList pages{QStringLiteral("graph"),   QStringLiteral("runs"),     QStringLiteral("workspace"),   QStringLiteral("steps"),    QStringLiteral("timeline"),
                                   QStringLiteral("events"),  QStringLiteral("bookmarks"), QStringLiteral("input"),    QStringLiteral("output"),      QStringLiteral("changes"),  QStringLiteral("request"),
                                   QStringLiteral("response"), QStringLiteral("expressions"), QStringLiteral("attempts"), QStringLiteral("log"), QStringLiteral("state"), QStringLiteral("watch"),
                                   QStringLiteral("replay"), QStringLiteral("statistics")};
    return pages;
}

namespace {

struct PageText {
    Q_DECLARE_TR_FUNCTIONS(WindowPages)
};

/// Of the step that is selected.
const QHash<QString, DetailSection::Kind>& section_pages() {
    using Kind = DetailSection::Kind;
    static const QHash<QString, Kind> sections{
        {QStringLiteral("input"), Kind::input},       {QStringLiteral("output"), Kind::output},           {QStringLiteral("changes"), Kind::changes},
        {QStringLiteral("request"), Kind::request},   {QStringLiteral("response"), Kind::response},       {QStringLiteral("expressions"), Kind::expressions},
        {QStringLiteral("attempts"), Kind::attempts}, {QStringLiteral("log"), Kind::log}};
    return sections;
}

/// Of the run that is open; null for other names, and where one can't travel.
QWidget* panel_page(MainWindow& window, const QString& page) {
    RunPanel* panel = window.panel();
    if (page == QLatin1String("steps")) return panel->widget(0);
    if (page == QLatin1String("timeline")) return panel->timeline();
    if (page == QLatin1String("events")) return panel->events();
    if (page == QLatin1String("bookmarks")) return window.bookmarks()->panel();
    if (page == QLatin1String("state")) return window.travel()->state();
    return page == QLatin1String("watch") ? window.travel()->watches() : nullptr;
}

QString missing_section(MainWindow& window, const QString& page) {
    const auto shown = window.inspector()->payload()->shown_section();
    if (shown == section_pages().value(page)) return {};
    QStringList there;
    for (const QString& one : window_pages()) {
        const auto kind = section_pages().find(one);
        if (kind != section_pages().end() && window.inspector()->payload()->has_section(*kind)) there << one;
    }
    if (there.isEmpty()) return PageText::tr("what is selected has no page %1").arg(page);
    return PageText::tr("what is selected has no page %1: it has %2").arg(page, there.join(QStringLiteral(", ")));
}

} // namespace

void show_window_page(MainWindow& window, const QString& page) {
    if (page == QLatin1String("runs")) return window.show_runs();
    if (page == QLatin1String("workspace")) {
        if (window.actions().show_workspace->isEnabled()) window.show_workspace(true);
        return;
    }
    if (page == QLatin1String("replay")) return window.actions().replay->trigger();
    if (page == QLatin1String("statistics") && window.actions().show_paths->isEnabled()) return window.actions().show_paths->setChecked(true);
    if (!window.panel()) return;
    if (page == QLatin1String("bookmarks")) return window.actions().show_bookmarks->trigger();
    if (QWidget* widget = panel_page(window, page)) return window.panel()->setCurrentWidget(widget);
    if (const auto at = section_pages().find(page); at != section_pages().end()) window.inspector()->payload()->show_section(*at);
}

QString missing_page(MainWindow& window, const QString& page) {
    const StudioActions& actions = window.actions();
    const QString nowhere = PageText::tr("there is no page %1 in what is open").arg(page);
    if (page.isEmpty() || page == QLatin1String("graph")) return {};
    if (page == QLatin1String("runs")) return window.runs() ? QString() : nowhere;
    if (page == QLatin1String("workspace")) return actions.show_workspace->isChecked() ? QString() : nowhere;
    if (page == QLatin1String("replay")) return actions.replay->isEnabled() ? QString() : nowhere;
    if (page == QLatin1String("statistics")) return actions.show_paths->isChecked() ? QString() : nowhere;
    if (!window.panel()) return PageText::tr("the page %1 is of a run, and none is open").arg(page);
    if (section_pages().contains(page)) return missing_section(window, page);
    QWidget* widget = panel_page(window, page);
    return widget && window.panel()->currentWidget() == widget ? QString() : nowhere;
}

} // namespace orkestr
