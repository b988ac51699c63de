"""The overview for the committee: figures of the workbook, whole names, and nothing on top."""

import copy
import re

import pytest
from gui_parts import running_plugin
from layout_parts import assert_nothing_collides, items_of, needs_poppler, pdf_text
from qgis.core import QgsLayoutItemLabel, QgsLayoutItemMap, QgsLayoutItemShape, QgsProject
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QPushButton
from workbook_truth import CODES, CORNERS, DANCE, FILTERS, grants, keep, ore, truth

from skanekarta_plugin.errors import OutputError
from skanekarta_plugin.gui.output_dialogs import OverviewDialog
from skanekarta_plugin.gui.overview_figures import FiguresTab
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.overview_sheet import design_overview, overview, print_overview
from skanekarta_plugin.usecases.view_map import Explorer


@pytest.fixture
def explorer(example_path, catalogue, swedish):
    return Explorer(Store.open(example_path, catalogue))


@pytest.fixture
def project(qgis_app):
    """What a layout belongs to, and must not outlive."""
    return QgsProject()


@pytest.fixture(params=FILTERS)
def filtered(request, explorer):
    """An overview, and what its filter takes by the workbook."""
    filter_ = FILTERS[request.param]
    return overview(explorer, chosen(explorer, filter_=filter_)), keep(filter_)


def chosen(explorer, name="regionala_stod", **choices):
    return explorer.selection(name, **choices)


def tenths(text):
    """Return the kronor of a text such as 38,2 mkr in tenths of a million."""
    number = re.fullmatch(r"([\d\xa0]+),(\d)\xa0mkr", text)
    return int(number[1].replace("\xa0", "")) * 10 + int(number[2])


def said(layout):
    return " ".join(
        " ".join(item.currentText().split())
        for item in items_of(layout)
        if isinstance(item, QgsLayoutItemLabel)
    )


def test_key_figures_are_those_of_the_workbook(filtered):
    sheet, taken = filtered
    figures = dict(sheet.figures)
    count, mapped, outside, by_code = truth(taken)
    rows = [row for row in grants() if taken(row)]
    assert abs(tenths(figures["Beviljat belopp"]) * 10**7 - mapped - outside) <= 10**7 / 2
    assert figures["Ärenden"].replace("\xa0", "") == str(count)
    reached = sum(1 for amount in by_code.values() if amount > 0)
    assert figures["Kommuner som nås"] == f"{reached} av 33"
    both = [row for row in rows if row["Sökt belopp"] is not None]
    both = [row for row in both if row["Beviljat belopp"] is not None or row["Beslut"] == "Avslag"]
    share = 100 * sum(ore(row["Beviljat belopp"]) for row in both)
    share /= sum(ore(row["Sökt belopp"]) for row in both)
    shown = float(figures["Beviljat av sökt belopp"].removesuffix("\xa0%").replace(",", "."))
    assert shown == pytest.approx(share, abs=0.05)
    assert 0 < int(figures["Antal mottagare"]) <= count


def test_on_the_map_and_outside_are_the_total(filtered):
    sheet, taken = filtered
    _, mapped, outside, _ = truth(taken)
    lines = {name: tenths(figures[0]) for name, figures in sheet.shares.sums}
    assert list(lines) == ["På kartan", "Utanför kartan", "Totalt"]
    assert lines["På kartan"] + lines["Utanför kartan"] == lines["Totalt"]
    assert abs(lines["På kartan"] * 10**7 - mapped) < 10**7
    assert abs(lines["Utanför kartan"] * 10**7 - outside) < 10**7


