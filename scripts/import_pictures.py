"""Pictures of the import, with a messy file of plainly invented rows."""

import os

import in_window
import openpyxl
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import plugins

NAME = "beviljade_stod_2025.xlsx"
HEADER = (
    "Diarienummer", "År", "Sökande", "Kommun", "Konstområde", "Målgrupp", "Beviljat belopp",
    "Handläggare", "Intern kod",
)  # fmt: skip
RECIPIENTS = (
    "Föreningen Påhittade Scenen", "Låtsasteatern AB", "Stiftelsen Exempelmuseet",
    "Fantasikören ideell förening", "Nils Påhittsson", "Sagodansen",
)  # fmt: skip
TOWNS = ("Höör", "Höby", "Lund", "Kristianstd", "Växjö", "Osby", "Tomelilla")
FIELDS = ("Dans", "Musik", "Teatr", "Bildkonst")
GROUPS = ("Barn", "Unga", "Rymdfarare")


def messy_file(path, store):
    """Write new grants with slips of the pen, some changed ones, and sheets of other things."""
    book = openpyxl.Workbook()
    grants = book.active
    grants.title = "Beviljade"
    for row in (["Beviljade stöd 2025 (påhittade exempel)"], [], HEADER):
        grants.append(row)
    for number in range(84):
        amount = 15_000 + 2_500 * (number % 23)
        if number in (9, 40):
            amount = "många"
        grants.append([
            f"2025-{number + 1:04}", 2025 - (number % 6 == 0), RECIPIENTS[number % 6],
            TOWNS[number % 7], FIELDS[number % 4], GROUPS[number % 3], amount, "NN", f"K{number}",
        ])  # fmt: skip
    grants.append([None, None, "Summa", None, None, None, 4_321_000])
    changed = book.create_sheet("Rättade belopp")
    changed.append(["Dnr", "Bidragsår", "Mottagare", "Beviljat"])
    names = ("diarienummer", "ar", "mottagare", "beviljat_belopp")
    stored = zip(*map(store.read("stod").columns.get, names), strict=True)
    for *words, amount in [row for row in stored if row[-1]][-40:-33]:
        changed.append([*words, amount + 5_000])
    notes = book.create_sheet("Anteckningar")
    for row in (["Att göra"], ["Ring upp"]):
        notes.append(row)
    notes.sheet_state = "hidden"
    book.save(path)


def import_pictures(folder, picture):
    """Go through the import and take a picture of each step.

    :param picture: function of a name and a widget
    """
    from skanekarta_plugin.gui.choice_table import ChoiceTable
    from skanekarta_plugin.gui.import_dialog import CHECK, COLUMNS, FILE

    plugin = plugins[in_window.PLUGIN]
    session = plugin.session
    session.open_example(folder / "import" / "exempel.gpkg")
    in_window.wait_until(lambda: session.view is not None, "the example")
    in_window.settle()
    messy_file(folder / NAME, session.store)
    # No picture shows where this machine keeps its files.
    os.chdir(folder)
    plugin._import([NAME], "")
    dialog = QApplication.activeModalWidget()

    def wait():
        in_window.wait_until(lambda: not dialog.jobs.busy, "the import")

    def go(step):
        if dialog.step != step:
            dialog.steps.buttons[step].click()
        wait()

    wait()
    picture("import", dialog)
    go(FILE)
    picture("import_fil", dialog)
    go(COLUMNS)
    picture("import_kolumner", dialog)
    go(CHECK)
    view = dialog.view
    view.tabs.setCurrentWidget(view.questions)
    names = view.questions.names
    names.press(names.index(0, names.YES))
    view.questions.findChild(ChoiceTable).setCurrentIndex(names.index(0, names.ANSWER))
    picture("import_fragor", dialog)
    view.questions.accept_names.click()
    view.questions.accept_types.click()
    dialog.again.click()
    wait()
    dialog.go.click()
    wait()
    picture("import_klart", dialog)
    dialog.close()
    QgsProject.instance().clear()
    in_window.settle()
