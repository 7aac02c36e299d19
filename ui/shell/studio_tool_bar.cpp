#include "ui/shell/studio_tool_bar.h"

#include "ui/parts/primary_button.h"
#include "ui/shell/search_field.h"
#include "ui/shell/studio_actions.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QToolBar>

namespace orkestr {

namespace {

struct ToolBarText {
    Q_DECLARE_TR_FUNCTIONS(StudioToolBar)
};

void add_space(QToolBar& bar, int width) {
    auto* space = new QWidget(&bar);
    if (width > 0) space->setFixedWidth(width);
    else space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar.addWidget(space);
}

} // namespace

SearchField* add_studio_tool_bar(QMainWindow& window, const StudioActions& actions, Canvas* canvas) {
    auto* bar = new QToolBar(ToolBarText::tr("Tools"), &window);
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setIconSize({18, 18});
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->toggleViewAction()->setVisible(false);
    auto* search = new SearchField(canvas, bar);
    bar->addAction(actions.show_sidebar);
    bar->addAction(actions.open);
    add_space(*bar, 4);
    QAction* run = bar->addWidget(new PrimaryButton(actions.run, QStringLiteral("play"), bar));
    QObject::connect(actions.run, &QAction::visibleChanged, run, [run, action = actions.run] { run->setVisible(action->isVisible()); });
    add_space(*bar, 2);
    for (QAction* action : {actions.suspend, actions.resume, actions.cancel, actions.send_event}) bar->addAction(action);
    bar->addAction(actions.next_fault);
    add_space(*bar, 0);
    bar->addWidget(search);
    bar->addAction(actions.fit);
    bar->addAction(actions.zoom_out);
    bar->addAction(actions.zoom_in);
    add_space(*bar, 8);
    bar->addAction(actions.show_code);
    bar->addAction(actions.show_panel);
    bar->addAction(actions.show_inspector);
    add_space(*bar, 8);
    bar->addAction(actions.toggle_theme);
    for (QAction* action : bar->actions())
        if (QWidget* widget = bar->widgetForAction(action); widget && !action->text().isEmpty())
            widget->setAccessibleName(action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…")));
    window.addToolBar(bar);
    return search;
}

} // namespace orkestr
