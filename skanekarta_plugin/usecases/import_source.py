"""Import a source into the store: examine it first, then write it in one transaction."""

from decimal import Decimal

import numpy as np

from ..domain.municipalities import Gazetteer
from ..errors import N_, SourceError
from ..sources.cells import CellReader
from ..sources.cleaning import Cleaner
from ..sources.mapping import CHOSEN, CONTENT, ColumnsNeeded, Matcher, choose_tables
from ..sources.questions import RecipientAnswer, question_key
from ..sources.reader import read_source
from ..sources.rows import ABSENT, Problem
from ..sources.vector import of_type
from ..store.store import batch_now
from .areas_check import area_remarks
from .feedback import Steps
from .places import PlaceFinder
from .register import companions, register_of
from .stored import StoredRows
from .verdict import Verdict, compare

__all__ = ["carry_out", "examine"]

# Of this many columns one must be known by its header, for a file to be recognised.
_TELLING = 4


def examine(
    store,
    dataset_name,
    paths=(),
    *,
    source=None,
    sheet="",
    sheets=(),
    mapping=None,
    answers=None,
    feedback=None,
):
    """Read and check a source against the store; nothing is written.

    :param dataset_name: empty to take the dataset whose columns the source has
    :param paths: a file, or several of one kind that are imported in one go; or a function of a
        progress function that returns a :class:`~..sources.table.Source` (an open layer)
    :param source: what was read already, instead of ``paths``
    :param sheets: names of the only sheets wanted, empty for all that fit; ``sheet`` names one
    :param mapping: the user's choice of columns, header → field name
    :param answers: the user's answers by question key, beside those the store remembers
    :return: a :class:`~.verdict.Verdict`
    :raises ColumnsNeeded: if somebody must say which columns hold what
    :raises SourceError: if the file or sheet cannot be used, or the dataset does not exist
    :raises Cancelled: if the feedback says so
    """
    steps = Steps(feedback)
    datasets = store.catalogue.datasets
    if dataset_name and dataset_name not in datasets:
        raise SourceError(
            N_("“{name}” is no dataset. Known: {known}."),
            name=dataset_name,
            known=list(datasets),
        )
    wanted = tuple(filter(None, (sheet, *sheets)))
    if source is None:
        progress = steps.part(0.0, 0.45).reach
        source = paths(progress) if callable(paths) else read_source(paths, wanted, progress)
    named = bool(wanted)
    gazetteers = _Gazetteers(store)
    if dataset_name:
        dataset = datasets[dataset_name]
        tables = _tables(store, source, dataset, gazetteers, mapping, named)
    else:
        dataset, tables = _recognised(store, source, gazetteers, mapping, named)
    steps.reach(0.5)
    # What is compared with is known before it is read: who writes meanwhile is noticed.
    changes = store.repair_derived()
    remembered = {question_key(*asked): said for asked, said in store.answers().items()}
    reader = CellReader(
        dataset,
        store.codelists(),
        gazetteers.of(dataset),
        store.catalogue.municipalities.name,
        remembered | (answers or {}),
    )
    count = sum(len(table) for table, _ in tables)
    cleaner = Cleaner(reader, register_of(store, dataset), steps.part(0.5, 0.8, count).reach)
    rows = cleaner.clean(tables)
    if not len(rows):
        raise SourceError(N_("There are no rows below the headers in {file}."), file=source.name)
    _locate(store, dataset, rows)
    steps.reach(0.85)
    verdict = Verdict(
        dataset,
        source,
        tables,
        rows,
        StoredRows(store, dataset),
        changes,
        chosen=dict(mapping or {}),
        answers={key: said for key, said in (answers or {}).items() if remembered.get(key) != said},
    )
    chosen = {table.sheet for table, _ in tables}
    verdict.skipped = [table.sheet for table in source.tables if table.sheet not in chosen]
    compare(verdict, store.standing_batches(dataset.name), steps.part(0.85, 1.0))
    verdict.further = area_remarks(store, verdict)
    _learn(verdict, cleaner)
    return verdict


class _Gazetteers:
    """What finds municipalities: for the dataset of municipalities itself, nothing does."""

    def __init__(self, store):
        self._municipalities = store.catalogue.municipalities.name
        self._all = Gazetteer(store.municipality_names())

    def of(self, dataset):
        return Gazetteer({}) if dataset.name == self._municipalities else self._all


def _tables(store, source, dataset, gazetteers, mapping, named):
    matcher = Matcher(
        dataset,
        store.codelists(),
        gazetteers.of(dataset),
        mapping,
        store.column_choices(dataset.name),
    )
    try:
        return choose_tables(source, matcher, named)
    except ColumnsNeeded as error:
        error.source, error.dataset = source, dataset
        raise


def _recognised(store, source, gazetteers, mapping, named):
    """Return the dataset that leaves the fewest columns of the source over, and fits the most.

    What cells look like alone recognises nothing: a column of municipalities stands in many files.
    """
    found, lacking = [], []
    for dataset in store.catalogue.datasets.values():
        try:
            tables = _tables(store, source, dataset, gazetteers, mapping, named)
        except ColumnsNeeded as error:
            lacking.append((_headed(pair[1] for pair in error.matched), error))
            continue
        except SourceError:
            continue
        left_over = sum(len(columns.unmapped) for _, columns in tables)
        fits = sum(len(columns.columns) for _, columns in tables)
        headed = _headed(columns for _, columns in tables)
        if headed and headed * _TELLING >= fits + left_over:
            found.append((-left_over, fits, dataset, tables))
        else:
            lacking.append((0, None))
    if found:
        return max(found, key=lambda item: item[:2])[2:]
    count, nearest = max(lacking, key=lambda item: item[0])
    if count > 1:
        raise nearest
    error = ColumnsNeeded(
        N_("The columns of {file} fit no dataset. Choose what the file holds."),
        matched=[(table, None) for table in source.tables],
        file=source.name,
    )
    error.source = source
    raise error


