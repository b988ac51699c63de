"""Tables of the selection: its rows, its recipients by year, and any two facets."""

from functools import cached_property

import numpy as np
from qgis.PyQt.QtCore import QCollator, QLocale

from ..analysis.columns import numbered
from ..analysis.pivot import pivot
from ..analysis.tally import Amounts, add_up
from ..domain.text import fold
from ..i18n import label, language, tr
from .copying import as_text, decimal, in_kronor
from .wording import NO_BREAK, kronor, number, value_label

# Facets of more values make no columns.
_MOST_COLUMNS = 60


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


def row_list(explorer, view):
    """Return the :class:`Sheet` of the rows behind a view, each once."""
    return row_list_work(explorer, view)()


def row_list_work(explorer, view):
    """Return a function that makes the :func:`row_list`; any thread may call it.

    What rests on the index, which one thread at a time may ask, is looked up here.
    """
    index = explorer.index(view.description.name)
    chosen = index.ask(view.selection).taken()
    measure = view.choice.measure
    full = {
        "sum": lambda: index.ask(view.selection).amounts.whole,
        "latest": lambda: index.numbers(measure.field),
    }.get(measure.aggregate, lambda: None)()
    names = [facet.field for facet in view.description.facets]
    parted = {name: index.column(name) for name in names if view.dataset.child_of(name)}
    known = explorer.municipalities(), explorer.codelists, explorer.data(view.dataset.name)
    return lambda: _row_list(view, chosen, full, parted, *known)


def _row_list(view, chosen, full, parted, municipalities, codelists, data):
    description, dataset = view.description, view.dataset
    rows, inverse = np.unique(chosen.rows, return_inverse=True)
    data = data.columns
    names = {code: name for code, name, _ in municipalities}
    picked = rows.tolist()

    def texts(name):
        field = dataset.field(name)
        facet = description.facet(name)
        column = parted.get(name)
        if column is not None:
            by_code = _texts_of(codelists, facet, field, column, names)
            return [by_code[code] for code in column.codes[rows].tolist()]
        codelist = codelists.get(field.codelist)
        titles = {} if codelist is None else {
            value: entry.label.text(language()) for value, entry in codelist.by_value.items()
        }  # fmt: skip
        raw = data[name]
        return ["" if raw[row] is None else str(titles.get(raw[row], raw[row])) for row in picked]

    columns = []
    listed = [dataset.label_field] if dataset.label_field else []
    listed += [
        facet.field
        for facet in description.facets
        if facet.kind in ("text", "values", "single") and facet.field not in listed
    ]
    for position, name in enumerate(listed):
        columns.append(TextColumn(label(dataset.field(name)), texts(name)))
        if position == 0 and description.year_field in data:
            years = [data[description.year_field][row] for row in picked]
            numbers = np.array(years, dtype=float)
            head = label(dataset.field(description.year_field))
            columns.append(NumberColumn(head, numbers, plain_years=True))
    measure, totals = view.choice.measure, view.totals
    place = [set() for _ in picked]
    by_code = [*(name for _, name, _ in municipalities), tr("All of Skåne"), "", ""]
    for line, code in zip(inverse.tolist(), chosen.codes.tolist(), strict=True):
        place[line].add(by_code[code])
    where = [", ".join(sorted(filter(None, found))) for found in place]
    columns.insert(2, TextColumn(tr("Place"), where))
    if measure.aggregate == "sum":
        sums = add_up(inverse, Amounts(chosen.shares).addends, len(rows))
        unit = measure.unit.text(language())
        for at, (head, numbers) in enumerate(
            ((tr("Amount in the selection ({unit})", unit=unit), sums),
             (tr("Full amount ({unit})", unit=unit), full[rows]))
        ):  # fmt: skip
            columns.insert(3 + at, NumberColumn(head, numbers, totals.is_money, totals.scale))
    elif measure.aggregate == "latest":
        columns.insert(3, NumberColumn(label(measure), full[rows]))
    link = next((field.name for field in dataset.fields if field.is_link), None)
    links = None if link is None else [data[link][row] for row in picked]
    return Sheet(columns, links)


