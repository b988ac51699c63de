"""Fetch from an open source: what it answers goes through the same import as a file."""

import hashlib
import os
from dataclasses import dataclass, field

from ..definitions.model import CodelistEntry, Label
from ..definitions.services import load_services
from ..errors import N_
from ..sources import kolada, pxweb, wfs
from ..sources.network import Client, FetchError
from ..sources.table import Source, TableBuilder
from .feedback import Steps
from .import_source import carry_out, examine

__all__ = ["Fetched", "address_of", "fetch", "fetch_list", "listed", "services", "set_address"]

_SETTING = "skanekarta_kultur/addresses/{}"


def services():
    """Return the described open sources by name."""
    return load_services()


def address_of(service):
    """Return the address at which a service is asked: the user's own, or the described one."""
    from qgis.core import QgsSettings

    own = os.environ.get(f"SKANEKARTA_{service.name.upper()}")
    own = own or QgsSettings().value(_SETTING.format(service.name), "", type=str)
    return (own or service.address).rstrip("/")


def set_address(service, address):
    """Ask a service at another address from now on; "" for the described one."""
    from qgis.core import QgsSettings

    QgsSettings().setValue(_SETTING.format(service.name), address.strip())


@dataclass
class Fetched:
    """What a service answered, examined and ready to be written; nothing is written yet.

    :param service: the :class:`~..definitions.services.Service`
    :param verdicts: a :class:`~.verdict.Verdict` for each dataset
    """

    service: object
    verdicts: list
    batches: list = field(default_factory=list)

    def carry_out(self, store, feedback=None):
        """Write it; each dataset is a batch of its own.

        :return: the ids of the batches
        :raises StoreError: if the store cannot be written; what was written by then is undone
        :raises Cancelled: if the feedback says so; likewise
        """
        steps, written = Steps(feedback), []
        try:
            for number, verdict in enumerate(self.verdicts):
                part = steps.part(number / len(self.verdicts), (number + 1) / len(self.verdicts))
                if written:
                    # The first batch counts as a change of the store that the next one knows of.
                    verdict.changes = store.changes()
                written.append(
                    carry_out(
                        store,
                        verdict,
                        credit=self.service.credit,
                        remove_vanished=verdict.dataset.whole_set,
                        always=True,
                        feedback=_Scaled(part),
                    )
                )
        except BaseException:
            for batch in reversed(written):
                store.undo(batch)
            raise
        self.batches = written
        return written


class _Scaled:
    """A feedback that is a part of another one."""

    def __init__(self, steps):
        self.steps = steps

    def isCanceled(self):
        return self.steps.feedback.isCanceled()

    def setProgress(self, percent):
        steps = self.steps
        steps.feedback.setProgress(steps.start + percent / 100 * (steps.end - steps.start))


def fetch(store, name, *, figures=(), years=(), patience=None, feedback=None):
    """Ask a service and examine its answers against the store; nothing is written.

    :param name: of a described service
    :param figures: ids of the key figures wanted, where a service has several
    :param years: only these years, empty for all
    :return: a :class:`Fetched`
    :raises FetchError: if the service does not answer, or not as described; by name of what was
        not updated
    :raises Cancelled: if the feedback says so
    """
    service, steps = _service(name), Steps(feedback)
    client = _client(service, steps, patience)
    try:
        found = _ASK[service.kind](store, service, client, figures, years, steps.part(0, 0.6).reach)
    except FetchError as error:
        raise _not_updated(store, service, error) from error
    verdicts = []
    for number, (target, rows, geometries) in enumerate(found):
        part = steps.part(0.6 + 0.4 * number / len(found), 0.6 + 0.4 * (number + 1) / len(found))
        source = _source(service, target, rows, geometries)
        mapping = dict(target.columns)
        verdict = examine(
            store, target.dataset, source=source, mapping=mapping, feedback=_Scaled(part)
        )
        verdict.chosen = {}
        for _, columns in verdict.tables:
            columns.how.update(dict.fromkeys(columns.how, "header"))
        _name_entries(store, service, verdict)
        verdicts.append(verdict)
    return Fetched(service, verdicts)


