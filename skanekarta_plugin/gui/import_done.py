"""The last step of the import: what was done."""

from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from .change_view import SumTable
from .parts import GAP, plain_label


class DonePage(QWidget):
    """One sentence about what was done, and the sums."""

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(GAP)
        self.sentence = plain_label(wrap=True, bold=True, larger=True)
        self.detail = plain_label(wrap=True)
        self.sums = SumTable()
        layout.addWidget(self.sentence)
        layout.addWidget(self.detail)
        layout.addWidget(self.sums, 1)
        layout.addStretch(0)

    def show_written(self, sentence, detail, sums):
        """Show what was written.

        :param sums: header of the amounts, and the lines
        """
        self._tell(sentence, detail)
        self.sums.show_sums(*sums)
        self.sums.show()

    def show_undone(self, sentence, detail=""):
        """Show that it was undone."""
        self._tell(sentence, detail)
        self.sums.hide()

    def _tell(self, sentence, detail):
        self.sentence.setText(sentence)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
