"""The dock *Översikt*: what lies behind the selection of the map that is shown."""

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QTabWidget, QToolButton, QVBoxLayout, QWidget

from ..i18n import tr
from .overview_chart import ChartTab
from .overview_compare import CompareTab
from .overview_figures import FiguresTab
from .overview_tables import ListTab, PivotTab, RecipientsTab
from .parts import GAP, plain_label


class OverviewDock(QgsDockWidget):
    """Follows the session; only the tab that is looked at works anything out.

    :ivar zoomWanted: the user wants to see municipalities on the map: their codes
    :ivar flashWanted: … or where they lie: their codes
    :ivar printWanted: the user wants the overview as a sheet
    """

    zoomWanted = pyqtSignal(object)
    flashWanted = pyqtSignal(object)
    printWanted = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(tr("Overview"), parent)
        self.setObjectName("SkanekartaOverviewDock")
        self.session = session
        self.heading = plain_label(wrap=True, bold=True)
        self.filter = plain_label(wrap=True, smaller=True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Overview"))
        self._add(FiguresTab(session), tr("Key figures"), tr("The figures of the selection"))
        self._add(ChartTab(session), tr("Chart"), tr("The selection as bars"))
        self._add(ListTab(session), tr("List"), tr("The rows behind the map"))
        self._add(RecipientsTab(session), tr("Recipients"), tr("Who got what, year by year"))
        self._add(PivotTab(session), tr("Pivot"), tr("Two facets at once, with totals"))
        compare = CompareTab(session)
        self._add(compare, tr("Compare"), tr("Two periods, fields or saved filters side by side"))
        compare.flashWanted.connect(self.flashWanted)
        self.tab(FiguresTab).printWanted.connect(self.printWanted)
        for button in self.tabs.tabBar().findChildren(QToolButton):
            # Qt's own, for a dock that is too narrow.
            button.setToolTip(tr("More tabs"))
            button.setAccessibleName(tr("More tabs"))
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(GAP, 4, GAP, 4)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self.filter)
        layout.addWidget(self.tabs, 1)
        self.setWidget(page)
        session.viewChanged.connect(self._view_changed)
        session.storeChanged.connect(self._store_changed)
        self._say()

    def _add(self, tab, name, tip):
        self.tabs.addTab(tab, name)
        self.tabs.setTabToolTip(self.tabs.count() - 1, tip)
        tab.setAccessibleName(name)
        tab.zoomWanted.connect(self.zoomWanted)

    def tab(self, kind):
        """Return the tab of a class."""
        return next(tab for tab in self._all() if isinstance(tab, kind))

    def show_comparison(self):
        """Show the tab in which a comparison is chosen."""
        self.show()
        self.raise_()
        self.tabs.setCurrentWidget(self.tab(CompareTab))

    def _all(self):
        return [self.tabs.widget(at) for at in range(self.tabs.count())]

    def _view_changed(self, view):
        self._say()
        # Not every kind of row has a register of names.
        at = self.tabs.indexOf(self.tab(RecipientsTab))
        self.tabs.setTabVisible(at, view.dataset.registered_field is not None)
        for tab in self._all():
            tab.spoil()

    def _store_changed(self):
        if self.session.store is None:
            self._say()
            for tab in self._all():
                tab.spoil()

    def _say(self):
        view = self.session.view
        self.heading.setText("" if view is None else view.texts.title)
        parts = () if view is None else (view.texts.example, view.texts.filter, view.texts.counting)
        if view is not None and view.comparison is not None:
            told = tr("All tabs but Compare show {name} alone.", name=view.texts.compared.own)
            parts = (told, *parts)
        self.filter.setText(" · ".join(part for part in parts if part))
        self.heading.setVisible(view is not None)
        self.filter.setVisible(view is not None)
