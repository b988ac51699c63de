"""Says that municipalities lie beyond the frozen classes, with a link that sets new ones."""

from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy

from ..i18n import tr


class ClassNote(QLabel):
    """A quiet sentence; hidden where nothing lies beyond.

    :ivar renewWanted: the user wants new classes
    """

    renewWanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        self.setFont(font)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.linkActivated.connect(lambda _: self.renewWanted.emit())
        self.hide()

    def show_view(self, view, are_own):
        """Show the sentence of a view that colours areas.

        :param are_own: True where the limits are the user's own, which no method can set anew
        """
        from ..usecases.legend import outside_classes

        told = outside_classes(view.legend) if view.choice.is_choropleth else ""
        link = tr("Change the classes") if are_own else tr("Set new classes")
        self.setText(f'{escape(told)} · <a href="#">{escape(link)}</a>' if told else "")
        self.setAccessibleName(f"{told}. {link}" if told else "")
        self.setToolTip(
            tr("Choose how the values are put into classes, or set new limits")
            if are_own
            else tr("Set new class limits from all years")
        )
        self.setVisible(bool(told))
