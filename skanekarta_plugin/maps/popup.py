"""Map tips: a small card for each municipality and each point.

A template is HTML with QGIS expressions. Whatever comes from data is escaped in the expression,
since QGIS does not, and becomes a link only if it begins with http:// or https://. Only what both a
web view and Qt's rich text understand is used, and no colours that a dark theme would swallow.
"""

import html

from qgis.core import Qgis, QgsAction, QgsExpression

from ..i18n import label, tr
from .live import (
    AMOUNT,
    COUNT,
    DIFFERENCE,
    LINK,
    PER_INHABITANT,
    PERCENT,
    SIDE_A,
    SIDE_B,
    VALUE,
    has_link,
    is_number,
    related_of,
    text_of,
)

_GREY = "#808080"
_MISSING = "–"
# & first, or it would escape the escapes.
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"))
_IS_LINK = "^[Hh][Tt][Tt][Pp][Ss]?://"


def area_template(view, municipalities):
    """Return the map tip of a municipality: name, value, number, related values, links.

    :param municipalities: the dataset of the municipalities
    """
    name = _column(municipalities.label_field)
    compared = view.comparison is not None
    rows = _compared(view) if compared else [_plain_row(*line) for line in _figures(view)]
    for related in related_of(view.description):
        rows.append(_row(label(related), _related(related)))
    value = (
        f"CASE WHEN {_column(VALUE)} IS NULL THEN {_literal(tr('No data'))} "
        f"WHEN {_column(VALUE)} = 0 THEN {_literal(text_of(view.choice.measure.zero))} "
        f"ELSE {_number(VALUE)} || {_literal(_unit(view.texts.unit))} END"
    )
    return _card(
        _show(_escaped(name)),
        _corner(municipalities),
        _static(view.texts.title),
        _show(_escaped(_difference(view) if compared else value)),
        rows,
        " · ".join(filter(None, (view.texts.state, view.texts.example))),
    )


def row_template(dataset, row_layer):
    """Return the map tip of a point: its label, date or year, place, numbers and links."""
    rows = []
    for field in _told(dataset, row_layer):
        if field.is_link:
            shown = _link(_column(field.name), _column(field.name))
        elif field.type == "integer" or field.type == "number":
            shown = _escaped(f"coalesce({_number(field.name)}, {_literal(_MISSING)})")
        elif field.type == "date":
            shown = f"coalesce(format_date({_column(field.name)}, 'yyyy-MM-dd'), '')"
        elif field.codelist or field.is_municipality:
            shown = _escaped(f"represent_value({_column(field.name)})")
        else:
            shown = _escaped(_column(field.name))
        rows.append(_row(label(field), shown, only_if=f"{_column(field.name)} IS NOT NULL"))
    return _card(_show(_escaped(_column(dataset.label_field))), "", "", "", rows, "")


def area_links(view):
    """Return ``(title, field)`` of the links that a municipality has."""
    related = related_of(view.description)
    return [(label(item), item.name + LINK) for item in related if has_link(item)]


def row_links(dataset):
    """Return ``(title, field)`` of the links that a row of a dataset has."""
    return [(label(field), field.name) for field in dataset.fields if field.is_link]


def set_link_actions(layer, links):
    """Offer each link as a layer action that opens the browser; what is no link opens nothing."""
    manager = layer.actions()
    known = {action.name() for action in manager.actions()}
    for title, field in links:
        if title in known:
            continue
        column = _column(field)
        command = f"[% CASE WHEN {_is_link(column)} THEN {column} ELSE '' END %]"
        action = QgsAction(Qgis.AttributeActionType.OpenUrl, title, command, False)
        action.setActionScopes({"Canvas", "Feature"})
        manager.addAction(action)


def _figures(view):
    """Return the lines below the large figure: ``(title, expression, unit)``."""
    measure = view.choice.measure
    money = text_of(measure.unit)
    lines = []
    if view.choice.per_inhabitant:
        lines.append((label(measure), AMOUNT, money))
    elif measure.per_inhabitant:
        lines.append((tr("Per inhabitant"), PER_INHABITANT, money))
    if measure.aggregate in ("sum", "distinct", "share"):
        noun = text_of(view.description.noun)
        lines.append((tr("Number of {noun}", noun=noun), COUNT, ""))
    return lines


def _difference(view):
    """Return the expression of the large figure of a comparison, with its sign."""
    unit = "%" if view.comparison.in_percent else view.texts.compared.difference_unit
    return (
        f"CASE WHEN {_is_new()} AND {_column(VALUE)} IS NULL THEN {_literal(tr('new'))} "
        f"WHEN {_column(VALUE)} IS NULL THEN {_literal(tr('No data'))} "
        f"WHEN {_column(VALUE)} = 0 THEN {_literal(tr('No difference'))} "
        f"ELSE {_signed(VALUE)} || {_literal(_unit(unit))} END"
    )


