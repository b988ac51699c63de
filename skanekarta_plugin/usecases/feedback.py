"""Progress and cancelling, without Qt: anything with QgsFeedback's two methods will do.

A feedback with ``setRows(done, total)`` is told the rows, too.
"""

from ..errors import Cancelled


class NoFeedback:
    """For callers that neither watch nor cancel."""

    def isCanceled(self):
        """Never cancelled."""
        return False

    def setProgress(self, percent):
        """Nobody watches."""


class Steps:
    """Scales one part of a job into the whole, and stops it when it is cancelled."""

    def __init__(self, feedback, start=0.0, end=100.0, rows=0):
        self.feedback = feedback or NoFeedback()
        self.start, self.end = start, end
        self.rows = rows

    def part(self, start, end, rows=0):
        """Return the steps from ``start`` to ``end`` (0 to 1) of this part.

        :param rows: how many rows this part works through, if it tells how many are done
        """
        width = self.end - self.start
        return Steps(self.feedback, self.start + start * width, self.start + end * width, rows)

    def reach(self, fraction):
        """Report that ``fraction`` (0 to 1) of this part is done.

        :raises Cancelled: if the user wants to stop
        """
        self.feedback.setProgress(self.start + fraction * (self.end - self.start))
        if self.rows and hasattr(self.feedback, "setRows"):
            self.feedback.setRows(round(fraction * self.rows), self.rows)
        if self.feedback.isCanceled():
            raise Cancelled()
