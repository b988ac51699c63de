"""Which map, which measure, where and how it is counted."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..definitions.model import PER_INHABITANT
from ..i18n import label, tr
from ..usecases.wording import counting_sentence
from .named_filters import NamedFilters, pause_button
from .parts import GAP, plain_label, tool_button


class MapChoices(QWidget):
    """The head of the dock. What a map offers no choice in is not shown."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._make_head())
        layout.addWidget(self.example)
        self.form = QFormLayout()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(GAP)
        self.form.setVerticalSpacing(4)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.measure = _box(tr("Measure"), tr("What is counted or summed"))
        self.per_inhabitant = tool_button(
            tr("Per inhabitant"), "", self._choose_measure, "/rendererGraduatedSymbol.svg"
        )
        self.per_inhabitant.setCheckable(True)
        self.per_inhabitant.setAutoRaise(False)
        self.per_inhabitant.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.prices = _box(
            tr("Prices"), tr("Amounts as they were paid, or all in the prices of one year")
        )
        self.place = _box(tr("Place"), tr("Which municipality a row belongs to"))
        self.counting = _box(tr("Several"), tr("What becomes of rows with several municipalities"))
        measures = QWidget()
        row = QHBoxLayout(measures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.measure, 1)
        row.addWidget(self.per_inhabitant)
        self.lines = {}
        for widget, text in (
            (measures, tr("Measure")),
            (self.prices, tr("Prices")),
            (self.place, tr("Place")),
            (self.counting, tr("Several")),
        ):
            self.form.addRow(text, widget)
            self.lines[widget] = self.form.labelForField(widget)
        self.measures = measures
        layout.addLayout(self.form)
        self.measure.activated.connect(lambda: self._choose_measure())
        self.prices.activated.connect(
            lambda index: self.session.choose(prices=self.prices.itemData(index))
        )
        self.place.activated.connect(
            lambda index: self.session.choose(place=self.place.itemData(index))
        )
        self.counting.activated.connect(
            lambda index: self.session.choose(counting=self.counting.itemData(index))
        )

    def _make_head(self):
        row = QHBoxLayout()
        row.setSpacing(2)
        self.map = _box(tr("Map"), tr("Which map is shown"))
        for name, description in self.session.catalogue.maps.items():
            self.map.addItem(label(description), name)
        self.map.activated.connect(lambda index: self.session.show(self.map.itemData(index)))
        font = self.map.font()
        font.setBold(True)
        self.map.setFont(font)
        row.addWidget(self.map, 1)
        self.example = plain_label(smaller=True, bold=True)
        self.example.setToolTip(tr("The rows are invented, to try the map out"))
        row.addSpacing(GAP)
        self.named = NamedFilters(self.session)
        self.off = pause_button(self.session)
        row.addWidget(self.named)
        row.addWidget(self.off)
        self.undo = tool_button(
            tr("Undo"), tr("Take the last choice back"), self.session.undo, "/mActionUndo.svg"
        )
        self.redo = tool_button(
            tr("Redo"), tr("Make the choice again"), self.session.redo, "/mActionRedo.svg"
        )
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        return row

    def show_view(self, view):
        """Show which choices hold now."""
        description, selection = view.description, view.selection
        self.map.setCurrentIndex(self.map.findData(description.name))
        self.example.setText(view.texts.example)
        self.example.setVisible(bool(view.texts.example))
        self.off.setEnabled(self.session.can_pause)
        self.off.setChecked(self.session.is_paused)
        self.undo.setEnabled(self.session.can_undo)
        self.redo.setEnabled(self.session.can_redo)
        measures = {item.name: label(item) for item in description.measures}
        _fill(self.measure, measures, view.choice.measure.name)
        allowed = [item.name for item in description.measures if item.per_inhabitant]
        self.per_inhabitant.setVisible(bool(allowed))
        self.per_inhabitant.setEnabled(view.choice.measure.name in allowed)
        self.per_inhabitant.setChecked(view.choice.per_inhabitant)
        self.per_inhabitant.setToolTip(_rate_tip(view.choice, allowed))
        levels = self._price_levels(view)
        _fill(self.prices, levels, selection.prices)
        places = {item.name: label(item) for item in description.places}
        _fill(self.place, places, selection.place)
        rules = {rule: _short(rule) for rule in description.counting}
        _fill(self.counting, rules, selection.counting)
        for index, rule in enumerate(rules):
            sentence = counting_sentence(rule)
            self.counting.setItemData(index, sentence, Qt.ItemDataRole.ToolTipRole)
        for widget, shown in (
            (self.measures, len(measures) > 1),
            (self.prices, len(levels) > 1),
            (self.place, len(places) > 1),
            (self.counting, len(rules) > 1),
        ):
            widget.setVisible(shown)
            self.lines[widget].setVisible(shown)

    def _price_levels(self, view):
        explorer = self.session.explorer
        base = explorer.prices.index.base
        names = {
            "lopande": tr("current prices"),
            "fasta": tr("fixed prices, at the level of {year}", year=base),
        }
        return {level: names[level] for level in explorer.prices.levels(view.description.name)}

    def _choose_measure(self):
        name = self.measure.currentData()
        measure = next(item for item in self.session.description.measures if item.name == name)
        if measure.per_inhabitant and self.per_inhabitant.isChecked():
            name += PER_INHABITANT
        self.session.choose(measure=name)


def _rate_tip(choice, allowed):
    """Return what the button would do."""
    if choice.measure.name not in allowed:
        return tr("This measure has no figure per inhabitant")
    if choice.per_inhabitant:
        return tr("Show totals, as circles")
    return tr("Divide by the population of the same year, and show colours")


def _short(rule):
    return {"dela": tr("split equally"), "utanfor": tr("kept outside the map")}[rule]


def _box(name, tip):
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def _fill(box, items, now):
    if [box.itemData(index) for index in range(box.count())] != list(items):
        box.clear()
        for value, text in items.items():
            box.addItem(text, value)
    box.setCurrentIndex(box.findData(now))
