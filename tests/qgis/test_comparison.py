"""Comparisons as a user meets them: map, tips, prints, exports, projects; then the dock itself."""

import csv
import json
import subprocess

import pytest
import shapefile
from gui_parts import running_plugin
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from workbook_truth import CODES, truth

from skanekarta_plugin.errors import SelectionError
from skanekarta_plugin.gui.multiples_dialog import MultiplesDialog
from skanekarta_plugin.gui.output_dialogs import ExportDialog, OverviewDialog, PrintDialog
from skanekarta_plugin.gui.overview_compare import CompareTab
from skanekarta_plugin.maps import project as maps
from skanekarta_plugin.maps.areas import area_layer, style_areas
from skanekarta_plugin.processing.provider import SkanekartaProvider
from skanekarta_plugin.usecases.export_layers import export_layers
from skanekarta_plugin.usecases.named_filters import save_filter
from skanekarta_plugin.usecases.open_maps import open_map, restore, update_map
from skanekarta_plugin.usecases.overview import key_figures
from skanekarta_plugin.usecases.overview_chart import chart
from skanekarta_plugin.usecases.overview_sheet import overview
from skanekarta_plugin.usecases.print_map import print_map
from skanekarta_plugin.usecases.small_multiples import small_multiples
from skanekarta_plugin.usecases.summarise import summarise
from skanekarta_plugin.usecases.view_map import Explorer

DANCE, MUSIC = ("Dans", "Danskonst"), ("Musik",)
LATE, EARLY = {"ar": {"from": 2022, "to": 2023}}, {"ar": {"from": 2020, "to": 2021}}
HOOR, MALMO = "1267", "1280"


def years(first, last):
    return lambda row: first <= (row["År"] or 0) <= last


def in_field(*names):
    return lambda row: row["Konstområde"] in names


@pytest.fixture
def explorer(store):
    return Explorer(store)


def periods(explorer, way="amount", **choices):
    return explorer.selection(
        "regionala_stod", filter_=LATE, compare={"filter": EARLY, "as": way}, **choices
    )


def fields(explorer, own, other, way="amount", **choices):
    return explorer.selection(
        "regionala_stod",
        filter_={"konstomrade": [own]},
        compare={"filter": {"konstomrade": [other]}, "as": way},
        **choices,
    )


def shown_classes(layer):
    """Return the label of the class in which QGIS draws each municipality, by code."""
    renderer, context = layer.renderer().clone(), QgsRenderContext()
    context.expressionContext().appendScopes(
        QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    )
    renderer.startRender(context, layer.fields())
    found = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context)
        labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
        found[feature["kommunkod"]] = next((labels[key] for key in keys), None)
    renderer.stopRender(context)
    return found


# -- the figures


@pytest.mark.parametrize("counting", ["dela", "utanfor"])
def test_two_periods_against_the_workbook(explorer, counting):
    view = explorer.view(periods(explorer, counting=counting))
    count, mapped, outside, ore = truth(years(2022, 2023), counting=counting)
    count_b, mapped_b, outside_b, ore_b = truth(years(2020, 2021), counting=counting)
    found = view.comparison
    assert {area.code: (area.figure.a, area.figure.b) for area in found.areas} == {
        code: (ore.get(code, 0), ore_b.get(code, 0)) for code in CODES
    }
    assert found.values == {code: (ore.get(code, 0) - ore_b.get(code, 0)) / 100 for code in CODES}
    assert found.mapped.difference == mapped - mapped_b
    assert found.outside.difference == outside - outside_b
    assert found.total.difference == mapped + outside - mapped_b - outside_b
    assert (found.counts.a, found.counts.b) == (count, count_b)
    # The rest of the panel speaks of the selection itself.
    assert view.totals.total == mapped + outside


def test_two_fields_in_per_cent(explorer):
    view = explorer.view(fields(explorer, "Dans", "Musik", "percent"))
    ore, ore_b = truth(in_field(*DANCE))[3], truth(in_field(*MUSIC))[3]
    for area in view.comparison.areas:
        a, b = ore.get(area.code, 0), ore_b.get(area.code, 0)
        expected = 100 * (a - b) / b if b else (None if a else 0)
        assert view.comparison.value(area) == pytest.approx(expected)


# -- the words


