"""Pictures of the real program, for the README and the handbook."""

from pathlib import Path

import in_window

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"


def main(iface):
    in_window.settle()
    in_window.grab(FOLDER / "start.png")
