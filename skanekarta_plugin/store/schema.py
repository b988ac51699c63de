"""Which tables a store has: derived from the descriptions, the same for every engine."""

from dataclasses import dataclass

SEARCH = "search"
GEOMETRY_COLUMN = "geom"
ID = "id"


@dataclass(frozen=True)
class Column:
    """A column: its name and its type in the words of Table Schema."""

    name: str
    type: str
    required: bool = False


@dataclass(frozen=True)
class TableSpec:
    """A table to create.

    :param geometry: OGC type name such as ``Point``; empty for a table without geometry
    :param unique: columns whose values are unique
    :param together: columns of which no two rows have the same values
    :param indexed: columns that are searched; a tuple of names for an index over several
    :param parent_key: of a child table the column that holds the id of the row it belongs to
    :param children: ``(table, column)`` of the rows that belong to a row and go with it
    :param versioned: True where old rows are kept in the history
    """

    name: str
    title: str
    columns: tuple
    geometry: str = ""
    unique: tuple = ()
    together: tuple = ()
    indexed: tuple = ()
    versioned: bool = False
    children: tuple = ()
    parent_key: str = ""

    @property
    def value_columns(self):
        """Names of all columns but the geometry, the id first."""
        return [ID, *(column.name for column in self.columns)]


BATCHES = TableSpec(
    "omgang",
    "Importomgångar",
    (
        Column("dataset", "string", True),
        Column("fil", "string"),
        Column("sha256", "string"),
        Column("blad", "string"),
        Column("tid", "string", True),
        Column("anvandare", "string"),
        Column("nya", "integer"),
        Column("andrade", "integer"),
        Column("oforandrade", "integer"),
        Column("avvisade", "integer"),
        Column("summor", "string"),
        Column("exempel", "integer"),
        Column("upphov", "string"),
        Column("slag", "string"),
        Column("angrar", "integer"),
        Column("borttagna", "integer"),
        Column("marken", "string"),
    ),
)
CODELISTS = TableSpec(
    "kodlista",
    "Kodlistor",
    (
        Column("lista", "string", True),
        Column("varde", "string", True),
        Column("titel", "string"),
        Column("titel_en", "string"),
        Column("synonymer", "string"),
        Column("enhet", "string"),
        Column("grupp", "string"),
    ),
    indexed=("lista",),
    versioned=True,
)
HISTORY = TableSpec(
    "historik",
    "Historik",
    (
        Column("tabell", "string", True),
        Column("rad", "integer", True),
        Column("handelse", "string", True),
        Column("tid", "string", True),
        Column("omgang", "integer"),
        Column("foralder", "integer"),
        Column("innehall", "string"),
    ),
    indexed=(("tabell", "rad"),),
)
META = TableSpec(
    "skanekarta_meta",
    "Skånekarta kultur",
    (Column("nyckel", "string", True), Column("varde", "string")),
    unique=("nyckel",),
)
ANSWERS = TableSpec(
    "svar",
    "Svar på importfrågor",
    (
        Column("falt", "string", True),
        Column("angivet", "string", True),
        Column("varde", "string"),
        Column("tid", "string"),
        Column("anvandare", "string"),
    ),
    together=("falt", "angivet"),
)
COLUMN_CHOICES = TableSpec(
    "kolumnval",
    "Val av kolumner",
    (
        Column("dataset", "string", True),
        Column("rubriker", "string", True),
        Column("val", "string"),
        Column("tid", "string"),
        Column("anvandare", "string"),
    ),
    together=("dataset", "rubriker"),
)


def table_specs(catalogue):
    """Return the tables of a store, parents before their children."""
    specs = [META, BATCHES, CODELISTS, HISTORY, ANSWERS, COLUMN_CHOICES]
    for dataset in catalogue.datasets.values():
        specs.append(_dataset_spec(dataset, catalogue.origin))
        specs.extend(_child_spec(child) for child in dataset.children)
    return specs


def dataset_columns(dataset):
    """Return the columns of a dataset's own table that hold its values, without origin."""
    return [item.name for item in dataset.stored_fields]


def search_columns(dataset):
    """Return the columns that hold the casefolded text of the searched fields."""
    return [item.search_column for item in dataset.searched_fields]


def origin_columns(catalogue):
    """Return the columns that say where a row came from."""
    return [item.name for item in catalogue.origin]


def _dataset_spec(dataset, origin):
    columns = [Column(item.name, item.type, item.required) for item in dataset.stored_fields]
    columns += [Column(item.name, item.type) for item in origin]
    columns += [Column(name, "string") for name in search_columns(dataset)]
    return TableSpec(
        dataset.name,
        dataset.label.sv,
        tuple(columns),
        geometry=(dataset.geometry or {}).get("type", ""),
        unique=("radnyckel",),
        indexed=("omgang",),
        versioned=True,
        children=tuple((child.name, child.parent_key) for child in dataset.children),
    )


def _child_spec(child):
    columns = tuple(
        Column(item.name, item.type, item.required) for item in child.fields if item.name != ID
    )
    return TableSpec(
        child.name,
        child.label.sv,
        columns,
        indexed=(child.parent_key,),
        versioned=True,
        parent_key=child.parent_key,
    )