def test_the_title_says_what_is_compared(explorer):
    texts = explorer.view(periods(explorer)).texts
    assert "2022–2023" in texts.title and "2020–2021" in texts.title
    assert texts.title.index("2022–2023") < texts.title.index("2020–2021")
    assert texts.unit.endswith("kr")
    texts = explorer.view(fields(explorer, "Dans", "Musik", measure="beviljat_per_invanare")).texts
    assert "Dans" in texts.title and "Musik" in texts.title and "2018–2025" in texts.title


def test_names_of_sides_stand_in_the_title_and_their_choices_in_the_subtitle(explorer):
    compare = {"filter": {"konstomrade": ["Musik"]}, "label": "Toner", "ownLabel": "Rörelse"}
    selection = explorer.selection(
        "regionala_stod", filter_={"konstomrade": ["Dans"], "ar": [2022]}, compare=compare
    )
    texts = explorer.view(selection).texts
    assert "Rörelse" in texts.title and "Toner" in texts.title
    assert "Dans" in texts.filter and "Musik" in texts.filter and "2022" in texts.filter


def in_tenths(text):
    """Return a shown amount in millions as tenths of a million; only for such."""
    number, unit = text.replace("\u2212", "-").replace("+", "").split("\u00a0")
    assert unit == "mkr" or number == "0"
    return round(10 * float(number.replace(",", ".")))


def test_shown_figures_add_up_both_ways(explorer):
    for selection in (periods(explorer), periods(explorer, place="sate")):
        rows = explorer.view(selection).texts.compared.rows[:3]
        found = [[in_tenths(text) for text in row[1:4]] for row in rows]
        for own, other, difference in found:
            assert own - other == difference
        total, mapped, outside = found
        assert [a + b for a, b in zip(mapped, outside, strict=True)] == total


def test_more_has_a_plus_and_less_a_true_minus(explorer):
    view = explorer.view(periods(explorer))
    for row, pair in zip(view.texts.compared.rows, (view.comparison.total,), strict=False):
        assert row[3][0] == ("+" if pair.difference > 0 else "\u2212")
        assert "-" not in row[3] + row[4]


# -- the legend


def test_the_legend_is_symmetric_around_zero(explorer):
    legend = explorer.view(periods(explorer)).legend
    assert legend.is_diverging
    lows = [item.lower for item in legend.classes]
    highs = [item.upper for item in legend.classes]
    assert lows == [-high for high in reversed(highs)]
    assert len({item.colour for item in legend.classes}) == len(legend.classes)
    counted = sum(item.count for item in legend.classes)
    counted += legend.missing_count + (legend.zero.count if legend.zero else 0)
    assert counted == 33


@pytest.mark.parametrize("measure", ["beviljat", "beviljat_per_invanare", "antal", "mottagare"])
@pytest.mark.parametrize("way", ["amount", "percent"])
def test_qgis_draws_each_municipality_in_the_class_of_the_legend(
    explorer, measure, way, qgis_new_project
):
    view = explorer.view(fields(explorer, "Dans", "Musik", way, measure=measure))
    layer = area_layer(view, "jämförelse")
    style_areas(layer, view)
    labels = shown_classes(layer)
    legend = view.legend
    named = [*legend.classes, *filter(None, (legend.zero, legend.new))]
    for item in named:
        assert list(labels.values()).count(item.label) == item.count, item
    assert list(labels.values()).count(None) == legend.missing_count
    for area in view.comparison.areas:
        value = view.comparison.value(area)
        if value:
            item = next(item for item in legend.classes if item.label == labels[area.code])
            assert (item.lower >= 0) == (value > 0)
        elif value == 0:
            assert labels[area.code] == legend.zero.label
        elif area.figure.is_new:
            assert labels[area.code] == legend.new.label


def test_limits_are_frozen_until_they_are_renewed(explorer):
    first = explorer.view(periods(explorer)).legend
    later = explorer.selection(
        "regionala_stod", filter_={"ar": [2023]}, compare={"filter": {"ar": [2022]}}
    )
    kept = explorer.view(later).legend
    assert [item.upper for item in kept.classes] == [item.upper for item in first.classes]
    in_per_cent = explorer.view(periods(explorer, "percent")).legend
    assert [item.upper for item in in_per_cent.classes] != [item.upper for item in first.classes]
    explorer.renew_classes(later)
    anew = explorer.view(later).legend
    assert [item.upper for item in anew.classes] != [item.upper for item in first.classes]
    # Without the comparison the map has limits of its own.
    plain = explorer.view(explorer.selection("regionala_stod", filter_=LATE)).legend
    assert not plain.is_diverging


