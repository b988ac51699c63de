"""A figure of municipalities over the years: a line for each, and that of the region on average."""

from dataclasses import dataclass

from ..i18n import tr
from .copying import as_text, decimal
from .wording import number, short_kronor

# An axis that would be empty in its lower half does not begin at zero.
_EMPTY = 0.5


@dataclass(frozen=True)
class Track:
    """One line of the chart.

    :param points: ``(year, value)`` of every year, None where it is not known
    :param is_mean: True for the region
    """

    name: str
    points: tuple
    is_mean: bool = False

    @property
    def last(self):
        """The latest ``(year, value)`` that is known; None for nothing."""
        known = [point for point in self.points if point[1] is not None]
        return known[-1] if known else None


@dataclass(frozen=True)
class LineChart:
    """What a chart of lines shows.

    :param tracks: those that have anything to draw; :param missing: the names of the others
    :param note: what the reader must know; :param source: where the figures come from
    :param from_zero: where the axis begins
    """

    title: str
    subtitle: str
    unit: str
    years: tuple
    tracks: tuple
    note: str
    source: str
    from_zero: bool
    is_money: bool
    all_tracks: tuple = ()

    def said(self, value):
        """Return a value in words, without its unit unless it is a large sum."""
        return short_kronor(value) if self.is_money else number(value)

    @property
    def foot(self):
        """What stands below the chart, line by line."""
        source = tr("Source: {source}", source=self.source) if self.source else ""
        return [line for line in (self.note, source) if line]

    def told(self):
        """Return the latest figure of each line, for those who do not see them."""
        return "; ".join(
            f"{track.name} {track.last[0]}: {self.said(track.last[1])}" for track in self.tracks
        )

    def copied(self):
        """Return title and figures as text for a spreadsheet; empty where nothing is known."""
        lines = [[tr("Year"), *(track.name for track in self.all_tracks)]]
        by_track = [dict(track.points) for track in self.all_tracks]
        for year in self.years:
            lines.append([str(year), *(decimal(known.get(year)) for known in by_track)])
        title = self.title
        if self.is_money:
            title = ", ".join((title, self.unit))
        return as_text([[title], [self.subtitle], *lines, *([line] for line in self.foot)])


def line_chart(shown, name):
    """Return the :class:`LineChart` of a row.

    :param shown: a :class:`~.side_by_side.SideBySide`; :param name: of the row
    """
    row = shown.row(name)
    series = [dict(line.series) for line in row.lines]
    means = {year: mean for line in row.lines for year, mean in line.reference}
    every = {year for known in series for year, value in known.items() if value is not None}
    # The region is drawn over the years of the municipalities.
    years = tuple(range(min(every), max(every) + 1)) if every else ()
    tracks = [
        Track(name, tuple((year, known.get(year)) for year in years))
        for name, known in zip(shown.names, series, strict=True)
    ]
    if means:
        points = tuple((year, means.get(year)) for year in years)
        tracks.append(Track(shown.headers[-1], points, is_mean=True))
    drawn = tuple(track for track in tracks if track.last)
    values = [value for track in drawn for _, value in track.points if value is not None]
    is_amount = any(line.bars for line in row.lines)
    from_zero = is_amount or (bool(values) and min(values) < _EMPTY * max(values))
    lacking = [f"{name}: {line.text}" for name, line in zip(shown.names, row.lines, strict=True)
               if not line.series]  # fmt: skip
    notes = [f"{'; '.join(lacking)}."] if lacking else []
    if not from_zero:
        notes.append(tr("The axis does not begin at zero."))
    if any(value is None for track in drawn for _, value in track.points):
        notes.append(tr("Years without a figure are not drawn."))
    span = f"{years[0]}–{years[-1]}" if years else ""
    sources = "; ".join(dict.fromkeys(line.source for line in row.lines if line.source))
    subtitle = f"{row.section} {span}".strip()
    title = ", ".join(filter(None, (row.title, row.shown_unit)))
    is_money = is_amount and row.unit == "kr"
    return LineChart(
        title,
        subtitle,
        row.unit,
        years,
        drawn,
        " ".join(notes),
        sources,
        from_zero,
        is_money,
        tuple(tracks),
    )
