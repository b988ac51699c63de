"""Sheets: tables to look at, order, search and copy; a cell is put into words when it is seen."""

from functools import cached_property

import numpy as np
from qgis.PyQt.QtCore import QCollator, QLocale

from ..analysis.columns import numbered
from ..domain.text import fold
from ..i18n import language
from .copying import as_text, decimal, in_kronor
from .wording import NO_BREAK, kronor, number


class TextColumn:
    """A column of texts; they are ordered as the user's language has it.

    :param values: text of each line, or empty
    """

    right = False

    def __init__(self, header, values):
        self.header, self.values = header, values

    def text(self, line):
        """Return what a cell shows."""
        return self.values[line]

    plain = text

    @cached_property
    def _numbered(self):
        """The number of each line's text, and the different texts."""
        return numbered(self.values)

    @cached_property
    def _ranks(self):
        """The place of each different text in the order of the language; NaN for the empty one."""
        collator = QCollator(QLocale(language()))
        collator.setNumericMode(True)
        texts = self._numbered[1]
        keys = [collator.sortKey(text) for text in texts]
        ranks = np.empty(len(texts))
        for rank, at in enumerate(sorted(range(len(texts)), key=keys.__getitem__)):
            ranks[at] = rank if texts[at] else np.nan
        return ranks

    @cached_property
    def _folded(self):
        return [fold(text) for text in self._numbered[1]]

    def prepare(self):
        """Work out what ordering and searching rest on."""
        _ = self._ranks, self._folded

    def keys(self):
        """Return numbers that are in the order of the texts; NaN for empty ones."""
        return self._ranks[self._numbered[0]]

    def holds(self, words):
        """Return which lines hold folded words."""
        hits = np.array([words in text for text in self._folded], dtype=bool)
        return hits[self._numbered[0]]


class NumberColumn:
    """A column of numbers, put into words when a cell is looked at.

    :param numbers: array; NaN where there is none
    :param is_money: True for whole öre
    """

    right = True

    def __init__(self, header, numbers, is_money=False, scale=1, plain_years=False):
        self.header, self.numbers, self._is_money = header, np.asarray(numbers), is_money
        self._scale, self._plain_years = scale, plain_years

    def text(self, line):
        """Return what a cell shows."""
        return self.shown(self.numbers[line])

    def shown(self, value):
        """Return a number in words."""
        if value != value:
            return ""
        if self._plain_years:
            return str(int(value))
        if self._is_money:
            return kronor(int(value) / 100).removesuffix(f"{NO_BREAK}kr")
        return number(value / self._scale, None if self._scale > 1 or value % 1 else 0)

    def plain(self, line):
        """Return a cell for copying."""
        return self.plain_of(self.numbers[line])

    def plain_of(self, value):
        """Return a number for copying."""
        if value != value:
            return ""
        if self._is_money:
            return in_kronor(value)
        return decimal(float(value) / self._scale)

    def prepare(self):
        """Numbers are ready as they are."""

    def keys(self):
        """Return what the lines are ordered by."""
        return self.numbers

    def holds(self, _words):
        """Words are searched for in texts only."""
        return False


class Sheet:
    """Lines of columns, to look at, order, search and copy.

    :param links: web address of each line, or None
    :param footer: the sum of each column, None where it has none; empty for no such line
    :param footers: several such lines
    """

    def __init__(self, columns, links=None, footer=(), note="", footers=()):
        self.columns, self.links, self.note = columns, links, note
        self.footers = footers or ((footer,) if footer else ())
        first = columns[0]
        self.size = len(first.values if isinstance(first, TextColumn) else first.numbers)

    def prepared(self):
        """Return the sheet, ready to be ordered and searched at once; any thread may call it."""
        for column in self.columns:
            column.prepare()
        return self

    def arranged(self, column, descending, words):
        """Return the lines that hold words, in the order of a column, as an array.

        :param column: -1 for the order in which they were put together
        """
        by_column = 0 <= column < len(self.columns)
        lines = self.order(column, descending) if by_column else np.arange(self.size)
        return lines[self.found(words)[lines]] if words else lines

    def order(self, column, descending):
        """Return the lines in the order of a column; what is empty stands last."""
        keys = self.columns[column].keys()
        order = np.argsort(-keys if descending else keys, kind="stable")
        return order

    def found(self, words):
        """Return which lines hold words, as booleans."""
        words = fold(words)
        hits = np.zeros(self.size, dtype=bool)
        for column in self.columns:
            hits |= column.holds(words)
        return hits

    def footer_text(self, line, column):
        """Return what one of the last lines shows in a column."""
        value = self.footers[line][column]
        if value is None:
            return ""
        return value if isinstance(value, str) else self.columns[column].shown(value)

    def copied(self, lines, with_footer=True):
        """Return lines as text for a spreadsheet."""
        found = [[column.header for column in self.columns]]
        found += [[column.plain(line) for column in self.columns] for line in lines]
        for footer in self.footers if with_footer else ():
            pairs = zip(self.columns, footer, strict=True)
            found.append(
                ["" if value is None else value if isinstance(value, str)
                 else column.plain_of(value) for column, value in pairs]
            )  # fmt: skip
        return as_text(found)
