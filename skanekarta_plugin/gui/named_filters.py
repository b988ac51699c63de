"""The menu beside the title of a map: filters that are kept under a name."""

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QInputDialog, QMenu, QMessageBox, QToolButton

from ..i18n import tr
from ..usecases import named_filters as kept
from .messages import guarded
from .parts import icon, tool_button


class NamedFilters(QToolButton):
    """A button that opens the menu; the menu is made anew each time."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.setAutoRaise(True)
        self.setIcon(icon("/mIconFavorites.svg"))
        self.setText(tr("Saved filters"))
        self.setAccessibleName(tr("Saved filters"))
        self.setToolTip(tr("Save the filter under a name, or choose one that was saved"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.list = QMenu(self)
        self.list.setToolTipsVisible(True)
        self.list.aboutToShow.connect(self.fill)
        self.setMenu(self.list)

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    @guarded
    def fill(self):
        """Fill the menu with the filters of the map that is shown."""
        self.list.clear()
        if self.session.view is None:
            return
        names = kept.filter_names(QgsProject.instance(), self.session.active)
        for name in names:
            action = self.list.addAction(_shown(name))
            action.setToolTip(tr("Choose what this filter chooses, as one step"))
            action.triggered.connect(lambda _, name=name: self.session.apply_filter(name))
        if not names:
            self.list.addAction(tr("No filter is saved for this map yet")).setEnabled(False)
        self.list.addSeparator()
        save = self.list.addAction(icon("/mActionFileSave.svg"), tr("Save the filter as…"))
        save.setToolTip(
            tr("Keep filter, measure, prices, place and counting under a name in the project")
        )
        save.triggered.connect(lambda: self.save())
        for title, act in ((tr("Rename"), self.rename), (tr("Remove"), self.remove)):
            menu = self.list.addMenu(title)
            menu.setEnabled(bool(names))
            for name in names:
                action = menu.addAction(f"{_shown(name)}…")
                action.triggered.connect(lambda _, act=act, name=name: act(name))

    @guarded
    def save(self):
        """Ask for a name, and keep the present choices under it."""
        project, session = QgsProject.instance(), self.session
        name = self._ask(tr("Save the filter"), self._suggestion())
        if not name:
            return
        former = kept.taken_name(project, session.active, name)
        if former is not None and not self._sure(
            tr("Replace the filter “{name}” with the present choices?", name=former)
        ):
            return
        kept.save_filter(project, name, session.remembered, replace=True)
        session.told.emit(tr("The filter “{name}” is saved with the project.", name=name), None)

    @guarded
    def rename(self, name):
        """Ask for another name."""
        new = self._ask(tr("Rename the filter"), name)
        if new:
            kept.rename_filter(QgsProject.instance(), self.session.active, name, new)

    @guarded
    def remove(self, name):
        """Forget a filter, if the user is sure."""
        if self._sure(tr("Remove the saved filter “{name}”? The map stays as it is.", name=name)):
            kept.remove_filter(QgsProject.instance(), self.session.active, name)

    def _suggestion(self):
        return ", ".join(text.partition(": ")[2] for _, text in self.session.wording().chips())

    def _ask(self, title, name):
        text, agreed = QInputDialog.getText(self, title, tr("Name of the filter"), text=name)
        return text.strip() if agreed else ""

    def _sure(self, question):
        box = QMessageBox(self)
        box.setWindowTitle(tr("Saved filters"))
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        sure = box.exec() == QMessageBox.StandardButton.Yes
        box.deleteLater()
        return sure


def pause_button(session):
    """Return the switch that turns the filter off for a while."""
    button = tool_button(
        tr("Filter off"),
        tr("Show everything for a while; the choices are kept"),
        lambda: session.pause(button.isChecked()),
        "/mActionHideAllLayers.svg",
    )
    button.setCheckable(True)
    return button


def _shown(name):
    """Return a name as a menu shows it: an ampersand is no shortcut."""
    return name.replace("&", "&&")
