"""Class limits: readable, by several methods, and as a user types them."""

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skanekarta_plugin.analysis.classes import class_of, even_limits, read_limits
from skanekarta_plugin.errors import SelectionError

NARROW = "\u00a0"


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("0; 10 000; 50 000", (0, 10000, 50000)),
        (f"0;10{NARROW}000;50{NARROW}000,5", (0, 10000, 50000.5)),
        ("0,25; 1,5", (0.25, 1.5)),
        ("5;\n10\n20;", (5, 10, 20)),
        ("10.000; 20.000", (10000, 20000)),
    ],
)
def test_limits_are_read_as_swedes_write_them(text, limits):
    assert read_limits(text) == limits


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "two to"),
        ("10 000", "two to"),
        ("0, 10 000, 50 000", "no number"),
        ("0; många", "många"),
        ("0; 20; 10", "larger"),
        ("0; 10; 10", "larger"),
        ("-5; 10", "zero or above"),
        ("; ".join(map(str, range(11))), "two to"),
        ("0; inf", "inf"),
    ],
)
def test_what_cannot_be_limits_is_told_in_a_sentence(text, told):
    with pytest.raises(SelectionError, match=told):
        read_limits(text)


def test_limits_of_counts_are_whole():
    assert read_limits("0; 2; 4", whole=True) == (0, 2, 4)
    with pytest.raises(SelectionError, match="whole"):
        read_limits("0; 2,5", whole=True)


@given(
    st.lists(st.floats(0.01, 1e9), min_size=1, max_size=60),
    st.integers(3, 7),
    st.booleans(),
)
def test_even_limits_hold_all_values_at_one_distance(values, classes, whole):
    limits = even_limits([0, None, -4, *values], classes, whole)
    assert limits[0] == 0
    assert list(limits) == sorted(set(limits))
    assert limits[-1] >= max(values) * (1 - 1e-9)
    steps = [high - low for low, high in pairwise(limits[1:])]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)
    assert len(limits) <= classes + 3
    # Neither the lowest nor the highest class is empty.
    found = {class_of(value, limits) for value in values}
    assert {0, len(limits) - 2} <= found or len(limits) == 2 or whole


def test_figures_far_above_zero_have_classes_of_their_own():
    draw = random.Random(3)
    values = [1000 + draw.random() * 300 for _ in range(33)]
    limits = even_limits(values, 5)
    assert len({class_of(value, limits) for value in values}) >= 4


def test_nothing_above_zero_has_no_limits():
    assert even_limits([0, None, -3]) == ()
