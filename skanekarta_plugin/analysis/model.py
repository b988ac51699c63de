"""What goes into and comes out of an analysis, as plain data."""

from dataclasses import dataclass, field

from .prices import CURRENT

SHARE = "dela"
OUTSIDE = "utanfor"

# Why an amount lies outside the map.
SEVERAL = "flera"
REGION = "region"
UNKNOWN = "okand"
MISSING = "saknas"

# How a difference is shown.
AS_AMOUNT = "amount"
AS_PERCENT = "percent"


@dataclass(frozen=True)
class AnyOf:
    """The row has one of these values; ``None`` stands for a missing one."""

    values: tuple


@dataclass(frozen=True)
class Between:
    """The value lies in this range, both ends included; ``None`` is open."""

    low: int | None
    high: int | None


@dataclass(frozen=True)
class Contains:
    """The text holds these words, without regard to case."""

    text: str


@dataclass(frozen=True)
class Compared:
    """What a selection is compared with: the difference is the selection less this.

    :param filter: as that of a :class:`Selection`; measure, place and counting rule are shared
    :param label: what the user calls this side, :param own_label: … and the selection itself;
        empty where their choices say it
    :param shown_as: AS_AMOUNT or AS_PERCENT
    """

    filter: dict
    label: str = ""
    own_label: str = ""
    shown_as: str = AS_AMOUNT


@dataclass(frozen=True)
class Selection:
    """What the user chose: filter by facet field, measure, place and counting rule.

    :param filter: :class:`AnyOf`, :class:`Between` or :class:`Contains` by facet field
    :param measure: name of a measure choice, such as ``beviljat_per_invanare``
    :param compare: a :class:`Compared`, or None
    :param prices: ``fasta`` for amounts in the prices of the last year of the price index
    """

    map: str
    filter: dict
    measure: str
    place: str
    counting: str
    prices: str = CURRENT
    compare: Compared | None = None


@dataclass(frozen=True)
class Entry:
    """A selected row in one of its places.

    :param row: index of the row; :param code: its municipality, None outside of them
    :param share: this place's part in whole steps (öre); None for measures that are not summed
    :param reason: why it lies outside the map; empty on the map
    :param alone: True if the row names no other place
    """

    row: int
    code: str | None
    share: int | None
    reason: str
    alone: bool


@dataclass(frozen=True)
class Area:
    """The result of one municipality.

    :param amount: whole öre for money, else a number; None for no value
    :param per_inhabitant: in the measure's unit (kronor) per inhabitant; None where no population
        is known
    :param value: what the map shows, in the measure's unit (kronor): the amount, the rate or the
        number per inhabitant; None means "uppgift saknas"
    """

    code: str
    name: str
    count: int
    amount: float | int | None
    per_inhabitant: float | None
    value: float | None


@dataclass(frozen=True)
class Division:
    """What several municipalities that belong together have on the map.

    :param codes: the municipalities; :param count: rows, each once
    :param amount: in whole steps; None for measures that are not summed, as is the rate
    :param per_inhabitant: the sum of each year's rate, in the measure's unit
    :param inhabitants: by year
    """

    value: str
    codes: tuple
    count: int
    amount: int | None
    per_inhabitant: float | None
    inhabitants: dict


@dataclass(frozen=True)
class OutsideMap:
    """What lies outside the map for one reason (SEVERAL, REGION, UNKNOWN or MISSING)."""

    reason: str
    count: int
    amount: float | int | None


@dataclass(frozen=True)
class Totals:
    """The result for all municipalities; ``mapped + outside == total`` but for rates.

    Counts are rows, each once; amounts are whole öre where ``is_money``. Of different values,
    ``outside`` are those that occur nowhere on the map. Of a share, ``total`` and ``mapped`` are
    the share in all and on the map, and ``outside`` is None; of latest figures all three are None.

    :param scale: how many of the amounts' whole steps make one of the measure's unit: 100 öre

    :param population_years: year of the population used, by year of the rows, where they differ;
        None where a municipality has amounts of that year, but no population
    :param mapped_areas: number of municipalities with at least one row
    """

    areas: tuple
    count: int
    mapped_count: int
    outside_count: int
    total: float | int | None
    mapped: float | int | None
    outside: float | int | None
    outside_reasons: tuple
    is_money: bool
    scale: int = 1
    population_years: dict = field(default_factory=dict)

    @property
    def mapped_areas(self):
        """Number of municipalities that something reaches: an amount above zero, or else a row."""
        return sum(1 for area in self.areas if area.count and (area.amount or 0) > 0)

    def in_unit(self, amount):
        """Return an amount of this result in the measure's unit: kronor for money."""
        return amount if amount is None or self.scale == 1 else amount / self.scale


@dataclass(frozen=True)
class FacetValue:
    """One row of a facet under the choices in the other facets.

    :param value: the stored value; None for a missing one
    :param amount: as in :class:`Totals`; None for measures that are not summed, and at fixed
        prices for years without a price index
    """

    value: object
    count: int
    amount: float | int | None


