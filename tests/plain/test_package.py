"""The zip is what the plugin site takes, and installing it leaves the rest of a profile alone."""

import importlib.util
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


package = _load("package")
install = _load("install")


@pytest.fixture
def tree(tmp_path):
    """Lay out a small repository that may be packed."""
    root = tmp_path / "repository"
    code = root / package.NAME
    (code / "gui" / "__pycache__").mkdir(parents=True)
    (code / "gui" / "__pycache__" / "dock.pyc").write_bytes(b"x")
    (code / "__init__.py").write_text("")
    (root / "resources" / "i18n").mkdir(parents=True)
    (root / "resources" / "i18n" / "sv.ts").write_text("")
    (root / "resources" / "i18n" / "sv.qm").write_bytes(b"\x3c\xb8")
    (root / "LICENSE").write_text("GPL")
    keys = "\n".join(f"{key}=1.2" for key in package.NEEDED_KEYS)
    (root / "metadata.txt").write_text(f"[general]\n{keys}\n", encoding="utf-8")
    return root


def test_the_plugin_of_this_repository_can_be_packed(tmp_path):
    archive = package.package(ROOT, tmp_path)
    version = package.read_metadata(ROOT / "metadata.txt")["version"]
    assert archive.name == f"skanekarta_plugin-{version}.zip"
    with zipfile.ZipFile(archive) as packed:
        names = set(packed.namelist())
    assert {name.split("/")[0] for name in names} == {"skanekarta_plugin"}
    assert {f"skanekarta_plugin/{name}" for name in package.NEEDED_FILES} <= names
    assert "skanekarta_plugin/resources/definitions/datapackage.json" in names
    assert not [name for name in names if "test" in name or name.endswith((".pyc", ".ts"))]


def test_the_same_input_gives_the_same_bytes(tree, tmp_path):
    first = package.package(tree, tmp_path / "a").read_bytes()
    (tree / package.NAME / "__init__.py").touch()
    assert package.package(tree, tmp_path / "b").read_bytes() == first


def test_caches_and_sources_of_translations_stay_out(tree, tmp_path):
    with zipfile.ZipFile(package.package(tree, tmp_path)) as packed:
        assert sorted(packed.namelist()) == [
            "skanekarta_plugin/LICENSE",
            "skanekarta_plugin/__init__.py",
            "skanekarta_plugin/metadata.txt",
            "skanekarta_plugin/resources/i18n/sv.qm",
        ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("start.sh", b"", "start.sh is not allowed"),
        ("start.BAT", b"", "start.BAT is not allowed"),
        ("library.so", b"", "library.so is not allowed"),
        ("tool", b"\x7fELF\x02", "tool is a program"),
        ("metadata.txt", b"[general]\nname=x\n", "metadata.txt lacks description"),
        ("metadata.txt", b"name=x\n", "metadata.txt cannot be read"),
    ],
)
def test_what_the_site_refuses_is_not_packed(tree, tmp_path, name, content, said):
    folder = tree if name == "metadata.txt" else tree / package.NAME
    (folder / name).write_bytes(content)
    with pytest.raises(package.Refused, match=said):
        package.package(tree, tmp_path)
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize("name", ["LICENSE", "metadata.txt", "skanekarta_plugin/__init__.py"])
def test_a_missing_file_is_named(tree, tmp_path, name):
    (tree / name).unlink()
    with pytest.raises(package.Refused, match=f"{Path(name).name} is missing"):
        package.package(tree, tmp_path)


def test_a_zip_that_is_too_large_is_refused(tree, tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MAX_BYTES", 100)
    with pytest.raises(package.Refused, match="more than 100"):
        package.package(tree, tmp_path)
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[PythonPlugins]\nskanekarta_plugin=true\n"),
        (
            "[a]\nx=1\n\n[PythonPlugins]\nother=true\n\n[z]\ny=\\xe5",
            "[a]\nx=1\n\n[PythonPlugins]\nother=true\nskanekarta_plugin=true\n\n[z]\ny=\\xe5\n",
        ),
        (
            "[PythonPlugins]\r\nskanekarta_plugin=false\r\n",
            "[PythonPlugins]\r\nskanekarta_plugin=true\r\n",
        ),
        (
            "[a]\nskanekarta_plugin=false\n",
            "[a]\nskanekarta_plugin=false\n\n[PythonPlugins]\nskanekarta_plugin=true\n",
        ),
    ],
)
def test_one_setting_is_written_and_the_rest_stays(before, after):
    once = install.set_key(before, "PythonPlugins", "skanekarta_plugin", "true")
    assert once == after
    assert install.set_key(once, "PythonPlugins", "skanekarta_plugin", "true") == after


def test_install_replaces_the_plugin_and_keeps_every_byte_of_the_settings(tree, tmp_path):
    package.package(tree, tmp_path / "build")
    source = tmp_path / "build" / "plugins" / package.NAME
    profile = tmp_path / "profile"
    ini = profile / "QGIS" / "QGIS3.ini"
    ini.parent.mkdir(parents=True)
    ini.write_bytes(b"[a]\nx=\xe5\xff\n")

    target = install.copy_plugin(source, profile)
    (target / "old.py").write_text("")
    install.copy_plugin(source, profile)
    install.write_settings(profile, {("PythonPlugins", package.NAME): "true"})

    assert not (target / "old.py").exists()
    assert (target / "metadata.txt").is_file()
    assert ini.read_bytes() == b"[a]\nx=\xe5\xff\n\n[PythonPlugins]\nskanekarta_plugin=true\n"
