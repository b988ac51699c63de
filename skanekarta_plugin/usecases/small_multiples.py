"""Small maps beside each other: one for each value of a facet, with one legend for all."""

from dataclasses import dataclass, replace

from qgis.core import QgsProject

from ..analysis.model import AnyOf, Between, MapView
from ..errors import N_, SelectionError
from ..i18n import label, tr
from ..maps.areas import area_layer, missing_layer, style_areas
from ..output.gate import INTERNAL
from ..output.multiples import SmallMap, build_multiples
from ..output.printing import check_print, print_layout
from .feedback import Steps
from .overview import in_order
from .print_map import DEFAULT_TEMPLATE, MARGIN
from .wording import NO_BREAK, AddedUp, number, short_kronor, value_label

# More maps than this are too small to be read.
MOST = 16
_NAMED = 5


@dataclass(frozen=True)
class ValueRow:
    """A value that a map can be made of.

    :param text: what it has in all, as shown; :param amount: the same to sort by
    """

    value: object
    name: str
    text: str
    count: int
    amount: float


@dataclass(frozen=True)
class ValueMap:
    """One of the small maps.

    :param figure: what it has in all; :param notes: lines below
    """

    row: ValueRow
    figure: str
    notes: tuple
    view: MapView


@dataclass(frozen=True)
class SmallMultiples:
    """The small maps of a selection.

    :param whole: view of the selection as a whole, with the legend and the texts of the sheet
    :param legend_notes: what to know about the common legend; :param notes: about the sums
    :param left_out: rows that no map shows
    """

    whole: MapView
    maps: tuple
    legend_notes: tuple
    notes: tuple
    left_out: tuple


def facets_of(description):
    """Return the facets of a map that small maps can be made of."""
    return [facet for facet in description.facets if facet.kind in ("range", "values")]


def value_rows(explorer, selection, field):
    """Return a :class:`ValueRow` for each value that has rows under a selection.

    Years come in their order, other values by their sum, the largest first; rows without a value
    come last.

    :raises SelectionError: if the map has no such facet
    """
    description = explorer.map(selection.map)
    facet = next((item for item in facets_of(description) if item.field == field), None)
    if facet is None:
        raise SelectionError(
            N_("Small maps cannot be made of “{field}”. Choose one of: {known}."),
            field=field,
            known=[item.field for item in facets_of(description)],
        )
    index = explorer.index(selection.map)
    question = index.ask(selection)
    dataset = explorer.catalogue.dataset_of(description)
    column = index.column(field)
    choice = selection.filter.get(field)
    allowed = dict(zip(column.values, column.matching(choice), strict=False)) if choice else {}
    rows = []
    for item in question.facet(facet).values:
        if not item.count or not allowed.get(item.value, not choice):
            continue
        name = value_label(facet, dataset.field(field), item.value, explorer.codelists, {})
        is_money = question.is_sum and question.amounts is not None
        amount = item.amount if is_money else item.count
        rows.append(ValueRow(item.value, name, _row_text(question, item), item.count, amount))
    known = [row for row in rows if row.value is not None]
    if facet.kind == "range":
        known.sort(key=lambda row: row.value)
    else:
        known = in_order(known, lambda row: row.name)
        known.sort(key=lambda row: -row.amount)
    return tuple(known + [row for row in rows if row.value is None])


def _row_text(question, item):
    if not question.is_sum:
        return ""
    amount = item.amount / question.scale
    is_money = question.index.dataset.field(question.measure.field).is_money
    return short_kronor(amount) if is_money else number(amount)