def test_corners_stand_beside_their_inhabitants(filtered):
    sheet, taken = filtered
    _, mapped, _, by_code = truth(taken)
    code_of = {name: code for code, name in CODES.items()}
    rows = {row.name: row for row in sheet.shares.rows}
    assert list(rows) == sorted(CORNERS, key=lambda corner: corner.replace("ä", "z"))
    for corner, names in CORNERS.items():
        amount = sum(by_code.get(code_of[name], 0) for name in names)
        share, people = rows[corner].shares
        assert share == pytest.approx(amount / mapped)
        assert rows[corner].texts[0] == f"{100 * share:.1f}\xa0%".replace(".", ",")
        assert 0.05 < people < 0.6
    assert sum(row.shares[1] for row in rows.values()) == pytest.approx(1)


def test_per_inhabitant_of_a_year_whose_population_is_known(explorer):
    sheet = overview(explorer, chosen(explorer, filter_={"ar": [2019]}))
    _, mapped, _, _ = truth(lambda row: row["År"] == 2019)
    # The whole of Skåne on 31 December 2019, by SCB.
    rate = mapped / 100 / 1377827
    assert dict(sheet.figures)["Per invånare, på kartan"] == f"{rate:.1f}\xa0kr".replace(".", ",")


@pytest.mark.parametrize("filter_", FILTERS.values(), ids=FILTERS)
def test_every_municipality_without_a_grant_is_named(explorer, project, filter_):
    layout = design_overview(project, explorer, chosen(explorer, filter_=filter_))
    *_, by_code = truth(keep(filter_))
    missed = {name for code, name in CODES.items() if not by_code.get(code)}
    text = said(layout)
    assert f"Vita fläckar: {len(missed)} av 33" in text
    names = " ".join(layout.itemById("white_3").currentText().split())
    # Such as: Bjuv (2 ärenden, men inget belopp)
    names = re.sub(r" \(.*?\)", "", names)
    assert {name for name in names.split(", ") if name in CODES.values()} == missed
    if not missed:
        assert "Inga: alla kommuner nås" in text


def test_years_and_fields_are_charts_with_the_sums_of_the_workbook(explorer):
    sheet = overview(explorer, chosen(explorer))
    years, fields, groups = sheet.charts
    assert years.title == "Beviljat belopp efter år (mkr)"
    assert years.standing
    for bar in years.bars:
        total = sum(ore(row["Beviljat belopp"]) for row in grants() if str(row["År"]) == bar.name)
        assert bar.size == total / 100
        assert bar.text == f"{total / 10**8:.1f}".replace(".", ",")
    dance = sum(ore(row["Beviljat belopp"]) for row in grants() if row["Konstområde"] in DANCE)
    assert {bar.name: bar.size for bar in fields.bars}["Dans"] == dance / 100
    sizes = [bar.size for bar in fields.bars if bar.value is not None]
    assert sizes == sorted(sizes, reverse=True)
    assert any("inte totalen" in note for note in groups.notes)
    assert not fields.notes


def test_counts_above_a_thousand_keep_their_digits(explorer):
    sheet = overview(explorer, chosen(explorer, measure="antal"))
    groups = sheet.charts[2]
    largest = max(groups.bars, key=lambda bar: bar.size)
    assert largest.size > 1000
    assert largest.text.replace("\xa0", "") == str(int(largest.size))


def test_a_choice_of_years_leaves_the_others_pale(explorer, project):
    layout = design_overview(project, explorer, chosen(explorer, filter_={"ar": [2023]}))
    bars = overview(explorer, chosen(explorer, filter_={"ar": [2023]})).charts[0].bars
    assert [bar.name for bar in bars if bar.chosen] == ["2023"]
    shapes = [item for item in items_of(layout) if item.id().startswith("chart_1")]
    colours = [
        item.symbol().color().name() for item in shapes if isinstance(item, QgsLayoutItemShape)
    ]
    assert len(colours) == 8
    assert colours.count("#d95f0e") == 1
    assert "Ljusa staplar är inte valda." in said(layout)


