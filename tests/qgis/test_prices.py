"""Fixed prices: exact to the öre, told wherever they are shown, and never where an index lacks."""

import csv
import os
import random
import shutil
import sqlite3
import stat
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import workbook_truth as truth
from gui_parts import running_plugin, wait_until
from hypothesis import given
from hypothesis import strategies as st
from qgis.core import QgsApplication, QgsLayoutItemLabel, QgsProject, QgsVectorLayer

from skanekarta_plugin.analysis.prices import converted
from skanekarta_plugin.errors import SelectionError, StoreError
from skanekarta_plugin.i18n import tr
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.export_layers import export_layers
from skanekarta_plugin.usecases.history import as_of, undo_batch
from skanekarta_plugin.usecases.import_source import carry_out, examine
from skanekarta_plugin.usecases.overview_chart import chart
from skanekarta_plugin.usecases.overview_tables import pivot_table, row_list
from skanekarta_plugin.usecases.print_map import design_map
from skanekarta_plugin.usecases.summarise import summarise
from skanekarta_plugin.usecases.view_map import Explorer

MAP = "regionala_stod"
SPELT = {
    "Bild och form": "Bildkonst", "Danskonst": "Dans", "Litteratur": "Bibliotek och litteratur",
    "Museer och kulturarv": "Kulturarv",
}  # fmt: skip
# Invented; with decimals, so that rounding matters.
INDEX = {
    2018: "328,40", 2019: "334,26", 2020: "335,92", 2021: "343,19",
    2022: "371,91", 2023: "403,7", 2024: "415,18", 2025: "418,03",
}  # fmt: skip


def write_index(folder, years=INDEX, name="kpi_exempel.csv"):
    path = folder / name
    lines = [f"{year};{INDEX[year]}" for year in years]
    path.write_text("\n".join(["År;KPI", *lines]), encoding="utf-8")
    return path


def bring_in(store, folder, years=INDEX):
    return carry_out(store, examine(store, None, write_index(folder, years)))


@pytest.fixture
def indexed(store, tmp_path):
    bring_in(store, tmp_path)
    return store


def fixed(explorer, measure="beviljat", **filter_):
    return explorer.selection(MAP, measure=measure, filter_=filter_, prices="fasta")


def half_up(ore, factor):
    exact = Fraction(ore) * factor
    size = int(abs(exact) + Fraction(1, 2))
    return size if exact >= 0 else -size


def factor(year, base=2025):
    number = {year: Fraction(text.replace(",", ".")) for year, text in INDEX.items()}
    return number[base] / number[year]


def deflated(rows, column="Beviljat belopp"):
    """Return the öre of the workbook's rows in the prices of 2025, worked out row by row."""
    return [half_up(truth.ore(row[column]), factor(int(row["År"]))) for row in rows]


# -- the arithmetic


@given(
    st.lists(st.integers(-(10**15), 10**15), max_size=20),
    st.fractions(Fraction(1, 1000), 1000, max_denominator=10**12),
)
def test_amounts_are_converted_as_fractions_are(amounts, by):
    found = converted(np.array(amounts, dtype=np.int64), by).tolist()
    assert found == [half_up(amount, by) for amount in amounts]


# -- an index is a dataset like others


def test_an_index_is_imported_like_any_file_and_recognised_by_its_headers(store, tmp_path):
    verdict = examine(store, None, write_index(tmp_path))
    assert verdict.dataset.name == "prisindex"
    carry_out(store, verdict)
    assert store.counts()["prisindex"] == 8
    again = examine(store, None, write_index(tmp_path))
    assert (len(again.new), len(again.unchanged)) == (0, 8)


def test_without_an_index_nothing_is_offered_and_the_wish_is_refused(store):
    explorer = Explorer(store)
    assert explorer.selection(MAP).prices == "lopande"
    assert explorer.prices.levels(MAP) == ("lopande",)
    with pytest.raises(SelectionError, match="price index"):
        fixed(explorer)
    with pytest.raises(SelectionError):
        explorer.selection(MAP, prices="riksdaler")