def _headed(mappings):
    """Return how many columns were recognised by more than their content."""
    return sum(
        origin != CONTENT for mapping in mappings if mapping for origin in mapping.how.values()
    )


def _locate(store, dataset, rows):
    """Give rows their places: their own geometry, as the dataset's type, else what words say."""
    if not dataset.geometry:
        rows.geometries = None
        return
    if rows.geometries is None:
        PlaceFinder(store, dataset).locate(rows)
        return
    rows.located = np.array([shape is not None for shape in rows.geometries], dtype=bool)
    for at, shape in enumerate(rows.geometries):
        if shape is None:
            continue
        rows.geometries[at] = of_type(shape, dataset.geometry["type"])
        if rows.geometries[at] is None:
            rows.problems.add(
                at,
                Problem(
                    f"{rows.sheets[rows.sheet_codes[at]]}!{rows.numbers[at]}",
                    "",
                    N_("The shape on the map is of another kind than {dataset} has."),
                    {"dataset": dataset.label},
                    True,
                ),
            )


def _learn(verdict, cleaner):
    """Keep what the accepted rows teach: a rejected row teaches nothing."""
    accepted = verdict.accepted_at
    taught = cleaner.reader.new_entries
    if any(taught.values()):
        used = set(_coded_values(verdict, accepted))
        taught = {
            name: [value for value in values.values() if value in used]
            for name, values in taught.items()
        }
    verdict.new_entries = taught
    target, kept = verdict.dataset.registered_field, set()
    if cleaner.new_recipients:
        names = verdict.rows.columns[target.name]
        codes = np.unique(names.codes[accepted]).tolist()
        kept = {names.values[code] for code in codes if code != ABSENT}
    verdict.new_recipients = {
        key: (name, number, answer)
        for key, (name, number, answer) in cleaner.new_recipients.items()
        if name in kept
    }
    asked = cleaner.reader.asked.values()
    verdict.questions = [question for question in asked if question.answer is None]
    verdict.settled = [question for question in asked if question.answer is not None]


def _coded_values(verdict, positions):
    """Yield the values of codelists that some rows hold."""
    rows, dataset = verdict.rows, verdict.dataset
    columns = [rows.columns.get(item.name) for item in dataset.fields if item.codelist]
    columns += [rows.children.get(item.name) for item in dataset.children if item.value.codelist]
    for column in filter(None, columns):
        for code in np.unique(column.codes[positions]).tolist():
            value = column.values[code] if code >= 0 else None
            for part in value if isinstance(value, list) else [value]:
                yield from part.values() if isinstance(part, dict) else [part]


def carry_out(
    store,
    verdict,
    *,
    example=False,
    credit="",
    remove_vanished=False,
    always=False,
    feedback=None,
):
    """Write what :func:`examine` found, in one transaction.

    :param example: the rows are invented, and shown as such; :param credit: whom to name as origin
    :param remove_vanished: also remove the stored rows that the source no longer has
    :param always: note in the history that the source was read, even if nothing was new
    :return: the id of the batch; None if there was nothing to write
    :raises StoreError: if the store is locked or cannot be written; it is then as before
    :raises Cancelled: if the feedback says so; the store is then as before
    """
    removed = [verdict.stored.data.ids[at] for at in verdict.vanished_at] if remove_vanished else []
    if not verdict.writes and not removed and not always:
        return None
    steps = Steps(feedback, rows=len(verdict.new_at) + len(verdict.changed_at))
    counts = (
        len(verdict.new_at),
        len(verdict.changed_at),
        len(verdict.unchanged_at),
        len(verdict.rejected_at),
    )
    sums = {name: str(Decimal(ore).scaleb(-2)) for name, ore in verdict.sums.items()}
    batch = batch_now(
        verdict.dataset,
        verdict.source,
        list(verdict.header_rows),
        counts,
        sums,
        example,
        credit,
        len(removed),
    )
    batch_id = store.apply(
        verdict.dataset,
        batch,
        verdict.rows,
        verdict.new_at,
        [(verdict.stored.data.ids[old], at) for at, old, _ in verdict.changed_at],
        removed=removed,
        new_entries=verdict.new_entries,
        answers=_lasting(verdict.answers),
        companions=companions(store, verdict),
        expected=verdict.changes,
        progress=steps.reach,
    )
    for _, mapping in verdict.tables:
        if mapping.key and (mapping.kept or CHOSEN in mapping.how.values()):
            store.remember_columns(verdict.dataset.name, mapping.key, mapping.choices)
    return batch_id


def _lasting(answers):
    """Return the answers that the store keeps; who a recipient is, the register keeps."""
    return {
        tuple(key.split("\t", 1)): said
        for key, said in answers.items()
        if not isinstance(said, RecipientAnswer)
    }
