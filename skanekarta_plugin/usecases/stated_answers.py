"""Answers to the questions of an import as a script states them: by field, in words."""

from ..domain.municipalities import Gazetteer
from ..domain.text import fold
from ..errors import N_, SourceError
from ..sources.cells import lookup
from ..sources.questions import AS_STATED, RecipientAnswer, question_key
from .register import register_of


def stated_answers(store, dataset_name, given):
    """Return the answers by question key, as :func:`~.import_source.examine` takes them.

    :param given: ``{field: {words of the source: what they mean}}``: the name or code of a
        municipality, a value of a codelist, the name of a registered recipient; None or "" where
        the words mean nothing that is known
    :raises SourceError: if a field does not exist or asks nothing, or an answer is not known
    """
    if dataset_name not in store.catalogue.datasets:
        # Told by the import itself, with the names that there are.
        return {}
    dataset = store.catalogue.datasets[dataset_name]
    found = {}
    for name, answers in given.items():
        if not dataset.has_field(name):
            raise SourceError(
                N_("The answers name the unknown field “{name}”. Known fields: {known}."),
                name=name,
                known=[item.name for item in dataset.import_fields],
            )
        subject, understand = _reader(store, dataset, dataset.field(name))
        for stated, meant in answers.items():
            found[question_key(subject, stated)] = understand(meant)
    return found


def _reader(store, dataset, target):
    """Return the subject of a field's questions, and what reads an answer."""
    if target.register:
        register = register_of(store, dataset)
        read = register.find

        def understand(meant):
            return RecipientAnswer(_known(target, read, meant) or "")

        return target.register["dataset"], understand
    if target.is_municipality:
        read = Gazetteer(store.municipality_names()).code
        subject = store.catalogue.municipalities.name
    elif target.codelist:
        known = lookup(store.codelists()[target.codelist])
        read, subject = (lambda meant: known.get(fold(meant))), target.codelist
    else:
        raise SourceError(N_("The field “{name}” asks nothing."), name=target.name)
    return subject, lambda meant: _known(target, read, meant) or AS_STATED


def _known(target, read, meant):
    if meant in (None, ""):
        return None
    found = read(meant)
    if found is None:
        raise SourceError(
            N_("“{value}” is no known value of “{field}”, so it cannot be an answer."),
            value=str(meant),
            field=target.label,
        )
    return found
