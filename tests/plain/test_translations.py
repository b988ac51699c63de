"""Every English text of the code stands in Swedish, and nothing else does."""

import importlib.util
import string
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _load():
    spec = importlib.util.spec_from_file_location("update_ts", ROOT / "scripts" / "update_ts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ts = _load()


def _placeholders(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_of_the_code_is_translated():
    texts, messages = ts.marked_texts(), ts.read_ts()
    assert texts
    lacking = {
        text: places
        for text, places in texts.items()
        if not (messages.get(text, ("", False))[0].strip() and messages[text][1])
    }
    assert not lacking, "run make update-ts and translate"


def test_no_translation_is_left_over():
    assert set(ts.read_ts()) - set(ts.marked_texts()) == set()


def test_placeholders_are_the_same_in_both_languages():
    different = {
        source: translation
        for source, (translation, _) in ts.read_ts().items()
        if translation and _placeholders(source) != _placeholders(translation)
    }
    assert different == {}


def test_the_file_is_as_the_script_writes_it(tmp_path):
    path = tmp_path / "sv.ts"
    ts.write_ts(ts.read_ts(), path)
    assert path.read_text(encoding="utf-8") == ts.TS.read_text(encoding="utf-8")


def test_update_adds_drops_and_keeps(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "module.py").write_text(
        'a = tr("Kept {n}")\nb = N_(\n    "New, in "\n    "two parts"\n)\nc = tr(a)\n',
        encoding="utf-8",
    )
    path = tmp_path / "sv.ts"
    ts.write_ts({"Kept {n}": ("Kvar & <{n}>", True), "Gone": ("Borta", True)}, path)

    added, dropped, unfinished = ts.update(package, path)

    assert added == unfinished == ["New, in two parts"]
    assert dropped == ["Gone"]
    assert ts.read_ts(path) == {
        "Kept {n}": ("Kvar & <{n}>", True),
        "New, in two parts": ("", False),
    }


def test_a_built_text_cannot_be_marked(tmp_path):
    (tmp_path / "module.py").write_text('tr(f"Found {n}")\n', encoding="utf-8")
    with pytest.raises(ts.NotMarkable, match=r"module\.py:1"):
        ts.marked_texts(tmp_path)
