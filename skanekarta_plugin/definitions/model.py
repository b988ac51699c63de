"""The words in which a dataset and a map are described.

Everything else in the plugin is derived from these objects. The files they come from are
Frictionless Table Schemas (https://specs.frictionlessdata.io/table-schema/) with the properties
named here beside the standard ones.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

PER_INHABITANT = "_per_invanare"
# Orange for less and purple for more, which colour-blind people tell apart.
DIFFERENCE_PALETTE = "PuOr"


@dataclass(frozen=True)
class Label:
    """A text in both languages."""

    sv: str
    en: str

    def text(self, language):
        """Return the text in ``"sv"`` or ``"en"``."""
        return self.en if language == "en" else self.sv

    def __str__(self):
        return self.sv


@dataclass(frozen=True)
class Field:
    """One column: its type, its names on screen, in sources and in exports, and its rules."""

    name: str
    type: str
    label: Label
    export_name: str = ""
    headers: tuple = ()
    required: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    enum: tuple = ()
    pattern: str = ""
    unit: str = ""
    is_link: bool = False
    search: bool = False
    personal: str = ""
    codelist: str = ""
    is_municipality: bool = False
    stated_field: str = ""
    derived_from: str = ""
    empty_when: dict | None = None
    unknown_if: str = ""
    register: dict | None = None

    @property
    def is_money(self):
        """True for amounts in kronor, which are whole öre in every calculation."""
        return self.unit == "kr"

    @property
    def is_number(self):
        """True where cells are numbers."""
        return self.type in ("integer", "number", "year")

    @property
    def search_column(self):
        """Name of the stored casefolded column that text searches read."""
        return f"sok_{self.name}"


@dataclass(frozen=True)
class ChildTable:
    """Many values of one row, such as target groups, or the municipalities of a grant."""

    name: str
    label: Label
    fields: tuple
    parent_key: str
    value: Field
    scope_field: str = ""
    stated_field: str = ""
    weight_field: str = ""

    @property
    def is_place(self):
        """True where the values are the municipalities between which a row is shared."""
        return self.value.is_municipality


@dataclass(frozen=True)
class RowCheck:
    """What is pointed out in a row: fewer than ``minimum`` values of ``field`` (in a child table)
    where ``when_field`` has ``when_value``."""

    field: str
    minimum: int
    when_field: str
    when_value: str
    label: Label


@dataclass(frozen=True)
class Validity:
    """The names of the dates from and to which a row holds, and when it was decided."""

    start: str
    end: str
    adopted: str


@dataclass(frozen=True)
class Dataset:
    """One kind of row, with its child tables.

    :ivar register: where the dataset is a register that others look names up in, the names of its
        fields: ``name``, ``number``, ``type``, ``place``
    :ivar validity: where rows hold for some time, its :class:`Validity`
    """

    name: str
    label: Label
    fields: tuple
    children: tuple = ()
    identity: tuple = ()
    label_field: str = ""
    kind: str = ""
    geometry: dict | None = None
    repeats: bool = False
    register: dict | None = None
    checks: tuple = ()
    whole_set: bool = False
    validity: Validity | None = None

    @cached_property
    def _by_name(self):
        own = {item.name: item for item in self.fields}
        return {child.value.name: child.value for child in self.children} | own

    def field(self, name):
        """Return the field of this name, also where its values stand in a child table."""
        return self._by_name[name]

    def has_field(self, name):
        """True if there is a field of this name."""
        return name in self._by_name

    def child_of(self, name):
        """Return the child table that holds the values of field ``name``, or None."""
        return next((child for child in self.children if child.value.name == name), None)

    @cached_property
    def import_fields(self):
        """The fields that a source column can be mapped to."""
        own = tuple(item for item in self.fields if item.headers)
        return own + tuple(child.value for child in self.children if child.value.headers)

    @cached_property
    def stored_fields(self):
        """The fields that are columns of the dataset's own table, without the id."""
        return tuple(item for item in self.fields if item.name != "id")

    @cached_property
    def municipality_field(self):
        """Name of the field that says a row's municipality; empty where there is none."""
        if self.kind == "municipalities":
            return self.identity[0]
        return next((item.name for item in self.fields if item.is_municipality), "")

    @cached_property
    def searched_fields(self):
        """The fields whose casefolded text is stored beside them."""
        return tuple(item for item in self.fields if item.search)

    @cached_property
    def registered_field(self):
        """The field whose values are looked up in a register, or None."""
        return next((item for item in self.fields if item.register), None)

    @cached_property
    def year_field(self):
        """Name of the first field that is a year; empty where there is none."""
        return next((item.name for item in self.fields if item.type == "year"), "")

    @cached_property
    def money_fields(self):
        """The fields that hold kronor."""
        return tuple(item for item in self.fields if item.is_money)


@dataclass(frozen=True)
class CodelistEntry:
    """One known value of a codelist."""

    value: str
    label: Label
    synonyms: tuple = ()
    unit: str = ""
    group: str = ""


@dataclass(frozen=True)
class Codelist:
    """The known values of a field; an open one takes new values from sources."""

    name: str
    label: Label
    open: bool
    entries: tuple = ()

    @cached_property
    def by_value(self):
        """The entries by their value."""
        return {entry.value: entry for entry in self.entries}


