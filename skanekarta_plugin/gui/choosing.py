"""What a user chooses on the maps, step by step."""

from dataclasses import dataclass

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..i18n import tr
from .messages import guarded
from .steps import PAUSED, Steps


@dataclass(frozen=True)
class Gone:
    """A kept filter that names what no longer exists.

    :param text: the sentence that says so
    :param rest: the choices without that
    """

    text: str
    rest: dict


class Choosing(QObject):
    """The choices that are made on the maps; :class:`~.session.Session` shows what they lead to.

    :ivar explorer: answers the choices; None while no store is open
    :ivar active: name of the map that is shown; :ivar view: what it shows
    :ivar remembered: the selection of the map that is shown, with its filter also while it is off
    """

    viewChanged = pyqtSignal(object)
    noteChanged = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.explorer = self.view = self.remembered = None
        self.active = ""
        self._steps = {}
        self._gone = {}

    def _change(self, map_name, use_case):
        """Bring the project to the present choices of a map, and tell about the new view."""
        raise NotImplementedError

    @guarded
    def choose(self, **choices):
        """Change measure, place, counting or prices of the map that is shown, as one step."""
        self._step({**self._steps[self.active].now, **choices})

    @guarded
    def set_filter(self, field, written):
        """Choose in one facet.

        :param written: as in a filter's JSON: a list, a from–to dict or a text; None for no choice
        """
        from ..usecases import comparison

        self._step(comparison.choose(self._filtering(), field, written))

    @property
    def choices(self):
        """The present choices as keyword arguments of a selection, with the filter on."""
        return self._filtering()

    @guarded
    def take(self, choices):
        """Make choices, such as those of a comparison, as one step."""
        self._step(choices)

    @guarded
    def end_comparison(self):
        """Show the selection itself again, as one step."""
        from ..usecases import comparison

        self._step(comparison.ended(self.choices))

    @guarded
    def follow_time(self, field, written):
        """Choose in one facet as an animation does: a run of such choices is one step.

        :param written: as in :meth:`set_filter`; None ends the run with the choice from before it
        """
        from ..usecases import comparison

        steps = self._steps[self.active]
        if written is None:
            if steps.before_run is None:
                return
            before, steps.before_run = steps.before_run, None
            written = before.get("filter_", {}).get(field)
            if before.get(PAUSED):
                chosen = comparison.choose(self._filtering(), field, written)
                self._step({**chosen, PAUSED: True}, steps.run)
                return
        elif steps.before_run is None:
            steps.before_run = steps.now
        self._step(comparison.choose(self._filtering(), field, written), steps.run)

    def _filtering(self):
        """Return the present choices with the filter on: whoever chooses wants to see it."""
        return {key: value for key, value in self._steps[self.active].now.items() if key != PAUSED}

    @guarded
    def clear_filter(self):
        """Take all choices back, but for those that must be made."""
        from ..usecases import comparison

        now = self._filtering()
        self._step(comparison.clear(now, self._obliged(self.active, now)))

    # -- off for a while, and kept under a name

    @property
    def is_paused(self):
        """True while the filter of the map that is shown is off."""
        return bool(self.active and self._steps[self.active].now.get(PAUSED))

    @property
    def can_pause(self):
        """True if there is a filter that can be switched off or on."""
        # A comparison without its filter would be another one.
        if self.view is None or self.view.comparison is not None:
            return False
        now = self._steps[self.active].now
        return self.is_paused or now.get("filter_", {}) != self._obliged(self.active, now)

    @guarded
    def pause(self, off):
        """Switch the filter off or on, as one step; what is chosen is kept."""
        if off and not self.can_pause:
            return
        now = self._filtering()
        self._step({**now, PAUSED: True} if off else now)

    @property
    def gone(self):
        """What a kept filter names and no longer exists, as :class:`Gone`; None if all is there."""
        return self._gone.get(self.active)

    def dismiss(self):
        """Do not speak of what is gone any more."""
        if self._gone.pop(self.active, None) is not None:
            self.noteChanged.emit()

    @guarded
    def use_rest(self):
        """Choose what is left of a filter that names what no longer exists, as one step."""
        if self.gone is not None:
            self._step(self.gone.rest)
            self.dismiss()

    @guarded
    def apply_filter(self, name):
        """Choose what a named filter chooses, as one step; if part of it is gone, only say so."""
        from ..usecases.named_filters import choices_of

        choices = choices_of(QgsProject.instance(), self.active, name)
        kept, lost = self.explorer.fitting(self.active, choices, strict=True)
        if not lost:
            self._step(choices)
            self.dismiss()
            return
        text = tr(
            "The filter “{name}” names what no longer exists: {lost}. The map stays as it is.",
            name=name,
            lost=self._in_words(self.active, lost),
        )
        self._gone[self.active] = Gone(text, kept)
        self.noteChanged.emit()

    def _step(self, choices, add=None):
        from ..usecases.open_maps import update_map

        steps = self._steps[self.active]
        if choices == steps.now:
            return
        mark = steps.mark
        (add or steps.add)(choices)
        try:
            self._change(self.active, update_map)
        except Exception:
            # A choice that cannot be answered is not kept.
            steps.back_to(mark)
            # Whoever shows the refused choice shows again what holds.
            self.viewChanged.emit(self.view)
            raise
        self.dismiss()

    @property
    def can_undo(self):
        """True if a step of the map that is shown can be taken back."""
        return self.view is not None and self._steps[self.active].can_undo

    @property
    def can_redo(self):
        """True if a step that was taken back can be made again."""
        return self.view is not None and self._steps[self.active].can_redo

    @guarded
    def undo(self):
        """Take the last step of the map that is shown back."""
        if self.can_undo:
            self._move(Steps.undo)
            self.dismiss()

    @guarded
    def redo(self):
        """Make a step that was taken back again."""
        if self.can_redo:
            self._move(Steps.redo)

    def _move(self, go):
        from ..usecases.open_maps import update_map

        steps = self._steps[self.active]
        mark = steps.mark
        go(steps)
        try:
            self._change(self.active, update_map)
        except Exception:
            # What the store no longer answers, such as fixed prices without an index.
            steps.back_to(mark)
            self.viewChanged.emit(self.view)
            raise

    @guarded
    def renew_classes(self):
        """Set new class limits from all years."""
        from ..usecases.open_maps import update_map

        if self.view is not None:
            self.explorer.renew_classes(self.selection)
            self._change(self.active, update_map)

    @guarded
    def set_classes(self, classing):
        """Use other classes on the map that is shown.

        :param classing: a :class:`~..usecases.classes.Classing`
        """
        from ..usecases.open_maps import update_map

        self.explorer.classes.set(self.selection, classing)
        self._change(self.active, update_map)

    def _obliged(self, map_name, choices):
        """Return the part of a filter that cannot be left out."""
        filter_ = choices.get("filter_", {})
        facets = self.explorer.map(map_name).facets
        return {
            facet.field: filter_[facet.field]
            for facet in facets
            if facet.kind == "single" and facet.field in filter_
        }

    def _in_words(self, map_name, lost):
        return self.explorer.wording(self.explorer.selection(map_name)).lost(lost)
