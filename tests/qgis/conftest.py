"""Stores, made once and copied for each test that changes them: with the example, and without."""

import shutil

import pytest
from gui_parts import Iface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMainWindow, QWidget

from skanekarta_plugin import classFactory, i18n
from skanekarta_plugin.definitions import load_catalogue
from skanekarta_plugin.store.store import Store
from skanekarta_plugin.usecases.create_store import create_store


@pytest.fixture(scope="session", autouse=True)
def still_canvas(qgis_iface):
    """Keep the canvas of pytest-qgis from drawing what tests add to the project.

    Nobody looks at it, and QGIS goes down if a thread reads an expression field while a project is
    read; QGIS's own window lets its canvas rest then.
    """
    qgis_iface.mapCanvas().setRenderFlag(False)


@pytest.fixture(autouse=True)
def no_key_pressed(qgis_app):
    """Let go of Shift and Ctrl after each test: Qt remembers what the last event said of them."""
    yield
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        widget = QWidget()
        widget.show()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture
def swedish(qgis_app):
    """The plugin's texts as its users read them."""
    i18n.install()
    yield
    i18n.uninstall()


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="session")
def example_path(tmp_path_factory, catalogue, qgis_app):
    """Path of a store with the example; only to be read."""
    path = tmp_path_factory.mktemp("example") / "skanekarta.gpkg"
    create_store(path, catalogue, example=True)
    return path


@pytest.fixture
def store(example_path, tmp_path, catalogue):
    """A store with the example of the test's own."""
    path = tmp_path / "skanekarta.gpkg"
    shutil.copy(example_path, path)
    return Store.open(path, catalogue)


@pytest.fixture(scope="session")
def empty_path(tmp_path_factory, catalogue, qgis_app):
    """Path of a store with only what ships; only to be read."""
    path = tmp_path_factory.mktemp("empty") / "tom.gpkg"
    create_store(path, catalogue)
    return path


@pytest.fixture
def empty(empty_path, tmp_path, catalogue):
    """A store without the example of the test's own."""
    path = tmp_path / "tom.gpkg"
    shutil.copy(empty_path, path)
    return Store.open(path, catalogue)


@pytest.fixture
def started(qgis_app, qgis_new_project):
    """The plugin in a window of its own; a failure that it told about fails the test."""
    window = QMainWindow()
    window.resize(1400, 900)
    window.show()
    plugin = classFactory(Iface(window))
    plugin.initGui()
    plugin.failures = []
    plugin.session.failed.connect(plugin.failures.append)
    yield plugin
    failures = plugin.failures
    plugin.unload()
    window.deleteLater()
    assert failures == []
