"""Two to five municipalities side by side: the lines of the card as a table, and who is alike."""

from dataclasses import dataclass

from ..analysis.rates import nearest_earlier
from ..analysis.related import population
from ..errors import N_, SelectionError
from ..i18n import label, tr
from .card_parts import LACKING
from .card_policy import day_in_words
from .copying import as_text, decimal
from .overview import in_order
from .wording import number

FEWEST, MOST = 2, 5
# Alike in the number of inhabitants; any other likeness is a division of the municipalities.
PEOPLE = ""


@dataclass(frozen=True)
class Cell:
    """What a municipality has, or the region on average, in a row.

    :param aside: what is told below it; :param tip: year, source and notes
    :param items: ``(name, value)`` of several things that stand in it, instead of a text
    :param plain: as a spreadsheet takes it; :param is_known: False where there is no data
    """

    text: str = ""
    aside: str = ""
    tip: str = ""
    plain: str = ""
    is_known: bool = True
    items: tuple = ()

    @property
    def said(self):
        """All of it as text, line by line."""
        told = [": ".join(filter(None, item)) for item in self.items]
        return "\n".join(filter(None, (self.text, *told, self.aside)))


@dataclass(frozen=True)
class Row:
    """A line of the card for all municipalities, or a heading, which has no cells.

    :param name: of the line's description; :param year: that of the figures, empty for several
    :param cells: one for each municipality, then that of the region
    :param lines: the card's lines behind the cells of the municipalities
    :param is_bare: True if the cells are figures without their unit
    """

    name: str
    title: str
    year: str = ""
    unit: str = ""
    cells: tuple = ()
    lines: tuple = ()
    section: str = ""
    is_bare: bool = False

    @property
    def shown_title(self):
        """The title with its year."""
        return f"{self.title} {self.year}".strip()

    @property
    def shown_unit(self):
        """The unit that the cells are in, where neither they nor the title say it."""
        is_said = not self.is_bare or self.unit.lower() == self.title.lower()
        return "" if is_said else self.unit

    @property
    def has_series(self):
        """True if there is anything to draw over the years."""
        return any(value is not None for line in self.lines for _, value in line.series)


@dataclass(frozen=True)
class SideBySide:
    """Municipalities side by side.

    :param names: of the municipalities; :param headers: of all columns
    :param note: what holds for the whole table; :param state: which earlier state is shown
    """

    codes: tuple
    names: tuple
    headers: tuple
    rows: tuple
    note: str
    state: str = ""

    @property
    def charted(self):
        """The rows that have figures over the years."""
        return [row for row in self.rows if row.has_series]

    def row(self, name):
        """Return the row of a line of the card."""
        return next(row for row in self.rows if row.name == name and row.cells)

    def copied(self):
        """Return the table as text for a spreadsheet; a row of what is told besides follows."""
        lines = [[self.headers[0], tr("Unit"), *self.headers[1:]]]
        for row in self.rows:
            lines.append([row.shown_title, row.unit, *(cell.plain for cell in row.cells)])
            if any(cell.aside for cell in row.cells):
                lines.append(["", "", *(cell.aside for cell in row.cells)])
        return as_text([*lines, [], *([line] for line in (self.note, self.state) if line)])


def check_number(codes):
    """Refuse fewer municipalities than can be compared, and more than can be overlooked.

    :raises SelectionError: which says how many may be chosen
    """
    if not FEWEST <= len(codes) <= MOST:
        raise SelectionError(
            N_("Choose {few} to {most} municipalities to compare (chosen now: {count})."),
            few=FEWEST, most=MOST, count=len(codes),
        )  # fmt: skip


def side_by_side(explorer, codes, day):
    """Return the :class:`SideBySide` of municipalities, in the order that is asked for.

    :param explorer: the :class:`~.view_map.Explorer`; :param codes: two to five codes
    :param day: ``datetime.date`` on which documents shall hold
    :raises SelectionError: if there are fewer or more, or one is not known
    """
    codes = tuple(dict.fromkeys(codes))
    check_number(codes)
    known = {code for code, _ in explorer.cards.municipalities()}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise SelectionError(N_("There is no municipality {codes}."), codes=unknown)
    cards = [explorer.cards.card(code, day) for code in codes]
    rows = []
    for sections in zip(*(card.sections for card in cards), strict=True):
        rows.append(Row("", sections[0].title))
        for lines in zip(*(section.lines for section in sections), strict=True):
            rows.append(_row(sections[0].title, lines))
    names = tuple(card.name for card in cards)
    note = tr(
        "Skåne on average: each municipality with a figure is counted alike. Policy documents as "
        "they stand on {date}.",
        date=day_in_words(day),
    )
    headers = (tr("What"), *names, tr("Skåne on average"))
    return SideBySide(codes, names, headers, tuple(rows), note, cards[0].state)


