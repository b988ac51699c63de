"""The dock *Kommunkort*: one municipality at a glance."""

import datetime

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QDate, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QDateEdit,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ..i18n import label, tr
from ..usecases.card_parts import web_address
from .card_view import CardView
from .messages import guarded
from .parts import GAP, plain_label, push_button
from .policy_dialog import PolicyDialog

# Titles, values and small pictures stand beside each other from here on (pixels).
_WIDTH = 344


class CardDock(QgsDockWidget):
    """Shows the card of a municipality, which is chosen here, on the map or by the search field.

    A card is made only while it is looked at.
    """

    def __init__(self, session, parent=None):
        super().__init__(label(session.catalogue.card), parent)
        self.setObjectName("SkanekartaCardDock")
        self.session = session
        self.code = ""
        self._shown = None
        self.choice = self._make_choice()
        self.day = self._make_day()
        self.day_label = plain_label(tr("Policy documents on"))
        self.day_label.setBuddy(self.day)
        self.heading = plain_label(wrap=True, bold=True, larger=True)
        self.hint = plain_label(wrap=True)
        self.view = CardView()
        self.view.setAccessibleName(label(session.catalogue.card))
        self.view.linkWanted.connect(self._open)
        self.copy_button = push_button(
            tr("Copy"),
            tr("Copy the card as text, for a mail or a spreadsheet"),
            self.copy,
            "/mActionEditCopy.svg",
        )
        self.links_button = push_button(
            tr("Open links"),
            tr("Open the links of the card in the browser"),
            self.open_links,
            "/mActionLink.svg",
        )
        self.list_button = push_button(
            tr("All…"),
            tr("The policy documents of all municipalities on that day, to order and copy"),
            self.show_list,
        )
        self.compare_button = push_button(
            tr("Compare municipalities…"),
            tr("Put this municipality beside others, in a table and a chart"),
            self.compare,
        )
        self.side_dialog = None
        page = QWidget()
        page.setMinimumWidth(_WIDTH)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.choice)
        layout.addWidget(self.heading)
        layout.addWidget(self.hint)
        layout.addWidget(self.view, 1)
        of_day = self._in_a_row(self.day_label, self.day)
        of_day.addWidget(self.list_button)
        layout.addLayout(of_day)
        layout.addWidget(self.compare_button)
        layout.addLayout(self._in_a_row(self.copy_button, self.links_button))
        self.setWidget(page)
        session.storeChanged.connect(self._store_changed)
        session.viewChanged.connect(self._view_changed)
        self.visibilityChanged.connect(lambda _: self.refresh())
        self._store_changed()

    def _make_choice(self):
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.lineEdit().setPlaceholderText(tr("Municipality"))
        box.setAccessibleName(tr("Municipality"))
        box.setToolTip(tr("Choose a municipality, or write the first letters of its name"))
        box.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        box.activated.connect(lambda at: self.show_municipality(box.itemData(at)))
        box.lineEdit().editingFinished.connect(self._settle)
        return box

    def _make_day(self):
        day = QDateEdit(QDate.currentDate())
        day.setCalendarPopup(True)
        day.setDisplayFormat("yyyy-MM-dd")
        day.setAccessibleName(tr("Day of the policy documents"))
        day.setToolTip(tr("The day on which the policy documents shall be valid"))
        day.dateChanged.connect(lambda _: self.refresh(anew=True))
        return day

    @staticmethod
    def _in_a_row(first, second):
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(first, 1)
        row.addWidget(second)
        return row

    def fail(self, error):
        """Pass a failure on to the one place that shows it."""
        self.session.fail(error)

    def _settle(self):
        """Let the field say what is shown, also after half a name."""
        at = self.choice.findData(self.code)
        self.choice.setCurrentIndex(at)
        if at < 0:
            self.choice.clearEditText()

    @guarded
    def _store_changed(self):
        explorer = self.session.explorer if self.session.store is not None else None
        self.choice.clear()
        if explorer is not None:
            for code, name in explorer.cards.municipalities():
                self.choice.addItem(name, code)
        if self.choice.findData(self.code) < 0:
            self.code = ""
        self._settle()
        self.choice.setEnabled(explorer is not None)
        self.day.setEnabled(explorer is not None)
        self.list_button.setEnabled(explorer is not None)
        self.compare_button.setEnabled(explorer is not None)
        self.refresh(anew=True)

    def _view_changed(self, _view):
        self.refresh()

    def open_at(self, code):
        """Show the dock with the card of a municipality."""
        self.show_municipality(code)
        self.show()
        self.raise_()

    @guarded
    def show_municipality(self, code):
        """Show the card of a municipality.

        :param code: its code
        """
        if self.choice.findData(code) < 0:
            return
        self.code = code
        self._settle()
        self.refresh()

    @guarded
    def refresh(self, anew=False):
        """Show the card as the rows are now, if it is looked at.

        :param anew: True where something else than the municipality and the rows has changed
        """
        session = self.session
        if session.store is None or not self.code:
            self._shown = None
            self._say_how()
            return
        cards = session.explorer.cards
        key = cards, cards.turn, self.code
        if not self.isVisible() or (key == self._shown and not anew):
            return
        card = cards.card(self.code, self._date())
        self._shown = key
        self.heading.setText(" · ".join(part for part in (card.name, card.corner) if part))
        self.hint.setText(" · ".join(part for part in (card.example, card.state) if part))
        self.heading.show()
        self.hint.setVisible(bool(self.hint.text()))
        self.view.show_card(card)
        self._enable(card)

    def _date(self):
        day = self.day.date()
        return datetime.date(day.year(), day.month(), day.day())

    def _say_how(self):
        """Say what to do first."""
        self.view.show_card(None)
        self.heading.hide()
        self.hint.setText(
            tr("Open a map first; then the card shows what is known of a municipality.")
            if self.session.store is None
            else tr(
                "Choose a municipality above, or with the tool that chooses municipalities on "
                "the map. A right click on the map offers its card, too."
            )
        )
        self.hint.show()
        self._enable(None)

    def _enable(self, card):
        self.copy_button.setEnabled(card is not None)
        self.links_button.setEnabled(card is not None and bool(card.links))
        tip = tr("Open the links of the card in the browser")
        if card is not None and card.links:
            names = ", ".join(title for title, _ in card.links)
            tip = tr("Open in the browser: {names}", names=names)
        self.links_button.setToolTip(tip)

    @guarded
    def copy(self):
        """Put the card on the clipboard as text."""
        if self.view.card is not None:
            QApplication.clipboard().setText(self.view.card.as_text())

    @guarded
    def show_list(self):
        """Show the documents of all municipalities."""
        dialog = PolicyDialog(self.session, self.day.date(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.cardWanted.connect(self.show_municipality)
        dialog.setModal(True)
        dialog.show()

    @guarded
    def open_links(self):
        """Open the links of the card in the browser."""
        for _, link in self.view.card.links if self.view.card is not None else ():
            self._open(link)

    @guarded
    def compare(self):
        """Put the municipality beside others."""
        from .side_dialog import SideDialog

        if self.side_dialog is None:
            self.side_dialog = SideDialog(self.session, self._date, self)
            self.day.dateChanged.connect(lambda _: self.side_dialog.refresh())
        self.side_dialog.open_at(self.code)

    def _open(self, link):
        if web_address(link):
            QDesktopServices.openUrl(QUrl(link))
