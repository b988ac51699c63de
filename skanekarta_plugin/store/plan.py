"""What undoing a batch would do, told before it is done."""

from dataclasses import dataclass

from .batches import UNDO, Batch, now, user


@dataclass(frozen=True)
class LaterChange:
    """A row of a batch that was changed since, or that cannot come back.

    :param id: the row's id; :param label: what the row is called
    :param batch: the :class:`~.batches.Batch` that changed it, None for an edit by hand
    :param time: ISO 8601 in UTC; "" where it is not known
    :param conflict: another row has taken its key since; it is left even if undoing is forced
    """

    dataset: str
    id: int
    label: str
    batch: Batch | None
    time: str
    conflict: bool = False


@dataclass(frozen=True)
class UndoPlan:
    """What undoing a batch does.

    :param taken_away: number of rows by dataset name, as :param brought_back: and
    :param restored: (the row, or rows that belong to it, get their former values)
    :param later: :class:`LaterChange` of the rows that were changed since; without force they are
        left as they are and not in the numbers
    :param changes: the store's change counter when it was worked out
    """

    batch: Batch
    taken_away: dict
    brought_back: dict
    restored: dict
    later: tuple
    changes: int


def undo_batch(plan, force):
    """Return the :class:`Batch` that an undoing is."""
    batch = plan.batch
    return Batch(
        batch.dataset,
        batch.file,
        batch.sha256,
        batch.sheet,
        now(),
        user(),
        sum(plan.brought_back.values()),
        sum(plan.restored.values()),
        sum(1 for change in plan.later if change.conflict or not force),
        0,
        {},
        batch.example,
        kind=UNDO,
        undoes=batch.id,
        removed=sum(plan.taken_away.values()),
    )