def small_multiples(explorer, selection, field, values=None, steps=None):
    """Return the :class:`SmallMultiples` of a selection by a facet.

    :param field: a facet in :func:`facets_of`
    :param values: stored values in the order of the maps; without them all that have rows, at most
        :data:`MOST`: the largest, or the latest years
    :param steps: the :class:`~.feedback.Steps` of this part of a job
    :raises SelectionError: if the facet or a value is unknown, nothing is selected, or there are
        too many values
    :raises Cancelled: if the user wants to stop
    """
    description = explorer.map(selection.map)
    rows = value_rows(explorer, selection, field)
    facet = description.facet(field)
    chosen = _chosen(facet, rows, values)
    shown = {row.value for row in chosen}
    left_out = tuple(row for row in rows if row.value not in shown)
    views = explorer.together(
        [
            replace(selection, filter={**selection.filter, field: AnyOf((row.value,))})
            for row in chosen
        ],
        steps,
    )
    by = label(facet)[:1].lower() + label(facet)[1:]
    name = tr("{map} by {facet}", map=label(description), facet=by)
    whole = explorer.apart(selection, name)
    years = [row.value for row in chosen if row.value is not None]
    if whole.choice.measure.aggregate == "latest" and field == description.year_field and years:
        # The latest figure of each municipality is that of no map here.
        span = Between(min(years), max(years))
        within = replace(selection, filter={**selection.filter, field: span})
        title = explorer.wording(within).title(None, name)
        whole = replace(whole, texts=replace(whole.texts, title=title, figures=(), exact=()))
    overlapping = whole.dataset.child_of(field) is not None
    measure = whole.choice.measure
    adds_up = measure.has_sum and not overlapping
    wording = explorer.wording(selection)
    texts = _amounts(wording, whole, chosen, left_out, views, adds_up)
    maps = tuple(
        ValueMap(row, text, _lines(wording, view), view)
        for row, view, text in zip(chosen, views, texts[: len(chosen)], strict=True)
    )
    rest = texts[len(chosen)]
    notes = _notes(whole, facet, adds_up, overlapping, len(maps) > 1, left_out, rest)
    return SmallMultiples(
        replace(whole, legend=views[0].legend),
        maps,
        _legend_notes(whole, maps),
        notes,
        left_out,
    )


def first_rows(facet, rows):
    """Return the rows that a sheet has room for: all, or the latest years, or the largest."""
    if len(rows) <= MOST:
        return list(rows)
    known = [row for row in rows if row.value is not None]
    return known[-MOST:] if facet.kind == "range" else known[:MOST]


def _chosen(facet, rows, values):
    if not rows:
        raise SelectionError(
            N_("Nothing matches these choices, so that there is no map to print. Take one back.")
        )
    if values is None:
        return first_rows(facet, rows)
    by_value = {row.value: row for row in rows}
    unknown = [value for value in values if value not in by_value]
    if unknown:
        raise SelectionError(
            N_("“{value}” has no rows in this selection. Known values: {known}."),
            value=unknown[0],
            known=list(by_value),
        )
    chosen = [by_value[value] for value in dict.fromkeys(values)]
    if not chosen:
        raise SelectionError(N_("Choose at least one value."))
    if len(chosen) > MOST:
        raise SelectionError(
            N_("A sheet has room for {most} small maps, and {count} were chosen."),
            most=MOST,
            count=len(chosen),
        )
    return chosen


def _amounts(wording, whole, chosen, left_out, views, adds_up):
    """Return what each map has in all, as text; then the same of all that no map shows together."""
    totals = whole.totals
    if adds_up and whole.choice.measure.aggregate == "sum" and totals.is_money:
        rest = sum(row.amount for row in left_out)
        parts = [view.totals.total for view in views]
        return AddedUp(totals.total).parts([*parts, rest])[0]
    found = []
    for view in views:
        if view.choice.measure.aggregate == "count":
            found.append(wording.count(view.totals.count))
        elif view.totals.total is None:
            # What is compared has no sum, but a median.
            name, text = view.texts.figures[0]
            found.append(f"{name[:1].lower()}{name[1:]} {text}")
        else:
            found.append(wording.amount(view.totals, view.totals.total))
    return (*found, wording.count(sum(row.count for row in left_out)) if adds_up else "")


