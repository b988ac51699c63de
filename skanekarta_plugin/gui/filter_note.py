"""Says that the filter is off, or that part of a saved one is gone, and what can be done."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout

from ..i18n import tr
from .banner import Remark
from .parts import GAP, push_button


class FilterNote(Remark):
    """Stands above the chips while there is something to say about the filter."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.on = push_button(
            tr("Switch the filter on"),
            tr("Filter by the choices below again"),
            lambda: session.pause(False),
        )
        self.rest = push_button(
            tr("Use the rest"), tr("Choose what is left of the saved filter"), session.use_rest
        )
        self.close_note = push_button(tr("Close"), tr("Leave the map as it is"), session.dismiss)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.on, self.rest, self.close_note):
            row.addWidget(button)
        row.addStretch(1)
        self.layout().addLayout(row)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        session.noteChanged.connect(self.show_state)

    def show_state(self):
        """Show what there is to say; hide if there is nothing."""
        gone, off = self.session.gone, self.session.is_paused
        texts = [tr("The filter is off: everything is shown.")] if off else []
        if gone is not None:
            # It says that nothing is filtered where that is so.
            texts = [gone.text]
        self.label.setText(" ".join(texts))
        self.on.setVisible(off and gone is None)
        self.rest.setVisible(gone is not None)
        self.close_note.setVisible(gone is not None)
        self.setVisible(bool(texts))
