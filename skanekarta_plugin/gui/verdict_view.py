"""The third step of the import: what it will do, and what is asked, one tab for each."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..i18n import label, tr
from ..usecases.wording import number
from .change_view import ChangeView, ProblemView, SumView, VanishedView
from .parts import GAP, plain_label
from .question_view import QuestionView

_LINES = 5


class VerdictView(QWidget):
    """Shows a :class:`~..usecases.review.Review`.

    :ivar changed: emitted when an answer or another choice was made
    """

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.source = plain_label(wrap=True)
        self.counts = plain_label(wrap=True, bold=True, larger=True)
        self.total = plain_label()
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.total)
        layout.addWidget(self.source)
        layout.addLayout(head)
        self.left_out = plain_label(wrap=True)
        self.left_out.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.left_out.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.scroll = QScrollArea()
        self.scroll.setWidget(self.left_out)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setAccessibleName(tr("What is left out"))
        self.scroll.viewport().setAutoFillBackground(False)
        self.left_out.setAutoFillBackground(False)
        layout.addWidget(self.scroll)
        self.tabs = QTabWidget()
        self.problems = ProblemView()
        self.questions = QuestionView()
        self.changes = ChangeView()
        self.vanished = VanishedView()
        self.sums = SumView()
        for page in (self.problems, self.questions, self.changes, self.vanished, self.sums):
            self.tabs.addTab(page, "")
        layout.addWidget(self.tabs, 1)
        self.questions.changed.connect(self._answered)
        self.vanished.changed.connect(self.changed)

    @property
    def remove_vanished(self):
        """True if the rows that are gone from the source shall be removed."""
        return self.vanished.remove.isChecked() and self.tabs.isTabEnabled(self._at(self.vanished))

    def show_review(self, found, answers, *, stay=False):
        """Show what an import will do.

        :param answers: those that it was examined with
        :param stay: leave the tab open that is open
        """
        verdict = found.verdict
        self.source.setText(
            tr("{file} → {dataset}", file=verdict.source.name, dataset=label(verdict.dataset))
        )
        self.counts.setText(found.heading)
        self.total.setText(found.total)
        self.left_out.setText("\n".join(found.left_out))
        self.scroll.setVisible(bool(found.left_out))
        self._fit_lines()
        self.problems.show_problems(found.problems, found.rejecting)
        self.questions.show_questions(found.questions, found.choices, answers)
        self.changes.show_changes(found.changes)
        self.vanished.show_vanished(
            found.vanished, verdict.dataset.whole_set, replaces=verdict.replaces
        )
        self.sums.show_sums(*found.sums)
        self._name_tab(self.problems, tr("Problems"), len(found.problems))
        self._name_questions()
        self._name_tab(self.changes, tr("Changed"), len(verdict.changed_at))
        self._name_tab(self.vanished, tr("Gone"), len(found.vanished))
        self._name_tab(self.sums, tr("Sums"), None)
        if not (stay and self.tabs.isTabEnabled(self.tabs.currentIndex())):
            self.tabs.setCurrentIndex(self._at(self._first(found)))

    def resizeEvent(self, event):
        """Give the lines the height that they need, up to a few."""
        super().resizeEvent(event)
        self._fit_lines()

    def _fit_lines(self):
        # As wide as it is with a scroll bar, so that the bar appears only where it must.
        bar = self.scroll.verticalScrollBar().sizeHint().width()
        wanted = self.left_out.heightForWidth(max(200, self.width() - bar))
        most = _LINES * self.left_out.fontMetrics().lineSpacing() + GAP // 2
        self.scroll.setFixedHeight(min(wanted, most) + 2)

    def _first(self, found):
        if len(found.rejecting):
            return self.problems
        return self.questions if self.questions.is_needed else self.sums

    def _at(self, page):
        return self.tabs.indexOf(page)

    def _name_tab(self, page, name, count):
        at = self._at(page)
        text = name if count is None else f"{name} ({number(count, 0)})"
        self.tabs.setTabText(at, text)
        self.tabs.setTabToolTip(at, text)
        self.tabs.setTabEnabled(at, count is None or count > 0)

    def _name_questions(self):
        at = self._at(self.questions)
        self._name_tab(self.questions, tr("Questions"), self.questions.open_questions)
        self.tabs.setTabEnabled(at, self.questions.count > 0)

    def _answered(self):
        self._name_questions()
        self.changed.emit()
