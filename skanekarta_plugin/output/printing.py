"""Prints a map to a file: PDF, PNG or SVG."""

import contextlib
from pathlib import Path

from qgis.core import Qgis, QgsLayoutExporter, QgsProject

from ..errors import N_, OutputError
from ..i18n import tr
from .files import deliver, workshop
from .gate import INTERNAL, check_audience
from .layouts import build_layout, templates

__all__ = ["build_layout", "check_print", "print_layout", "print_map", "templates"]

DPI = 300


def print_map(view, layers, extent, path, template="a4-liggande", audience=INTERNAL):
    """Print a map to a file; a file of that name is replaced as a whole.

    :param view: the :class:`~..analysis.model.MapView` to print
    :param layers: styled layers, the uppermost first
    :param extent: ``QgsRectangle`` in EPSG:3006 that the map shows in any case
    :param path: target; its suffix (.pdf, .png, .svg) chooses the format
    :param template: a name in :func:`~.layouts.templates`
    :param audience: see :func:`.gate.check_audience`
    :return: the path of the written file
    :raises OutputError: if the audience, the suffix or the template is refused, or if the file
        cannot be written; what stood there before is then untouched
    """
    # Layers that stand in a project are drawn with its variables; the others need none.
    project = next(filter(None, (layer.project() for layer in layers)), None) or QgsProject()
    return print_layout(
        project, lambda: build_layout(project, view, layers, extent, template), path, audience
    )


def check_print(path, audience):
    """Refuse what cannot be printed, before there is work done for it.

    :raises OutputError: if the audience or the suffix of the path is refused
    """
    check_audience(audience)
    path = Path(path)
    if path.suffix.lower() not in _EXPORTS:
        raise OutputError(
            N_("A map cannot be printed as “{suffix}”. Choose one of: {known}."),
            suffix=path.suffix or path.name,
            known=list(_EXPORTS),
        )


def print_layout(project, build, path, audience=INTERNAL):
    """Write a layout to a file; a file of that name is replaced as a whole.

    :param project: the ``QgsProject`` the layout belongs to; it is left as it was
    :param build: function that returns the ``QgsPrintLayout``
    :param path: target; its suffix (.pdf, .png, .svg) chooses the format
    :param audience: see :func:`.gate.check_audience`
    :return: the path of the written file
    :raises OutputError: if the audience or the suffix is refused, or if the file cannot be written;
        what stood there before is then untouched
    """
    check_print(path, audience)
    path = Path(path)
    export = _EXPORTS[path.suffix.lower()]
    with _untouched(project), workshop() as place:
        layout = build()
        layout.refresh()
        made = place / path.name
        result = export(layout, made)
        if result != QgsLayoutExporter.ExportResult.Success or not made.is_file():
            raise OutputError(
                N_("The map could not be printed to {name}."), name=path.name, details=str(result)
            )
        (target,) = deliver([made], path.parent)
    return target


@contextlib.contextmanager
def _untouched(project):
    """Leave a project's metadata and its mark of unsaved changes as they are."""
    metadata, changed = project.metadata(), project.isDirty()
    try:
        yield
    finally:
        project.setMetadata(metadata)
        project.setDirty(changed)


def _pdf(layout, path):
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.forceVectorOutput = True
    settings.exportMetadata = True
    # QGIS takes title and author from the project. Its own author is somebody's login name.
    told = layout.project().metadata()
    told.setTitle(layout.name())
    told.setAuthor(tr("Region Skåne, Culture administration"))
    layout.project().setMetadata(told)
    return QgsLayoutExporter(layout).exportToPdf(str(path), settings)


def _png(layout, path):
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DPI
    settings.generateWorldFile = False
    return QgsLayoutExporter(layout).exportToImage(str(path), settings)


def _svg(layout, path):
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.forceVectorOutput = True
    return QgsLayoutExporter(layout).exportToSvg(str(path), settings)


_EXPORTS = {".pdf": _pdf, ".png": _png, ".svg": _svg}
