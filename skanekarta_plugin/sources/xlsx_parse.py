"""Reads the XML of a workbook by a real XML parser: slower than ``xlsx_scan``, and for any form.

Elements are known by their local names, so that prefixes do not matter. Text is taken as it comes.
"""

from xml.parsers import expat

from .grid import LAST_COLUMN
from .xlsx_cells import unescaped

# A text of this many characters is no cell, whatever it is.
_LONGEST = 64 << 20


class Elements:
    """Calls ``start(name, attributes)``, ``end(name, text)`` for the elements of a document.

    :param keep: local names of the elements whose text is wanted
    """

    def __init__(self, keep, start, end):
        self._keep, self._start, self._end = keep, start, end
        self._text, self._length = None, 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._starts
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says
        # The archive has refused document types; no entity is declared behind its back.
        self.parser.EntityDeclHandler = _refuse
        self.parser.StartDoctypeDeclHandler = _refuse

    def read(self, pieces):
        """Read the whole document.

        :raises xml.parsers.expat.ExpatError: if it is not XML
        """
        for piece in pieces:
            self.parser.Parse(piece, False)
        self.parser.Parse(b"", True)

    def _starts(self, name, attributes):
        name = name.rpartition(" ")[2]
        if name in self._keep:
            self._text, self._length = [], 0
        self._start(name, attributes)

    def _says(self, text):
        if self._text is not None:
            self._length += len(text)
            if self._length > _LONGEST:
                raise ValueError("a text without end")
            self._text.append(text)

    def _ends(self, name):
        name = name.rpartition(" ")[2]
        text = None
        if name in self._keep and self._text is not None:
            text, self._text = "".join(self._text), None
        self._end(name, text)


def _refuse(*_):
    raise ValueError("a document type")


def parse_strings(pieces):
    """Return the shared strings of a workbook."""
    strings, runs, aside = [], [], 0

    def start(name, _attributes):
        nonlocal aside
        if name == "si":
            runs.clear()
        elif name == "rPh":
            aside += 1

    def end(name, text):
        nonlocal aside
        if name == "si":
            strings.append(unescaped("".join(runs)))
        elif name == "rPh":
            aside -= 1
        elif name == "t" and not aside:
            runs.append(text)

    Elements(("t",), start, end).read(pieces)
    return strings


class ParsedSheet:
    """Puts the cells of a sheet into a grid, and keeps what else stands in it.

    :ivar hidden_rows: numbers of hidden rows
    :ivar links, merged: attributes of the hyperlinks and of the merged cells
    """

    def __init__(self, cells, grid):
        self.hidden_rows, self.links, self.merged = [], [], []
        self._cells, self._grid = cells, grid
        self._row = self._column = 0
        self._cell = None
        self._aside = 0

    def read(self, pieces):
        """Read the whole sheet."""
        Elements(("v", "f", "t"), self._start, self._end).read(pieces)

    def _start(self, name, attributes):
        if name == "row":
            self._row = int(float(attributes.get("r") or self._row + 1))
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.append(self._row)
        elif name == "c":
            self._begin(attributes)
        elif name == "rPh":
            self._aside += 1
        elif name == "hyperlink":
            self.links.append(_local(attributes))
        elif name == "mergeCell":
            self.merged.append(_local(attributes))

    def _begin(self, attributes):
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            self._column = column_index(letters)
            self._row = int(reference[len(letters) :])
        self._cell = {"t": attributes.get("t", "n"), "s": int(attributes.get("s") or 0)}

    def _end(self, name, text):
        if name == "rPh":
            self._aside -= 1
        elif self._cell is None:
            return
        elif name == "c":
            self._finish()
        elif name == "v" or name == "f":
            self._cell.setdefault(name, text)
        elif name == "t" and not self._aside:
            self._cell["is"] = self._cell.get("is", "") + text

    def _finish(self):
        cell, self._cell = self._cell, None
        value, address = self._cells.value(
            cell["t"], cell["s"], cell.get("f"), cell.get("v"), cell.get("is")
        )
        self._grid.put(self._row, self._column, self._grid.code(value, address))
        self._column += 1


def _local(attributes):
    """Return attributes by local name; the identifier of a relationship has a namespace."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


def column_index(letters):
    """Return the index of a column: A is 0, XFD is 16383.

    :raises ValueError: if a sheet has no such column
    """
    index = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"no column: {letters}")
        index = index * 26 + ord(letter) - 64
    if not 0 < index <= LAST_COLUMN:
        raise ValueError(f"no column: {letters}")
    return index - 1
