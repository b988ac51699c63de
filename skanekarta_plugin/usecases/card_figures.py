"""Lines of the card that show rows of a dataset: key figures, numbers of rows, words and links."""

from dataclasses import replace

from ..analysis.indicators import mean, rank
from ..i18n import label, language, tr
from .card_parts import LACKING, PLAIN, CardLine, lacking, site, web_address, with_unit
from .copying import decimal
from .wording import NO_BREAK, number


class FigureLine:
    """The latest number of a municipality, how it developed, and where it stands among the others.

    :param explorer: the :class:`~.view_map.Explorer`; :param described: the line's description
    :param sources: says where rows come from
    """

    def __init__(self, explorer, described, sources):
        self.described, self.sources = described, sources
        dataset = explorer.catalogue.datasets[described.dataset]
        columns = explorer.data(dataset.name).columns
        self._stated = columns.get(described.source)
        self._by_code, self._by_year = {}, {}
        years = columns[dataset.year_field]
        codes, values = columns[dataset.municipality_field], columns[described.field]
        for row in sources.rows(dataset.name, described.where):
            code, year, value = codes[row], years[row], values[row]
            if None not in (code, year, value):
                self._by_code.setdefault(code, {})[year] = value, row
        for code, by_year in self._by_code.items():
            for year, (value, _) in by_year.items():
                self._by_year.setdefault(year, {})[code] = value
        self._last = max(self._by_year, default=None)
        self._unit = described.unit.text(language()) or _unit(explorer, dataset, described)

    def line(self, code, _day):
        """Return the :class:`CardLine` of a municipality."""
        described, known = self.described, self._by_code.get(code)
        if not known:
            # What the others have on average is known all the same.
            means = self._means(sorted(self._by_year)) if described.compare else ()
            found = lacking(described, bool(self._by_code))
            return replace(found, reference=means, unit=self._unit)
        year = max(known)
        value, row = known[year]
        details = [str(year)]
        if year != self._last:
            details[0] = tr("{year}: the nearest earlier, {last} is missing",
                            year=year, last=self._last)  # fmt: skip
        span = range(min(known), self._last + 1)
        reference, note, aside = (), "", ""
        if described.compare:
            details = self._compared(year, code, details[0])
            note = tr(
                "Skåne: mean of the {count} municipalities with a figure, each counted alike. "
                "Rank 1 is the highest.",
                count=len(self._by_year[year]),
            )
            reference, aside = self._means(span), self._place(year, code)
        elif len(known) > 1:
            trend = self._trend(known, year)
            details, aside = details + trend, "".join(trend)
        series = tuple((one, known.get(one, (None,))[0]) for one in span)
        stated = self._stated[row] if self._stated and self._stated[row] else ""
        return CardLine(
            described.name,
            label(described),
            with_unit(value, self._unit),
            tuple(details),
            year=str(year),
            source=self.sources.of_row(described.dataset, row, stated),
            series=series,
            reference=reference,
            shown=tuple((one, self._told(one, each)) for one, each in series),
            note=note,
            aside=aside,
            plain=decimal(value),
            unit=self._unit,
        )

    def _told(self, year, value):
        """Return what a year has in words, beside that of the region."""
        if not self.described.compare or year not in self._by_year:
            return number(value)
        average = tr("Skåne on average {mean}", mean=number(self._mean(year)))
        return f"{number(value)} ({average})"

    def _means(self, years):
        return tuple((year, self._mean(year)) for year in years if year in self._by_year)

    def _mean(self, year):
        return mean(self._by_year[year])

    def _compared(self, year, code, told_year):
        """Return the rank among the municipalities, highest first, and their mean."""
        place = self._place(year, code)
        average = tr("Skåne on average {mean}", mean=number(self._mean(year)))
        return [f"{year}: {place}", average] if year == self._last else [told_year, place, average]

    def _place(self, year, code):
        place, count = rank(self._by_year[year], code)
        return tr("rank {rank} of {count}", rank=place, count=count)

    def _trend(self, known, year):
        first = min(known)
        before, now = known[first][0], known[year][0]
        if not before:
            return []
        change = 100 * (now - before) / before
        sign = "+" if change > 0 else ""
        return [
            tr("{change} since {year}", change=f"{sign}{number(change, 1)}{NO_BREAK}%", year=first)
        ]