def fetch_list(store, name, *, patience=None, feedback=None):
    """Ask a service for the list of what it has, and examine it; see :func:`fetch`."""
    service, steps = _service(name), Steps(feedback)
    client = _client(service, steps, patience)
    described = service.parameters
    try:
        rows = kolada.figures(
            client,
            address_of(service),
            described["fields"],
            described["always"],
            steps.part(0, 0.8).reach,
        )
        if not rows:
            raise FetchError(N_("{service} gave nothing."), service=client.name)
    except FetchError as error:
        raise _not_updated(store, service, error, service.list) from error
    source = _source(service, service.list, [list(row) for row in rows], {})
    verdict = examine(store, service.list.dataset, source=source, mapping=service.list.columns)
    verdict.chosen = {}
    return Fetched(service, [verdict])


def _service(name):
    known = load_services()
    if name not in known:
        raise FetchError(
            N_("“{name}” is no open source. Known: {known}."), name=name, known=list(known)
        )
    return known[name]


def _client(service, steps, patience):
    return Client(_short(service), steps.feedback.isCanceled, patience)


def _short(service):
    """Return who is asked, in a word: labels begin with it."""
    return service.label.sv.partition(":")[0]


def _not_updated(store, service, error, target=None):
    dataset = store.catalogue.datasets[(target or service.target).dataset]
    return FetchError(
        N_("{dataset} was not updated from {service}; what was there stays. {why}"),
        dataset=dataset.label,
        service=_short(service),
        why=error,
        details=error.details,
    )


def _ask_kolada(store, service, client, figures, years, progress):
    address = address_of(service)
    wanted = list(dict.fromkeys(figures or service.parameters["chosen"]))
    codes = sorted(store.municipality_names())
    every = kolada.values(
        client, address, wanted, [*codes, *service.areas.codes], list(years), progress
    )
    if not every:
        raise FetchError(N_("{service} gave nothing."), service=client.name)
    own = set(codes)
    found = []
    for target, is_own in ((service.target, True), (service.areas, False)):
        rows = [[*row, "Kolada"] for row in every if (row[0] in own) is is_own]
        if rows:
            found.append((target, rows, {}))
    return found


def _ask_pxweb(store, service, client, _figures, _years, progress):
    described = service.parameters
    codes = sorted(store.municipality_names())
    values = pxweb.values(client, address_of(service), described, codes, progress)
    origin = f"SCB, {described['table']}"
    rows = [
        [area, described["figure"], year, value, status, origin]
        for area, year, value, status in values
        if area in set(codes)
    ]
    if not rows:
        raise FetchError(N_("{service} gave nothing."), service=client.name)
    return [(service.target, rows, {})]


def _ask_wfs(store, service, client, _figures, _years, progress):
    described, columns = service.parameters, service.target.columns
    names, named = store.municipality_names(), described.get("named")
    asked = [described["dissolve"]] if "dissolve" in described else list(columns)
    features = wfs.features(client, address_of(service), described, asked, progress)
    rows, geometries = [], {}
    for number, (properties, wkb) in enumerate(features, start=2):
        if named:
            properties = properties | {named: names.get(properties[described["dissolve"]])}
        rows.append([properties[name] for name in columns])
        geometries[number] = wkb
    return [(service.target, rows, geometries)]


_ASK = {"kolada": _ask_kolada, "pxweb": _ask_pxweb, "wfs": _ask_wfs}


def _source(service, target, rows, geometries):
    """Return answers as a source; a row has the columns of its target, in their order."""
    builder, checksum = TableBuilder(), hashlib.sha256()
    builder.add(1, list(target.columns))
    for number, row in enumerate(rows, start=2):
        builder.add(number, row)
        checksum.update(repr(row).encode())
        checksum.update(geometries.get(number, b""))
    name = service.label.sv
    table = builder.build(name, geometries=geometries)
    return Source(name, checksum.hexdigest(), (table,))


def _name_entries(store, service, verdict):
    """Give new key figures the titles that the service's list has."""
    if service.list is None:
        return
    titles = {code: title for code, title, *_ in listed(store, service)}
    verdict.new_entries = {
        name: [_entry(value, titles.get(value)) for value in values]
        for name, values in verdict.new_entries.items()
    }


def listed(store, service):
    """Return the rows of a service's stored list, in the order in which it describes them."""
    columns = store.read(service.list.dataset).columns
    names = service.list.columns.values()
    return list(zip(*(columns[name] for name in names), strict=True))


def _entry(value, title):
    if not title:
        return CodelistEntry(value, Label(value, value), (), "", "")
    words, comma, unit = title.rpartition(", ")
    return CodelistEntry(
        value, Label(words or title, words or title), (), unit if comma else "", ""
    )
