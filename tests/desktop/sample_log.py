"""What the session looks at: a workspace in which the samples ran, made by `orkestr` itself, and its audit log."""

import json
import os
import shutil

ORDER = {'orderId': 'A-1042', 'customer': {'name': 'Ada Lovelace', 'tier': 'gold'},
         'items': [{'sku': 'TEA-250', 'quantity': 2, 'price': 12.5}, {'sku': 'KETTLE', 'quantity': 1, 'price': 89.9}]}
RUNS = 5


class SampleLog:
    def __init__(self, desktop, orkestr, samples):
        self.workspace = desktop.path('workspace')
        self.path = desktop.path('orders.orklog')
        # A definition of its own folder: Studio remembers the path.
        self.definition = desktop.path('hello.yaml')
        shutil.copy(os.path.join(samples, 'hello.yaml'), self.definition)

        def do(*arguments, expected=0):
            return desktop.run([orkestr, *arguments, '--workspace', self.workspace], expected)

        hello, order, refund = (os.path.join(samples, name + '.yaml') for name in ('hello', 'fulfil-order', 'refund-with-fault'))
        do('publish', hello, order, refund)
        for name in ('Ada', 'Grace', 'Edsger'):
            do('run', hello, '--input', json.dumps({'name': name}))
        do('run', order, '--input', json.dumps(ORDER))
        self.faulted = json.loads(do('run', refund, '--format', 'json', expected=1))['run']
        do('export', '-o', self.path)
