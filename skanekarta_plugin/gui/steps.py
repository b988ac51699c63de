"""Undo and redo of choices."""

# Among the choices: the filter is off for now, and kept.
PAUSED = "paused"
_KEPT = 100


class Steps:
    """The choices made on one map, oldest first, and where we stand among them.

    :param first: keyword arguments of a selection
    :ivar before_run: the choices before an animation began; None while there is none
    """

    def __init__(self, first=None):
        self._all = [first or {}]
        self._at = 0
        self._run = None
        self.before_run = None

    @property
    def now(self):
        """The present choices."""
        return self._all[self._at]

    @property
    def can_undo(self):
        """True if there is an earlier step."""
        return self._at > 0

    @property
    def can_redo(self):
        """True if there is a later step."""
        return self._at < len(self._all) - 1

    def add(self, choices):
        """Make a step; what had been taken back is gone."""
        self._all = [*self._all[: self._at + 1], choices][-_KEPT:]
        self._at = len(self._all) - 1

    def run(self, choices):
        """Make a step of an animation: it takes the place of the last one, if that was of one too.

        An animation that ends where it began leaves no step.
        """
        if self._run is self.now:
            self.undo()
        if _said(choices) == _said(self.now):
            self._all = self._all[: self._at + 1]
            self._run = None
        else:
            self.add(choices)
            self._run = choices

    @property
    def mark(self):
        """Where we stand, for :meth:`back_to`."""
        return self._all, self._at, self._run, self.before_run

    def back_to(self, mark):
        """Stand where we stood, as if nothing had been done since."""
        self._all, self._at, self._run, self.before_run = mark

    def undo(self):
        """Go one step back."""
        self._at -= 1

    def redo(self):
        """Go one step forward."""
        self._at += 1


def _said(choices):
    """Return choices without those that choose nothing."""
    return {name: value for name, value in choices.items() if value}
