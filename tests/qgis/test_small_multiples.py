"""Small maps on one sheet: comparable, complete, and equal to the truth of the workbook."""

import copy
import itertools
import re
import statistics
from pathlib import Path

import pytest
from gui_parts import running_plugin
from layout_parts import assert_nothing_collides, box, items_of, needs_poppler, pdf_text
from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRenderContext,
)
from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QPushButton
from qgis.PyQt.QtXml import QDomDocument
from workbook_truth import grants, ore, truth

from skanekarta_plugin import i18n
from skanekarta_plugin.errors import OutputError, SelectionError
from skanekarta_plugin.gui import multiples_dialog
from skanekarta_plugin.gui.multiples_dialog import MultiplesDialog
from skanekarta_plugin.output import layouts
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.small_multiples import (
    MOST,
    design_small_multiples,
    facets_of,
    print_small_multiples,
    small_multiples,
    value_rows,
)
from skanekarta_plugin.usecases.view_map import Explorer

ROOT = Path(__file__).resolve().parents[2]
YEARS = tuple(range(2018, 2026))


@pytest.fixture
def explorer(example_path, catalogue, swedish):
    return Explorer(Store.open(example_path, catalogue))


def grants_map(explorer, **choices):
    return explorer.selection("regionala_stod", **choices)


def sheet_of(explorer, selection, field, template="a4-liggande", values=None):
    """Return the layout, and what must outlive it."""
    project = QgsProject()
    layout = design_small_multiples(
        project, explorer, selection, field, values=values, template=template
    )
    return layout, project


def maps_of(layout):
    found = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    return sorted(found, key=lambda item: int(item.id().removeprefix("map_")))


def said(layout):
    return " ".join(
        " ".join(item.currentText().split())
        for item in items_of(layout)
        if isinstance(item, QgsLayoutItemLabel)
    )


def million(text):
    """Return the kronor of a text such as 38,2 mkr in tenths of a million."""
    number = re.fullmatch(r"([\d\xa0]+),(\d)\xa0mkr", text)
    return int(number[1].replace("\xa0", "")) * 10 + int(number[2])


def test_each_year_is_that_of_the_workbook(explorer):
    made = small_multiples(explorer, grants_map(explorer), "ar")
    assert [item.row.name for item in made.maps] == [str(year) for year in YEARS]
    for year, item in zip(YEARS, made.maps, strict=True):
        count, mapped, outside, by_code = truth(lambda row, year=year: row["År"] == year)
        totals = item.view.totals
        assert (totals.count, totals.mapped, totals.outside) == (count, mapped, outside)
        areas = {area.code: area.amount for area in totals.areas if area.amount}
        assert areas == {code: amount for code, amount in by_code.items() if amount}
        # Tenths of a million, rounded so that the years add up to the total.
        assert abs(million(item.figure) * 10**7 - mapped - outside) < 10**7
        reached = sum(1 for amount in by_code.values() if amount > 0)
        assert f"{count}\xa0ärenden, {reached} av 33 kommuner" == item.notes[0]
        assert item.notes[1].startswith("Utanför kartan: ")


def test_the_sums_of_years_add_up_and_say_so(explorer):
    made = small_multiples(explorer, grants_map(explorer), "ar")
    total = sum(ore(row["Beviljat belopp"]) for row in grants())
    assert sum(item.view.totals.total for item in made.maps) == total
    assert sum(million(item.figure) for item in made.maps) == round(total / 10**7)
    assert made.left_out == ()
    assert "Kartornas summor blir tillsammans totalen." in made.notes


def test_target_groups_overlap_and_say_so(explorer):
    made = small_multiples(explorer, grants_map(explorer), "malgrupp")
    several = sum(item.view.totals.total for item in made.maps)
    assert several > made.whole.totals.total
    assert any("går inte att lägga ihop" in note for note in made.notes)
    assert not any("blir tillsammans" in note for note in made.notes)
    layout, _kept = sheet_of(explorer, grants_map(explorer), "malgrupp")
    assert "går inte att lägga ihop" in said(layout)


