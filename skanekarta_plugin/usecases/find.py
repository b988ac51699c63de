"""Find municipalities, recipients and rows by a few letters."""

from dataclasses import dataclass, field
from functools import cached_property

from ..domain.text import ascii_fold
from ..i18n import label
from .wording import kronor

MUNICIPALITY, RECIPIENT, ROW = "municipality", "recipient", "row"

_MOST = {MUNICIPALITY: 6, RECIPIENT: 8, ROW: 10}
# So many rows are looked at between two questions whether the search is still wanted.
_STRIDE = 4096


@dataclass(frozen=True)
class Found:
    """Something that was found.

    :param text: plain text; :param detail: what tells it from others
    :param choice: ``(map, facet field, what to choose)``; empty if it is no choice
    :param codes: of municipalities; :param link: an address to open
    """

    kind: str
    text: str
    detail: str = ""
    choice: tuple = ()
    codes: tuple = ()
    link: str = ""


@dataclass
class Finder:
    """What can be found on a map, as plain data: it may be searched in any thread."""

    municipalities: list
    recipients: list
    rows: object
    row_facet: tuple
    link_field: str
    names: tuple
    label_field: str
    year_field: str
    money_field: str
    places: tuple
    known: frozenset
    _folded: dict = field(default_factory=dict)

    @classmethod
    def of(cls, explorer, map_name):
        """Gather what can be found on a map, without reading a row more than it shows."""
        catalogue, description = explorer.catalogue, explorer.map(map_name)
        dataset = catalogue.dataset_of(description)
        place = next((item for item in description.facets if item.kind == "place" and not item.via),
                     None)  # fmt: skip
        own = [*dataset.identity, *(item.name for item in dataset.searched_fields)]
        own = [name for name in own if not dataset.child_of(name)]
        facet = description.facet(dataset.label_field)
        kinds = ("values", "text")
        return cls(
            municipalities=[
                (name, code, (map_name, place.field, [code]) if place else ())
                for code, name, _ in explorer.municipalities()
            ],
            recipients=_recipients(explorer, catalogue, map_name),
            rows=explorer.data(dataset.name),
            row_facet=(map_name, facet.field, facet.kind) if facet and facet.kind in kinds else (),
            link_field=next((item.name for item in dataset.fields if item.is_link), ""),
            names=tuple(dict.fromkeys([dataset.label_field, *own])),
            label_field=dataset.label_field,
            year_field=description.year_field,
            money_field=next(
                (item.field for item in description.measures if item.aggregate == "sum"), ""
            ),
            places=_places(explorer, description, dataset),
            known=frozenset(code for code, _, _ in explorer.municipalities()),
        )

    def search(self, text, cancelled):
        """Yield what matches all words, municipalities first.

        QGIS takes the dots and rings off the letters before it asks, so they do not count.

        :param cancelled: function that says whether nobody waits any more
        """
        words = ascii_fold(text).split()
        if words:
            yield from self._municipalities(words)
            yield from self._recipients(words, cancelled)
            yield from self._rows(words, cancelled)

    def _municipalities(self, words):
        hits = [item for item in self.municipalities if _all_in(words, ascii_fold(item[0]))]
        for name, code, choice in _best(hits, words)[: _MOST[MUNICIPALITY]]:
            yield Found(MUNICIPALITY, name, code, choice, (code,))

    def _recipients(self, words, cancelled):
        hits = []
        for name, known, heading, choice in self.recipients:
            if cancelled():
                return
            if _all_in(words, known):
                hits.append((name, heading, choice))
        for name, heading, choice in _best(hits, words)[: _MOST[RECIPIENT]]:
            yield Found(RECIPIENT, name, heading, choice)

    def _rows(self, words, cancelled):
        if not (self.row_facet or self.link_field):
            return
        years = {int(word) for word in words if len(word) == 4 and word.isdecimal()}
        names = [word for word in words if not (len(word) == 4 and word.isdecimal())]
        if not names or cancelled():
            return
        columns = self.rows.columns
        matching = [(columns[name], self._matching(name, names)) for name in self.names]
        found = 0
        for row in range(len(self.rows) - 1, -1, -1):
            if row % _STRIDE == 0 and cancelled():
                return
            if not any(column[row] in values for column, values in matching):
                continue
            if years and columns[self.year_field][row] not in years:
                continue
            yield self._row(row)
            found += 1
            if found == _MOST[ROW]:
                return

    def _matching(self, name, words):
        if name not in self._folded:
            different = {value for value in self.rows.columns[name] if isinstance(value, str)}
            self._folded[name] = {value: ascii_fold(value) for value in different}
        return {value for value, known in self._folded[name].items() if _all_in(words, known)}

    @cached_property
    def _codes(self):
        """The municipalities of each row that has any, by its id."""
        found = {}
        for row_id, code in zip(*self.places, strict=True):
            if code in self.known:
                found.setdefault(row_id, []).append(code)
        return found

    def _row(self, row):
        columns = self.rows.columns
        title = columns[self.label_field][row]
        others = [columns[name][row] for name in self.names if name != self.label_field]
        amount = columns[self.money_field][row] if self.money_field else None
        year = columns[self.year_field][row]
        parts = [year, None if amount is None else kronor(amount), *others]
        choice = ()
        if self.row_facet and title is not None:
            map_name, name, kind = self.row_facet
            choice = (map_name, name, [title] if kind == "values" else title)
        link = columns[self.link_field][row] if self.link_field else ""
        return Found(
            ROW,
            str(title or ""),
            " · ".join(str(part) for part in parts if part),
            choice,
            tuple(self._codes.get(self.rows.ids[row], ())),
            link if str(link).startswith(("https://", "http://")) else "",
        )


def _places(explorer, description, dataset):
    """Return ids of rows and the codes of their places, as two columns."""
    name = description.places[0].field
    child, data = dataset.child_of(name), explorer.data(dataset.name)
    if child is None:
        return data.ids, data.columns[name]
    columns = data.children[child.name]
    return columns[child.parent_key], columns[name]


def _recipients(explorer, catalogue, map_name):
    """Return the names in the registers, each with all its spellings and where to choose it."""
    found, seen = [], set()
    for name in dict.fromkeys([map_name, *catalogue.maps]):
        description = catalogue.maps[name]
        dataset = catalogue.dataset_of(description)
        for facet in description.facets:
            described = dataset.field(facet.field) if dataset.has_field(facet.field) else None
            if facet.kind != "values" or described is None or not described.register:
                continue
            if described.register["dataset"] in seen:
                continue
            seen.add(described.register["dataset"])
            for title, former in explorer.register_names(described).items():
                known = " / ".join(ascii_fold(part) for part in (title, *former) if part)
                found.append((title, known, label(facet), (name, facet.field, [title])))
    return found


def _all_in(words, text):
    return all(word in text for word in words)


def _best(hits, words):
    """Return what begins with the first word before what only holds it."""
    return sorted(
        hits, key=lambda item: (not ascii_fold(item[0]).startswith(words[0]), ascii_fold(item[0]))
    )
