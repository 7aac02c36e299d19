"""What holds on every page: whoever has no pointer can tell what everything is, and reach it."""

from screen import Missing

CONTROLS = ('push button', 'button menu', 'check box', 'radio button', 'combo box', 'text', 'spin box', 'slider', 'list',
            'tree', 'tree table', 'table', 'page tab list', 'page tab', 'menu item', 'check menu item', 'document', 'terminal')
PARTS = ('list item', 'tree item', 'table cell', 'cell', 'column header', 'table column header', 'row header')
MENUS = ('File', 'Run', 'Time travel', 'Workspace', 'View', 'Go', 'Help')


def is_part_of_field(node):
    """The signs and buttons inside a line to type in: each has a key there."""
    return node.parent is not None and node.parent.role == 'text'


def nameless(studio):
    """Everything in front that can have the keyboard, or does something, and says not what it is."""
    found = []
    for node in studio.screen.all():
        if node.name or node.role in PARTS or is_part_of_field(node):
            continue
        if node.role in CONTROLS or 'focusable' in node.states:
            found.append(node.path())
    return found


def check_names(studio, page):
    controls = [node for node in studio.screen.all() if node.role in CONTROLS or 'focusable' in node.states]
    bad = nameless(studio)
    studio.checks.true(f'{page}: each of {len(controls)} things to use has a name', controls and not bad, '; '.join(bad))


def items_of(popup):
    return [node for node in popup.walk() if node.role in ('menu item', 'check menu item', 'radio menu item')]


def plain(name):
    return name.replace('…', '')


def actions_of_menus(studio):
    """Their names; each menu is opened by its letter, and closed."""
    names = []
    for menu in MENUS:
        studio.press('Alt+' + menu[0])
        popup = studio.expect(f'Alt+{menu[0]} opens the menu {menu}', lambda: studio.screen.find('popup menu'))
        names += [plain(item.name) for item in items_of(popup) if 'ShowMenu' not in item.actions]
        studio.press('Esc')
        studio.expect('Esc closes it', lambda: not studio.screen.find('popup menu'))
    return names


def next_page(studio, cells, before):
    """What is in sight instead; nothing at the end."""
    def another():
        now = cells()
        return now if now != before else None

    try:
        return studio.screen.wait('another page', another, 1)
    except Missing:
        return None


def told_keys(studio):
    """What F1 says: the keys of each action by its name. Page by page: a table tells what is in sight."""
    def cells():
        table = studio.screen.find('table', 'Keyboard shortcuts')
        return studio.names('cell', table) if table else []

    studio.press('F1')
    page = studio.expect('F1 says which keys there are', cells)
    studio.press('Tab', 'PgDown')
    keys = {}
    while page:
        keys.update(zip(page[::2], page[1::2]))
        studio.press('PgDown')
        page = next_page(studio, cells, page)
    studio.press('Esc')
    studio.expect('Esc closes it', lambda: not studio.screen.find('table', 'Keyboard shortcuts'))
    return keys


def check_menus(studio):
    names = actions_of_menus(studio)
    keys = told_keys(studio)
    without = [name for name in names if name not in keys]
    studio.checks.true(f'each of {len(names)} actions in the menus has a key, which F1 tells', names and not without,
                       ', '.join(without))