def _texts_of(codelists, facet, field, column, names):
    """Return the text of each code of a column, also of those that stand for several values."""
    single = [
        "" if value is None else
        (value_label(facet, field, value, codelists, names) if facet else str(value))
        for value in column.values
    ]  # fmt: skip
    several = [[] for _ in range(column.sets.count if column.sets else 0)]
    if column.sets:
        pairs = zip(column.sets.members.tolist(), column.sets.codes.tolist(), strict=True)
        for member, code in pairs:
            several[member].append(single[code])
    return single + [", ".join(found) for found in several]


def recipients(explorer, view):
    """Return the :class:`Sheet` of the registered names of a view, with a column for each year."""
    return recipients_work(explorer, view)()


def recipients_work(explorer, view):
    """Return a function that makes the :func:`recipients`; any thread may call it."""
    field = view.dataset.registered_field
    return pivot_work(explorer, view, field.name, view.description.year_field)


def pivot_facets(explorer, view, *, columns=False):
    """Return the facets that a table can be made of; for columns those of few values."""
    index = explorer.index(view.description.name)
    found = []
    for facet in view.description.facets:
        if facet.kind == "text":
            continue
        few = facet.kind == "place" or len(index.facet_values(facet.field)) <= _MOST_COLUMNS
        if few or not columns:
            found.append(facet)
    return found


def pivot_table(explorer, view, first, second):
    """Return the :class:`Sheet` of two facets of a view.

    :param first: field of the lines; :param second: field of the columns
    """
    return pivot_work(explorer, view, first, second)()


def pivot_work(explorer, view, first, second):
    """Return a function that makes the :func:`pivot_table`; any thread may call it.

    What rests on the index, which one thread at a time may ask, is looked up here.
    """
    question = explorer.index(view.description.name).ask(view.selection)
    chosen = question.taken()
    sides = question.members(first, chosen), question.members(second, chosen)
    return lambda: _table(explorer, view, chosen, sides, first, second)


def _table(explorer, view, chosen, sides, first, second):
    made = pivot(chosen, *sides)
    is_sum, totals = made.sums is not None, view.totals
    cells, lines, across, total = (
        (made.sums, made.first_sums, made.second_sums, made.total)
        if is_sum
        else (made.counts, made.first_counts, made.second_counts, made.count)
    )
    is_money, scale = is_sum and totals.is_money, totals.scale if is_sum else 1
    kept = np.flatnonzero(made.first_counts)
    if first != view.description.year_field:
        # Until the user orders them otherwise, the largest stand first.
        kept = kept[np.argsort(-lines[kept], kind="stable")]
    shown = np.flatnonzero(made.second_counts)
    names = _value_texts(explorer, view, first, made.first)
    heads = _value_texts(explorer, view, second, made.second)
    unit = view.choice.measure.unit.text(language()) if is_sum else ""
    total_head = tr("Total ({unit})", unit=unit) if unit else tr("Total")
    head = label(_described(explorer, view, first))
    columns = [
        TextColumn(head, [names[at] for at in kept.tolist()]),
        NumberColumn(total_head, lines[kept], is_money, scale),
    ]
    footer = [tr("Total"), total]
    if is_sum:
        columns.append(NumberColumn(tr("Number"), made.first_counts[kept]))
        footer.append(made.count)
    for at in shown.tolist():
        columns.append(NumberColumn(heads[at], cells[kept, at], is_money, scale))
        footer.append(across[at])
    notes = []
    for name, side in zip((first, second), sides, strict=True):
        overlap = side.overlap and not (is_sum and _is_place(view, name))
        if overlap:
            notes.append(
                tr("{name}: a row can have several values, so that they do not add up to the "
                   "total.", name=label(_described(explorer, view, name)))
            )  # fmt: skip
    return Sheet(columns, None, footer, " ".join(dict.fromkeys(notes)))


def _is_place(view, name):
    facet = view.description.facet(name)
    return facet is not None and facet.kind == "place"


def _described(explorer, view, name):
    facet = view.description.facet(name)
    return facet if facet is not None else view.dataset.field(name)


def _value_texts(explorer, view, name, values):
    facet = view.description.facet(name)
    if facet is None:
        return [tr("No data") if value is None else str(value) for value in values]
    owner = explorer.catalogue.municipalities if facet.via else view.dataset
    places = {code: text for code, text, _ in explorer.municipalities()}
    field = owner.field(name)
    return [value_label(facet, field, value, explorer.codelists, places) for value in values]
