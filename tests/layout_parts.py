"""What tests of printed sheets share: the items of a layout, and the text of a PDF."""

import shutil
import subprocess

import pytest
from qgis.core import (
    QgsLayoutItemGroup,
    QgsLayoutItemPage,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsRectangle,
)

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")


def pdf_text(path):
    run = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(run.stdout.split())


def items_of(layout):
    skipped = (QgsLayoutItemPage, QgsLayoutItemGroup)
    return [item for item in layout.items() if hasattr(item, "id") and not isinstance(item, skipped)
            and hasattr(item, "pagePos")]  # fmt: skip


def box(item):
    rect = item.rect()
    return QgsRectangle(
        item.pagePos().x() + rect.left(), item.pagePos().y() + rect.top(),
        item.pagePos().x() + rect.right(), item.pagePos().y() + rect.bottom(),
    )  # fmt: skip


def may_overlap(one, other):
    ids = {one.id(), other.id()}
    if "map" in ids and ids & {"scalebar", "northarrow"}:
        return True
    if isinstance(one, QgsLayoutItemPolyline) or isinstance(other, QgsLayoutItemPolyline):
        return True  # Lines lead from a circle to its value.
    round_shape = QgsLayoutItemShape.Shape.Ellipse
    return all(
        isinstance(item, QgsLayoutItemShape) and item.shapeType() == round_shape
        for item in (one, other)
    )


def assert_nothing_collides(layout, may=may_overlap, margin=5):
    """Assert that all items lie on the page, and none on another one."""
    page = layout.pageCollection().page(0).rect()
    items = items_of(layout)
    for number, one in enumerate(items):
        assert box(one).xMinimum() >= margin
        assert box(one).yMinimum() >= margin
        assert box(one).xMaximum() <= page.width() - margin
        assert box(one).yMaximum() <= page.height() - margin
        for other in items[number + 1 :]:
            if not may(one, other):
                common = box(one).intersect(box(other))
                assert min(common.width(), common.height()) < 0.05 or common.isEmpty(), (
                    one.id(), other.id(),
                )  # fmt: skip
