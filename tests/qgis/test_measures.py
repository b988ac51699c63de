"""Numbers of recipients, and what was granted of what was applied for: on screen and in files."""

import csv
import zipfile

import pytest
import shapefile
import workbook_truth as truth

from skanekarta_plugin.i18n import tr
from skanekarta_plugin.maps.live import area_values
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.export_layers import export_layers
from skanekarta_plugin.usecases.print_map import print_map
from skanekarta_plugin.usecases.summarise import summarise
from skanekarta_plugin.usecases.view_map import Explorer
from skanekarta_plugin.usecases.wording import counting_sentence


@pytest.fixture(scope="module")
def explorer(example_path, catalogue):
    return Explorer(Store.open(example_path, catalogue))


def view(explorer, measure, **choices):
    return explorer.view(explorer.selection("regionala_stod", measure=measure, **choices))


def test_the_share_of_all_is_that_of_the_workbook(explorer):
    rows = [row for row in truth.grants() if row["Sökt belopp"] not in (None, "")]
    applied = sum(truth.ore(row["Sökt belopp"]) for row in rows)
    granted = sum(truth.ore(row["Beviljat belopp"]) for row in rows)
    totals = view(explorer, "andel_beviljat").totals
    assert totals.total == pytest.approx(100 * granted / applied)
    assert totals.outside is None


def test_recipients_are_counted_once_and_the_shown_numbers_add_up(explorer):
    found = view(explorer, "mottagare")
    totals = found.totals
    names = set(explorer.data("stod").columns["mottagare"])
    assert totals.total == len(names) == totals.mapped + totals.outside
    assert sum(area.value for area in totals.areas) > totals.mapped
    shown = [text for _, text in found.texts.figures[:3]]
    assert all(text.endswith("\u00a0mottagare") for text in shown)
    assert found.texts.counting == tr(
        "Each counts once in every municipality where it occurs, and once in the total."
    )
    assert all(item.upper == round(item.upper) for item in found.legend.classes)


def test_the_words_of_a_share(explorer):
    texts = view(explorer, "andel_beviljat").texts
    assert texts.unit == "%"
    names = [name for name, _ in texts.figures]
    assert names[:4] == [tr("Total"), tr("Median"), tr("Highest"), tr("Lowest")]
    assert texts.figures[0][1].endswith("\u00a0%")
    own = tr(
        "Each municipality shows its own share, and the total that of all rows; "
        "rows without both amounts are left out."
    )
    assert texts.counting == f"{own} {counting_sentence('dela')}"
    assert texts.exact == ()
    # Amounts of all years come together in a share.
    assert texts.title.endswith("2018–2025")
    texts = view(explorer, "andel_beviljat", counting="utanfor").texts
    assert texts.counting == f"{own} {counting_sentence('utanfor')}"


def test_the_live_map_shows_the_value_and_no_sum(explorer):
    for measure in ("mottagare", "andel_beviljat"):
        values = area_values(view(explorer, measure))
        assert all(item["summa"] is None for item in values.values())
        assert any(item["varde"] for item in values.values())


@pytest.mark.parametrize("measure", ["mottagare", "andel_beviljat"])
def test_files_hold_the_value_under_its_own_name(measure, explorer, tmp_path):
    selection = explorer.selection("regionala_stod", measure=measure, filter_={"ar": [2021]})
    totals = explorer.view(selection).totals
    export_layers(explorer, selection, ["shp"], tmp_path)
    archive = next(path for path in tmp_path.glob("*.zip") if "kommuner" in path.name)
    with zipfile.ZipFile(archive) as files:
        parts = {name[-3:]: files.open(name) for name in files.namelist()}
        reader = shapefile.Reader(shp=parts["shp"], dbf=parts["dbf"], shx=parts["shx"])
        names = [item[0] for item in reader.fields]
        values = {row["kommunkod"]: row["varde"] for row in reader.records()}
    assert "summa" not in names
    assert "per_inv" not in names
    assert values == pytest.approx(
        {area.code: -9999 if area.value is None else area.value for area in totals.areas}, abs=0.01
    )
    path = tmp_path / "summa.csv"
    summarise(explorer, selection, path)
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert float(rows[-1]["summa"]) == pytest.approx(totals.total)
    assert rows[-2]["summa"] == ("" if totals.outside is None else str(totals.outside))
    assert print_map(explorer, selection, tmp_path / "karta.pdf").stat().st_size
