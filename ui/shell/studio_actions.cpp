#include "ui/shell/studio_actions.h"

#include "ui/theme/icon.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QWidget>

namespace orkestr {

namespace {

struct ActionText {
    Q_DECLARE_TR_FUNCTIONS(StudioActions)
};

QString plain(QString text) { return text.remove(QLatin1Char('&')).remove(QStringLiteral("…")); }

} // namespace

QAction* StudioActions::make(QWidget* owner, const QString& text, const char* icon_name, const QList<QKeySequence>& keys) {
    auto* action = new QAction(text, owner);
    if (icon_name) action->setIcon(icon(QLatin1String(icon_name)));
    action->setProperty("icon_name", QLatin1String(icon_name));
    action->setShortcuts(keys);
    QString tip = plain(text);
    if (!keys.isEmpty()) tip += QStringLiteral(" (%1)").arg(keys.first().toString(QKeySequence::NativeText));
    action->setToolTip(tip);
    owner->addAction(action);
    all << action;
    return action;
}

QAction* StudioActions::make_toggle(QWidget* owner, const QString& text, const char* icon_name, const QKeySequence& keys) {
    QAction* action = make(owner, text, icon_name, {keys});
    action->setCheckable(true);
    return action;
}

void StudioActions::make_travel(QWidget* owner) {
    const auto keys = [](auto key) { return QKeySequence(key); };
    show_travel = make_toggle(owner, ActionText::tr("&Time travel bar"), "history", keys(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
    travel_first = make(owner, ActionText::tr("To the &first event"), "skip-back", {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Home)});
    travel_previous = make(owner, ActionText::tr("The event &before"), "step-back", {keys(Qt::ALT | Qt::Key_Comma)});
    travel_play = make(owner, ActionText::tr("&Play"), "play", {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Space)});
    travel_next = make(owner, ActionText::tr("The &next event"), "step-forward", {keys(Qt::ALT | Qt::Key_Period)});
    travel_last = make(owner, ActionText::tr("To the &last event"), "skip-forward", {keys(Qt::ALT | Qt::SHIFT | Qt::Key_End)});
    travel_now = make(owner, ActionText::tr("Back to n&ow"), "radio", {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_End)});
    previous_of_task = make(owner, ActionText::tr("The selected task's event before"), nullptr, {keys(Qt::Key_Comma)});
    next_of_task = make(owner, ActionText::tr("The selected task's next event"), nullptr, {keys(Qt::Key_Period)});
    previous_stop = make(owner, ActionText::tr("The breakpoint hit before"), "chevron-left", {keys(Qt::CTRL | Qt::Key_Comma)});
    next_stop = make(owner, ActionText::tr("The next breakpoint &hit"), "chevron-right", {keys(Qt::CTRL | Qt::Key_Period)});
    previous_bookmark = make(owner, ActionText::tr("The bookmark be&fore"), nullptr, {keys(Qt::ALT | Qt::Key_PageUp)});
    next_bookmark = make(owner, ActionText::tr("The ne&xt bookmark"), nullptr, {keys(Qt::ALT | Qt::Key_PageDown)});
    focus_breakpoint = make(owner, ActionText::tr("Go to the bre&akpoint"), "circle-dot", {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_B)});
    watch_value = make(owner, ActionText::tr("&Watch a value…"), "eye", {keys(Qt::CTRL | Qt::SHIFT | Qt::Key_W)});
    last_change = make(owner, ActionText::tr("Where the watched value last &changed"), "rewind", {keys(Qt::CTRL | Qt::ALT | Qt::Key_Comma)});
    next_change = make(owner, ActionText::tr("Where the watched value changes ne&xt"), "fast-forward", {keys(Qt::CTRL | Qt::ALT | Qt::Key_Period)});
    focus_travel = make(owner, ActionText::tr("Go to the time travel bar"), nullptr, {keys(Qt::CTRL | Qt::Key_7)});
}

