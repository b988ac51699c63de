"""The import dialog as an official meets it: four steps, no surprise."""

import openpyxl
import pytest
from gui_parts import wait_until
from qgis.core import QgsFeature, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QElapsedTimer, QMimeData, QPointF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QMainWindow

from skanekarta_plugin import i18n
from skanekarta_plugin.errors import SourceError
from skanekarta_plugin.gui.column_view import ColumnModel
from skanekarta_plugin.gui.import_dialog import CHECK, COLUMNS, DONE, FILE, ImportDialog
from skanekarta_plugin.gui.question_view import NameModel, RecipientModel
from skanekarta_plugin.gui.session import Session
from skanekarta_plugin.gui.tasks import Jobs
from skanekarta_plugin.i18n import message
from skanekarta_plugin.sources.questions import AS_STATED, RecipientAnswer
from skanekarta_plugin.usecases import column_choices

HEADER = ["Diarienummer", "År", "Sökande", "Kommun", "Målgrupp", "Beviljat"]
ROWS = [
    ["A-1", 2023, "Exempelteatern", "Höör", "Barn", 1000],
    ["A-2", 2023, "Exempelkören", "Lund", None, 500],
    ["A-3", 2024, "Exempeldansen", "Malmö", None, 250],
]


def workbook(path, rows=ROWS, header=HEADER):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad1"
    for row in [header, *rows]:
        sheet.append(row)
    book.save(path)
    return str(path)


@pytest.fixture(autouse=True)
def swedish(qgis_app):
    i18n.install()


@pytest.fixture
def session(empty, catalogue, qgis_new_project):
    session = Session(catalogue)
    session.failures = []
    session.failed.connect(session.failures.append)
    session.open_store(empty.path)
    wait_until(lambda: session.view is not None or session.failures)
    assert session.failures == []
    yield session
    session.forget()
    QgsProject.instance().clear()


@pytest.fixture
def window(qgis_app):
    window = QMainWindow()
    window.show()
    yield window
    window.deleteLater()


@pytest.fixture
def opened(session, window):
    """Return a function that opens a dialog with files, once it stands still."""
    dialogs = []

    def open_(paths=(), dataset=""):
        dialog = ImportDialog(session, paths, dataset, window)
        dialog.show()
        dialogs.append(dialog)
        rest(dialog)
        return dialog

    yield open_
    for dialog in dialogs:
        dialog.jobs.forget()
        dialog.close()


def rest(dialog):
    wait_until(lambda: not dialog.jobs.busy)


def said(dialog):
    return [item.text() for item in dialog.bar.items()]


def press(dialog, button):
    assert button.isEnabled() and button.isVisible(), said(dialog)
    button.click()
    rest(dialog)


def tab(dialog):
    view = dialog.view
    return view.tabs.currentWidget()


def lines(model):
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def choose(model, row, column, value):
    assert model.setData(model.index(row, column), value)


def field(dialog, header, name):
    """Choose a field for a column."""
    model = dialog.columns.model
    row = next(at for at, line in enumerate(model.lines) if line.header == header)
    choose(model, row, ColumnModel.FIELD, name)


def row_named(model, words):
    return next(at for at, question in enumerate(model.lines) if question.stated == words)


def test_a_known_file_stands_at_the_check_at_once(opened, tmp_path, session):
    dialog = opened(workbook(tmp_path / "a.xlsx"))
    assert dialog.step == CHECK, said(dialog)
    assert dialog.view.counts.text() == "3 nya · 0 ändrade · 0 oförändrade · 0 borta · 0 avvisade"
    assert dialog.view.total.text().replace("\u00a0", " ") == "Beviljat belopp: 1 750 kr"
    assert tab(dialog) is dialog.view.sums
    told = []
    dialog.imported.connect(told.append)
    press(dialog, dialog.go)
    assert dialog.step == DONE
    assert told == ["a.xlsx importerades: 3 nya, 0 ändrade, 0 borttagna, 0 avvisade."]
    assert session.store.counts()["stod"] == 3
    maps = []
    dialog.mapWanted.connect(maps.append)
    press(dialog, dialog.map)
    assert maps == ["regionala_stod"] and not dialog.isVisible()


