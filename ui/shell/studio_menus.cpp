#include "ui/shell/studio_menus.h"

#include "ui/shell/shortcut_dialog.h"
#include "ui/shell/studio_actions.h"
#include "ui/shell/studio_settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

#include <algorithm>

namespace orkestr {

namespace {

struct MenuText {
    Q_DECLARE_TR_FUNCTIONS(StudioMenus)
};

void show_about(QMainWindow& window) {
    QMessageBox box(&window);
    box.setWindowTitle(MenuText::tr("About Orkestr Studio"));
    box.setTextFormat(Qt::RichText);
    box.setText(QStringLiteral("<h3>Orkestr Studio %1</h3>").arg(QLatin1String(ORKESTR_VERSION)));
    box.setInformativeText(MenuText::tr("Design, run, inspect and replay durable workflows.<br>Free software under the GNU General "
                                        "Public License, version 3 or later."));
    box.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box.exec();
}

/// A menu of nothing but what can't be done here isn't there either.
void follow_actions(QMenu* menu) {
    const auto show = [menu] {
        const auto actions = menu->actions();
        menu->menuAction()->setVisible(std::any_of(actions.begin(), actions.end(), [](const QAction* one) { return one->isVisible() && !one->isSeparator(); }));
    };
    for (QAction* action : menu->actions()) QObject::connect(action, &QAction::visibleChanged, menu, show);
    show();
}

void fill_recent(QMenu* menu, const StudioSettings& settings, const std::function<void(const QString&)>& open) {
    menu->clear();
    for (const QString& path : settings.recent_files() + settings.recent_records()) {
        QAction* action = menu->addAction(QDir::toNativeSeparators(path).replace(QLatin1Char('&'), QStringLiteral("&&")));
        QObject::connect(action, &QAction::triggered, menu, [open, path] { open(path); });
    }
    if (menu->isEmpty()) menu->addAction(MenuText::tr("No file was opened yet"))->setEnabled(false);
}

} // namespace

void add_studio_menus(QMainWindow& window, const StudioActions& actions, StudioSettings& settings,
                      const std::function<void(const QString&)>& open) {
    QMenuBar* bar = window.menuBar();
    QMenu* file = bar->addMenu(MenuText::tr("&File"));
    file->addAction(actions.open);
    QMenu* recent = file->addMenu(MenuText::tr("Open &recent"));
    QObject::connect(recent, &QMenu::aboutToShow, recent, [recent, &settings, open] { fill_recent(recent, settings, open); });
    file->addSeparator();
    file->addActions({actions.export_run, actions.export_all, actions.save_case});
    file->addSeparator();
    file->addAction(actions.quit);

    QMenu* run = bar->addMenu(MenuText::tr("&Run"));
    run->addActions({actions.run, actions.suspend, actions.resume, actions.cancel});
    run->addSeparator();
    run->addActions({actions.send_event, actions.rerun, actions.fork});
    run->addSeparator();
    run->addActions({actions.replay, actions.compare, actions.show_paths});
    run->addSeparator();
    run->addActions({actions.bookmark, actions.show_bookmarks});
    run->addSeparator();
    run->addActions({actions.next_fault, actions.copy_run, actions.back});

    QMenu* travel = bar->addMenu(MenuText::tr("&Time travel"));
    travel->addActions({actions.travel_play, actions.travel_first, actions.travel_previous, actions.travel_next, actions.travel_last, actions.travel_now});
    travel->addSeparator();
    travel->addActions({actions.previous_of_task, actions.next_of_task});
    travel->addSeparator();
    travel->addActions({actions.focus_breakpoint, actions.previous_stop, actions.next_stop});
    travel->addSeparator();
    travel->addActions({actions.previous_bookmark, actions.next_bookmark});
    travel->addSeparator();
    travel->addActions({actions.watch_value, actions.last_change, actions.next_change});
    travel->addSeparator();
    travel->addAction(actions.show_travel);

    follow_actions(travel);

    QMenu* workspace = bar->addMenu(MenuText::tr("&Workspace"));
    workspace->addActions({actions.show_workspace, actions.show_runs});
    workspace->addSeparator();
    workspace->addActions({actions.retry_letter, actions.discard_letter, actions.unschedule});

    QMenu* view = bar->addMenu(MenuText::tr("&View"));
    view->addActions({actions.find, actions.find_next, actions.find_previous});
    view->addSeparator();
    view->addActions({actions.fit, actions.zoom_in, actions.zoom_out, actions.actual_size, actions.show_heat});
    view->addSeparator();
    view->addActions({actions.show_sidebar, actions.show_code, actions.show_panel, actions.show_inspector});
    view->addActions({actions.float_code, actions.float_panel, actions.float_inspector, actions.reset_layout});
    view->addSeparator();
    QMenu* theme = view->addMenu(MenuText::tr("&Theme"));
    theme->addActions({actions.theme_system, actions.theme_light, actions.theme_dark});
    theme->addSeparator();
    theme->addAction(actions.toggle_theme);

    QMenu* go = bar->addMenu(MenuText::tr("&Go"));
    go->addAction(actions.palette);
    go->addSeparator();
    go->addActions({actions.focus_sidebar, actions.focus_graph, actions.focus_code, actions.focus_panel, actions.focus_inspector, actions.focus_travel, actions.show_workspace, actions.show_runs});
    go->addSeparator();
    go->addActions({actions.next_panel, actions.previous_panel, actions.next_tab, actions.previous_tab});

    QMenu* help = bar->addMenu(MenuText::tr("&Help"));
    help->addActions({actions.shortcuts, actions.about});
    QObject::connect(actions.shortcuts, &QAction::triggered, &window, [&window, &actions] { ShortcutDialog(actions, &window).exec(); });
    QObject::connect(actions.about, &QAction::triggered, &window, [&window] { show_about(window); });
}

} // namespace orkestr
