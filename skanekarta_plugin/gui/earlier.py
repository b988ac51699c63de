"""The map as it was before an import: a copy of the store, shown in the place of the present."""

import contextlib
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsPathResolver
from qgis.PyQt.QtCore import QStandardPaths, QTemporaryDir

_PREFIX = "fore-"
# What a QGIS that was killed left behind goes after a week.
_STALE_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Present:
    """What was shown before, and comes back."""

    store: object
    explorer: object
    active: str
    steps: dict


class Earlier:
    """An earlier state that is shown for a while.

    What a project remembers meanwhile is the present store: QGIS asks for each path that it writes,
    and gets the present one in the place of the copy.

    :param batch: the :class:`~..store.store.Batch` before which it was so
    :param room: the ``QTemporaryDir`` of the copy; :param path: the copy
    :param present: the :class:`Present` that comes back
    """

    def __init__(self, batch, room, path, present):
        self.batch = batch
        self.present = present
        self._room = room
        self._path = Path(path)
        self._writer = QgsPathResolver.setPathWriter(self._written)

    def _written(self, path):
        """Return what a project shall remember instead of a path."""
        return str(self.present.store.path) if path and Path(path) == self._path else path

    def close(self):
        """Remove the copy; no layer reads it any more."""
        if self._writer is not None:
            QgsPathResolver.removePathWriter(self._writer)
            self._writer = None
        self._room.remove()


def new_room():
    """Return a folder of its own for a copy, which goes with the object.

    It does not lie with the system's temporary files: QGIS would mark its layers as temporary, and
    ask whether they should be saved.
    """
    caches = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    base = Path(caches) / "skanekarta"
    with contextlib.suppress(OSError):
        base.mkdir(parents=True, exist_ok=True)
        for left in base.glob(f"{_PREFIX}*"):
            if left.stat().st_mtime < time.time() - _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
    room = QTemporaryDir(str(base / f"{_PREFIX}XXXXXX"))
    return room if room.isValid() else QTemporaryDir()
