"""The one place where the user is told how something went."""

import functools
import html
import traceback

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsMessageViewer
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QPushButton

from ..errors import Cancelled, UserError
from ..i18n import message, tr

LOG = "Skånekarta"
_LIBRARIES = ("numpy", "pandas", "openpyxl", "matplotlib")
_SECONDS = 8


def guarded(method):
    """Let no exception of a slot reach QGIS: it goes to ``self.fail(error)``."""

    @functools.wraps(method)
    def slot(self, *arguments, **named):
        try:
            return method(self, *arguments, **named)
        except Exception as error:
            self.fail(error)
            return None

    return slot


def sentence(error):
    """Return ``(what to tell, details)`` about an exception, in the user's language."""
    if isinstance(error, UserError):
        return message(error), error.details
    details = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    name = (getattr(error, "name", None) or "").partition(".")[0]
    if isinstance(error, ImportError) and name in _LIBRARIES:
        text = tr(
            "The Python library {name} is missing. The QGIS installer from qgis.org brings it; "
            "in OSGeo4W or Linux install the package python3-{name}, then start QGIS anew.",
            name=name,
        )
        return text, details
    text = tr("Something unexpected happened, and the step was not carried out.")
    return text, details


class Messages:
    """Tells in a message bar: that of the window, or that of a dialog.

    :param bar: a :class:`QgsMessageBar`
    """

    def __init__(self, bar):
        self.bar = bar

    def fail(self, error):
        """Show a failure as one sentence, with the details behind a button."""
        text, details = sentence(error)
        if isinstance(error, Cancelled):
            self._show(text, Qgis.MessageLevel.Info, seconds=_SECONDS)
            return
        QgsApplication.messageLog().logMessage(
            f"{text}\n{details}".strip(), LOG, Qgis.MessageLevel.Warning, False
        )
        self._show(text, Qgis.MessageLevel.Warning, details=details)

    def tell(self, text, folder=None):
        """Show that something succeeded.

        :param folder: a file or folder to which a link leads
        """
        self._show(text, Qgis.MessageLevel.Success, link=folder, seconds=2 * _SECONDS)

    def hint(self, text):
        """Show what is still to be done."""
        self._show(text, Qgis.MessageLevel.Info, seconds=_SECONDS)

    def _show(self, text, level, details="", link=None, seconds=0):
        shown = html.escape(text)
        if link is not None:
            address = QUrl.fromLocalFile(str(link)).toString(
                QUrl.ComponentFormattingOption.FullyEncoded
            )
            shown += f' <a href="{html.escape(address)}">{html.escape(tr("Open"))}</a>'
        item = self.bar.createMessage(f"{shown}<!-- -->")
        item.setLevel(level)
        item.setDuration(seconds)
        if details:
            button = QPushButton(tr("Details"))
            button.clicked.connect(lambda: _show_details(self.bar.window(), text, details))
            item.layout().addWidget(button)
        self.bar.pushItem(item)


def _show_details(parent, text, details):
    viewer = QgsMessageViewer(parent)
    viewer.setTitle(LOG)
    viewer.setMessageAsPlainText(f"{text}\n\n{details}")
    viewer.showMessage(False)
