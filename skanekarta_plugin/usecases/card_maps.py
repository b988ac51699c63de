"""Lines of the card that rest on a map: sums by year, who got most, and the latest rows."""

import datetime

from ..analysis.ledger import Ledger
from ..analysis.model import SHARE
from ..analysis.rates import nearest_earlier
from ..i18n import label, language, tr
from .card_parts import LACKING, CardItem, CardLine, lacking, web_address
from .card_policy import day_in_words
from .copying import decimal, in_kronor
from .wording import counting_sentence, kronor, number, short_kronor


class _OfMap:
    """What the lines of a map share.

    :param explorer: the :class:`~.view_map.Explorer`; :param described: the line's description
    :param sources: says where rows come from
    """

    def __init__(self, explorer, described, sources):
        self.described, self.sources = described, sources
        self.map = explorer.map(described.map)
        self.dataset = explorer.catalogue.dataset_of(self.map)
        self.index = explorer.index(described.map)
        choice = self.map.choice(described.measure) if described.measure else None
        self.per_inhabitant = choice is not None and choice.per_inhabitant
        self.measure = choice.measure if choice else None
        self.place = self.map.places[0]
        field = self.measure.field if choice else ""
        self.is_money = bool(field) and self.dataset.field(field).is_money
        self.scale = self.index.scale(self.measure) if choice else 1
        self.ledger = Ledger(self.index, self.place.name, field)
        self._source = sources.of_dataset(self.dataset.name)

    def _in_unit(self, amount):
        return amount / self.scale

    def _said(self, amount):
        """Return an amount in full, in its unit."""
        if self.is_money:
            return kronor(self._in_unit(amount))
        return f"{number(self._in_unit(amount))} {self.measure.unit.text(language())}"

    @property
    def _rules(self):
        """How places are looked at, and how rows with several are counted."""
        return f"{label(self.place)}. {counting_sentence(SHARE)}"

    def _none(self, text):
        """Return the line of a municipality that has nothing."""
        found = lacking(self.described, self.index.count > 0, text)
        if not self.index.count:
            return found
        return CardLine(found.name, found.title, text, source=self._source, state=LACKING)


class SumLine(_OfMap):
    """What a municipality has in all and by year, and per inhabitant in the last year."""

    def line(self, code, _day):
        """Return the :class:`CardLine` of a municipality."""
        by_year = self.ledger.by_year(code)
        if not by_year:
            return self._none(self.measure.zero.text(language()))
        described = self.described
        count = sum(rows for rows, _ in by_year.values())
        total = sum(amount for _, amount in by_year.values())
        noun = (described.noun_one if count == 1 else described.noun).text(language())
        # Every year that the map has, so that the cards of all municipalities can be compared.
        every = [year for year in self.index.years.values if year is not None]
        years = range(every[0], every[-1] + 1) if every else range(0)
        series = tuple((year, self._in_unit(by_year.get(year, (0, 0))[1])) for year in years)
        shown = tuple((year, self._said(by_year.get(year, (0, 0))[1])) for year in years)
        span = f"{every[0]}–{every[-1]}" if len(every) > 1 else "".join(map(str, every))
        details = [f"{number(count)} {noun or label(self.map)}"]
        last = max((year for year in by_year if year is not None), default=None)
        rate = ""
        if self.per_inhabitant and last is not None:
            rate = self._rate(code, last, by_year[last][1])
            details.append(rate)
        if None in by_year:
            yearless = self._said(by_year[None][1])
            details.append(tr("of which without a year: {amount}", amount=yearless))
        total_in_unit = self._in_unit(total)
        return CardLine(
            described.name,
            label(described),
            short_kronor(total_in_unit) if self.is_money else self._said(total),
            tuple(details),
            year=span,
            source=self._source,
            note=self._rules,
            series=series,
            bars=True,
            shown=shown,
            aside=rate,
            plain=in_kronor(total) if self.is_money else decimal(total_in_unit),
            unit="kr" if self.is_money else self.measure.unit.text(language()),
        )

    def _rate(self, code, year, amount):
        """Return the amount of a year per inhabitant, and which year's inhabitants that are."""
        people, people_year = nearest_earlier(self.index.population.get(code, {}), year)
        if not people:
            return tr("{year}: {amount}; inhabitants are not known",
                      year=year, amount=self._said(amount))  # fmt: skip
        unit = self.measure.unit.text(language())
        rate = f"{number(self._in_unit(amount) / people)} {unit}"
        if people_year == year:
            return tr("{year}: {rate} per inhabitant", year=year, rate=rate)
        return tr("{year}: {rate} per inhabitant (inhabitants {people})",
                  year=year, rate=rate, people=people_year)  # fmt: skip


class LargestLine(_OfMap):
    """Who has most of a municipality's amounts."""

    def line(self, code, _day):
        """Return the :class:`CardLine` of a municipality."""
        described = self.described
        found = self.ledger.largest(code, described.by, described.most)
        if not found:
            return self._none(self.measure.zero.text(language()))
        tip = "\n".join([tr("Source: {source}", source=self._source), self._rules])
        items = tuple(CardItem(str(value), self._said(amount), tip) for value, amount in found)
        return CardLine(
            described.name,
            label(described),
            "",
            source=self._source,
            note=self._rules,
            items=items,
        )


class LatestLine(_OfMap):
    """The rows that name a municipality, the latest first."""

    def __init__(self, explorer, described, sources):
        super().__init__(explorer, described, sources)
        self._columns = explorer.data(self.dataset.name).columns
        more = self.dataset.field(described.more) if described.more else None
        self._codelist = explorer.codelists.get(more.codelist) if more else None

    def line(self, code, _day):
        """Return the :class:`CardLine` of a municipality."""
        described, columns = self.described, self._columns
        dates = columns[described.by]
        rows = self.ledger.rows(code).tolist()
        if not rows:
            return self._none(self.map.measures[0].zero.text(language()))
        rows.sort(key=lambda row: (dates[row] or "", row), reverse=True)
        items = tuple(self._item(row) for row in rows[: described.most])
        text = f"{number(len(rows))} {self.map.noun_for(len(rows)).text(language())}"
        return CardLine(
            described.name,
            label(described),
            text,
            source=self._source,
            items=items,
            aside=items[0].value,
        )

    def _item(self, row):
        described, columns = self.described, self._columns
        date = columns[described.by][row]
        told = day_in_words(datetime.date.fromisoformat(date[:10])) if date else tr("No data")
        kind = columns[described.more][row] if described.more else None
        if kind is not None and self._codelist is not None and kind in self._codelist.by_value:
            kind = self._codelist.by_value[kind].label.text(language())
        title = str(columns[self.dataset.label_field][row] or "")
        source = self.sources.of_row(self.dataset.name, row)
        parts = [kind or "", tr("Source: {source}", source=source)]
        link = web_address(columns[described.link][row]) if described.link else ""
        return CardItem(title, told, "\n".join(filter(None, parts)), link)
