"""Which rows pass which choices of a selection, and what they come to, by code.

A row that fails no choice counts in every facet, one that fails a single facet's choice in that
facet only, and others nowhere. So rows are looked at once, whatever the number of facets.
"""

from functools import cached_property

import numpy as np

from .model import OUTSIDE, UNKNOWN
from .places import PLACE
from .tally import Pick, add_up


class Passing:
    """The rows of an index under a selection; what several answers need is worked out once.

    Choices in places are one: a row fails them if none of its places is wanted.

    :param index: the :class:`~.index.FacetIndex`
    :ivar shares_out: True if a row with several places lies on the map in each of them; else it
        lies outside
    :ivar on_map: which place codes lie on the map, chosen or not
    """

    def __init__(self, index, selection):
        self.index = index
        self.places = index.places(selection.place)
        self.shares_out = selection.counting != OUTSIDE
        self.on_map = np.arange(self.places.size) < self.places.count
        self._rows, self._entries = self.places.tallies(index.year_field, index.years)
        self._wanted = {}
        failing = {}
        for facet in index.description.facets:
            choice = selection.filter.get(facet.field)
            if choice is None:
                continue
            if facet.kind == "place":
                values = set(choice.values)
                wanted = [value in values for value in self.place_values(facet)]
                self._wanted[facet.field] = np.array(wanted, dtype=bool)
            else:
                failing[facet.field] = index.failing(facet.field, choice)
        if self._wanted:
            failing[PLACE] = index.failing_place(selection.place, self.wanted())
        self._note(failing)
        self._picks, self._bases, self._by_place, self._parts = {}, {}, {}, {}

    def _note(self, failing):
        """Note for each row which choices it fails, a bit for each."""
        kind = np.min_scalar_type(2 ** max(8, len(failing)) - 1)
        self._bit = {name: kind.type(1 << at) for at, name in enumerate(failing)}
        self._bits = np.zeros(self.index.count, dtype=kind)
        for name, mask in failing.items():
            self._bits |= mask.view(np.uint8) * self._bit[name]
        self._base = Pick(self._bits == 0)

    def place_values(self, facet):
        """Return the value of a place facet for each place code."""
        if not facet.via:
            return [None if value == UNKNOWN else value for value in self.places.values]
        return [item[2].get(facet.field) for item in self.index.municipalities] + [None] * 3

    def wanted(self, without=""):
        """Return which place codes are chosen, leaving one facet's own choice aside."""
        wanted = np.ones(self.places.size, dtype=bool)
        for name, mask in self._wanted.items():
            if name != without:
                wanted &= mask
        return wanted

    def _passes(self, bits, name):
        """Return which rows pass all choices but that of one facet."""
        return bits & ~self._bit[name] == 0 if name in self._bit else bits == 0

    def _pick(self, name):
        """Return the rows to go through for a facet, and True if the base comes on top.

        The base is what passes all choices. Either those rows are added to it that fail this facet
        only, or all are picked that pass the others, whichever is less work.
        """
        if name not in self._bit:
            return None, True
        if name not in self._picks:
            alone = self._bits == self._bit[name]
            count = int(np.count_nonzero(alone))
            if count <= self.index.count - self._base.count - count:
                self._picks[name] = Pick(alone), True
            else:
                self._picks[name] = Pick(self._passes(self._bits, name)), False
        return self._picks[name]

    def _of_base(self, group, amounts):
        if (group, amounts) not in self._bases:
            self._bases[group, amounts] = group.tally.of(self._base, amounts)
        return self._bases[group, amounts]

    def by_code(self, name, amounts=None):
        """Return counts, or sums of amounts, of a facet's codes under the choices in the others."""
        group = self.index.group_of(name) or self._rows
        pick, on_base = self._pick(name)
        found = group.part(name, self._of_base(group, amounts)) if on_base else 0
        if pick is not None:
            found = found + self.index.tally(name).of(pick, amounts)
        if amounts is not None and self._wanted:
            # Places that are not wanted take their shares with them.
            column, (bits, rows, lost) = self.index.column(name), self._parted(amounts)
            passing = np.flatnonzero(self._passes(bits, name))
            codes = column.codes.take(rows.take(passing))
            found = found - add_up(codes, lost.take(passing), column.size)
        return found

    def _parted(self, amounts):
        """Return bits, row and lost amount of the rows of which only some places are wanted."""
        if amounts not in self._parts:
            lost = self.places.lost(amounts, self.wanted())
            some = np.flatnonzero((self._shared_bits & self._bit[PLACE] == 0) & (lost != 0))
            self._parts[amounts] = (
                self._shared_bits.take(some),
                self.places.shared.take(some),
                lost.take(some),
            )
        return self._parts[amounts]

    # By place: whatever passes the choices in all facets of the rows, wherever it lies.

    @cached_property
    def _shared_bits(self):
        return self._bits.take(self.places.shared)

    @cached_property
    def _shared_passing(self):
        return self._passes(self._shared_bits, PLACE)

    @cached_property
    def _picked_entries(self):
        return Pick(self._shared_passing.take(self.places.entry_rows))

    @cached_property
    def _sets(self):
        """How many rows have each set of several places."""
        return self.places.set_tally.of(Pick(self._shared_passing))

    def by_place(self, amounts=None):
        """Return counts or sums by place and year: of rows with one place, and of the others.

        The others count in each of their places, with their shares of an amount.
        """
        if amounts not in self._by_place:
            pick, on_base = self._pick(PLACE)
            single = self._of_base(self._rows, amounts) if on_base else 0
            if pick is not None:
                single = single + self._rows.tally.of(pick, amounts)
            parts = None if amounts is None else self.places.shares(amounts)
            shared = self._entries.of(self._picked_entries, parts)
            # The last code of the rows stands for several places.
            self._by_place[amounts] = tuple(
                part.reshape(-1, self.index.years.size)[: self.places.size]
                for part in (single, shared)
            )
        return self._by_place[amounts]

    def mapped(self, single, shared):
        """Add up what counts on the map, of rows with one place and with several."""
        return single + shared if self.shares_out else single

    def row_count(self, wanted, with_shared=True):
        """Return the number of rows that have a wanted place, each once."""
        count = int(self.by_place()[0][wanted].sum())
        if with_shared and len(self._sets):
            count += int(self._sets[self.places.sets.any_of(wanted)].sum())
        return count

    def occurring(self, column):
        """Return which codes of a column occur in each place, as two boolean arrays by place and
        code: in rows with one place, and in the others."""
        places = self.places
        single = np.zeros((places.size + 1) * column.size, dtype=bool)
        rows = np.flatnonzero(self._passes(self._bits, PLACE))
        keys = places.by_row.take(rows).astype(np.int64) * column.size + column.codes.take(rows)
        single[keys] = True
        shared = np.zeros((places.size, column.size), dtype=bool)
        entries = np.flatnonzero(self._shared_passing.take(places.entry_rows))
        codes = column.codes[places.shared[places.entry_rows[entries]]]
        shared[places.entry_codes[entries], codes] = True
        return single.reshape(-1, column.size)[: places.size], shared

    def entries(self):
        """Return which entries of all rows are chosen, and which lie on the map if they are."""
        places = self.places
        chosen = self._passes(self._bits, PLACE)[places.rows] & self.wanted()[places.codes]
        on_map = self.on_map[places.codes]
        return chosen, on_map if self.shares_out else on_map & ~places.is_shared
