"""What a cell of an Excel workbook means: its type, its style and its words, decoded once each."""

import datetime
import re

import numpy as np

from .codes import Codes
from .table import Uncomputed

# The last day that Excel knows, 9999-12-31.
_LAST_DAY = 2_958_465

_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));|&")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINK = re.compile(r'\s*HYPERLINK\s*\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_CELL = re.compile(
    rb"\s*(?:<f(?:\s[^<>]*)?(?:/>|(?<!/)>([^<]*)</f>)\s*)?"
    rb"(?:<v(?:\s[^<>]*)?(?:/>|(?<!/)>([^<]*)</v>)\s*)?"
    rb"(?:<is>(.*?)</is>\s*|<is/>\s*)?(?:<extLst>.*)?</c>",
    re.DOTALL,
)
_PHONETIC = re.compile(rb"<rPh[\s>].*?</rPh>", re.DOTALL)
_TEXT = re.compile(rb"<t(?:\s[^<>]*)?(?:/>|(?<!/)>([^<]*)</t>)")
_TEXT_START = re.compile(rb"<t[\s/>]")

OTHER, SHARED, NUMBER = range(3)


class Unfit(Exception):
    """The XML is not written as Excel writes it, and must be read by a real XML parser."""


def xml_text(raw):
    """Return the text that stands in XML as these bytes.

    :raises Unfit: if it is not text
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unfit(str(error)) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match):
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    if not decimal and not hexadecimal:
        raise Unfit("an unknown entity")
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if not number or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        raise Unfit("no character")
    return chr(number)


def unescaped(text):
    """Return a text with Excel's ``_x000D_`` turned into what it stands for."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def rich_text(raw):
    """Return the text of a string item: its runs joined, without the reading aids (phonetics).

    :raises Unfit: if its parts are not found
    """
    if raw[:3] == b"<t>" and raw.find(b"<", 3) == len(raw) - 4:
        return xml_text(raw[3:-4])
    if b"<rPh" in raw:
        if raw.rfind(b"</rPh>") < raw.rfind(b"<rPh"):
            raise Unfit("a reading aid without end")
        raw = _PHONETIC.sub(b"", raw)
    found = _TEXT.findall(raw)
    if len(found) != len(_TEXT_START.findall(raw)):
        raise Unfit("a string item of an unknown form")
    return "".join(map(xml_text, found))


def attributes(raw):
    """Return the attributes of a tag as a dict of texts.

    :raises Unfit: if they are not texts
    """
    return {
        xml_text(name): xml_text(double or single)
        for name, double, single in _ATTRIBUTE.findall(raw)
    }


class CellReader:
    """Knows what cells mean in one workbook.

    :param strings: the shared strings
    :param dates: numbers of the styles that show a date; :param durations: those of a duration
    :param epoch: the day from which days are counted
    """

    def __init__(self, strings, dates, durations, epoch):
        from openpyxl.utils.datetime import from_excel, from_ISO8601

        self._from_excel, self._from_iso = from_excel, from_ISO8601
        self.strings, self.dates, self._durations = strings, dates, durations
        self._epoch = epoch

    def value(self, kind, style, formula, stored, inline):
        """Return ``(value, address)`` of a cell.

        :param kind: the attribute ``t``; :param style: the attribute ``s``, a number
        :param formula: its text, None for none; :param stored: text of ``v``, None or ""
        :param inline: text of ``is``, None for none
        :raises ValueError, IndexError: if the cell holds what it cannot hold
        """
        address = _address(formula) if formula else None
        if kind == "inlineStr":
            return (unescaped(inline) if inline else None), address
        if not stored:
            # A formula of texts whose result is the empty text has been computed.
            lacking = formula is not None and kind != "str"
            return (Uncomputed("=" + formula) if lacking else None), address
        return self._stored(kind, style, stored), address

    def _stored(self, kind, style, stored):
        if kind == "s":
            return self.strings[int(stored)]
        if kind == "n":
            return self._number(style, stored)
        if kind == "b":
            return stored.strip() in ("1", "true")
        if kind == "d":
            return self._iso(stored)
        return unescaped(stored) if kind == "str" else stored

    def _number(self, style, stored):
        try:
            number = (
                float(stored) if "." in stored or "E" in stored or "e" in stored else int(stored)
            )
        except ValueError:
            return stored
        if style not in self.dates:
            return number
        if not 0 <= number < _LAST_DAY + 1:
            return number
        try:
            value = self._from_excel(number, self._epoch, timedelta=style in self._durations)
        except (OverflowError, ValueError):
            return number
        return _day_or_text(value)

    def _iso(self, stored):
        try:
            return _day_or_text(self._from_iso(stored))
        except ValueError:
            return stored


def _day_or_text(value):
    """Return dates as they are, and times of day and durations as text."""
    return value if isinstance(value, datetime.date) else str(value)


def _address(formula):
    """Return the address of a ``HYPERLINK`` formula, None for another or one into the workbook."""
    match = _LINK.match(formula)
    if match is None:
        return None
    address = match[1].replace('""', '"').strip()
    return None if not address or address.startswith("#") else address


class CellCodes(Codes):
    """The number in a grid of each cell, by its XML such as ``b' t="b"><v>1</v></c>'``.

    Asking for one raises :class:`Unfit` if it is not written as expected.

    :ivar forms: ``SHARED`` or ``NUMBER`` by the first tag of a cell, such as ``b' t="s"'``, if all
        that the cell holds are the digits of a shared string or of a whole number; else ``OTHER``
    """

    def __init__(self, cells, grid):
        super().__init__(self._decoded, forgetful=True)
        self._cells, self._grid = cells, grid
        self._heads = {}
        self.forms = Codes(self._form)
        self._strings = np.full(len(cells.strings), -1, np.int32)

    def strings(self, indexes):
        """Return the numbers of shared strings, by an array of their indexes.

        :raises IndexError: if there is no such string
        """
        codes = self._strings[indexes]
        if codes.min(initial=0) < 0:
            new = list(dict.fromkeys(indexes[codes < 0].tolist()))
            self._strings[new] = self._grid.codes([self._cells.strings[at] for at in new], str)
            codes = self._strings[indexes]
        return codes

    def numbers(self, numbers):
        """Return the numbers in the grid of whole numbers."""
        return self._grid.codes(numbers.tolist(), int)

    def _form(self, head):
        found = attributes(head)
        kind, style = self._heads[head] = found.get("t", "n"), int(found.get("s") or 0)
        if kind == "s":
            return SHARED
        return NUMBER if kind == "n" and style not in self._cells.dates else OTHER

    def _decoded(self, rest):
        head, _, body = rest.partition(b">")
        kind, style = self._heads[head]
        if body[:3] == b"<v>" and body.find(b"<", 3) == len(body) - 8:
            found = self._cells.value(kind, style, None, xml_text(body[3:-8]), None)
        elif (
            kind == "inlineStr" and body[:7] == b"<is><t>" and body.find(b"<", 7) == len(body) - 13
        ):
            found = unescaped(xml_text(body[7:-13])), None
        elif head[-1:] == b"/":
            found = None, None
        else:
            found = self._other(kind, style, body)
        return self._grid.code(*found)

    def _other(self, kind, style, body):
        match = _CELL.fullmatch(body)
        if match is None:
            raise Unfit("a cell of an unknown form")
        formula, stored, inline = match.groups()
        if formula is not None or b"<f" in body:
            formula = xml_text(formula or b"")
        stored = xml_text(stored) if stored else stored
        return self._cells.value(
            kind, style, formula, stored, rich_text(inline) if inline else None
        )
