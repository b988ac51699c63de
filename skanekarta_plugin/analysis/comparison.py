"""Two results beside each other: what the one has more than the other, to the öre."""

from dataclasses import dataclass

from .model import AS_PERCENT, Totals

# Rates of two years are divided and added up in different orders; what differs less is equal.
_DECIMALS = 9


@dataclass(frozen=True)
class Pair:
    """A figure on both sides: of the selection (a), and of what it is compared with (b).

    :param a, b: whole steps (öre) or a number; None for unknown
    """

    a: float | int | None
    b: float | int | None

    @property
    def difference(self):
        """What a has more than b, exact for whole steps; None where one of them is unknown."""
        return None if self.a is None or self.b is None else _clean(self.a - self.b)

    @property
    def percent(self):
        """The difference in per cent of b; None where b is unknown, or not above zero."""
        if self.a is None or self.b is None or self.b <= 0:
            return None
        return round(100 * (self.a - self.b) / self.b, _DECIMALS)

    @property
    def is_new(self):
        """True where there is something now and nothing to compare it with."""
        return self.a is not None and self.a > 0 and self.b == 0


@dataclass(frozen=True)
class AreaPair:
    """Both sides in one municipality.

    :param figure: :class:`Pair` of what the measure shows: amounts, or numbers per inhabitant
    :param count: :class:`Pair` of numbers of rows
    """

    code: str
    name: str
    figure: Pair
    count: Pair


@dataclass(frozen=True)
class Comparison:
    """A selection less another one, by municipality and in all.

    :param areas: :class:`AreaPair` in the order of the codes
    :param total, mapped, outside: :class:`Pair` of amounts, also where the areas show numbers per
        inhabitant; ``mapped + outside == total`` for both sides and the difference, but for rates
    :param reasons: ``(reason, amounts, numbers of rows)`` of what lies outside the map, as pairs
    :param counts: :class:`Pair` of the numbers of rows in all
    :param other: the :class:`~.model.Totals` of what is compared with
    :param scale: whole steps of an area's figure in one of its unit
    :param shown_as: AS_AMOUNT or AS_PERCENT
    """

    areas: tuple
    total: Pair
    mapped: Pair
    outside: Pair
    reasons: tuple
    counts: Pair
    other: Totals
    scale: int
    shown_as: str

    @property
    def in_percent(self):
        """True where the map shows per cent."""
        return self.shown_as == AS_PERCENT

    def in_unit(self, figure):
        """Return a figure of an area in the measure's unit: kronor for money."""
        return figure if figure is None or self.scale == 1 else figure / self.scale

    def value(self, area):
        """Return what the map shows of an area: the difference in the unit, or in per cent.

        None where it is unknown, and for per cent of nothing; from nothing to nothing is 0.
        """
        if not self.in_percent:
            return self.in_unit(area.figure.difference)
        if area.figure.a == 0 and area.figure.b == 0:
            return 0.0
        return area.figure.percent

    @property
    def values(self):
        """What the map shows, by code."""
        return {area.code: self.value(area) for area in self.areas}


def compare(own, other, *, per_inhabitant, shown_as):
    """Return the :class:`Comparison` of two results of one map and measure.

    :param own, other: :class:`~.model.Totals` of the same municipalities
    :param per_inhabitant: True if the measure choice is per inhabitant
    """

    def figure(area):
        return area.per_inhabitant if per_inhabitant else area.amount

    reasons = [{item.reason: item for item in side.outside_reasons} for side in (own, other)]

    def reason_pair(reason, name):
        nothing = None if own.total is None else 0
        return Pair(*(getattr(side.get(reason), name, nothing) for side in reasons))

    return Comparison(
        areas=tuple(
            AreaPair(a.code, a.name, Pair(figure(a), figure(b)), Pair(a.count, b.count))
            for a, b in zip(own.areas, other.areas, strict=True)
        ),
        total=Pair(own.total, other.total),
        mapped=Pair(own.mapped, other.mapped),
        outside=Pair(own.outside, other.outside),
        reasons=tuple(
            (reason, reason_pair(reason, "amount"), reason_pair(reason, "count"))
            for reason in dict.fromkeys([*reasons[0], *reasons[1]])
        ),
        counts=Pair(own.count, other.count),
        other=other,
        scale=1 if per_inhabitant else own.scale,
        shown_as=shown_as,
    )


def _clean(difference):
    return round(difference, _DECIMALS) if isinstance(difference, float) else difference
