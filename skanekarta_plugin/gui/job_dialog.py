"""A dialog whose work runs in the background."""

from qgis.PyQt.QtWidgets import QDialog

from .tasks import Jobs


class JobDialog(QDialog):
    """Stops what runs before it closes.

    :ivar jobs: its :class:`~.tasks.Jobs`; :ivar writing: True while rows are written
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.writing = False

    def stop(self):
        """Stop what runs; close if nothing does."""
        if self.jobs.busy:
            self.jobs.cancel()
        else:
            self.reject()

    def reject(self):
        """Close without importing; while rows are written only *Stop* ends that."""
        if not self.writing:
            super().reject()