def test_a_map_without_amounts_has_no_fixed_prices(indexed):
    explorer = Explorer(indexed)
    assert explorer.prices.levels("kommunfakta") == ("lopande",)
    assert explorer.prices.levels(MAP) == ("lopande", "fasta")
    with pytest.raises(SelectionError, match="kronor"):
        explorer.selection("kommunfakta", prices="fasta")


# -- the figures


def test_totals_are_those_of_each_row_of_the_workbook_converted(indexed):
    explorer = Explorer(indexed)
    rows = truth.grants()
    view = explorer.view(fixed(explorer))
    assert view.totals.total == sum(deflated(rows))
    assert view.totals.mapped + view.totals.outside == view.totals.total
    assert sum(area.amount for area in view.totals.areas) == view.totals.mapped
    reasons = sum(item.amount for item in view.totals.outside_reasons)
    assert reasons == view.totals.outside
    current = explorer.view(explorer.selection(MAP))
    assert current.totals.total == sum(truth.ore(row["Beviljat belopp"]) for row in rows)
    assert (view.totals.count, current.totals.count) == (len(rows), len(rows))


def test_facets_and_years_are_those_of_pandas(indexed):
    explorer = Explorer(indexed)
    rows = truth.grants()
    table = pd.DataFrame(
        {
            "ar": [int(row["År"]) for row in rows],
            "konstomrade": [SPELT.get(row["Konstområde"], row["Konstområde"]) for row in rows],
            "ore": deflated(rows),
        }
    )
    facets = {state.field: state for state in explorer.view(fixed(explorer)).facets}
    for field in ("ar", "konstomrade"):
        wanted = table.groupby(field)["ore"].sum().to_dict()
        found = {item.value: item.amount for item in facets[field].values if item.count}
        assert {key: found[key] for key in wanted} == wanted


def test_the_last_year_is_not_changed_and_amounts_per_inhabitant_follow(indexed):
    explorer = Explorer(indexed)
    last = explorer.view(fixed(explorer, ar=[2025])).totals
    assert last.total == explorer.view(explorer.selection(MAP, filter_={"ar": [2025]})).totals.total
    filter_ = {"ar": [2018]}
    one = explorer.view(fixed(explorer, "beviljat_per_invanare", **filter_)).totals
    two = explorer.view(
        explorer.selection(MAP, measure="beviljat_per_invanare", filter_=filter_)
    ).totals
    for area, same in zip(one.areas, two.areas, strict=True):
        if same.value:
            assert area.value / same.value == pytest.approx(float(factor(2018)), rel=1e-4)


def test_random_rows_equal_fractions_whatever_the_filter(indexed):
    explorer = Explorer(indexed)
    rows = truth.grants()
    draw = random.Random(5)
    # Fields that the workbook spells in one way only.
    fields = ["Arkiv", "Cirkus", "Film", "Musik", "Teater"]
    for _ in range(12):
        years = draw.sample(sorted(INDEX), draw.randint(1, 8))
        chosen = draw.sample(fields, draw.randint(1, 4))
        counting = draw.choice(("dela", "utanfor"))
        selection = explorer.selection(
            MAP, filter_={"ar": years, "konstomrade": chosen}, counting=counting, prices="fasta"
        )
        totals = explorer.view(selection).totals
        wanted = [row for row in rows if int(row["År"]) in years and row["Konstområde"] in chosen]
        assert totals.total == sum(deflated(wanted))
        assert totals.mapped + totals.outside == totals.total


def test_numbers_and_shares_have_no_price_level(indexed):
    explorer = Explorer(indexed)
    for measure in ("antal", "mottagare", "andel_beviljat"):
        one = explorer.view(fixed(explorer, measure))
        two = explorer.view(explorer.selection(MAP, measure=measure))
        assert one.totals == two.totals
        assert one.texts.title == two.texts.title
        assert one.texts.prices == ""


# -- years without an index


