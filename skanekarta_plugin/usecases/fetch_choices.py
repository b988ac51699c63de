"""What a user can choose when fetching, and what is told of what came."""

from dataclasses import dataclass

from ..domain.text import fold
from ..i18n import label, language, tr
from .fetch import listed, services
from .review_lists import heading
from .wording import local_time, number

__all__ = [
    "FigureChoice",
    "age_of",
    "figure_choices",
    "filtered",
    "outcome",
    "service_choices",
    "set_in_use",
]


@dataclass(frozen=True)
class FigureChoice:
    """A key figure that can be fetched.

    :param title: with its unit; :param chosen: it is fetched unless the user says otherwise
    :param stored: the store has values of it
    """

    code: str
    title: str
    definition: str
    chosen: bool
    stored: bool

    @property
    def words(self):
        """All its words, casefolded, to be searched."""
        return fold(f"{self.code} {self.title} {self.definition}")


def figure_choices(store, service):
    """Return the key figures that a service has: those of its stored list, and the known ones."""
    if service.list is None:
        return []
    described = store.catalogue.datasets[service.target.dataset]
    figure = store.catalogue.indicators.figure
    codelist = store.codelists()[described.field(figure).codelist]
    titles = {
        entry.value: (", ".join(filter(None, (entry.label.text(language()), entry.unit))), "")
        for entry in codelist.entries
    }
    for code, title, definition, _ in listed(store, service):
        titles[code] = (title, definition or "")
    there = set(store.read(service.target.dataset).columns[figure])
    chosen = service.parameters["chosen"]
    found = [
        FigureChoice(code, title, definition, code in chosen or code in there, code in there)
        for code, (title, definition) in titles.items()
    ]
    return sorted(found, key=lambda choice: (not choice.chosen, fold(choice.title)))


def filtered(choices, text):
    """Return the choices that have all words of a text in id, title or definition."""
    words = fold(text).split()
    return [choice for choice in choices if all(word in choice.words for word in words)]


def age_of(store, service):
    """Return a sentence: when a service was last fetched from, or that it never was."""
    credits = {service.credit}
    batches = [
        batch
        for batch in store.standing_batches(service.target.dataset)
        if batch.credit in credits and batch.file == service.label.sv
    ]
    if not batches:
        return tr("never fetched")
    return tr("fetched {date}", date=_date(batches[-1].time))


def set_in_use(store, dataset_name):
    """Return a sentence: which set of a dataset is in use, and from when; "" for none."""
    batches = store.standing_batches(dataset_name)
    if not batches:
        return ""
    last = batches[-1]
    return tr("In use: {set}, from {date}", set=last.credit or last.file, date=_date(last.time))


def outcome(fetched):
    """Return lines on what writing an answer will do: a heading for each dataset, and remarks."""
    from ..i18n import message

    lines = []
    for verdict in fetched.verdicts:
        lines.append(f"{label(verdict.dataset)}: {heading(verdict)}")
        unknown = _unknown(verdict)
        if unknown:
            lines.append(
                tr("{count} values are unknown (with a reason); they are no noughts.",
                   count=number(unknown, 0))
            )  # fmt: skip
        lines += [message(remark) for remark in verdict.further]
        lines += [f"{p.cell}: {message(p)}" for p, _ in verdict.first_problems(3) if p.rejects]
    return lines


def _unknown(verdict):
    count = 0
    for field in verdict.dataset.import_fields:
        if field.unknown_if and field.name in verdict.rows.columns:
            column = verdict.rows.columns[field.name]
            empty = [value is None for value in column.values]
            count += sum(empty[code] for code in column.codes[verdict.accepted_at].tolist())
    return count


def _date(time):
    from qgis.PyQt.QtCore import QLocale

    return QLocale(language()).toString(local_time(time).date(), "d MMM yyyy")


def service_choices(store):
    """Return ``(service, lines on its age and on the set that is in use)`` of all open sources."""
    found = []
    for service in services().values():
        lines = [
            service.text.text(language()),
            " · ".join((service.credit, age_of(store, service))),
        ]
        if store.catalogue.datasets[service.target.dataset].geometry:
            lines.append(set_in_use(store, service.target.dataset))
        found.append((service, "\n".join(lines)))
    return found
