"""The register of recipients: what an import looks up there, and what it teaches it."""

import numpy as np

from ..domain.recipients import Register
from ..sources.questions import RecipientAnswer, question_key
from ..sources.rows import CleanColumn, CleanRows
from .stored import StoredRows


def register_of(store, dataset):
    """Return the register of the dataset's recipients, None where it has none."""
    target = dataset.registered_field
    if target is None:
        return None
    described = store.catalogue.datasets[target.register["dataset"]]
    data = store.read(described.name)
    former = {}
    for child in described.children:
        columns = data.children[child.name]
        for parent, name in zip(columns[child.parent_key], columns[child.value.name], strict=True):
            former.setdefault(parent, []).append(name)
    names = data.columns[described.register["name"]]
    numbers = data.columns[described.register["number"]]
    return Register(
        (name, number, former.get(row_id, ()))
        for row_id, name, number in zip(data.ids, names, numbers, strict=True)
        if name
    )


def companions(store, verdict):
    """Return what the register learns: new recipients, and new spellings of known ones."""
    target = verdict.dataset.registered_field
    if target is None:
        return []
    dataset = store.catalogue.datasets[target.register["dataset"]]
    return [
        part
        for part in (_new_recipients(dataset, verdict), _new_spellings(store, dataset, verdict))
        if part
    ]


def _new_recipients(dataset, verdict):
    found = list(verdict.new_recipients.values())
    if not found:
        return None
    fields = dataset.register
    nobody = RecipientAnswer()
    columns = {
        fields["name"]: [name for name, _, _ in found],
        fields["number"]: [number for _, number, _ in found],
        fields["type"]: [(answer or nobody).type or None for _, _, answer in found],
        fields["place"]: [(answer or nobody).place or None for _, _, answer in found],
    }
    rows = _made_rows(dataset, verdict, columns)
    return dataset, rows, np.arange(len(rows)), []


def _new_spellings(store, dataset, verdict):
    """Return the rows of known recipients with the names added by which they were answered."""
    spelt = {}
    for key, said in verdict.answers.items():
        if (
            isinstance(said, RecipientAnswer)
            and said.same_as
            and key.startswith(f"{dataset.name}\t")
        ):
            spelt.setdefault(said.same_as, []).append(key)
    if not spelt:
        return None
    (child,) = dataset.children
    stated = {
        question_key(dataset.name, text): text
        for text in verdict.rows.columns[verdict.dataset.registered_field.stated_field].values
        if text
    }
    register = StoredRows(store, dataset)
    names = register.data.columns[dataset.register["name"]]
    changed, lists = [], []
    for at, name in enumerate(names):
        texts = [stated[key] for key in spelt.get(name, ()) if key in stated]
        if texts:
            known = register.child_rows(child.name, at)
            lists.append([*known, *({child.value.name: text} for text in texts)])
            changed.append((register.data.ids[at], len(changed)))
    if not changed:
        return None
    rows = _made_rows(dataset, verdict, {}, len(changed))
    rows.children = {child.name: CleanColumn(lists, np.arange(len(changed), dtype=np.int32))}
    return dataset, rows, np.zeros(0, dtype=np.int64), changed


def _made_rows(dataset, verdict, columns, count=None):
    """Return rows of another dataset that a source teaches, as clean rows."""
    count = len(next(iter(columns.values()))) if count is None else count
    codes = np.arange(count, dtype=np.int32)
    rows = CleanRows(
        dataset,
        ("",),
        np.zeros(count, dtype=np.int32),
        np.zeros(count, dtype=np.int64),
        {name: CleanColumn(values, codes) for name, values in columns.items()},
        {},
    )
    names = columns.get(dataset.register["name"], [""] * count)
    rows.keys = [name.casefold() for name in names]
    return rows
