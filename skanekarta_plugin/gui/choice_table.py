"""A table in which cells are answered by choosing: many rows, but one box at a time."""

from qgis.PyQt.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTableView,
)

from .tables import dress_table

# True where what a cell shows is only proposed.
PENDING = Qt.ItemDataRole.UserRole + 1
# True where a cell is a button.
BUTTON = Qt.ItemDataRole.UserRole + 2
_VISIBLE = 14
_TRIGGERS = QAbstractItemView.EditTrigger


class ChoiceModel(QAbstractTableModel):
    """What a :class:`ChoiceTable` shows. A cell that can be edited is one to choose in.

    :ivar answered: emitted when something was chosen
    :ivar refused: emitted with a text that is none of the choices
    """

    answered = pyqtSignal()
    refused = pyqtSignal(str)
    headers = ()
    numbers = ()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.lines = []

    def show(self, lines):
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.headers)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        """Return a header."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headers[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = "AlignRight" if section in self.numbers else "AlignLeft"
                return int(getattr(Qt.AlignmentFlag, side) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index):
        """A cell to choose in can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_choose(index) else flags

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what a cell shows."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(self.lines[index.row()], index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self.value(self.lines[index.row()], index.column())
        if role == PENDING:
            return self.is_pending(self.lines[index.row()], index.column())
        if role == BUTTON:
            return self.is_button(self.lines[index.row()], index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self.numbers:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index, value, role=Qt.ItemDataRole.EditRole):
        """Take a choice."""
        if role != Qt.ItemDataRole.EditRole or not self.can_choose(index):
            return False
        if value != self.value(self.lines[index.row()], index.column()):
            self.choose(self.lines[index.row()], index.column(), value)
            self.tell()
        return True

    def tell(self):
        """Let what is shown be drawn again."""
        if self.lines:
            last = self.index(len(self.lines) - 1, len(self.headers) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.answered.emit()

    def press(self, index):
        """Do what the button of a cell says."""

    def can_choose(self, index):
        """True if one can choose in the cell."""
        return False

    def can_type(self, index):
        """True if the choices are so many that one types a part of what one looks for."""
        return False

    def choices(self, index):
        """Return ``[(value, text)]``."""
        return []

    def text(self, line, column):
        """Return what a cell shows."""
        return ""

    def value(self, line, column):
        """Return what was chosen in a cell."""
        return None

    def choose(self, line, column, value):
        """Take a choice."""

    def is_pending(self, line, column):
        """True if what the cell shows is only proposed."""
        return False

    def is_button(self, line, column):
        """True if the cell is a button."""
        return False


class ChoiceTable(QTableView):
    """Shows a :class:`ChoiceModel`; a click or a key opens the box of a cell."""

    def __init__(self, name, model, parent=None):
        super().__init__(parent)
        dress_table(self, name)
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(_TRIGGERS.EditKeyPressed | _TRIGGERS.AnyKeyPressed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.clicked.connect(self._touch)

    def _touch(self, index):
        if index.data(BUTTON):
            self.model().press(index)
            # The button is gone; beside it stands what it answered.
            self.setCurrentIndex(index.siblingAtColumn(index.column() - 1))
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyPressEvent(self, event):
        """The space bar presses a button, or opens a box."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self._touch(index)
            return
        super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Draws boxes and buttons, and gives a real box to the cell that is answered."""

    def paint(self, painter, option, index):
        """Draw a cell."""
        is_button = index.data(BUTTON)
        if not is_button and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            super().paint(painter, option, index)
            return
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        text, styled.text = styled.text, ""
        style = styled.widget.style() if styled.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, styled.widget)
        if is_button:
            self._draw_button(painter, option, style, text)
        else:
            self._draw_box(painter, option, style, text, bool(index.data(PENDING)))

    @staticmethod
    def _draw_button(painter, option, style, text):
        button = QStyleOptionButton()
        button.rect = option.rect.adjusted(2, 1, -2, -1)
        button.palette = option.palette
        button.fontMetrics = option.fontMetrics
        button.text = text
        button.state = _state(option) | QStyle.StateFlag.State_Raised
        style.drawControl(QStyle.ControlElement.CE_PushButton, button, painter, None)

    @staticmethod
    def _draw_box(painter, option, style, text, pending):
        box = QStyleOptionComboBox()
        box.rect = option.rect.adjusted(2, 1, -2, -1)
        box.fontMetrics = option.fontMetrics
        box.currentText = text
        box.state = _state(option)
        box.palette = option.palette
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter, None)
        if pending:
            palette = QPalette(option.palette)
            grey = _mixed(option.palette)
            for role in ("ButtonText", "Text", "WindowText"):
                palette.setColor(getattr(QPalette.ColorRole, role), grey)
            box.palette = palette
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter, None)

    def sizeHint(self, option, index):
        """Leave room for the arrow of a box, and the frame of a button."""
        size = super().sizeHint(option, index)
        if index.data(BUTTON) or index.flags() & Qt.ItemFlag.ItemIsEditable:
            size.setWidth(size.width() + 36)
        return size

    def createEditor(self, parent, _option, index):
        """Return a box with the choices, unfolded."""
        model = index.model()
        box = QComboBox(parent)
        box.setAccessibleName(model.headers[index.column()])
        box.setToolTip(model.headers[index.column()])
        # A list to scroll in; some styles would fill the screen with it.
        box.setStyleSheet("QComboBox { combobox-popup: 0 }")
        box.setMaxVisibleItems(_VISIBLE)
        for value, text in model.choices(index):
            box.addItem(text, value)
        if model.can_type(index):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            finder = QCompleter(box.model(), box)
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
            finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            box.setCompleter(finder)
            QTimer.singleShot(0, box.lineEdit().selectAll)
        else:
            QTimer.singleShot(0, box.showPopup)
        box.activated.connect(lambda _: self._taken(box))
        return box

    def _taken(self, box):
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def eventFilter(self, editor, event):
        """Leave the box open while its list is unfolded."""
        if event.type() == QEvent.Type.FocusOut and editor.view().isVisible():
            return False
        return super().eventFilter(editor, event)

    def setEditorData(self, editor, index):
        """Mark what was chosen."""
        value = index.data(Qt.ItemDataRole.EditRole)
        at = next((at for at in range(editor.count()) if editor.itemData(at) == value), -1)
        editor.setCurrentIndex(at)

    def setModelData(self, editor, model, index):
        """Hand the choice over."""
        if not editor.isEditable():
            if editor.currentIndex() >= 0:
                model.setData(index, editor.currentData())
            return
        text = editor.currentText().strip()
        at = editor.findText(text, Qt.MatchFlag.MatchFixedString) if text else -1
        if at >= 0:
            model.setData(index, editor.itemData(at))
        elif text:
            model.refused.emit(text)


def _mixed(palette):
    """Return a grey that is fainter than text, and can be read: on any palette."""
    text = palette.color(QPalette.ColorRole.ButtonText)
    ground = palette.color(QPalette.ColorRole.Button)
    parts = zip(text.getRgb()[:3], ground.getRgb()[:3], strict=True)
    return QColor(*(round(0.62 * one + 0.38 * other) for one, other in parts))


def _state(option):
    state = QStyle.StateFlag.State_Enabled
    focus = QStyle.StateFlag.State_HasFocus
    return state | focus if option.state & focus else state
