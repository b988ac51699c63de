"""Small pieces that several docks and dialogs are made of."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont, QIcon
from qgis.PyQt.QtWidgets import QLabel, QMenu, QPushButton, QSizePolicy, QToolButton

from ..paths import resource

GAP = 8


def icon(name):
    """Return one of QGIS's own icons, or the plugin's where the name has no slash."""
    if name.startswith("/"):
        return QgsApplication.getThemeIcon(name)
    return QIcon(str(resource("icons", name)))


def push_button(text, tip, slot, icon_name=""):
    """Return a button with a text, a tool tip and a name for screen readers."""
    button = QPushButton(text)
    if icon_name:
        button.setIcon(icon(icon_name))
    button.setToolTip(tip)
    button.setAccessibleName(text.rstrip("…"))
    button.clicked.connect(lambda: slot())
    return button


def menu_button(text, tip, entries, icon_name=""):
    """Return a button that opens a menu.

    :param entries: ``(text, tool tip, slot)`` for each line of the menu
    """
    button = push_button(text, tip, lambda: None, icon_name)
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    for name, told, slot in entries:
        action = menu.addAction(name)
        action.setToolTip(told)
        action.triggered.connect(lambda _=False, slot=slot: slot())
    button.setMenu(menu)
    return button


def tool_button(text, tip, slot, icon_name=""):
    """Return a flat button; it shows its text where it has no icon."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setText(text)
    if icon_name:
        button.setIcon(icon(icon_name))
    button.setToolTip(tip)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda: slot())
    return button


def plain_label(text="", *, wrap=False, smaller=False, bold=False, larger=False):
    """Return a label of plain text: what comes from data is never taken for HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    font = QFont(label.font())
    if smaller:
        font.setPointSizeF(font.pointSizeF() * 0.9)
    if larger:
        font.setPointSizeF(font.pointSizeF() * 1.2)
    font.setBold(bold)
    label.setFont(font)
    return label
