"""A chart of lines: a figure of some municipalities over the years, names at the ends."""

from textwrap import wrap

from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QCursor, QPalette
from qgis.PyQt.QtWidgets import QToolTip, QVBoxLayout, QWidget

from ..i18n import tr
from .chart_parts import families, picture_of, plain, points
from .messages import sentence
from .parts import plain_label
from .tints import muted

# Close to Okabe and Ito: colour-blind people tell them apart, and each line has its own mark, too.
# First those on a light ground, then those on a dark one.
COLOURS = (
    ("#0072b2", "#d55e00", "#009e73", "#c6649a", "#333333"),
    ("#56b4e9", "#e8702a", "#2fd0a0", "#e39ac4", "#f2f2f2"),
)
_MARKS = ("o", "s", "^", "D", "v")
_SMALL = 0.9
# Pixels between the last year and the names, and for each year below.
_LEADER, _YEAR = 22, 52


class SideChart(QWidget):
    """Draws a :class:`~..usecases.side_chart.LineChart`."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.chart, self.canvas = None, None
        self.setMinimumHeight(11 * self.fontMetrics().height())
        self.told = plain_label(wrap=True)
        self.told.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(lambda: self.show_chart(self.chart))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.told)

    def show_chart(self, chart):
        """Show a chart, or nothing for None."""
        self.chart = chart
        if self.canvas is not None:
            self.layout().removeWidget(self.canvas)
            self.canvas.hide()
            self.canvas.deleteLater()
            self.canvas = None
        self.told.hide()
        if chart is None or not chart.tracks:
            self._say(tr("No figures over the years to draw."))
            return
        try:
            self._draw()
        except ImportError as error:
            self._say(sentence(error)[0])

    def _say(self, text):
        self.told.setText(text)
        self.told.show()

    def changeEvent(self, event):
        """Follow a change of the theme."""
        super().changeEvent(event)
        changes = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if event.type() in changes and self.canvas is not None:
            # Qt may be going through all widgets now, and must not lose one.
            self._later.start(0)

    def image(self):
        """Return the chart as a picture, in twice the size of the screen."""
        return picture_of(self.canvas.figure)

    def _draw(self):
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        figure = Figure()
        self.canvas = FigureCanvasQTAgg(figure)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas.setAccessibleName(f"{self.chart.title}. {self.chart.subtitle}")
        self.canvas.setAccessibleDescription(self.chart.told())
        self.canvas.setToolTip(tr("Point at a year to read its figures"))
        self.layout().addWidget(self.canvas, 1)
        # A theme by style sheet gives its colours to labels, and not to pictures.
        self.told.ensurePolished()
        palette = self.told.palette()
        # Matplotlib's own is white, and shows where a pixel is left over.
        ground = palette.color(QPalette.ColorRole.Window).name()
        self.canvas.setObjectName("SkanekartaSideChart")
        self.canvas.setStyleSheet(f"#SkanekartaSideChart {{background-color: {ground}}}")
        self._ink = palette.color(QPalette.ColorRole.WindowText).name()
        self._grey = muted(palette).name()
        font = self.font()
        self._look = {"fontfamily": families(font), "fontsize": points(font)}
        self._small = {**self._look, "fontsize": _SMALL * points(font)}
        figure.set_facecolor(ground)
        self._plot(figure, palette.color(QPalette.ColorRole.Window).lightness() < 128)
        self.canvas.mpl_connect("resize_event", lambda _: self._fit())
        self.canvas.mpl_connect("motion_notify_event", self._tell)
        self._fit()

    def _plot(self, figure, is_dark):
        from matplotlib.ticker import MaxNLocator

        chart = self.chart
        self._axes = axes = figure.add_subplot()
        axes.set_facecolor("none")
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(self._grey)
        axes.tick_params(length=0, colors=self._grey)
        axes.tick_params(axis="x", pad=6)
        axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        axes.yaxis.set_major_formatter(lambda value, _: plain(chart.said(value)))
        axes.grid(axis="y", color=self._grey, alpha=0.25, linewidth=0.8)
        axes.set_axisbelow(True)
        colours = iter(zip(COLOURS[is_dark], _MARKS, strict=True))
        shades = {track.name: next(colours) for track in chart.all_tracks if not track.is_mean}
        self._ends = []
        for track in chart.tracks:
            colour, mark = shades.get(track.name, (self._grey, ""))
            style = (
                {"linestyle": (0, (4, 2)), "linewidth": 1.4, "zorder": 2}
                if track.is_mean
                else {"linewidth": 2.2, "marker": mark, "markersize": 4.5, "zorder": 3}
            )
            years, values = zip(*track.points, strict=True)
            shown = [float("nan") if value is None else value for value in values]
            axes.plot(years, shown, color=colour, clip_on=False, **style)
            self._ends.append(self._end(figure, track, colour))
        first, last = chart.years[0], chart.years[-1]
        axes.set_xlim((first, last) if last > first else (first - 0.5, last + 0.5))
        low = min(value for track in chart.tracks for _, value in track.points if value is not None)
        if chart.from_zero and low >= 0:
            axes.set_ylim(bottom=0)
        self._title = figure.text(0, 1, plain(chart.title), va="top", weight="bold",
                                  color=self._ink, **self._look)  # fmt: skip
        self._subtitle = figure.text(0, 1, plain(chart.subtitle), va="top", color=self._grey,
                                     **self._small)  # fmt: skip
        self._foot = figure.text(0, 0, "", va="bottom", color=self._grey, **self._small)

    def _end(self, figure, track, colour):
        """Return the name at the end of a line, with the thin line that leads to it."""
        from matplotlib.lines import Line2D

        year, value = track.last
        late = f" ({year})" if year != self.chart.years[-1] else ""
        weight = "normal" if track.is_mean else "bold"
        text = figure.text(0, 0, plain(f"{track.name} {self.chart.said(value)}{late}"),
                           va="center", weight=weight, **self._small,
                           color=self._grey if track.is_mean else self._ink)  # fmt: skip
        leader = Line2D([0, 0], [0, 0], transform=figure.transFigure, color=colour, linewidth=0.9)
        figure.add_artist(leader)
        return track.last, text, leader

    def _fit(self):
        """Give names and figures the room that they need, whatever the size."""
        figure, axes = self.canvas.figure, self._axes
        width, height = figure.bbox.width, figure.bbox.height
        renderer = self.canvas.get_renderer()
        line = self._title.get_window_extent(renderer).height * 1.25
        self._title.set_position((4 / width, 1 - 3 / height))
        self._subtitle.set_position((4 / width, 1 - (line + 4) / height))
        letters = max(20, int(width / (line * 0.36)))
        foot = [plain(part) for text in self.chart.foot for part in wrap(text, letters)]
        self._foot.set_text("\n".join(foot))
        self._foot.set_position((4 / width, 3 / height))
        below = self._foot.get_window_extent(renderer).height + 8 if foot else 4
        names = max(text.get_window_extent(renderer).width for _, text, _ in self._ends)
        ticks = [tick.get_window_extent(renderer).width for tick in axes.get_yticklabels()]
        left = max(ticks, default=0) + 14
        right = max(left + 40, width - names - _LEADER - 8)
        bottom = below + 1.5 * line
        top = max(bottom + line, height - 2.9 * line)
        figure.subplots_adjust(
            left=left / width, right=right / width, bottom=bottom / height, top=top / height
        )
        years = self.chart.years
        step = max(1, -(-len(years) * _YEAR // max(1, int(right - left))))
        axes.set_xticks(list(reversed(years[::-1][::step])))
        for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            tick.set(**self._small)
        self._place_ends(right, line * 0.95, bottom, top + line)

    def _place_ends(self, right, line, low, high):
        """Put the names beside the ends of their lines, apart from each other."""
        figure = self.canvas.figure
        spots = [self._axes.transData.transform(last) for last, _, _ in self._ends]
        order = sorted(range(len(spots)), key=lambda at: spots[at][1])
        places = apart([spots[at][1] for at in order], line, low, high)
        width, height = figure.bbox.width, figure.bbox.height
        for at, place in zip(order, places, strict=True):
            _, text, leader = self._ends[at]
            text.set_position(((right + _LEADER) / width, place / height))
            x, y = spots[at]
            leader.set_data(
                [x / width, (right + 6) / width, (right + _LEADER - 4) / width],
                [y / height, y / height, place / height],
            )

    def _tell(self, event):
        """Tell what the year at the pointer has."""
        if event.inaxes is not self._axes:
            return
        at = round(event.xdata)
        lines = [str(at)]
        for track in self.chart.tracks:
            value = dict(track.points).get(at)
            said = tr("No data") if value is None else self.chart.said(value)
            lines.append(f"{track.name}: {said}")
        text = "\n".join(lines)
        # Also for the pointer that rests, when Qt shows the tool tip by itself.
        self.canvas.setToolTip(text)
        QToolTip.showText(QCursor.pos(), text, self.canvas)


def apart(places, least, low, high):
    """Return places, in rising order, moved as little as it takes for them to be apart.

    :param places: in rising order; :param least: the distance that there must be
    :param low: lowest place; :param high: highest place that is wanted
    """
    moved = []
    for place in places:
        moved.append(max(place, moved[-1] + least if moved else low))
    limit = high
    for at in reversed(range(len(moved))):
        moved[at] = min(moved[at], limit)
        limit = moved[at] - least
    return moved
