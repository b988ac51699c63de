"""The selection as bars: one for each value of a facet, under the choices in the others."""

from dataclasses import dataclass

from ..i18n import label, language, tr
from .copying import as_text, decimal, in_kronor
from .overview import in_order
from .wording import number, short_kronor, value_label

_MOST = 12
_LARGEST = 10


@dataclass(frozen=True)
class Bar:
    """One bar.

    :param value: the facet's stored value; :param size: in the measure's unit
    :param chosen: False where the facet's own choice leaves it out
    """

    value: object
    name: str
    size: float
    text: str
    chosen: bool = True


@dataclass(frozen=True)
class Chart:
    """What a chart shows.

    :param heading: the title without the unit
    :param bars: those that are drawn; :param lines: all of them, for copying
    :param standing: True for columns, as years are
    """

    title: str
    subtitle: str
    note: str
    bars: tuple
    lines: tuple
    standing: bool
    heading: str

    def copied(self):
        """Return title and figures as text for a spreadsheet."""
        return as_text([[self.title], [self.subtitle], *self.lines])


def charted_facets(view):
    """Return the facets that have values to draw."""
    return [
        facet for facet in view.description.facets if facet.kind in ("range", "values", "place")
    ]


def chart(explorer, view, field):
    """Return the :class:`Chart` of a facet of a view."""
    facet = view.description.facet(field)
    state = next(item for item in view.facets if item.field == field)
    measure, totals = view.choice.measure, view.totals
    is_sum = measure.aggregate == "sum"
    is_money = is_sum and totals.is_money
    municipal = explorer.catalogue.municipalities
    described = (municipal if facet.via else view.dataset).field(field)
    places = {code: name for code, name, _ in explorer.municipalities()}
    choice = view.selection.filter.get(field)
    bars, plain = {}, {}
    for item in state.values:
        amount = item.amount if is_sum else item.count
        # At fixed prices a year that is not chosen may have no amount.
        if not item.count or (is_sum and amount is None):
            continue
        size = totals.in_unit(amount) if is_sum else amount
        name = value_label(facet, described, item.value, explorer.codelists, places)
        text = short_kronor(size) if is_money else number(size, None if is_sum else 0)
        bars[item.value] = Bar(item.value, name, size, text, _takes(choice, item.value))
        plain[item.value] = [
            name, in_kronor(amount) if is_money else decimal(size), decimal(item.count)
        ]  # fmt: skip
    standing = facet.kind == "range"
    known = [value for value in bars if value is not None]
    order = sorted(known) if standing else in_order(known, lambda value: bars[value].name)
    if not standing:
        order.sort(key=lambda value: -bars[value].size)
    order += [None] if None in bars else []
    shown = order if standing or len(order) <= _MOST else order[:_LARGEST]
    unit = measure.unit.text(language()) if is_sum else view.description.noun.text(language())
    heading = label(measure) if is_sum else tr("Number")
    by = label(facet).lower()
    titled = tr("{measure} by {facet} ({unit})", measure=heading, facet=by, unit=unit)
    return Chart(
        titled,
        " · ".join(filter(None, (view.texts.example, view.texts.filter))),
        _note(view, facet, order, shown, choice),
        tuple(bars[value] for value in shown),
        ([label(facet), f"{heading} ({unit})", tr("Number")], *(plain[v] for v in order)),
        standing,
        tr("{measure} by {facet}", measure=heading, facet=by),
    )


def _takes(choice, value):
    if choice is None:
        return True
    if hasattr(choice, "values"):
        return value in choice.values
    if hasattr(choice, "low"):
        return value is not None and (
            (choice.low is None or choice.low <= value)
            and (choice.high is None or value <= choice.high)
        )
    return True


def _note(view, facet, order, shown, choice):
    notes = []
    if len(shown) < len(order):
        notes.append(tr("The {few} largest of {all}.", few=len(shown), all=number(len(order), 0)))
    if choice is not None:
        notes.append(tr("Pale bars are not chosen."))
    child = view.dataset.child_of(facet.field)
    if child is not None and not child.is_place:
        notes.append(
            tr("A row can have several values here; the sum of the bars is not the total.")
        )
    elif facet.kind == "place" and view.choice.measure.aggregate != "sum":
        notes.append(tr("A row that names several municipalities may count in several lines."))
    return " ".join(notes)


def written(value, chosen):
    """Return the choice that a click on a bar makes, as a filter's JSON has it.

    :param chosen: values that are chosen now, None for no choice; a click on the only one frees it
    """
    if chosen is not None and list(chosen) == [value]:
        return None
    return [value]
