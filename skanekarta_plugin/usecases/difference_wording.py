"""What a comparison says, in the user's language: its two sides, its title and its figures."""

import dataclasses

from ..analysis.model import ComparedTexts
from ..i18n import label, language, tr
from .wording import MINUS, NO_BREAK, AddedUp, number, outside_reason, short_kronor, unit_of


def compared_texts(texts, comparison, own, other, years, population_years):
    """Return the texts of a view, changed to what its comparison shows.

    :param texts: the :class:`~..analysis.model.Texts` of the selection itself
    :param own, other: :class:`~.wording.Wording` of both sides
    :param years: the years of all rows as text
    """
    names = _sides(own, other)
    unit = unit_of(own.choice, own.selection, own.codelists, own.dataset)
    points = points_of(own)
    shown = "%" if comparison.in_percent else points
    rows = _rows(comparison, own)
    compared = ComparedTexts(
        *names, unit, points, rows, texts, _note(comparison, own, other, names)
    )
    return dataclasses.replace(
        texts,
        title=_title(own, other, names, years),
        unit=_difference_in(shown),
        filter=_shared_filter(own, other),
        figures=_figures(comparison, own, compared),
        exact=(),
        population=own.population(population_years),
        outside=tuple((row[0], "", row[3]) for row in rows[3:]),
        compared=compared,
    )


def points_of(wording):
    """Return the unit of a difference: that of the measure, and percentage points for per cent."""
    unit = unit_of(wording.choice, wording.selection, wording.codelists, wording.dataset)
    return tr("percentage points") if unit == "%" else unit


def signed(text):
    """Return a shown figure with its sign: what is more has a plus, nothing has none."""
    is_more = not text.startswith(MINUS) and any(digit in text for digit in "123456789")
    return f"+{text}" if is_more else text


def percent_in_words(pair):
    """Return a difference in per cent: ``+27 %``, ``new`` where there was nothing, or a dash."""
    if pair.is_new:
        return tr("new")
    if pair.percent is None:
        return "–"
    return signed(f"{number(pair.percent, _percent_decimals(pair.percent))}{NO_BREAK}%")


def _percent_decimals(percent):
    return 0 if abs(percent) >= 10 or round(percent) == percent else 1


def _difference_in(unit):
    if unit == "%":
        return tr("difference in per cent")
    return tr("difference in {unit}", unit=unit) if unit else tr("difference")


def _differing(own, other):
    """Return the facets in which the sides differ."""
    return [
        facet
        for facet in own.description.facets
        if own.selection.filter.get(facet.field) != other.selection.filter.get(facet.field)
    ]


def _sides(own, other):
    """Return what the sides are called: by their names, else by the choices that differ."""
    compare = own.selection.compare
    facets = _differing(own, other)
    named = []
    for wording, name in ((own, compare.own_label), (other, compare.label)):
        named.append(name or _choices_in_words(wording, facets))
    if named[0] == named[1]:
        return tr("{name} (A)", name=named[0]), tr("{name} (B)", name=named[1])
    return tuple(named)


def _choices_in_words(wording, facets):
    if not facets:
        return tr("the same selection")
    year = wording.description.year_field
    others = [_choice_in_words(wording, facet, year) for facet in facets if facet.field != year]
    years = [_choice_in_words(wording, facet, year) for facet in facets if facet.field == year]
    # The years last, as in a title.
    return " ".join([*filter(None, [", ".join(others)]), *years])


def _choice_in_words(wording, facet, year):
    if facet.field in wording.selection.filter:
        return wording.choice_text(facet)
    if facet.field == year:
        return tr("all years")
    return tr("all ({facet})", facet=label(facet).lower())


def _title(own, other, names, years):
    """Return the title: the map, the measure, both sides, and the years unless a side says them."""
    measure = own.measure()
    head = f"{label(own.description)}: {measure[:1].lower()}{measure[1:]}"
    sides = tr("{own} compared with {other}", own=names[0], other=names[1])
    compare = own.selection.compare
    said = own.description.year_field in [facet.field for facet in _differing(own, other)]
    named = compare.own_label or compare.label
    return ", ".join(filter(None, (head, sides, "" if said or named else years)))


def _shared_filter(own, other):
    """Return the choices that both sides have, in one line; a name says nothing of its choices."""
    differing = {facet.field for facet in _differing(own, other)}
    single = {facet.field for facet in own.description.facets if facet.kind == "single"}
    compare = own.selection.compare
    parts = [text for field, text in own.chips() if field not in differing and field not in single]
    for wording, name in ((own, compare.own_label), (other, compare.label)):
        if name:
            told = [text for field, text in wording.chips() if field in differing]
            parts.append(f"{name}: {', '.join(told) or tr('No filter')}")
    return " · ".join(parts) if parts else tr("No filter")


