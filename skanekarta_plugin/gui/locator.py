"""Find by QGIS's own search field (Ctrl+K), with the prefix ``sk``."""

from qgis.core import QgsApplication, QgsLocatorFilter, QgsLocatorResult
from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices

from ..i18n import tr
from ..usecases.find import MUNICIPALITY
from .interpreter import yielding_often
from .messages import guarded
from .zooming import flash, zoom_to

PREFIX = "sk"
_LINK, _SHOW, _CARD = 1, 2, 3
_SCORES = {"municipality": 1.0, "recipient": 0.6, "row": 0.3}


class FindFilter(QgsLocatorFilter):
    """Municipalities, recipients and the rows of the map that is shown.

    What is searched is gathered on the main thread; the search itself runs in QGIS's own thread.

    :param canvas: the map that shows a municipality; :param kept: shared by all clones
    :ivar municipalityFound: a municipality was chosen: its code; :ivar cardWanted: the user wants
        its card
    """

    municipalityFound = pyqtSignal(str)
    cardWanted = pyqtSignal(str)

    def __init__(self, session, canvas, kept=None):
        super().__init__()
        self.session = session
        self.canvas = canvas
        self._kept = {} if kept is None else kept
        self._finder = None

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    def clone(self):
        """Return the twin that QGIS searches with."""
        return FindFilter(self.session, self.canvas, self._kept)

    def name(self):
        """Return the name by which QGIS keeps its settings."""
        return "skanekarta"

    def displayName(self):
        """Return the name that users read."""
        return tr("Skånekarta: municipalities, recipients and rows")

    def prefix(self):
        """Return the letters after which only this is searched."""
        return PREFIX

    @guarded
    def prepare(self, _text, _context):
        """Gather what can be found; what was gathered is used again until the rows change."""
        from ..usecases.find import Finder

        session = self.session
        self._finder = None
        if session.view is None:
            return []
        explorer = session.explorer
        rows = explorer.data(session.view.dataset.name)
        if self._kept.get("rows") is not rows or self._kept.get("map") != session.active:
            self._kept.update(
                rows=rows, map=session.active, finder=Finder.of(explorer, session.active)
            )
        self._finder = self._kept["finder"]
        return []

    def fetchResults(self, text, _context, feedback):
        """Search; this runs in a thread of its own."""
        if self._finder is None:
            return
        # QGIS keeps prefixes of less than three letters to itself, and leaves ours in the text.
        first, _, rest = text.partition(" ")
        if first.casefold() == PREFIX:
            text = rest
        with yielding_often():
            for turn, found in enumerate(self._finder.search(text, feedback.isCanceled)):
                if feedback.isCanceled():
                    return
                self.resultFetched.emit(self._result(found, turn))

    def _result(self, found, turn=0):
        result = QgsLocatorResult()
        result.filter = self
        result.displayString = _plain(found.text)
        result.description = _plain(found.detail)
        result.group = _group(found.kind)
        # QGIS orders groups and what is found by name, unless it is told what counts more.
        result.groupScore = _SCORES[found.kind]
        result.score = 1 / (1 + turn)
        result.setUserData(
            {
                "choice": list(found.choice),
                "codes": list(found.codes),
                "link": found.link,
            }
        )
        actions = []
        if found.codes:
            actions.append(_action(_SHOW, tr("Only show it on the map"), "/mActionZoomTo.svg"))
        if found.kind == MUNICIPALITY:
            actions.append(_action(_CARD, tr("Show the municipality card"), "/mActionMapTips.svg"))
        if found.link:
            actions.append(_action(_LINK, tr("Open the link"), "/mActionLink.svg"))
        result.actions = actions
        return result

    @guarded
    def triggerResult(self, result):
        """Choose what was found, and show its municipalities on the map."""
        data, session = data_of(result), self.session
        if session.view is None:
            return
        if data["choice"]:
            map_name, field, written = data["choice"]
            if map_name != session.active:
                session.show(map_name)
            session.set_filter(field, written)
        self._zoom(data)
        if len(data["codes"]) == 1:
            self.municipalityFound.emit(data["codes"][0])

    @guarded
    def triggerResultFromAction(self, result, action):
        """Open the link or the card of what was found, or only show it on the map."""
        data = data_of(result)
        if action == _LINK:
            QDesktopServices.openUrl(QUrl(data["link"]))
        elif action == _CARD:
            self.cardWanted.emit(data["codes"][0])
        elif self.session.view is not None:
            self._zoom(data)

    def _zoom(self, data):
        if data["codes"]:
            zoom_to(self.canvas, self.session, data["codes"])
            flash(self.canvas, self.session, data["codes"])


def _action(number, text, picture):
    path = QgsApplication.iconPath(picture.strip("/"))
    return QgsLocatorResult.ResultAction(number, text, path)


def data_of(result):
    """Return what a result carries; QGIS gives it as a value or by a call, by its version."""
    data = result.userData
    return data() if callable(data) else data


def _group(kind):
    return {
        "municipality": tr("Municipalities"),
        "recipient": tr("Recipients"),
        "row": tr("Rows of the map"),
    }[kind]


def _plain(text):
    """Return a text that no tool tip takes for HTML."""
    return text.replace("<", "<\u200b")
