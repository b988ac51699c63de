"""What the docks and dialogs share: the store, the maps' selections, and what is shown now."""

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QStandardPaths, pyqtSignal

from ..errors import UserError
from ..i18n import tr
from .messages import guarded
from .steps import Steps
from .tasks import Jobs


class Session(QObject):
    """Holds the store and the selection of each map; every change goes through here.

    Use cases are imported where they are called, so that the plugin loads without pandas.

    :param catalogue: the descriptions
    """

    storeChanged = pyqtSignal()
    viewChanged = pyqtSignal(object)
    failed = pyqtSignal(object)
    told = pyqtSignal(str, object)

    def __init__(self, catalogue, parent=None):
        super().__init__(parent)
        self.catalogue = catalogue
        self.jobs = Jobs(self)
        self.store = None
        self.explorer = None
        self.active = ""
        self.view = None
        self._steps = {}
        self._unfiltered = {}

    # -- the store

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
        """Open a store and show its first map in the project.

        Failures are told through :attr:`failed`; what was open stays open then.
        """
        self._take(path)
        self.storeChanged.emit()
        self._follow()
        self.show(self.catalogue.start_map)

    def _take(self, path, limits=None):
        from ..store.store import Store
        from ..usecases.view_map import Explorer

        store = Store.open(path, self.catalogue)
        explorer = Explorer(store, limits)
        explorer.refresh()
        self.store, self.explorer = store, explorer
        self._steps = {name: Steps() for name in self.catalogue.maps}
        self._unfiltered.clear()
        self.active, self.view = "", None

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
            self._take(state.store_path, state.limits)
        except UserError:
            self.forget()
            raise
        for name, choices in state.selections.items():
            self._steps[name] = Steps({key: value for key, value in choices.items() if value})
        self.storeChanged.emit()
        # The rows may have changed since the project was saved; opening alone changes nothing that
        # needs saving.
        was_dirty = project.isDirty()
        self._change(state.active or next(iter(state.selections)), update_map)
        project.setDirty(was_dirty)

    def forget(self):
        """Go back to the first start: no store, no map."""
        had = self.store is not None
        self.store = self.explorer = self.view = None
        self.active = ""
        self._steps = {}
        self._unfiltered.clear()
        if had:
            self.storeChanged.emit()

    @guarded
    def refresh(self):
        """Show what the store holds now, on all maps of the project."""
        from ..usecases.open_maps import open_map

        if self.store is None:
            return
        self._unfiltered.clear()
        self.storeChanged.emit()
        self._follow()
        self._change(self.active, open_map)

    def _follow(self):
        """Let the maps that the project has already show what this store holds."""
        from ..usecases.open_maps import open_map, restore

        project = QgsProject.instance()
        state = restore(project, self.catalogue)
        for name in state.selections if state else ():
            try:
                open_map(project, self.explorer, self._selection(name), make_active=False)
            except UserError as error:
                self.fail(error)

    # -- what is shown

    @guarded
    def show(self, map_name):
        """Show another map, with the selection that it had."""
        from ..usecases.open_maps import open_map

        if self.store is not None:
            self._change(map_name, open_map)

    def _change(self, map_name, use_case):
        """Bring the project to the present selection of a map, and tell about the new view."""
        selection = self._selection(map_name)
        try:
            view = use_case(QgsProject.instance(), self.explorer, selection)
        except UserError as error:
            # Such as a layer that is being edited: the figures are right all the same.
            self.fail(error)
            view = self.explorer.view(selection)
        self.active, self.view = map_name, view
        self.viewChanged.emit(view)

    def _selection(self, map_name):
        return self.explorer.selection(map_name, **self._steps[map_name].now)

    @property
    def selection(self):
        """The selection of the map that is shown."""
        return self._selection(self.active)

    @property
    def description(self):
        """The description of the map that is shown."""
        return self.catalogue.maps[self.active]

    def wording(self):
        """Return what writes the sentences about the present selection."""
        return self.explorer.wording(self.view.selection)

    def unfiltered(self, map_name):
        """Return the facets of a map without a filter: the order of their values rests on it."""
        if map_name not in self._unfiltered:
            facets = self.explorer.view(self.explorer.selection(map_name)).facets
            self._unfiltered[map_name] = {state.field: state for state in facets}
        return self._unfiltered[map_name]

    # -- choices

    @guarded
    def choose(self, **choices):
        """Change measure, place or counting of the map that is shown, as one step."""
        self._step({**self._steps[self.active].now, **choices})

    @guarded
    def set_filter(self, field, written):
        """Choose in one facet.

        :param written: as in a filter's JSON: a list, a from–to dict or a text; None for no choice
        """
        now = self._steps[self.active].now
        filter_ = {name: value for name, value in now.get("filter_", {}).items() if name != field}
        if written:
            filter_[field] = written
        self._step({**now, "filter_": filter_})

    @guarded
    def clear_filter(self):
        """Take all choices back, but for those that must be made."""
        now = self._steps[self.active].now
        kept = {
            facet.field: now["filter_"][facet.field]
            for facet in self.description.facets
            if facet.kind == "single" and facet.field in now.get("filter_", {})
        }
        self._step({**now, "filter_": kept})

    def _step(self, choices):
        from ..usecases.open_maps import update_map

        steps = self._steps[self.active]
        if choices == steps.now:
            return
        steps.add(choices)
        try:
            self._change(self.active, update_map)
        except Exception:
            # A choice that cannot be answered is not kept.
            steps.drop()
            raise

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
        from ..usecases.open_maps import update_map

        if self.can_undo:
            self._steps[self.active].undo()
            self._change(self.active, update_map)

    @guarded
    def redo(self):
        """Make a step that was taken back again."""
        from ..usecases.open_maps import update_map

        if self.can_redo:
            self._steps[self.active].redo()
            self._change(self.active, update_map)

    @guarded
    def renew_classes(self):
        """Set new class limits from what is shown now."""
        from ..usecases.open_maps import update_map

        if self.view is not None:
            self.explorer.renew_classes(self.selection)
            self._change(self.active, update_map)


def example_path():
    """Return where the example is kept: where users look for their own files."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "Skånekarta" / "exempel.gpkg"