StudioActions::StudioActions(QWidget* owner) {
    const auto ctrl = [](auto key) { return QKeySequence(Qt::CTRL | key); };
    open = make(owner, ActionText::tr("&Open…"), "folder-open", {QKeySequence::Open});
    palette = make(owner, ActionText::tr("&Command palette…"), "command", {ctrl(Qt::Key_K)});
    quit = make(owner, ActionText::tr("&Quit"), "log-out", {ctrl(Qt::Key_Q)});
    run = make(owner, ActionText::tr("&Run…"), "play", {QKeySequence(Qt::Key_F5), ctrl(Qt::Key_R)});
    suspend = make(owner, ActionText::tr("&Suspend…"), "circle-pause", {QKeySequence(Qt::Key_F9)});
    resume = make(owner, ActionText::tr("R&esume…"), "circle-play", {QKeySequence(Qt::SHIFT | Qt::Key_F9)});
    cancel = make(owner, ActionText::tr("&Cancel run…"), "circle-stop", {QKeySequence(Qt::SHIFT | Qt::Key_F5)});
    send_event = make(owner, ActionText::tr("Send an e&vent…"), "send", {ctrl(Qt::Key_E)});
    rerun = make(owner, ActionText::tr("Run &again…"), "rotate-ccw", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)});
    fork = make(owner, ActionText::tr("&Fork from the selected step…"), "git-fork", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)});
    back = make(owner, ActionText::tr("&Back"), "arrow-left", {QKeySequence(Qt::ALT | Qt::Key_Left)});
    next_fault = make(owner, ActionText::tr("Go to the &error"), "octagon-x", {QKeySequence(Qt::Key_F8)});
    copy_run = make(owner, ActionText::tr("Copy the run's &id"), "copy", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    replay = make(owner, ActionText::tr("Re&play…"), "repeat", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
    compare = make(owner, ActionText::tr("Co&mpare with another run…"), "git-compare", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)});
    show_paths = make_toggle(owner, ActionText::tr("S&tatistics of all its runs"), "chart-column", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    export_run = make(owner, ActionText::tr("E&xport the run…"), "file-down", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    export_all = make(owner, ActionText::tr("Export all &runs…"), "file-down", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S)});
    save_case = make(owner, ActionText::tr("Save as &case…"), "briefcase", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C)});
    bookmark = make(owner, ActionText::tr("&Bookmark what is selected"), "bookmark-plus", {ctrl(Qt::Key_M)});
    show_bookmarks = make(owner, ActionText::tr("Go to book&marks"), "bookmark", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_M)});
    show_workspace = make_toggle(owner, ActionText::tr("&Workspace"), "inbox", ctrl(Qt::Key_6));
    show_runs = make_toggle(owner, ActionText::tr("&All runs"), "table-2", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    retry_letter = make(owner, ActionText::tr("&Try the dead letter again…"), "rotate-ccw", {ctrl(Qt::Key_T)});
    discard_letter = make(owner, ActionText::tr("&Discard the dead letter…"), "trash-2", {ctrl(Qt::Key_D)});
    unschedule = make(owner, ActionText::tr("&Unschedule…"), "ban", {ctrl(Qt::Key_U)});
    for (QAction* action : {retry_letter, discard_letter, unschedule}) action->setEnabled(false);
    find = make(owner, ActionText::tr("&Find a step"), "search", {QKeySequence::Find});
    find_next = make(owner, ActionText::tr("Find &next"), "chevron-down", {QKeySequence(Qt::Key_F3)});
    find_previous = make(owner, ActionText::tr("Find &previous"), "chevron-up", {QKeySequence(Qt::SHIFT | Qt::Key_F3)});
    fit = make(owner, ActionText::tr("&Fit the graph"), "maximize", {ctrl(Qt::Key_0)});
    zoom_in = make(owner, ActionText::tr("Zoom &in"), "zoom-in", {ctrl(Qt::Key_Plus), ctrl(Qt::Key_Equal)});
    zoom_out = make(owner, ActionText::tr("Zoom &out"), "zoom-out", {ctrl(Qt::Key_Minus)});
    actual_size = make(owner, ActionText::tr("&Actual size"), "scan", {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_0)});
    show_heat = make_toggle(owner, ActionText::tr("&Durations on the graph"), "flame", ctrl(Qt::Key_H));
    make_travel(owner);
    show_sidebar = make_toggle(owner, ActionText::tr("&Sidebar"), "panel-left", ctrl(Qt::Key_B));
    show_code = make_toggle(owner, ActionText::tr("&Definition text"), "code", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Y));
    show_panel = make_toggle(owner, ActionText::tr("Steps and &events"), "panel-bottom", ctrl(Qt::Key_J));
    show_inspector = make_toggle(owner, ActionText::tr("&Inspector"), "panel-right", ctrl(Qt::Key_I));
    float_code = make_toggle(owner, ActionText::tr("Definition text in its own &window"), "external-link", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Y));
    float_panel = make_toggle(owner, ActionText::tr("Steps and events in their own window"), "external-link", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_J));
    float_inspector = make_toggle(owner, ActionText::tr("Inspector in its own window"), "external-link", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_I));
    reset_layout = make(owner, ActionText::tr("&Reset the layout"), "layout-dashboard", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_0)});
    toggle_theme = make(owner, ActionText::tr("Light or dark"), "moon", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T)});
    theme_system = make_toggle(owner, ActionText::tr("As the &desktop"), "monitor", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
    theme_light = make_toggle(owner, ActionText::tr("&Light"), "sun", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L));
    theme_dark = make_toggle(owner, ActionText::tr("Da&rk"), "moon", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_K));
    auto* themes = new QActionGroup(owner);
    for (QAction* theme : {theme_system, theme_light, theme_dark}) themes->addAction(theme);
    focus_sidebar = make(owner, ActionText::tr("Go to definitions and runs"), nullptr, {ctrl(Qt::Key_1)});
    focus_graph = make(owner, ActionText::tr("Go to the graph"), nullptr, {ctrl(Qt::Key_2)});
    focus_code = make(owner, ActionText::tr("Go to the text"), nullptr, {ctrl(Qt::Key_3)});
    focus_panel = make(owner, ActionText::tr("Go to steps and events"), nullptr, {ctrl(Qt::Key_4)});
    focus_inspector = make(owner, ActionText::tr("Go to the inspector"), nullptr, {ctrl(Qt::Key_5)});
    next_panel = make(owner, ActionText::tr("Next panel"), nullptr, {QKeySequence(Qt::Key_F6)});
    previous_panel = make(owner, ActionText::tr("Panel before"), nullptr, {QKeySequence(Qt::SHIFT | Qt::Key_F6)});
    next_tab = make(owner, ActionText::tr("Next tab"), nullptr, {ctrl(Qt::Key_PageDown)});
    previous_tab = make(owner, ActionText::tr("Tab before"), nullptr, {ctrl(Qt::Key_PageUp)});
    shortcuts = make(owner, ActionText::tr("&Keyboard shortcuts"), "keyboard", {QKeySequence(Qt::Key_F1)});
    about = make(owner, ActionText::tr("&About Orkestr Studio"), "info", {QKeySequence(Qt::SHIFT | Qt::Key_F1)});
}

} // namespace orkestr
