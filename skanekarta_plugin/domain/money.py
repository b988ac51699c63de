"""Kronor as people write them, and as whole öre.

Amounts are whole öre (``int``) in every calculation, and kronor with two decimals where they are
stored, shown and exported.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from .text import says_nothing, tidy

# Beyond this a double no longer holds every öre, and no grant is that large.
MAX_ORE = 10**15
_UNIT = re.compile(
    r"(?i)\s*(kronor|kr|sek|:-|tkr|tusen kronor|mkr|mnkr|msek|milj\.? kr|miljon|"
    r"miljoner(?: kronor| kr)?)\.?\s*$"
)
_FACTORS = {
    "tkr": 1000,
    "tusen kronor": 1000,
    "mkr": 10**6,
    "miljoner kronor": 10**6,
    "mnkr": 10**6,
    "milj kr": 10**6,
    "milj. kr": 10**6,
    "miljoner": 10**6,
    "miljoner kr": 10**6,
    "miljon": 10**6,
    "msek": 10**6,
}
# "1,250" may be a thousand and a quarter or one krona and a quarter: nobody can tell.
_AMBIGUOUS = re.compile(r"-?\d{1,3},\d{3}\Z")
# Most amounts by far: whole kronor, their thousands apart or not.
_WHOLE = re.compile(r"([0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,12})(?: ?(?:kr|kronor))?\Z")
_DIGITS = re.compile(r"-?\d+(\.\d+)?\Z")


def parse_ore(value):
    """Return an amount as whole öre, or None for an empty cell or a dash.

    Understood: numbers, ``"1 250 000 kr"``, ``"1.250.000,00"``, ``"(278 000 kr)"`` (published lists
    put the amount in brackets; it is no negative number), ``"370 000 kronor"``, ``"1,2 mkr"``.

    :raises ValueError: if the text is no amount, is finer than whole öre, or has three decimals, as
        ``"1,250"``, where the comma may just as well stand between thousands
    """
    if value is None or isinstance(value, bool):
        return _refuse(value) if isinstance(value, bool) else None
    if type(value) is int and abs(value) <= MAX_ORE // 100:
        return value * 100
    if isinstance(value, (int, float, Decimal)):
        # Excel keeps 0.1 + 0.2 as a double: the shortest decimal text is what the user sees.
        return _to_ore(_decimal(repr(value) if isinstance(value, float) else str(value)), True)
    text = tidy(value)
    whole = _WHOLE.match(text)
    if whole:
        return int(whole.group(1).replace(" ", "")) * 100
    text = text.replace("\u2212", "-").replace("\u2013", "-")
    if says_nothing(text):
        return None
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    factor = 1
    unit = _UNIT.search(text)
    if unit:
        factor = _FACTORS.get(unit.group(1).casefold(), 1)
        text = text[: unit.start()]
    if factor == 1 and _AMBIGUOUS.match(text.strip()):
        raise ValueError(text)
    return _to_ore(_decimal(_plain_number(text)) * factor, False)


def whole_kronor(value):
    """Return kronor where :func:`parse_ore` understands whole ones, as of most cells; else None."""
    if value.__class__ is int:
        return float(value) if abs(value) <= MAX_ORE // 100 else None
    match = _WHOLE.match(value) if value.__class__ is str else None
    return float(match[1].replace(" ", "")) if match else None


def parse_number(value):
    """Return a number that is not money as ``Decimal``, or None for an empty cell or a dash.

    :raises ValueError: if the text is no number
    """
    if value is None or isinstance(value, bool):
        return _refuse(value) if isinstance(value, bool) else None
    if isinstance(value, (int, float, Decimal)):
        return _decimal(repr(value) if isinstance(value, float) else str(value))
    text = tidy(value).replace("\u2212", "-").removesuffix("%").strip()
    if says_nothing(text):
        return None
    return _decimal(_plain_number(text))


def _refuse(value):
    raise ValueError(value)


def _plain_number(text):
    text = text.replace(" ", "").replace("'", "")
    if "," in text:
        whole, _, decimals = text.rpartition(",")
        if decimals.isdigit() and "," not in whole:
            text = whole.replace(".", "") + "." + decimals
        elif "." in decimals:
            text = text.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    if not _DIGITS.match(text):
        raise ValueError(text)
    return text


def _decimal(text):
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def _to_ore(kronor, rounding):
    if abs(kronor) > MAX_ORE:
        raise ValueError(str(kronor))
    ore = kronor * 100
    # A computed cell may carry the dust of binary fractions; a written text may not.
    whole = ore.quantize(Decimal(1), ROUND_HALF_UP) if rounding else ore.to_integral_value()
    if abs(ore - whole) > Decimal("0.001") and not rounding:
        raise ValueError(str(kronor))
    if abs(whole) > MAX_ORE:
        raise ValueError(str(kronor))
    return int(whole)


def to_kronor(ore):
    """Return whole öre as kronor (float with at most two decimals), None for None."""
    return None if ore is None else ore / 100


def from_kronor(kronor):
    """Return stored kronor as whole öre, None for None."""
    return None if kronor is None else round(kronor * 100)
