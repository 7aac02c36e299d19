"""What assistive technology sees of a program, and how it acts on it: AT-SPI's tree over its own bus, nothing else.

The bus is spoken to directly: libatspi keeps a copy of the tree, which lags behind, and asks one thing at a time."""

import time

import gi
gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
TEXT = 'org.a11y.atspi.Text'
DBUS = 'org.freedesktop.DBus'
PROPERTIES = 'org.freedesktop.DBus.Properties'
REGISTRY = ('org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root')

# AtspiStateType
STATES = {1: 'active', 4: 'checked', 8: 'enabled', 9: 'expandable', 10: 'expanded', 11: 'focusable', 12: 'focused',
          16: 'modal', 23: 'selected', 25: 'showing'}
FRAME_ROLES = ('filler', 'panel', 'viewport')
ITEM_ROLES = ('list item', 'tree item', 'cell', 'table cell', 'page tab')
TOLD_STATES = ('active', 'modal', 'focusable', 'focused', 'selected', 'checked', 'expandable', 'expanded')

CALL_MS = 5000
WAIT_SECONDS = 10
POLL_SECONDS = 0.03
MOST_CHILDREN = 600
MOST_DEPTH = 40


class Missing(Exception):
    """Something was waited for in vain."""


class Bus:
    """The accessibility bus. Calls that are made together are on their way together."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        session.set_exit_on_close(False)
        told = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, CALL_MS)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(told.unpack()[0], flags)

    def call_all(self, calls):
        """calls: (name, path, interface, method, arguments or None). Results in the same order, None where one failed."""
        results = [None] * len(calls)
        waiting = len(calls)

        def finished(connection, result, place):
            nonlocal waiting
            waiting -= 1
            try:
                results[place] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass  # the object is gone, or does not do that

        for place, (name, path, interface, method, arguments) in enumerate(calls):
            self.connection.call(name, path, interface, method, arguments, None, 0, CALL_MS, None, finished, place)
        context = GLib.MainContext.default()
        while waiting:
            context.iteration(True)
        return results

    def call(self, name, path, interface, method, arguments=None):
        return self.call_all([(name, path, interface, method, arguments)])[0]


class Node:
    """One accessible object as it was when it was read, with what was shown beneath it."""

    def __init__(self, bus, name, path, parent):
        self.bus = bus
        self.address = (name, path)
        self.parent = parent
        self.role = ''
        self.name = ''
        self.states = frozenset()
        self.children = []

    def questions(self):
        name = GLib.Variant('(ss)', (ACCESSIBLE, 'Name'))
        return [self.question(ACCESSIBLE, 'GetRoleName'), self.question(ACCESSIBLE, 'GetState'),
                self.question(PROPERTIES, 'Get', name), self.question(ACCESSIBLE, 'GetChildren')]

    def question(self, interface, method, arguments=None):
        return (*self.address, interface, method, arguments)

    def take(self, role, states, name, children):
        """Takes the answers; returns the children that are still to be read."""
        if not role or not states:
            return []
        low, high = states[0]
        self.role, self.name = role[0], name[0] if name else ''
        self.states = frozenset(text for bit, text in STATES.items() if (high << 32 | low) >> bit & 1)
        if not self.is_shown() or not children:
            return []
        return [Node(self.bus, *address, self) for address in children[0][:MOST_CHILDREN]]

    def is_shown(self):
        return 'showing' in self.states

    def ask(self, interface, method, arguments=None):
        return self.bus.call(*self.question(interface, method, arguments))

    @property
    def description(self):
        told = self.ask(PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, 'Description')))
        return told[0] if told else ''

    @property
    def text(self):
        """What stands in an editor or a field; empty where nothing can."""
        told = self.ask(TEXT, 'GetText', GLib.Variant('(ii)', (0, -1)))
        return told[0] if told else ''

    @property
    def words(self):
        """All that it says of itself."""
        return ' | '.join(part for part in (self.name, self.description, self.text) if part)

    @property
    def actions(self):
        """What can be done with it, each with its keys."""
        told = self.ask(ACTION, 'GetActions')
        return {name: keys for name, _, keys in told[0]} if told else {}

    def do(self, action):
        names = list(self.actions)
        if action not in names:
            raise Missing(f'{self} can not {action}, only: {", ".join(names) or "nothing"}')
        self.ask(ACTION, 'DoAction', GLib.Variant('(i)', (names.index(action),)))

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self):
        """Where it stands: the named above it, and itself."""
        above, names = self.parent, []
        while above:
            names += [above.name] if above.name else []
            above = above.parent
        return ' > '.join([*reversed(names), f'{self.role} {self.name!r}'])

    def __str__(self):
        told = [state for state in TOLD_STATES if state in self.states]
        return f'{self.role} {self.name!r}' + (f' ({", ".join(told)})' if told else '')


def read_trees(roots):
    """Reads nodes and what is shown beneath them, level by level; returns those that are shown."""
    level = roots
    for _ in range(MOST_DEPTH):
        if not level:
            break
        asked = [question for node in level for question in node.questions()]
        answers = roots[0].bus.call_all(asked)
        below = []
        for place, node in enumerate(level):
            below += node.take(*answers[4 * place:4 * place + 4])
        for node in level:
            if node.parent and node.is_shown():
                node.parent.children.append(node)
        level = below
    return [node for node in roots if node.is_shown()]


def dump(node, depth=0):
    """The tree beneath a node, as lines."""
    words = ' | '.join(part for part in (node.description, node.text) if part)
    lines = ['  ' * depth + str(node) + (f': {words}' if words else '')]
    for child in node.children:
        lines += dump(child, depth + 1)
    return lines


def matches(node, role, name):
    if role and node.role != role:
        return False
    return name is None or (name(node.name) if callable(name) else node.name == name)


def starting(words):
    """Looks for a name that begins so."""
    return lambda name: name.startswith(words)


class Screen:
    """The windows of one process."""

    def __init__(self, process):
        self.process = process
        self.bus = Bus()
        self.program = None

    def find_program(self):
        told = self.bus.call(*REGISTRY, ACCESSIBLE, 'GetChildren')
        for name, path in told[0] if told else []:
            pid = self.bus.call(DBUS, '/', DBUS, 'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,)))
            if pid and pid[0] == self.process.pid:
                return name, path
        return None

    def windows(self):
        self.program = self.program or self.find_program()
        told = self.bus.call(*self.program, ACCESSIBLE, 'GetChildren') if self.program else None
        roots = [Node(self.bus, *address, None) for address in told[0]] if told else []
        return read_trees(roots) if roots else []

    def front(self):
        """The windows that are in use: not the main windows behind the active one. (What pops up is never active.)"""
        windows = self.windows()
        active = any('active' in window.states for window in windows)
        return [window for window in windows if 'active' in window.states or not active or window.role != 'frame']

    def all(self, role=None, name=None, within=None):
        """What is shown in front and has this role and name (a text, or a function that looks at one)."""
        roots = read_trees([Node(self.bus, *within.address, None)]) if within else self.front()
        return [node for root in roots for node in root.walk() if matches(node, role, name)]

    def find(self, role=None, name=None, within=None):
        found = self.all(role, name, within)
        return found[0] if found else None

    def focused(self):
        """What has the keyboard. (Qt calls a list's current item focused whether or not the list is, and
        the inside of a view that is.)"""
        found = [node for node in self.all() if 'focused' in node.states and node.role not in ITEM_ROLES
                 and (node.name or node.role not in FRAME_ROLES)]
        return found[-1] if found else None

    def current(self):
        """The item that the keyboard is at, in a list, a tree, a table or a row of tabs; else what has the keyboard."""
        focused = self.focused()
        items = [node for node in focused.walk() if 'focused' in node.states] if focused else []
        return items[-1] if items else None

    def wait(self, what, look, seconds=WAIT_SECONDS):
        """Looks until there is an answer, and returns it. `what` says what was expected."""
        until = time.monotonic() + seconds
        while True:
            if self.process.poll() is not None:
                raise Missing(f'{what}: the program has ended (exit {self.process.returncode})')
            found = look()
            if found:
                return found
            if time.monotonic() > until:
                raise Missing(f'{what}: not within {seconds} s')
            time.sleep(POLL_SECONDS)

    def wait_for(self, role, name=None, within=None, seconds=WAIT_SECONDS):
        shown = repr(name) if isinstance(name, str) else 'as wanted' if name else ''
        return self.wait(f'{role} {shown} is shown', lambda: self.find(role, name, within), seconds)

    def dump(self):
        return '\n'.join(line for window in self.windows() for line in dump(window))