def _compared(view):
    """Return the rows of both sides, and what the large figure does not say of the difference."""
    told = view.texts.compared
    rows = [
        _plain_row(told.own, SIDE_A, told.unit),
        _plain_row(told.other, SIDE_B, told.unit),
    ]
    if view.comparison.in_percent:
        shown = f"{_signed(DIFFERENCE)} || {_literal(_unit(told.difference_unit))}"
        rows.append(_row(tr("Difference"), _escaped(f"coalesce({shown}, {_literal(_MISSING)})")))
    else:
        shown = f"coalesce({_signed(PERCENT)} || {_literal(_unit('%'))}, {_literal(_MISSING)})"
        shown = f"CASE WHEN {_is_new()} THEN {_literal(tr('new'))} ELSE {shown} END"
        rows.append(_row(tr("In per cent"), _escaped(shown)))
    return rows


def _is_new():
    return f"coalesce({_column(SIDE_A)} > 0 AND {_column(SIDE_B)} = 0, false)"


def _signed(name):
    plus = f"if({_column(name)} > 0, '+', '')"
    return f"{plus} || replace({_number(name)}, '-', '\u2212')"


def _plain_row(title, field, unit):
    shown = f"coalesce({_number(field)} || {_literal(_unit(unit))}, {_literal(_MISSING)})"
    return _row(title, _escaped(shown))


def _related(related):
    column = _column(related.name)
    text = _number(related.name) if is_number(related) else column
    text = f"coalesce({text}, {_literal(_MISSING)})"
    return _link(_column(related.name + LINK), text) if has_link(related) else _escaped(text)


def _told(dataset, row_layer):
    """Return the fields of a point's card; free text and keys are left to the form."""
    place = (dataset.geometry or {}).get("placeField", "")
    names = {row_layer.categories, place}
    dates = any(field.type == "date" for field in dataset.fields)
    for field in dataset.stored_fields:
        wanted = field.name in names or field.is_link or field.is_municipality
        wanted = wanted or field.type in ("date", "integer", "number")
        if wanted or (field.type == "year" and not dates):
            yield field


def _card(heading, beside, caption, figure, rows, foot):
    parts = [f'<b style="font-size:large">{heading}</b>{beside}']
    if caption:
        parts.append(f'<br><span style="color:{_GREY}">{caption}</span>')
    if figure:
        parts.append(f'<br><span style="font-size:x-large">{figure}</span>')
    parts.append('<table width="290" cellspacing="0" cellpadding="2">' + "".join(rows) + "</table>")
    if foot:
        parts.append(f'<i style="color:{_GREY}">{_static(foot)}</i>')
    return '<div style="font-family:sans-serif">' + "\n".join(parts) + "</div>"


def _row(title, shown, only_if=""):
    """Return a table row; ``shown`` is an expression that gives HTML."""
    cell = f'<td valign="top" style="color:{_GREY}">{_static(title)}&nbsp;&nbsp;</td>'
    if not only_if:
        return f'<tr>{cell}<td valign="top">{_show(shown)}</td></tr>'
    opening = _literal(f'<tr>{cell}<td valign="top">')
    return _show(f"CASE WHEN {only_if} THEN {opening} || {shown} || '</td></tr>' ELSE '' END")


def _corner(municipalities):
    """Return the properties of a municipality beside its name, such as its corner."""
    coded = [field.name for field in municipalities.stored_fields if field.codelist]
    return "".join(
        f' <span style="color:{_GREY}">'
        + _show(f"coalesce('· ' || {_escaped(_column(name))}, '')")
        + "</span>"
        for name in coded
    )


def _number(name):
    """Return the expression of a number as Swedes write it, whatever the user's locale."""
    column = _column(name)
    return f"format_number({column}, if({column} = round({column}), 0, 2), 'sv')"


def _link(address, text):
    linked = f"'<a href=\"' || {_escaped(address)} || '\">' || {_escaped(text)} || '</a>'"
    return f"CASE WHEN {_is_link(address)} THEN {linked} ELSE {_escaped(text)} END"


def _is_link(expression):
    return f"regexp_match(coalesce({expression}, ''), '{_IS_LINK}') > 0"


def _escaped(expression):
    escaped = f"to_string(coalesce({expression}, ''))"
    for char, entity in _ESCAPES:
        escaped = f"replace({escaped}, {_literal(char)}, {_literal(entity)})"
    return escaped


def _show(expression):
    return f"[% {expression} %]"


def _column(name):
    return QgsExpression.quotedColumnRef(name)


def _literal(text):
    return QgsExpression.quotedString(text)


def _static(text):
    """Escape a text that stands in the template itself, where ``[%`` would begin an expression."""
    return html.escape(text).replace("[", "&#91;")


def _unit(unit):
    return f"\u00a0{unit}" if unit else ""
