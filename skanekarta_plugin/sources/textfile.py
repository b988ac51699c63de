"""Reads text tables (csv, tsv, txt) as they are saved by Excel and by web systems.

The file is read as a stream, twice: once to see in which encoding it is written, once for its rows.
"""

import codecs
import csv
import io
import re
from collections import Counter
from contextlib import contextmanager
from itertools import count, islice
from threading import Lock

from ..errors import N_, SourceError
from .grid import LAST_COLUMN, MOST_CELLS
from .progress import nothing, part
from .table import TableBuilder

_PIECE = 1 << 20
# So few that no collection of garbage is started by them.
_ROWS = 400
_SAMPLE_LINES = 30
_DELIMITERS = "\t;,"
_SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE | re.DOTALL)

# A line or a cell of so many characters is not one of a table.
_LONGEST = 16 << 20

_lock = Lock()
_limits = []


def read_text(path, name, sheet, progress=nothing):
    """Read a text table.

    :param path: the file; :param name: what the user knows it by; :param sheet: name for the table
    :return: a :class:`~.table.SourceTable`
    :raises SourceError: if it is not a text table
    """
    try:
        encoding = _encoding(path, part(progress, 0, 0.1))
        with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, newline="") as stream:
            lines = _Lines(raw, stream, path.stat().st_size, part(progress, 0.1, 1))
            delimiter = lines.delimiter()
            with _long_cells():
                return _table(csv.reader(iter(lines), delimiter=delimiter, strict=True), sheet)
    except (UnicodeError, csv.Error, _NotText) as error:
        raise SourceError(
            N_("{file} is not a text table. Save it from Excel as csv (UTF-8)."),
            file=name,
            details=str(error),
        ) from error


class _NotText(ValueError):
    """The file holds what no text table holds."""


def _encoding(path, progress):
    """Return the encoding: what a byte order mark says, or UTF-8 if it is that, or Windows' own."""
    size = max(1, path.stat().st_size)
    with path.open("rb") as file:
        mark = file.read(3)
        if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            found = "utf-16"
        else:
            found = "utf-8-sig" if mark == codecs.BOM_UTF8 else "utf-8"
        file.seek(0)
        decoder = codecs.getincrementaldecoder(found)()
        while piece := file.read(_PIECE):
            progress(file.tell() / size)
            if decoder is None:
                if b"\0" in piece:
                    raise _NotText("zero bytes")
                continue
            try:
                text = decoder.decode(piece)
            except UnicodeDecodeError:
                if found != "utf-8":
                    raise
                decoder, text = None, piece.decode("latin-1")
            if "\0" in text:
                raise _NotText("zero bytes")
        try:
            if decoder is not None:
                decoder.decode(b"", True)
        except UnicodeDecodeError:
            if found != "utf-8":
                raise
            decoder = None
    return found if decoder is not None else "cp1252"


class _Lines:
    """The lines of a file, the first of which are looked at before."""

    def __init__(self, raw, stream, size, progress):
        self._raw, self._stream, self._size, self._progress = raw, stream, max(1, size), progress
        self._first = list(islice(self._read(), 1))
        self._told = _SEPARATOR.fullmatch(self._first[0]) if self._first else None
        if self._told:
            # Excel does not show this line, and counts the rows from the next.
            self._first = []

    def delimiter(self):
        """Return the character between cells."""
        if self._told:
            return self._told[1]
        length = sum(map(len, self._first))
        filled = sum(bool(line.strip()) for line in self._first)
        for line in self._read():
            self._first.append(line)
            length += len(line)
            filled += bool(line.strip())
            if filled >= _SAMPLE_LINES or length > _PIECE:
                break
        return max(_DELIMITERS, key=self._consistency)

    def _consistency(self, delimiter):
        """Return in how many of the first rows a delimiter makes the most usual number of cells."""
        with _long_cells():
            try:
                rows = [len(row) for row in csv.reader(self._first, delimiter=delimiter) if row]
            except csv.Error:
                return 0
        several = Counter(length for length in rows if length > 1)
        return max(several.values(), default=0)

    def __iter__(self):
        yield from self._first
        self._first = []
        yield from self._read()

    def _read(self):
        # A generator in Python, so that other threads get their turn also in an endless row.
        for number in count():
            line = self._stream.readline(_LONGEST)
            if not line:
                return
            if len(line) == _LONGEST:
                raise _NotText("a line without end")
            if not number % 500:
                self._progress(self._raw.tell() / self._size)
            yield line


def _table(rows, sheet):
    builder = TableBuilder()
    numbers, widest = count(1), 0
    while block := list(islice(rows, _ROWS)):
        widest = max(widest, *map(len, block))
        if widest > LAST_COLUMN or widest * len(builder) > MOST_CELLS:
            raise _NotText("more columns than a table has")
        builder.add_texts(list(islice(numbers, len(block))), block)
    return builder.build(sheet)


@contextmanager
def _long_cells():
    """Let the csv module read long cells; its limit is one for the whole of QGIS."""
    with _lock:
        _limits.append(csv.field_size_limit())
        csv.field_size_limit(max(_LONGEST, _limits[0]))
    try:
        yield
    finally:
        with _lock:
            before = _limits[0]
            _limits.pop()
            if not _limits:
                csv.field_size_limit(before)