def test_sums_can_be_compared_with_the_source(opened, tmp_path):
    rows = [*ROWS, ["A-4", 2024, "Exempelcirkus", "Höör", None, "70 kr"],
            [None, "nej", "Exempelcirkus", "Höör", None, 30],
            [None, None, "Summa", None, None, 1850]]  # fmt: skip
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    assert tab(dialog) is dialog.view.problems
    shown = lines(dialog.view.sums.table.model)
    texts = [tuple(text.replace("\u00a0", " ") for text in line[:3]) for line in shown]
    assert texts == [
        ("2023", "2", "1 500 kr"), ("2024", "2", "320 kr"),
        ("Rader som importeras", "4", "1 820 kr"), ("Avvisade rader", "1", "30 kr"),
        ("Hela källan", "5", "1 850 kr"), ("Summarader, räknas inte", "1", "1 850 kr"),
    ]  # fmt: skip


def test_a_row_of_totals_is_no_recipient(opened, tmp_path):
    rows = [*ROWS, [None, None, "Summa", None, None, 1750]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    assert "Summa" not in {question.stated for question in dialog.view.questions.recipients.lines}


def test_only_the_keyboard_is_needed(opened, tmp_path, session, monkeypatch):
    path = workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([path], ""))
    dialog = opened()
    assert dialog.step == FILE and dialog.focusWidget() is dialog.files.choose
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    rest(dialog)
    assert dialog.step == CHECK and dialog.focusWidget() is dialog.go
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    rest(dialog)
    assert dialog.step == DONE and session.store.counts()["stod"] == 3
    assert dialog.focusWidget() is dialog.map


def test_enter_imports_from_a_table_too(opened, tmp_path, session):
    dialog = opened(workbook(tmp_path / "a.xlsx"))
    table = dialog.view.sums.table.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    rest(dialog)
    assert session.store.counts()["stod"] == 3


UNKNOWN = ["Löpnr", "Period", "Vem", "Var", "Hur mycket"]


def test_unknown_columns_are_chosen_once_and_remembered(opened, tmp_path, session):
    rows = [["X-1", 2023, "Exempelteatern", "Höör", 1000], ["X-2", 2023, "Kören", "Lund", 5]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows, UNKNOWN), "stod")
    assert dialog.step == COLUMNS
    assert dialog.columns.reason.text()
    assert not dialog.check.isEnabled()
    assert "Mottagare" in dialog.columns.troubles.text()
    shown = lines(dialog.columns.model)
    assert shown[0][:2] == ("Löpnr", "X-1  |  X-2")
    field(dialog, "Vem", "mottagare")
    field(dialog, "Hur mycket", "mottagare")
    assert "flera kolumner" in dialog.columns.troubles.text()
    assert not dialog.check.isEnabled()
    field(dialog, "Hur mycket", "beviljat_belopp")
    field(dialog, "Löpnr", "diarienummer")
    field(dialog, "Period", "ar")
    assert lines(dialog.columns.model)[2][3] == "ditt val"
    press(dialog, dialog.check)
    assert dialog.step == CHECK, said(dialog)
    assert dialog.view.counts.text().startswith("2 nya")
    press(dialog, dialog.go)
    again = opened(workbook(tmp_path / "b.xlsx", [*rows, ["X-3", 2023, "Tre", "Lund", 7]], UNKNOWN),
                   "stod")  # fmt: skip
    assert again.step == CHECK, said(again)
    assert again.view.counts.text().startswith("1 nya · 0 ändrade · 2 oförändrade")
    press(again, again.back)
    assert lines(again.columns.model)[2][2:] == ("Mottagare *", "sedan sist")


