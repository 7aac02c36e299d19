// Everything that can be done in Studio's window, each with its words, its icon and its keys. What they do is connected
// by the window.
#pragma once

#include <QAction>
#include <QList>

namespace orkestr {

struct StudioActions {
    /// The actions belong to `owner`, which shows their shortcuts everywhere in its window.
    explicit StudioActions(QWidget* owner);

    QAction* open;
    QAction* quit;
    QAction* palette;
    QAction* run;
    QAction* suspend;
    QAction* resume;
    QAction* cancel;
    QAction* send_event;
    QAction* rerun;
    QAction* fork;
    QAction* back;
    QAction* next_fault;
    QAction* copy_run;
    QAction* replay;     ///< the run that is open; without one all runs
    QAction* compare;    ///< the run that is open, with another
    QAction* show_paths; ///< checked while what many runs came to is shown
    QAction* export_run;
    QAction* export_all;
    QAction* save_case;
    QAction* bookmark;
    QAction* show_bookmarks;
    QAction* show_workspace; ///< checked while it is shown
    QAction* show_runs;      ///< the same
    QAction* retry_letter;
    QAction* discard_letter;
    QAction* unschedule;
    QAction* find;
    QAction* find_next;
    QAction* find_previous;
    QAction* fit;
    QAction* zoom_in;
    QAction* zoom_out;
    QAction* actual_size;
    QAction* show_heat; ///< checked while the graph says how long each step took
    QAction* show_travel; ///< checked while the bar of time travel is wanted
    QAction* travel_first;
    QAction* travel_previous;
    QAction* travel_play; ///< or pause
    QAction* travel_next;
    QAction* travel_last;
    QAction* travel_now;
    QAction* previous_of_task; ///< event of the selected task
    QAction* next_of_task;
    QAction* previous_stop; ///< hit of the breakpoint
    QAction* next_stop;
    QAction* previous_bookmark; ///< on an event of the run that is travelled in
    QAction* next_bookmark;
    QAction* last_change; ///< of the watched value
    QAction* next_change;
    QAction* watch_value;
    QAction* focus_breakpoint;
    QAction* focus_travel;
    QAction* show_sidebar;
    QAction* show_code;
    QAction* show_panel;
    QAction* show_inspector;
    QAction* float_code;      ///< checked while it has a window of its own
    QAction* float_panel;     ///< the same
    QAction* float_inspector; ///< the same
    QAction* reset_layout;
    QAction* toggle_theme;
    QAction* theme_system;
    QAction* theme_light;
    QAction* theme_dark;
    QAction* focus_sidebar;
    QAction* focus_graph;
    QAction* focus_code;
    QAction* focus_panel;
    QAction* focus_inspector;
    QAction* next_panel;
    QAction* previous_panel;
    QAction* next_tab;
    QAction* previous_tab;
    QAction* shortcuts;
    QAction* about;

    QList<QAction*> all;

private:
    QAction* make(QWidget* owner, const QString& text, const char* icon_name, const QList<QKeySequence>& keys);
    void make_travel(QWidget* owner);
    QAction* make_toggle(QWidget* owner, const QString& text, const char* icon_name, const QKeySequence& keys);
};

} // namespace orkestr
