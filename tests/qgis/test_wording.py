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


def test_amounts_in_headings():
    assert short_kronor(38_240_000).replace(".", ",").startswith("38,2\u00a0m")
    assert short_kronor(9_000).endswith("\u00a0kr")