# -- states


def test_nothing_on_one_side_is_said(explorer):
    selection = explorer.selection(
        "regionala_stod", filter_=LATE, compare={"filter": {"ar": [1999]}, "as": "percent"}
    )
    view = explorer.view(selection)
    assert "1999" in view.texts.compared.note
    assert view.legend.new.count == sum(1 for area in view.comparison.areas if area.figure.a > 0)
    empty = explorer.selection("regionala_stod", filter_={"ar": [1999]}, compare={"filter": LATE})
    assert "1999" in explorer.view(empty).texts.compared.note
    both = explorer.selection(
        "regionala_stod", filter_={"ar": [1999]}, compare={"filter": {"ar": [1998]}}
    )
    view = explorer.view(both)
    assert view.texts.compared.note
    assert view.legend.zero.count == 33
    assert not any(item.count for item in view.legend.classes)


def test_the_same_on_both_sides_is_said(explorer):
    view = explorer.view(
        explorer.selection("regionala_stod", filter_=LATE, compare={"filter": LATE})
    )
    assert view.texts.compared.note
    assert view.legend.zero.count == 33


def test_a_year_without_population_is_missing_and_not_zero(explorer, store):
    population = store.catalogue.population
    (column, wanted), *_ = population.where.items()
    layer = QgsVectorLayer(f"{store.path}|layername={population.dataset}", "", "ogr")
    assert layer.startEditing()
    early = [row.id() for row in layer.getFeatures() if row[column] == wanted and row["ar"] < 2022]
    assert early and layer.deleteFeatures(early) and layer.commitChanges()
    view = explorer.view(
        explorer.selection(
            "regionala_stod",
            filter_={"ar": [2022]},
            compare={"filter": {"ar": [2019]}},
            measure="beviljat_per_invanare",
        )
    )
    given = {code for code, amount in truth(years(2019, 2019))[3].items() if amount}
    unknown = {code for code, value in view.comparison.values.items() if value is None}
    assert unknown == given
    assert view.legend.missing_count == len(given) > 0
    # In kronor all the same, since kronor are known.
    assert view.comparison.total.b == sum(truth(years(2019, 2019))[1:3])


def test_a_single_municipality(explorer):
    view = explorer.view(
        explorer.selection(
            "regionala_stod",
            filter_=LATE | {"kommunkod": [HOOR]},
            compare={"filter": EARLY | {"kommunkod": [HOOR]}},
        )
    )
    own, other = (truth(years(*span), only=[HOOR])[1] for span in ((2022, 2023), (2020, 2021)))
    assert view.comparison.mapped.difference == own - other
    assert [area.code for area in view.comparison.areas if area.figure.difference] == [HOOR]


def test_a_rate_has_no_sum_and_is_compared_all_the_same(explorer):
    view = explorer.view(
        explorer.selection(
            "kommunfakta", filter_={"ar": [2022]}, compare={"filter": {"ar": [2018]}}
        )
    )
    assert view.texts.compared.rows == ()
    values = [value for value in view.comparison.values.values() if value is not None]
    assert len(values) == 33 and view.texts.figures
    share = explorer.view(periods(explorer, measure="andel_beviljat"))
    (row,) = share.texts.compared.rows
    own, other, difference = (
        float(text.replace("\u2212", "-").replace(",", ".")) for text in row[1:4]
    )
    assert own - other == pytest.approx(difference)


def test_a_value_that_is_gone_is_refused(explorer):
    with pytest.raises(SelectionError):
        fields(explorer, "Dans", "Finns inte")


# -- the map in the project


