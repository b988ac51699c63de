"""The house rules that import-linter cannot see: parts of a package, and where an import stands."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "skanekarta_plugin"
FILES = sorted(PACKAGE.rglob("*.py"))

WINDOW = ("qgis.gui", "qgis.utils", "qgis.PyQt.QtWidgets")
HEAVY = ("pandas", "numpy", "openpyxl", "matplotlib")


def imports(tree, everywhere=True):
    """Yield the full names that a module imports; only those that run at import if told so."""
    nodes = list(tree.body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif everywhere or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            nodes.extend(ast.iter_child_nodes(node))


def found(path, names, everywhere=True):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        name
        for name in imports(tree, everywhere)
        if any(name == wanted or name.startswith(wanted + ".") for wanted in names)
    ]


def room(path):
    return path.relative_to(PACKAGE).parts[0]


def relative(path):
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_windows_belong_to_gui(path):
    if room(path) not in ("gui", "plugin.py", "__init__.py"):
        assert found(path, WINDOW) == []


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_heavy_libraries_are_imported_where_they_are_used(path):
    numpy = ("numpy",)
    at_home = {"analysis": ("pandas", "numpy"), "sources": numpy, "store": numpy, "usecases": numpy}
    at_home = at_home.get(room(path), ())
    late = [name for name in HEAVY if name not in at_home]
    assert found(path, late, everywhere=False) == []


def test_the_package_itself_imports_nothing():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert list(imports(tree, everywhere=False)) == []


def test_the_finder_sees_both_forms_and_both_places(tmp_path):
    path = tmp_path / "module.py"
    path.write_text(
        "import pandas as pd\nif pd:\n    from qgis.PyQt import QtWidgets\n"
        "def late():\n    from openpyxl.styles import Font\n",
        encoding="utf-8",
    )
    assert found(path, HEAVY, everywhere=False) == ["pandas"]
    assert sorted(found(path, HEAVY)) == ["openpyxl.styles.Font", "pandas"]
    assert found(path, WINDOW) == ["qgis.PyQt.QtWidgets"]
