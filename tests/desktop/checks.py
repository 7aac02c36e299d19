"""What was expected, and whether it was so: a line each, and a count at the end."""

import sys
import time


class Checks:
    def __init__(self):
        self.show = lambda: ''  # the tree near what failed, as text
        self.passed = 0
        self.failed = 0
        self.began = time.monotonic()

    def say(self, text):
        print(text, flush=True)

    def part(self, title):
        self.say(f'{title} ({time.monotonic() - self.began:.1f} s)')

    def passes(self, what):
        self.passed += 1
        self.say(f'  ok    {what}')

    def fails(self, what, found=''):
        self.failed += 1
        self.say(f'  FAIL  {what}' + (f'\n        found: {found}' if found else ''))
        sys.stdout.flush()
        print(self.show(), file=sys.stderr, flush=True)

    def equal(self, what, found, expected):
        if found == expected:
            self.passes(what)
        else:
            self.fails(what, f'{found!r}, expected {expected!r}')

    def true(self, what, holds, found=''):
        if holds:
            self.passes(what)
        else:
            self.fails(what, found)
        return holds

    def summary(self):
        return f'{self.passed} passed, {self.failed} failed'
