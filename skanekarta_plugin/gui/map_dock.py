"""The dock *Karta och filter*: any map, from its description."""

from qgis.gui import QgsCollapsibleGroupBox, QgsDockWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..i18n import label, tr
from .banner import Banner
from .chips import Chips
from .class_note import ClassNote
from .compared_figures import ComparedFigures
from .facet_list import FacetList
from .facet_menu import TitleButton
from .facet_other import FacetSingle, FacetText
from .facet_range import FacetRange
from .figures import Figures
from .filter_note import FilterNote
from .map_choices import MapChoices
from .messages import guarded
from .parts import GAP, menu_button, plain_label, push_button, tool_button
from .stale_note import StaleNote

_EDITORS = {
    "values": FacetList,
    "place": FacetList,
    "single": FacetSingle,
    "range": FacetRange,
    "text": FacetText,
}
# Facets beyond these are folded at first, so that the first look is not a wall.
_OPEN_AT_FIRST = 4
_WIDTH = 340


class MapDock(QgsDockWidget):
    """Shows one map's choices and figures, and passes on what the user chooses.

    :ivar printWanted: the user wants to print; :ivar multiplesWanted: … small maps
    :ivar overviewWanted: … the overview; :ivar exportWanted: … or to export
    :ivar compareWanted: … or to choose what the map is compared with
    """

    printWanted = pyqtSignal()
    multiplesWanted = pyqtSignal()
    overviewWanted = pyqtSignal()
    exportWanted = pyqtSignal()
    compareWanted = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(tr("Map and filter"), parent)
        self.setObjectName("SkanekartaMapDock")
        self.session = session
        self.editors = {}
        self.groups = {}
        self._built = None
        self._stale = set()
        self.pages = QStackedWidget()
        self.empty = self._make_empty()
        self.page = self._make_page()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.page)
        self.setWidget(self.pages)
        session.storeChanged.connect(self._store_changed)
        session.viewChanged.connect(self.show_view)

    def _make_empty(self):
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        text = tr("No map is open yet. Open the example or a map of your own in the panel Sources.")
        layout.addWidget(plain_label(text, wrap=True))
        layout.addStretch(1)
        return page

    def _make_page(self):
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        self.banner = Banner(self.session)
        layout.addWidget(self.banner)
        self.stale = StaleNote(self.session)
        layout.addWidget(self.stale)
        self.choices = MapChoices(self.session)
        # Wide enough for all maps: the dock must not jump when another one is shown.
        self.choices.setMinimumWidth(_WIDTH)
        layout.addWidget(self.choices)
        self.figures = Figures()
        layout.addWidget(self.figures)
        self.class_note = ClassNote()
        self.class_note.renewWanted.connect(self._renew_classes)
        layout.addWidget(self.class_note)
        self.compared = ComparedFigures(self.session)
        self.compared.changeWanted.connect(self.compareWanted)
        layout.addWidget(self.compared)
        self.compare = tool_button(
            tr("Compare…"),
            tr("Compare with another period, field or saved filter"),
            self.compareWanted.emit,
        )
        layout.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        self.note = FilterNote(self.session)
        layout.addWidget(self.note)
        self.chips = Chips()
        self.chips.removed.connect(self._remove)
        layout.addWidget(self.chips)
        self.nothing = plain_label(
            tr("Nothing matches these choices. Take one of them back."), wrap=True
        )
        layout.addWidget(self.nothing)
        layout.addWidget(self._make_scroll(), 1)
        layout.addLayout(self._make_buttons())
        return page

    def _make_scroll(self):
        self.facets = QWidget()
        self.facet_layout = QVBoxLayout(self.facets)
        self.facet_layout.setContentsMargins(0, 0, 0, 0)
        self.facet_layout.setSpacing(GAP)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(self.facets)
        return self.scroll_area

    def _make_buttons(self):
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(
            menu_button(
                tr("Print"), tr("Print the map, small maps, or the overview"),
                (
                    (tr("The map…"), tr("Print the map, or open it in the layout editor"),
                     self.printWanted.emit),
                    (tr("Small maps…"),
                     tr("One small map for each year, art field, target group …, on one sheet"),
                     self.multiplesWanted.emit),
                    (tr("Overview for the committee…"),
                     tr("Key figures, corners, charts and white spots on one sheet"),
                     self.overviewWanted.emit),
                ),
                "/mActionFilePrint.svg",
            )
        )  # fmt: skip
        row.addWidget(
            push_button(
                tr("Export…"), tr("Hand the map over to ArcGIS"),
                self.exportWanted.emit, "/mActionFileSaveAs.svg",
            )
        )  # fmt: skip
        row.addStretch(1)
        self.classes = push_button(tr("Classes…"), "", self._choose_classes)
        row.addWidget(self.classes)
        return row

    def _has_own_classes(self):
        return self.session.explorer.classes.are_own(self.session.view.selection)

    def _renew_classes(self):
        """Set new limits; where the user wrote them, only the user can."""
        if self._has_own_classes():
            self._choose_classes()
        else:
            self.session.renew_classes()

    @guarded
    def _choose_classes(self):
        from .classes_dialog import ClassesDialog

        ClassesDialog(self.session, self.window()).exec()

    def _store_changed(self):
        self._built = None
        if self.session.store is None:
            self.pages.setCurrentWidget(self.empty)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    @guarded
    def show_view(self, view):
        """Show a view; only what differs is made anew, and the list stays where it was scrolled."""
        if self._built != view.description.name:
            self._build(view.description)
        self.pages.setCurrentWidget(self.page)
        self._stale = set(self.editors)
        for field, editor in self.editors.items():
            if editor.isVisible():
                self._show_facet(field)
        self.banner.show_state()
        self.choices.show_view(view)
        comparing = view.comparison is not None
        self.figures.setVisible(not comparing)
        self.compare.setVisible(not comparing)
        self.figures.show_view(view)
        self.compared.show_view(view)
        self.class_note.show_view(view, self._has_own_classes())
        self.classes.setEnabled(view.choice.is_choropleth and not comparing)
        if comparing:
            tip = tr("A comparison has classes of its own, the same below and above zero")
        elif view.choice.is_choropleth:
            tip = tr("Choose how the values are put into classes, or set new limits")
        else:
            tip = tr("Circles have no classes: their area follows the value")
        self.classes.setToolTip(tip)
        single = {facet.field for facet in view.description.facets if facet.kind == "single"}
        chips = self.session.wording().chips()
        chips = [chip for chip in chips if chip[0] not in single]
        self.chips.show_chips(chips, off=self.session.is_paused)
        self.note.show_state()
        self.nothing.setVisible(not view.totals.count and not comparing)

    @guarded
    def _show_facet(self, field):
        """Fill a facet, once for each view; one that is folded waits until it is unfolded."""
        if field not in self._stale or self.session.view is None:
            return
        self._stale.discard(field)
        state = next((item for item in self.session.view.facets if item.field == field), None)
        self.editors[field].show_state(state, self.session)

    def _build(self, description):
        while self.facet_layout.count():
            item = self.facet_layout.takeAt(0)
            if item.widget():
                item.widget().hide()
                item.widget().deleteLater()
        self.editors, self.groups = {}, {}
        for position, facet in enumerate(description.facets):
            editor = _EDITORS[facet.kind](facet)
            editor.chosen.connect(
                lambda written, field=facet.field: self.session.set_filter(field, written)
            )
            group = QgsCollapsibleGroupBox(label(facet))
            group.setSaveCollapsedState(False)
            group.setScrollOnExpand(False)
            group.setFlat(True)
            inside = QVBoxLayout(group)
            inside.setContentsMargins(0, 4, 0, 4)
            inside.addWidget(editor)
            if hasattr(editor, "fill_menu"):
                TitleButton(group, label(facet), editor.fill_menu)
            group.setCollapsed(position >= _OPEN_AT_FIRST)
            editor.appeared.connect(lambda field=facet.field: self._show_facet(field))
            self.facet_layout.addWidget(group)
            self.editors[facet.field], self.groups[facet.field] = editor, group
        self.facet_layout.addStretch(1)
        self._built = description.name
        self.scroll_area.verticalScrollBar().setValue(0)

    def _remove(self, field):
        if field:
            self.session.set_filter(field, None)
        else:
            self.session.clear_filter()
