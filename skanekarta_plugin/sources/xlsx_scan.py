"""Reads the XML of a workbook by its looks, a million cells in half a second.

Excel and its imitators write cells in one form. That form is known here (``xlsx_tags``); any other
raises :class:`Unfit`, and then ``xlsx_parse`` reads the part instead.
"""

import re

import numpy as np

from .grid import LAST_ROW
from .xlsx_cells import (
    NUMBER,
    OTHER,
    SHARED,
    CellCodes,
    Unfit,
    attributes,
    rich_text,
    unescaped,
    xml_text,
)
from .xlsx_tags import CellsFound

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROOT = re.compile(rb"<worksheet\s[^<>]*\bxmlns=[\"']" + re.escape(_MAIN) + rb"[\"']")
_ENCODING = re.compile(rb"\s*<\?xml[^>]*\bencoding=[\"']([^\"']*)")
_DATA = re.compile(rb"<sheetData(?:\s[^<>]*)?>")
_ROW = re.compile(rb"<row([^<>]*)>")
_AFTER = re.compile(rb"<(hyperlink|mergeCell)(\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)>")
_ITEM = re.compile(r"<si>(?:<t(?: xml:space=\"preserve\")?>([^<]*)</t></si>|(.*?)</si>)", re.DOTALL)
_ITEM_START = re.compile(rb"<si[\s/>]")

_LONGEST_ROW = 64 << 20
_LONGEST_HEAD = 4 << 20


class ScannedSheet:
    """Puts the cells of a sheet into a grid; the attributes are those of ``ParsedSheet``."""

    def __init__(self, cells, grid):
        self.hidden_rows, self.links, self.merged = [], [], []
        self._grid = grid
        self._codes = CellCodes(cells, grid)

    def read(self, pieces):
        """Read the whole sheet.

        :raises Unfit: if it is not written as expected
        """
        pieces = iter(pieces)
        buffer = self._behind_head(pieces)
        searched = 0
        while (end := buffer.find(b"</sheetData>", max(0, searched - 16))) < 0:
            cut = buffer.rfind(b"<row", max(0, searched - 4))
            if cut > 0:
                self._rows(buffer[:cut])
                buffer = buffer[cut:]
            searched = len(buffer)
            if searched > _LONGEST_ROW:
                raise Unfit("a row without end")
            # A row of many pieces is put together by doubling.
            buffer = b"".join([buffer, *_more(pieces, max(1, searched))])
            if len(buffer) == searched:
                raise Unfit("the rows have no end")
        self._rows(buffer[:end])
        self._behind_rows(buffer[end:], pieces)

    def _behind_head(self, pieces):
        """Return what follows the start of the rows; all before is looked at and dropped."""
        buffer = b""
        while (match := _DATA.search(buffer)) is None:
            piece = next(pieces, b"")
            if not piece or len(buffer) > _LONGEST_HEAD:
                raise Unfit("no rows")
            buffer += piece
            _check_encoding(buffer)
            if not _ROOT.search(buffer):
                raise Unfit("another root")
        if b"<!" in buffer[: match.start()]:
            raise Unfit("comments")
        if match[0].endswith(b"/>"):
            return b"</sheetData>" + buffer[match.end() :]
        return buffer[match.end() :]

    def _rows(self, rows):
        """Take in whole rows."""
        if b"<!" in rows:
            raise Unfit("comments or CDATA")
        if b"hidden=" in rows:
            self._hidden(rows)
        cells = CellsFound(rows)
        if not len(cells):
            return
        forms = np.array([self._codes.forms[kind] for kind in cells.kinds], np.int8)[cells.heads]
        forms[~cells.plain] = OTHER
        codes = np.empty(len(cells), np.int32)
        for form, coded in ((SHARED, self._codes.strings), (NUMBER, self._codes.numbers)):
            at = forms == form
            codes[at] = coded(cells.numbers[at])
        at = np.flatnonzero(forms == OTHER).tolist()
        codes[at] = [self._codes[rest] for rest in map(cells.rest, at)]
        self._grid.put_all(cells.rows.astype(np.int32), cells.columns, codes)

    def _hidden(self, piece):
        for head in _ROW.findall(piece):
            if b"hidden=" in head:
                found = attributes(head.removesuffix(b"/"))
                if found.get("hidden") in ("1", "true"):
                    if "r" not in found:
                        raise Unfit("rows without numbers")
                    self.hidden_rows.append(min(int(found["r"]), LAST_ROW + 1))

    def _behind_rows(self, buffer, pieces):
        while True:
            piece = next(pieces, b"")
            # No attribute holds a <, so a piece can be cut there.
            cut = buffer.rfind(b"<") if piece else len(buffer)
            self._after(buffer[: max(0, cut)])
            if not piece:
                return
            buffer = buffer[max(0, cut) :] + piece

    def _after(self, piece):
        if b"<!" in piece:
            raise Unfit("comments")
        for name, head in _AFTER.findall(piece):
            found = {
                key.rpartition(":")[2]: value
                for key, value in attributes(head.removesuffix(b"/")).items()
                if not key.endswith(":uid")
            }
            (self.links if name == b"hyperlink" else self.merged).append(found)


def _more(pieces, size):
    """Yield pieces until they are together of a size."""
    while size > 0 and (piece := next(pieces, b"")):
        yield piece
        size -= len(piece)


def _check_encoding(piece):
    encoding = _ENCODING.match(piece.removeprefix(b"\xef\xbb\xbf"))
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unfit("another encoding")


def scan_strings(pieces):
    """Return the shared strings of a workbook.

    :raises Unfit: if they are not written as expected
    """
    strings, buffer = [], b""
    pieces = iter(pieces)
    piece = next(pieces, b"")
    _check_encoding(piece)
    while piece:
        before = len(buffer)
        if before > _LONGEST_ROW:
            raise Unfit("a string without end")
        buffer = b"".join([buffer, piece, *_more(pieces, before - len(piece))])
        cut = buffer.rfind(b"<si", max(0, before - 3))
        if cut > 0:
            _items(buffer[:cut], strings)
            buffer = buffer[cut:]
        piece = next(pieces, b"")
    _items(buffer, strings)
    return strings


def _items(piece, strings):
    if b"<!" in piece:
        raise Unfit("comments or CDATA")
    piece = piece.replace(b"<si/>", b"<si><t></t></si>")
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unfit(str(error)) from error
    found = _ITEM.findall(text[: text.rfind("</si>") + 5] if "</si>" in text else "")
    if len(found) != len(_ITEM_START.findall(piece)):
        raise Unfit("strings of an unknown form")
    if "&" in text or "_x" in text or "\r" in text:
        strings.extend(
            [
                unescaped(rich_text(other.encode()) if other else xml_text(plain.encode()))
                for plain, other in found
            ]
        )
    else:
        strings.extend([rich_text(other.encode()) if other else plain for plain, other in found])
