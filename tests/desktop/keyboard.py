"""Keys and the windows that get them, through X alone.

There is no window manager on this screen. What one does for the keyboard is done here: it goes to the topmost window."""

import ctypes
import ctypes.util

IS_VIEWABLE = 2
REVERT_TO_POINTER_ROOT = 1
MODIFIERS = {'Ctrl': 'Control_L', 'Shift': 'Shift_L', 'Alt': 'Alt_L'}
KEYS = {'Enter': 'Return', 'Esc': 'Escape', 'PgUp': 'Prior', 'PgDown': 'Next', 'Del': 'Delete', '+': 'plus'}


class Attributes(ctypes.Structure):
    """XWindowAttributes."""
    _fields_ = [('x', ctypes.c_int), ('y', ctypes.c_int), ('width', ctypes.c_int), ('height', ctypes.c_int),
                ('border_width', ctypes.c_int), ('depth', ctypes.c_int), ('visual', ctypes.c_void_p), ('root', ctypes.c_ulong),
                ('window_class', ctypes.c_int), ('bit_gravity', ctypes.c_int), ('win_gravity', ctypes.c_int),
                ('backing_store', ctypes.c_int), ('backing_planes', ctypes.c_ulong), ('backing_pixel', ctypes.c_ulong),
                ('save_under', ctypes.c_int), ('colormap', ctypes.c_ulong), ('map_installed', ctypes.c_int),
                ('map_state', ctypes.c_int), ('all_event_masks', ctypes.c_long), ('your_event_mask', ctypes.c_long),
                ('do_not_propagate_mask', ctypes.c_long), ('override_redirect', ctypes.c_int), ('screen', ctypes.c_void_p)]


class Keyboard:
    def __init__(self):
        self.x = ctypes.CDLL('libX11.so.6')
        self.test = ctypes.CDLL('libXtst.so.6')
        x, pointer, number = self.x, ctypes.c_void_p, ctypes.c_ulong
        x.XOpenDisplay.restype = pointer
        x.XStringToKeysym.restype = number
        x.XkbKeycodeToKeysym.restype = number
        x.XDefaultRootWindow.restype = number
        x.XkbKeycodeToKeysym.argtypes = [pointer, ctypes.c_ubyte, ctypes.c_uint, ctypes.c_uint]
        x.XKeysymToKeycode.argtypes = [pointer, number]
        x.XKeysymToKeycode.restype = ctypes.c_ubyte
        x.XDefaultRootWindow.argtypes = [pointer]
        x.XSync.argtypes = [pointer, ctypes.c_int]
        x.XFree.argtypes = [pointer]
        x.XGetWindowAttributes.argtypes = [pointer, number, ctypes.POINTER(Attributes)]
        x.XSetInputFocus.argtypes = [pointer, number, ctypes.c_int, number]
        x.XQueryTree.argtypes = [pointer, number, ctypes.POINTER(number), ctypes.POINTER(number),
                                 ctypes.POINTER(ctypes.POINTER(number)), ctypes.POINTER(ctypes.c_uint)]
        x.XGetInputFocus.argtypes = [pointer, ctypes.POINTER(number), ctypes.POINTER(ctypes.c_int)]
        self.test.XTestFakeKeyEvent.argtypes = [pointer, ctypes.c_uint, ctypes.c_int, number]
        # A window can be gone before it is asked about; that is no reason to end.
        handler = ctypes.CFUNCTYPE(ctypes.c_int, pointer, pointer)
        self.ignore = handler(lambda display, error: 0)
        x.XSetErrorHandler.argtypes = [handler]
        x.XSetErrorHandler(self.ignore)
        self.display = x.XOpenDisplay(None)
        if not self.display:
            raise OSError('the screen can not be opened')
        self.root = x.XDefaultRootWindow(self.display)

    def windows(self):
        """The windows that a window manager would look after, the topmost last."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        found = ctypes.POINTER(ctypes.c_ulong)()
        if not self.x.XQueryTree(self.display, self.root, root, parent, found, count):
            return []
        windows = [found[i] for i in range(count.value)]
        if found:
            self.x.XFree(found)
        kept = []
        for window in windows:
            known = Attributes()
            if self.x.XGetWindowAttributes(self.display, window, known) and known.map_state == IS_VIEWABLE \
                    and not known.override_redirect and known.width > 1:
                kept.append(window)
        return kept

    def focus_topmost(self):
        """Gives the keyboard to the topmost window; false when it has it already."""
        windows = self.windows()
        now, how = ctypes.c_ulong(), ctypes.c_int()
        self.x.XGetInputFocus(self.display, now, how)
        if not windows or now.value == windows[-1]:
            return False
        self.x.XSetInputFocus(self.display, windows[-1], REVERT_TO_POINTER_ROOT, 0)
        self.x.XSync(self.display, 0)
        return True

    def fake(self, code, down):
        self.test.XTestFakeKeyEvent(self.display, code, down, 0)

    def press(self, combination):
        """Such as `Ctrl+Shift+L`, `Down`, `Enter`."""
        *held, key = combination.split('+') if len(combination) > 1 and not combination.endswith('+') else [combination]
        name = KEYS.get(key, key if len(key) > 1 else key.lower())
        self.tap(self.x.XStringToKeysym(name.encode()), [MODIFIERS[one] for one in held])

    def type(self, text):
        for character in text:
            self.tap(ord(character), [])

    def tap(self, symbol, held):
        code = self.x.XKeysymToKeycode(self.display, symbol)
        if not symbol or not code:
            raise ValueError(f'this keyboard has no key for {symbol:#x}')
        shifted = self.x.XkbKeycodeToKeysym(self.display, code, 0, 0) != symbol
        if shifted and 'Shift_L' not in held:
            held = held + ['Shift_L']
        codes = [self.x.XKeysymToKeycode(self.display, self.x.XStringToKeysym(one.encode())) for one in held]
        for one in codes:
            self.fake(one, 1)
        self.fake(code, 1)
        self.fake(code, 0)
        for one in reversed(codes):
            self.fake(one, 0)
        self.x.XSync(self.display, 0)
