"""A desktop of its own: a screen in memory, a message bus, the accessibility bus, and folders that nobody else sees.

Whatever is started here is ended here, by its process id, and the folders are removed."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

FOLDERS = {'HOME': 'home', 'XDG_CONFIG_HOME': 'config', 'XDG_DATA_HOME': 'data', 'XDG_CACHE_HOME': 'cache',
           'XDG_RUNTIME_DIR': 'run', 'TMPDIR': 'tmp'}
PASSED_ON = ('PATH', 'ORKESTR_SOURCE_DIR')
PR_SET_CHILD_SUBREAPER = 36
START_SECONDS = 20
END_SECONDS = 5


class Refused(Exception):
    """Something that every check needs could not be had."""


class Desktop:
    def __init__(self):
        # What our processes leave behind becomes ours, so that it can be ended.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.folder = tempfile.mkdtemp(prefix='orkestr-desktop-')
        self.started = []
        self.environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.environment['LC_ALL'] = 'C.UTF-8'
        for variable, name in FOLDERS.items():
            self.environment[variable] = self.path(name)
            os.mkdir(self.path(name), 0o700)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def start(self, arguments, log, **more):
        """Starts a program whose output goes to a file; returns its process."""
        with open(self.path(log), 'ab') as output:
            process = subprocess.Popen(arguments, env=self.environment, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=output, start_new_session=True, **more)
        self.started.append(process)
        return process

    def start_telling(self, arguments, log):
        """Starts a program that writes one line about itself into the descriptor that replaces {fd}; returns that line."""
        reading, writing = os.pipe()
        process = self.start([one.format(fd=writing) for one in arguments], log, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as told:
            line = told.readline().strip()
        if not line:
            raise Refused(f'{arguments[0]} did not start (exit {process.poll()}):\n{self.log(log)}')
        return line

    def log(self, name):
        try:
            with open(self.path(name), errors='replace') as file:
                return file.read()
        except FileNotFoundError:
            return ''

    def begin(self):
        """Screen and buses; this process speaks to them from here on."""
        display = self.start_telling(
            ['Xvfb', '-displayfd', '{fd}', '-screen', '0', '1680x1050x24', '-nolisten', 'tcp', '-noreset'], 'screen.log')
        self.environment['DISPLAY'] = ':' + display
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = self.start_telling(
            ['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address={fd}'], 'bus.log')
        launcher = next((path for path in ('/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher')
                         if os.path.exists(path)), None)
        if not launcher:
            raise Refused('at-spi-bus-launcher is not installed (at-spi2-core)')
        self.start([launcher, '--launch-immediately'], 'accessibility.log')
        for name in [name for name in os.environ if name not in self.environment]:
            del os.environ[name]
        os.environ.update(self.environment)
        self.environment.update(QT_LINUX_ACCESSIBILITY_ALWAYS_ON='1', QT_QPA_PLATFORM='xcb')

    def run(self, arguments, expected=0):
        """Runs a program to its end and returns what it printed."""
        done = subprocess.run(arguments, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False)
        if done.returncode != expected:
            raise Refused(f'{" ".join(arguments)}: exit {done.returncode}, expected {expected}\n{done.stdout}{done.stderr}')
        return done.stdout

    def end(self):
        for process in reversed(self.started):
            end_process(process.pid)
            process.wait()
        for pid in children():
            end_process(pid)
        shutil.rmtree(self.folder, ignore_errors=True)


def children():
    """The processes that this one has, orphans of what it started among them."""
    with open(f'/proc/{os.getpid()}/task/{os.getpid()}/children') as file:
        return [int(pid) for pid in file.read().split()]


def has_ended(pid):
    try:
        ended, _ = os.waitpid(pid, os.WNOHANG)
        return ended == pid
    except ChildProcessError:
        return True


def end_process(pid):
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, kind)
        except ProcessLookupError:
            return
        until = time.monotonic() + END_SECONDS
        while time.monotonic() < until:
            if has_ended(pid):
                return
            time.sleep(0.02)
