"""Look an import over before it is written: examined, and put into what a user reads.

All that takes time for many rows is worked out here, so that a window only has to show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..i18n import tr
from ..sources.mapping import ColumnsNeeded
from ..sources.questions import RECIPIENT
from .answer_choices import AnswerChoices, answer_choices
from .columns import sheet_columns
from .import_source import examine
from .review_lists import (
    ChangeList,
    ProblemList,
    ValueWords,
    VanishedList,
    heading,
    left_out,
    reason,
    suggested,
    sum_lines,
    total,
)
from .wording import number


@dataclass
class Review:
    """What an import will do, to be looked over.

    :param source: the whole :class:`~..sources.table.Source`
    :param dataset: what its rows are; None if nothing fits
    :param sheets: the :class:`~.columns.SheetColumns` of all sheets
    :param needed: a :class:`~..sources.mapping.ColumnsNeeded` if somebody must choose columns
    :param verdict: the :class:`~.verdict.Verdict`, None if columns are needed
    """

    source: object
    dataset: object
    sheets: tuple
    needed: object = None
    verdict: object = None
    heading: str = ""
    total: str = ""
    left_out: list = field(default_factory=list)
    hints: dict = field(default_factory=dict)
    problems: Sequence = ()
    rejecting: Sequence = ()
    changes: Sequence = ()
    vanished: Sequence = ()
    sums: tuple = ("", ())
    questions: list = field(default_factory=list)
    choices: AnswerChoices = field(default_factory=AnswerChoices)


def review(
    store,
    dataset_name,
    paths=(),
    *,
    source=None,
    sheets=(),
    mapping=None,
    answers=None,
    feedback=None,
):
    """Examine a source and return a :class:`Review`; the parameters are those of ``examine``.

    :param source: the whole source that was read before; ``sheets`` are taken out of it
    :raises SourceError: if the source cannot be used
    :raises Cancelled: if the feedback says so
    """
    part = source
    if source is not None and sheets:
        tables = tuple(table for table in source.tables if table.sheet in sheets)
        part = replace(source, tables=tables)
    try:
        verdict = examine(
            store,
            dataset_name,
            paths,
            source=part,
            sheets=sheets,
            mapping=mapping,
            answers=answers,
            feedback=feedback,
        )
    except ColumnsNeeded as error:
        whole = source or error.source
        taken = sheets or None
        dataset = error.dataset if dataset_name else None
        columns = sheet_columns(store, dataset, whole, taken)
        return Review(whole, dataset, columns, needed=error)
    whole = source or verdict.source
    taken = {table.sheet for table, _ in verdict.tables}
    columns = sheet_columns(store, verdict.dataset, whole, taken)
    return _reviewed(store, Review(whole, verdict.dataset, columns, verdict=verdict))


def reviewed(store, verdict):
    """Return the :class:`Review` of a verdict on something that has no columns to choose."""
    return _reviewed(store, Review(verdict.source, verdict.dataset, [], verdict=verdict))


def _reviewed(store, found):
    verdict = found.verdict
    found.heading, found.total = heading(verdict), total(verdict)
    found.left_out = left_out(verdict)
    found.sums = sum_lines(verdict)
    # Who stands in a rejected row only, such as "Summa", need not be known.
    found.questions = [
        question
        for question in verdict.questions
        if question.kind != RECIPIENT or question.key in verdict.new_recipients
    ]
    # What was answered for an earlier file can be answered otherwise.
    found.questions += verdict.settled
    found.choices = answer_choices(store, verdict.dataset)
    names = dict(found.choices.municipalities)
    found.hints = suggested(verdict, names)
    found.problems = ProblemList(verdict.rows, found.hints)
    found.rejecting = ProblemList(verdict.rows, found.hints, only_rejecting=True)
    words = ValueWords(verdict.dataset, names, store.codelists())
    found.changes = ChangeList(verdict, words)
    found.vanished = VanishedList(verdict, words)
    if len(found.changes):
        # The first one sorts the parts of all stored rows.
        found.changes[0]
    return found


def columns_of(store, dataset_name, source):
    """Return a :class:`Review` of the columns alone, as they are recognised for a dataset."""
    dataset = store.catalogue.datasets.get(dataset_name)
    return Review(source, dataset, sheet_columns(store, dataset, source))


def undone(store, batch_id, name, feedback=None):
    """Undo an import; return a sentence about it, and one about what was left as it is.

    :param name: what was imported
    :raises StoreError: if it is undone already, or the store cannot be written
    :raises Cancelled: if the feedback says so; the store is then as before
    """
    from .history import undo_batch

    new_id = undo_batch(store, batch_id, feedback=feedback)
    left = next(batch.unchanged for batch in store.batches() if batch.id == new_id)
    detail = tr(
        "{count} rows were changed since, and stay as they are. The history shows them.",
        count=number(left, 0),
    )
    return tr("The import of {file} was undone.", file=name), detail if left else ""


def save_rejected(found, path, feedback=None):
    """Write the rejected rows of a :class:`Review` as a workbook, with reasons in words."""
    from .rejected_rows import write_report

    return write_report(found.verdict, path, lambda problem: reason(problem, found.hints), feedback)
