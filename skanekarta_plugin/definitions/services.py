"""The open sources that can be fetched from: what they are, and what their answers fill."""

from dataclasses import dataclass, field
from functools import lru_cache

from ..paths import resource
from .checking import check, known_words, labelled, read
from .loader import load_catalogue
from .model import Label

KINDS = ("kolada", "pxweb", "wfs")
_WORDS = frozenset(
    "name title titleEn text textEn kind address credit dataset columns areas list "
    "parameters".split()
)


@dataclass(frozen=True)
class Target:
    """A dataset that answers fill.

    :param columns: header in the answer → field of the dataset
    :param codes: areas that are asked for, where they are not the municipalities
    """

    dataset: str
    columns: dict
    codes: tuple = ()


@dataclass(frozen=True)
class Service:
    """One open source.

    :param text: what can be fetched, in a sentence or two
    :param kind: which way of asking, one of :data:`KINDS`
    :param address: where it is asked; a user may set another one
    :param credit: whom to name as origin
    :param target: what it fills; :param areas: likewise, for areas other than the municipalities
    :param list: likewise, for the list of what can be asked for
    :param parameters: what else the way of asking needs
    """

    name: str
    label: Label
    text: Label
    kind: str
    address: str
    credit: str
    target: Target
    areas: Target | None = None
    list: Target | None = None
    parameters: dict = field(default_factory=dict)


@lru_cache(maxsize=1)
def load_services():
    """Return the described services by name.

    :raises DefinitionError: if a description cannot be read or does not hold together
    """
    datasets = load_catalogue().datasets
    found = {}
    for path in sorted(resource("definitions", "services").glob("*.json")):
        described = read(path)
        where = path.name
        known_words(described, _WORDS, where)
        check(described["kind"] in KINDS, where, described["kind"])
        found[described["name"]] = Service(
            described["name"],
            labelled(described),
            labelled(described, "text"),
            described["kind"],
            described["address"].rstrip("/"),
            described["credit"],
            _target(described, datasets, where),
            _part(described, "areas", datasets, where),
            _part(described, "list", datasets, where),
            described.get("parameters", {}),
        )
    return found


def _part(described, name, datasets, where):
    return _target(described[name], datasets, where) if name in described else None


def _target(described, datasets, where):
    check(described["dataset"] in datasets, where, described["dataset"])
    fields = {item.name for item in datasets[described["dataset"]].import_fields}
    for name in described["columns"].values():
        check(name in fields, where, name)
    return Target(described["dataset"], described["columns"], tuple(described.get("codes", ())))