def _lines(wording, view):
    """Return the lines below the name of a small map: how much there is, and what is not shown."""
    totals, measure = view.totals, view.choice.measure
    if measure.aggregate == "latest":
        return ()
    reached = tr("{count} of {all} municipalities", count=totals.mapped_areas,
                 all=len(totals.areas))  # fmt: skip
    first = reached
    if measure.aggregate != "count":
        first = f"{wording.count(totals.count)}, {reached}"
    outside = ""
    if totals.outside_count:
        amount = wording.amount(totals, totals.outside) if totals.outside else ""
        amount = amount or wording.count(totals.outside_count)
        outside = tr("Outside the map: {amount}", amount=amount)
    return tuple(filter(None, (first, outside)))


def _legend_notes(whole, maps):
    if len(maps) < 2:
        return ()
    if whole.choice.is_choropleth:
        return (tr("The same class limits on all maps."),)
    return (tr("Circles have the same scale on all maps."),)


def _notes(whole, facet, adds_up, overlapping, several, left_out, rest):
    """Return how the maps relate to the total, and what no map shows."""
    notes = []
    if adds_up and not left_out and several:
        notes.append(tr("Together the maps are the total."))
    elif overlapping and whole.choice.measure.has_sum:
        notes.append(
            tr(
                "A row can have several values of “{facet}”: the maps do not add up to the total.",
                facet=label(facet),
            )
        )
    elif whole.choice.measure.aggregate == "distinct":
        notes.append(tr("The same can occur on several maps: the numbers do not add up."))
    if left_out:
        named = ", ".join(row.name for row in left_out[:_NAMED])
        if len(left_out) > _NAMED:
            named = tr("{some} and {more} more", some=named, more=len(left_out) - _NAMED)
        amount = f"{NO_BREAK}({rest})" if rest else ""
        text = tr("{count} more without a map{amount}: {names}.", count=len(left_out),
                  amount=amount, names=named)  # fmt: skip
        notes.append(text)
    return tuple(notes)


def print_small_multiples(
    explorer,
    selection,
    field,
    path,
    *,
    values=None,
    template=DEFAULT_TEMPLATE,
    audience=INTERNAL,
    feedback=None,
):
    """Print small maps of a selection on one sheet; it must run on the main thread.

    :param field, values: see :func:`small_multiples`
    :param path, template, audience: see :func:`~.print_map.print_map`
    :param feedback: is told how far it is
    :return: the path of the written file
    :raises SelectionError: if the choices cannot be answered; :raises OutputError: if audience,
        template or ending is refused, or the file cannot be written
    """
    check_print(path, audience)
    steps, project = Steps(feedback), QgsProject()

    def build():
        return design_small_multiples(
            project, explorer, selection, field, values=values, template=template, steps=steps
        )

    return print_layout(project, build, path, audience)


def design_small_multiples(
    project, explorer, selection, field, *, values=None, template=DEFAULT_TEMPLATE, steps=None
):
    """Return the print layout of small maps, for changes by hand.

    Their layers stand in the project, but not in its layer tree; the layout is not yet in the
    project's layout manager.

    :param field, values: see :func:`small_multiples`
    :param steps: a :class:`~.feedback.Steps`; drawing the sheet is what remains after it
    :raises SelectionError: if the choices cannot be answered
    :raises OutputError: if the template is refused
    """
    steps = steps or Steps(None)
    sheet = small_multiples(explorer, selection, field, values, steps.part(0, 0.3))
    small, building = [], steps.part(0.3, 0.6)
    for done, item in enumerate(sheet.maps):
        building.reach(done / len(sheet.maps))
        areas = area_layer(item.view, item.row.name)
        style_areas(areas, item.view)
        layers = [areas, missing_layer(item.view)]
        project.addMapLayers(layers, False)
        small.append(SmallMap(item.row.name, item.figure, item.notes, item.view, layers))
    extent = small[0].layers[0].extent()
    extent.scale(MARGIN)
    building.reach(1.0)
    return build_multiples(
        project, sheet.whole, small, (sheet.legend_notes, sheet.notes), extent, template
    )
