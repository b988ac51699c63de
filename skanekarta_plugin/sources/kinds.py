"""What kind of file a file is: by what stands in it, and only then by its name."""

import zipfile

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
LAYERS = (".gpkg", ".shp", ".geojson", ".json", ".fgb", ".kml", ".gml", ".tab")
SUFFIXES = WORKBOOKS + TEXTS + LAYERS

# Files of several parts, which only stand together in their own folder.
SIDECARS = {
    ".shp": (".dbf", ".shx", ".prj", ".cpg"),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".gml": (".xsd", ".gfs"),
}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<div")


def describe_kind(path):
    """Return the kind of a file.

    :return: ``"xlsx"``, ``"xlsb"``, ``"ods"``, ``"xls"``, ``"locked"`` (by a password), ``"html"``
        (a web page under the name of a workbook), ``"text"``, ``"layers"`` (a vector file), or
        ``""`` for anything else
    :raises OSError: if it cannot be read
    """
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith(_OLE):
            return "locked" if _holds(file, head, _LOCKED) else "xls"
    if head.startswith(_ZIP):
        return _zipped(path, suffix)
    if head.startswith(b"SQLite format 3\0") or suffix in LAYERS:
        return "layers" if suffix in (*LAYERS, "") else ""
    if suffix == ".xls":
        return _old_excel(head)
    return {".xlsx": "xlsx", ".xlsm": "xlsx", ".xlsb": "xlsb", ".ods": "ods"}.get(
        suffix, "text" if suffix in TEXTS else ""
    )


def _holds(file, piece, wanted):
    while piece:
        if wanted in piece:
            return True
        more = file.read(1 << 20)
        piece = piece[-len(wanted) :] + more if more else b""
    return False


def _zipped(path, suffix):
    named = {".ods": "ods", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xlsx"}.get(suffix, "")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name.lower().replace("\\", "/") for name in archive.namelist()}
            if "mimetype" in archive.namelist():
                with archive.open("mimetype") as stream:
                    if b"opendocument.spreadsheet" in stream.read(200):
                        return "ods"
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        # Damaged: its reader will say so.
        return named
    if "xl/workbook.bin" in parts:
        return "xlsb"
    return "xlsx" if "xl/workbook.xml" in parts else named


def _old_excel(head):
    """Return what a file is that calls itself xls: web systems save all sorts of things as xls."""
    if head.startswith(_OLD_EXCEL):
        return "xls"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML) or (
        start.startswith(b"<?xml") and any(mark in start for mark in (b"<html", b":spreadsheet"))
    ):
        return "html"
    return "text" if b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")) else "xls"
