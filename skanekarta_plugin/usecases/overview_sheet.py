"""The overview of a selection as a sheet: figures, divisions, charts, and what is not reached."""

from dataclasses import dataclass, replace

from qgis.core import QgsProject

from ..definitions.model import PER_INHABITANT
from ..i18n import label, language, tr
from ..output.charts import Bars
from ..output.gate import INTERNAL
from ..output.overview import Overview, build_overview
from ..output.printing import check_print, print_layout
from . import print_map
from .overview import key_figures
from .overview_chart import Bar, chart
from .wording import NO_BREAK, AddedUp, number

DEFAULT_TEMPLATE = "a4-staende"


@dataclass(frozen=True)
class ShareRow:
    """A division: its two shares as text and from 0 to 1, and its figures."""

    name: str
    texts: tuple
    shares: tuple
    figures: tuple


@dataclass(frozen=True)
class ShareTable:
    """Divisions beside their inhabitants, and the lines that add up.

    :param legend: what the two shares are; :param headers: of the figures
    :param sums: ``(name, figures)``
    """

    title: str
    legend: tuple
    headers: tuple
    rows: tuple
    sums: tuple
    notes: tuple


def templates():
    """Return the names of the layout templates, the default first."""
    return sorted(print_map.templates(), key=lambda name: name != DEFAULT_TEMPLATE)


def overview(explorer, selection):
    """Return the :class:`~..output.overview.Overview` of a selection.

    A measure per inhabitant is shown as its total; what it is per inhabitant is a figure beside it.
    """
    description = explorer.map(selection.map)
    choice = next(item for item in description.choices if item.name == selection.measure)
    selection = replace(selection, measure=choice.measure.name)
    name = tr("{map} in overview", map=label(description))
    view = explorer.apart(selection, name)
    if choice.measure.per_inhabitant:
        # Sources and population are those of all figures on the sheet.
        rate = explorer.apart(replace(selection, measure=choice.measure.name + PER_INHABITANT))
        texts = replace(view.texts, population=rate.texts.population, sources=rate.texts.sources)
        view = replace(view, texts=texts)
    figures = key_figures(explorer, view)
    return Overview(
        view,
        _figures(explorer, view),
        _shares(view, figures),
        _charts(explorer, view),
        _white(figures),
    )


def _figures(explorer, view):
    """Return the key figures: the measure, the number, what else the map can tell, the reach."""
    selection, totals, measure = view.selection, view.totals, view.choice.measure
    index, wording = explorer.index(selection.map), explorer.wording(selection)
    noun = view.description.noun.text(language())
    found = []
    if measure.is_rate:
        found += [item for item in view.texts.figures if item[0] != tr("Municipalities reached")]
    elif measure.aggregate == "sum":
        found.append((label(measure), wording.amount(totals, totals.total)))
    found.append((_capital(noun), number(totals.count, 0)))
    for other in view.description.measures:
        if other.aggregate in ("distinct", "share") and other != measure:
            asked = replace(selection, measure=other.name)
            result = index.totals(asked)
            text = explorer.wording(asked).amount(result, result.total)
            if other.aggregate == "distinct":
                text = number(result.total, 0)
            found.append((label(other), text or tr("No data")))
    if measure.per_inhabitant:
        rate = index.ask(selection).together().per_inhabitant
        unit = measure.unit.text(language())
        text = tr("No data") if rate is None else f"{number(rate)}{NO_BREAK}{unit}"
        found.append((tr("Per inhabitant, on the map"), text))
    if not measure.is_rate:
        reached = tr("{count} of {all}", count=totals.mapped_areas, all=len(totals.areas))
        found.append((tr("Municipalities reached"), reached))
    return tuple(dict.fromkeys(found))


def _shares(view, figures):
    """Return the divisions as a table for the sheet; None where there is nothing to add up."""
    divided = [row for row in figures.rows if row.value is not None]
    if not divided:
        return None
    division, _, _, _, *rates = figures.headers
    amounts, sums = _amounts(view, divided, figures)
    blank = ("",) * len(rates)
    return ShareTable(
        tr("{division}: share of the amount and of the inhabitants", division=division)
        if sums
        else tr("{division}: share of the number and of the inhabitants", division=division),
        (tr("Share of the amount") if sums else tr("Share of the number"),
         tr("Share of the inhabitants")),
        (tr("Amount") if sums else tr("Number"), *rates),
        tuple(
            ShareRow(_capital(row.texts[0]), row.texts[2:4], row.shares, (text, *row.texts[4:]))
            for row, text in zip(divided, amounts, strict=True)
        ),
        tuple((name, (text, *blank)) for name, text in sums),
        (figures.note,) if figures.note else (),
    )  # fmt: skip


