"""Keeps the window answering while Python works in another thread.

Both threads need the interpreter's lock, and Qt asks for it at every turn: for a slot, for each
method that a widget could have in Python.
"""

import contextlib
import gc
import sys
import threading

# Seconds that a thread keeps the lock while another one waits; Python's own 0.005 add up to a tenth
# of a second for one repainted dialog.
_INTERVAL = 0.0005
_lock = threading.Lock()
_before = []
_spared = []


@contextlib.contextmanager
def yielding_often():
    """Let the thread that works give way often; several may do so at a time."""
    with _lock:
        _before.append(sys.getswitchinterval() if not _before else None)
        sys.setswitchinterval(_INTERVAL)
    try:
        yield
    finally:
        with _lock:
            if len(_before) == 1:
                sys.setswitchinterval(_before[0])
            _before.pop()


def spare_the_collector():
    """Let Python's collector pass over what QGIS has loaded by now.

    Work makes many objects, and after so many the collector looks at all there are: at those of
    QGIS and its plugins it looks for a tenth of a second, in which the window stands still. Once is
    enough; what is loaded later is looked at.
    """
    if not _spared:
        _spared.append(True)
        gc.freeze()
