"""Finds the cells in a piece of a sheet's XML by looking at all of its bytes at once (numpy).

Excel and its imitators write a cell as ``<c r="B7" s="3" t="s"><v>12</v></c>``. Row, column and
digits of such cells are worked out without a step of Python for each; of all others is told where
they stand.
"""

import numpy as np

from .xlsx_cells import Unfit

_LT, _GT, _SLASH, _QUOTE, _SPACE, _EQUALS = b'<>/" ='
_C, _R, _V = b"crv"
_LONGEST_NUMBER = 15
_LONGEST_ROW = 7
_LONGEST_HEAD = 1000
# More kinds of cells in one piece are told apart one by one.
_KINDS = 30
# So that looking a few bytes on is always possible.
_PADDING = b" " * 32


class CellsFound:
    """The cells of a piece of XML that hold something.

    :ivar rows: their row numbers; :ivar columns: their columns, 0 for A
    :ivar heads: for each cell which of ``kinds`` its attributes are
    :ivar kinds: attributes as they stand, such as ``b' s="3" t="s"'``
    :ivar plain: which cells hold up to 15 digits and nothing else; :ivar numbers: what these say
    :raises Unfit: if the XML is not written as Excel writes it
    """

    def __init__(self, piece):
        self._piece = piece
        self._bytes = np.frombuffer(piece + _PADDING, np.uint8)
        self._tags()
        self._references()
        self._kinds()
        self._plain()

    def __len__(self):
        return len(self.rows)

    def rest(self, at):
        """Return the XML of a cell behind its reference, such as ``b' t="b"><v>1</v></c>'``."""
        return self._piece[self._heads_at[at] : self._ends[self._closing[at]] + 1]

    def _tags(self):
        """Find where tags begin and end, and which of them begin a cell that holds something."""
        here, inside = self._bytes, len(self._piece)
        starts, ends = np.flatnonzero(here == _LT), np.flatnonzero(here == _GT)
        one_by_one = len(starts) == len(ends) and (starts < ends).all()
        if not one_by_one or (ends[:-1] > starts[1:]).any():
            raise Unfit("a bracket that belongs to no tag")
        # Looking three tags on is always possible, too.
        beyond = np.full(3, inside)
        self._starts, self._ends = np.append(starts, beyond), np.append(ends, beyond)
        first = here[starts + 1]
        cells = np.flatnonzero(first == _C)
        self._cells = cells[here[ends[cells] - 1] != _SLASH]
        closing = np.flatnonzero((first == _SLASH) & (here[starts + 2] == _C))
        if len(closing) != len(self._cells) or (closing <= self._cells).any():
            raise Unfit("cells that do not end")
        if (closing[:-1] >= self._cells[1:]).any():
            raise Unfit("cells in cells")
        self._closing = closing

    def _references(self):
        """Read rows and columns."""
        here, at = self._bytes, self._starts[self._cells]
        written = (here[at + 2] == _SPACE) & (here[at + 3] == _R)
        written &= (here[at + 4] == _EQUALS) & (here[at + 5] == _QUOTE)
        at = at + 6
        columns = np.zeros(len(at), np.int32)
        for _ in range(3):
            letter = here[at] - 64
            is_letter = (letter > 0) & (letter < 27)
            columns = np.where(is_letter, columns * 26 + letter, columns)
            at = at + is_letter
        self.rows, at = self._digits(at, _LONGEST_ROW)
        if not (written & (columns > 0) & (self.rows > 0) & (here[at] == _QUOTE)).all():
            raise Unfit("cells without references")
        self.columns = columns - 1
        self._heads_at = at + 1

    def _digits(self, at, most):
        """Return the numbers that stand at some places, and the places behind them."""
        numbers = np.zeros(len(at), np.int64)
        for _ in range(most):
            digit = self._bytes[at] - 48
            is_digit = digit < 10
            if not is_digit.any():
                break
            numbers = np.where(is_digit, numbers * 10 + digit, numbers)
            at = at + is_digit
        return numbers, at

    def _kinds(self):
        """Tell apart what stands between the references and the ends of the first tags."""
        sizes = self._ends[self._cells] - self._heads_at
        if sizes.max(initial=0) > _LONGEST_HEAD:
            raise Unfit("attributes without end")
        self.heads, self.kinds = np.empty(len(sizes), np.int32), []
        for size in np.flatnonzero(np.bincount(sizes)).tolist():
            left = np.flatnonzero(sizes == size)
            texts = self._bytes[self._heads_at[left][:, None] + np.arange(size)]
            while len(left) and len(self.kinds) < _KINDS:
                same = (texts == texts[0]).all(axis=1)
                self.heads[left[same]] = len(self.kinds)
                self.kinds.append(texts[0].tobytes())
                left, texts = left[~same], texts[~same]
            known = {kind: number for number, kind in enumerate(self.kinds)}
            for at, text in zip(left.tolist(), map(bytes, texts), strict=True):
                self.heads[at] = known.setdefault(text, len(known))
            self.kinds = list(known)

    def _plain(self):
        """Find the cells that hold digits only, and read these."""
        here, starts, ends = self._bytes, self._starts, self._ends
        first, second, third = self._cells + 1, self._cells + 2, self._cells + 3
        plain = (ends[self._cells] + 1 == starts[first]) & (third == self._closing)
        plain &= (here[starts[first] + 1] == _V) & (ends[first] == starts[first] + 2)
        plain &= (here[starts[second] + 1] == _SLASH) & (here[starts[second] + 2] == _V)
        plain &= ends[second] + 1 == starts[third]
        at = np.where(plain, ends[first] + 1, len(self._piece))
        self.numbers, behind = self._digits(at, _LONGEST_NUMBER)
        self.plain = plain & (behind > at) & (behind == starts[second])