def test_a_column_without_a_header_is_chosen_by_its_letter(opened, tmp_path):
    header = ["Diarienummer", "Sökande", None, "Beviljat"]
    rows = [["A-1", "Exempelteatern", "Något", 1000]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows, header))
    press(dialog, dialog.back)
    assert lines(dialog.columns.model)[2][:3] == ("C", "Något", "används inte")
    field(dialog, "C", "projekt")
    press(dialog, dialog.check)
    assert dialog.verdict.new[0].values["projekt"] == "Något"


def test_of_two_columns_with_one_header_the_first_is_chosen(opened, tmp_path):
    header = ["Diarienummer", "Sökande", "Summa", "Summa"]
    dialog = opened(workbook(tmp_path / "a.xlsx", [["A-1", "Ett", 1000, 7]], header), "stod")
    field(dialog, "Summa", "beviljat_belopp")
    assert "samma rubrik" in lines(dialog.columns.model)[3][2]
    press(dialog, dialog.check)
    assert dialog.verdict.new[0].values["beviljat_belopp"] == 1000


def test_a_sheet_without_headers_is_chosen_by_letters(opened, tmp_path):
    rows = [["A-1", "Exempelteatern", 1000], ["A-2", "Exempelteatern", 500]]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    dialog = opened(str(path), "stod")
    assert dialog.step == COLUMNS
    assert [line[0] for line in lines(dialog.columns.model)] == ["A", "B", "C"]
    assert "inga rubriker" in dialog.columns.sheet_list.item(0).text()
    dialog.columns.no_headers.setChecked(False)
    assert lines(dialog.columns.model)[0][0] == "A-1"
    dialog.columns.no_headers.setChecked(True)
    model = dialog.columns.model
    for row, name in enumerate(("diarienummer", "mottagare", "beviljat_belopp")):
        choose(model, row, ColumnModel.FIELD, name)
    press(dialog, dialog.check)
    assert dialog.step == CHECK, said(dialog)
    assert dialog.view.counts.text().startswith("2 nya")


def test_the_file_is_read_once(opened, tmp_path):
    path = tmp_path / "a.xlsx"
    dialog = opened(workbook(path, [["X-1", 2023, "Ett", "Höör", 1000]], UNKNOWN), "stod")
    path.unlink()
    field(dialog, "Vem", "mottagare")
    field(dialog, "Hur mycket", "beviljat_belopp")
    press(dialog, dialog.check)
    assert dialog.step == CHECK
    press(dialog, dialog.back)
    press(dialog, dialog.check)
    assert dialog.step == CHECK and dialog.view.counts.text().startswith("1 nya")


def test_a_file_that_fits_nothing_asks_what_it_is(opened, tmp_path):
    dialog = opened(workbook(tmp_path / "a.xlsx", [["x", "y"]], ["Ett", "Två"]))
    assert dialog.step == COLUMNS
    assert "Stöd" in [dialog.columns.dataset.itemText(at) for at in range(9)]
    assert not dialog.check.isEnabled()
    box = dialog.columns.dataset
    box.setCurrentIndex(box.findData("stod"))
    box.activated.emit(box.currentIndex())
    rest(dialog)
    assert dialog.step == COLUMNS and dialog.columns.model.dataset.name == "stod"
    field(dialog, "Ett", "mottagare")
    assert not dialog.check.isEnabled()


