#!/usr/bin/env python3
"""Assembles the plugin in build/plugins/ and packs it into build/skanekarta_plugin-<version>.zip.

Refuses what the plugin site would refuse. The same input gives the same bytes.
"""

import configparser
import shutil
import sys
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
NAME = "skanekarta_plugin"
MAX_BYTES = 25 * 1024 * 1024
NEEDED_FILES = ("__init__.py", "metadata.txt", "LICENSE")
NEEDED_KEYS = (
    "name",
    "description",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "about",
    "tracker",
    "repository",
    "homepage",
)
LEFT_OUT = ("__pycache__", "*.pyc", "*.ts", ".*")
FORBIDDEN = {".pyc", ".pyo", ".sh", ".bat", ".cmd", ".exe", ".dll", ".so", ".dylib", ".pyd", ".jar"}
# The first bytes of programs for Linux, Windows and macOS.
PROGRAMS = (b"\x7fELF", b"MZ", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
TIME = (2024, 1, 1, 0, 0, 0)


class Refused(Exception):
    """The plugin site would not take this."""


def read_metadata(path):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
        return dict(parser["general"])
    except (OSError, KeyError, configparser.Error, UnicodeDecodeError) as error:
        raise Refused(f"metadata.txt cannot be read: {error}") from error


def assemble(root, target):
    """Lay the plugin out as QGIS expects it."""
    if target.exists():
        shutil.rmtree(target)
    leave = shutil.ignore_patterns(*LEFT_OUT)
    shutil.copytree(root / NAME, target, ignore=leave)
    shutil.copytree(root / "resources", target / "resources", ignore=leave)
    for name in ("metadata.txt", "LICENSE"):
        if (root / name).exists():
            shutil.copyfile(root / name, target / name)


def check_folder(folder):
    problems = [f"{name} is missing" for name in NEEDED_FILES if not (folder / name).is_file()]
    if not folder.name.isidentifier() or not folder.name.isascii():
        problems.append(f"the folder {folder.name} is no Python name")
    if (folder / "metadata.txt").is_file():
        metadata = read_metadata(folder / "metadata.txt")
        problems += [
            f"metadata.txt lacks {key}" for key in NEEDED_KEYS if not metadata.get(key, "").strip()
        ]
        icon = metadata.get("icon", "")
        if icon and not (folder / icon).is_file():
            problems.append(f"the icon {icon} is missing")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() in FORBIDDEN or path.name == "__pycache__":
            problems.append(f"{name} is not allowed")
        elif path.is_symlink():
            problems.append(f"{name} is a link")
        elif path.is_file() and path.open("rb").read(4).startswith(PROGRAMS):
            problems.append(f"{name} is a program")
    if problems:
        raise Refused("; ".join(problems))


def pack(folder, archive):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder.parent).as_posix()
                entry = zipfile.ZipInfo(name, TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o100644 << 16
                packed.writestr(entry, path.read_bytes())


def check_archive(archive):
    size = archive.stat().st_size
    if size > MAX_BYTES:
        raise Refused(f"{archive.name} has {size} bytes, more than {MAX_BYTES}")
    with zipfile.ZipFile(archive) as packed:
        tops = {PurePosixPath(name).parts[0] for name in packed.namelist()}
    if len(tops) != 1:
        raise Refused(f"more than one top folder: {', '.join(sorted(tops))}")


def package(root=ROOT, build=None):
    """Return the path of the zip."""
    build = build or root / "build"
    folder = build / "plugins" / NAME
    assemble(root, folder)
    check_folder(folder)
    version = read_metadata(folder / "metadata.txt")["version"]
    archive = build / f"{NAME}-{version}.zip"
    archive.unlink(missing_ok=True)
    pack(folder, archive)
    try:
        check_archive(archive)
    except Refused:
        archive.unlink()
        raise
    return archive


def main():
    try:
        archive = package()
    except Refused as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    print(f"package: {archive.relative_to(ROOT)}, {archive.stat().st_size / 1024:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
