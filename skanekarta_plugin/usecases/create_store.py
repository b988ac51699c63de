"""Create a store with the data that ships, and with the example if it is wanted."""

import json

from ..paths import resource
from ..store.store import Store
from .feedback import Steps
from .import_source import carry_out, examine


def create_store(path, catalogue, *, example=False, feedback=None):
    """Make a new store and fill it; on failure no file is left behind.

    :param path: a ``.gpkg`` that does not exist
    :param example: also import the example workbooks; their rows are marked "Exempeldata"
    :return: the :class:`~..store.store.Store`
    :raises StoreError: if the file exists or cannot be written
    """
    shipped = json.loads(resource("definitions", "shipped.json").read_text(encoding="utf-8"))
    sources = [(item, False) for item in shipped["basis"]]
    if example:
        sources += [(item, True) for item in shipped["example"]]
    store = Store.create(path, catalogue)
    steps = Steps(feedback)
    try:
        for number, (item, is_example) in enumerate(sources):
            steps.reach(number / len(sources))
            verdict = examine(store, item["dataset"], resource(*item["file"].split("/")))
            credit = item.get("credit", "")
            carry_out(store, verdict, example=is_example, credit=credit)
        steps.reach(1.0)
    except BaseException:
        store.path.unlink(missing_ok=True)
        raise
    return store
