"""A real QGIS window: the plugin loads, a box is clicked, the map follows, a project comes back."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LACKING = [name for name in ("xvfb-run", "qgis") if shutil.which(name) is None]

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(LACKING), reason=f"not installed: {', '.join(LACKING)}"),
]


@pytest.fixture(scope="module")
def told():
    # Not in the system's temporary folder: QGIS asks before it closes layers that lie there.
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="test_window.") as folder:
        yield _drive(Path(folder))


def _drive(folder):
    subprocess.run([sys.executable, str(ROOT / "scripts" / "package.py")], check=True)
    done = subprocess.run(
        ["bash", str(ROOT / "scripts" / "window.sh"), str(Path(__file__).with_name("drive.py"))],
        env={**os.environ, "SKANEKARTA_TEST_FOLDER": str(folder), "QGIS_LANG": "sv"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    assert found["problems"] == []
    return found


def test_first_start_is_in_swedish(told):
    assert told["first"]
    assert told["buttons"][0] == "Öppna exemplet"


def test_the_layer_follows_the_box(told):
    before, after = told["before"], told["after"]
    assert before["live"] == before["counts"]
    assert after["live"] == after["counts"]
    assert before["live"] != after["live"]
    assert len(after["live"]) == 33
    assert told["chips"] == [["konstomrade", "Konst- och kulturområde: Dans"]]


def test_the_figures_add_up(told):
    for state in (told["before"], told["after"]):
        assert state["mapped"] + state["outside"] == state["total"]
    assert 0 < told["after"]["total"] < told["before"]["total"]


def test_a_saved_project_comes_back_as_it_was(told):
    assert told["written"] and told["cleared"]
    assert told["again"] == told["after"]
    assert told["active"] == "regionala_stod"
    assert told["dirty"] is False


def test_unload_leaves_nothing_and_the_plugin_starts_again(told):
    assert told["left"] == [] and told["menu_left"] == []
    assert told["started_again"]
    assert told["restored_by_restart"] == told["after"]["figures"]