def test_an_empty_selection_is_all_white_spots(explorer, project):
    selection = chosen(explorer, filter_={"ar": [1950]})
    sheet = overview(explorer, selection)
    figures = dict(sheet.figures)
    assert figures["Beviljat belopp"] == "0\xa0kr"
    assert figures["Kommuner som nås"] == "0 av 33"
    assert figures["Beviljat av sökt belopp"] == "Uppgift saknas"
    assert sheet.white[0] == "Vita fläckar: 33 av 33"
    assert all(name in sheet.white[1] for name in CODES.values())
    layout = design_overview(project, explorer, selection)
    assert "Inga rader" in said(layout)
    assert_nothing_collides(layout)


def test_one_municipality(explorer):
    sheet = overview(explorer, chosen(explorer, filter_={"kommunkod": ["1267"]}))
    count, mapped, outside, _ = truth(lambda row: True, only=["1267"])
    figures = dict(sheet.figures)
    assert figures["Ärenden"] == str(count)
    assert outside == 0
    assert abs(tenths(figures["Beviljat belopp"]) * 10**7 - mapped) <= 10**7 / 2
    assert figures["Kommuner som nås"] == "1 av 33"
    assert [row.name for row in sheet.shares.rows] == ["Nordost"]
    assert sheet.white[0] == "Vita fläckar: 0 av 1"


def test_a_year_without_population_is_unknown_and_not_zero(store, tmp_path, project, swedish):
    path = tmp_path / "gammalt.csv"
    path.write_text(
        "Diarienummer;Mottagare;År;Kommun;Beviljat belopp;Konstområde\n"
        "G-1;Påhittade Spelmanslaget;1990;Hörby;50000;Musik\n",
        encoding="utf-8",
    )
    carry_out(store, examine(store, "stod", path))
    explorer = Explorer(store)
    sheet = overview(explorer, chosen(explorer, filter_={"ar": [1990]}))
    figures = dict(sheet.figures)
    assert figures["Beviljat belopp"] == "50\xa0tkr"
    assert figures["Per invånare, på kartan"] == "Uppgift saknas"
    row = next(row for row in sheet.shares.rows if row.name == "Nordost")
    assert row.shares == (1.0, None)
    assert row.texts[1] == "Uppgift saknas"
    assert row.figures[-1] == "Uppgift saknas"
    selection = chosen(explorer, filter_={"ar": [1990]})
    assert_nothing_collides(design_overview(project, explorer, selection))


def test_many_years_stand_apart(empty, tmp_path, project, swedish):
    path = tmp_path / "lange.csv"
    lines = [
        f"L-{year};Påhittade Kören;{year};Hörby;{year * 100};Musik" for year in range(1990, 2025)
    ]
    header = "Diarienummer;Mottagare;År;Kommun;Beviljat belopp;Konstområde"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    carry_out(empty, examine(empty, "stod", path))
    explorer = Explorer(empty)
    layout = design_overview(project, explorer, chosen(explorer))
    assert_nothing_collides(layout)
    labels = [item for item in items_of(layout) if item.id().startswith("chart_1")]
    texts = [item.currentText() for item in labels if isinstance(item, QgsLayoutItemLabel)]
    # The last year is named, and not all of the others.
    assert "2024" in texts
    assert "2023" not in texts
    columns = [item for item in labels if isinstance(item, QgsLayoutItemShape)]
    assert len(columns) == 35


def test_per_inhabitant_is_shown_as_its_total(explorer):
    rate = overview(explorer, chosen(explorer, measure="beviljat_per_invanare"))
    total = overview(explorer, chosen(explorer))
    assert rate.figures == total.figures
    assert rate.view.texts.title == "Regionala stöd i översikt: beviljat belopp, 2018–2025"
    # The population is that of the figure per inhabitant, and its source is told.
    assert "2024" in total.view.texts.population
    assert "SCB" in total.view.texts.sources


def test_the_live_map_keeps_its_class_limits(explorer):
    explorer.view(chosen(explorer, measure="beviljat_per_invanare"))
    frozen = copy.deepcopy(explorer.limits)
    overview(explorer, chosen(explorer, filter_={"ar": [2023]}))
    assert explorer.limits == frozen


