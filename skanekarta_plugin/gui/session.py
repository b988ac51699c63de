"""What the docks and dialogs share: the store, the maps' selections, and what is shown now."""

import functools
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QStandardPaths, pyqtSignal

from ..errors import UserError
from ..i18n import tr
from .choosing import Choosing, Gone
from .earlier import Earlier, Present, new_room
from .messages import guarded
from .steps import PAUSED, Steps
from .tasks import Jobs


class Session(Choosing):
    """Holds the store and the selection of each map; every change goes through here.

    A store is read in the background, by an explorer of its own; until that is done, what was shown
    stays. Use cases are imported where they are called, so that the plugin loads without pandas.

    :param catalogue: the descriptions
    :ivar aboutToChange: emitted before the layers and variables of the project are changed
    :ivar store: what is shown; :ivar earlier: the :class:`~.earlier.Earlier` state that it is, or
        None for the present
    """

    aboutToChange = pyqtSignal()
    storeChanged = pyqtSignal()
    told = pyqtSignal(str, object)

    def __init__(self, catalogue, parent=None):
        super().__init__(parent)
        self.catalogue = catalogue
        self.jobs = Jobs(self)
        self.store = None
        self.earlier = None
        self._unfiltered = {}
        self._reading = 0

    # -- the store

    @property
    def present_store(self):
        """The store itself, also while an earlier state is shown."""
        return self.earlier.present.store if self.earlier else self.store

    def fail(self, error):
        """Tell about a failure."""
        self.failed.emit(error)

    @guarded
    def create(self, path, *, example=False):
        """Create a store in the background, then open it; the folder is made if it is missing."""
        from ..usecases.create_store import create_store

        path, catalogue = Path(path), self.catalogue

        def work(feedback):
            path.parent.mkdir(parents=True, exist_ok=True)
            return create_store(path, catalogue, example=example, feedback=feedback)

        def done(store):
            self.open_store(store.path)
            self.told.emit(tr("The map is ready. It is kept in {file}.", file=store.path), None)

        text = tr("Preparing the example …") if example else tr("Creating the map …")
        self.jobs.start(text, work, done, self.fail)

    def open_example(self, path=None):
        """Open the example; it is made in the user's documents the first time."""
        path = Path(path) if path else example_path()
        if path.is_file():
            self.open_store(path)
        else:
            self.create(path, example=True)

    @guarded
    def open_store(self, path):
        """Open a store in the background, then show its first map in the project.

        Failures are told through :attr:`failed`; what was open stays open then.
        """
        from ..store.store import Store
        from ..usecases.open_maps import refuse_edited

        refuse_edited(QgsProject.instance())
        store = Store.open(path, self.catalogue)
        text = tr("Reading {file} …", file=store.path.name)
        self._read(text, lambda: store, None, self._opened)

    def _opened(self, explorer, unfiltered):
        from ..usecases.open_maps import refuse_edited

        refuse_edited(QgsProject.instance())
        former, self.earlier = self.earlier, None
        self.active, self.view = "", None
        self._gone = {}
        self._take(explorer, unfiltered, {name: Steps() for name in self.catalogue.maps})
        self._show_taken(self.catalogue.start_map, former)

    def _read(self, text, find_store, limits, done):
        """Read a store in the background; what is shown stays until then.

        :param find_store: function that returns the store; it runs in the background, too
        :param limits: frozen class limits
        :param done: called with the new explorer and the facets of its maps without a filter
        """
        from ..usecases.view_map import Explorer

        self._reading += 1
        turn, shown, names = self._reading, self.explorer, list(self.catalogue.maps)
        if shown is not None:
            shown.held = True

        def work(feedback):
            explorer = Explorer(find_store(), limits)
            return explorer, explorer.read_ahead(names, feedback)

        def end(then, *results):
            if shown is not None and turn == self._reading:
                shown.held = False
            if turn == self._reading:
                self._guard(then, *results)

        self.jobs.start(
            text, work, lambda found: end(done, *found), functools.partial(end, self.fail)
        )

    @guarded
    def _guard(self, then, *results):
        then(*results)

    def _take(self, explorer, unfiltered, steps):
        self.store, self.explorer = explorer.store, explorer
        self._unfiltered = unfiltered
        self._steps = steps
        self._fit()

    def _fit(self):
        """Take choices back that the rows no longer offer."""
        gone = []
        for name, steps in self._steps.items():
            kept, lost = self.explorer.fitting(name, steps.now)
            if kept.get(PAUSED):
                # While the filter is off, prices must hold for all rows.
                shown = {**kept, "filter_": self._obliged(name, kept)}
                unfit = [
                    item for item in self.explorer.fitting(name, shown)[1] if item[0] == "prices"
                ]
                if unfit:
                    kept = {word: value for word, value in kept.items() if word != "prices"}
                    lost = [*lost, *unfit]
            if lost:
                self._steps[name] = Steps(kept)
                gone.append(self._in_words(name, lost))
        if gone:
            names = "; ".join(dict.fromkeys(gone))
            self.told.emit(tr("Choices without rows were taken back: {names}", names=names), None)

    def _fit_restored(self):
        """Leave the filter of a map off whose values are gone, until the user has seen that."""
        for name, steps in self._steps.items():
            kept, lost = self.explorer.fitting(name, steps.now, strict=True)
            if lost:
                rest = {key: value for key, value in kept.items() if key != PAUSED}
                text = tr(
                    "The saved filter of this map names what no longer exists: {lost}. "
                    "Nothing is filtered until you use the rest of it.",
                    lost=self._in_words(name, lost),
                )
                self._steps[name] = Steps({**rest, PAUSED: True})
                self._gone[name] = Gone(text, rest)

    def _show_taken(self, map_name, former=None):
        """Show what was taken up, on all maps that the project has.

        :param former: an earlier state that is no longer shown
        """
        from ..usecases.open_maps import open_map

        self.storeChanged.emit()
        self._follow(but=map_name)
        self._change(map_name, open_map)
        if former is not None:
            former.close()

    @guarded
    def restore(self):
        """Take up what the project that was read remembers; forget the rest."""
        from ..usecases.open_maps import restore, update_map

        project = QgsProject.instance()
        state = restore(project, self.catalogue)
        if state is None:
            self.forget()
            return
        try:
            explorer = self._explorer(state.store_path, state.limits)
        except UserError:
            self.forget()
            raise
        self._reading += 1
        steps = {name: Steps() for name in self.catalogue.maps}
        for name, choices in state.selections.items():
            steps[name] = Steps({**choices, PAUSED: True} if name in state.paused else choices)
        self.store, self.explorer, self._steps, self._gone = explorer.store, explorer, steps, {}
        self._fit_restored()
        self._take(explorer, {}, steps)
        self.active, self.view = "", None
        self.storeChanged.emit()
        # The rows may have changed since the project was saved; opening alone changes nothing that
        # needs saving.
        was_dirty = project.isDirty()
        self._change(state.active or next(iter(state.selections)), update_map)
        project.setDirty(was_dirty)

    def _explorer(self, path, limits):
        from ..store.store import Store
        from ..usecases.view_map import Explorer

        explorer = Explorer(Store.open(path, self.catalogue), limits)
        explorer.refresh()
        return explorer

    def forget(self):
        """Go back to the first start: no store, no map."""
        had = self.store is not None
        former, self.earlier = self.earlier, None
        self._reading += 1
        self.store = self.explorer = self.view = self.remembered = None
        self.active = ""
        self._steps = {}
        self._gone = {}
        self._unfiltered = {}
        if former is not None:
            former.close()
        if had:
            self.storeChanged.emit()

    @guarded
    def refresh(self):
        """Show what the store holds now, on all maps of the project; it is read first."""
        # An earlier state does not change.
        if self.store is None or self.earlier is not None:
            return
        store = self.store
        text = tr("Reading {file} …", file=store.path.name)
        self._read(text, lambda: store, self.explorer.limits, self._refreshed)

    def _refreshed(self, explorer, unfiltered):
        self._take(explorer, unfiltered, self._steps)
        self._show_taken(self.active)

    @property
    def is_stale(self):
        """True if what is shown was read before somebody changed the store."""
        if self.explorer is None or self.explorer.held or self.earlier is not None:
            return False
        try:
            return not self.explorer.is_current
        except UserError:
            # Such as one that cannot be reached now: whoever asks something of it is told.
            return False

    def _follow(self, but):
        """Let the maps that the project has already show what this store holds.

        :param but: name of the map that follows on its own
        """
        from ..usecases.open_maps import open_map, restore

        project = QgsProject.instance()
        self.aboutToChange.emit()
        state = restore(project, self.catalogue)
        for name in state.selections if state else ():
            if name == but:
                continue
            try:
                open_map(project, self.explorer, self._selection(name), make_active=False)
            except UserError as error:
                self.fail(error)
            self._keep_paused(name)

    # -- the store as it was

    @guarded
    def show_before(self, batch):
        """Show the maps as they were just before a batch, by a copy made in the background.

        :param batch: a :class:`~..store.store.Batch` of :attr:`present_store`
        """
        from ..store.store import Store
        from ..usecases.history import as_of
        from ..usecases.open_maps import refuse_edited

        refuse_edited(QgsProject.instance())
        store, catalogue, room = self.present_store, self.catalogue, new_room()

        def find_store():
            return Store.open(as_of(store, batch.id, room.path()), catalogue)

        self._read(
            tr("Going back to before {file} …", file=batch.file),
            find_store,
            self.explorer.limits,
            functools.partial(self._went_back, batch, room),
        )

    def _went_back(self, batch, room, explorer, unfiltered):
        from ..usecases.open_maps import refuse_edited

        refuse_edited(QgsProject.instance())
        former = self.earlier
        present = (
            former.present
            if former
            else Present(self.store, self.explorer, self.active, self._steps)
        )
        self.earlier = Earlier(batch, room, explorer.store.path, present)
        steps = {name: Steps(steps.now) for name, steps in self._steps.items()}
        self._take(explorer, unfiltered, steps)
        self._show_taken(self.active, former)

    @guarded
    def show_present(self):
        """Go back to the present: store, map, filter and steps as they were left."""
        if self.earlier is None:
            return
        present = self.earlier.present
        if present.explorer.is_current:
            self._reading += 1
            self._came_back(present.explorer, {})
            return
        text = tr("Reading {file} …", file=present.store.path.name)
        self._read(text, lambda: present.store, present.explorer.limits, self._came_back)

    def _came_back(self, explorer, unfiltered):
        former, self.earlier = self.earlier, None
        explorer.held = False
        self._take(explorer, unfiltered, former.present.steps)
        self._show_taken(former.present.active, former)

    @guarded
    def close(self):
        """Leave the project with the present, before the plugin goes."""
        if self.earlier is not None:
            self._came_back(self.earlier.present.explorer, {})

    # -- what is shown

    @guarded
    def show(self, map_name):
        """Show another map, with the selection that it had."""
        from ..usecases.open_maps import open_map

        if self.store is not None:
            self._change(map_name, open_map)

    def _change(self, map_name, use_case):
        """Bring the project to the present selection of a map, and tell about the new view."""
        was_stale = self.is_stale
        selection = self._selection(map_name)
        self.aboutToChange.emit()
        try:
            view = use_case(QgsProject.instance(), self.explorer, selection)
        except UserError as error:
            # Such as a layer that is being edited: the figures are right all the same.
            self.fail(error)
            view = self.explorer.view(selection)
        self._keep_paused(map_name)
        self.active, self.view = map_name, view
        self.remembered = self._remembered(map_name) if self.is_paused else view.selection
        self.viewChanged.emit(view)
        if was_stale:
            # These figures are new; now for the other maps, and what the panel offers.
            self.refresh()

    def _keep_paused(self, map_name):
        from ..usecases.open_maps import keep_paused

        now = self._steps[map_name].now
        kept = now.get("filter_", {}) if now.get(PAUSED) else None
        keep_paused(QgsProject.instance(), map_name, kept)

    def _selection(self, map_name):
        now = self._steps[map_name].now
        if not now.get(PAUSED):
            return self.explorer.selection(map_name, **now)
        shown = {**now, "filter_": self._obliged(map_name, now)}
        del shown[PAUSED]
        return self.explorer.selection(map_name, **shown)

    def _remembered(self, map_name):
        now = self._steps[map_name].now
        choices = {key: value for key, value in now.items() if key != PAUSED}
        return self.explorer.selection(map_name, **choices)

    @property
    def selection(self):
        """The selection of the map that is shown."""
        return self._selection(self.active)

    @property
    def description(self):
        """The description of the map that is shown."""
        return self.catalogue.maps[self.active]

    def wording(self):
        """Return what writes the sentences about the choices, also while they are off."""
        return self.explorer.wording(self.remembered)

    def unfiltered(self, map_name):
        """Return the facets of a map without a filter: the order of their values rests on it."""
        if map_name not in self._unfiltered:
            facets = self.explorer.view(self.explorer.selection(map_name)).facets
            self._unfiltered[map_name] = {state.field: state for state in facets}
        return self._unfiltered[map_name]


def example_path():
    """Return where the example is kept: where users look for their own files."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "Skånekarta" / "exempel.gpkg"