def test_recipients_of_several_years_do_not_add_up(explorer):
    made = small_multiples(explorer, grants_map(explorer, measure="mottagare"), "ar")
    assert made.notes == ("Samma kan finnas på flera kartor: antalen går inte att lägga ihop.",)


def test_classes_are_common_and_hold_all_maps(explorer):
    selection = grants_map(explorer, measure="beviljat_per_invanare")
    before = dict(explorer.limits)
    made = small_multiples(explorer, selection, "ar")
    legends = {id(item.view.legend) for item in made.maps}
    assert len(legends) == 1
    classes = made.whole.legend.classes
    values = [area.value for item in made.maps for area in item.view.totals.areas]
    assert classes[-1].upper >= max(values)
    assert sum(item.count for item in classes) == sum(1 for value in values if value)
    # A sheet does not decide what the live map looks like.
    assert explorer.limits == before
    layout, _kept = sheet_of(explorer, selection, "ar")
    renderers = [item.layers()[0].renderer() for item in maps_of(layout)]
    limits = {
        tuple((part.lowerValue(), part.upperValue()) for part in renderer.ranges())
        for renderer in renderers
    }
    assert len(limits) == 1
    assert "Samma klassgränser på alla kartor." in said(layout)


def test_frozen_limits_of_the_live_map_are_not_touched(explorer):
    selection = grants_map(explorer, filter_={"ar": [2023]}, measure="beviljat_per_invanare")
    live = explorer.view(selection)
    frozen = copy.deepcopy(explorer.limits)
    small_multiples(explorer, selection, "konstomrade")
    assert explorer.limits == frozen
    assert explorer.view(selection).legend == live.legend


def test_circles_have_one_scale(explorer):
    layout, _kept = sheet_of(explorer, grants_map(explorer), "konstomrade")
    sizes = set()
    for item in maps_of(layout):
        for symbol in item.layers()[0].renderer().symbols(QgsRenderContext()):
            for part in symbol.symbolLayers():
                marker = part.subSymbol()
                if marker is not None:
                    sizes.add(marker.dataDefinedSize().asExpression())
    assert len(sizes) == 1
    assert "Cirklarna har samma skala på alla kartor." in said(layout)
    # One legend for all.
    assert sum(1 for item in items_of(layout) if item.id() == "legend_2") == 1


def test_the_largest_come_first_and_years_in_their_order(explorer):
    rows = value_rows(explorer, grants_map(explorer), "konstomrade")
    known = [row for row in rows if row.value is not None]
    assert [row.amount for row in known] == sorted((row.amount for row in known), reverse=True)
    music = sum(ore(row["Beviljat belopp"]) for row in grants() if row["Konstområde"] == "Musik")
    assert known[0].name == "Musik"
    assert known[0].amount >= music > 0
    years = value_rows(explorer, grants_map(explorer), "ar")
    assert [row.value for row in years] == list(YEARS)


def test_the_filter_decides_which_values_there_are(explorer):
    filter_ = {"ar": {"from": 2020, "to": 2022}, "konstomrade": ["Dans"]}
    made = small_multiples(explorer, grants_map(explorer, filter_=filter_), "ar")
    assert [item.row.value for item in made.maps] == [2020, 2021, 2022]
    dance = small_multiples(explorer, grants_map(explorer, filter_=filter_), "konstomrade")
    assert [item.row.name for item in dance.maps] == ["Dans"]
    assert dance.maps[0].view.totals == dance.whole.totals


def test_more_values_than_a_sheet_has_room_for(explorer):
    selection = grants_map(explorer)
    rows = value_rows(explorer, selection, "mottagare")
    assert len(rows) > 40
    made = small_multiples(explorer, selection, "mottagare")
    assert len(made.maps) == MOST
    assert len(made.left_out) == len(rows) - MOST
    shown = sum(item.view.totals.total for item in made.maps)
    rest = sum(row.amount for row in made.left_out)
    assert shown + rest == sum(ore(row["Beviljat belopp"]) for row in grants())
    (note,) = made.notes
    amount = re.fullmatch(r"(\d+) till utan egen karta\xa0\((.+? mkr)\): .+ och (\d+) till\.",
                          note.replace("\xa0mkr", " mkr"))  # fmt: skip
    assert int(amount[1]) == len(made.left_out)
    assert abs(million(amount[2].replace(" mkr", "\xa0mkr")) * 10**7 - rest) < 10**7
    with pytest.raises(SelectionError, match=str(MOST)):
        small_multiples(explorer, selection, "mottagare", [row.value for row in rows])


