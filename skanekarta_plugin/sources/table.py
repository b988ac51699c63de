"""What every reader gives: tables of cells that know where they stood."""

from dataclasses import dataclass, field


@dataclass
class SourceTable:
    """One sheet, file or layer, as rows of raw cells.

    :param sheet: name of the sheet (a file name or a layer name where there are no sheets)
    :param rows: ``(row number in the source, list of cells)``
    :param links: addresses behind cells, by ``(row number, column index)``
    :param geometries: geometry as WKB in EPSG:3006, by row number
    """

    sheet: str
    rows: list
    links: dict = field(default_factory=dict)
    geometries: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A file that was read, with what identifies it.

    :param sha256: checksum of the bytes that were read
    """

    name: str
    sha256: str
    tables: tuple


def column_letters(index):
    """Return the spreadsheet letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_reference(sheet, column, row):
    """Return where a cell stands as a user finds it in Excel: ``Blad1!D17``."""
    return f"{sheet}!{column_letters(column)}{row}"
