"""Tells how far a writing has come."""


class Progress:
    """Called with a number of rows when these are written; passes on the share that is done.

    :param progress: called with a number from 0 to 1, or None; what it raises ends the writing
    :param total: the number of rows to write
    """

    def __init__(self, progress, total):
        self.progress = progress
        self.total = total
        self.done = 0

    def __call__(self, count):
        """Note that some more rows are written."""
        self.done += count
        if self.progress is not None:
            self.progress(min(1.0, self.done / self.total))
