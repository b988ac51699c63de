"""Where one stands among a few steps, and the way back."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ..i18n import tr
from .parts import GAP, plain_label


class StepHeader(QWidget):
    """The names of the steps in a row, the present one in bold.

    :param names: of the steps, in their order
    :ivar wanted: emitted with the number of a step that was clicked
    """

    wanted = pyqtSignal(int)

    def __init__(self, names, parent=None):
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP // 2)
        self.buttons = []
        for at, name in enumerate(names):
            if at:
                dash = plain_label("–")
                dash.setEnabled(False)
                row.addWidget(dash)
            button = QToolButton()
            button.setText(f"{at + 1} {name}")
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _, at=at: self.wanted.emit(at))
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        # Bold letters are wider: nothing moves when another step is the present one.
        bold = QFont(self.font())
        bold.setBold(True)
        for button in self.buttons:
            button.setFont(bold)
            button.setMinimumWidth(button.sizeHint().width())

    def show_step(self, current, reachable):
        """Mark the present step, and let those be clicked that can be gone to.

        :param reachable: numbers of steps
        """
        for at, button in enumerate(self.buttons):
            font = QFont(self.font())
            font.setBold(at == current)
            button.setFont(font)
            button.setEnabled(at == current or at in reachable)
            here = tr("This step") if at == current else tr("Not yet")
            button.setToolTip(tr("Go to this step") if at in reachable else here)
            button.setAccessibleName(f"{button.text()}. {button.toolTip()}")
