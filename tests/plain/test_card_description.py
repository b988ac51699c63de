"""The description of the municipality card holds together, or is refused."""

import copy
import json

import pytest

from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.definitions.card import read_card
from skanekarta_plugin.errors import DefinitionError
from skanekarta_plugin.paths import resource

CATALOGUE = load_catalogue()
WRITTEN = json.loads(resource("definitions", "card.json").read_text(encoding="utf-8"))


def read(written):
    return read_card(written, CATALOGUE.datasets, CATALOGUE.codelists, CATALOGUE.maps)


def line(written, name):
    lines = [item for section in written["sections"] for item in section["lines"]]
    return next(item for item in lines if item["name"] == name)


def test_the_card_names_what_the_issue_asks_for_in_both_languages():
    names = [item.name for section in CATALOGUE.card.sections for item in section.lines]
    assert {
        "invanare", "tatorter", "kultur", "styrdokument", "organisation", "kolada",
        "kommunrapport", "beviljat", "mottagare", "senast",
    } <= set(names)  # fmt: skip
    for section in CATALOGUE.card.sections:
        for thing in (section, *section.lines):
            assert thing.label.sv and thing.label.en


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("kultur", "dataset", "finns_inte"),
        ("kultur", "field", "finns_inte"),
        ("kultur", "field", "kalla"),
        ("kultur", "where", {"nyckeltal": "N00000"}),
        ("kultur", "where", {"finns_inte": "N09022"}),
        ("kultur", "kind", "finns_inte"),
        ("kultur", "most", 3),
        ("tatorter", "by", "tatort"),
        ("styrdokument", "dataset", "kommunprofil"),
        ("beviljat", "map", "finns_inte"),
        ("beviljat", "measure", "antal"),
        ("beviljat", "measure", ""),
        ("mottagare", "by", "malgrupp"),
        ("senast", "by", "titel"),
        ("senast", "name", "kultur"),
    ],
)
def test_what_cannot_be_shown_is_refused(name, word, value):
    written = copy.deepcopy(WRITTEN)
    line(written, name)[word] = value
    with pytest.raises(DefinitionError):
        read(written)
