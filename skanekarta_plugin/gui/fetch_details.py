"""What an import of fetched rows does, row by row, as in the import of a file."""

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout

from ..i18n import label, tr
from .parts import GAP
from .verdict_view import VerdictView


class FetchDetails(QDialog):
    """Shows a review for each dataset; there is nothing to choose.

    :param reviews: :class:`~..usecases.review.Review` objects with a verdict
    """

    def __init__(self, reviews, parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("What the import will do"))
        self.resize(980, 600)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Datasets"))
        layout.addWidget(self.tabs, 1)
        for found in reviews:
            view = VerdictView()
            view.show_review(found, {})
            view.vanished.remove.setEnabled(False)
            self.tabs.addTab(view, label(found.verdict.dataset))
        box = QDialogButtonBox()
        close = box.addButton(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setToolTip(tr("Back to the open source; nothing is written yet"))
        box.rejected.connect(self.reject)
        layout.addWidget(box)
