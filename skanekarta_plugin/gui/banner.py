"""Says that an earlier state is shown, and leads back to the present."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout

from ..i18n import tr
from ..usecases.wording import date_in_words
from .parts import GAP, plain_label, push_button


class Remark(QFrame):
    """A text in the platform's colours for a remark; more can be put below it."""

    def __init__(self, parent=None, *, bold=False):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        # Also in the dark theme.
        palette = self.palette()
        base = palette.color(QPalette.ColorRole.ToolTipBase)
        text = palette.color(QPalette.ColorRole.ToolTipText)
        palette.setColor(QPalette.ColorRole.Window, base)
        palette.setColor(QPalette.ColorRole.WindowText, text)
        self.setPalette(palette)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        self.label = plain_label(wrap=True, bold=bold)
        layout.addWidget(self.label)
        self.hide()


class Banner(Remark):
    """Stands above the map's choices while an earlier state is shown."""

    def __init__(self, session, parent=None):
        super().__init__(parent, bold=True)
        self.session = session
        self.back = push_button(
            tr("Back to the present"),
            tr("Show the map as it is now, with the choices that it had"),
            session.show_present,
        )
        self.layout().addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self):
        """Show which earlier state is shown; hide in the present."""
        earlier = self.session.earlier
        if earlier is not None:
            self.label.setText(
                tr(
                    "This is how the map was before the import of {file}, {date}",
                    file=earlier.batch.file,
                    date=date_in_words(earlier.batch.time),
                )
            )
        self.setVisible(earlier is not None)
