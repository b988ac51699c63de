"""The figures that a reader adds up do add up, and read as Swedish."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.view_map import Explorer
from skanekarta_plugin.usecases.wording import number, parts_in_steps, short_kronor


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=4), st.sampled_from([1, 10**5, 10**7]))
def test_rounded_parts_add_up_to_the_rounded_total(parts, step):
    total = round(sum(parts) / step)
    steps = parts_in_steps(parts, total, step)
    assert sum(steps) == total
    assert all(abs(count - part / step) < 1.5 for count, part in zip(steps, parts, strict=True))


def in_millions(shown):
    """Read "2 295 ärenden, 669,6 mkr" as 6696 tenths."""
    found = re.search(r"([\d\u00a0]+)[,.](\d)\u00a0mkr", shown)
    return int(found.group(1).replace("\u00a0", "") + found.group(2)) if found else 0


@pytest.mark.parametrize("year", [None, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025])
def test_what_is_shown_on_the_map_and_outside_is_the_shown_total(year, example_path, catalogue):
    explorer = Explorer(Store.open(example_path, catalogue))
    filter_ = {"ar": [year]} if year else None
    texts = explorer.view(explorer.selection("regionala_stod", filter_=filter_)).texts
    total, mapped, outside = (in_millions(shown) for _, shown in texts.figures[:3])
    assert total == mapped + outside > 0
    assert outside == sum(in_millions(shown) for _, _, shown in texts.outside)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234567, "1\u00a0234\u00a0567"),
        (7.5, "7,5"),
        (12.34, "12,3"),
        (3.0, "3"),
        (0.256, "0,26"),
        (-1250, "\u22121\u00a0250"),
    ],
)
def test_numbers_are_swedish(value, shown):
    assert number(value).replace(".", ",") == shown


def test_reached_municipalities_and_those_with_nothing_are_all(example_path, catalogue):
    explorer = Explorer(Store.open(example_path, catalogue))
    for filter_ in ({"ar": [2021]}, {"konstomrade": ["Dans", "Musik"], "ar": [2021, 2022]}):
        view = explorer.view(explorer.selection("regionala_stod", filter_=filter_))
        zero = view.legend.zero.count if view.legend.zero else 0
        assert view.totals.mapped_areas + zero + view.legend.missing_count == 33


def test_only_repayments_are_a_class_below_zero(store, tmp_path):
    import openpyxl

    from skanekarta_plugin.usecases.import_source import carry_out, examine
    from skanekarta_plugin.usecases.print_map import print_map

    book = openpyxl.Workbook()
    book.active.append(["Diarienummer", "År", "Sökande", "Kommun", "Beviljat"])
    book.active.append(["ÅTER-1", 2031, "Exempelkören", "Lund", -100])
    book.save(tmp_path / "ater.xlsx")
    carry_out(store, examine(store, "stod", tmp_path / "ater.xlsx"))
    explorer = Explorer(store)
    for measure in ("beviljat", "beviljat_per_invanare"):
        selection = explorer.selection("regionala_stod", filter_={"ar": [2031]}, measure=measure)
        view = explorer.view(selection)
        assert (view.legend.negative.count, view.legend.zero.count) == (1, 32)
        assert print_map(explorer, selection, tmp_path / f"{measure}.pdf").stat().st_size


def test_amounts_in_headings():
    assert short_kronor(38_240_000).replace(".", ",").startswith("38,2\u00a0m")
    assert short_kronor(9_000).endswith("\u00a0kr")