def _rows(comparison, own):
    """Return total, on the map, outside it, and the reasons, rounded so that they add up.

    They add up downwards and from side to side.
    """
    if comparison.total.difference is None:
        return ()
    amount = _amounts(comparison, own)
    if comparison.outside.difference is None:
        # A rate: one decimal on both sides, so that the difference is seen to be right.
        a, b = round(comparison.total.a, 1), round(comparison.total.b, 1)
        shown = [number(value, 1) for value in (a, b, a - b)]
        return (_row(tr("Total"), comparison.total, *shown),)
    is_count = own.choice.measure.aggregate == "count"
    reasons = [
        (outside_reason(reason), counts if is_count else amounts)
        for reason, amounts, counts in comparison.reasons
    ]
    reasons = [(name, pair) for name, pair in reasons if pair.difference is not None]
    pairs = [
        (tr("Total"), comparison.total),
        (tr("On the map"), comparison.mapped),
        (tr("Outside the map"), comparison.outside),
        *((name[:1].upper() + name[1:], pair) for name, pair in reasons),
    ]
    if not (comparison.other.is_money and comparison.total.a is not None):
        return tuple(
            _row(name, pair, amount(pair.a), amount(pair.b), amount(pair.difference))
            for name, pair in pairs
        )
    scale = AddedUp(max(abs(comparison.total.a), abs(comparison.total.b)))
    sides = []
    for side in ("a", "b"):
        ore = [getattr(pair, side) for _, pair in pairs]
        total = round(ore[0] / scale.step)
        mapped, outside = scale.split(ore[1:3], total)
        sides.append([total, mapped, outside, *scale.split(ore[3:], outside)])
    return tuple(
        _row(
            name, pair,
            scale.show(a, pair.a), scale.show(b, pair.b), scale.show(a - b, pair.difference),
        )
        for (name, pair), a, b in zip(pairs, *sides, strict=True)
    )  # fmt: skip


def _row(name, pair, own, other, difference):
    return name, own, other, signed(difference), percent_in_words(pair)


def _amounts(comparison, own):
    totals = comparison.other

    def amount(value):
        shown = totals.in_unit(value)
        return short_kronor(shown) if totals.is_money else number(shown)

    return amount


def _figures(comparison, own, compared):
    """Return the key figures for a print: the difference, both sides, and where it lies."""
    found = []
    money = comparison.other.is_money
    unit = "" if money else f"{NO_BREAK}{own.choice.measure.unit.text(language())}".rstrip()
    if compared.rows:
        _, a, b, difference, percent = compared.rows[0]
        beside = "" if percent == "–" else f" ({percent})"
        points = compared.difference_unit
        more = unit if points == compared.unit else f"{NO_BREAK}{points}"
        found = [
            (tr("Difference in all"), f"{difference}{more}{beside}"),
            (compared.own, f"{a}{unit}"),
            (compared.other, f"{b}{unit}"),
            *((row[0], f"{row[3]}{unit}") for row in compared.rows[1:3]),
        ]
    return (*found, *_extremes(comparison, compared))


def _extremes(comparison, compared):
    """Return how many municipalities have more and less, and where the difference is largest."""
    known = [(comparison.value(area), area.name) for area in comparison.areas]
    known = sorted((value, name) for value, name in known if value is not None)
    unit = "%" if comparison.in_percent else compared.difference_unit
    more, less = (sum(1 for value, _ in known if way * value > 0) for way in (1, -1))
    found = [
        (
            tr("Municipalities with more and less"),
            tr("{more} and {less} of {all}", more=more, less=less, all=len(comparison.areas)),
        )
    ]
    for title, (value, name), way in (
        (tr("Largest plus"), known[-1] if known else (0, ""), 1),
        (tr("Largest minus"), known[0] if known else (0, ""), -1),
    ):
        if way * value > 0:
            shown = short_kronor(value) if unit == "kr" else f"{number(value)}{NO_BREAK}{unit}"
            found.append((title, f"{name} {signed(shown)}".strip()))
    return found


def _note(comparison, own, other, names):
    """Return what the reader must know before the figures."""
    if not _differing(own, other):
        return tr("Both sides are the same selection: there is no difference.")
    empty = [
        name
        for name, count in zip(names, (comparison.counts.a, comparison.counts.b), strict=True)
        if not count
    ]
    if len(empty) == 2:
        return tr("Nothing matches either side.")
    return tr("Nothing matches {name}.", name=empty[0]) if empty else ""
