"""The list of datasets: name and number of rows, and below them where the rows came from."""

from qgis.PyQt.QtCore import QLocale, QRect, QSize, Qt
from qgis.PyQt.QtGui import QFont, QFontMetrics, QPalette, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ..i18n import label, language, tr
from ..usecases.wording import local_time, number

DATASET = Qt.ItemDataRole.UserRole + 1
_COUNT = Qt.ItemDataRole.UserRole + 2
_ORIGIN = Qt.ItemDataRole.UserRole + 3
_BADGE = Qt.ItemDataRole.UserRole + 4
_MARGIN = 4


def shown_date(time):
    """Return a stored time (ISO 8601, UTC) as a short local date: ``3 aug. 2026``."""
    return QLocale(language()).toString(local_time(time).date(), "d MMM yyyy")


class SourceList(QListView):
    """The datasets of a store."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setModel(QStandardItemModel(self))
        self.setItemDelegate(_TwoLines(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(tr("Datasets"))
        self.viewport().setAutoFillBackground(False)

    def show_store(self, store):
        """Show the number of rows and the latest import of each dataset."""
        counts = store.counts()
        latest = {batch.dataset: batch for batch in store.standing_batches()}
        self.model().clear()
        for name, dataset in store.catalogue.datasets.items():
            item = QStandardItem(label(dataset))
            count = number(counts[name], 0)
            origin = _origin(latest.get(name))
            item.setData(name, DATASET)
            item.setData(count, _COUNT)
            batch = latest.get(name)
            badge = tr("Example data") if batch and batch.example else ""
            item.setData(origin, _ORIGIN)
            item.setData(badge, _BADGE)
            spoken = tr(
                "{name}: {count} rows. {origin}", name=item.text(), count=count, origin=origin
            )
            item.setData(
                f"{spoken}. {badge}" if badge else spoken, Qt.ItemDataRole.AccessibleTextRole
            )
            item.setToolTip(_tip(batch))
            self.model().appendRow(item)

    def dataset(self):
        """Return the name of the dataset that is marked, or "" ."""
        index = self.currentIndex()
        return index.data(DATASET) if index.isValid() else ""


def _origin(batch):
    if batch is None:
        return tr("nothing imported yet")
    return " · ".join((batch.file, shown_date(batch.time)))


def _tip(batch):
    if batch is None:
        return tr("Double-click to import a file here")
    return tr(
        "Last import: {file}, {date}\n{new} new, {changed} changed, {unchanged} unchanged, "
        "{rejected} rejected\nDouble-click to import a file here",
        file=batch.file,
        date=shown_date(batch.time),
        new=batch.new,
        changed=batch.changed,
        unchanged=batch.unchanged,
        rejected=batch.rejected,
    ) + (f"\n{batch.credit}" if batch.credit else "")


class _TwoLines(QStyledItemDelegate):
    """Name and number on the first line, origin in small letters on the second."""

    def _small(self, font):
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        return small

    def sizeHint(self, option, _index):
        """Return the height of two lines."""
        lines = option.fontMetrics.height() + QFontMetrics(self._small(option.font)).height()
        return QSize(120, lines + 2 * _MARGIN + 2)

    def paint(self, painter, option, index):
        """Draw one dataset."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        name, styled.text = styled.text, ""
        style = styled.widget.style() if styled.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, styled.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(option.palette.color(role))
        inside = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self._paint_name(painter, option, index, inside, name)
        small = self._small(option.font)
        painter.setFont(small)
        inside.setTop(inside.top() + option.fontMetrics.height() + 2)
        origin = QFontMetrics(small).elidedText(
            index.data(_ORIGIN), Qt.TextElideMode.ElideMiddle, inside.width()
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft, origin)
        painter.restore()

    def _paint_name(self, painter, option, index, inside, name):
        """Draw the first line: name, badge, number."""
        metrics = option.fontMetrics
        line = QRect(inside.left(), inside.top(), inside.width(), metrics.height())
        count, badge = index.data(_COUNT), index.data(_BADGE)
        painter.setFont(option.font)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, count)
        small = self._small(option.font)
        wide = QFontMetrics(small).horizontalAdvance(badge) + 3 * _MARGIN if badge else 0
        line.setRight(line.right() - metrics.horizontalAdvance(count) - 2 * _MARGIN - wide)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)
        if badge:
            left = line.left() + metrics.horizontalAdvance(name) + 2 * _MARGIN
            frame = QRect(left, line.top(), wide - _MARGIN, line.height())
            painter.setFont(small)
            painter.drawRoundedRect(frame.adjusted(0, 1, -1, -1), 3, 3)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, badge)
