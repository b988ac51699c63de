"""Municipalities side by side: figures against the workbooks, and the window that shows them."""

import datetime
import shutil
import sqlite3
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import openpyxl
import pytest
from gui_parts import show_store, wait_until
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QColor, QMouseEvent, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QListWidget, QTableView
from workbook_truth import CODES, CORNERS, grants, parts

from skanekarta_plugin.errors import SelectionError
from skanekarta_plugin.gui.side_chart import COLOURS, apart
from skanekarta_plugin.i18n import message
from skanekarta_plugin.usecases.side_by_side import PEOPLE, like, likenesses, side_by_side
from skanekarta_plugin.usecases.side_chart import line_chart
from skanekarta_plugin.usecases.view_map import Explorer

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"
CODE_OF = {name: code for code, name in CODES.items()}
DAY = datetime.date(2024, 6, 1)
COSTS = {"kultur": "N09022", "bibliotek": "N09026", "kulturskola": "N09023", "fritid": "N09018"}
PEOPLE_FIGURE = "N01951"

pytestmark = pytest.mark.usefixtures("swedish")


def figures():
    """Return values by key figure, name of the municipality and year, as the workbook has them."""
    found = defaultdict(lambda: defaultdict(dict))
    book = openpyxl.load_workbook(EXAMPLE / "kommunfakta.xlsx", read_only=True)
    for name, figure, year, value, _ in book.worksheets[0].iter_rows(min_row=3, values_only=True):
        found[figure][name][year] = value
    return found


def explorer_of(store):
    explorer = Explorer(store)
    explorer.refresh()
    return explorer


def compare(store, *names):
    return side_by_side(explorer_of(store), [CODE_OF[name] for name in names], DAY)


def plain(text):
    return text.replace("\u00a0", "")


def copied_rows(text):
    return [line.split("\t") for line in text.splitlines()]


def change(store, query, *values):
    with sqlite3.connect(store.path) as connection:
        connection.execute(query, values)
    connection.close()


@pytest.mark.parametrize(
    "names",
    [("Höör", "Malmö"), ("Osby", "Perstorp", "Lund", "Ystad", "Kävlinge")],
)
def test_the_costs_are_those_of_the_workbook(store, names):
    shown, known = compare(store, *names), figures()
    assert shown.names == names and shown.headers == ("Vad", *names, "Skåne i medel")
    for name, figure in COSTS.items():
        row, values = shown.row(name), known[figure]
        newest = max(max(values[one]) for one in names)
        assert row.year == str(newest) and row.unit == "kr/inv"
        for one, cell in zip(names, row.cells, strict=False):
            year = max(values[one])
            everyone = [by_year[year] for by_year in values.values() if year in by_year]
            rank = 1 + sum(value > values[one][year] for value in everyone)
            late = f" ({year})" if year != newest else ""
            assert plain(cell.text) == f"{round(values[one][year])}{late}"
            assert cell.aside == f"plats {rank} av {len(everyone)}"
            assert f"År: {year}" in cell.tip and "kommunfakta.xlsx" in cell.tip
        mean = fmean(by_year[newest] for by_year in values.values() if newest in by_year)
        assert plain(row.cells[-1].text) == str(round(mean))
    people = shown.row("invanare")
    for one, cell in zip(names, people.cells, strict=False):
        by_year = known[PEOPLE_FIGURE][one]
        assert plain(cell.text) == f"{by_year[max(by_year)]}"
    # A mean of inhabitants says nothing, and the card has none.
    assert people.cells[-1].text == ""


def test_grants_and_copied_figures_are_those_of_the_workbook(store):
    names = ("Höör", "Hörby", "Svedala")
    rows = copied_rows(compare(store, *names).copied())
    assert rows[0] == ["Vad", "Enhet", *names, "Skåne i medel"]
    granted = next(row for row in rows if row[0].startswith("Beviljat"))
    assert granted[1] == "kr"
    for name, copied in zip(names, granted[2:], strict=False):
        ore = sum(dict(parts(row, "verksamhet")).get(CODE_OF[name], 0) for row in grants())
        kronor, rest = divmod(ore, 100)
        assert copied == (f"{kronor},{rest:02d}" if rest else f"{kronor}")
    known = figures()["N09022"]
    culture = next(row for row in rows if row[0].startswith("Kultur 20"))
    year = max(known["Höör"])
    assert [float(cell.replace(",", ".")) for cell in culture[2:5]] == [
        pytest.approx(known[name][year], abs=1e-6) for name in names
    ]