def test_chosen_values_in_the_order_of_the_choice(explorer):
    made = small_multiples(explorer, grants_map(explorer), "ar", [2024, 2019])
    assert [item.row.value for item in made.maps] == [2024, 2019]
    assert len(made.left_out) == len(YEARS) - 2
    assert any("till utan egen karta" in note for note in made.notes)


@pytest.mark.parametrize(
    ("filter_", "field", "values", "told"),
    [
        ({"ar": [1950]}, "ar", None, "Inget matchar"),
        ({}, "kommunkod", None, "konstomrade"),
        ({}, "projekt", None, "konstomrade"),
        ({}, "ar", [1950], "2018"),
        ({}, "ar", [], "minst ett"),
    ],
)
def test_what_cannot_be_answered_is_said(explorer, tmp_path, filter_, field, values, told):
    selection = grants_map(explorer, filter_=filter_)
    with pytest.raises(SelectionError) as caught:
        print_small_multiples(explorer, selection, field, tmp_path / "k.pdf", values=values)
    assert told in i18n.message(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("audience", ["mote", "publikt"])
def test_the_gate_is_asked(explorer, tmp_path, audience):
    with pytest.raises(OutputError):
        print_small_multiples(
            explorer, grants_map(explorer), "ar", tmp_path / "k.pdf", audience=audience
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("template", ["a3-liggande", "a3-staende", "a4-liggande", "a4-staende"])
@pytest.mark.parametrize("field", ["ar", "konstomrade", "mottagare"])
def test_nothing_lies_on_anything_else(explorer, template, field):
    layout, _kept = sheet_of(explorer, grants_map(explorer), field, template)
    assert_nothing_collides(layout)
    maps = maps_of(layout)
    assert len(maps) == {"ar": 8, "konstomrade": 12, "mottagare": 16}[field]
    assert len({round(item.scale()) for item in maps}) == 1
    assert {round(item.rect().width(), 2) for item in maps} == {round(maps[0].rect().width(), 2)}
    # Too small a map shows nothing.
    assert maps[0].rect().width() > 25


def test_one_value_is_one_map_with_names(explorer):
    layout, _kept = sheet_of(explorer, grants_map(explorer, filter_={"ar": [2023]}), "ar")
    (only,) = maps_of(layout)
    assert only.layers()[0].labelsEnabled()
    assert "blir tillsammans" not in said(layout)
    assert_nothing_collides(layout)


def test_a_rate_of_the_source_says_its_median(explorer):
    made = small_multiples(explorer, explorer.selection("kommunfakta"), "ar")
    known = [area.value for area in made.maps[-1].view.totals.areas if area.value is not None]
    median = f"{statistics.median(known):,.0f}".replace(",", "\xa0")
    assert made.maps[-1].figure == f"median {median} kr/inv"
    assert made.notes == ()


def test_activities_are_coloured_by_their_number(explorer):
    made = small_multiples(explorer, explorer.selection("aktiviteter"), "typ")
    assert sum(item.view.totals.count for item in made.maps) == made.whole.totals.count
    layout, _kept = sheet_of(explorer, explorer.selection("aktiviteter"), "typ")
    assert len(maps_of(layout)) == len(made.maps)


def test_maps_of_different_years_differ_on_the_sheet(explorer, tmp_path):
    selection = grants_map(explorer, measure="beviljat_per_invanare")
    layout, _kept = sheet_of(explorer, selection, "ar", values=[2018, 2023, 2024])
    page = layout.pageCollection().page(0).rect()
    path = print_small_multiples(
        explorer, selection, "ar", tmp_path / "k.png", values=[2018, 2023, 2024]
    )
    image = QImage(str(path))
    scale = image.width() / page.width()
    pictures = []
    for item in maps_of(layout):
        frame = box(item)
        corner = round(frame.xMinimum() * scale), round(frame.yMinimum() * scale)
        size = round(frame.width() * scale), round(frame.height() * scale)
        pictures.append(image.copy(QRect(*corner, *size)))
    for one, other in itertools.combinations(pictures, 2):
        assert one.size() == other.size()
        points = itertools.product(range(0, one.width(), 7), range(0, one.height(), 7))
        different = sum(1 for point in points if one.pixel(*point) != other.pixel(*point))
        assert different > 100
    # The colours of the maps are those of the legend.
    colours = {
        part.colour for part in small_multiples(explorer, selection, "ar").whole.legend.classes
    }
    points = itertools.product(range(0, pictures[0].width(), 7), range(0, pictures[0].height(), 7))
    assert colours <= {pictures[0].pixelColor(*point).name() for point in points}


@needs_poppler
def test_the_pdf_says_what_a_single_print_says(explorer, tmp_path):
    filter_ = {"ar": {"from": 2020, "to": 2023}}
    selection = grants_map(explorer, filter_=filter_)
    text = pdf_text(print_small_multiples(explorer, selection, "konstomrade", tmp_path / "k.pdf"))
    for wanted in (
        "Regionala stöd per konst- och kulturområde: beviljat belopp, 2020–2023", "År: 2020–2023",
        "Exempeldata", "Belopp som gäller flera kommuner delas lika", "regionala_stod.xlsx",
        "Endast för internt bruk", "Musik", "Dans", "Utanför kartan: ", "kommuner",
    ):  # fmt: skip
        assert wanted in text
    dance = [row for row in grants() if row["Konstområde"] in ("Dans", "Danskonst")
             and 2020 <= (row["År"] or 0) <= 2023]  # fmt: skip
    assert f"{len(dance)}\xa0ärenden" in text or f"{len(dance)} ärenden" in text


def test_the_project_of_the_user_stays_as_it_was(explorer, tmp_path):
    project = QgsProject.instance()
    project.clear()
    project.setDirty(False)
    print_small_multiples(explorer, grants_map(explorer), "ar", tmp_path / "k.svg")
    assert not project.isDirty()
    assert project.mapLayers() == {}
    assert project.layoutManager().layouts() == []


# -- the dialog


@pytest.fixture
def plugin(qgis_app, qgis_new_project, store):
    with running_plugin(store) as plugin:
        yield plugin


def choose(dialog, field):
    dialog.facet.setCurrentIndex(dialog.facet.findData(field))
    dialog.facet.activated.emit(dialog.facet.currentIndex())


def test_the_dialog_prints_what_is_ticked(plugin, tmp_path):
    dialog = MultiplesDialog(plugin.session)
    described = plugin.session.description
    assert [dialog.facet.itemData(at) for at in range(dialog.facet.count())] == [
        facet.field for facet in facets_of(described)
    ]
    assert dialog.chosen() == list(YEARS)
    choose(dialog, "konstomrade")
    assert len(dialog.chosen()) == 12
    first = dialog.values.topLevelItem(0)
    assert first.text(0) == "Musik"
    assert first.text(2).endswith("mkr")
    first.setCheckState(0, Qt.CheckState.Unchecked)
    assert "Musik" not in dialog.chosen()
    assert dialog.told.text() == f"11 av 12 valda; ett blad rymmer {MOST}."
    told = []
    dialog.succeeded.connect(lambda *given: told.append(given))
    dialog.template.setCurrentIndex(dialog.template.findData("a4-staende"))
    dialog.file.setFilePath(str(tmp_path / "sma.png"))
    dialog.print()
    ((sentence, path),) = told
    assert sentence == "Kartorna skrevs ut till sma.png."
    image = QImage(str(path))
    assert (image.width(), image.height()) == pytest.approx((2480, 3508), abs=2)


def test_the_dialog_keeps_from_too_many_and_too_few(plugin):
    dialog = MultiplesDialog(plugin.session)
    choose(dialog, "mottagare")
    assert len(dialog.chosen()) == MOST
    assert dialog.go.isEnabled()
    dialog.values.topLevelItem(MOST).setCheckState(0, Qt.CheckState.Checked)
    assert not dialog.go.isEnabled()
    dialog._tick(())
    assert not dialog.go.isEnabled()


def test_a_long_list_ends_and_says_so(plugin, monkeypatch):
    monkeypatch.setattr(multiples_dialog, "_LISTED", 100)
    dialog = MultiplesDialog(plugin.session)
    choose(dialog, "mottagare")
    assert dialog.values.topLevelItemCount() == 100
    rows = value_rows(plugin.session.explorer, plugin.session.selection, "mottagare")
    assert dialog.told.text().startswith(f"{MOST} av {len(rows)} valda")
    assert dialog.told.text().endswith(f"De 100 största av {len(rows)}.")


def test_an_empty_selection_is_said_in_the_dialog(plugin):
    plugin.session.set_filter("ar", [1950])
    dialog = MultiplesDialog(plugin.session)
    assert dialog.values.topLevelItemCount() == 0
    assert not dialog.go.isEnabled()
    assert dialog.told.text() == "Inget matchar valen i filtret. Ta bort något av dem."


def test_a_failure_is_told_in_the_dialog(plugin, tmp_path):
    dialog = MultiplesDialog(plugin.session)
    dialog.file.setFilePath(str(tmp_path / "sma.docx"))
    dialog.print()
    assert ".pdf" in dialog.bar.currentItem().text()
    assert dialog.go.isEnabled()


def test_the_maps_can_be_opened_for_changes(plugin):
    layouts = []
    for _ in range(2):
        dialog = MultiplesDialog(plugin.session)
        dialog.designed.connect(layouts.append)
        dialog.design()
    found = QgsProject.instance().layoutManager().printLayouts()
    assert layouts == found
    assert len({layout.name() for layout in found}) == 2
    assert [len(maps_of(layout)) for layout in found] == [8, 8]


def test_a_template_without_a_map_is_refused(explorer, tmp_path, monkeypatch):
    text = (ROOT / "resources/layouts/a4-liggande.qpt").read_text(encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    path = tmp_path / "layouts" / "egen.qpt"
    path.write_text(text.replace('id="map"', 'id="min_karta"'), encoding="utf-8")
    monkeypatch.setattr(layouts, "resource", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(OutputError, match="egen"):
        print_small_multiples(
            explorer, grants_map(explorer), "ar", tmp_path / "k.pdf", template="egen"
        )
    assert not (tmp_path / "k.pdf").exists()


def test_a_coat_of_arms_in_the_template_stays(explorer, tmp_path, monkeypatch):
    project = QgsProject()
    layout = QgsPrintLayout(project)
    document = QDomDocument()
    document.setContent((ROOT / "resources/layouts/a4-liggande.qpt").read_text(encoding="utf-8"))
    layout.loadFromTemplate(document, QgsReadWriteContext())
    arms = QgsLayoutItemPicture(layout)
    arms.setId("vapen")
    layout.addLayoutItem(arms)
    (tmp_path / "layouts").mkdir()
    assert layout.saveAsTemplate(str(tmp_path / "layouts" / "egen.qpt"), QgsReadWriteContext())
    monkeypatch.setattr(layouts, "resource", lambda *parts: tmp_path.joinpath(*parts))
    made, _kept = sheet_of(explorer, grants_map(explorer), "ar", "egen")
    assert made.itemById("vapen") is not None
    assert made.itemById("northarrow") is None
    assert made.itemById("scalebar") is None


def test_the_menu_of_the_map_dock_asks_for_small_maps(plugin):
    wanted = []
    plugin.map_dock.multiplesWanted.connect(lambda: wanted.append(True))
    menus = [button.menu() for button in plugin.map_dock.findChildren(QPushButton)]
    actions = {action.text(): action for menu in menus if menu for action in menu.actions()}
    assert all(action.toolTip() for action in actions.values())
    actions["Små kartor…"].trigger()
    assert wanted == [True]


def test_maps_of_latest_figures_carry_their_own_years(explorer):
    sheet = small_multiples(explorer, explorer.selection("kommunfakta"), "ar")
    years = [item.row.value for item in sheet.maps]
    assert f"{min(years)}–{max(years)}" in sheet.whole.texts.title
    # The median of the latest figures is that of no map.
    assert sheet.whole.texts.figures == ()