def test_a_choice_of_columns_is_saved_and_loaded(opened, tmp_path, monkeypatch, catalogue):
    rows = [["X-1", 2023, "Ett", "Höör", 1000]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows, UNKNOWN), "stod")
    field(dialog, "Vem", "mottagare")
    field(dialog, "Hur mycket", "beviljat_belopp")
    target = tmp_path / "val.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(dialog, dialog.save)
    other = opened(workbook(tmp_path / "b.xlsx", rows, UNKNOWN), "stod")
    assert not other.check.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    press(other, other.load)
    press(other, other.check)
    assert other.step == CHECK
    stod = catalogue.datasets["stod"]
    assert column_choices.load(target, stod)["Vem"] == "mottagare"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("inte json", "inget kolumnval"),
        ("[1]", "inget kolumnval"),
        ('{"dataset": "stod", "kolumner": {"A": 1}}', "inget kolumnval"),
        ('{"dataset": "stod", "kolumner": {"A": "skostorlek"}}', "skostorlek"),
        ('{"dataset": "mottagare", "kolumner": {}}', "mottagare"),
    ],
)
def test_a_bad_choice_of_columns_is_refused(tmp_path, catalogue, text, word):
    path = tmp_path / "val.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        column_choices.load(path, catalogue.datasets["stod"])
    assert word in message(refused.value)


