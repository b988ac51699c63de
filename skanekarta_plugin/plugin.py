"""The plugin's life in QGIS: start, wire, stop."""

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QFileDialog

from . import i18n
from .definitions import load_catalogue
from .i18n import label, tr

_MENU = "Skånekarta kultur"


class SkanekartaPlugin:
    """Builds the parts in :meth:`initGui`, and takes each of them away again in :meth:`unload`.

    :param iface: the ``QgisInterface``
    """

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.session = None
        self._undo = []
        self._dialogs = set()
        i18n.install()

    def initProcessing(self):
        """Add the algorithms; ``qgis_process`` calls this alone."""
        from .processing.provider import SkanekartaProvider

        self.provider = SkanekartaProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        """Add docks, toolbar, menu and provider."""
        from .gui.messages import Messages
        from .gui.session import Session

        i18n.install()
        self.initProcessing()
        self.messages = Messages(self.iface.messageBar())
        self.session = Session(load_catalogue())
        self.session.failed.connect(self.messages.fail)
        self.session.told.connect(self.messages.tell)
        self._add_docks()
        self._add_actions()
        self._add_locator()
        self._follow_time()
        self._follow_project()

    def _add_docks(self):
        from .gui.card_dock import CardDock
        from .gui.map_dock import MapDock
        from .gui.overview_dock import OverviewDock
        from .gui.placing import FirstPlace
        from .gui.source_dock import SourceDock

        window = self.iface.mainWindow()
        self.source_dock = SourceDock(self.session, window)
        self.map_dock = MapDock(self.session, window)
        self.overview_dock = OverviewDock(self.session, window)
        self.card_dock = CardDock(self.session, window)
        self.docks = {
            self.source_dock: Qt.DockWidgetArea.LeftDockWidgetArea,
            self.map_dock: Qt.DockWidgetArea.RightDockWidgetArea,
            self.overview_dock: Qt.DockWidgetArea.BottomDockWidgetArea,
            self.card_dock: Qt.DockWidgetArea.RightDockWidgetArea,
        }
        for dock, area in self.docks.items():
            self.iface.addDockWidget(area, dock)
            if dock in (self.overview_dock, self.card_dock):
                # The first look is at the map.
                dock.hide()
            # Where the user had it last; it stays where it was put if QGIS has not seen it before.
            window.restoreDockWidget(dock)
            self._undo.append(lambda dock=dock: self._remove_dock(dock))
        FirstPlace(window, self.card_dock, self.map_dock)
        self.source_dock.exampleWanted.connect(lambda: self.session.open_example())
        self.source_dock.newWanted.connect(self._ask_new)
        self.source_dock.openWanted.connect(self._ask_open)
        self.source_dock.importWanted.connect(self._import)
        self.source_dock.fetchWanted.connect(self._fetch)
        self.source_dock.historyWanted.connect(self._history)
        self.map_dock.printWanted.connect(self._print)
        self.map_dock.multiplesWanted.connect(self._print_multiples)
        self.map_dock.overviewWanted.connect(self._print_overview)
        self.overview_dock.printWanted.connect(self._print_overview)
        self.map_dock.exportWanted.connect(self._export)
        self.overview_dock.zoomWanted.connect(self._zoom)
        self.overview_dock.flashWanted.connect(self._flash)
        self.map_dock.compareWanted.connect(self.overview_dock.show_comparison)

    def _remove_dock(self, dock):
        self.iface.removeDockWidget(dock)
        dock.setParent(None)
        dock.deleteLater()

    def _add_actions(self):
        from .gui.parts import icon

        window = self.iface.mainWindow()
        self.toolbar = self.iface.addToolBar(_MENU)
        self.toolbar.setObjectName("SkanekartaToolbar")
        self._undo.append(self._remove_toolbar)
        self.map_group = QActionGroup(window)
        self._undo.append(self.map_group.deleteLater)
        self.map_actions = {}
        for name, description in self.session.catalogue.maps.items():
            action = QAction(label(description), self.map_group)
            action.setCheckable(True)
            action.setEnabled(False)
            action.setToolTip(tr("Show the map {name}", name=label(description)))
            action.triggered.connect(lambda _, name=name: self.session.show(name))
            self._add_action(action)
            self.map_actions[name] = action
        self.toolbar.addSeparator()
        for dock, picture in zip(
            (self.source_dock, self.map_dock, self.overview_dock, self.card_dock),
            (
                "/mGeoPackage.svg",
                "/mActionFilter2.svg",
                "/histogram.svg",
                "/mActionMapTips.svg",
            ),
            strict=True,
        ):
            action = dock.toggleViewAction()
            action.setIcon(icon(picture))
            action.setToolTip(tr("Show or hide the panel {name}", name=dock.windowTitle()))
            self._add_action(action)
        self._add_pick_tool()
        self.session.viewChanged.connect(lambda view: self._mark(view.description.name))
        self.session.storeChanged.connect(self._enable)

    def _add_pick_tool(self):
        from .gui.pick_tool import PickTool, pick_action, place_facet

        self.pick_tool = PickTool(self.iface.mapCanvas(), self.session)
        self.pick_tool.picked.connect(self.card_dock.show_municipality)
        self.pick_action = pick_action(self.pick_tool, self.iface.mainWindow())
        self._add_action(self.pick_action)

        def enable():
            view = self.session.view
            can = view is not None and place_facet(view.description) is not None
            self.pick_action.setEnabled(can)
            if not can:
                self.pick_tool.leave()

        self.session.viewChanged.connect(lambda _: enable())
        self.session.storeChanged.connect(enable)
        self._undo.append(self._remove_pick_tool)
        self._offer_card()

    def _offer_card(self):
        from .gui.card_offer import CardOffer

        self.card_offer = CardOffer(self.session, self.iface.mapCanvas(), self.card_dock)
        self.card_offer.cardWanted.connect(self.card_dock.open_at)
        self._undo.append(self.card_offer.stop)

    def _remove_pick_tool(self):
        self.pick_tool.leave()
        self.pick_tool.deleteLater()
        self.pick_action.deleteLater()

    def _add_locator(self):
        from .gui.locator import FindFilter

        # QGIS owns the filter, and deletes it when it is taken away.
        self.locator = FindFilter(self.session, self.iface.mapCanvas())
        self.locator.municipalityFound.connect(self.card_dock.show_municipality)
        self.locator.cardWanted.connect(self.card_dock.open_at)
        self.iface.registerLocatorFilter(self.locator)
        self._undo.append(self._remove_locator)

    def _remove_locator(self):
        self.iface.deregisterLocatorFilter(self.locator)
        self.locator = None

    def _follow_time(self):
        from .gui.time_follower import TimeFollower

        self.time_follower = TimeFollower(self.session, self.iface.mapCanvas())
        self._undo.append(self.time_follower.stop)

    def _add_action(self, action):
        self.toolbar.addAction(action)
        self.iface.addPluginToMenu(_MENU, action)
        self._undo.append(lambda: self.iface.removePluginMenu(_MENU, action))

    def _remove_toolbar(self):
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.setParent(None)
        self.toolbar.deleteLater()

    def _follow_project(self):
        project = QgsProject.instance()
        project.readProject.connect(self._project_read)
        self._undo.append(lambda: project.readProject.disconnect(self._project_read))
        project.aboutToBeCleared.connect(self._let_maps_rest)
        self._undo.append(lambda: project.aboutToBeCleared.disconnect(self._let_maps_rest))
        self.session.aboutToChange.connect(self._let_maps_rest)
        project.cleared.connect(self._project_cleared)
        self._undo.append(lambda: project.cleared.disconnect(self._project_cleared))
        # The plugin may be switched on while its project is open.
        self.session.restore()

    def _let_maps_rest(self):
        from .gui.resting import let_rest

        let_rest(self.iface.mapCanvases())

    def _project_read(self, _document):
        self.session.restore()

    def _project_cleared(self):
        self.session.forget()

    def _enable(self):
        for action in self.map_actions.values():
            action.setEnabled(self.session.store is not None)
            action.setChecked(action.isChecked() and self.session.store is not None)

    def _mark(self, map_name):
        self.map_actions[map_name].setChecked(True)

    def _ask_new(self):
        from .gui.session import example_path

        start = str(example_path().with_name("skanekarta.gpkg"))
        path, _ = QFileDialog.getSaveFileName(
            self.iface.mainWindow(), tr("Create a map of your own"), start, "GeoPackage (*.gpkg)"
        )
        if path:
            self.session.create(path if path.lower().endswith(".gpkg") else path + ".gpkg")

    def _ask_open(self):
        from .gui.session import example_path

        path, _ = QFileDialog.getOpenFileName(
            self.iface.mainWindow(),
            tr("Open a map that exists"),
            str(example_path().parent),
            "GeoPackage (*.gpkg)",
        )
        if path:
            self.session.open_store(path)

    def _import(self, paths, dataset):
        from .gui.import_dialog import ImportDialog

        dialog = ImportDialog(self.session, paths, dataset, self.iface.mainWindow())
        dialog.imported.connect(self._imported)
        dialog.mapWanted.connect(self.session.show)
        self._open(dialog)
        if not paths:
            dialog.choose_files()

    def _fetch(self):
        from .gui.fetch_dialog import FetchDialog

        dialog = FetchDialog(self.session, self.iface.mainWindow())
        dialog.imported.connect(self._imported)
        self._open(dialog)

    def _imported(self, text):
        self.session.refresh()
        self.messages.tell(text)

    def _history(self):
        from .gui.history_dialog import HistoryDialog

        dialog = HistoryDialog(self.session, self.iface.mainWindow())
        dialog.undone.connect(self._imported)
        self._open(dialog)

    def _print(self):
        from .gui.output_dialogs import PrintDialog

        self._open_print(PrintDialog)

    def _print_multiples(self):
        from .gui.multiples_dialog import MultiplesDialog

        self._open_print(MultiplesDialog)

    def _print_overview(self):
        from .gui.output_dialogs import OverviewDialog

        self._open_print(OverviewDialog)

    def _open_print(self, kind):
        dialog = kind(self.session, self.iface.mainWindow())
        dialog.succeeded.connect(self.messages.tell)
        dialog.designed.connect(self.iface.openLayoutDesigner)
        self._open(dialog)

    def _export(self):
        from .gui.output_dialogs import ExportDialog

        dialog = ExportDialog(self.session, self.iface.mainWindow())
        dialog.succeeded.connect(self.messages.tell)
        self._open(dialog)

    def _zoom(self, codes):
        from .gui.zooming import zoom_to

        zoom_to(self.iface.mapCanvas(), self.session, codes)

    def _flash(self, codes):
        from .gui.zooming import flash

        flash(self.iface.mapCanvas(), self.session, codes)

    def _open(self, dialog):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        # QGIS's window keeps the dialog, but not its Python half.
        self._dialogs.add(dialog)
        dialog.finished.connect(lambda _: self._dialogs.discard(dialog))
        dialog.show()

    def unload(self):
        """Take everything away again, last things first."""
        if self.session is not None:
            # Going back to the present may find that it must be read anew.
            self.session.close()
            self.session.jobs.abandon()
        for step in reversed(self._undo):
            step()
        self._undo.clear()
        self._dialogs.clear()
        if self.session is not None:
            self.session.deleteLater()
            self.session = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        i18n.uninstall()
