"""Tables of the selection: its rows, its recipients by year, and any two facets."""

import numpy as np

from ..analysis.pivot import pivot
from ..analysis.tally import Amounts, add_up
from ..i18n import label, language, tr
from .sheets import NumberColumn, Sheet, TextColumn
from .wording import value_label

# Facets of more values make no columns.
_MOST_COLUMNS = 60


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
