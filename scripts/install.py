#!/usr/bin/env python3
"""Puts the assembled plugin into a QGIS profile and switches it on.

The profile is $QGIS_PROFILE_DIR, or the user's default one. With --no-copy only the settings are
written: for QGIS started with QGIS_PLUGINPATH.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "skanekarta_plugin"
DEFAULT_PROFILE = Path.home() / ".local/share/QGIS/QGIS3/profiles/default"


def set_key(text, section, key, value):
    """Return the ini text with one value set; every other line stays as it was."""
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += ending
    line = f"{key}={value}{ending}"
    inside, last = False, None
    for number, old in enumerate(lines):
        bare = old.strip()
        if bare.startswith("[") and bare.endswith("]"):
            inside = bare[1:-1] == section
            last = number if inside else last
        elif inside and bare:
            if bare.partition("=")[0].strip() == key:
                lines[number] = line
                return "".join(lines)
            last = number
    if last is None:
        lines += [ending] if lines else []
        lines += [f"[{section}]{ending}", line]
    else:
        lines.insert(last + 1, line)
    return "".join(lines)


def write_settings(profile, settings):
    path = profile / "QGIS" / "QGIS3.ini"
    # QGIS escapes what is not Latin-1, and Latin-1 keeps every byte as it is.
    old = path.read_bytes().decode("latin-1") if path.exists() else ""
    new = old
    for (section, key), value in settings.items():
        new = set_key(new, section, key, value)
    if new != old:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".new")
        beside.write_bytes(new.encode("latin-1"))
        if path.exists():
            shutil.copymode(path, beside)
        # An ini that is a link into another folder stays one.
        os.replace(beside, path.resolve())


def copy_plugin(source, profile):
    target = profile / "python" / "plugins" / NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_symlink():
        target.unlink()
    elif target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    return target


def _setting(text):
    name, _, value = text.partition("=")
    section, _, key = name.partition("/")
    if not (section and key):
        raise argparse.ArgumentTypeError("write it as section/key=value")
    return (section, key), value


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--no-copy", action="store_true")
    parser.add_argument("--set", type=_setting, action="append", default=[], dest="settings")
    options = parser.parse_args(arguments)
    given = os.environ.get("QGIS_PROFILE_DIR")
    profile = options.profile or (Path(given) if given else DEFAULT_PROFILE)
    if not options.no_copy:
        print(f"install: {copy_plugin(ROOT / 'build' / 'plugins' / NAME, profile)}")
        print("install: start QGIS anew if it is running")
    write_settings(profile, {("PythonPlugins", NAME): "true", **dict(options.settings)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
