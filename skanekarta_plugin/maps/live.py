"""The totals on the live map: a project variable, and fields that read it.

A project variable is saved with the project, is seen by render threads, and survives a change of
style. QGIS gives virtual fields the variables of ``QgsProject.instance()`` only; a project that is
not the instance is written correctly, but draws nothing before it is opened.
"""

import json
from dataclasses import dataclass

from qgis.core import (
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsExpressionContextUtils,
    QgsField,
)
from qgis.PyQt.QtCore import QMetaType

from ..definitions import load_catalogue
from ..i18n import label, language, tr

VALUE = "varde"
COUNT = "antal"
AMOUNT = "summa"
PER_INHABITANT = "per_invanare"
# Of comparisons: both sides, and how they differ.
SIDE_A = "varde_a"
SIDE_B = "varde_b"
DIFFERENCE = "skillnad"
PERCENT = "procent"
COMPARED = (SIDE_A, SIDE_B, DIFFERENCE, PERCENT)
LINK = "_lank"

_DOUBLE = (QMetaType.Type.Double, "double")
_INTEGER = (QMetaType.Type.LongLong, "int8")
_TEXT = (QMetaType.Type.QString, "text")


@dataclass(frozen=True)
class AreaField:
    """A field of the municipalities that holds a result.

    :param kind: Qt type and type name; :param alias: what users read
    """

    name: str
    kind: tuple
    alias: str

    @property
    def is_number(self):
        """True for numbers with decimals."""
        return self.kind is _DOUBLE

    def as_qgis(self):
        """Return the field as QGIS wants it."""
        return QgsField(self.name, self.kind[0], self.kind[1])


def area_fields(view):
    """Return the result fields of a view: value, number, sum, rate, and the related values."""
    measure = view.choice.measure
    heading, unit = heading_of(view), view.texts.unit
    money = text_of(measure.unit)
    # What is not compared is that of the selection itself.
    own = "" if view.comparison is None else f", {view.texts.compared.own}"
    fields = [
        AreaField(VALUE, _DOUBLE, f"{heading} ({unit})" if unit else heading),
        *_compared_fields(view),
        AreaField(
            COUNT, _INTEGER, tr("Number of {noun}", noun=text_of(view.description.noun)) + own
        ),
        AreaField(
            AMOUNT, _DOUBLE, (f"{label(measure)} ({money})" if money else label(measure)) + own
        ),
        AreaField(
            PER_INHABITANT, _DOUBLE, tr("{measure} per inhabitant", measure=label(measure)) + own
        ),
    ]
    for related in related_of(view.description):
        kind = _DOUBLE if is_number(related) else _TEXT
        fields.append(AreaField(related.name, kind, label(related)))
        if has_link(related):
            alias = tr("{name}: link", name=label(related))
            fields.append(AreaField(related.name + LINK, _TEXT, alias))
    return fields


def _compared_fields(view):
    if view.comparison is None:
        return []
    told = view.texts.compared
    unit, points = (f" ({name})" if name else "" for name in (told.unit, told.difference_unit))
    return [
        AreaField(SIDE_A, _DOUBLE, told.own + unit),
        AreaField(SIDE_B, _DOUBLE, told.other + unit),
        AreaField(DIFFERENCE, _DOUBLE, tr("Difference") + points),
        AreaField(PERCENT, _DOUBLE, tr("Difference") + " (%)"),
    ]


def area_values(view):
    """Return the results by municipality code: ``{code: {field name: value}}``.

    Money is in kronor; None is unknown.
    """
    values = {area.code: _values(view, area) for area in view.totals.areas}
    if view.comparison is not None:
        for area in view.comparison.areas:
            values[area.code].update(_compared_values(view.comparison, area))
    return values


def _compared_values(comparison, area):
    figure = area.figure
    sides = ((SIDE_A, figure.a), (SIDE_B, figure.b), (DIFFERENCE, figure.difference))
    return {
        VALUE: comparison.value(area),
        **{name: comparison.in_unit(value) for name, value in sides},
        PERCENT: figure.percent,
    }


def heading_of(view):
    """Return what a view measures, without "per inhabitant", which the unit says."""
    choice = view.choice
    return label(choice.measure) if choice.per_inhabitant else view.texts.measure


def related_of(description):
    """Return the related values of a map: the population, then those that are described."""
    population = load_catalogue().population
    described = [item for item in description.related if item.name != population.name]
    return [population, *described]


def text_of(described):
    """Return a described text in the user's language."""
    return described.text(language())


def is_number(related):
    """True where a related value is a number."""
    return _related_field(related).is_number


def has_link(related):
    """True where a related value can carry a link."""
    return bool(related.link) or _related_field(related).is_link


def _related_field(related):
    return load_catalogue().datasets[related.dataset].field(related.field)


def _values(view, area):
    values = {
        VALUE: area.value,
        COUNT: area.count,
        AMOUNT: view.totals.in_unit(area.amount) if view.choice.measure.has_sum else None,
        PER_INHABITANT: area.per_inhabitant,
    }
    for related in related_of(view.description):
        found = view.related.get(related.name, {}).get(area.code)
        if is_number(related):
            values[related.name] = found.number if found else None
        else:
            values[related.name] = found.text if found else None
        if has_link(related):
            values[related.name + LINK] = (found.link or None) if found else None
    return values


def variable_name(map_name):
    """Return the name of the project variable of a map."""
    return f"skanekarta_{map_name}"


def set_totals(project, view):
    """Write the results of a view into the project's variable."""
    text = json.dumps(area_values(view), ensure_ascii=False, sort_keys=True)
    QgsExpressionContextUtils.setProjectVariable(
        project, variable_name(view.description.name), text
    )
    project.setDirty(True)


def live_expression(map_name, name):
    """Return the expression by which a field reads its value; core QGIS only."""
    code = QgsExpression.quotedColumnRef(load_catalogue().municipalities.identity[0])
    return (
        f"map_get(map_get(from_json(@{variable_name(map_name)}), {code}), "
        f"{QgsExpression.quotedString(name)})"
    )


def drop_live_fields(layer, view):
    """Take the live fields of a comparison away when it has ended."""
    if view.comparison is None:
        for name in COMPARED:
            index = layer.fields().indexOf(name)
            if index >= 0:
                layer.removeExpressionField(index)


def ensure_live_fields(layer, view):
    """Give a municipality layer the live fields that it lacks, and all of them their aliases."""
    for field in area_fields(view):
        if layer.fields().indexOf(field.name) < 0:
            expression = live_expression(view.description.name, field.name)
            layer.addExpressionField(expression, field.as_qgis())
    set_aliases(layer, view)


def set_aliases(layer, view):
    """Set aliases and number formats of the result fields, on live and on real ones."""
    for field in area_fields(view):
        index = layer.fields().indexOf(field.name)
        layer.setFieldAlias(index, field.alias)
        if field.is_number:
            setup = QgsEditorWidgetSetup("Range", {"Precision": 2, "AllowNull": True})
            layer.setEditorWidgetSetup(index, setup)
