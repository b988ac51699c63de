"""A real QGIS window: the plugin loads, a box is clicked, the map follows, a project comes back."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QImage

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
    found["without"] = _without_the_plugin(folder)
    return found


def _without_the_plugin(folder):
    script = Path(__file__).with_name("drawn.py")
    told = [str(folder / "karta.qgz"), "regionala_stod", str(folder)]
    done = subprocess.run(
        [sys.executable, str(script), *told],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads((folder / "utan.json").read_text(encoding="utf-8"))
    pictures = [QImage(str(folder / name)) for name in ("med.png", "utan.png")]
    found["sizes"] = [(picture.width(), picture.height()) for picture in pictures]
    pixels = [(x, y) for x in range(0, 500, 5) for y in range(0, 500, 5)]
    colours = [[picture.pixel(*spot) for spot in pixels] for picture in pictures]
    found["colours"] = len(set(colours[0]))
    found["differing"] = sum(one != other for one, other in zip(*colours, strict=True))
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
    assert told["again"] == told["panel"]
    assert told["panel"]["boxes"] == {"kommunkod": ["1267", "1286"], "konstomrade": ["Dans"]}
    assert told["panel"]["per_inhabitant"] is True
    assert told["active"] == "regionala_stod"
    assert told["dirty"] is False


def test_unload_leaves_nothing_and_the_plugin_starts_again(told):
    assert told["left"] == [] and told["menu_left"] == []
    assert told["started_again"]
    assert told["restored_by_restart"] == told["panel"]["figures"]


def test_a_choice_is_taken_back(told):
    assert told["undone"] == told["before"]


def test_a_qgis_without_the_plugin_shows_the_same_map(told):
    without = told["without"]
    assert without["read"] and without["plugin"] == []
    assert without["live"] == told["drawn"]
    assert {code for code, fields in without["live"].items() if fields[0]} == {"1267", "1286"}
    assert without["sizes"] == [(500, 500)] * 2
    assert without["colours"] > 3
    assert without["differing"] == 0