@dataclass(frozen=True)
class FacetState:
    """The values of one facet, in the order of its codelist or by value."""

    field: str
    values: tuple


@dataclass(frozen=True)
class RelatedValue:
    """A value of another dataset for one municipality, as text, with a link where there is one."""

    text: str
    number: float | None = None
    link: str = ""


@dataclass(frozen=True)
class MapClass:
    """One class of a legend.

    :param lower: lower limit (excluded, but for the first class)
    :param upper: upper limit (included); both in the measure's unit
    :param label: such as ``"10–25 (7)"``, with the number of municipalities
    """

    lower: float
    upper: float
    colour: str
    label: str
    count: int


@dataclass(frozen=True)
class Legend:
    """Class limits with their labels, colours and number of municipalities.

    Renderer, legend and print are made from it.

    :param zero: the class of the value 0 (``"Inget stöd (4)"``), or None if no value is 0
    :param negative: the class of values below zero, such as repayments; None if there are none
    :param new: of differences in per cent, the class of what is compared with nothing at all
    :param is_diverging: True for differences: classes from the lowest below zero to the highest
        above it, each open away from zero
    :param missing_label: such as ``"Uppgift saknas (2)"``; :param missing_count: how many
    :param symbol_sizes: ``(value, label)`` of circles for proportional symbols; empty for rates
    :param largest_label: what the largest circle stands for, in words
    :param under: number of municipalities above zero that lie below the lowest limit
    :param over: number of municipalities above the highest limit
    """

    classes: tuple
    zero: MapClass | None
    missing_label: str
    missing_count: int
    largest: float
    symbol_sizes: tuple = ()
    largest_label: str = ""
    negative: MapClass | None = None
    new: MapClass | None = None
    is_diverging: bool = False
    under: int = 0
    over: int = 0


@dataclass(frozen=True)
class ComparedTexts:
    """What a comparison says of its two sides.

    :param own: the selection: "2023–2025"; :param other: what it is compared with: "2020–2022"
    :param unit: of the sides: "kr per invånare"; :param difference_unit: "procentenheter" for per
        cent
    :param rows: ``(name, own, other, difference, per cent)`` of what adds up, as shown: total,
        on the map, outside it, and from the fourth on the reasons why something lies outside
    :param itself: the :class:`Texts` of the selection without the comparison
    :param note: what the reader must know; empty where there is nothing
    """

    own: str
    other: str
    unit: str
    difference_unit: str
    rows: tuple
    itself: object
    note: str = ""


@dataclass(frozen=True)
class Texts:
    """The sentences that say what a map shows, in the user's language, plain text.

    :param title: "Beviljade regionala stöd till dans, 2020–2023"
    :param measure: what is measured, as the heading of a legend: "Beviljat belopp per invånare"
    :param unit: "kr per invånare"
    :param filter: the active choices in one line, or "Inget urval"
    :param counting: the counting rule as a sentence; empty where it does not matter
    :param place: the place rule as a sentence; empty where there is only one
    :param population: which population was used; empty if none
    :param sources: "Källor: regionala_stod.xlsx (importerad 2026-05-03), …"
    :param example: "Exempeldata" where the rows come from the example, else empty
    :param figures: ``(label, shown value)`` of the key figures, the most important first: total, on
        the map and outside for what adds up; median, highest and lowest for rates of the source
    :param exact: ``(label, amount)`` of the amounts among them to the öre; empty for other measures
    :param outside: ``(reason, shown count, shown amount)`` rows of what lies outside
    :param prices: in the prices of which year amounts are, as a sentence; empty for current ones
    :param state: "Läget före importen av stod.xlsx (3 maj 2026)" where that is not the present
    :param compared: a :class:`ComparedTexts` where the selection is compared with another
    """

    title: str
    measure: str
    unit: str
    filter: str
    counting: str
    place: str
    population: str
    sources: str
    example: str
    figures: tuple
    exact: tuple
    outside: tuple
    state: str = ""
    prices: str = ""
    compared: object = None


@dataclass(frozen=True)
class MapView:
    """Everything that is shown of one map under one selection, as plain data.

    :param totals: of the selection itself, also where it is compared with another
    :param related: :class:`RelatedValue` by name of the relation and code of the municipality
    :param store: path of the store
    :param comparison: what the map shows instead of the totals: a
        :class:`~.comparison.Comparison`; None where nothing is compared
    """

    description: object
    dataset: object
    choice: object
    selection: Selection
    totals: Totals
    facets: tuple
    related: dict
    legend: Legend
    texts: Texts
    store: str
    comparison: object = None

    @property
    def own_texts(self):
        """The texts of the selection itself, for lists and charts of it."""
        return self.texts if self.comparison is None else self.texts.compared.itself

    @property
    def is_coloured(self):
        """True where areas are coloured; else circles show the value. Differences are coloured."""
        return self.comparison is not None or self.choice.is_choropleth
