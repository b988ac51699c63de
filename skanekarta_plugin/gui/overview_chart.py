"""The tab *Diagram*: a facet of the selection as bars, drawn by matplotlib."""

from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..i18n import label, tr
from .chart_keys import ChartKeys
from .chart_parts import families, picture_of, plain, points
from .messages import sentence
from .overview_tab import OverviewTab
from .parts import GAP, plain_label, push_button

_PALE = 0.35


class ChartTab(OverviewTab):
    """Draws the :class:`~..usecases.overview_chart.Chart` of the facet that is chosen."""

    def __init__(self, session, parent=None):
        super().__init__(session, parent)
        self.chart = None
        self.canvas = None
        self.bars = []
        self._map = ""
        self.keys = ChartKeys(self)
        self.keys.chosen.connect(self.choose)
        self.keys.marked.connect(self._show_marked)
        self.facet = QComboBox()
        self.facet.setToolTip(tr("By what the bars are divided"))
        self.facet.setAccessibleName(tr("By what the bars are divided"))
        self.facet.activated.connect(lambda _: self.refill())
        self.picture = push_button(
            tr("Copy picture"), tr("Copy the chart as a picture"), self._copy_picture,
            "/mActionSaveMapAsImage.svg",
        )  # fmt: skip
        self.figures = push_button(
            tr("Copy figures"), tr("Copy all figures of the chart, for a spreadsheet"),
            self._copy_figures, "/mActionEditCopy.svg",
        )  # fmt: skip
        above = QHBoxLayout()
        above.addWidget(self.facet)
        above.addStretch(1)
        above.addWidget(self.picture)
        above.addWidget(self.figures)
        self.note = plain_label(wrap=True, smaller=True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAccessibleName(tr("Chart"))
        self.area.setToolTip(tr("Click a bar, or press Enter, to choose its value in the filter"))
        layout = QVBoxLayout(self.page)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(above)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.note)

    def fill(self, view):
        """Show a view."""
        from ..usecases.overview_chart import chart, charted_facets

        facets = charted_facets(view)
        if self._map != view.description.name:
            self._map = view.description.name
            self.facet.clear()
            for facet in facets:
                self.facet.addItem(label(facet), facet.field)
        explorer, field = self.session.explorer, self.facet.currentData()
        values = next(state.values for state in view.facets if state.field == field)
        self.put_together(view, len(values), lambda: chart(explorer, view, field), self._show_chart)

    def _show_chart(self, made):
        self.chart = made
        self.note.setText(made.note)
        try:
            self._draw(self.session.description.symbol_colour)
        except ImportError as error:
            self.hush(sentence(error)[0])

    def _draw(self, colour):
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        had_focus = self.canvas is not None and self.canvas.hasFocus()
        figure = Figure()
        self.canvas = FigureCanvasQTAgg(figure)
        # The font's height decides how much room the bars need.
        line = self.fontMetrics().height()
        bars = len(self.chart.bars)
        high = 12 * line if self.chart.standing else round((bars * 1.5 + 3.5) * line)
        self.canvas.setMinimumHeight(high)
        self.canvas.setSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Expanding if self.chart.standing else QSizePolicy.Policy.Fixed,
        )
        if not self.chart.standing:
            self.canvas.setFixedHeight(high)
        self._plot(figure, colour)
        self.keys.watch(self.canvas, self.chart, self.bars)
        self.canvas.mpl_connect("button_press_event", self._pressed)
        self.canvas.mpl_connect("resize_event", lambda _: self._fit())
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.canvas)
        if not self.chart.standing:
            inside.addStretch(1)
        self.area.setWidget(holder)
        if had_focus:
            # A choice draws the chart anew; the keyboard stays where it was.
            self.canvas.setFocus()

    def _plot(self, figure, colour):
        from matplotlib.colors import to_rgba

        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.WindowText).name()
        figure.set_facecolor(palette.color(QPalette.ColorRole.Window).name())
        font = self.font()
        look = {"color": ink, "fontfamily": families(font), "fontsize": points(font)}
        self._axes = axes = figure.add_subplot()
        axes.set_facecolor("none")
        shown = self.chart.bars
        sizes, places = [bar.size for bar in shown], range(len(shown))
        shades = [to_rgba(colour, 1.0 if bar.chosen else _PALE) for bar in shown]
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)
        if self.chart.standing:
            self.bars = list(axes.bar(places, sizes, 0.75, color=shades))
            axes.set_xticks(list(places), [bar.name for bar in shown], **look)
            axes.set_yticks([])
            axes.axhline(0, color=ink, linewidth=0.6)
            ends, across = [(at, size) for at, size in zip(places, sizes, strict=True)], (0, 3)
            align = {"ha": "center", "va": "bottom"}
        else:
            self.bars = list(axes.barh(places, sizes, 0.7, color=shades))
            axes.set_yticks(list(places), [_short(bar.name) for bar in shown], **look)
            axes.set_xticks([])
            axes.invert_yaxis()
            axes.axvline(0, color=ink, linewidth=0.6)
            ends, across = [(size, at) for at, size in zip(places, sizes, strict=True)], (4, 0)
            align = {"ha": "left", "va": "center"}
        axes.tick_params(length=0)
        for end, bar in zip(ends, shown, strict=True):
            end = tuple(max(0, part) for part in end)
            axes.annotate(plain(bar.text), end, across, textcoords="offset points",
                          annotation_clip=False, **align, **look)  # fmt: skip
        for part in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            part.set_parse_math(False)
        title = plain(self.chart.title)
        self._title = figure.text(0.0, 1.0, title, va="top", weight="bold", **look)
        small = {**look, "fontsize": 0.9 * look["fontsize"]}
        self._subtitle = figure.text(0.0, 1.0, plain(self.chart.subtitle), va="top", **small)
        self._fit()

    def _fit(self):
        """Give names and figures the room that they need, whatever the size."""
        figure, axes = self.canvas.figure, self._axes
        width, height = figure.bbox.width, figure.bbox.height
        renderer = self.canvas.get_renderer()
        line = self._title.get_window_extent(renderer).height
        names = axes.get_xticklabels() if self.chart.standing else axes.get_yticklabels()
        wide = max((name.get_window_extent(renderer).width for name in names), default=0)
        tails = max((len(bar.text) for bar in self.chart.bars), default=0) * line * 0.55
        self._title.set_position((6 / width, 1 - 4 / height))
        self._subtitle.set_position((6 / width, 1 - (line * 1.5 + 4) / height))
        top = max(0.3, 1 - (line * (4.3 if self.chart.standing else 3.2)) / height)
        if self.chart.standing:
            figure.subplots_adjust(left=0.01, right=0.99, top=top, bottom=1.9 * line / height)
        else:
            left = min(0.6, (wide + 14) / width)
            figure.subplots_adjust(left=left, right=max(left + 0.1, 1 - tails / width), top=top,
                                   bottom=0.01)  # fmt: skip

    def _pressed(self, event):
        for bar, patch in zip(self.chart.bars, self.bars, strict=True):
            # A thin bar is hard to hit: its whole row counts.
            at = event.xdata if self.chart.standing else event.ydata
            low = patch.get_x() if self.chart.standing else patch.get_y()
            room = patch.get_width() if self.chart.standing else patch.get_height()
            if event.inaxes is self._axes and low <= at <= low + room:
                self.choose(bar.value)
                return

    def _show_marked(self, at):
        """Scroll to the bar that the keyboard is at."""
        if not self.chart.standing:
            high = self.canvas.height() * (1 - self._axes.get_position().height)
            step = (self.canvas.height() - high) / len(self.bars)
            middle = self.canvas.mapTo(self.area.widget(), QPoint(0, round(high + step * at)))
            self.area.ensureVisible(0, middle.y(), 0, round(2 * step))

    def choose(self, value):
        """Choose a value in the facet's filter; the only one that is chosen is freed again."""
        from ..usecases.overview_chart import written

        view, field = self.session.view, self.facet.currentData()
        choice = view.selection.filter.get(field)
        chosen = getattr(choice, "values", None)
        self.session.set_filter(field, written(value, chosen))

    def image(self):
        """Return the chart as a picture, in twice the size of the screen."""
        return picture_of(self.canvas.figure)

    def _copy_picture(self):
        QApplication.clipboard().setImage(self.image())

    def _copy_figures(self):
        QApplication.clipboard().setText(self.chart.copied())


def _short(text, most=48):
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
