"""What an open question of an import can be answered with, in the user's words."""

from dataclasses import dataclass, field

from qgis.PyQt.QtCore import QCollator, QLocale

from ..i18n import language


@dataclass(frozen=True)
class AnswerChoices:
    """What there is to choose from.

    :param municipalities: ``[(code, name)]``, in the order of names
    :param values: ``[(value, text)]`` by codelist name
    :param recipients: registered names, in their order
    :param types: ``[(value, text)]`` of the types of recipients
    """

    municipalities: list = field(default_factory=list)
    values: dict = field(default_factory=dict)
    recipients: list = field(default_factory=list)
    types: list = field(default_factory=list)


def answer_choices(store, dataset):
    """Return the :class:`AnswerChoices` for the questions about a dataset's rows."""
    key = QCollator(QLocale(language())).sortKey
    names = store.municipality_names()
    codelists = store.codelists()
    recipients, types = [], []
    target = dataset.registered_field
    if target is not None:
        register = store.catalogue.datasets[target.register["dataset"]]
        column = store.read(register.name).columns[register.register["name"]]
        recipients = sorted(filter(None, column), key=key)
        types = _entries(codelists[register.field(register.register["type"]).codelist])
    used = {item.codelist for item in (*dataset.fields, *dataset.import_fields) if item.codelist}
    return AnswerChoices(
        sorted(names.items(), key=lambda pair: key(pair[1])),
        {name: sorted(_entries(codelists[name]), key=lambda pair: key(pair[1])) for name in used},
        recipients,
        types,
    )


def _entries(codelist):
    return [(entry.value, entry.label.text(language())) for entry in codelist.entries]