def _row(section, lines):
    """Return the row of the same line of several cards."""
    years = {line.year for line in lines if line.plain and line.year}
    # A figure of an earlier year is told as such; the row has the latest year of any.
    year = max(years) if all(year.isdigit() for year in years) and years else ""
    year = year or (years.pop() if len(years) == 1 else "")
    unit = next((line.unit for line in lines if line.unit), "")
    # Where every figure has the same unit it is said once.
    is_same = bool(unit) and all(_ends_with(line.text, unit) for line in lines if line.plain)
    cells = tuple(_cell(line, year, unit if is_same else "") for line in lines)
    cells = (*cells, _mean(lines, year))
    return Row(lines[0].name, lines[0].title, year, unit, cells, lines, section, is_same)


def _ends_with(text, unit):
    """True for ``13 kr``, and not for ``13 mkr``."""
    return text.endswith(unit) and text.removesuffix(unit)[-1:].isspace()


def _cell(line, year, unit):
    text = line.text.removesuffix(unit).rstrip() if line.plain else line.text
    items = () if text else tuple((item.text, item.value) for item in line.items)
    if line.plain and line.year.isdigit() and line.year != year:
        text = f"{text} ({line.year})"
    plain = line.plain if line.year == year or not line.year.isdigit() else ""
    # Text that is no figure, or a figure of another year, goes along as it is shown.
    plain = plain or text or "; ".join(": ".join(filter(None, item)) for item in items)
    return Cell(text, line.aside, line.tip, plain, _is_known(line), items)


def _is_known(line):
    return line.state != LACKING or bool(line.year)


def _mean(lines, year):
    """Return the cell of the region: what the cards say it has in the year of the row."""
    means = {str(one): mean for line in lines for one, mean in line.reference}
    if not means:
        return Cell()
    year = year or max(means)
    if year not in means:
        return Cell(tr("No data"), plain=tr("No data"), is_known=False)
    notes = dict.fromkeys(line.note for line in lines if line.note)
    tip = "\n".join([tr("Year: {year}", year=year), *notes])
    return Cell(number(means[year]), tip=tip, plain=decimal(means[year]))


def likenesses(explorer):
    """Return ``(by, title)`` of the ways in which municipalities can be alike.

    The number of inhabitants comes first, then each division that the municipalities have.
    """
    fields = explorer.catalogue.municipalities.fields
    divisions = [field for field in fields if field.codelist in explorer.codelists]
    return [
        (PEOPLE, tr("Same size")),
        *(
            (field.name, tr("Same {division}", division=label(field).lower()))
            for field in divisions
        ),
    ]


def like(explorer, code, by, count=MOST - 1):
    """Return the codes of the municipalities that are most like one, the nearest first.

    Nearest in population comes first in both cases. What the others have is taken from the year of
    this one's latest figure, or the nearest earlier one; whose population is not known stands last
    in a division, and is left out where nothing but the population counts.

    :param by: :data:`PEOPLE`, or a division: a field of the municipalities; :param count: how many
    :raises SelectionError: if what they shall be alike in is not known of this one
    """
    rows = {one: row for one, _, row in explorer.municipalities()}
    names = dict(explorer.cards.municipalities())
    others = [one for one in names if one != code]
    if by != PEOPLE:
        value = rows[code].get(by)
        if value is None:
            raise SelectionError(N_("{name} stands outside this division."), name=names[code])
        others = [one for one in others if rows[one].get(by) == value]
    people, own = _people(explorer), None
    if people.get(code):
        year = max(people[code])
        own = people[code][year]
        found = {one: nearest_earlier(people.get(one, {}), year)[0] for one in others}
    elif by == PEOPLE:
        raise SelectionError(
            N_("The number of inhabitants of {name} is not known. Import it, or choose others."),
            name=names[code],
        )
    if own is not None:
        gaps = {one: abs(size - own) for one, size in found.items() if size is not None}
        near = sorted(gaps, key=gaps.get)
        rest = [one for one in others if one not in gaps] if by != PEOPLE else []
        others = near + rest
    else:
        others = in_order(others, names.get)
    return others[:count]


def _people(explorer):
    """Return inhabitants by code and year, of the figure that the card and the maps take."""
    related = explorer.catalogue.population
    dataset = explorer.catalogue.datasets[related.dataset]
    return population(related, dataset, explorer.data(related.dataset))
