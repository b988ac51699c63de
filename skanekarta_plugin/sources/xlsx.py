"""Reads Excel workbooks (xlsx, xlsm): sheets, cells, links, what is hidden and what is merged.

openpyxl reads the small parts: which sheets there are, and which styles show dates. The cells are
read here, because openpyxl takes five times as long and all of the memory.
"""

import re
import warnings

from ..errors import N_, SourceError, UserError
from .archive import Archive
from .grid import LAST_COLUMN, LAST_ROW, Grid
from .progress import nothing, part, parts
from .xlsx_cells import CellReader, Unfit
from .xlsx_parse import Elements, ParsedSheet, column_index, parse_strings
from .xlsx_scan import ScannedSheet, scan_strings

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")


def read_workbook(path, name, wants, progress=nothing):
    """Read the sheets of a workbook.

    :param path: the file; :param name: what the user knows it by
    :param wants: function of a sheet's name; False: it is not read
    :return: names of all sheets, tables of those wanted
    :raises SourceError: if it cannot be read, is damaged, or is made to do harm
    """
    try:
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise SourceError(
            N_(
                "The library openpyxl is missing, so Excel files cannot be read. "
                "Install QGIS with its standalone installer, or save the file as csv."
            ),
            details=str(error),
        ) from error
    try:
        with Archive(path, name) as archive, warnings.catch_warnings():
            # openpyxl warns about what it would not write back; nothing is written here.
            warnings.simplefilter("ignore")
            archive.check_xml(progress)
            with open(path, "rb") as file:
                book = _Book(archive, file, progress)
                return book.read(wants, progress)
    except UserError:
        raise
    except Exception as error:  # openpyxl lets errors of zip, XML and its own parser through
        raise SourceError(
            N_("{file} is not an Excel workbook, or it is damaged. Open it in Excel and save it."),
            file=name,
            details=f"{type(error).__name__}: {error}",
        ) from error


class _Book:
    """An open workbook."""

    def __init__(self, archive, file, progress):
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet
        from openpyxl.xml.constants import SHARED_STRINGS

        self.archive = archive
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        progress(0)
        self.sheets = [
            (sheet.name, sheet.state != "visible", relation.target)
            for sheet, relation in reader.parser.find_sheets()
            if relation.Type.endswith("/worksheet")
        ]
        self._dates = reader.wb._date_formats
        self._durations = reader.wb._timedelta_formats
        self._epoch = reader.wb.epoch
        shared = reader.package.find(SHARED_STRINGS)
        self._shared = (
            shared.PartName.removeprefix("/") if shared is not None else "xl/sharedStrings.xml"
        )
        if not self.sheets:
            raise SourceError(
                N_(
                    "{file} has no sheets that can be read. Save it as an ordinary workbook (xlsx)."
                ),
                file=archive.name,
            )

    def read(self, wants, progress):
        """Return the names of all sheets, and the tables of those wanted."""
        wanted = [sheet for sheet in self.sheets if wants(sheet[0])]
        has_strings = self._shared in self.archive
        sizes = [self.archive.size(path) for _, _, path in wanted]
        steps = list(
            parts(progress, [self.archive.size(self._shared) if has_strings else 0, *sizes])
        )
        strings = self._strings(steps[0]) if has_strings else []
        cells = CellReader(strings, self._dates, self._durations, self._epoch)
        tables = [
            self._sheet(sheet, cells, step) for sheet, step in zip(wanted, steps[1:], strict=True)
        ]
        return [name for name, _, _ in self.sheets], tables

    def _strings(self, progress):
        """Return the shared strings."""
        try:
            return scan_strings(self.archive.pieces(self._shared, progress))
        except Unfit:
            return parse_strings(self.archive.pieces(self._shared, progress))

    def _sheet(self, sheet, cells, progress):
        name, hidden, path = sheet
        pieces = self.archive.pieces(path, part(progress, 0, 0.85))
        grid = Grid()
        content = ScannedSheet(cells, grid)
        try:
            content.read(pieces)
        except Unfit:
            grid = Grid()
            content = ParsedSheet(cells, grid)
            content.read(self.archive.pieces(path, part(progress, 0, 0.85)))
        return grid.table(
            self.archive.name,
            name,
            part(progress, 0.85, 1),
            links=list(self._links(path, content.links)),
            merged=list(filter(None, (_area(found.get("ref", "")) for found in content.merged))),
            hidden_rows=content.hidden_rows,
            hidden=hidden,
        )

    def _links(self, path, found):
        """Yield ``(first row, last row, first column, last column, address)``."""
        targets = self._targets(path) if found else {}
        for link in found:
            area = _area(link.get("ref", ""))
            address = targets.get(link.get("id"))
            if area and address:
                place = link.get("location")
                yield (*area, f"{address}#{place}" if place else address)

    def _targets(self, path):
        """Return the addresses outside of the workbook, by the name of the relation."""
        folder, _, sheet = path.rpartition("/")
        relations = f"{folder}/_rels/{sheet}.rels"
        if relations not in self.archive:
            return {}
        found = {}

        def start(name, attributes):
            if name == "Relationship" and attributes.get("TargetMode") == "External":
                found[attributes.get("Id")] = attributes.get("Target")

        Elements((), start, nothing).read(self.archive.pieces(relations, nothing))
        return found


def _area(reference):
    """Return ``A1:B3`` as rows by number and columns by index; None for what is no range."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    left, first, right, last = match.groups()
    try:
        left, right = column_index(left), column_index(right or left)
    except ValueError:
        return None
    first, last = int(first), int(last or first)
    if not 0 < first <= last <= LAST_ROW or not left <= right < LAST_COLUMN:
        return None
    return first, last, left, right
