"""An audit log, from opening it to reading why a run failed; all of it by keys, and read from the accessible tree."""

import os

from sample_log import RUNS
from screen import starting
import walk

FILTER = 'Filter'
WRONG = 'statu == faulted'
RIGHT = 'status == faulted'


def rows(studio):
    """The runs that the table of runs shows."""
    table = studio.screen.find('table', 'Runs')
    cells = studio.names('cell', table) + studio.names('table cell', table) if table else []
    return [name for name in cells if name.startswith('Run: ')]


def shown_rows(studio, count):
    return studio.expect(f'the table shows {count} runs', lambda: len(rows(studio)) == count)


def open_log(studio, log):
    studio.expect('a window is shown', lambda: studio.screen.find('frame'))
    studio.press('Ctrl+O')
    studio.expect('Ctrl+O asks for a file', lambda: studio.screen.find('text', lambda name: name.startswith('File')))
    studio.type(log.path)
    studio.press('Enter')
    title = os.path.basename(log.path) + ' – Orkestr Studio'
    studio.expect('the log opens in a window that has its name', lambda: studio.screen.find('frame', title))
    studio.take_keyboard()


def check_proof(studio, _log):
    studio.expect_shown('label', 'Audit log · read only')
    studio.expect_shown('label', 'Chain intact')
    studio.expect_shown('label', starting('signed by '), what='it says who signed it')
    shown_rows(studio, RUNS)
    studio.expect_focus('table', 'Runs')
    walk.check_names(studio, 'the page of runs')


def check_filter(studio, _log):
    studio.press('Ctrl+F')
    studio.expect_focus('text', FILTER)
    studio.type(WRONG)
    studio.expect_text(FILTER, lambda text: text == WRONG, 'what is typed stands in the filter')
    told = studio.expect_description('text', FILTER, lambda text: 'statu' in text, 'it says what is wrong with that')
    studio.checks.say(f'        ({told.description})')
    studio.expect('the reason stands beneath it, too', lambda: studio.screen.find('label', told.description))
    studio.checks.equal('a wrong filter changes nothing', len(rows(studio)), RUNS)
    studio.press('Esc', 'Esc')
    studio.press('Ctrl+F')
    studio.type(RIGHT)
    studio.press('Enter')
    shown_rows(studio, 1)
    studio.expect_shown('label', f'1 of {RUNS} runs match')
    studio.expect_description('text', FILTER, lambda text: text == 'This is a filter', 'the filter says that it is one')


def open_run(studio, log):
    studio.press('Down')
    studio.expect_focus('table', 'Runs', 'Down leads from the filter to the runs')
    studio.press('Down')
    studio.expect_current(None, starting('refund-with-fault, Faulted'), 'the keyboard is at the run that failed')
    studio.press('Enter')
    studio.expect_shown('label', starting(f'Run {log.faulted}'), what='Enter opens it')
    studio.expect_focus('tree', 'Steps')
    studio.expect_shown('label', 'Faulted')
    studio.expect_shown('label', starting('Refund refused (502): The bank did not refund'), what='its error stands above the graph')


def check_error(studio, _log):
    studio.press('F8')
    studio.expect_current('tree item', lambda name: name == 'explain', 'F8 goes to the step that failed')
    studio.expect_shown('label', 'Refund refused (502)')
    studio.expect_shown('label', lambda name: 'closed' in name and '\n' in name, what='the whole error can be read')
    studio.expect_shown('label', starting('Duration: '), what='and how long it took')
    graph = studio.expect_shown('list', 'Workflow graph')
    node = studio.expect_shown('list item', 'explain', graph)
    studio.checks.true('the graph has it selected', 'selected' in node.states, str(node))
    studio.checks.equal('and says that it failed', node.description.split(', ')[:2], ['Raise error', 'Faulted'])
    walk.check_names(studio, "a run's page, with its steps")


def expect_data(studio, name, what):
    studio.expect(what, lambda: studio.screen.find('tree item', name, studio.screen.find('tree', 'Data')))


