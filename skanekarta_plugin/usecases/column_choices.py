"""A choice of columns as a small file, for colleagues who get the same kind of source."""

import json
from pathlib import Path

from ..errors import N_, SourceError
from ..output.files import deliver, workshop
from .columns import EXTRA

_MAX_BYTES = 1 << 20
_DATASET, _COLUMNS = "dataset", "kolumner"


def save(path, dataset_name, choices):
    """Write a choice of columns.

    :param choices: header → field name, ``ovrigt`` or ""
    :return: the path
    :raises OutputError: if the file cannot be written
    """
    path = Path(path)
    text = json.dumps({_DATASET: dataset_name, _COLUMNS: choices}, ensure_ascii=False, indent=2)
    with workshop() as place:
        (place / path.name).write_text(text + "\n", encoding="utf-8")
        deliver([place / path.name], path.parent)
    return path


def load(path, dataset):
    """Return the choice of columns of a file.

    :param dataset: the dataset that the choice is for
    :raises SourceError: if the file cannot be read, is of another dataset or names other fields
    """
    path = Path(path)
    found = _read(path)
    choices = found.get(_COLUMNS) if isinstance(found, dict) else None
    if not isinstance(choices, dict) or not all(isinstance(name, str) for name in choices.values()):
        raise SourceError(
            N_("{file} holds no choice of columns. Choose a file that was saved with this dialog."),
            file=path.name,
        )
    other = found.get(_DATASET)
    if other != dataset.name:
        raise SourceError(
            N_("The choice of columns in {file} is for “{other}”, not for {dataset}."),
            file=path.name,
            other=str(other),
            dataset=dataset.label,
        )
    known = {item.name for item in dataset.import_fields} | {EXTRA, ""}
    unknown = [name for name in choices.values() if name not in known]
    if unknown:
        raise SourceError(
            N_("{file} names “{field}”, which {dataset} does not have. Nothing was changed."),
            file=path.name,
            field=unknown[0],
            dataset=dataset.label,
        )
    return choices


def _read(path):
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_BYTES)
        return json.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise SourceError(
            N_("The file {file} cannot be opened. Check that you may read it."),
            file=path.name,
            details=str(error),
        ) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(
            N_("{file} holds no choice of columns. Choose a file that was saved with this dialog."),
            file=path.name,
            details=str(error),
        ) from error
