#include "ui/shell/window_pages.h"

#include "ui/replay/state_page.h"
#include "ui/replay/watch_page.h"
#include "ui/runs/event_table.h"
#include "ui/runs/payload_pane.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/runs/timeline_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/travel_commands.h"

#include <QHash>

namespace orkestr {

const QStringList& window_pages() {
    static const QStringList pages{QStringLiteral("graph"),   QStringLiteral("runs"),     QStringLiteral("workspace"),   QStringLiteral("steps"),    QStringLiteral("timeline"),
                                   QStringLiteral("events"),  QStringLiteral("bookmarks"), QStringLiteral("input"),    QStringLiteral("output"),      QStringLiteral("changes"),  QStringLiteral("request"),
                                   QStringLiteral("response"), QStringLiteral("expressions"), QStringLiteral("attempts"), QStringLiteral("log"), QStringLiteral("state"), QStringLiteral("watch"),
                                   QStringLiteral("replay"), QStringLiteral("statistics")};
    return pages;
}

void show_window_page(MainWindow& window, const QString& page) {
    using Kind = DetailSection::Kind;
    if (page == QLatin1String("runs")) return window.show_runs();
    if (page == QLatin1String("workspace")) return window.show_workspace(true);
    if (page == QLatin1String("replay")) return window.actions().replay->trigger();
    if (page == QLatin1String("statistics")) return window.actions().show_paths->setChecked(true);
    RunPanel* panel = window.panel();
    if (!panel) return;
    if (page == QLatin1String("steps")) return panel->setCurrentIndex(0);
    if (page == QLatin1String("timeline")) return panel->setCurrentWidget(panel->timeline());
    if (page == QLatin1String("events")) return panel->setCurrentWidget(panel->events());
    if (page == QLatin1String("bookmarks")) return window.actions().show_bookmarks->trigger();
    if (page == QLatin1String("state")) return panel->setCurrentWidget(window.travel()->state());
    if (page == QLatin1String("watch")) return panel->setCurrentWidget(window.travel()->watches());
    static const QHash<QString, Kind> sections{
        {QStringLiteral("input"), Kind::input},       {QStringLiteral("output"), Kind::output},           {QStringLiteral("changes"), Kind::changes},
        {QStringLiteral("request"), Kind::request},   {QStringLiteral("response"), Kind::response},       {QStringLiteral("expressions"), Kind::expressions},
        {QStringLiteral("attempts"), Kind::attempts}, {QStringLiteral("log"), Kind::log}};
    if (const auto at = sections.find(page); at != sections.end()) window.inspector()->payload()->show_section(*at);
}

} // namespace orkestr