class CountLine:
    """How many rows a municipality has, and which are the largest; see :class:`FigureLine`."""

    def __init__(self, explorer, described, sources):
        self.described, self.sources = described, sources
        dataset = explorer.catalogue.datasets[described.dataset]
        columns = explorer.data(dataset.name).columns
        names = columns[dataset.label_field]
        sizes = columns[described.by] if described.by else [None] * len(names)
        years = columns[dataset.year_field] if dataset.year_field else [None] * len(names)
        self._by_code = {}
        for row, code in enumerate(columns[dataset.municipality_field]):
            found = (sizes[row], names[row] or "", years[row], row)
            self._by_code.setdefault(code, []).append(found)

    def line(self, code, _day):
        """Return the :class:`CardLine` of a municipality."""
        described, known = self.described, self._by_code.get(code)
        if not known:
            return lacking(described, bool(self._by_code))
        sized = sorted((item for item in known if item[0] is not None),
                       key=lambda item: (-item[0], item[1]))  # fmt: skip
        most = described.most
        if sized:
            told = [f"{name} {number(size)}" for size, name, _, _ in sized[:most]]
            details = [tr("largest: {names}", names=", ".join(told))]
        else:
            # Without sizes nobody can say which is the largest.
            told = [name for _, name, _, _ in sorted(known, key=lambda item: item[1])]
            rest = len(told) - most
            shown = ", ".join(told[:most])
            details = [tr("{names} and {count} more", names=shown, count=rest) if rest > 0
                       else shown]  # fmt: skip
        years = sorted({year for _, _, year, _ in sized[:most] if year is not None})
        return CardLine(
            described.name,
            label(described),
            number(len(known)),
            tuple(details),
            year=", ".join(map(str, years)),
            source=self.sources.of_row(described.dataset, known[0][3]),
            plain=decimal(len(known)),
        )


class ValueLine:
    """A word or a link that a municipality has; see :class:`FigureLine`."""

    def __init__(self, explorer, described, sources):
        self.described, self.sources = described, sources
        self.dataset = explorer.catalogue.datasets[described.dataset]
        self._columns = explorer.data(self.dataset.name).columns
        self._field = self.dataset.field(described.field)
        self._codelist = explorer.codelists.get(self._field.codelist)
        codes = self._columns[self.dataset.municipality_field]
        self._rows = {code: row for row, code in enumerate(codes)}

    def line(self, code, _day):
        """Return the :class:`CardLine` of a municipality."""
        described, row = self.described, self._rows.get(code)
        value = None if row is None else self._columns[described.field][row]
        if value is None:
            return lacking(described, bool(self._rows))
        text, link, state = str(value), "", PLAIN
        if self._field.is_link:
            link = web_address(value)
            text, state = (site(link), PLAIN) if link else (tr("No web address"), LACKING)
        elif self._codelist is not None and value in self._codelist.by_value:
            text = self._codelist.by_value[value].label.text(language())
        more = self._columns[described.more][row] if described.more else None
        return CardLine(
            described.name,
            label(described),
            text,
            (str(more),) if more else (),
            source=self.sources.of_row(described.dataset, row),
            link=link,
            state=state,
        )


def _unit(explorer, dataset, described):
    """Return the unit that the codelist of what is wanted names."""
    for name, value in described.where.items():
        codelist = explorer.codelists.get(dataset.field(name).codelist)
        if codelist is not None and value in codelist.by_value:
            return codelist.by_value[value].unit
    return dataset.field(described.field).unit
