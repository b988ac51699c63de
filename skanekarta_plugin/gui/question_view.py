"""What only a person can settle: misspelt names, new values, new recipients."""

from dataclasses import replace

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ..i18n import language, tr
from ..sources.questions import AS_STATED, MUNICIPALITY, RECIPIENT, RecipientAnswer
from ..usecases.answer_choices import AnswerChoices
from ..usecases.wording import number
from .choice_table import ChoiceModel, ChoiceTable
from .parts import GAP, plain_label, push_button
from .tables import fit_columns

# What a box holds while nothing is answered: AS_STATED is an answer.
_NOTHING = None


class _Questions(ChoiceModel):
    """Questions with their answers.

    :param answers: answers by question key, shared with the other questions
    """

    numbers = (2,)

    def __init__(self, answers, parent=None):
        super().__init__(parent)
        self.answers = answers
        self.known = AnswerChoices()

    def answer(self, question):
        """Return the answer to a question, None while there is none."""
        return self.answers.get(question.key)

    def set_answer(self, question, answer):
        """Keep an answer; None takes it back."""
        if answer is None:
            self.answers.pop(question.key, None)
        else:
            self.answers[question.key] = answer


class NameModel(_Questions):
    """Names of municipalities and values that are not known."""

    ABOUT, WORDS, ROWS, CELL, ANSWER, YES = range(6)

    def __init__(self, answers, parent=None):
        super().__init__(answers, parent)
        self.headers = (
            tr("About"), tr("Words in the file"), tr("Rows"), tr("First cell"),
            tr("Answer"), tr("Suggestion"),
        )  # fmt: skip

    def can_choose(self, index):
        """The answer is chosen."""
        return index.column() == self.ANSWER

    def is_button(self, line, column):
        """There is a button where something is suggested and not answered."""
        return column == self.YES and self.acceptable(line)

    def press(self, index):
        """Take the first suggestion."""
        self.set_answer(self.lines[index.row()], self.lines[index.row()].suggestions[0])
        self.tell()

    def acceptable(self, question):
        """True if something is suggested and not answered."""
        return bool(question.suggestions) and self.answer(question) is None

    def accept_all(self):
        """Take the first suggestion wherever nothing is answered."""
        for question in filter(self.acceptable, self.lines):
            self.set_answer(question, question.suggestions[0])
        self.tell()

    def text(self, line, column):
        """Return what a cell shows."""
        if column == self.ANSWER:
            return self._answer_text(line)
        if column == self.YES:
            return tr("Yes, {name}", name=self._name(line, line.suggestions[0])) if (
                self.is_button(line, column)
            ) else ""  # fmt: skip
        shown = line.label.text(language()), line.stated, number(line.count, 0), line.cell
        return shown[column]

    def _answer_text(self, question):
        answer = self.answer(question)
        if answer == AS_STATED:
            return _as_stated(question)
        if answer is not None:
            return self._name(question, answer)
        if question.suggestions:
            return self._name(question, question.suggestions[0]) + "?"
        return tr("choose …")

    def is_pending(self, line, column):
        """True if what the cell shows is only proposed."""
        return column == self.ANSWER and self.answer(line) is None

    def value(self, line, column):
        """Return the answer."""
        return self.answer(line) if column == self.ANSWER else None

    def choose(self, line, column, value):
        """Take an answer."""
        self.set_answer(line, value)

    def choices(self, index):
        """Return the suggestions, what the words themselves mean, and all that is known."""
        question = self.lines[index.row()]
        known = self._known(question)
        first = [(value, self._name(question, value) + "?") for value in question.suggestions]
        rest = [pair for pair in known if pair[0] not in question.suggestions]
        # What was answered for an earlier file has an answer, whichever it is.
        can_be_open = self.answer(question) is not None and question.answer is None
        nothing = [(_NOTHING, tr("no answer"))] if can_be_open else []
        return [*first, (AS_STATED, _as_stated(question)), *nothing, *rest]

    def _known(self, question):
        if question.kind == MUNICIPALITY:
            return self.known.municipalities
        return self.known.values.get(question.subject, [])

    def _name(self, question, value):
        return dict(self._known(question)).get(value, value)


def _as_stated(question):
    if question.needed:
        return tr("none of these: the rows are rejected")
    if question.kind == MUNICIPALITY:
        return tr("as it is written: outside the map")
    return tr("a new value")