def tip(layer, code):
    feature = next(item for item in layer.getFeatures() if item["kommunkod"] == code)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def test_the_map_shows_the_difference_and_goes_back(explorer, qgis_new_project):
    project = QgsProject.instance()
    open_map(project, explorer, periods(explorer))
    layers = maps.layers_of(project, "regionala_stod")
    layer = layers["farger"]
    nodes = project.layerTreeRoot()
    assert nodes.findLayer(layer.id()).isVisible()
    assert not nodes.findLayer(layers["symboler"].id()).isVisible()
    ore, ore_b = truth(years(2022, 2023))[3], truth(years(2020, 2021))[3]
    for feature in layer.getFeatures():
        code = feature["kommunkod"]
        a, b = ore.get(code, 0), ore_b.get(code, 0)
        assert feature["varde_a"] == a / 100 and feature["varde_b"] == b / 100
        assert feature["skillnad"] == feature["varde"] == (a - b) / 100
        assert feature["procent"] == (pytest.approx(100 * (a - b) / b) if b else None)
    assert "skillnad" in [field.name() for field in layers["saknas"].fields()]
    shown = tip(layer, MALMO)
    assert "2022–2023" in shown and "2020–2021" in shown and "\u2212" in shown and "%" in shown
    update_map(project, explorer, explorer.selection("regionala_stod", filter_=LATE))
    names = [field.name() for field in layer.fields()]
    assert not {"varde_a", "varde_b", "skillnad", "procent"} & set(names)
    assert nodes.findLayer(layers["symboler"].id()).isVisible()
    assert "2020–2021" not in tip(layer, MALMO)


def test_names_of_sides_are_escaped_in_the_tip(explorer, qgis_new_project):
    compare = {"filter": EARLY, "label": "<b>B</b> [% 1+1 %]", "ownLabel": '<i>"A"</i>'}
    selection = explorer.selection("regionala_stod", filter_=LATE, compare=compare)
    open_map(QgsProject.instance(), explorer, selection)
    shown = tip(maps.layers_of(QgsProject.instance(), "regionala_stod")["farger"], MALMO)
    assert "<i>" not in shown and "<b>B" not in shown
    assert "1+1" in shown


def test_what_is_new_says_so_in_the_tip(explorer, qgis_new_project):
    selection = fields(explorer, "Musik", "Dans", "percent")
    view = open_map(QgsProject.instance(), explorer, selection)
    code = next(area.code for area in view.comparison.areas if area.figure.is_new)
    layer = maps.layers_of(QgsProject.instance(), "regionala_stod")["farger"]
    shown = tip(layer, code)
    assert "new" in shown or "nytt" in shown
    assert shown_classes(layer)[code] == view.legend.new.label


def test_a_comparison_is_saved_with_the_project(explorer, store, tmp_path, qgis_new_project):
    project = QgsProject.instance()
    selection = periods(explorer, "percent")
    open_map(project, explorer, selection)
    assert project.write(str(tmp_path / "karta.qgz"))
    limits = [item.upper for item in explorer.view(selection).legend.classes]
    project.clear()
    assert project.read(str(tmp_path / "karta.qgz"))
    state = restore(project, store.catalogue)
    again = Explorer(store, state.limits)
    choices = state.selections["regionala_stod"]
    assert again.selection("regionala_stod", **choices) == selection
    assert [item.upper for item in again.view(selection).legend.classes] == limits
    # Without the plugin the map looks the same.
    layer = maps.layers_of(project, "regionala_stod")["farger"]
    view = explorer.view(selection)
    labels = list(shown_classes(layer).values())
    for item in [*view.legend.classes, *filter(None, (view.legend.zero, view.legend.new))]:
        assert labels.count(item.label) == item.count


# -- on paper and in files


