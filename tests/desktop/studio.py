"""Orkestr Studio as somebody without a pointer has it: keys go in, and the accessible tree tells what came of it."""

from keyboard import Keyboard
from screen import Missing, Screen, WAIT_SECONDS


class Studio:
    def __init__(self, desktop, program, arguments, checks):
        self.process = desktop.start([program, *arguments], 'studio.log')
        self.screen = Screen(self.process)
        self.keyboard = Keyboard()
        self.checks = checks

    def press(self, *combinations):
        for combination in combinations:
            self.take_keyboard()
            self.keyboard.press(combination)

    def type(self, text):
        self.take_keyboard()
        self.keyboard.type(text)

    def take_keyboard(self):
        """The topmost window has the keyboard, and knows it."""
        if self.keyboard.focus_topmost():
            self.screen.wait('the topmost window is active',
                             lambda: any('active' in one.states for one in self.screen.windows()))

    def expect(self, what, look, seconds=WAIT_SECONDS):
        """Waits for it; what comes after makes no sense without."""
        def look_again():
            self.keyboard.focus_topmost()
            return look()
        try:
            found = self.screen.wait(what, look_again, seconds)
        except Missing as missing:
            self.checks.fails(str(missing))
            raise
        self.checks.passes(what)
        return found

    def expect_shown(self, role, name, within=None, what=None):
        told = name if isinstance(name, str) else what
        return self.expect(what or f'{role} {told!r} is shown', lambda: self.screen.find(role, name, within))

    def expect_focus(self, role, name, what=None):
        def has_it():
            focused = self.screen.focused()
            return focused if focused and focused.role == role and (name is None or focused.name == name) else None
        return self.expect(what or f'the keyboard is at {role} {name!r}', has_it)

    def expect_current(self, role, holds, what):
        def is_there():
            current = self.screen.current()
            return current if current and role in (current.role, None) and holds(current.name) else None
        return self.expect(what, is_there)

    def expect_text(self, name, holds, what):
        """A field's text."""
        def has_it():
            field = self.screen.find('text', name)
            return field if field and holds(field.text) else None
        return self.expect(what, has_it)

    def expect_description(self, role, name, holds, what):
        def has_it():
            found = self.screen.find(role, name)
            return found if found and holds(found.description) else None
        return self.expect(what, has_it)

    def names(self, role, within=None):
        return [node.name for node in self.screen.all(role, None, within)]

    def has_ended(self):
        return self.process.poll() is not None
