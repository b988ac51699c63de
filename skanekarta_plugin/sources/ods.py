"""Reads OpenDocument spreadsheets (ods), as LibreOffice saves them."""

from xml.parsers import expat

from ..errors import N_, SourceError, UserError
from .archive import Archive
from .grid import Grid
from .ods_cells import OdsCells
from .progress import nothing, part

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


def read_workbook(path, name, wants, progress=nothing):
    """Read the sheets of a spreadsheet.

    :param path: the file; :param name: what the user knows it by
    :param wants: function of a sheet's name; False: it is not read
    :return: names of all sheets, tables of those wanted
    :raises SourceError: if it cannot be read, is damaged, or is made to do harm
    """
    try:
        with Archive(path, name) as archive:
            archive.check_xml(progress)
            _refuse_locked(archive)
            document = _Document(wants)
            document.read(archive.pieces(_CONTENT, part(progress, 0, 0.9)))
            tables = [
                sheet.grid.table(
                    name,
                    sheet.name,
                    part(progress, 0.9, 1),
                    links=sheet.links,
                    merged=sheet.merged,
                    hidden_rows=sheet.hidden_rows,
                    hidden=sheet.style in document.hidden_styles,
                )
                for sheet in document.sheets
            ]
            return document.names, tables
    except UserError:
        raise
    except Exception as error:  # zip, XML and numbers each have errors of their own
        raise SourceError(
            N_(
                "{file} is not an OpenDocument spreadsheet, or it is damaged. "
                "Open it in LibreOffice and save it as xlsx."
            ),
            file=name,
            details=f"{type(error).__name__}: {error}",
        ) from error


def _refuse_locked(archive):
    if _MANIFEST not in archive:
        return
    manifest = b"".join(archive.pieces(_MANIFEST, nothing))
    if b"encryption-data" in manifest or b"encrypted-package" in manifest:
        raise SourceError(
            N_("{file} is protected by a password. Save it without a password."), file=archive.name
        )


class _Sheet:
    """What is known of a sheet."""

    def __init__(self, name, style):
        self.name, self.style = name, style
        self.grid = Grid()
        self.links, self.merged, self.hidden_rows = [], [], []


class _Document:
    """Follows the elements of a document, and hands those of cells on.

    :ivar names: names of all sheets; :ivar sheets: those that are wanted
    :ivar hidden_styles: names of the styles that hide a sheet
    """

    # What stands in these looks like sheets and cells, and is none.
    _ASIDE = ("table:tracked-changes", "table:dde-links", "table:shapes", "drawing:frame")

    def __init__(self, wants):
        self.names, self.sheets, self.hidden_styles = [], [], set()
        self._wants = wants
        self._cells = None
        self._style = None
        self._depth = self._aside = 0
        self._known = {}

    def read(self, pieces):
        """Read the whole document.

        :raises xml.parsers.expat.ExpatError: if it is not XML
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._says
        parser.EntityDeclHandler = parser.StartDoctypeDeclHandler = _refuse
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _name(self, name):
        """Return ``table:table-cell``, whatever prefix the document uses."""
        short = self._known.get(name)
        if short is None:
            space, _, local = name.rpartition(" ")
            words = space.rstrip("/").replace("/", ":").split(":")
            family = words[-2] if words[-1][:1].isdigit() and len(words) > 1 else words[-1]
            short = self._known[name] = f"{family}:{local}"
        return short

    def _start(self, name, attributes):
        name = self._name(name)
        if self._aside or name in self._ASIDE:
            self._aside += 1
            return
        attributes = {self._name(key): value for key, value in attributes.items()}
        if name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._begin(attributes)
        elif name == "style:style":
            self._style = attributes.get("style:name")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self._style)
        elif self._cells and self._depth == 1:
            self._cells.start(name, attributes)

    def _begin(self, attributes):
        sheet = _Sheet(attributes.get("table:name", ""), attributes.get("table:style-name"))
        self.names.append(sheet.name)
        if self._wants(sheet.name):
            self.sheets.append(sheet)
            self._cells = OdsCells(sheet)

    def _end(self, name):
        if self._aside:
            self._aside -= 1
            return
        name = self._name(name)
        if name == "table:table":
            self._depth -= 1
            if not self._depth:
                self._cells = None
        elif self._cells and self._depth == 1:
            self._cells.end(name)

    def _says(self, text):
        if self._cells and self._depth == 1 and not self._aside:
            self._cells.says(text)


def _refuse(*_):
    raise ValueError("a document type")