def check_payloads(studio, _log):
    studio.press('Ctrl+5')
    studio.expect_focus('tree', 'Data', "Ctrl+5 leads to the inspector's data")
    expect_data(studio, 'status: 502', 'its error stands there as data')
    studio.press('Ctrl+PgDown')
    expect_data(studio, 'amount: 120', 'Ctrl+PgDown shows its input')
    walk.check_names(studio, 'the inspector, with an input')
    studio.press('Ctrl+4', 'Home')
    studio.expect_current('tree item', lambda name: name == 'lookUpPayment', 'Home goes to the first step')
    studio.press('Ctrl+5')
    studio.expect_shown('page tab', 'Output')
    studio.press('Ctrl+PgDown')
    expect_data(studio, starting('account: '), 'what was looked up can be read')


def copy_path(studio, _log):
    studio.expect_focus('tree', 'Data')
    studio.press('Home', 'Down')
    current = studio.expect_current('tree item', lambda name: not name.startswith('(root)'), 'Down goes into the data')
    member = current.name.split(':')[0]
    studio.expect_text('Path of the selected value', lambda text: text == '.' + member, 'its path stands beneath')
    studio.press('Ctrl+Shift+C')
    studio.press('Ctrl+F')
    studio.expect_focus('text', 'Find in the data')
    studio.press('Ctrl+V')
    studio.expect_text('Find in the data', lambda text: text == '/' + member, 'the path was copied: it can be pasted')
    studio.press('Esc', 'Esc')


def walk_events(studio, _log):
    studio.press('Ctrl+4', 'Ctrl+PgDown')
    chart = studio.expect_shown('list', 'Timeline')
    studio.expect_shown('list item', starting('callBank'), chart, 'the timeline says what each bar is')
    studio.expect_focus('list', 'Timeline')
    studio.press('Home', 'Right')
    studio.expect_current('list item', lambda name: bool(name), 'the keyboard goes from bar to bar')
    walk.check_names(studio, "a run's page, with its timeline")
    studio.press('Ctrl+PgDown')
    studio.expect_focus('table', 'Events')
    studio.press('Ctrl+Home')
    seen = []
    for _ in range(4):
        name = studio.expect('an event is current, and all of it is shown', lambda: whole_event(studio, seen))
        seen.append(name)
        studio.press('Down')
    walk.check_names(studio, "a run's page, with its events")


def whole_event(studio, seen):
    """What the view beside the events shows; None while it is what was seen last."""
    view = studio.screen.find(None, 'The whole event')
    items = studio.names('tree item', view) if view else []
    told = ' '.join(items)
    return told if told and (not seen or told != seen[-1]) else None


def check_palette(studio, _log):
    studio.press('Ctrl+K')
    studio.expect_focus('text', 'What to do or open')
    studio.type('breakpoint hit')
    studio.expect_description('text', 'What to do or open', lambda text: text.endswith('not possible now'),
                              'it says what can not be done now')
    studio.press('Ctrl+A')
    studio.type('sidebar')
    studio.expect_description('text', 'What to do or open', starting('Sidebar'), 'it says what Enter would do')
    walk.check_names(studio, 'the command palette')
    studio.press('Esc')
    studio.expect('Esc closes it', lambda: not studio.screen.find('text', 'What to do or open'))


def go_back(studio, _log):
    studio.press('Alt+Left')
    studio.expect_focus('table', 'Runs', 'Back leads to the runs that were found')
    shown_rows(studio, 1)
    studio.press('Ctrl+F', 'Esc')
    shown_rows(studio, RUNS)


def check_menus(studio, _log):
    walk.check_menus(studio)


def close_log(studio, log):
    studio.press('Ctrl+Q')
    name = os.path.basename(log.path)
    studio.expect("Ctrl+Q closes the log's window", lambda: not any(name in one.name for one in studio.screen.windows()))


PARTS = (('Opening the log', open_log), ('What it is', check_proof), ('Finding a run', check_filter),
         ('Opening it', open_run), ('Its error', check_error), ('Its data', check_payloads), ('Copying a path', copy_path),
         ('Timeline and events', walk_events), ('The palette', check_palette), ('The menus', check_menus),
         ('Back', go_back), ('The end', close_log))
