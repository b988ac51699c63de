"""The rows and cells of an OpenDocument sheet: types, repetitions, paragraphs, links."""

import datetime

import numpy as np

from .grid import LAST_COLUMN, LAST_ROW
from .table import Uncomputed

# Cells that repetitions may make of a small file.
_MOST_REPEATED = 20_000_000
_LONGEST = 64 << 20


class OdsCells:
    """Puts the cells of one sheet into its grid.

    :param sheet: with ``grid``, ``links``, ``merged`` and ``hidden_rows``, which are filled
    """

    def __init__(self, sheet):
        self._sheet = sheet
        self._row, self._column = 1, 0
        self._repeated, self._hidden = 1, False
        self._held = []
        self._cell, self._lines, self._address = None, [], None
        self._aside = self._in_line = self._length = 0
        self._budget = _MOST_REPEATED

    def start(self, name, attributes):
        """Take in the start of an element."""
        if self._cell is not None:
            self._start_inside(name, attributes)
        elif name == "table:table-row":
            self._repeated = _times(attributes, "rows")
            self._hidden = attributes.get("table:visibility") in ("collapse", "filter")
            self._column, self._held = 0, []
        elif name == "table:table-cell":
            self._cell, self._lines, self._address = attributes, [], None
            self._aside = self._in_line = self._length = 0
        elif name == "table:covered-table-cell":
            self._cell, self._lines, self._address = {}, [], None
            self._column += _times(attributes, "columns")
            self._aside, self._in_line = 1, 0

    def end(self, name):
        """Take in the end of an element."""
        if name == "table:covered-table-cell":
            self._cell, self._aside = None, 0
        elif name == "table:table-cell" and self._cell is not None:
            self._finish_cell()
        elif self._cell is not None:
            if self._aside:
                self._aside -= 1
            elif name in ("text:p", "text:h"):
                self._in_line -= 1
        elif name == "table:table-row":
            self._finish_row()

    def says(self, text):
        """Take in text."""
        if self._in_line and not self._aside and self._cell is not None:
            self._length += len(text)
            if self._length > _LONGEST:
                raise ValueError("a text without end")
            self._lines[-1].append(text)

    def _start_inside(self, name, attributes):
        family = name.partition(":")[0]
        if self._aside or family not in ("text", "table") or name.startswith("text:note"):
            # A comment or a drawing: its words are not those of the cell.
            self._aside += 1
        elif name in ("text:p", "text:h"):
            self._in_line += 1
            self._lines.append([])
        elif not self._in_line:
            return
        elif name == "text:s":
            self.says(" " * min(1000, int(attributes.get("text:c", 1))))
        elif name == "text:tab":
            self.says("\t")
        elif name == "text:line-break":
            self.says("\n")
        elif name == "text:a":
            self._address = self._address or attributes.get("xlink:href")

    def _finish_cell(self):
        cell, self._cell = self._cell, None
        repeated = _times(cell, "columns")
        text = "\n".join("".join(line) for line in self._lines)
        code = self._sheet.grid.code(_value(cell, text))
        if code and self._column < LAST_COLUMN and self._row <= LAST_ROW:
            last = min(LAST_COLUMN, self._column + repeated)
            self._spend(last - self._column)
            self._held += [(column, code) for column in range(self._column, last)]
        self._span(cell)
        if self._address and not self._address.startswith("#"):
            place = (self._row, self._row, self._column, self._column)
            self._sheet.links.append((*place, self._address))
        self._column += repeated

    def _span(self, cell):
        down = int(cell.get("table:number-rows-spanned", 1))
        right = int(cell.get("table:number-columns-spanned", 1))
        if down > 1 or right > 1:
            self._sheet.merged.append(
                (self._row, self._row + down - 1, self._column, self._column + right - 1)
            )

    def _finish_row(self):
        last = min(LAST_ROW + 1, self._row + self._repeated)
        if self._held and self._row < last:
            grid = self._sheet.grid
            self._spend((last - self._row - 1) * len(self._held))
            if last - self._row == 1:
                for column, code in self._held:
                    grid.put(self._row, column, code)
            else:
                numbers = np.arange(self._row, last, dtype=np.int32)
                for column, code in self._held:
                    grid.put_all(
                        numbers, np.full_like(numbers, column), np.full_like(numbers, code)
                    )
            if self._hidden:
                self._sheet.hidden_rows.extend(range(self._row, last))
        self._row += self._repeated

    def _spend(self, count):
        self._budget -= count - 1 if count else 0
        if self._budget < 0:
            raise ValueError("more repeated cells than a sheet holds")


def _times(attributes, what):
    """Return how often a cell or a row is repeated."""
    return max(1, int(attributes.get(f"table:number-{what}-repeated", 1)))


def _value(cell, text):
    kind = cell.get("office:value-type")
    if cell.get("calcext:value-type") == "error":
        return text
    if kind in ("float", "currency", "percentage"):
        return _number(cell.get("office:value", ""), text)
    if kind == "date":
        return _date(cell.get("office:date-value", ""), text)
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    if kind == "string":
        return cell.get("office:string-value") or text
    if kind is None and not text and cell.get("table:formula"):
        formula = cell["table:formula"]
        return Uncomputed("=" + formula.partition("=")[2])
    return text


def _number(written, text):
    try:
        return float(written) if set(written) & set(".eE") else int(written)
    except ValueError:
        return text


def _date(written, text):
    try:
        if "T" in written:
            return datetime.datetime.fromisoformat(written)
        return datetime.date.fromisoformat(written)
    except ValueError:
        return text