class RecipientModel(_Questions):
    """Recipients that the register does not know."""

    NAME, CELL, ROWS, SAME, TYPE, PLACE = range(6)

    def __init__(self, answers, parent=None):
        super().__init__(answers, parent)
        self.headers = (
            tr("Name in the file"), tr("First row"), tr("Rows"), tr("Same as"),
            tr("Type"), tr("Works in"),
        )  # fmt: skip

    def can_choose(self, index):
        """What is known already of the one that it is, is not asked."""
        if index.column() == self.SAME:
            return True
        answer = self.answer(self.lines[index.row()])
        return index.column() > self.SAME and not (answer and answer.same_as)

    def can_type(self, index):
        """There are too many names to look through."""
        return index.column() == self.SAME

    def text(self, line, column):
        """Return what a cell shows."""
        if column == self.NAME:
            return line.stated
        if column == self.CELL:
            return line.cell
        if column == self.ROWS:
            return number(line.count, 0)
        answer = self.answer(line)
        if column == self.SAME:
            if answer is not None:
                return answer.same_as or tr("a new recipient")
            return f"{line.suggestions[0]}?" if line.suggestions else tr("a new recipient?")
        if answer and answer.same_as:
            return ""
        if column == self.TYPE:
            if answer and answer.type:
                return dict(self.known.types).get(answer.type, answer.type)
            proposed = dict(self.known.types).get(line.proposed, line.proposed)
            return f"{proposed}?" if proposed else tr("choose …")
        place = answer.place if answer else ""
        return dict(self.known.municipalities).get(place, place) or tr("choose …")

    def is_pending(self, line, column):
        """True if what the cell shows is only proposed."""
        answer = self.answer(line) or RecipientAnswer()
        said = {
            self.SAME: self.answer(line) is not None,
            self.TYPE: bool(answer.type),
            self.PLACE: bool(answer.place),
        }
        return not said.get(column, True)

    def value(self, line, column):
        """Return the answer; None for the same as nobody who is known."""
        answer = self.answer(line)
        if answer is None:
            return _NOTHING
        return {self.SAME: answer.same_as, self.TYPE: answer.type, self.PLACE: answer.place}.get(
            column
        )

    def choose(self, line, column, value):
        """Take an answer."""
        answer = self.answer(line) or RecipientAnswer()
        if value is None:
            self.set_answer(line, None)
        elif column == self.SAME:
            self.set_answer(line, RecipientAnswer(same_as=value) if value else RecipientAnswer())
        else:
            name = "type" if column == self.TYPE else "place"
            self.set_answer(line, replace(answer, same_as="", **{name: value}))

    def choices(self, index):
        """Return names of the register, types or municipalities; suggestions first."""
        question = self.lines[index.row()]
        if index.column() == self.TYPE:
            first = [pair for pair in self.known.types if pair[0] == question.proposed]
            return first + [pair for pair in self.known.types if pair[0] != question.proposed]
        if index.column() == self.PLACE:
            return [("", tr("not known")), *self.known.municipalities]
        suggested = question.suggestions
        rest = [name for name in self.known.recipients if name not in suggested]
        nothing = [(_NOTHING, tr("no answer"))] if self.answer(question) is not None else []
        names = [(name, name) for name in (*suggested, *rest)]
        return [("", tr("a new recipient")), *nothing, *names]

    def acceptable(self, question):
        """True if a type is proposed, and nobody in the register has a name like this one."""
        answer = self.answer(question)
        if answer is None:
            return bool(question.proposed) and not question.suggestions
        return bool(question.proposed) and not answer.type and not answer.same_as

    def accept_all(self):
        """Confirm the proposed types of those who resemble nobody in the register."""
        for question in filter(self.acceptable, self.lines):
            answer = self.answer(question) or RecipientAnswer()
            self.set_answer(question, replace(answer, type=question.proposed))
        self.tell()


