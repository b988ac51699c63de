"""Files that are chosen or dropped to be imported."""

from qgis.PyQt.QtWidgets import QFileDialog

from ..i18n import tr
from ..sources.kinds import LAYERS, SUFFIXES, TEXTS, WORKBOOKS


def dropped_files(mime):
    """Return the paths of the dropped files that can be imported."""
    paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.lower().endswith(SUFFIXES)]


def ask_files(parent, folder=""):
    """Ask for files to import; return their paths."""
    parts = [
        (tr("Tables and layers"), SUFFIXES),
        (tr("Workbooks"), WORKBOOKS),
        (tr("Text tables"), TEXTS),
        (tr("GIS layers"), LAYERS),
    ]
    kinds = [f"{name} ({' '.join('*' + end for end in ends)})" for name, ends in parts]
    kinds.append(tr("All files") + " (*)")
    paths, _ = QFileDialog.getOpenFileNames(
        parent, tr("Choose a file to import"), folder, ";;".join(kinds)
    )
    return paths
