"""Long work in the background: one job at a time, watched and cancelled from one place."""

import time

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..errors import Cancelled
from .interpreter import spare_the_collector, yielding_often

# Jobs that nobody waits for any more: the task manager does not keep their Python halves alive.
_forgotten = set()
# Seconds between two tellings: a window that must ask for Python's lock for each of them would do
# nothing else.
_BETWEEN = 0.1


class _Job(QgsTask):
    """Runs a plain function with itself as its feedback.

    It has ``isCanceled``, ``setProgress`` and ``setRows``.
    """

    rowsChanged = pyqtSignal(int, int)

    def __init__(self, text, function, ended, flags):
        super().__init__(text, flags)
        self._told = {}
        self._function = function
        self._ended = ended
        self.result = None
        self.error = None

    def setProgress(self, percent):
        """Tell how far it is (0 to 100), but not more often than somebody can see."""
        if self._is_due("percent"):
            super().setProgress(percent)

    def setRows(self, done, total):
        """Tell how many rows are done, but not more often than somebody can read."""
        if self._is_due("rows"):
            self.rowsChanged.emit(done, total)

    def _is_due(self, what):
        now = time.monotonic()
        due = now - self._told.get(what, 0.0) >= _BETWEEN
        if due:
            self._told[what] = now
        return due

    def run(self):
        """Do the work; an exception that left this method would take QGIS down with it."""
        try:
            with yielding_often():
                self.result = self._function(self)
        except BaseException as error:
            self.error = error
            return False
        return True

    def finished(self, succeeded):
        """Tell, on the main thread, how it went."""
        if not succeeded and self.error is None:
            self.error = Cancelled()
        _forgotten.discard(self)
        self._ended(self)


class Jobs(QObject):
    """Starts background work and tells about it on the main thread.

    The functions get a feedback with ``isCanceled``, ``setProgress`` (0 to 100) and ``setRows``
    (done, in all), return plain data and touch no layer, project or widget.
    """

    started = pyqtSignal(str)
    progressed = pyqtSignal(float)
    counted = pyqtSignal(int, int)
    ended = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._jobs = {}

    @property
    def busy(self):
        """True while something runs."""
        return bool(self._jobs)

    def start(self, text, function, done, failed, *, can_cancel=True):
        """Run ``function(feedback)``; then call ``done(result)`` or ``failed(error)``.

        :param text: what is being done, for the progress bar
        :param can_cancel: offer to cancel it where QGIS lists its tasks
        """
        spare_the_collector()
        flags = QgsTask.Flag.CanCancel if can_cancel else QgsTask.Flags()
        job = _Job(text, function, self._end, flags)
        # The task manager does not keep the Python half of a task alive.
        self._jobs[job] = (done, failed)
        job.progressChanged.connect(self.progressed)
        job.rowsChanged.connect(self.counted)
        self.started.emit(text)
        QgsApplication.taskManager().addTask(job)

    def _end(self, job):
        done, failed = self._jobs.pop(job, (None, None))
        if done is None:
            return
        if not self._jobs:
            self.ended.emit()
        if job.error is not None:
            failed(job.error)
        else:
            done(job.result)

    def cancel(self):
        """Ask what runs to stop; it ends with :class:`~..errors.Cancelled`."""
        for job in list(self._jobs):
            job.cancel()

    def forget(self):
        """Ask what runs to stop, and drop its result: nobody is told, and nobody waits for it.

        :return: the tasks that end on their own
        """
        jobs = list(self._jobs)
        self._jobs.clear()
        _forgotten.update(jobs)
        for job in jobs:
            job.cancel()
        return jobs

    def abandon(self):
        """Forget what runs when the plugin itself goes, whose code must not run on after it."""
        for job in self.forget():
            job.waitForFinished(5000)
