#!/usr/bin/python3
"""Whole sessions with Orkestr Studio, driven from outside as assistive technology would, on a screen in memory.

    session.py FOLDER_OF_PROGRAMS     (or: ./dev test --desktop)

A workspace and an audit log are made with `orkestr`. Studio opens the log, says what checking it came to, finds the run that
failed and tells why; then it shows the workspace, page by page and dialog by dialog. Keys go in, and the accessible tree tells
what came of them; no place on the screen is ever named. Ends with `N passed, N failed`; exit 0 when nothing failed.
Needs at-spi2-core, dbus-daemon, python3-gi and xvfb."""

import os
import subprocess
import sys

from checks import Checks
from desktop import Desktop, Refused
from log_session import PARTS as LOG_PARTS
from sample_log import SampleLog
from screen import Missing, WAIT_SECONDS
from studio import Studio
from workspace_session import PARTS as WORKSPACE_PARTS


def check_end(studio, _log):
    studio.press('Ctrl+Q')
    try:
        code = studio.process.wait(WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        code = 'none: it goes on'
    studio.checks.equal('Ctrl+Q in the last window ends the program, with exit code 0', code, 0)


def run_session(studio, log, parts):
    """One part after the other, until one says that the rest makes no sense."""
    checks = studio.checks
    checks.show = studio.screen.dump
    try:
        for title, part in parts:
            checks.part(title)
            part(studio, log)
    except Missing as missing:
        checks.say(f'the rest could not be looked at: {missing}')


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    orkestr, program = (os.path.join(os.path.abspath(sys.argv[1]), name) for name in ('orkestr', 'orkestr-studio'))
    samples = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'resources', 'samples')
    desktop = Desktop()
    checks = Checks()
    end = (('The end', check_end),)
    try:
        desktop.begin()
        checks.part('Making a log')
        log = SampleLog(desktop, orkestr, samples)
        for arguments, parts in ((['--workspace', desktop.path('empty')], LOG_PARTS),
                                 (['--workspace', log.workspace, '--open', log.faulted], WORKSPACE_PARTS)):
            run_session(Studio(desktop, program, arguments, checks), log, parts + end)
        checks.equal('Studio said nothing on its standard error', desktop.log('studio.log'), '')
    except Refused as refused:
        checks.fails(str(refused))
    finally:
        desktop.end()
    print(checks.summary())
    return 1 if checks.failed or not checks.passed else 0


if __name__ == '__main__':
    sys.exit(main())
