#!/usr/bin/env python3
"""Brings the texts marked in the code into the translation file.

``tr("…")`` and ``N_("…")`` mark an English text. New ones are added as unfinished, those that the
code no longer has are dropped, and what is translated stays. The file is sorted by source text, so
that two branches seldom touch the same lines.
"""

import ast
import sys
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "skanekarta_plugin"
TS = ROOT / "resources" / "i18n" / "skanekarta_sv.ts"
CONTEXT = "skanekarta"
MARKERS = {"tr", "N_"}


class NotMarkable(Exception):
    """A marker around something that is not a plain text."""


def _called(node):
    if isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return ""


def marked_texts(package=PACKAGE):
    """Return ``{text: ["file:line", …]}`` for every marked text in the package."""
    texts = {}
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or _called(node) not in MARKERS or not node.args:
                continue
            place = f"{path.relative_to(package.parent).as_posix()}:{node.lineno}"
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                texts.setdefault(argument.value, []).append(place)
            elif isinstance(argument, ast.JoinedStr | ast.BinOp):
                # A name may stand there (its text was marked with N_), a built text may not.
                raise NotMarkable(f"{place}: use one plain text with {{placeholders}}")
    return texts


def read_ts(path=TS):
    """Return ``{source: (translation, finished)}``."""
    if not path.exists():
        return {}
    messages = {}
    for message in ElementTree.parse(path).iter("message"):
        node = message.find("translation")
        text = (node.text or "") if node is not None else ""
        finished = node is not None and node.get("type") is None
        messages[message.findtext("source", "")] = (text, finished)
    return messages


def write_ts(messages, path=TS):
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        '<TS version="2.1" language="sv" sourcelanguage="en">',
        "<context>",
        f"    <name>{CONTEXT}</name>",
    ]
    for source, (translation, finished) in sorted(messages.items()):
        state = "" if finished and translation else ' type="unfinished"'
        lines += [
            "    <message>",
            f"        <source>{escape(source)}</source>",
            f"        <translation{state}>{escape(translation)}</translation>",
            "    </message>",
        ]
    lines += ["</context>", "</TS>", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def update(package=PACKAGE, path=TS):
    """Rewrite the file; return the texts added, dropped and still without a translation."""
    old = read_ts(path)
    wanted = marked_texts(package)
    new = {text: old.get(text, ("", False)) for text in wanted}
    write_ts(new, path)
    unfinished = sorted(text for text, (words, done) in new.items() if not (done and words))
    return sorted(set(new) - set(old)), sorted(set(old) - set(new)), unfinished


def main():
    try:
        added, dropped, unfinished = update()
    except NotMarkable as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(added)} added, {len(dropped)} dropped, {len(unfinished)} without a translation")
    for text in unfinished:
        print(f"  {text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
