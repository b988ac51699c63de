"""Reads files of any supported kind into tables of raw cells. Sources are only ever read."""

import hashlib
import tempfile
from pathlib import Path

from ..errors import N_, SourceError
from .kinds import LAYERS, SIDECARS, SUFFIXES, TEXTS, WORKBOOKS, describe_kind
from .progress import nothing, part, parts
from .table import Source

__all__ = ["LAYERS", "SUFFIXES", "TEXTS", "WORKBOOKS", "describe_kind", "read_source"]

_PIECE = 1 << 20
_REFUSED = {
    "locked": N_("{file} is protected by a password. Save it in Excel without a password."),
    "html": N_(
        "{file} is a web page that was saved under the name of an Excel workbook. "
        "Open it in Excel and save it as xlsx."
    ),
    "xlsb": N_("{file} is a binary Excel workbook (xlsb). Open it in Excel and save it as xlsx."),
    "": N_("Files of the kind “{suffix}” cannot be imported. Save {file} as xlsx or csv."),
}


def read_source(paths, sheets=(), progress=None):
    """Read a file, or several as one source.

    :param paths: Excel or OpenDocument workbooks, text tables or vector files: a path or a list
    :param sheets: names of the only sheets or layers wanted; empty for all
    :param progress: function of a fraction 0..1, called often; may raise ``errors.Cancelled``
    :return: a :class:`~.table.Source`; of several files its sheets are called as Excel writes
        references to another workbook: ``[a.xlsx]Blad1``
    :raises SourceError: if a file is missing, empty or not what its name says, or lacks the sheet
    """
    paths = [paths] if isinstance(paths, str | Path) else paths
    paths = list(dict.fromkeys(Path(path) for path in paths))
    wanted = {sheets} - {""} if isinstance(sheets, str) else set(sheets)
    progress = progress or nothing
    progress(0)
    names = _file_names(paths)
    several = len(paths) > 1
    files = [
        _File(path, name, several).read(wanted, step)
        for path, name, step in zip(paths, names, parts(progress, _sizes(paths)), strict=True)
    ]
    title = ", ".join(names)
    tables = [table for file in files for table in file.tables]
    known = [sheet for file in files for sheet in file.sheets]
    for sheet in sorted(wanted.difference(*(file.aliases for file in files))):
        raise SourceError(
            N_("{file} has no sheet “{sheet}”. Its sheets are: {sheets}."),
            file=title,
            sheet=sheet,
            sheets=known,
        )
    filled = [table for table in tables if len(table)]
    if not filled:
        raise SourceError(
            N_("There are no rows in {file}. Choose another file or sheet."), file=title
        )
    progress(1)
    return Source(title, _checksum([file.sha256 for file in files]), tuple(filled))


def _file_names(paths):
    """Return what the files are called; with their folder where two have one name."""
    names = [path.name for path in paths]
    return [
        path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}"
        for path in paths
    ]


def _sizes(paths):
    return [path.stat().st_size if path.is_file() else 0 for path in paths]


def _checksum(sums):
    """Return the checksum of several files, whatever their order."""
    return sums[0] if len(sums) == 1 else hashlib.sha256("".join(sorted(sums)).encode()).hexdigest()


class _File:
    """One file.

    :ivar tables: its tables; :ivar sheets: names of all of its sheets
    :ivar aliases: all names by which its sheets can be asked for
    """

    def __init__(self, path, name, several):
        self.path, self.name, self.several = path, name, several
        self.tables, self.sheets, self.aliases = [], [], set()
        self.sha256 = ""

    def read(self, wanted, progress):
        """Read it from a copy, so that it is never held open; it may be open in Excel."""

        def wants(sheet):
            return not wanted or not wanted.isdisjoint((sheet, self._called(sheet)))

        with tempfile.TemporaryDirectory(prefix="skanekarta_", ignore_cleanup_errors=True) as room:
            copy = Path(room) / self.path.name
            kind = self._copy(copy, part(progress, 0, 0.1))
            place = copy if copy.exists() else self.path
            sheets, tables = self._tables(kind, place, wants, part(progress, 0.1, 1))
        for table in tables:
            table.sheet = self._called(table.sheet)
        self.sheets = [self._called(sheet) for sheet in sheets]
        self.aliases = {*sheets, *self.sheets}
        self.tables = [table for table in tables if wants(table.sheet)]
        return self

    def _called(self, sheet):
        if not self.several or sheet == self.name:
            return sheet
        return f"[{self.name}]{sheet}"

    def _copy(self, copy, progress):
        """Copy the file, take its checksum, and return its kind."""
        try:
            kind = describe_kind(self.path)
            suffix = self.path.suffix.lower()
            beside = [self.path.with_suffix(end) for end in SIDECARS.get(suffix, ())]
            # A database that others write to has its newest rows in a second file.
            live = Path(f"{self.path}-wal").exists()
            in_place = kind == "layers" and (live or suffix in SIDECARS)
            checksum = hashlib.sha256()
            for path in [self.path, *filter(Path.exists, beside)]:
                size, done = max(1, path.stat().st_size), 0
                with path.open("rb") as file:
                    target = None if in_place else copy.open("wb")
                    try:
                        while piece := file.read(_PIECE):
                            checksum.update(piece)
                            if target:
                                target.write(piece)
                            done += len(piece)
                            progress(done / size)
                    finally:
                        if target:
                            target.close()
        except FileNotFoundError as error:
            raise SourceError(
                N_("The file {file} was not found. Check the name and the folder."),
                file=str(self.path),
            ) from error
        except OSError as error:
            raise SourceError(
                N_("The file {file} cannot be opened. Check that you may read it."),
                file=str(self.path),
                details=str(error),
            ) from error
        self.sha256 = checksum.hexdigest()
        return kind

    def _tables(self, kind, place, wants, progress):
        """Return the names of all sheets, and the tables of those wanted."""
        if kind == "text":
            from .textfile import read_text

            sheet = self.name if self.several else self.path.stem
            return [sheet], [read_text(place, self.path.name, sheet, progress)]
        if kind == "layers":
            from .vector import read_layers

            return read_layers(place, wants, progress)
        if kind == "xlsx":
            from .xlsx import read_workbook
        elif kind == "ods":
            from .ods import read_workbook
        elif kind == "xls":
            from .xls import read_workbook
        else:
            raise SourceError(_REFUSED[kind], suffix=self.path.suffix, file=self.path.name)
        return read_workbook(place, self.path.name, wants, progress)
