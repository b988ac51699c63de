"""Zipped documents (xlsx, ods), read in pieces and never further than their directory says.

A spreadsheet comes from anywhere. What a zip or an XML file can do to the program that reads it is
refused here, before any library sees it.
"""

import zipfile

from ..errors import N_, SourceError

PIECE = 1 << 18
_MOST_PARTS = 10_000
_MOST_BYTES = 2 << 30
_LARGE = 50 << 20
_RATIO = 150
_PROLOGUE = 1 << 16


class Archive:
    """A zipped document, open for reading.

    :param path: the file; :param name: what the user knows it by
    :raises SourceError: if it would unpack to more than a document can hold
    :raises zipfile.BadZipFile: if it is damaged
    """

    def __init__(self, path, name):
        self.name = name
        self._zip = zipfile.ZipFile(path)
        try:
            self._check()
        except SourceError:
            self._zip.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._zip.close()

    def __contains__(self, part):
        return part in self._zip.NameToInfo

    def names(self):
        """Return the names of all parts."""
        return self._zip.namelist()

    def size(self, part):
        """Return the unpacked size of a part in bytes."""
        return self._zip.getinfo(part).file_size

    def pieces(self, part, progress):
        """Yield the content of an XML part in pieces.

        :raises SourceError: if the part declares entities
        :raises KeyError: if there is no such part
        """
        size = max(1, self.size(part))
        done = 0
        with self._zip.open(part) as stream:
            while piece := stream.read(PIECE):
                if not done:
                    self._check_prologue(piece)
                done += len(piece)
                yield piece
                progress(done / size)

    def check_xml(self, progress):
        """Look at the beginning of each XML part, for those that a library will read.

        :raises SourceError: if a part declares entities
        """
        for name in self.names():
            if name.lower().endswith((".xml", ".rels", ".vml")):
                with self._zip.open(name) as stream:
                    self._check_prologue(stream.read(_PROLOGUE))
                progress(0)

    def _check(self):
        infos = self._zip.infolist()
        swollen = any(
            info.file_size > _LARGE and info.file_size > _RATIO * max(1, info.compress_size)
            for info in infos
        )
        total = sum(info.file_size for info in infos)
        if swollen or total > _MOST_BYTES or len(infos) > _MOST_PARTS:
            raise SourceError(
                N_(
                    "{file} would unpack to far more than a spreadsheet holds, so it was not read. "
                    "Open it in Excel, delete what is not needed, and save it again."
                ),
                file=self.name,
                details=f"{len(infos)} parts, {total} bytes",
            )

    def _check_prologue(self, head):
        """Refuse a document type: spreadsheets have none, and it is how XML is made to explode."""
        # Without its zero bytes UTF-16 reads like ASCII, as far as markup goes.
        head = head[:_PROLOGUE].replace(b"\0", b"")
        at = head.find(b"<")
        if at < 0:
            # No XML: whoever reads it will say so.
            return
        while at >= 0 and head.startswith((b"<?", b"<!--"), at):
            end = b"?>" if head.startswith(b"<?", at) else b"-->"
            closed = head.find(end, at)
            at = head.find(b"<", closed) if closed >= 0 else -1
        if at < 0 or head.startswith(b"<!", at):
            raise SourceError(
                N_(
                    "{file} contains definitions that no spreadsheet needs (DOCTYPE), so it was "
                    "not read. Open it in Excel and save it again."
                ),
                file=self.name,
            )