@pytest.mark.parametrize("template", ["a3-liggande", "a3-staende", "a4-liggande", "a4-staende"])
@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("regionala_stod", "beviljat"),
        ("regionala_stod", "mottagare"),
        ("regionala_stod", "andel_beviljat"),
        ("aktiviteter", "antal"),
        ("kommunfakta", "varde"),
    ],
)
def test_nothing_lies_on_anything_else(explorer, project, template, name, measure):
    selection = chosen(explorer, name, measure=measure)
    layout = design_overview(project, explorer, selection, template)
    assert len(items_of(layout)) > 20
    assert_nothing_collides(layout)
    assert not [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]


def test_figures_that_are_compared_are_ranked(explorer):
    sheet = overview(explorer, chosen(explorer, "kommunfakta"))
    (ranked,) = sheet.charts
    values = {area.name: area.value for area in sheet.view.totals.areas}
    assert [bar.name for bar in ranked.bars] == sorted(values, key=lambda name: -values[name])
    assert sheet.shares is None
    assert dict(sheet.figures)["Kommuner med uppgift"] == "33 av 33"


@needs_poppler
def test_the_pdf_says_it_all_as_text(explorer, tmp_path):
    filter_ = FILTERS["dance"]
    path = print_overview(explorer, chosen(explorer, filter_=filter_), tmp_path / "o.pdf")
    text = pdf_text(path)
    for wanted in (
        "Regionala stöd i översikt: beviljat belopp, 2023", "Konst- och kulturområde: Dans",
        "Exempeldata", "Belopp som gäller flera kommuner delas lika", "regionala_stod.xlsx",
        "Endast för internt bruk", "Utanför kartan", "Andel av invånarna", "Nordost",
        "Vita fläckar", "En rad kan ha flera värden",
    ):  # fmt: skip
        assert wanted in text
    assert path.stat().st_size < 500_000


@pytest.mark.parametrize("audience", ["mote", "publikt"])
def test_the_gate_is_asked(explorer, tmp_path, audience):
    with pytest.raises(OutputError):
        print_overview(explorer, chosen(explorer), tmp_path / "o.pdf", audience=audience)
    assert list(tmp_path.iterdir()) == []


# -- the dialog


@pytest.fixture
def plugin(qgis_app, qgis_new_project, store):
    with running_plugin(store) as plugin:
        yield plugin


def test_the_overview_is_printed_from_its_dialog(plugin, tmp_path):
    dialog = OverviewDialog(plugin.session)
    assert dialog.template.currentText() == "A4, stående"
    told = []
    dialog.succeeded.connect(lambda *given: told.append(given))
    dialog.file.setFilePath(str(tmp_path / "oversikt.png"))
    dialog.print()
    ((sentence, path),) = told
    assert sentence == "Översikten skrevs ut till oversikt.png."
    image = QImage(str(path))
    assert (image.width(), image.height()) == pytest.approx((2480, 3508), abs=2)


def test_the_sheet_can_be_opened_for_changes(plugin):
    dialog = OverviewDialog(plugin.session)
    opened = []
    dialog.designed.connect(opened.append)
    dialog.design()
    (layout,) = QgsProject.instance().layoutManager().printLayouts()
    assert opened == [layout]
    assert "Vita fläckar" in said(layout)


def test_menu_and_panel_open_the_dialog(plugin):
    asked = []
    plugin._open = asked.append
    menus = [button.menu() for button in plugin.map_dock.findChildren(QPushButton)]
    actions = {action.text(): action for menu in menus if menu for action in menu.actions()}
    actions["Översikt för nämnden…"].trigger()
    plugin.overview_dock.tab(FiguresTab).print.click()
    assert [type(dialog) for dialog in asked] == [OverviewDialog, OverviewDialog]