class QuestionView(QWidget):
    """The questions of an import with their answers.

    :ivar changed: emitted when an answer was given or taken back
    :ivar refused: emitted with a name that the register does not have
    """

    changed = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.answers = {}
        self._examined = {}
        self._asked = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        self.names = NameModel(self.answers)
        self.recipients = RecipientModel(self.answers)
        self.name_table = ChoiceTable(tr("Names and values that are not known"), self.names)
        self.recipient_table = ChoiceTable(
            tr("Recipients that are not in the register"), self.recipients
        )
        for table, column in (
            (self.name_table, NameModel.ANSWER),
            (self.recipient_table, RecipientModel.SAME),
        ):
            header = table.horizontalHeader()
            header.setSectionResizeMode(column, header.ResizeMode.Stretch)
        self.accept_names = push_button(
            tr("Accept all suggestions"),
            tr("Answer yes wherever something is suggested"),
            self.names.accept_all,
        )
        self.accept_types = push_button(
            tr("Accept the proposed types"),
            tr("Confirm the type of all who resemble nobody in the register"),
            self.recipients.accept_all,
        )
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.name_part = self._part(
            tr("Names and values that are not known"), self.accept_names, self.name_table
        )
        self.recipient_part = self._part(
            tr("Recipients that are not in the register"), self.accept_types, self.recipient_table
        )
        layout.addWidget(self.parts, 1)
        layout.addWidget(
            plain_label(
                tr("Nothing is taken for something else until you answer; then press Check again."),
                wrap=True,
            )
        )
        for model in (self.names, self.recipients):
            model.answered.connect(self._answered)
        self.recipients.refused.connect(self.refused)

    def _part(self, title, button, table):
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        head = QHBoxLayout()
        head.addWidget(plain_label(title, bold=True), 1)
        head.addWidget(button)
        layout.addLayout(head)
        layout.addWidget(table, 1)
        self.parts.addWidget(part)
        return part

    @property
    def dirty(self):
        """True if answers were given that were not examined yet."""
        return self.answers != self._examined

    @property
    def open_questions(self):
        """How many questions have no answer."""
        lines = (*self.names.lines, *self.recipients.lines)
        return sum(1 for question in lines if question.key not in self.answers)

    @property
    def is_needed(self):
        """True if rows are rejected until something is answered."""
        return any(item.needed and item.key not in self.answers for item in self.names.lines)

    def forget(self):
        """Drop all questions and answers: another source is imported."""
        self.answers.clear()
        self._examined, self._asked = {}, {}

    def show_questions(self, questions, choices, examined):
        """Show the questions that are open, and those that were answered here.

        :param choices: an :class:`~..usecases.answer_choices.AnswerChoices`
        :param examined: the answers that the questions were found with
        """
        settled = {item.key: item.answer for item in questions if item.answer is not None}
        self.answers |= {key: said for key, said in settled.items() if key not in self.answers}
        self._examined = settled | dict(examined)
        first = sorted(questions, key=lambda item: (not item.needed, not item.suggestions))
        found = {question.key: question for question in first}
        # Each where it stood before, so that nothing jumps under the hand.
        kept = {key: item for key, item in self._asked.items() if key in {*found, *self.answers}}
        self._asked = kept | found
        lines = list(self._asked.values())
        self.names.known = self.recipients.known = choices
        recipients = [item for item in lines if item.kind == RECIPIENT]
        names = [item for item in lines if item.kind != RECIPIENT]
        for model, shown, table, part in (
            (self.names, names, self.name_table, self.name_part),
            (self.recipients, recipients, self.recipient_table, self.recipient_part),
        ):
            model.show(shown)
            part.setVisible(bool(shown))
            fit_columns(table, 240)
        row = self.name_table.verticalHeader().defaultSectionSize()
        # Half of the room at most, less where there are few.
        self.parts.setSizes([min(5, len(names)) * row + 90, 10 * row])
        self.parts.setStretchFactor(1, 1)
        suggested = any(question.suggestions for question in names)
        self.name_table.setColumnHidden(NameModel.YES, not suggested)
        _widen(self.name_table, NameModel.YES, 150)
        _widen(self.recipient_table, RecipientModel.TYPE, 150)
        _widen(self.recipient_table, RecipientModel.PLACE, 150)
        self._enable()

    @property
    def count(self):
        """How many questions are shown."""
        return len(self.names.lines) + len(self.recipients.lines)

    def _enable(self):
        for model, button in (
            (self.names, self.accept_names),
            (self.recipients, self.accept_types),
        ):
            button.setEnabled(any(map(model.acceptable, model.lines)))

    def _answered(self):
        self._enable()
        self.changed.emit()


def _widen(table, column, least):
    table.setColumnWidth(column, max(least, table.columnWidth(column)))