@dataclass(frozen=True)
class Place:
    """A way to place a row on the map, such as municipality of activity or seat."""

    name: str
    field: str
    label: Label


@dataclass(frozen=True)
class Measure:
    """What is worked out for each municipality.

    ``sum`` adds up a field and ``count`` counts rows; ``distinct`` counts the different values of a
    field, ``share`` is how many per cent the sum of ``field`` is of the sum of ``of``, and
    ``latest`` the latest number of a field.
    """

    name: str
    aggregate: str
    label: Label
    zero: Label
    field: str = ""
    unit: Label = Label("", "")
    unit_from: str = ""
    per_inhabitant: bool = False
    look: str = ""
    of: str = ""

    @property
    def is_rate(self):
        """True for figures that are compared and never summed."""
        return self.aggregate in ("latest", "share")

    @property
    def is_number_of(self):
        """True for whole numbers of something: of rows, or of different values."""
        return self.aggregate in ("count", "distinct")

    def at_prices_of(self, year):
        """Return this measure as it is called when its amounts are in the prices of a year."""
        label = Label(f"{self.label.sv} i {year} års priser", f"{self.label.en} at {year} prices")
        return replace(self, label=label)

    @property
    def has_sum(self):
        """True where municipalities have an amount or a number of rows to add up by."""
        return self.aggregate in ("sum", "count")


@dataclass(frozen=True)
class MeasureChoice:
    """A measure as the user picks it: in all, or per inhabitant."""

    measure: Measure
    per_inhabitant: bool = False

    @property
    def name(self):
        """The name used in parameters, such as ``beviljat_per_invanare``."""
        return self.measure.name + (PER_INHABITANT if self.per_inhabitant else "")

    @property
    def is_choropleth(self):
        """True where areas are coloured by value; else circles show it by their size.

        Rates are coloured and totals are circles, unless the description says otherwise.
        """
        if self.measure.look:
            return self.measure.look == "choropleth"
        return self.per_inhabitant or self.measure.is_rate


@dataclass(frozen=True)
class Facet:
    """One heading of the filter panel: ``values``, ``single``, ``range``, ``text`` or ``place``."""

    field: str
    kind: str
    label: Label
    via: str = ""
    default: str = ""


@dataclass(frozen=True)
class Related:
    """A value of another dataset shown for each municipality."""

    name: str
    label: Label
    export_name: str
    dataset: str
    field: str
    where: dict = field(default_factory=dict)
    latest: str = ""
    link: str = ""


@dataclass(frozen=True)
class Indicators:
    """Where key figures stand: two datasets, and the fields that both have.

    :param dataset: figures of the municipalities; :param areas: those of larger areas
    :param area: the field of ``areas`` that names the area; :param region: the code of the region;
        :param country: that of the country
    :param per_inhabitant: the unit of figures that are kronor per inhabitant
    """

    dataset: str
    figure: str
    year: str
    value: str
    status: str
    source: str
    areas: str
    area: str
    region: str
    country: str
    per_inhabitant: str


@dataclass(frozen=True)
class Prices:
    """The dataset that holds a price index: a year and its index in each row."""

    dataset: str
    year: str
    index: str


@dataclass(frozen=True)
class RowLayer:
    """A layer that shows the rows of a dataset as points."""

    name: str
    dataset: str
    kind: str
    categories: str = ""
    colour: str = ""
    size: float = 2.0
    label_below_scale: int = 0
    filtered: bool = False


@dataclass(frozen=True)
class MapDescription:
    """One map: a dataset, where its rows lie, what is measured, filtered and shown."""

    name: str
    label: Label
    dataset: str
    noun: Label
    noun_one: Label
    year_field: str
    places: tuple
    counting: tuple
    measures: tuple
    facets: tuple
    palette: str
    symbol_colour: str
    related: tuple = ()
    layers: tuple = ()
    difference_palette: str = DIFFERENCE_PALETTE

    @cached_property
    def choices(self):
        """The measures as a user picks them: totals first, then per inhabitant."""
        plain = tuple(MeasureChoice(measure) for measure in self.measures)
        rates = tuple(MeasureChoice(item, True) for item in self.measures if item.per_inhabitant)
        return plain + rates

    def noun_for(self, count):
        """Return what a number of rows are called."""
        return self.noun_one if count == 1 else self.noun

    def choice(self, name):
        """Return the measure choice of this name."""
        return next(item for item in self.choices if item.name == name)

    def facet(self, name):
        """Return the facet of this field, or None."""
        return next((facet for facet in self.facets if facet.field == name), None)


@dataclass(frozen=True)
class Catalogue:
    """All that is described."""

    datasets: dict
    codelists: dict
    maps: dict
    origin: tuple
    population: Related
    start_map: str
    prices: Prices | None = None
    indicators: Indicators | None = None
    card: object = None

    @cached_property
    def municipalities(self):
        """The dataset whose rows are the municipalities."""
        return next(item for item in self.datasets.values() if item.kind == "municipalities")

    def dataset_of(self, map_description):
        """Return the dataset that a map shows."""
        return self.datasets[map_description.dataset]