def test_sheets_are_chosen(opened, tmp_path):
    book = openpyxl.Workbook()
    for name, row in (("Ett", ROWS[0]), ("Två", ROWS[1])):
        sheet = book.create_sheet(name)
        sheet.append(["Rubrik", "ovanför"])
        sheet.append(HEADER)
        sheet.append(row)
    del book["Sheet"]
    book["Två"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    dialog = opened(str(tmp_path / "a.xlsx"))
    press(dialog, dialog.back)
    sheets = dialog.columns.sheet_list
    texts = [sheets.item(row).text() for row in range(sheets.count())]
    assert texts == [
        "Ett\nen rad, rubriker på rad 2", "Två\nen rad, rubriker på rad 2, dolt blad"
    ]  # fmt: skip
    for row in range(2):
        state = Qt.CheckState.Checked if texts[row].startswith("Ett") else Qt.CheckState.Unchecked
        sheets.item(row).setCheckState(state)
    press(dialog, dialog.check)
    assert dialog.view.counts.text().startswith("1 nya")
    assert [row.values["diarienummer"] for row in dialog.verdict.new] == ["A-1"]


def test_a_misspelt_municipality_is_asked_about_and_remembered(opened, tmp_path, session):
    rows = [["A-1", 2023, "Exempelteatern", "Höby", None, 1000]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    view = dialog.view
    names = view.questions.names
    assert view.tabs.isTabEnabled(view.tabs.indexOf(view.questions))
    row = row_named(names, "Höby")
    assert lines(names)[row] == (
        "Verksamhetskommun", "Höby", "1", "Blad1!D2", "Hörby?", "Ja, Hörby"
    )  # fmt: skip
    assert names.index(row, NameModel.ANSWER).data(Qt.ItemDataRole.EditRole) is None
    (place,) = dialog.verdict.new[0].children["stod_kommun"]
    assert place["kommunkod"] is None
    names.press(names.index(row, NameModel.YES))
    assert lines(names)[row][4:] == ("Hörby", "")
    assert not dialog.go.isEnabled() and dialog.again.isDefault()
    press(dialog, dialog.again)
    assert dialog.go.isEnabled() and dialog.go.isDefault()
    (place,) = dialog.verdict.new[0].children["stod_kommun"]
    assert place["kommunkod"] == "1266"
    assert lines(names)[row_named(names, "Höby")][4] == "Hörby"
    press(dialog, dialog.go)
    rows.append(["A-2", 2024, "Exempelteatern", "Höby", None, 1])
    other = opened(workbook(tmp_path / "b.xlsx", rows))
    asked = other.view.questions
    assert asked.open_questions == 0 and not asked.dirty
    assert lines(asked.names)[row_named(asked.names, "Höby")][4] == "Hörby"
    assert other.go.isEnabled()
    (place,) = other.verdict.new[0].children["stod_kommun"]
    assert place["kommunkod"] == "1266"


def test_answers_are_chosen_from_what_is_known(opened, tmp_path):
    rows = [["A-1", 2023, "Ett", "Höby", "Rymdfarare", 1000],
            ["A-2", 2023, "Ett", "Växjö", "Bar", 1]]  # fmt: skip
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    names = dialog.view.questions.names
    index = names.index(row_named(names, "Höby"), NameModel.ANSWER)
    offered = names.choices(index)
    assert offered[:2] == [("1266", "Hörby?"), (AS_STATED, "som det står: utanför kartan")]
    assert ("1278", "Båstad") in offered and len(offered) == 34
    index = names.index(row_named(names, "Rymdfarare"), NameModel.ANSWER)
    assert names.choices(index)[0] == (AS_STATED, "nytt värde")
    choose(names, row_named(names, "Rymdfarare"), NameModel.ANSWER, "Unga")
    choose(names, row_named(names, "Växjö"), NameModel.ANSWER, AS_STATED)
    before = dialog.view.questions.open_questions
    dialog.view.questions.accept_names.click()
    assert dialog.view.questions.open_questions < before
    press(dialog, dialog.again)
    verdict = dialog.verdict
    assert verdict.new[0].children["stod_malgrupp"] == [{"malgrupp": "Unga"}]
    assert [place["kommunkod"] for place in verdict.new[0].children["stod_kommun"]] == ["1266"]


def test_a_box_opens_by_the_keyboard(opened, tmp_path):
    rows = [["A-1", 2023, "Ett", "Höby", None, 1000]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    questions = dialog.view.questions
    dialog.view.tabs.setCurrentWidget(questions)
    table = questions.name_table
    table.setFocus()
    table.setCurrentIndex(questions.names.index(0, NameModel.ANSWER))
    QTest.keyClick(table, Qt.Key.Key_Space)
    wait_until(lambda: table.findChildren(QComboBox))
    (box,) = table.findChildren(QComboBox)
    wait_until(lambda: box.view().isVisible())
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    wait_until(lambda: questions.answers)
    assert list(questions.answers.values()) == ["1266"]


def test_a_new_recipient_gets_its_type(opened, tmp_path, session):
    rows = [["A-1", 2023, "Föreningen Påhittad", "Höör", None, 1000],
            ["A-2", 2023, "Nils Påhittsson", "Höör", None, 1]]  # fmt: skip
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    questions = dialog.view.questions
    model = questions.recipients
    row = row_named(model, "Föreningen Påhittad")
    assert lines(model)[row] == (
        "Föreningen Påhittad", "Blad1!2", "1", "en ny mottagare?", "Organisation?", "välj …"
    )  # fmt: skip
    assert questions.answers == {}
    questions.accept_types.click()
    choose(model, row, RecipientModel.PLACE, "1267")
    choose(model, row_named(model, "Nils Påhittsson"), RecipientModel.TYPE, "Privatperson")
    assert lines(model)[row][3:] == ("en ny mottagare", "Organisation", "Höör")
    press(dialog, dialog.again)
    assert lines(model)[row][3:] == ("en ny mottagare", "Organisation", "Höör")
    press(dialog, dialog.go)
    columns = session.store.read("mottagare").columns
    answered = zip(columns["typ"], columns["verksamhetskommun"], strict=True)
    known = dict(zip(columns["namn"], answered, strict=True))
    assert known["Föreningen Påhittad"] == ("Organisation", "1267")
    assert known["Nils Påhittsson"] == ("Privatperson", None)


def test_a_recipient_known_by_another_name(opened, tmp_path, session):
    press_import(opened(workbook(tmp_path / "a.xlsx")))
    rows = [["B-1", 2024, "Teatern som är ett exempel", "Höör", None, 5]]
    dialog = opened(workbook(tmp_path / "b.xlsx", rows))
    model = dialog.view.questions.recipients
    index = model.index(0, RecipientModel.SAME)
    assert ("Exempelteatern", "Exempelteatern") in model.choices(index)
    choose(model, 0, RecipientModel.SAME, "Exempelteatern")
    assert not model.can_choose(model.index(0, RecipientModel.TYPE))
    assert dialog.view.questions.answers == {
        model.lines[0].key: RecipientAnswer(same_as="Exempelteatern")
    }
    press(dialog, dialog.again)
    assert dialog.verdict.new[0].values["mottagare"] == "Exempelteatern"


def press_import(dialog):
    press(dialog, dialog.go)
    assert dialog.step == DONE


def test_many_recipients_are_shown_at_once(opened, tmp_path):
    rows = [[f"A-{n}", 2023, f"Förening nummer {n} ideell", "Höör", None, n] for n in range(1000)]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    questions = dialog.view.questions
    assert len(questions.recipients.lines) == 1000
    clock = QElapsedTimer()
    clock.start()
    dialog.view.tabs.setCurrentWidget(questions)
    QApplication.processEvents()
    questions.accept_types.click()
    QApplication.processEvents()
    assert clock.elapsed() < 1000
    assert questions.open_questions == 0


def test_changes_are_shown_before_and_after(opened, tmp_path):
    press_import(opened(workbook(tmp_path / "a.xlsx")))
    rows = [["A-1", 2023, "Exempelteatern", "Hörby", "Barn", 2000], *ROWS[1:]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    assert dialog.view.tabs.tabText(2) == "Ändrade (1)"
    shown = [tuple(text.replace("\u00a0", " ") for text in line)
             for line in lines(dialog.view.changes.model)]  # fmt: skip
    assert shown == [
        ("Exempelteatern · A-1", "Beviljat belopp", "1 000 kr", "2 000 kr"),
        ("Exempelteatern · A-1", "Verksamhetskommun", "Höör", "Hörby"),
    ]


def test_vanished_rows_are_removed_only_when_ticked(opened, tmp_path, session):
    press_import(opened(workbook(tmp_path / "a.xlsx")))
    for ticked in (False, True):
        dialog = opened(workbook(tmp_path / "a.xlsx", ROWS[:2]))
        vanished = dialog.view.vanished
        assert dialog.view.tabs.tabText(3) == "Borta (1)"
        assert lines(vanished.model)[0][:2] == ("Exempeldansen", "A-3")
        assert not vanished.remove.isChecked() and not dialog.go.isEnabled()
        vanished.remove.setChecked(ticked)
        if ticked:
            press_import(dialog)
        assert session.store.counts()["stod"] == (2 if ticked else 3)


def test_nothing_is_disabled_by_hiding_it(opened, tmp_path):
    view = opened(workbook(tmp_path / "a.xlsx")).view
    states = {view.tabs.tabText(at): view.tabs.isTabEnabled(at) for at in range(5)}
    assert states == {
        "Problem (0)": False, "Frågor (3)": True, "Ändrade (0)": False, "Borta (0)": False,
        "Summor": True,
    }  # fmt: skip


def test_problems_are_filtered(opened, tmp_path):
    rows = [*ROWS, ["A-4", 2024, "Ett", "Höby", None, "många"]]
    problems = opened(workbook(tmp_path / "a.xlsx", rows)).view.problems
    first, second = lines(problems.model)
    assert first[0] == "Blad1!F5" and first[1] == "många" and first[3] == "avvisas"
    assert second[0] == "Blad1!D5" and second[3] == "anmärkning"
    problems.only_rejected.setChecked(True)
    assert lines(problems.model) == [first]


class Slow:
    """Stands in for carry_out's writing: it tells of rows until it is cancelled."""

    def __init__(self, monkeypatch):
        from skanekarta_plugin.usecases import import_source

        self.real = import_source.carry_out
        monkeypatch.setattr(import_source, "carry_out", self)

    def __call__(self, store, verdict, *, remove_vanished=False, feedback=None):
        feedback = _Endless(feedback)
        return self.real(store, verdict, remove_vanished=remove_vanished, feedback=feedback)


class _Endless:
    """Holds the writing at its first rows until it is cancelled."""

    def __init__(self, feedback):
        self._feedback = feedback
        self.setProgress = feedback.setProgress

    def isCanceled(self):
        return self._feedback.isCanceled()

    def setRows(self, done, total):
        self._feedback.setRows(done, total)
        clock = QElapsedTimer()
        clock.start()
        while not self._feedback.isCanceled():
            assert clock.elapsed() < 30_000
        self._feedback.isCanceled()


def test_cancelling_while_rows_are_written_leaves_the_store_as_it_was(
    opened, tmp_path, session, monkeypatch
):
    rows = [[f"A-{n}", 2023, "Ett", "Höör", None, n] for n in range(12_000)]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    before = session.store.counts(), len(session.store.batches())
    Slow(monkeypatch)
    dialog.go.click()
    wait_until(lambda: "rader" in dialog.progress.format())
    assert "av 12" in dialog.progress.format()
    dialog.reject()
    dialog.close()
    assert dialog.isVisible() and dialog.writing
    assert dialog.cancel.text() == "Avbryt"
    dialog.cancel.click()
    rest(dialog)
    assert dialog.step == CHECK and dialog.go.isEnabled()
    assert "avbröts" in said(dialog)[0]
    assert (session.store.counts(), len(session.store.batches())) == before


def test_enter_pressed_twice_does_not_stop_the_import(opened, tmp_path, session):
    dialog = opened(workbook(tmp_path / "a.xlsx"))
    for _ in range(2):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    rest(dialog)
    assert dialog.step == DONE and session.store.counts()["stod"] == 3


def test_rows_are_told_no_oftener_than_somebody_can_read(qgis_app):
    jobs, told, ended = Jobs(), [], []
    jobs.counted.connect(lambda done, total: told.append((done, total)))

    def work(feedback):
        for done in range(20_001):
            feedback.setRows(done, 20_000)

    jobs.start("…", work, ended.append, ended.append)
    wait_until(lambda: ended and told)
    assert len(told) < 40 and told == sorted(told)


def test_closing_while_reading_forgets_the_work(session, window, tmp_path):
    rows = [[f"A-{n}", 2023, "Ett", "Höör", None, n] for n in range(3000)]
    dialog = ImportDialog(session, workbook(tmp_path / "a.xlsx", rows), "", window)
    dialog.show()
    assert dialog.jobs.busy
    dialog.close()
    assert not dialog.isVisible() and not dialog.jobs.busy


def test_an_import_is_undone_from_the_last_step(opened, tmp_path, session):
    before = session.store.counts()
    dialog = opened(workbook(tmp_path / "a.xlsx"))
    told = []
    dialog.imported.connect(told.append)
    press_import(dialog)
    press(dialog, dialog.revoke)
    assert session.store.counts() == before
    assert told[1] == "Importen av a.xlsx ångrades."
    assert dialog.step == DONE and not dialog.revoke.isEnabled()


def test_the_rejected_rows_are_saved(opened, tmp_path, monkeypatch):
    rows = [*ROWS, ["A-4", 2024, "Ett", "Höör", None, "många"]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    target = tmp_path / "avvisade.xlsx"
    offered = []

    def ask(_parent, _title, start, _kinds):
        offered.append(start)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(dialog, dialog.report)
    assert offered == [str(tmp_path / "a_avvisade.xlsx")]
    found = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert found[0][-1] == "Anledning" and "kronor" in found[1][-1]
    assert "sparades" in said(dialog)[0]


def test_several_files_at_once_by_dropping_them(opened, tmp_path):
    paths = [workbook(tmp_path / "a.xlsx", ROWS[:2]), workbook(tmp_path / "b.xlsx", ROWS[2:])]
    dialog = opened()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in (*paths, str(tmp_path / "c.doc"))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime,
                       Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    dialog.dropEvent(event)
    rest(dialog)
    assert dialog.files.paths == paths
    assert dialog.view.counts.text().startswith("3 nya")
    dialog.steps.buttons[FILE].click()
    dialog.files.list.setCurrentRow(1)
    dialog.files.remove.click()
    press(dialog, dialog.read)
    assert dialog.view.counts.text().startswith("2 nya")


def test_a_layer_that_is_open_is_imported(session, window, opened):
    layer = QgsVectorLayer(
        "None?field=Mottagare:string&field=Kommun:string&field=Beviljat belopp:double", "Öppet",
        "memory",
    )  # fmt: skip
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["Exempelteatern", "Höör", 1000.0])
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    dialog = opened((), "stod")
    names = [dialog.files.layer.itemText(at) for at in range(dialog.files.layer.count())]
    assert names == ["Öppet"]
    dialog.files.by_layer.setChecked(True)
    press(dialog, dialog.read)
    assert dialog.step == CHECK, said(dialog)
    assert dialog.view.counts.text().startswith("1 nya")


def test_a_refused_file_leaves_one_where_one_was(opened, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"ingen arbetsbok")
    dialog = opened(str(path))
    assert dialog.step == FILE and said(dialog)
    assert not dialog.go.isVisible() and dialog.read.isEnabled()


def test_the_steps_lead_back(opened, tmp_path):
    dialog = opened(workbook(tmp_path / "a.xlsx"))
    states = [button.isEnabled() for button in dialog.steps.buttons]
    assert states == [True, True, True, False]
    dialog.steps.buttons[COLUMNS].click()
    assert dialog.step == COLUMNS
    assert dialog.steps.buttons[COLUMNS].font().bold()
    dialog.steps.buttons[CHECK].click()
    rest(dialog)
    assert dialog.step == CHECK


def test_the_window_never_waits(opened, tmp_path):
    """A hundred thousand rejected rows; a timer of the window is never late for long."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join(HEADER) + "\n")
        for number in range(100_000):
            file.write(f"A-{number};2023;Förening {number % 900};Höby;Barn;många\n")
    dialog = opened()
    clock, waits = QElapsedTimer(), []
    timer = QTimer()

    def tick():
        waits.append(clock.restart())

    timer.timeout.connect(tick)
    timer.start(5)
    clock.start()
    dialog.add_files([str(path)])
    rest(dialog)
    shown = dialog.view
    shown.tabs.setCurrentWidget(shown.problems)
    QApplication.processEvents()
    assert shown.problems.model.rowCount() >= 100_000
    clock.restart()
    QApplication.processEvents()
    tick()
    assert sorted(waits)[-5] < 250, sorted(waits)[-20:]


def test_every_control_has_a_tool_tip_and_a_name(opened, tmp_path):
    rows = [*ROWS, ["A-4", 2024, "Ett", "Höby", None, "många"]]
    dialog = opened(workbook(tmp_path / "a.xlsx", rows))
    lacking = []
    for widget in dialog.findChildren((QAbstractButton, QComboBox)):
        inner = widget.objectName().startswith("qt_") or widget.parent().inherits("QLineEdit")
        if inner or widget.parent().inherits("QgsMessageBar") or _in_table(widget):
            continue
        if not widget.toolTip() or not (widget.accessibleName() or widget.text()):
            lacking.append((type(widget).__name__, widget.text(), widget.objectName()))
    assert lacking == []


def _in_table(widget):
    """True for the corner of a table, and for what Qt itself puts into tab bars."""
    return widget.parent().inherits("QTableView") or widget.parent().inherits("QTabBar")


def test_english_words_do_not_slip_in(opened, tmp_path):
    """Every text of the dialog is another than its English source, or is the same in Swedish."""
    assert i18n.language() == "sv"
    dialog = opened(workbook(tmp_path / "a.xlsx"))
    shown = {button.text() for button in dialog.findChildren(QAbstractButton)}
    assert not shown & {"Back", "Cancel", "Check", "Check again", "Continue", "Close", "Stop"}
