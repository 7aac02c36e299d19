"""Every page and dialog of a workspace's window, by keys alone: what is in them has names, Esc leaves them, and the keyboard
comes back to where it was."""

from screen import starting
import walk

# A key that opens a dialog, where the keyboard is then, and what the dialog is for.
DIALOGS = (
    ('F5', 'text', 'starting a run'),
    ('Ctrl+E', 'text', 'sending an event'),
    ('Ctrl+Shift+R', 'text', 'running again'),
    ('Ctrl+Shift+F', 'text', 'forking from a step'),
    ('Ctrl+Shift+D', None, 'comparing with another run'),
    ('Ctrl+Shift+S', 'text', 'exporting the run'),
    ('Ctrl+Alt+S', 'text', 'exporting all runs'),
    ('Ctrl+O', 'text', 'opening a file'),
)
TABLE_DIALOGS = (
    ('Ctrl+G', 'spin box', 'going to a time'),
    ('Ctrl+Shift+U', None, 'colouring rules'),
    ('Ctrl+Shift+M', None, 'the saved searches'),
    ('Ctrl+Alt+R', None, 'running many again'),
)


MOST_PANELS = 8


def where(node):
    """Lists, trees and tables have their own names; a current item's changes."""
    return (node.role, node.name) if node else None


def try_dialogs(studio, dialogs):
    studio.take_keyboard()
    for key, role, purpose in dialogs:
        before = where(studio.screen.focused())
        windows = len(studio.screen.windows())
        studio.press(key)
        studio.expect(f'{key} opens the dialog for {purpose}', lambda: len(studio.screen.windows()) > windows)
        studio.take_keyboard()
        focused = studio.expect('the keyboard is in it', studio.screen.focused)
        if role:
            studio.checks.equal('at something to type in', focused.role, role)
        walk.check_names(studio, f'the dialog for {purpose}')
        studio.press('Esc')
        studio.expect('Esc closes it', lambda: len(studio.screen.windows()) == windows)
        studio.take_keyboard()
        studio.expect('the keyboard is where it was', lambda: where(studio.screen.focused()) == before)


def go_round(studio):
    """F6 goes through the panels and comes round; Shift+F6 goes the other way."""
    first = where(studio.expect('something has the keyboard', studio.screen.focused))
    rounds = []
    for key in ('F6', 'Shift+F6'):
        seen = [first]
        while len(seen) == 1 or seen[-1] != first and len(seen) <= MOST_PANELS:
            studio.press(key)
            seen.append(where(studio.expect(f'{key} goes on', lambda: moved(studio, seen[-1]))))
        way = ', '.join(name for _, name in seen)
        studio.checks.true(f'{key} comes round: {way}', seen[-1] == first and len(seen) > 4, str(seen))
        rounds.append(seen)
    studio.checks.equal('Shift+F6 is the way back', rounds[1], rounds[0][::-1])


def moved(studio, last):
    focused = studio.screen.focused()
    return focused if focused and where(focused) != last else None


def open_from_command_line(studio, log):
    studio.expect_shown('label', starting(f'Run {log.faulted}'), what='a run is opened from the command line')
    studio.expect_focus('tree', 'Steps', 'the keyboard is at its steps')
    go_round(studio)


def walk_run(studio, _log):
    try_dialogs(studio, DIALOGS)
    studio.press('Ctrl+Shift+Y')
    studio.expect_shown('text', 'Definition text')
    walk.check_names(studio, "a run's page, with the definition's text")
    studio.press('Ctrl+3')
    studio.expect_focus('text', 'Definition text')


def is_past(studio):
    return studio.screen.find('push button', starting('Back to now'))


def walk_travel(studio, _log):
    studio.press('Ctrl+7')
    studio.expect_focus('slider', "Position in the run's history", 'Ctrl+7 leads to the line of time travel')
    studio.press('Left')
    studio.expect('Left goes into the past', lambda: is_past(studio))
    walk.check_names(studio, 'a run as it was')
    studio.press('Ctrl+M', 'Esc')
    studio.expect('Esc goes back to now', lambda: not is_past(studio))
    studio.press('Alt+PgUp')
    studio.expect('Alt+PgUp goes to the bookmark on that event', lambda: is_past(studio))
    studio.press('Ctrl+Alt+M')
    studio.expect_focus('table', 'Bookmarks', 'Ctrl+Alt+M leads to the bookmarks')
    walk.check_names(studio, 'the bookmarks')
    studio.press('Ctrl+Shift+B')
    studio.expect_focus('text', 'Breakpoint: a filter of events', 'Ctrl+Shift+B leads to the breakpoint')
    studio.press('Ctrl+Shift+W')
    studio.expect('Ctrl+Shift+W leads to what is watched', lambda: getattr(studio.screen.focused(), 'role', '') == 'text')
    studio.type('$.context')
    studio.press('Enter')
    studio.expect('a value is watched', lambda: studio.screen.find('table', 'Watched values'))
    walk.check_names(studio, 'watched values')
    studio.press('Ctrl+7', 'Ctrl+Shift+End')  # in a text field the key is the field's own
    studio.expect('Ctrl+Shift+End goes back to now', lambda: not is_past(studio))
    studio.press('Ctrl+4', 'Ctrl+PgUp', 'Ctrl+PgUp', 'Ctrl+PgUp', 'Ctrl+PgUp')
    studio.expect_focus('tree', 'Steps', 'Ctrl+PgUp leads from tab to tab to the steps')


def walk_replay(studio, _log):
    studio.press('Ctrl+Shift+P')
    studio.expect_focus('table', 'Runs and definitions', 'Ctrl+Shift+P replays the run')
    walk.check_names(studio, 'a replay')
    studio.press('Alt+Left')
    studio.expect('Back leads to the run again', lambda: not studio.screen.find('table', 'Runs and definitions'))
    studio.press('Ctrl+4')


def walk_paths(studio, _log):
    studio.press('Ctrl+Shift+O')
    studio.expect_focus('table', 'Tasks', 'Ctrl+Shift+O leads to what all runs came to')
    walk.check_names(studio, 'the statistics of all runs')
    studio.press('Ctrl+Shift+O')
    studio.expect('and leaves it', lambda: not studio.screen.find('table', 'Tasks'))


def walk_workspace(studio, _log):
    studio.press('Ctrl+6')
    studio.expect_shown('label', 'Workspace')
    studio.expect('the keyboard is in one of its lists', lambda: getattr(studio.screen.focused(), 'role', '') in ('table', 'tree'))
    walk.check_names(studio, "the workspace's page")
    studio.press('Alt+Left')
    studio.expect_focus('tree', 'Steps', 'Back leads to the run again')


def walk_runs(studio, _log):
    studio.press('Ctrl+Shift+L')
    studio.expect_focus('table', 'Runs', 'Ctrl+Shift+L leads to all runs')
    studio.press('Ctrl+A')
    try_dialogs(studio, TABLE_DIALOGS)


def close_run(studio, _log):
    studio.press('Alt+Left')
    studio.expect_focus('tree', 'Steps', 'Back leads to the run again')
    studio.press('Alt+Left')
    studio.expect_focus('list', 'Workflow graph', 'Back from the run leads to its graph')
    walk.check_names(studio, "a definition's page")


PARTS = (('A run of a workspace', open_from_command_line), ('Its dialogs', walk_run), ('Its past', walk_travel), ('It decided again', walk_replay),
         ('What concerns no single run', walk_workspace), ('All runs', walk_runs), ('A definition', close_run), ('What its runs came to', walk_paths))