def _amounts(view, divided, figures):
    """Return the amounts of the divisions, and the lines that they add up to, as text."""
    totals = view.totals
    names = [row.texts[0] for row in figures.rows if row.value is None]
    if not totals.is_money:
        lines = [row.texts[1] for row in figures.rows if row.value is None]
        return [row.texts[1] for row in divided], list(zip(names, lines, strict=True))
    scale = AddedUp(totals.total)
    sums, (mapped, _) = scale.parts([totals.mapped, totals.outside])
    amounts, _ = scale.parts([row.amount for row in divided], mapped)
    total = scale.show(scale.total, totals.total)
    return amounts, list(zip(names, (*sums, total), strict=True))


def _capital(text):
    return text[:1].upper() + text[1:]


def _charts(explorer, view):
    """Return the charts: by year, by the first heading of single values, and of several values.

    Of figures that are compared, it is the municipalities in their order.
    """
    if view.choice.measure.aggregate == "latest":
        return (_ranked(view),)
    described = view.description
    values = [facet for facet in described.facets if facet.kind == "values"]
    several = [facet for facet in values if view.dataset.child_of(facet.field) is not None]
    single = [facet for facet in values if facet not in several]
    years = [facet for facet in described.facets if facet.field == described.year_field]
    return tuple(
        _bars(chart(explorer, view, facet.field)) for facet in (*years, *single[:1], *several[:1])
    )


def _ranked(view):
    """Return the municipalities as bars, the highest figure first; those without one come last."""
    known = [area for area in view.totals.areas if area.value is not None]
    known.sort(key=lambda area: -area.value)
    missing = [area for area in view.totals.areas if area.value is None]
    bars = [Bar(area.code, area.name, area.value, number(area.value)) for area in known]
    bars += [Bar(area.code, area.name, 0.0, tr("No data")) for area in missing]
    unit = f" ({view.texts.unit})" if view.texts.unit else ""
    return Bars(view.texts.measure + unit, tuple(bars), False)


def _bars(shown):
    """Return a chart for the sheet: the unit stands in its title, if all figures have the same."""
    bars, title = shown.bars, shown.title
    units = {_unit(bar.text) for bar in bars}
    if any(units):
        title = shown.heading
    if len(units) == 1 and any(units) and shown.standing:
        bars = tuple(replace(bar, text=bar.text.rpartition(NO_BREAK)[0]) for bar in bars)
        title = f"{title} ({units.pop()})"
    return Bars(title, bars, shown.standing, (shown.note,) if shown.note else ())


def _unit(text):
    """Return the unit of a figure in words: ``mkr`` of ``38,2 mkr``, nothing of ``1 167``."""
    last = text.rpartition(NO_BREAK)[2]
    return "" if any(char.isdigit() for char in last) else last


def _white(figures):
    """Return the heading and the names of what is not reached."""
    spots = figures.white
    missed = [spot for spot in spots if spot.codes == (spot.value,)]
    heading = tr("White spots: {count} of {all}", count=len(missed), all=figures.looked_at)
    if not spots:
        return heading, tr("None: every municipality is reached")
    names = {
        spot.value: f"{spot.name} ({spot.note})" if spot.note else spot.name for spot in missed
    }
    groups = []
    for spot in spots:
        if spot.codes != (spot.value,):
            inside = ", ".join(filter(None, (names.pop(code, "") for code in spot.codes)))
            groups.append(f"{tr('All of {name}', name=spot.name)}: {inside}")
    return heading, "; ".join(filter(None, [*groups, ", ".join(names.values())]))


def print_overview(explorer, selection, path, *, template=DEFAULT_TEMPLATE, audience=INTERNAL):
    """Print the overview of a selection on one sheet; it must run on the main thread.

    :param path, template, audience: see :func:`~.print_map.print_map`
    :return: the path of the written file
    :raises OutputError: if audience, template or ending is refused, or the file cannot be written
    """
    check_print(path, audience)
    project = QgsProject()

    def build():
        return design_overview(project, explorer, selection, template)

    return print_layout(project, build, path, audience)


def design_overview(project, explorer, selection, template=DEFAULT_TEMPLATE):
    """Return the print layout of the overview of a selection, for changes by hand.

    It is not yet in the project's layout manager.

    :raises OutputError: if the template is refused
    """
    return build_overview(project, overview(explorer, selection), template)