def test_a_figure_that_is_missing_stays_so_and_is_no_zero(store):
    change(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N09022' AND kommunkod = '1267'")
    shown, values = compare(store, "Höör", "Lund"), figures()["N09022"]
    row = shown.row("kultur")
    assert row.cells[0].text == "Uppgift saknas" and not row.cells[0].is_known
    copied = next(line for line in copied_rows(shown.copied()) if line[0].startswith("Kultur 20"))
    assert copied[2] == "Uppgift saknas" and copied[3] != "Uppgift saknas"
    del values["Höör"]
    year = max(values["Lund"])
    mean = fmean(by_year[year] for by_year in values.values() if year in by_year)
    assert plain(row.cells[-1].text) == str(round(mean))
    chart = line_chart(shown, "kultur")
    assert [track.name for track in chart.tracks] == ["Lund", "Skåne i medel"]
    assert "Höör: Uppgift saknas." in chart.note
    lines = copied_rows(chart.copied())
    assert lines[2] == ["År", "Höör", "Lund", "Skåne i medel"]
    assert {line[1] for line in lines[3:] if line[0].isdigit()} == {""}
    assert all(line[2] for line in lines[3:] if line[0].isdigit())


def test_where_none_has_the_figure_the_mean_of_the_others_stands(store):
    change(
        store,
        "DELETE FROM nyckeltal WHERE nyckeltal = 'N09022' AND kommunkod IN ('1267', '1281')",
    )
    shown, values = compare(store, "Höör", "Lund"), figures()["N09022"]
    del values["Höör"], values["Lund"]
    year = max(max(by_year) for by_year in values.values())
    mean = fmean(by_year[year] for by_year in values.values() if year in by_year)
    row = shown.row("kultur")
    assert [cell.is_known for cell in row.cells] == [False, False, True]
    assert plain(row.cells[-1].text) == str(round(mean))
    assert row not in shown.charted


def test_the_chart_has_every_year_of_the_workbook(store):
    names = ("Höör", "Osby")
    chart, values = line_chart(compare(store, *names), "kultur"), figures()["N09022"]
    assert chart.title == "Kultur, kr/inv"
    years = sorted({year for name in names for year in values[name]})
    assert list(chart.years) == list(range(years[0], years[-1] + 1))
    for name, track in zip(names, chart.tracks, strict=False):
        assert dict(track.points) == {year: values[name].get(year) for year in chart.years}
    for year, mean in chart.tracks[-1].points:
        everyone = [by_year[year] for by_year in values.values() if year in by_year]
        assert mean == pytest.approx(fmean(everyone))


@pytest.mark.parametrize("count", [0, 1, 6])
def test_fewer_than_two_and_more_than_five_are_refused(store, count):
    with pytest.raises(SelectionError) as refused:
        side_by_side(explorer_of(store), list(CODES)[:count], DAY)
    assert message(refused.value) == f"Välj 2–5 kommuner att jämföra (valda nu: {count})."


def test_sums_are_drawn_from_zero_with_every_year_of_the_map(store):
    names = ("Höör", "Malmö")
    chart = line_chart(compare(store, *names), "beviljat")
    assert chart.from_zero and chart.title == "Beviljat"
    assert copied_rows(chart.copied())[0] == ["Beviljat, kr"]
    for name, track in zip(names, chart.tracks, strict=True):
        by_year = defaultdict(int)
        for row in grants():
            by_year[row["År"]] += dict(parts(row, "verksamhet")).get(CODE_OF[name], 0)
        assert {year: round(value * 100) for year, value in track.points} == {
            year: by_year[year] for year in range(2018, 2026)
        }


def test_the_same_one_twice_is_one(store):
    with pytest.raises(SelectionError):
        compare(store, "Höör", "Höör")


def sizes(name):
    """Return inhabitants in the year of a municipality's latest figure, or the nearest earlier."""
    known = figures()[PEOPLE_FIGURE]
    year = max(known[name])
    return {
        one: by_year[max(known_year for known_year in by_year if known_year <= year)]
        for one, by_year in known.items()
        if min(by_year) <= year
    }


@pytest.mark.parametrize("name", ["Höör", "Malmö", "Perstorp"])
def test_nearest_in_population(store, name):
    people = sizes(name)
    order = sorted((abs(size - people[name]), one) for one, size in people.items() if one != name)
    found = like(explorer_of(store), CODE_OF[name], PEOPLE, 4)
    assert [CODES[code] for code in found] == [one for _, one in order[:4]]


def test_a_gap_takes_the_nearest_earlier_year_and_nobody_without_a_figure(store):
    people = sizes("Höör")
    nearest = like(explorer_of(store), CODE_OF["Höör"], PEOPLE, 1)[0]
    newest = "SELECT max(ar) FROM nyckeltal WHERE nyckeltal = 'N01951'"
    change(
        store,
        f"DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = ? AND ar = ({newest})",
        nearest,
    )
    known = figures()[PEOPLE_FIGURE][CODES[nearest]]
    known.pop(max(known))
    people[CODES[nearest]] = known[max(known)]
    order = sorted((abs(people[one] - people["Höör"]), one) for one in people if one != "Höör")
    found = like(explorer_of(store), CODE_OF["Höör"], PEOPLE, 4)
    assert [CODES[code] for code in found] == [one for _, one in order[:4]]
    change(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = ?", nearest)
    explorer = explorer_of(store)
    assert nearest not in like(explorer, CODE_OF["Höör"], PEOPLE, 32)
    with pytest.raises(SelectionError) as refused:
        like(explorer, nearest, PEOPLE, 4)
    assert CODES[nearest] in message(refused.value)


@pytest.mark.parametrize("name", ["Höör", "Ystad"])
def test_same_corner(store, name):
    explorer, people = explorer_of(store), sizes(name)
    (by, title) = likenesses(explorer)[1]
    assert (by, title) == ("horn", "Samma hörn")
    corner = next(names for names in CORNERS.values() if name in names)
    order = sorted((abs(people[one] - people[name]), one) for one in corner if one != name)
    found = [CODES[code] for code in like(explorer, CODE_OF[name], by, 4)]
    assert found == [one for _, one in order[:4]]
    # Those whose inhabitants are not known belong to it all the same, as the last.
    change(store, "DELETE FROM nyckeltal WHERE nyckeltal = 'N01951' AND kommunkod = ?",
           CODE_OF[order[0][1]])  # fmt: skip
    everyone = [CODES[code] for code in like(explorer_of(store), CODE_OF[name], by, 32)]
    assert everyone == [one for _, one in order[1:]] + [order[0][1]]


# -- the window


@pytest.fixture
def opened(started, store):
    """The window of the plugin, at Höör."""
    show_store(started, store, "regionala_stod")
    started.card_dock.open_at(CODE_OF["Höör"])
    QTest.mouseClick(started.card_dock.compare_button, Qt.MouseButton.LeftButton)
    dialog = started.card_dock.side_dialog
    yield dialog
    dialog.close()


def ticked(dialog):
    items = [dialog.list.item(at) for at in range(dialog.list.count())]
    return {item.text() for item in items if item.checkState() == Qt.CheckState.Checked}


def press_space_on(dialog, name):
    (item,) = dialog.list.findItems(name, Qt.MatchFlag.MatchExactly)
    dialog.list.setCurrentItem(item)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)


def headers(dialog):
    model = dialog.table.model()
    columns = range(model.columnCount())
    return [model.headerData(column, Qt.Orientation.Horizontal) for column in columns]


def test_the_window_opens_with_those_nearest_in_population(opened):
    people = sizes("Höör")
    order = sorted((abs(people[one] - people["Höör"]), one) for one in people if one != "Höör")
    nearest = [one for _, one in order[:3]]
    assert opened.isVisible() and opened.windowTitle() == "Jämför kommuner"
    assert headers(opened) == ["Vad", "Höör", *nearest, "Skåne i medel"]
    assert ticked(opened) == {"Höör", *nearest}
    assert opened.chart.chart.title == "Kultur, kr/inv"


def test_municipalities_are_ticked_by_keys_and_the_number_is_told(opened):
    for name in ticked(opened) - {"Höör"}:
        press_space_on(opened, name)
    assert not opened.table.isVisible() and not opened.copy_button.isEnabled()
    assert opened.hint.isVisible()
    assert opened.hint.text() == "Välj 2–5 kommuner att jämföra (valda nu: 1)."
    for name in ("Lund", "Ystad", "Osby", "Kävlinge"):
        press_space_on(opened, name)
    assert headers(opened)[1:-1] == ["Höör", "Lund", "Ystad", "Osby", "Kävlinge"]
    assert opened.table.isVisible()
    press_space_on(opened, "Bjuv")
    assert not opened.table.isVisible() and "valda nu: 6" in opened.hint.text()
    press_space_on(opened, "Höör")
    assert headers(opened)[1:-1] == ["Lund", "Ystad", "Osby", "Kävlinge", "Bjuv"]


def test_the_buttons_find_those_that_are_alike(opened):
    by_text = {button.text(): button for button in opened.findChildren(QAbstractButton)}
    QTest.mouseClick(by_text["Samma hörn"], Qt.MouseButton.LeftButton)
    corner = next(names for names in CORNERS.values() if "Höör" in names)
    assert len(ticked(opened)) == 5 and ticked(opened) <= set(corner)
    assert headers(opened)[1] == "Höör"
    assert "Höör" in by_text["Samma hörn"].toolTip()
    QTest.mouseClick(by_text["Lika stora"], Qt.MouseButton.LeftButton)
    people = sizes("Höör")
    order = sorted((abs(people[one] - people["Höör"]), one) for one in people if one != "Höör")
    assert headers(opened)[1:-1] == ["Höör", *(one for _, one in order[:4])]
    for name in ticked(opened):
        press_space_on(opened, name)
    assert not by_text["Lika stora"].isEnabled()


def test_a_row_of_the_table_is_drawn_and_copied(opened):
    model = opened.table.model()
    titles = [model.index(row, 0).data() for row in range(model.rowCount())]
    at = next(row for row, title in enumerate(titles) if title.startswith("Bibliotek"))
    opened.table.setCurrentIndex(model.index(at, 1))
    assert opened.chart.chart.title == "Bibliotek, kr/inv"
    QTest.mouseClick(opened.figures, Qt.MouseButton.LeftButton)
    lines = copied_rows(QApplication.clipboard().text())
    values, names = figures()["N09026"], headers(opened)[1:-1]
    assert lines[2] == ["År", *names, "Skåne i medel"]
    drawn = {int(line[0]): line[1:] for line in lines[3:] if line[0].isdigit()}
    for column, name in enumerate(names):
        for year, value in values[name].items():
            assert float(drawn[year][column].replace(",", ".")) == pytest.approx(value)
    QTest.mouseClick(opened.picture, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().image().width() > 800
    opened.table.setFocus()
    QTest.keyClick(opened.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied_rows(QApplication.clipboard().text())[0] == [
        "Vad", "Enhet", *names, "Skåne i medel",
    ]  # fmt: skip


def test_tool_tips_and_names_and_room(opened):
    assert (opened.width(), opened.height()) == (1000, 650)
    for kind in (QAbstractButton, QComboBox, QListWidget, QTableView):
        for widget in opened.findChildren(kind):
            if widget.isVisible() and widget.objectName() != "qt_menubar_ext_button":
                assert widget.toolTip() and widget.accessibleName(), widget
                right = widget.mapTo(opened, widget.rect().bottomRight())
                assert opened.rect().contains(right)
    opened.choose_like(PEOPLE)
    assert opened.table.horizontalScrollBar().maximum() == 0
    assert opened.chart.canvas.height() >= 200
    assert "Höör 2024" in opened.chart.canvas.accessibleDescription()


def test_names_at_the_ends_stand_apart_and_within_the_picture(opened):
    for by in (PEOPLE, "horn"):
        opened.choose_like(by)
        for at in range(opened.figure.count()):
            opened.figure.setCurrentIndex(at)
            canvas = opened.chart.canvas
            renderer = canvas.get_renderer()
            boxes = [text.get_window_extent(renderer) for _, text, _ in opened.chart._ends]
            boxes.sort(key=lambda box: box.y0)
            for lower, upper in pairwise(boxes):
                assert upper.y0 >= lower.y0 + 0.7 * lower.height
            whole = canvas.figure.bbox
            assert all(box.x1 <= whole.x1 and box.y1 <= whole.y1 for box in boxes)


def test_the_pointer_reads_a_year(opened):
    opened.choose([CODE_OF["Höör"], CODE_OF["Osby"]])
    canvas, values = opened.chart.canvas, figures()["N09022"]
    axes = canvas.figure.axes[0]
    year = max(values["Höör"])
    x, y = axes.transData.transform((year, values["Höör"][year]))
    ratio = canvas.device_pixel_ratio
    at = QPoint(round(x / ratio) - 2, round(canvas.height() - y / ratio))
    # The pointer itself is not moved on a screen that many tests share.
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, moved)
    lines = plain(canvas.toolTip()).splitlines()
    assert lines[:3] == [str(year), f"Höör: {round(values['Höör'][year])}", "Osby: Uppgift saknas"]
    assert lines[3].startswith("Skåne i medel: ")


def test_the_chart_follows_a_dark_theme(opened):
    palette = QPalette(opened.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#f0f0f0"))
    opened.chart.setPalette(palette)

    def ground():
        picture = opened.chart.image()
        return picture.pixelColor(1, picture.height() // 2).lightness()

    wait_until(lambda: ground() < 60)
    assert ground() < 60


def test_the_window_follows_the_rows_and_the_day(opened, started, store, tmp_path):
    at = opened.model.position("styrdokument")

    def status():
        return opened.table.model().index(at, 1).data()

    started.card_dock.day.setDate(DAY)
    assert "gällande" in status()
    started.card_dock.day.setDate(datetime.date(2027, 1, 1))
    assert "utgånget" in status()
    other = tmp_path / "annan.gpkg"
    shutil.copy(store.path, other)
    with sqlite3.connect(other) as connection:
        connection.execute("DELETE FROM styrdokument WHERE kommunkod = '1267'")
    connection.close()
    started.session.open_store(other)
    wait_until(lambda: status() == "Saknas")


def test_names_are_moved_no_more_than_they_must():
    assert apart([10, 50, 90], 15, 0, 100) == [10, 50, 90]
    assert apart([10, 12, 90], 15, 0, 100) == [10, 25, 90]
    assert apart([95, 96, 97], 15, 0, 100) == [70, 85, 100]


# Viénot, Brettel and Mollon (1999): what those see who lack a kind of cones, in linear RGB.
BLIND = {
    "deutan": ((0.29275, 0.70725, -0.02234), (0.29275, 0.70725, -0.02234), (-0.02234, 0.02234, 1)),
    "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
}


def seen(colour, matrix):
    """Return a colour in CIE Lab as it is seen."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in QColor(colour).getRgbF()[:3]
    ]
    red, green, blue = (
        max(0.0, sum(factor * part for factor, part in zip(row, linear, strict=True)))
        for row in matrix
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("kind", list(BLIND))
@pytest.mark.parametrize("theme", [0, 1])
def test_the_colours_are_told_apart_by_colour_blind_people(kind, theme):
    shades = [seen(colour, BLIND[kind]) for colour in COLOURS[theme]]
    for at, one in enumerate(shades):
        for other in shades[:at]:
            apart_by = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
            # Ten is what a careful eye sees at a glance.
            assert apart_by > 12, (COLOURS[theme], at)