def test_a_print_tells_the_comparison(explorer, tmp_path):
    view = explorer.view(periods(explorer))
    path = print_map(explorer, periods(explorer), tmp_path / "jamforelse.pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    flat = " ".join(text.split())
    for wanted in (view.texts.title, *(value for _, value in view.texts.figures)):
        assert " ".join(wanted.split()) in flat, wanted
    for item in view.legend.classes:
        assert " ".join(item.label.rpartition(" (")[0].split()) in flat, item


def test_an_export_carries_both_sides(explorer, tmp_path):
    files = export_layers(explorer, fields(explorer, "Dans", "Musik"), ["shp"], tmp_path)
    zipped = next(path for path in files if path.suffix == ".zip" and "kommuner" in path.name)
    ore, ore_b = truth(in_field(*DANCE))[3], truth(in_field(*MUSIC))[3]
    with shapefile.Reader(str(zipped)) as reader:
        rows = {record["kommunkod"]: record.as_dict() for record in reader.records()}
    for code in CODES:
        a, b = ore.get(code, 0) / 100, ore_b.get(code, 0) / 100
        assert (rows[code]["varde_a"], rows[code]["varde_b"]) == (a, b)
        assert rows[code]["skillnad"] == pytest.approx(a - b, abs=1e-9)
    key = next(path for path in files if path.name.endswith("faltnyckel.csv"))
    text = key.read_text(encoding="utf-8-sig")
    assert "varde_b" in text and "Musik" in text


def test_a_table_per_municipality_carries_both_sides(explorer, tmp_path):
    path = tmp_path / "tabell.csv"
    summarise(explorer, periods(explorer), path)
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    ore, ore_b = truth(years(2022, 2023))[3], truth(years(2020, 2021))[3]
    for row in rows[:-2]:
        code = row["kommunkod"]
        assert round(100 * float(row["jamfort_summa"])) == ore_b.get(code, 0)
        difference = ore.get(code, 0) - ore_b.get(code, 0)
        assert round(100 * float(row["skillnad"])) == difference
    sums = [round(100 * float(row["skillnad"])) for row in rows]
    assert sum(sums[:-1]) == sums[-1]


def test_processing_takes_a_comparison(store, tmp_path, qgis_app):
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    provider = SkanekartaProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        algorithm = QgsApplication.processingRegistry().algorithmById("skanekarta:summarise")
        parameters = {
            "STORE": str(store.path),
            "MAP": "regionala_stod",
            "FILTER": json.dumps(LATE),
            "COMPARE": json.dumps({"filter": EARLY}),
            "OUTPUT": str(tmp_path / "tabell.csv"),
        }
        run = algorithm.create().run
        results, done = run(parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
        assert done, results
        assert "skillnad" in (tmp_path / "tabell.csv").read_text(encoding="utf-8")
        parameters["COMPARE"] = "2020"
        assert not run(parameters, QgsProcessingContext(), QgsProcessingFeedback(False))[1]
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)


# -- the docks


@pytest.fixture
def plugin(store, qgis_new_project):
    with running_plugin(store) as plugin:
        yield plugin


@pytest.fixture
def tab(plugin):
    plugin.map_dock.compare.click()
    assert plugin.overview_dock.isVisible()
    tab = plugin.overview_dock.tab(CompareTab)
    assert tab.isVisible()
    return tab


def choose(box, data):
    assert box.findData(data) >= 0
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def check(box, *texts):
    for at in range(box.count()):
        state = Qt.CheckState.Checked if box.itemText(at) in texts else Qt.CheckState.Unchecked
        box.setItemCheckState(at, state)


def cells(tab):
    model = tab.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def shown_ore(text):
    """Return a shown amount in whole öre."""
    plain = text.replace("\u00a0", "").replace("\u2212", "-").replace("+", "").replace("kr", "")
    return round(100 * float(plain.replace(",", ".")))


def test_two_periods_are_chosen_seen_undone_and_ended(plugin, tab):
    session, dock, form = plugin.session, plugin.map_dock, tab.form
    assert not tab.table.isVisible() and tab.hint.isVisible()
    choose(form.periods.own[0], 2022)
    choose(form.periods.own[1], 2023)
    form.periods.before.click()
    assert [box.currentData() for box in form.periods.other] == [2020, 2021]
    form.go.click()
    ore, ore_b = truth(years(2022, 2023))[3], truth(years(2020, 2021))[3]
    rows = cells(tab)
    for name, own, other, difference, percent in rows[:-3]:
        code = next(code for code, known in CODES.items() if known == name)
        a, b = ore.get(code, 0), ore_b.get(code, 0)
        assert (shown_ore(own), shown_ore(other), shown_ore(difference)) == (a, b, a - b)
        assert percent[0] == ("+" if a > b else "\u2212") or not b or a == b
    # Å, Ä and Ö stand where Swedes look for them.
    assert [row[0] for row in rows[-7:-3]] == ["Åstorp", "Ängelholm", "Örkelljunga", "Östra Göinge"]
    sides = [truth(years(*span))[1:3] for span in ((2022, 2023), (2020, 2021))]
    for row, sums in zip(
        rows[-3:], [*zip(*sides, strict=True), tuple(map(sum, sides))], strict=True
    ):
        a, b = sums
        assert [shown_ore(text) for text in row[1:4]] == [a, b, a - b]
    # The map dock says so, and its figures are those of both sides.
    assert dock.compared.isVisible() and not dock.figures.isVisible()
    assert "2020–2021" in dock.compared.remark.label.text()
    header, total, mapped, outside = dock.compared.shown()[:4]
    assert header[1:3] == ("2022–2023", "2020–2021")
    for column in (1, 2, 3):
        numbers = [in_tenths(row[column] + "\u00a0mkr") for row in (mapped, outside, total)]
        assert numbers[0] + numbers[1] == numbers[2]
    assert "2022–2023" in plugin.overview_dock.filter.text()
    session.undo()
    assert not dock.compared.isVisible() and dock.figures.isVisible() and tab.hint.isVisible()
    assert session.view.comparison is None
    session.redo()
    assert session.view.comparison is not None
    dock.compared.end.click()
    assert session.view.comparison is None and dock.figures.isVisible()
    # The selection stays as it was compared.
    assert "2022–2023" in session.view.texts.title


def test_the_period_before_is_offered_only_where_there_is_one(tab):
    periods_ = tab.form.periods
    choose(periods_.own[0], 2022)
    choose(periods_.own[1], 2024)
    assert periods_.before.isEnabled()
    periods_.before.click()
    assert [box.currentData() for box in periods_.other] == [2019, 2021]
    choose(periods_.own[0], 2020)
    # The example begins in 2018: there are no five years before 2020.
    assert not periods_.before.isEnabled() and periods_.before.toolTip()


def test_two_fields_swapped_and_in_per_cent(plugin, tab):
    form = tab.form
    choose(form.kind, "values")
    choose(form.values.facet, "konstomrade")
    check(form.values.own, "Dans")
    check(form.values.other, "Musik")
    form.go.click()
    dans, music = (truth(in_field(*names))[3] for names in (DANCE, MUSIC))
    values = plugin.session.view.comparison.values
    assert values[MALMO] == (dans.get(MALMO, 0) - music.get(MALMO, 0)) / 100
    form.swap.click()
    values = plugin.session.view.comparison.values
    assert values[MALMO] == (music.get(MALMO, 0) - dans.get(MALMO, 0)) / 100
    assert form.values.own.checkedItems() == ["Musik"]
    assert form.values.other.checkedItems() == ["Dans"]
    choose(form.way, "percent")
    assert plugin.session.view.comparison.in_percent
    assert plugin.session.view.comparison.values[MALMO] == pytest.approx(
        100 * (music[MALMO] - dans[MALMO]) / dans[MALMO]
    )


def test_class_limits_are_kept_until_the_user_renews_them(plugin, tab):
    def limits():
        return [item.upper for item in plugin.session.view.legend.classes]

    assert not tab.form.renew.isEnabled()
    tab.form.go.click()
    first = limits()
    plugin.session.set_filter("ar", {"from": 2021, "to": 2025})
    assert limits() == first
    tab.form.renew.click()
    assert limits() != first


def test_nothing_chosen_is_said(plugin, tab):
    choose(tab.form.kind, "values")
    tab.form.go.click()
    assert tab.form.note.isVisible() and tab.form.note.text()
    assert plugin.session.view.comparison is None


def test_saved_filters_are_compared_by_name(plugin, tab):
    session, project = plugin.session, QgsProject.instance()
    assert tab.form.kind.findData("saved") < 0
    session.set_filter("konstomrade", ["Musik"])
    save_filter(project, "Toner", session.selection)
    session.set_filter("konstomrade", ["Dans"])
    choose(tab.form.kind, "saved")
    choose(tab.form.saved.other, "Toner")
    tab.form.go.click()
    dans, music = (truth(in_field(*names))[3] for names in (DANCE, MUSIC))
    values = session.view.comparison.values
    assert values[MALMO] == (dans.get(MALMO, 0) - music.get(MALMO, 0)) / 100
    assert "Toner" in session.view.texts.title
    assert "Toner" in plugin.map_dock.compared.remark.label.text()
    # One more choice holds for both sides, which are then no longer what was saved.
    session.set_filter("ar", [2022])
    dans, music = (
        truth(lambda row, names=names: in_field(*names)(row) and row["År"] == 2022)[3]
        for names in (DANCE, MUSIC)
    )
    values = session.view.comparison.values
    assert values[MALMO] == (dans.get(MALMO, 0) - music.get(MALMO, 0)) / 100
    assert "Toner" not in session.view.texts.title


def test_a_choice_in_the_panel_holds_for_both_sides(plugin, tab):
    choose(tab.form.periods.own[0], 2023)
    choose(tab.form.periods.own[1], 2023)
    tab.form.periods.before.click()
    tab.form.go.click()
    plugin.session.set_filter("konstomrade", ["Dans"])

    def dance_of(year):
        return truth(lambda row: in_field(*DANCE)(row) and row["År"] == year)

    own, other = dance_of(2023), dance_of(2022)
    comparison = plugin.session.view.comparison
    assert comparison.total.difference == sum(own[1:3]) - sum(other[1:3])
    plugin.session.clear_filter()
    comparison = plugin.session.view.comparison
    assert comparison.total.b == sum(truth(years(2022, 2022))[1:3])


def test_the_table_is_ordered_searched_and_copied(plugin, tab):
    choose(tab.form.periods.own[0], 2022)
    tab.form.go.click()
    tab.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    differences = [shown_ore(row[3]) for row in cells(tab)[:-3]]
    assert differences == sorted(differences, reverse=True)
    lines = [line.split("\t") for line in tab.copied().splitlines()]
    assert len(lines) == 1 + 33 + 3
    sums = [round(100 * float(line[3].replace(",", "."))) for line in lines[1:]]
    assert sums[:33] == differences
    assert sum(differences) == sums[33]
    assert sums[33] + sums[34] == sums[35]
    tab.search.setText("höör")
    assert [row[0] for row in cells(tab)] == ["Höör"]


def test_a_marked_municipality_lights_up_and_a_double_click_zooms(plugin, tab):
    flashed, zoomed = [], []
    plugin.overview_dock.flashWanted.disconnect()
    plugin.overview_dock.zoomWanted.disconnect()
    plugin.overview_dock.flashWanted.connect(flashed.append)
    plugin.overview_dock.zoomWanted.connect(zoomed.append)
    tab.form.go.click()
    row = next(at for at, line in enumerate(cells(tab)) if line[0] == "Höör")
    tab.table.selectRow(row)
    assert flashed == [[HOOR]]
    tab.table.activated.emit(tab.model.index(row, 0))
    assert zoomed == [[HOOR]]
    tab.table.selectRow(tab.model.rowCount() - 1)
    tab.table.activated.emit(tab.model.index(tab.model.rowCount() - 1, 0))
    assert (flashed, zoomed) == ([[HOOR]], [[HOOR]])


def test_per_inhabitant_has_sums_in_kronor(plugin, tab):
    tab.form.go.click()
    plugin.session.choose(measure="beviljat_per_invanare")
    last = cells(tab)[-1]
    a, b = (sum(truth(years(year, year))[1:3]) for year in (2025, 2024))
    assert [shown_ore(text) for text in last[1:4]] == [a, b, a - b]
    assert all("kr" in text for text in last[1:4])
    assert tab.form.way.itemText(0) != "kr"


def test_a_comparison_comes_back_with_the_project(plugin, tab, tmp_path):
    project, session = QgsProject.instance(), plugin.session
    choose(tab.form.periods.own[0], 2022)
    tab.form.go.click()
    values, title = session.view.comparison.values, session.view.texts.title
    assert project.write(str(tmp_path / "karta.qgz"))
    project.clear()
    assert session.view is None
    assert project.read(str(tmp_path / "karta.qgz"))
    assert session.view.comparison.values == values
    assert session.view.texts.title == title
    assert plugin.map_dock.compared.isVisible()


def test_a_comparison_whose_value_is_gone_is_told_and_left(plugin, tab, tmp_path):
    project, session = QgsProject.instance(), plugin.session
    choose(tab.form.kind, "values")
    choose(tab.form.values.facet, "mottagare")
    own, other = (tab.form.values.own.itemText(at) for at in (0, 1))
    check(tab.form.values.own, own)
    check(tab.form.values.other, other)
    tab.form.go.click()
    assert session.view.comparison is not None
    kept = maps.load_selection(project, "regionala_stod")
    kept["compare"]["filter"]["mottagare"] = ["Finns inte längre"]
    project.writeEntry("skanekarta", "selection_regionala_stod", json.dumps(kept))
    assert project.write(str(tmp_path / "karta.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "karta.qgz"))
    assert session.view.comparison is None
    assert session.gone is not None and session.gone.text
    session.use_rest()
    assert session.view.comparison is None
    assert own in session.view.texts.filter


def test_the_filter_is_not_switched_off_while_comparing(plugin, tab):
    plugin.session.set_filter("konstomrade", ["Dans"])
    assert plugin.session.can_pause
    tab.form.go.click()
    assert not plugin.session.can_pause
    plugin.session.pause(True)
    assert not plugin.session.is_paused and plugin.session.view.comparison is not None


def test_maps_without_years_or_fields_offer_what_they_have(plugin, tab):
    plugin.session.show("kommunfakta")
    form = tab.form
    assert form.kind.findData("period") >= 0
    choose(form.periods.own[0], 2022)
    choose(form.periods.own[1], 2022)
    choose(form.periods.other[0], 2018)
    choose(form.periods.other[1], 2018)
    form.go.click()
    assert plugin.session.view.comparison is not None
    # Figures are not summed: there are no last lines.
    assert len(cells(tab)) == 33
    # Each map has a comparison of its own.
    plugin.session.show("regionala_stod")
    assert plugin.session.view.comparison is None and not plugin.map_dock.compared.isVisible()


def test_every_control_has_a_name_and_a_tip(plugin, tab):
    tab.form.go.click()
    for root in (tab, plugin.map_dock.compared):
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            for control in root.findChildren(kind):
                if control.isVisible() and not isinstance(control.parent(), (QComboBox, QLineEdit)):
                    assert control.toolTip() and (control.accessibleName() or control.text()), (
                        control
                    )


def test_the_dock_does_not_grow_when_comparing(plugin, tab):
    before = plugin.map_dock.minimumSizeHint().width()
    tab.form.go.click()
    assert plugin.map_dock.minimumSizeHint().width() <= before


@pytest.mark.parametrize("name", ["regionala_stod", "kommunfakta"])
def test_the_other_tabs_show_the_selection_itself(plugin, tab, name):
    session = plugin.session
    session.show(name)
    session.set_filter("ar", {"from": 2021, "to": 2022})

    def told():
        figures = key_figures(session.explorer, session.view).figures
        return figures, chart(session.explorer, session.view, "horn")

    before = told()
    tab.form.periods.set((2021, 2022), (2019, 2020))
    tab.form.go.click()
    assert session.view.comparison is not None
    assert told() == before
    assert "2021–2022" in plugin.overview_dock.filter.text()


def test_sides_that_differ_in_several_facets_are_told_by_all_of_them(explorer):
    selection = explorer.selection(
        "regionala_stod",
        filter_={"konstomrade": ["Dans"], "horn": ["sydost"], "ar": [2023]},
        compare={"filter": {"konstomrade": ["Musik"], "ar": [2022]}},
    )
    told = explorer.view(selection).texts.compared
    assert told.own == "sydost, Dans 2023"
    assert told.other.endswith("Musik 2022")


def test_small_maps_and_the_sheet_for_the_committee_show_the_selection_itself(explorer):
    compared, alone = periods(explorer), explorer.selection("regionala_stod", filter_=LATE)
    small, plain = (
        small_multiples(explorer, selection, "konstomrade") for selection in (compared, alone)
    )
    assert small.whole.comparison is None and small.whole.texts == plain.whole.texts
    assert [item.view.legend for item in small.maps] == [item.view.legend for item in plain.maps]
    assert [item.view.totals for item in small.maps] == [item.view.totals for item in plain.maps]
    assert overview(explorer, compared) == overview(explorer, alone)


def test_dialogs_say_whether_they_write_the_comparison(plugin, tab):
    tab.form.go.click()
    view = plugin.session.view
    for kind, compares in (
        (PrintDialog, True), (ExportDialog, True), (OverviewDialog, False), (MultiplesDialog, False)
    ):  # fmt: skip
        dialog = kind(plugin.session, plugin.map_dock)
        shown = [item.text() for item in dialog.findChildren(QLabel)]
        assert (view.texts.title in shown) is compares
        assert (view.own_texts.title in shown) is not compares
        dialog.close()
