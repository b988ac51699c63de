"""What the municipality card shows, as it is described in ``card.json``."""

from dataclasses import dataclass
from dataclasses import field as made

from .checking import check, known_words, labelled
from .model import Label

# What each kind of line must say, and what it may say besides.
_MUST = {
    "figure": ("dataset", "field"),
    "count": ("dataset",),
    "value": ("dataset", "field"),
    "documents": ("dataset",),
    "sum": ("map", "measure"),
    "largest": ("map", "measure", "by"),
    "latest": ("map", "by"),
}
_MAY = {
    "figure": ("where", "source", "compare", "unit", "unitEn"),
    "count": ("by", "most"),
    "value": ("more",),
    "documents": ("link",),
    "sum": ("noun", "nounEn", "nounOne", "nounOneEn"),
    "largest": ("most",),
    "latest": ("more", "link", "most"),
}
_WORDS = ("name", "kind", "title", "titleEn")
_NO_LABEL = Label("", "")


@dataclass(frozen=True)
class LineDescription:
    """One line of the card.

    :param kind: ``figure``: the latest number, of the rows that ``where`` takes, with its years;
        ``count``: how many rows, and which are the largest; ``value``: a word or a link;
        ``documents``: rows that hold for some time; ``sum``: a map's measure by year; ``largest``:
        who got most of it; ``latest``: a map's latest rows
    :param source: field that says where a figure comes from
    :param compare: True to show it against the other municipalities
    :param by: what the largest or the latest are told by, or who they are
    :param more: field of what is told besides; :param link: field of a row's address
    :param most: how many are told by name
    :param noun: what the rows of a sum are called, :param noun_one: … and one
    """

    name: str
    kind: str
    label: Label
    dataset: str
    field: str = ""
    where: dict = made(default_factory=dict)
    source: str = ""
    compare: bool = False
    unit: Label = _NO_LABEL
    by: str = ""
    more: str = ""
    link: str = ""
    most: int = 3
    map: str = ""
    measure: str = ""
    noun: Label = _NO_LABEL
    noun_one: Label = _NO_LABEL


@dataclass(frozen=True)
class SectionDescription:
    """Lines that belong together, under a heading."""

    name: str
    label: Label
    lines: tuple


@dataclass(frozen=True)
class CardDescription:
    """The municipality card: its sections, from above."""

    label: Label
    sections: tuple


def read_card(described, datasets, codelists, maps):
    """Return the checked :class:`CardDescription`.

    :raises DefinitionError: if it names what does not exist
    """
    known_words(described, ("title", "titleEn", "sections"), "card.json")
    sections = []
    for item in described["sections"]:
        known_words(item, ("name", "title", "titleEn", "lines"), "card.json")
        lines = tuple(_line(line, datasets, codelists, maps) for line in item["lines"])
        sections.append(SectionDescription(item["name"], labelled(item), lines))
    names = [line.name for section in sections for line in section.lines]
    check(len(set(names)) == len(names), "card.json", "name")
    return CardDescription(labelled(described), tuple(sections))


def _line(described, datasets, codelists, maps):
    kind, where = described.get("kind"), f"card.json, {described.get('name')}"
    check(kind in _MUST, where, kind)
    known_words(described, (*_WORDS, *_MUST[kind], *_MAY[kind]), where)
    for word in ("name", *_MUST[kind]):
        check(described.get(word), where, word)
    shown = described.get("map", "")
    check(not shown or shown in maps, where, shown)
    dataset = datasets.get(maps[shown].dataset if shown else described["dataset"])
    check(dataset is not None, where, described.get("dataset"))
    check(shown or dataset.municipality_field, where, dataset.name)
    for word in ("field", "source", "by", "more", "link"):
        name = described.get(word)
        check(not name or dataset.has_field(name), where, name)
    _check_kind(described, dataset, where)
    for name, value in described.get("where", {}).items():
        check(dataset.has_field(name), where, name)
        codelist = codelists.get(dataset.field(name).codelist)
        check(codelist is None or value in codelist.by_value, where, value)
    if "measure" in described:
        choices = {choice.name: choice for choice in maps[shown].choices}
        choice = choices.get(described["measure"])
        check(choice is not None and choice.measure.aggregate == "sum", where, described["measure"])
    return LineDescription(
        name=described["name"],
        kind=kind,
        label=labelled(described),
        dataset=dataset.name,
        field=described.get("field", ""),
        where=described.get("where", {}),
        source=described.get("source", ""),
        compare=described.get("compare", False),
        unit=labelled(described, "unit"),
        by=described.get("by", ""),
        more=described.get("more", ""),
        link=described.get("link", ""),
        most=described.get("most", 3),
        map=shown,
        measure=described.get("measure", ""),
        noun=labelled(described, "noun"),
        noun_one=labelled(described, "nounOne"),
    )


def _check_kind(described, dataset, where):
    """Refuse a line whose dataset has not what its kind tells."""
    kind = described["kind"]
    if kind == "figure":
        check(dataset.year_field and dataset.field(described["field"]).is_number, where, "field")
    elif kind == "documents":
        check(dataset.validity is not None, where, dataset.name)
    elif kind == "count" and described.get("by"):
        check(dataset.field(described["by"]).is_number, where, "by")
    elif kind == "latest":
        check(dataset.field(described["by"]).type == "date", where, "by")
    elif kind == "largest":
        check(dataset.child_of(described["by"]) is None, where, "by")