def test_years_without_an_index_are_refused_by_name_and_others_can_be_shown(store, tmp_path):
    bring_in(store, tmp_path, [2018, 2019, 2020, 2021])
    explorer = Explorer(store)
    with pytest.raises(SelectionError) as caught:
        fixed(explorer)
    assert caught.value.values["years"] == [2022, 2023, 2024, 2025]
    with pytest.raises(SelectionError):
        fixed(explorer, ar={"from": 2020, "to": 2022})
    view = explorer.view(fixed(explorer, ar={"from": 2018, "to": 2020}))
    rows = [row for row in truth.grants() if int(row["År"]) <= 2020]
    wanted = [half_up(truth.ore(r["Beviljat belopp"]), factor(int(r["År"]), 2021)) for r in rows]
    assert view.totals.total == sum(wanted)
    years = next(state for state in view.facets if state.field == "ar")
    assert {item.value for item in years.values if item.amount is None} == {2022, 2023, 2024, 2025}
    # A chart of the years draws those that have an amount, and classes come from them.
    drawn = chart(explorer, view, "ar")
    assert [bar.value for bar in drawn.bars] == [2018, 2019, 2020, 2021]
    rate = fixed(explorer, "beviljat_per_invanare", ar=[2019])
    assert len(explorer.classes.pool(rate)) == 4 * 33
    assert explorer.view(rate).legend.classes


def test_rows_without_a_year_are_not_left_out_silently(indexed):
    explorer = Explorer(indexed)
    with sqlite3.connect(indexed.path) as connection:
        connection.execute("UPDATE stod SET ar = NULL WHERE id = 1")
    connection.close()
    with pytest.raises(SelectionError, match="without a year"):
        fixed(explorer)
    assert explorer.view(fixed(explorer, ar={"from": 2018, "to": 2025})).totals.total


def test_a_year_that_has_two_different_numbers_has_no_index(indexed):
    with sqlite3.connect(indexed.path) as connection:
        connection.execute("INSERT INTO prisindex (ar, indextal) VALUES (2020, 1.0)")
        connection.execute("INSERT INTO prisindex (ar, indextal) VALUES (2019, 334.26)")
    connection.close()
    with pytest.raises(SelectionError) as caught:
        fixed(Explorer(indexed))
    assert caught.value.values["years"] == [2020]


# -- what is said


def test_title_legend_charts_and_lists_say_the_price_level(indexed):
    explorer = Explorer(indexed)
    view = explorer.view(fixed(explorer, "beviljat_per_invanare", ar=[2021]))
    texts = view.texts
    said = view.choice.measure.label.sv
    assert said == "Beviljat belopp i 2025 års priser"
    assert texts.prices == tr("Fixed prices, at the level of {year}.", year=2025)
    assert "2025" in texts.title and texts.title.endswith("2021")
    assert texts.measure.endswith(tr("{measure} at {year} prices", measure="", year=2025))
    assert "kpi_exempel.csv" in texts.sources
    view = explorer.view(fixed(explorer))
    assert "2025" in chart(explorer, view, "konstomrade").title
    current = explorer.view(explorer.selection(MAP, filter_={"ar": [2021]})).texts
    assert current.prices == ""
    assert "2025" not in current.title + current.measure
    assert "kpi_exempel.csv" not in current.sources


def test_lists_and_pivots_add_up_at_fixed_prices(indexed):
    explorer = Explorer(indexed)
    view = explorer.view(fixed(explorer))
    listed = row_list(explorer, view)
    for name in ("Amount in the selection ({unit})", "Full amount ({unit})"):
        head = tr(name, unit="kr")
        column = next(item for item in listed.columns if item.header == head)
        assert int(column.numbers.sum()) == view.totals.total
    assert pivot_table(explorer, view, "konstomrade", "ar").footers[0][1] == view.totals.total


def test_a_table_and_an_export_hold_fixed_amounts_and_say_so(indexed, tmp_path):
    explorer = Explorer(indexed)
    selection = fixed(explorer)
    totals = explorer.view(selection).totals
    path = tmp_path / "summa.csv"
    summarise(explorer, selection, path)
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert round(float(rows[-1]["summa"]) * 100) == totals.total
    said = tr("Fixed prices, at the level of {year}.", year=2025)
    import zipfile

    found = ""
    for made in export_layers(explorer, selection, ["shp"], tmp_path / "ut"):
        if str(made).endswith(".zip"):
            with zipfile.ZipFile(made) as archive:
                names = [name for name in archive.namelist() if name.endswith((".txt", ".csv"))]
                found += "".join(archive.read(name).decode("utf-8-sig") for name in names)
        elif str(made).endswith((".txt", ".csv")):
            found += made.read_text(encoding="utf-8-sig")
    assert said in found
    assert "Beviljat belopp i 2025 års priser" in found or "at 2025 prices" in found


