"""Where the plugin's resources stand: inside the installed plugin, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts):
    """Return the path of a resource, in an installed plugin or in a checkout."""
    inside = _PACKAGE / "resources"
    base = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return base.joinpath(*parts)


def metadata_file():
    """Return the path of ``metadata.txt``."""
    inside = _PACKAGE / "metadata.txt"
    return inside if inside.is_file() else _PACKAGE.parent / "metadata.txt"