def test_a_print_says_the_price_level_in_its_title_legend_and_foot(indexed):
    explorer = Explorer(indexed)
    project = QgsProject()
    layout = design_map(project, explorer, fixed(explorer, ar=[2020]))
    texts = [item.text() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    at_prices = tr("{measure} at {year} prices", measure="", year=2025)
    # Title and legend; then the foot, with the file of the index among the sources.
    assert sum(at_prices in " ".join(text.split()) for text in texts) >= 2
    said = tr("Fixed prices, at the level of {year}.", year=2025)
    assert any(said in text and "kpi_exempel.csv" in text for text in texts)


# -- stores of an earlier plugin


TABLES = "SELECT name FROM sqlite_master WHERE name LIKE '%prisindex%'"


@pytest.fixture
def earlier(store):
    """A store as the plugin made it before it knew the index."""
    with sqlite3.connect(store.path) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        assert names
        connection.execute("DROP TABLE prisindex")
        for register in ("gpkg_contents", "gpkg_ogr_contents"):
            connection.execute(f"DELETE FROM {register} WHERE table_name = 'prisindex'")
    connection.close()
    return store.path


def tables(path):
    connection = sqlite3.connect(path)
    found = {name for (name,) in connection.execute(TABLES)}
    connection.close()
    return found


def test_an_earlier_store_is_read_without_being_changed_even_if_read_only(earlier, catalogue):
    before = earlier.read_bytes()
    os.chmod(earlier, stat.S_IREAD)
    try:
        store = Store.open(earlier, catalogue)
        assert store.counts()["prisindex"] == 0
        explorer = Explorer(store)
        assert explorer.view(explorer.selection(MAP)).totals.count == len(truth.grants())
        assert explorer.prices.levels(MAP) == ("lopande",)
    finally:
        os.chmod(earlier, stat.S_IREAD | stat.S_IWRITE)
    assert earlier.read_bytes() == before


def test_an_earlier_store_takes_an_index_as_a_new_one_does(
    earlier, catalogue, tmp_path, empty_path
):
    store = Store.open(earlier, catalogue)
    first = store.batches()[-1].id
    batch = bring_in(store, tmp_path)
    assert tables(earlier) == tables(empty_path)
    layer = QgsVectorLayer(f"{earlier}|layername=prisindex", "index", "ogr")
    assert layer.isValid()
    assert layer.featureCount() == 8
    explorer = Explorer(Store.open(earlier, catalogue))
    assert explorer.view(fixed(explorer)).totals.total == sum(deflated(truth.grants()))
    # Undone, and as it was before imports that knew no such table.
    past = Store.open(as_of(store, first, tmp_path), catalogue)
    assert past.counts()["prisindex"] == 0
    undo_batch(store, batch)
    assert store.counts()["prisindex"] == 0


def test_an_import_of_an_earlier_store_can_be_undone(earlier, catalogue):
    store = Store.open(earlier, catalogue)
    batch = next(item for item in store.batches() if item.dataset == "stod")
    undo_batch(store, batch.id)
    assert store.counts()["stod"] == 0
    assert Store.open(earlier, catalogue).counts()["prisindex"] == 0


def test_the_past_of_an_earlier_store_can_be_shown(earlier, catalogue, tmp_path):
    store = Store.open(earlier, catalogue)
    batch = next(item for item in store.batches() if item.dataset == "stod")
    past = Store.open(as_of(store, batch.id, tmp_path), catalogue)
    assert past.counts()["stod"] == 0


def test_a_damaged_store_does_not_look_empty(store, catalogue):
    with sqlite3.connect(store.path) as connection:
        connection.execute("DROP TABLE stod")
    connection.close()
    with pytest.raises(StoreError):
        Store.open(store.path, catalogue).counts()


# -- the window


@pytest.fixture
def plugin(qgis_app, qgis_new_project, indexed):
    with running_plugin(indexed, MAP) as plugin:
        yield plugin


def choose_prices(plugin, level):
    box = plugin.map_dock.choices.prices
    box.setCurrentIndex(box.findData(level))
    box.activated.emit(box.currentIndex())


def test_the_dock_offers_prices_undoes_them_and_the_project_keeps_them(plugin, tmp_path):
    box = plugin.map_dock.choices.prices
    assert box.isVisible()
    assert box.toolTip() and box.accessibleName()
    choose_prices(plugin, "fasta")
    wanted = sum(deflated(truth.grants()))
    assert plugin.session.view.totals.total == wanted
    assert plugin.session.view.texts.prices in plugin.map_dock.figures.note.text()
    plugin.session.undo()
    assert plugin.session.view.totals.total != wanted
    plugin.session.redo()
    project = QgsProject.instance()
    path = tmp_path / "karta.qgz"
    assert project.write(str(path))
    project.clear()
    assert project.read(str(path))
    wait_until(lambda: plugin.session.view is not None or plugin.failures)
    assert plugin.failures == []
    assert plugin.session.view.totals.total == wanted
    assert box.currentData() == "fasta"
    plugin.session.show("kommunfakta")
    assert not box.isVisible()


def test_an_index_that_is_undone_takes_the_choice_back_with_a_word(plugin):
    choose_prices(plugin, "fasta")
    told = []
    plugin.session.told.connect(lambda text, _: told.append(text))
    store = plugin.session.store
    undo_batch(store, store.batches("prisindex")[-1].id)
    plugin.session.refresh()
    wait_until(lambda: told or plugin.failures)
    wait_until(lambda: not QgsApplication.taskManager().countActiveTasks())
    assert plugin.failures == []
    assert tr("fixed prices") in told[0]
    assert plugin.session.view.selection.prices == "lopande"
    assert not plugin.map_dock.choices.prices.isVisible()


def test_a_refused_choice_leaves_the_map_as_it_was(plugin):
    with sqlite3.connect(plugin.session.store.path) as connection:
        connection.execute("DELETE FROM prisindex WHERE ar = 2019")
    connection.close()
    before = plugin.session.view.totals.total
    choose_prices(plugin, "fasta")
    failure = plugin.failures.pop()
    assert failure.values["years"] == [2019]
    assert plugin.session.view.totals.total == before
    assert plugin.map_dock.choices.prices.currentData() == "lopande"
    assert plugin.session.selection.prices == "lopande"


def test_the_button_switches_title_legend_and_layers(plugin):
    from skanekarta_plugin.maps.layers import COLOURS, SYMBOLS
    from skanekarta_plugin.maps.project import layers_of

    button = plugin.map_dock.choices.per_inhabitant
    root = QgsProject.instance().layerTreeRoot()

    def shown():
        layers = layers_of(QgsProject.instance(), MAP)
        return tuple(root.findLayer(layers[role].id()).isVisible() for role in (COLOURS, SYMBOLS))

    def look():
        view = plugin.session.view
        return shown(), bool(view.legend.symbol_sizes), view.texts.unit

    assert button.isVisible() and button.text() and not button.icon().isNull()
    assert look() == ((False, True), True, "kr")
    button.click()
    per_head = tr("{unit} per inhabitant", unit="kr")
    assert look() == ((True, False), False, per_head)
    assert button.isChecked()
    assert plugin.session.view.texts.title.count(
        tr("{measure} per inhabitant", measure="x").removeprefix("x").strip()
    )
    assert plugin.map_dock.classes.isEnabled()
    button.click()
    assert look() == ((False, True), True, "kr")
    assert plugin.failures == []


def test_processing_takes_prices(indexed, tmp_path):
    import processing

    from skanekarta_plugin.processing.provider import SkanekartaProvider

    registry = QgsApplication.processingRegistry()
    provider = SkanekartaProvider()
    registry.addProvider(provider)
    path = tmp_path / "summa.csv"
    name = f"{provider.id()}:summarise"
    found = processing.run(
        name, {"STORE": str(indexed.path), "MAP": MAP, "PRICES": "fasta", "OUTPUT": str(path)}
    )
    registry.removeProvider(provider)
    assert round(found["TOTAL"] * 100) == sum(deflated(truth.grants()))
    assert shutil.which("qgis_process") is None or path.is_file()
